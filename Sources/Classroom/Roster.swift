/// The students of a class: a CSV with a column that names them, as schools' systems export it, or one name a line.
package struct Roster: Sendable {
  /// As they are shown, each once.
  package private(set) var students: [String] = []
  private var names = ClassNames()

  package init(_ file: CSVReading) {
    let head = file.rows.first ?? []
    guard head.contains(where: { RosterRow.columns.contains($0.lowercased()) || RosterRow.isPartOfName($0) }) else {
      var seen: Set<String> = []
      for name in file.rows.compactMap(\.first) where !name.isEmpty && seen.insert(name).inserted { add(name, []) }
      return
    }
    let rows = file.records.compactMap { RosterRow($0) }
    let counts = Dictionary(grouping: rows, by: \.shown).mapValues(\.count)
    for row in rows { add(counts[row.shown] == 1 ? row.shown : row.shownApart, row.names) }
  }

  private mutating func add(_ student: String, _ names: [String]) {
    self.names.add([student], for: students.count)
    self.names.add(names, for: students.count)
    students.append(student)
  }

  /// The student who is meant by a name that a download, a folder or another list has; nil where nobody or several could be.
  package func student(named name: String) -> String? { names.person(name).map { students[$0] } }
}

/// Whom a row of a class list is about, by all the names that it has for them.
private struct RosterRow {
  /// Titles of columns that name a person, the best to show first: our own, then those of nbgrader, Moodle, GitHub Classroom,
  /// Canvas and Gradescope.
  static let columns = [
    "student", "login", "username", "id", "full name", "identifier", "github_username", "email", "email address",
    "name",
    "sis login id", "sis user id", "id number", "sid",
  ]
  private static let firstNames = ["first name", "first_name"]
  private static let lastNames = ["last name", "last_name", "surname"]

  let names: [String]

  init?(_ record: [String: String]) {
    var record = record.mapValues { $0.withoutOuterSpace }
    if record["full name"] == nil, let first = Self.firstNames.lazy.compactMap({ record[$0] }).first,
      let last = Self.lastNames.lazy.compactMap({ record[$0] }).first
    {
      record["full name"] = "\(first) \(last)".withoutOuterSpace
    }
    names = Self.columns.compactMap { record[$0] }.filter { !$0.isEmpty }
    // Rows of Canvas that are about nobody.
    guard let shown = names.first, shown != "Points Possible", shown != "Student, Test" else { return nil }
  }

  static func isPartOfName(_ title: String) -> Bool { (firstNames + lastNames).contains(title.lowercased()) }

  var shown: String { names.first ?? "" }

  /// With what tells people of the same name apart.
  var shownApart: String {
    guard let other = names.dropFirst().first(where: { $0 != shown }) else { return shown }
    let number = other.filter(\.isNumber)
    return "\(shown) (\(number.isEmpty ? other : number))"
  }
}

extension String {
  fileprivate var withoutOuterSpace: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
