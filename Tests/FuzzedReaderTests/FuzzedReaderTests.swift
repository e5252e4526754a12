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
    for file in TestRun.sample(files, 10) { try read(file, reader) }
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

  @Test("Flask programs, as they are and damaged", .sampled) func programs() throws {
    let files = try Self.files(below: "FlaskPrograms", ending: ".py").filter { !$0.path.contains("/order/") }
    #expect(files.count > 50)
    var random = SeededRandom(seed: 19)
    for file in TestRun.sample(files, 6) {
      let bytes = [UInt8](try Data(contentsOf: file))
      for round in 0..<TestRun.rounds(20, sample: 3) {
        let damaged = round == 0 ? bytes : Self.damaged(bytes, &random)
        let input = [UInt8.random(in: 0...255, using: &random)] + damaged
        do throws(Broken) { try FuzzedReader.program.read(input) } catch {
          Issue.record("\(file.lastPathComponent), round \(round): \(error.what)")
        }
      }
    }
  }

  /// Returns a text with missing, repeated, swapped and changed parts.
  private static func damaged(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      let start = Int.random(in: 0..<bytes.count, using: &random)
      let part = start..<min(bytes.count, start + Int.random(in: 1...40, using: &random))
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes.removeSubrange(part)
      case 1: bytes.insert(contentsOf: Array(bytes[part]), at: start)
      case 2: bytes.insert(contentsOf: Array(bytes[part]), at: Int.random(in: 0...bytes.count, using: &random))
      case 3: bytes[start] = UInt8.random(in: 0...255, using: &random)
      default: bytes.insert(contentsOf: Array(random.pick(pieces).utf8), at: start)
      }
    }
    return bytes
  }

  private static let pieces = [
    "(", ")", "\n", "    ", "\"", "'''", "lambda: ", "raise ", "return ", "0", "9999999999", "-1", "not ", "None",
    "e.code", "isinstance(e, ", "@app.errorhandler(", "{}", "[]", "yield ", "\u{202E}", "\\",
  ]

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
