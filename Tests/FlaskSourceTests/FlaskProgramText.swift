import Diagnostics
import Foundation
import Interpreter
import PythonSyntax
import Resolution

@testable import FlaskSource

/// A program of Tests/FlaskPrograms, parsed once for all releases.
struct FlaskProgramText: Sendable {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "FlaskPrograms")

  let main: PythonProgram
  /// The other files of the folder, by the names of their modules.
  let siblings: [String: PythonProgram]

  /// Reads a program by its name, such as `programs/test_uploads`: a file, or a folder.
  init(_ name: String) throws {
    let path = Self.folder.appending(path: name)
    guard FileManager.default.fileExists(atPath: path.path()) else {
      main = try Self.parsed(path.appendingPathExtension("py"))
      siblings = [:]
      return
    }
    let files = try FileManager.default.contentsOfDirectory(at: path, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "py" }.sorted { $0.path() < $1.path() }
    let tests = files.filter { $0.lastPathComponent.hasPrefix("test_") }
    guard let file = tests.first ?? files.first else { throw CocoaError(.fileNoSuchFile) }
    main = try Self.parsed(file)
    var siblings: [String: PythonProgram] = [:]
    for other in files where other != file {
      siblings[other.deletingPathExtension().lastPathComponent] = try Self.parsed(other)
    }
    self.siblings = siblings
  }

  private static func parsed(_ file: URL) throws -> PythonProgram {
    PythonProgram(parsing: SourceText(name: file.lastPathComponent, bytes: Array(try Data(contentsOf: file))))
  }

  /// Runs the program under a release.
  func run(_ release: Release) -> (events: [Event], source: SourceText) {
    var run = TranslationRun(Translation(main, release: release, siblings: siblings, templates: []))
    let events = run.run()
    return (events, run.source)
  }
}
