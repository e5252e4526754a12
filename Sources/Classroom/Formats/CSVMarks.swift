import Marking

/// Marks as a mark book: a row for each student and exercise.
package struct CSVMarks: MarkFormat {
  package init() {}

  package mutating func beginning() -> [UInt8] {
    CSVText.row(["student", "exercise", "status", "points", "possible", "reason", "late", "overridden"])
  }

  package mutating func write(_ mark: Mark) -> [UInt8] {
    CSVText.row([
      mark.student, mark.exercise, mark.status.rawValue, String(mark.points), String(mark.possible), mark.reason ?? "",
      mark.late ?? "", mark.overridden ?? "",
    ])
  }
}
