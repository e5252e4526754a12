import Marking

/// Whom marks are about: the names under which a list can mean them.
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
    case nobody
  }

  /// The student whom a list means.
  func match(_ name: String) -> Match {
    if students.contains(name) { return .student(name) }
    let onRoster = roster?.match([name], RepositoryNames()) ?? .nobody
    if case .person(let person) = onRoster, let student = roster?.students[person], students.contains(student) {
      return .student(student)
    }
    switch names.match(name) {
    case .person(let person): return .student(order[person])
    case .several: return .several
    case .nobody: return onRoster == .several ? .several : .nobody
    }
  }

  /// Whom a row means that names somebody in several columns.
  enum RowMatch: Sendable, Hashable {
    case student(String)
    /// Its columns name different people.
    case different([String])
    case several
    case nobody
  }

  func match(_ names: [String]) -> RowMatch {
    let matches = names.map { match($0) }
    let found = matches.reduce(into: [String]()) { found, match in
      if case .student(let student) = match, !found.contains(student) { found.append(student) }
    }
    guard let first = found.first else { return matches.contains(.several) ? .several : .nobody }
    return found.count == 1 ? .student(first) : .different(found)
  }
}

extension Enrollment.RowMatch {
  /// Why a row cannot be used.
  /// - Parameter nobody: what a row about nobody does.
  fileprivate func reason(nobody: String) -> String {
    switch self {
    case .different(let students): "names different people: \(students.joined(separator: ", "))"
    case .several: "could be about several students"
    case .student, .nobody: nobody
    }
  }
}

/// Why a list cannot be used at all.
package struct ListProblem: Error, Sendable, Hashable {
  package var message: String
}

/// Points that a person has changed: a CSV with the columns student, exercise, points and reason.
package struct Overrides: Sendable {
  private struct Row: Sendable {
    var number: Int
    /// The names of the student, the best to show first.
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

  /// - Parameter name: of the file.
  package init(_ file: CSVReading, name: String) throws(ListProblem) {
    self.file = name
    for record in file.records {
      let names = RosterTitles.names(in: record.values)
      guard let student = names.first, let exercise = record.values["exercise"],
        let points = record.values["points"].flatMap({ Int($0) }), Mark.possiblePoints.contains(points)
      else { throw ListProblem(message: "row \(record.row) has no student, exercise and whole points up to a million") }
      rows.append(
        Row(
          number: record.row, names: names, student: student, exercise: exercise, points: points,
          reason: record.values["reason"] ?? "no reason given"))
    }
  }

  /// Finds the marks that the rows are about, and returns what is wrong with rows.
  /// - Parameter possible: the points of each exercise; empty if they are not known before the marks.
  package mutating func resolve(_ roll: Enrollment, exercises: Set<String>, possible: [String: Int]) -> [ClassFault] {
    var faults: [ClassFault] = []
    var first: [Mark.Key: Int] = [:]
    for row in rows {
      let place = "\(file): row \(row.number)"
      let match = roll.match(row.names)
      guard case .student(let student) = match, exercises.contains(row.exercise) else {
        let why = match.reason(nobody: "matches no mark")
        faults.append(ClassFault(.unmatchedRow, "\(place) (\(row.student), \(row.exercise)) \(why)"))
        continue
      }
      if student != row.student {
        faults.append(ClassFault(.otherColumn, "\(place): \(row.student) is taken for \(student)"))
      }
      let key = Mark.Key(student, row.exercise)
      if let earlier = first[key] {
        faults.append(
          ClassFault(
            .doubleRow, "\(place) repeats \(student), \(row.exercise) of row \(earlier); the last row counts"))
      }
      first[key] = first[key] ?? row.number
      if let maximum = possible[row.exercise], row.points > maximum {
        faults.append(
          ClassFault(
            .aboveMaximum, "\(place) gives \(student) \(row.points) points for \(row.exercise), and it has \(maximum)"))
      }
      changes[key] = (row.points, row.reason)
    }
    return faults
  }

  /// Whether a row changes points of a student.
  package func concern(_ student: String) -> Bool { changes.keys.contains { $0.student == student } }

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
  private struct Row: Sendable {
    var number: Int
    /// The names of the student, the best to show first.
    var names: [String]
    var student: String
    var late: String
  }

  private var rows: [Row] = []
  private var file = ""
  var isEmpty: Bool { rows.isEmpty }
  private var words: [String: String] = [:]

  package init() {}

  /// - Parameter name: of the file.
  package init(_ file: CSVReading, name: String) throws(ListProblem) {
    self.file = name
    guard file.rows.isEmpty || file.titles.contains("late") else {
      throw ListProblem(message: "no column has the title late (\(file.rows.first?.joined(separator: ", ") ?? ""))")
    }
    for record in file.records {
      let names = RosterTitles.names(in: record.values)
      guard let student = names.first else {
        throw ListProblem(message: "row \(record.row) names no student")
      }
      rows.append(Row(number: record.row, names: names, student: student, late: record.values["late"] ?? ""))
    }
  }

  /// Finds the students whom the rows are about, and returns what is wrong with rows.
  package mutating func resolve(_ roll: Enrollment) -> [ClassFault] {
    var faults: [ClassFault] = []
    var first: [String: Int] = [:]
    for row in rows {
      let place = "\(file): row \(row.number)"
      let match = roll.match(row.names)
      guard case .student(let student) = match else {
        let why = match.reason(nobody: "matches no student")
        faults.append(ClassFault(.unmatchedRow, "\(place) (\(row.student)) \(why)"))
        continue
      }
      if student != row.student {
        faults.append(ClassFault(.otherColumn, "\(place): \(row.student) is taken for \(student)"))
      }
      if let earlier = first[student] {
        faults.append(ClassFault(.doubleRow, "\(place) repeats \(student) of row \(earlier); the last row counts"))
      }
      first[student] = first[student] ?? row.number
      words[student] = row.late.isEmpty ? nil : row.late
    }
    return faults
  }

  package func words(for student: String) -> String? { words[student] }
}

/// All lists about a class, each from a file of its own.
package struct ClassLists: Sendable {
  package var roster: Roster?
  /// The file of the roster.
  package var rosterName = "the roster"
  package var overrides = Overrides()
  package var late = LateList()

  package init() {}

  /// Finds the students whom the lists mean, and returns what about the class cannot be trusted.
  /// - Parameter possible: the points of each exercise.
  package mutating func resolve(students: some Collection<String>, possible: [String: Int]) -> [ClassFault] {
    guard !overrides.isEmpty || !late.isEmpty else { return roster?.faults ?? [] }
    let roll = Enrollment(students: students, roster: roster)
    return (roster?.faults ?? []) + overrides.resolve(roll, exercises: Set(possible.keys), possible: possible)
      + late.resolve(roll)
  }

  /// Returns a mark that was made elsewhere, with what the lists say of it.
  package func applied(to mark: Mark) -> Mark {
    var mark = overrides.applied(to: mark)
    mark.late = late.words(for: mark.student) ?? mark.late
    return mark
  }
}
