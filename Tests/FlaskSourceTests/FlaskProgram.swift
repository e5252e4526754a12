import Diagnostics
import Foundation

@testable import FlaskSource

/// A program of Tests/FlaskPrograms, with the files beside it.
struct FlaskProgram: Sendable, CustomStringConvertible {
  let path: String

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "FlaskPrograms").path()

  /// All programs: the files of `programs` and `reports`, and for a folder its file of tests.
  static let all: [FlaskProgram] = ["programs", "reports"].flatMap { group -> [FlaskProgram] in
    let folder = Self.folder + "/" + group
    return names(in: folder).flatMap { name -> [FlaskProgram] in
      if name.hasSuffix(".py") { return [FlaskProgram(path: "\(folder)/\(name)")] }
      return names(in: "\(folder)/\(name)").filter { $0.hasPrefix("test_") }
        .map { FlaskProgram(path: "\(folder)/\(name)/\($0)") }
    }
  }

  private static func names(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") && $0 != "__pycache__" }.sorted()
  }

  var files: ProgramFiles {
    let folder = URL(filePath: path).deletingLastPathComponent()
    return ProgramFiles(Self.text(path) ?? SourceText(name: path)) { module in
      Self.text(folder.appending(path: module + ".py").path())
    }
  }

  private static func text(_ path: String) -> SourceText? {
    FileManager.default.contents(atPath: path).map { SourceText(name: path, bytes: Array($0)) }
  }

  var description: String { String(path.dropFirst(Self.folder.count)) }
}
