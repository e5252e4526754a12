/// Points that a person has changed: a CSV with the columns student, exercise, points and reason.
package struct Overrides: Sendable {
  private var changes: [Mark.Key: (points: Int, reason: String)] = [:]
  /// Rows that could not be understood, by number, from 1.
  package private(set) var brokenRows: [Int] = []

  package init() {}

  package init(_ file: CSVReading) {
    for (index, record) in file.records.enumerated() {
      guard let student = record["student"], let exercise = record["exercise"],
        let points = record["points"].flatMap({ Int($0) }), Mark.possiblePoints.contains(points)
      else {
        brokenRows.append(index + 2)
        continue
      }
      changes[Mark.Key(student, exercise)] = (points, record["reason"] ?? "no reason given")
    }
  }

  /// Whom it names, and which exercise, though there is no such mark.
  package func strangers(_ students: Set<String>, _ exercises: Set<String>) -> [String] {
    changes.keys.filter { !students.contains($0.student) || !exercises.contains($0.exercise) }
      .map { "\($0.student), \($0.exercise)" }.sorted()
  }

  package func applied(to mark: Mark) -> Mark {
    guard let change = changes[mark.key] else { return mark }
    // It may have been applied when the mark was made, and the mark still says from what.
    if mark.overridden != nil, mark.points == change.points { return mark }
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

  /// Whom it names, though nobody of that name is marked.
  package func strangers(_ students: Set<String>) -> [String] { words.keys.filter { !students.contains($0) }.sorted() }
}
