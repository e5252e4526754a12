import Marking

/// Marks as JUnit XML, which CI systems read: a suite for each student, a case for each exercise. An exercise that was not
/// passed is a failure, one that could not be judged is an error, and a missing one is skipped.
package struct JUnitMarks: MarkFormat {
  private let lesson: String
  private var suite: (student: String, cases: [Mark])?

  package init(lesson: String) { self.lesson = lesson }

  package mutating func header() -> [UInt8] {
    Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"\(XMLText.escaped(lesson))\">\n".utf8)
  }

  package mutating func write(_ mark: Mark) -> [UInt8] {
    if suite?.student == mark.student {
      suite?.cases.append(mark)
      return []
    }
    let finished = finish()
    suite = (mark.student, [mark])
    return finished
  }

  package mutating func footer() -> [UInt8] { finish() + Array("</testsuites>\n".utf8) }

  private mutating func finish() -> [UInt8] {
    guard let (student, cases) = suite else { return [] }
    suite = nil
    let name = XMLText.escaped(student)
    func count(_ kind: Kind) -> Int { cases.count { Kind($0.status) == kind } }
    var text = "  <testsuite name=\"\(name)\" tests=\"\(cases.count)\" failures=\"\(count(.failure))\""
    text += " errors=\"\(count(.error))\" skipped=\"\(count(.skipped))\">\n"
    for mark in cases { text += Self.testCase(mark, name) }
    return Array((text + "  </testsuite>\n").utf8)
  }

  private static func testCase(_ mark: Mark, _ student: String) -> String {
    let head = "    <testcase name=\"\(XMLText.escaped(mark.exercise))\" classname=\"\(student)\""
    let reason = XMLText.escaped(mark.reason ?? mark.status.rawValue)
    let message = "message=\"\(reason)\""
    switch Kind(mark.status) {
    case .passed: return head + "/>\n"
    case .skipped: return head + ">\n      <skipped \(message)/>\n    </testcase>\n"
    case .failure, .error:
      let kind = Kind(mark.status) == .failure ? "failure" : "error"
      // Some systems show the message attribute, others the content.
      let open = "<\(kind) \(message) type=\"\(mark.status.rawValue)\">"
      return head + ">\n      \(open)\(reason)</\(kind)>\n    </testcase>\n"
    }
  }

  private enum Kind {
    case passed, failure, error, skipped

    init(_ status: Mark.Status) {
      switch status {
      case .passed: self = .passed
      case .failed, .empty, .syntaxError: self = .failure
      case .missing: self = .skipped
      case .refusedInput, .limit, .graderError: self = .error
      }
    }
  }
}

/// Text inside XML 1.0: markup is escaped. Characters that XML does not allow become `\u{...}`.
enum XMLText {
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n": escaped += "&#10;"
      case "\t": escaped += "&#9;"
      case _ where !scalar.isFitForTables: escaped += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
