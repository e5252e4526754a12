import Diagnostics
import Foundation
import Interpreter
import Resolution
import Testing

@testable import Export

/// Whole exported files. The live check runs the same scripts with pytest on real Flask. After an intended change,
/// `ERRORBOOK_RECORD=1 swift test --filter ExportedFiles` writes the files again.
@Suite("Exported Python files")
struct ExportedFilesTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  private static let scripts: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
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

  @Test("there are scripts to export")
  func fixtures() { #expect(Self.scripts.count >= 6) }

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
    let requirements = Self.folder.appending(path: "../../RealFlask/requirements").standardized
    var compared = 0
    for release in Release.all {
      let url = requirements.appending(path: release.name + ".txt")
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
      #expect(text.split(separator: "\n").map { String($0) }.sorted() == release.pins.sorted(), "\(release.name)")
      compared += 1
    }
    #expect(compared > 25)
  }
}
