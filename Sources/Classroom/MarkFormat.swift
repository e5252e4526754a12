import Marking

/// A format that writes marks one after another, so that memory use does not grow with their number.
package protocol MarkFormat {
  /// Returns the output before the first mark.
  mutating func header() -> [UInt8]
  /// Returns the output for a mark. Marks are sorted by student, then in the order of the lesson's exercises.
  mutating func write(_ mark: Mark) -> [UInt8]
  /// Returns the output after the last mark.
  mutating func footer() -> [UInt8]
}

extension MarkFormat {
  package mutating func header() -> [UInt8] { [] }
  package mutating func footer() -> [UInt8] { [] }
}

/// The formats, by their names for `--format`.
package enum MarkFormatName: String, Sendable, CaseIterable {
  case text, json, csv, junit, exercism, gradescope

  /// Whether the format supports only the marks of one student.
  package var isForOneStudent: Bool { self == .exercism || self == .gradescope }
}

/// Counts marks and students for the summary.
package struct MarkCount: Sendable, Hashable {
  package private(set) var students = 0
  package private(set) var marks = 0
  package private(set) var statuses: [Mark.Status: Int] = [:]
  private var last: String?

  package init() {}

  package mutating func add(_ mark: Mark) {
    marks += 1
    statuses[mark.status, default: 0] += 1
    if mark.student != last { students += 1 }
    last = mark.student
  }

  /// `3 students, 5 marks: 4 passed, 1 missing`.
  package var sentence: String {
    let parts = Mark.Status.allCases.compactMap { status in statuses[status].map { "\($0) \(status.rawValue)" } }
    let students = students == 1 ? "1 student" : "\(students) students"
    let marks = marks == 1 ? "1 mark" : "\(marks) marks"
    return "\(students), \(marks)" + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
  }
}
