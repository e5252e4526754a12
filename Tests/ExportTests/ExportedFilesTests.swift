import Diagnostics
import Foundation
import Interpreter
import Resolution
import Testing

@testable import Export

/// Whole exported files. The live checks run the same scripts with pytest on the real frameworks. After an intended change,
/// `ERRORBOOK_RECORD=1 swift test --filter ExportedFiles` writes the files again.
@Suite("Exported Python files")
struct ExportedFilesTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  /// Scripts for Flask, and in folders those for other frameworks.
  private static let scripts: [String] =
    ((try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".eb") }.map { String($0.dropLast(3)) }.sorted()

  private func export(_ script: String) throws -> String {
    let bytes = Array(try Data(contentsOf: Self.folder.appending(path: script + ".eb")))
    let release = TestFileExport.release(of: [bytes], otherwise: .standard)
    switch TestFileExport(title: script + ".eb", release: release).export([bytes]) {
    case .file(let text): return text
    case .refused(let diagnostics, _): throw Refused(messages: diagnostics.map(\.message))
    }
  }

  private struct Refused: Error { var messages: [String] }

  @Test("there are scripts to export for every framework")
  func fixtures() {
    #expect(Self.scripts.count >= 15)
    for framework in Framework.all.dropFirst() {
      #expect(Self.scripts.contains { $0.hasPrefix(framework.word + "/") }, "\(framework.word)")
    }
  }

  @Test("a script always gives this file", arguments: scripts)
  func file(_ script: String) throws {
    let text = try export(script)
    #expect(try export(script) == text)
    let url = Self.folder.appending(path: script + ".py")
    if ProcessInfo.processInfo.environment["ERRORBOOK_RECORD"] != nil {
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    for (number, (line, expected)) in zip(text.split(separator: "\n", omittingEmptySubsequences: false), lines)
      .enumerated()
    {
      try #require(line == expected, "\(script).py:\(number + 1)")
    }
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == lines.count)
  }

  @Test("the pins match the environments that run real Flask")
  func pins() throws {
    var compared: [String: Int] = [:]
    for writer in TestFileWriter.all {
      for release in writer.framework.releases {
        let files = [
          "RealFlask/requirements/\(release.name).txt",
          "RealFrameworks/requirements/\(writer.framework.word)-\(release.name).txt",
        ]
        let file = writer.framework.word == Framework.standard.word ? files[0] : files[1]
        let url = Self.folder.appending(path: "../../" + file).standardized
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
        let pins = writer.dialect.pins(release)
        #expect(text.split(separator: "\n").map { String($0) }.sorted() == pins.sorted(), "\(release.fullName)")
        compared[writer.framework.word, default: 0] += 1
      }
    }
    #expect(compared == ["flask": 31, "sanic": 13, "starlette": 12, "fastapi": 2])
  }
}
