import Marking

/// The students of a class: a CSV with a column that names them, as schools' systems export it, or one name a line.
package struct Roster: Sendable {
  /// As they are shown, each once.
  package private(set) var students: [String] = []
  /// Rows about a student who has a row already, and titles that are not known.
  package private(set) var faults: [ClassFault] = []
  private var names = ClassNames()
  /// All names of each student.
  private var allNames: [[String]] = []
  private var places: [String: Int] = [:]

  /// - Parameter name: of the file.
  package init(_ file: CSVReading, name: String) {
    guard RosterTitles.areKnown(file.titles) else {
      readLines(file, name)
      return
    }
    var rows: [RosterRow] = []
    var owners: [String: Int] = [:]
    for record in file.records {
      guard let row = RosterRow(record) else { continue }
      let known = row.keys.lazy.compactMap { owners[$0] }
      guard let owner = known.first(where: { row.isAboutTheSame(as: rows[$0]) }) else {
        for key in row.keys where owners[key] == nil { owners[key] = rows.count }
        rows.append(row)
        continue
      }
      for key in row.keys where owners[key] == nil { owners[key] = owner }
      addDouble(row.shown, record.row, first: rows[owner].number, name)
      rows[owner].add(row)
    }
    let counts = Dictionary(grouping: rows, by: \.shown).mapValues(\.count)
    for row in rows { add(counts[row.shown] == 1 ? row.shown : row.shownApart, row.names) }
  }

  /// A file without a title that is known: the first field of every line is a name.
  private mutating func readLines(_ file: CSVReading, _ fileName: String) {
    if (file.rows.map(\.count).max() ?? 0) > 1 {
      let titles = file.rows.first?.joined(separator: ", ") ?? ""
      faults.append(
        ClassFault(
          .unknownTitle,
          "\(fileName): no title says which column has the students (\(titles)); the first one is taken, and that line too"
        ))
    }
    var seen: [String: Int] = [:]
    for (index, row) in file.rows.enumerated() {
      guard let name = row.first?.withoutOuterSpace, !name.isEmpty else { continue }
      if let first = seen[name] {
        addDouble(name, index + 1, first: first, fileName)
      } else {
        seen[name] = index + 1
        add(name, [])
      }
    }
  }

  private mutating func addDouble(_ student: String, _ row: Int, first: Int, _ file: String) {
    faults.append(ClassFault(.doubleRow, "\(file): row \(row) repeats \(student) of row \(first)"))
  }

  private mutating func add(_ student: String, _ names: [String]) {
    self.names.add([student], for: students.count)
    self.names.add(names, for: students.count)
    places[student] = students.count
    students.append(student)
    allNames.append(([student] + names).reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
  }

  /// The student who is meant by a name that a download, a folder or another list has; nil where nobody or several could be.
  package func student(named name: String) -> String? {
    if case .person(let person) = match([name], RepositoryNames()) { students[person] } else { nil }
  }

  /// The student who has all of these names that anybody has.
  package func match(_ names: [String], _ repositories: RepositoryNames) -> ClassNames.Match {
    var found: Set<Int> = []
    var isSeveral = false
    for name in names {
      switch self.names.match(name, repositories) {
      case .person(let person): found.insert(person)
      case .several: isSeveral = true
      case .nobody: break
      }
    }
    if found.count == 1, let person = found.first { return .person(person) }
    return isSeveral || found.count > 1 ? .several : .nobody
  }

  /// All names of a student, the one that is shown first.
  package func names(of student: String) -> [String] { places[student].map { allNames[$0] } ?? [student] }
}

/// The titles of columns that name a person, in the form of `CSVReading.title`.
enum RosterTitles {
  /// The best to show first: our own, then those of nbgrader, Moodle (English, German, French), GitHub, Canvas and Gradescope.
  static let columns =
    [
      "student", "login", "username", "anmeldename", "nom d'utilisateur", "student id", "studentid", "id", "full name",
      "vollständiger name", "nom complet", "identifier", "identifiant", "github username",
    ] + addresses + [
      "name", "sis login id", "sis user id", "id number", "id nummer", "matrikelnummer", "numéro d'identification",
      "numéro d'étudiant", "sid", "submission id",
    ]
  /// People can share an address, such as a family's, and are told apart by another column.
  static let addresses = [
    "email", "e mail", "mail", "email address", "e mail adresse", "e mailadresse", "email adresse",
    "adresse de courriel", "courriel", "adresse e mail",
  ]
  /// Names that two people can share.
  static let shared: Set<String> = ["student", "full name", "vollständiger name", "nom complet", "name"]
  static let firstNames = ["first name", "vorname", "prénom"]
  static let lastNames = ["last name", "surname", "nachname", "nom de famille", "nom", "name"]

  static func areKnown(_ titles: [String]) -> Bool {
    titles.contains { columns.contains($0) || firstNames.contains($0) || lastNames.contains($0) }
  }

  /// The value that names a student in a row of any list; nil if it has none.
  static func name(in values: [String: String]) -> String? {
    columns.lazy.compactMap { values[$0] }.first { !$0.isEmpty }
  }
}

/// Whom a row of a class list is about, by all the names that it has for them.
private struct RosterRow {
  private(set) var names: [String]
  /// What no other student has: a value in a column that identifies, or the whole row if it has none.
  let keys: [String]
  let number: Int
  /// The values of columns that identify, by title.
  private let identities: [String: String]

  init?(_ record: CSVReading.Record) {
    var values = record.values
    var sortedName: String?
    let hasLocalName = values["vollständiger name"] != nil || values["nom complet"] != nil
    if values["full name"] == nil, !hasLocalName,
      let first = RosterTitles.firstNames.lazy.compactMap({ values[$0] }).first,
      let last = RosterTitles.lastNames.lazy.compactMap({ values[$0] }).first
    {
      values["full name"] = "\(first) \(last)".withoutOuterSpace
      sortedName = "\(last), \(first)"
      values["name"] = nil
    }
    // Moodle's `ID` in German and French numbers participants of one activity.
    if hasLocalName, let id = values["id"] {
      values["id"] = nil
      values["identifier"] = values["identifier"] ?? id
    }
    // Folders of a Gradescope export have this name.
    if let number = values["submission id"], !number.isEmpty { values["submission id"] = "submission_\(number)" }
    let named = RosterTitles.columns.compactMap { title in
      values[title].flatMap { $0.isEmpty ? nil : (title: title, value: $0) }
    }
    // Rows of Canvas that are about nobody.
    guard let shown = named.first?.value, shown != "Points Possible", shown != "Student, Test" else { return nil }
    names = named.map(\.value) + [sortedName].compactMap { $0 }
    let identifying = named.filter { !RosterTitles.shared.contains($0.title) }
    identities = Dictionary(identifying.map { ($0.title, $0.value.lowercased()) }) { first, _ in first }
    keys =
      identifying.isEmpty
      ? ["names=" + named.map(\.value).joined(separator: "\n")]
      : identifying.map { "\($0.title)=\($0.value.lowercased())" }
    number = record.row
  }

  /// Whether two rows that share a key are about one student: not if it is only an address, and a login or a number differs.
  func isAboutTheSame(as other: RosterRow) -> Bool {
    let pairs = identities.compactMap { title, value in
      other.identities[title].map { (title: title, isSame: $0 == value) }
    }
    let others = pairs.filter { !RosterTitles.addresses.contains($0.title) }
    return others.isEmpty || others.contains { $0.isSame }
  }

  mutating func add(_ row: RosterRow) { names += row.names.filter { !names.contains($0) } }

  var shown: String { names.first ?? "" }

  /// With what tells people of the same name apart.
  var shownApart: String {
    guard let other = names.dropFirst().first(where: { $0 != shown }) else { return shown }
    let number = other.filter(\.isNumber)
    return "\(shown) (\(number.isEmpty ? other : number))"
  }
}
