import Marking
import Rendering

/// The marks of one student in the format of Exercism's test runners (results.json, version 3): one object with the tests of
/// all exercises.
package struct ExercismMarks: MarkFormat {
  private var marks: [Mark] = []

  package init() {}

  package mutating func write(_ mark: Mark) -> [UInt8] {
    marks.append(mark)
    return []
  }

  package mutating func footer() -> [UInt8] {
    let unjudged = marks.filter { $0.tests.isEmpty && $0.status != .passed }
    let isError = !marks.isEmpty && unjudged.count == marks.count
    let passed = !marks.isEmpty && marks.allSatisfy { $0.status == .passed }
    let message = unjudged.map { "\($0.exercise): \($0.reason ?? $0.status.rawValue)" }.joined(separator: "\n")
    return JSONWriter.line([
      "version": .integer(3), "status": passed ? "pass" : isError ? "error" : "fail",
      "message": isError ? .string(message) : .null,
      "tests": .array(marks.flatMap { mark in mark.tests.isEmpty ? [Self.test(mark)] : Self.tests(mark) }),
    ])
  }

  /// Returns an entry for an exercise without tests.
  private static func test(_ mark: Mark) -> JSONValue {
    test(
      mark.exercise, mark.status == .passed ? "pass" : "error",
      mark.status == .passed ? nil : mark.reason ?? mark.status.rawValue)
  }

  private static func tests(_ mark: Mark) -> [JSONValue] {
    mark.tests.map { test in
      let passed = mark.hasPassed(test)
      // The format requires a reason for every failure.
      return self.test(
        "\(mark.exercise): \(test.name)", passed ? "pass" : "fail",
        passed ? nil : test.message ?? "This test is hidden.")
    }
  }

  /// The code of tests is left empty, because some of it may be hidden.
  private static func test(_ name: String, _ status: String, _ message: String?) -> JSONValue {
    [
      "name": .string(name), "status": .string(status), "message": JSONValue(message), "output": .null, "test_code": "",
    ]
  }
}
