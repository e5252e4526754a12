import Rendering

/// One mark as Exercism's test runners write it (results.json, version 3 of its interface).
package struct ExercismMarks: MarkFormat {
  private var writer = JSONWriter()

  package init() {}

  package mutating func write(_ mark: Mark) -> [UInt8] {
    let isError = mark.tests.isEmpty && mark.status != .passed
    let tests = mark.tests.map { test -> JSONValue in
      [
        "name": .string(test.name), "status": test.passed ?? (test.points == test.possible) ? "pass" : "fail",
        "message": JSONValue(test.message), "output": .null, "test_code": "",
      ]
    }
    writer.removeAll()
    writer.writeLine([
      "version": .integer(3), "status": mark.status == .passed ? "pass" : isError ? "error" : "fail",
      "message": isError ? .string(mark.reason ?? mark.status.rawValue) : .null, "tests": .array(tests),
    ])
    return writer.bytes
  }
}
