import Rendering

/// The marks of one student as Gradescope's autograders write them (results.json).
package struct GradescopeMarks: MarkFormat {
  private var marks: [Mark] = []

  package init() {}

  package mutating func write(_ mark: Mark) -> [UInt8] {
    marks.append(mark)
    return []
  }

  package mutating func end() -> [UInt8] {
    let tests = marks.flatMap { mark -> [JSONValue] in
      guard !mark.tests.isEmpty else { return [Self.test(mark)] }
      return mark.tests.map { Self.test($0, of: mark) }
    }
    return JSONWriter.line([
      "score": .integer(marks.reduce(0) { $0 + $1.points }), "output": .string(output), "tests": .array(tests),
    ])
  }

  private var output: String {
    marks.map { "\($0.exercise): \($0.status.rawValue)" + ($0.reason.map { ". \($0)" } ?? "") }
      .joined(separator: "\n")
  }

  private static func test(_ mark: Mark) -> JSONValue {
    [
      "name": .string(mark.exercise), "score": .integer(mark.points), "max_score": .integer(mark.possible),
      "output": .string(mark.reason ?? ""), "visibility": "visible",
    ]
  }

  private static func test(_ test: Mark.Test, of mark: Mark) -> JSONValue {
    [
      "name": .string("\(mark.exercise): \(test.name)"), "score": .integer(test.points),
      "max_score": .integer(test.possible), "output": .string(test.message ?? ""), "visibility": "visible",
    ]
  }
}
