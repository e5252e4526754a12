import Marking
import Rendering

/// A way to write marks, one after the other, so that any number of them takes the room of one.
package protocol MarkFormat {
  /// What stands before the first mark.
  mutating func beginning() -> [UInt8]
  /// A mark. Marks come in order of student, and of the lesson's exercises.
  mutating func write(_ mark: Mark) -> [UInt8]
  /// What stands behind the last mark.
  mutating func end() -> [UInt8]
}

extension MarkFormat {
  package mutating func beginning() -> [UInt8] { [] }
  package mutating func end() -> [UInt8] { [] }
}

/// The formats by the names that `--format` takes.
package enum MarkFormatName: String, Sendable, CaseIterable {
  case text, json, csv, junit, exercism, gradescope

  /// Whether the format has the marks of one student only.
  package var isForOneStudent: Bool { self == .exercism || self == .gradescope }

  /// Returns the format, before its first mark.
  /// - Parameter theme: of marks as text.
  package func format(lesson: String, theme: Theme) -> any MarkFormat {
    switch self {
    case .text: TextMarks(theme)
    case .json: JSONMarks()
    case .csv: CSVMarks()
    case .junit: JUnitMarks(lesson: lesson)
    case .exercism: ExercismMarks()
    case .gradescope: GradescopeMarks()
    }
  }
}

/// What every format counts.
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
