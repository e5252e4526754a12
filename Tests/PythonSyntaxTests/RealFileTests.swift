import Diagnostics
import Foundation
import Testing

@testable import PythonSyntax

/// A file with the path of a Python file on each line.
private let fileList = ProcessInfo.processInfo.environment["ERRORBOOK_PYTHON_FILES"]

/// Reads files for `Tests/RealFlask/syntax-check/check`, which compares the trees with those of CPython.
@Suite("Python files of a list", .enabled(if: fileList != nil)) struct RealFileTests {
  @Test("print their trees") func trees() throws {
    let list = try #require(fileList)
    var output = ""
    for path in try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n") {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: String(path))))
      let program = Reading(bytes: bytes).program
      let slugs = Set(program.diagnostics.map(\.kind.slug)).sorted().joined(separator: ",")
      output += "\(path)\t\(slugs)\t\(program.printed)\n"
    }
    try Data(output.utf8).write(to: URL(filePath: list + ".trees"))
  }
}
