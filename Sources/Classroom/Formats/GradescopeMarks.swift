import Marking
import Rendering

/// The marks of one student in the format of Gradescope's autograders (results.json).
package struct GradescopeMarks: MarkFormat {
  private var marks: [Mark] = []

  package init() {}

  package mutating func write(_ mark: Mark) -> [UInt8] {
    marks.append(mark)
    return []
  }

  package mutating func footer() -> [UInt8] {
    let tests = marks.flatMap { mark -> [JSONValue] in
      guard !mark.tests.isEmpty else { return [Self.test(mark)] }
      return mark.tests.map { Self.test($0, of: mark) }
    }
    return JSONWriter.line([
      "score": .integer(marks.reduce(0) { $0 + $1.points }), "output": .string(output),
      // Text from students is shown as plain text, never as HTML or Markdown. This is also the current default.
      "output_format": "text", "test_output_format": "text", "test_name_format": "text", "tests": .array(tests),
    ])
  }

  private var output: String { marks.flatMap { Self.lines(about: $0) }.joined(separator: "\n") }

  /// Uses statements, because as one expression it takes two seconds to compile.
  private static func lines(about mark: Mark) -> [String] {
    var first = "\(mark.exercise): \(mark.status.rawValue)"
    if let reason = mark.reason { first += ". \(reason)" }
    var lines = [first]
    if let late = mark.late { lines.append("Handed in late: \(late)") }
    if let overridden = mark.overridden { lines.append("The points were changed by hand: \(overridden)") }
    return lines
  }

  private static func test(_ mark: Mark) -> JSONValue {
    test(mark.exercise, mark.points, of: mark.possible, passed: mark.status == .passed, mark.reason)
  }

  private static func test(_ test: Mark.Test, of mark: Mark) -> JSONValue {
    Self.test(
      "\(mark.exercise): \(test.name)", test.points, of: test.possible,
      passed: mark.hasPassed(test), test.message)
  }

  /// A test that shares the points of its fence can have 0 points. Then only its status is shown.
  private static func test(_ name: String, _ points: Int, of possible: Int, passed: Bool, _ output: String?)
    -> JSONValue
  {
    let shownPoints: [JSONValue.Member] =
      possible == 0 ? [] : [.init("score", .integer(points)), .init("max_score", .integer(possible))]
    return .object(
      [.init("name", .string(name))] + shownPoints + [
        .init("status", passed ? "passed" : "failed"), .init("output", .string(output ?? "")),
        .init("visibility", "visible"),
      ])
  }
}
