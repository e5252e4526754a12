import Marking

/// The students with marks, and the names that lists can use for them.
package struct Enrollment: Sendable {
  package let students: Set<String>
  private let roster: Roster?
  private var names = ClassNames()
  private var order: [String] = []

  package init(students: some Collection<String>, roster: Roster?) {
    self.students = Set(students)
    self.roster = roster
    for student in students.sorted() {
      names.add([student], for: order.count)
      order.append(student)
    }
  }

  enum Match: Sendable, Hashable {
    case student(String)
    case several
    case noMatch
  }

  /// Returns the student that a name in a list means.
  func match(_ name: String) -> Match {
    if students.contains(name) { return .student(name) }
    let onRoster = roster?.match([name], RepositoryNames()) ?? .noMatch
    if case .person(let person) = onRoster, let student = roster?.students[person], students.contains(student) {
      return .student(student)
    }
    switch names.match(name) {
    case .person(let person): return .student(order[person])
    case .several: return .several
    case .noMatch: return onRoster == .several ? .several : .noMatch
    }
  }

  /// The match of a row that has names in several columns.
  enum RowMatch: Sendable, Hashable {
    case student(String)
    /// Its columns match different students.
    case different([String])
    case several
    case noMatch
  }

  func match(_ names: [String]) -> RowMatch {
    let matches = names.map { match($0) }
    let found = matches.reduce(into: [String]()) { found, match in
      if case .student(let student) = match, !found.contains(student) { found.append(student) }
    }
    guard let first = found.first else { return matches.contains(.several) ? .several : .noMatch }
    return found.count == 1 ? .student(first) : .different(found)
  }
}

extension Enrollment.RowMatch {
  /// Returns why a row cannot be used.
  /// - Parameter nobody: the text for a row that matches nobody.
  fileprivate func reason(noMatch: String) -> String {
    switch self {
    case .different(let students): "names different people: \(students.joined(separator: ", "))"
    case .several: "matches several students"
    case .student, .noMatch: noMatch
    }
  }
}

/// Why a list cannot be read.
package struct ListProblem: Error, Sendable, Hashable {
  package var message: String
}

/// Points that a teacher changed: a CSV with the columns student, exercise, points and reason.
package struct Overrides: Sendable {
  private struct Row: Sendable {
    var number: Int
    /// The names of the student. The best one to display comes first.
    var names: [String]
    var student: String
    var exercise: String
    var points: Int
    var reason: String
  }

  private var rows: [Row] = []
  private var file = ""
  var isEmpty: Bool { rows.isEmpty }
  private var changes: [Mark.Key: (points: Int, reason: String)] = [:]

  package init() {}

  /// - Parameter name: the name of the file.
  package init(_ file: CSVReading, name: String) throws(ListProblem) {
    self.file = name
    for record in file.records {
      let names = RosterTitles.names(in: record.values)
      guard let student = names.first, let exercise = record.values["exercise"],
        let points = record.values["points"].flatMap({ Int($0) }), Mark.possiblePoints.contains(points)
      else { throw ListProblem(message: "row \(record.row) needs student, exercise and points (0 to 1000000)") }
      rows.append(
        Row(
          number: record.row, names: names, student: student, exercise: exercise, points: points,
          reason: record.values["reason"] ?? "no reason given"))
    }
  }

  /// Finds the marks that the rows change, and returns the problems with rows.
  /// - Parameter possible: the maximum points of each exercise; empty if they are not known yet.
  package mutating func resolve(_ enrollment: Enrollment, exercises: Set<String>, possible: [String: Int])
    -> [ClassFault]
  {
    var faults: [ClassFault] = []
    var first: [Mark.Key: Int] = [:]
    for row in rows {
      let place = "\(file): row \(row.number)"
      let match = enrollment.match(row.names)
      guard case .student(let student) = match, exercises.contains(row.exercise) else {
        let why = match.reason(noMatch: "matches no mark")
        faults.append(ClassFault(.unmatchedRow, "\(place) (\(row.student), \(row.exercise)) \(why)"))
        continue
      }
      if student != row.student {
        faults.append(ClassFault(.otherColumn, "\(place): \(row.student) is matched to \(student)"))
      }
      let key = Mark.Key(student, row.exercise)
      if let earlier = first[key] {
        faults.append(
          ClassFault(
            .doubleRow, "\(place) repeats \(student), \(row.exercise) from row \(earlier); the last row counts"))
      }
      first[key] = first[key] ?? row.number
      if let maximum = possible[row.exercise], row.points > maximum {
        faults.append(
          ClassFault(
            .aboveMaximum,
            "\(place) gives \(student) \(row.points) points for \(row.exercise), but the maximum is \(maximum)"))
      }
      changes[key] = (row.points, row.reason)
    }
    return faults
  }

  /// Whether a row changes the points of a student.
  package func concern(_ student: String) -> Bool { changes.keys.contains { $0.student == student } }

  package func applied(to mark: Mark) -> Mark {
    guard let change = changes[mark.key] else { return mark }
    // The change may already be in the mark from an earlier run. Then the mark still has the original points.
    if mark.overridden != nil, mark.points == change.points { return mark }
    var changed = mark
    changed.overridden = "\(mark.points) to \(change.points): \(change.reason)"
    changed.points = change.points
    return changed
  }
}

