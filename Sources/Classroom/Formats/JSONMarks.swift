import Marking
import Rendering

/// Marks as JSON Lines: one `mark` object for each mark, then one `summary`. `schema` increases when a member is removed or
/// changes its meaning. New members do not increase it.
package struct JSONMarks: MarkFormat {
  package static let schema = 1

  private var count = MarkCount()

  package init() {}

  package mutating func write(_ mark: Mark) -> [UInt8] {
    count.add(mark)
    return JSONWriter.line(mark.json)
  }

  package mutating func footer() -> [UInt8] {
    let statuses = Mark.Status.allCases.compactMap { status in
      count.statuses[status].map { JSONValue.Member(status.rawValue, .integer($0)) }
    }
    return JSONWriter.line([
      "event": "summary", "schema": .integer(Self.schema), "students": .integer(count.students),
      "marks": .integer(count.marks), "statuses": .object(statuses),
    ])
  }
}

extension Mark {
  fileprivate var json: JSONValue {
    let members: [JSONValue.Member] = [
      .init("event", "mark"), .init("schema", .integer(JSONMarks.schema)), .init("student", .string(student)),
      .init("exercise", .string(exercise)), .init("status", .string(status.rawValue)),
      .init("points", .integer(points)), .init("possible", .integer(possible)), .init("reason", JSONValue(reason)),
      .init("tests", .array(tests.map { $0.json })), .init("warnings", .array(warnings.map(JSONValue.string))),
      .init("late", JSONValue(late)), .init("overridden", JSONValue(overridden)),
    ]
    return .object(members + (names.map { [.init("names", .array($0.map(JSONValue.string)))] } ?? []))
  }
}

extension Mark.Test {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "passed": passed.map { .bool($0) } ?? .null, "message": JSONValue(message),
      "points": .integer(points), "possible": .integer(possible),
    ]
  }
}
