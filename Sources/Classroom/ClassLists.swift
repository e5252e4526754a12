/// The students of a class, from a roster: a CSV with a column `student` (or `login`, `email`, `name`), or one name a line.
package struct Roster: Sendable {
  package let students: [String]

  package init(_ file: CSVReading) {
    let columns = ["student", "login", "username", "email", "name"]
    guard let head = file.rows.first?.map({ $0.lowercased() }), let column = columns.first(where: head.contains) else {
      students = file.rows.compactMap(\.first)
      return
    }
    students = file.records.compactMap { $0[column] }.filter { !$0.isEmpty }
  }
}

/// Points that a person has changed: a CSV with the columns student, exercise, points and reason.
package struct Overrides: Sendable {
  private struct Key: Hashable {
    var student: String
    var exercise: String
  }

  private var changes: [Key: (points: Int, reason: String)] = [:]
  /// Rows that could not be understood, by number, from 1.
  package private(set) var brokenRows: [Int] = []

  package init() {}

  package init(_ file: CSVReading) {
    for (index, record) in file.records.enumerated() {
      guard let student = record["student"], let exercise = record["exercise"],
        let points = record["points"].flatMap({ Int($0) })
      else {
        brokenRows.append(index + 2)
        continue
      }
      changes[Key(student: student, exercise: exercise)] = (points, record["reason"] ?? "no reason given")
    }
  }

  package func applied(to mark: Mark) -> Mark {
    guard let change = changes[Key(student: mark.student, exercise: mark.exercise)] else { return mark }
    var changed = mark
    changed.overridden = "\(mark.points) to \(change.points): \(change.reason)"
    changed.points = change.points
    return changed
  }
}

/// When students handed in, where a file says so: a CSV with the columns student and late (any words: a time, a number of
/// hours). Times of files are never looked at: copying changes them.
package struct LateList: Sendable {
  private var words: [String: String] = [:]

  package init() {}

  package init(_ file: CSVReading) {
    for record in file.records {
      if let student = record["student"], let late = record["late"], !late.isEmpty { words[student] = late }
    }
  }

  package func words(for student: String) -> String? { words[student] }
}
