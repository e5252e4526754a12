import Diagnostics
import Foundation
import Interpreter
import Resolution

@testable import FlaskSource

/// A program of Tests/FlaskPrograms, parsed once for all releases.
struct FlaskProgramText: Sendable {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "FlaskPrograms")

  let files: ProgramFiles

  /// Reads a program by its name, such as `programs/test_uploads`: a file, or a folder with the files that it imports.
  init(_ name: String) throws {
    let path = Self.folder.appending(path: name)
    guard FileManager.default.fileExists(atPath: path.path()) else {
      files = ProgramFiles(try Self.text(path.appendingPathExtension("py")), templates: []) { _ in nil }
      return
    }
    let all = try FileManager.default.contentsOfDirectory(at: path, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "py" }.sorted { $0.path() < $1.path() }
    guard let file = all.first(where: { $0.lastPathComponent.hasPrefix("test_") }) ?? all.first else {
      throw CocoaError(.fileNoSuchFile)
    }
    files = ProgramFiles(try Self.text(file), templates: []) { module in
      try? Self.text(path.appending(path: module + ".py"))
    }
  }

  private static func text(_ file: URL) throws -> SourceText {
    SourceText(name: file.lastPathComponent, bytes: Array(try Data(contentsOf: file)))
  }

  /// Runs the program under a release.
  func run(_ release: Release) -> (events: [Event], source: SourceText) {
    var run = TranslationRun(Translation(files, release: release))
    let events = run.run()
    return (events, run.source)
  }
}