/// Lateness from a CSV with the columns student and late, which can be any text, such as a time or a number of hours. File
/// times are never used, because copying changes them.
package struct LateList: Sendable {
  private struct Row: Sendable {
    var number: Int
    /// The names of the student. The best one to display comes first.
    var names: [String]
    var student: String
    var late: String
  }

  private var rows: [Row] = []
  private var file = ""
  var isEmpty: Bool { rows.isEmpty }
  private var words: [String: String] = [:]

  package init() {}

  /// - Parameter name: the name of the file.
  package init(_ file: CSVReading, name: String) throws(ListProblem) {
    self.file = name
    guard file.rows.isEmpty || file.titles.contains("late") else {
      throw ListProblem(message: "no column is called `late`; found \(file.rows.first?.joined(separator: ", ") ?? "")")
    }
    for record in file.records {
      let names = RosterTitles.names(in: record.values)
      guard let student = names.first else {
        throw ListProblem(message: "row \(record.row) has no student")
      }
      rows.append(Row(number: record.row, names: names, student: student, late: record.values["late"] ?? ""))
    }
  }

  /// Finds the students that the rows name, and returns the problems with rows.
  package mutating func resolve(_ enrollment: Enrollment) -> [ClassFault] {
    var faults: [ClassFault] = []
    var first: [String: Int] = [:]
    for row in rows {
      let place = "\(file): row \(row.number)"
      let match = enrollment.match(row.names)
      guard case .student(let student) = match else {
        let why = match.reason(noMatch: "matches no student")
        faults.append(ClassFault(.unmatchedRow, "\(place) (\(row.student)) \(why)"))
        continue
      }
      if student != row.student {
        faults.append(ClassFault(.otherColumn, "\(place): \(row.student) is matched to \(student)"))
      }
      if let earlier = first[student] {
        faults.append(ClassFault(.doubleRow, "\(place) repeats \(student) from row \(earlier); the last row counts"))
      }
      first[student] = first[student] ?? row.number
      words[student] = row.late.isEmpty ? nil : row.late
    }
    return faults
  }

  package func words(for student: String) -> String? { words[student] }
}

/// All lists of a class, each from its own file.
package struct ClassLists: Sendable {
  package var roster: Roster?
  /// The name of the roster's file.
  package var rosterName = "the roster"
  package var overrides = Overrides()
  package var late = LateList()

  package init() {}

  /// Finds the students that the lists name, and returns the problems with the class.
  /// - Parameter possible: the maximum points of each exercise.
  package mutating func resolve(students: some Collection<String>, possible: [String: Int]) -> [ClassFault] {
    guard !overrides.isEmpty || !late.isEmpty else { return roster?.faults ?? [] }
    let enrollment = Enrollment(students: students, roster: roster)
    return (roster?.faults ?? []) + overrides.resolve(enrollment, exercises: Set(possible.keys), possible: possible)
      + late.resolve(enrollment)
  }

  /// Returns a mark from elsewhere with the changes from the lists.
  package func applied(to mark: Mark) -> Mark {
    var mark = overrides.applied(to: mark)
    mark.late = late.words(for: mark.student) ?? mark.late
    return mark
  }
}
