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
