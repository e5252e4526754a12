import Foundation
import FuzzedReaders
import SeededRandom
import Testing

/// Runs the checks for any input on the inputs in the project.
@Suite("Untrusted input") struct FuzzedReaderTests {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  private static func files(below folder: String, ending: String = "") throws -> [URL] {
    let top = tests.appending(path: folder)
    return try FileManager.default.subpathsOfDirectory(atPath: top.path).sorted()
      .filter { $0.hasSuffix(ending) }.map { top.appending(path: $0) }.filter { !$0.hasDirectoryPath }
  }

  private func read(_ file: URL, _ reader: FuzzedReader) throws {
    let bytes = [UInt8](try Data(contentsOf: file))
    do throws(Broken) { try reader.read(bytes) } catch {
      Issue.record("\(reader), \(file.lastPathComponent): \(error.what)")
    }
  }

  @Test("inputs that failed in fuzzing", arguments: try files(below: "Fuzzing/found"))
  func found(_ file: URL) throws {
    let name = try #require(file.lastPathComponent.split(separator: "-").first)
    try read(file, try #require(FuzzedReader(rawValue: String(name))))
  }

  @Test("scripts", .sampled, arguments: [FuzzedReader.syntax, .session, .marking])
  func scripts(_ reader: FuzzedReader) throws {
    let files = try Self.files(below: "RenderingTests/Fixtures/language", ending: ".eb")
    #expect(files.count > 50)
    for file in TestRun.sample(files, 20) { try read(file, reader) }
  }

  @Test("lessons") func lessons() throws {
    let files = try Self.files(below: "LessonsTests/Fixtures/lessons", ending: ".md")
    #expect(!files.isEmpty)
    for file in files { try read(file, .lesson) }
  }

  @Test("Python files") func python() throws {
    let files = try Self.files(below: "", ending: ".py")
    #expect(files.count > 20)
    for file in files { try read(file, .python) }
  }

  @Test("damaged errorbook files", arguments: FuzzedReader.allCases)
  func damaged(_ reader: FuzzedReader) throws {
    let texts = [
      "", "\n", "errorbook progress 1\na\tfinished\nb\tstep\t2", "# history 1", "\u{FEFF}", "a,b\n\"", "```",
    ]
    for text in texts {
      do throws(Broken) { try reader.read(Array(text.utf8)) } catch {
        Issue.record("\(reader), \(text): \(error.what)")
      }
    }
  }
}
