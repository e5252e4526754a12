import Marking

/// The students of a class: a CSV export from a school's system with a column of names, or a list with one name per line.
package struct Roster: Sendable {
  /// The displayed names, without repetitions.
  package private(set) var students: [String] = []
  /// Rows that repeat a student, and unknown titles.
  package private(set) var faults: [ClassFault] = []
  private var names = ClassNames()
  /// All names of each student.
  private var allNames: [[String]] = []
  private var places: [String: Int] = [:]
  /// The first line of a list without a known title. It may be a student or a title.
  package private(set) var possibleTitle: String?

  /// - Parameter name: the name of the file.
  package init(_ file: CSVReading, name: String) {
    guard RosterTitles.areKnown(file.titles) else {
      readLines(file, name)
      return
    }
    var rows: [RosterRow] = []
    // Several people can share a value, such as a family's email address.
    var owners: [String: [Int]] = [:]
    for record in file.records {
      guard let row = RosterRow(record) else { continue }
      // A placeholder such as `none` can be in every row, so the number of comparisons is limited.
      let known = (row.keysWithNames + row.keys).lazy.flatMap { (owners[$0] ?? []).prefix(Self.sharersLimit) }
      guard let owner = known.first(where: { row.isAboutTheSame(as: rows[$0]) }) else {
        for key in row.keysWithNames + row.keys { owners[key, default: []].append(rows.count) }
        rows.append(row)
        continue
      }
      for key in row.keys where owners[key]?.contains(owner) != true { owners[key, default: []].append(owner) }
      addDouble(rows[owner].shown, record.row, first: rows[owner].number, name)
      rows[owner].add(row)
    }
    for (shown, row) in zip(Self.shownNames(of: rows), rows) { add(shown, row.names) }
  }

  /// The maximum number of people with a shared value whose names are compared.
  private static let sharersLimit = 100

  /// Returns a unique name for each row. It adds only as much as needed.
  private static func shownNames(of rows: [RosterRow]) -> [String] {
    var shown = rows.map { $0.shown }
    let longerNames: [(RosterRow) -> String] = [{ $0.shownApart }, { $0.shownWhole }, { $0.shownByRow }]
    for longer in longerNames {
      let counts = Dictionary(grouping: shown) { $0 }.mapValues { $0.count }
      for (place, row) in rows.enumerated() where counts[shown[place]] != 1 { shown[place] = longer(row) }
    }
    return shown
  }

  /// Reads a file without a known title: the first field of every line is a name.
  private mutating func readLines(_ file: CSVReading, _ fileName: String) {
    let isList = (file.rows.map { $0.count }.max() ?? 0) <= 1
    if !isList {
      let titles = file.rows.first?.joined(separator: ", ") ?? ""
      faults.append(
        ClassFault(
          .unknownTitle,
          "\(fileName): no known title for the column of students (\(titles)); using the first column, and row 1 counts as a student"
        ))
    }
    var seen: [String: Int] = [:]
    for (index, row) in file.rows.enumerated() {
      guard let name = row.first?.withoutOuterSpace, !name.isEmpty else { continue }
      if index == 0, isList { possibleTitle = name }
      if let first = seen[name] {
        addDouble(name, index + 1, first: first, fileName)
      } else {
        seen[name] = index + 1
        add(name, [])
      }
    }
  }

  private mutating func addDouble(_ student: String, _ row: Int, first: Int, _ file: String) {
    faults.append(ClassFault(.doubleRow, "\(file): row \(row) repeats \(student) from row \(first)"))
  }

  private mutating func add(_ student: String, _ names: [String]) {
    self.names.add([student], for: students.count)
    self.names.add(names, for: students.count)
    places[student] = students.count
    students.append(student)
    allNames.append(([student] + names).reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
  }

  /// Returns the student that a name in a download, a folder or another list means; nil if it matches nobody or several.
  package func student(named name: String) -> String? {
    if case .person(let person) = match([name], RepositoryNames()) { students[person] } else { nil }
  }

  /// Returns the student that matches all of these names, apart from names that match nobody.
  package func match(_ names: [String], _ repositories: RepositoryNames) -> ClassNames.Match {
    var found: Set<Int> = []
    var isSeveral = false
    for name in names {
      switch self.names.match(name, repositories) {
      case .person(let person): found.insert(person)
      case .several: isSeveral = true
      case .noMatch: break
      }
    }
    if found.count == 1, let person = found.first { return .person(person) }
    return isSeveral || found.count > 1 ? .several : .noMatch
  }

  /// Returns the student with exactly this displayed name.
  func person(shownAs name: String) -> Int? { places[name] }

  /// Returns all names of a student. The displayed one comes first.
  package func names(of student: String) -> [String] { places[student].map { allNames[$0] } ?? [student] }
}

/// The titles of columns that name a person, normalized by `CSVReading.title`.
enum RosterTitles {
  /// The best to display first: errorbook's own, then those of nbgrader, Moodle (English, German, French), GitHub, Canvas and
  /// Gradescope.
  static let columns =
    [
      "student", "login", "username", "anmeldename", "nom d'utilisateur", "student id", "studentid", "id", "full name",
      "vollständiger name", "nom complet", "identifier", "identifiant", "github username",
    ] + addresses + [
      "name", "students", "student name", "student names", "pupil", "pupils", "participant", "participants",
      "teilnehmer",
      "teilnehmerin", "teilnehmende", "studierende", "studierender", "studenten", "schüler", "schülerin",
      "schülerinnen",
      "étudiant", "étudiante", "étudiants", "élève", "élèves", "names", "namen", "noms", "learner", "learners",
      "logins", "usernames", "user name", "users", "benutzername", "sis login id", "sis user id",
      "id number", "id nummer", "matrikelnummer", "numéro d'identification",
      "numéro d'étudiant", "sid", "submission id",
    ]
  /// People can share an email address, such as a family's. Then another column distinguishes them.
  static let addresses = [
    "email", "emails", "e mail", "e mails", "mail", "email address", "e mail adresse", "e mailadresse", "email adresse",
    "adresse de courriel", "courriel", "adresse e mail",
  ]
  /// Names that two people can share.
  static let shared: Set<String> = [
    "student", "full name", "vollständiger name", "nom complet", "name", "students", "student name", "student names",
    "pupil", "pupils", "participant", "participants", "teilnehmer", "teilnehmerin", "teilnehmende", "studierende",
    "studierender", "studenten", "schüler", "schülerin", "schülerinnen", "étudiant", "étudiante", "étudiants", "élève",
    "élèves", "names", "namen", "noms", "learner", "learners",
  ]
  static let firstNames = ["first name", "vorname", "prénom"]
  static let lastNames = ["last name", "surname", "nachname", "nom de famille", "nom", "name"]

  static func areKnown(_ titles: [String]) -> Bool {
    titles.contains { columns.contains($0) || firstNames.contains($0) || lastNames.contains($0) }
  }

  /// Returns the values that name a student in a row of any list, the best to display first.
  static func names(in values: [String: String]) -> [String] {
    columns.compactMap { values[$0] }.filter { !$0.isEmpty }
  }
}

/// A row of a class list, with all names that it has for a student.
private struct RosterRow {
  private(set) var names: [String]
  /// Values that no other student has: those of identifying columns, or the whole row if there are none.
  let keys: [String]
  /// The keys combined with all names, to find identical rows.
  var keysWithNames: [String] {
    let words = nameWords.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.sorted().joined(separator: " "))" }
    return keys.map { "\($0)\n" + words.joined(separator: "\n") }
  }
  let number: Int
  /// The values of identifying columns, by title.
  private let identities: [String: String]
  /// The lower-case words of each name that people can share, by title.
  private let nameWords: [String: Set<String>]

  init?(_ record: CSVReading.Record) {
    var values = record.values
    var sortedName: String?
    nameWords = Dictionary(
      (Array(RosterTitles.shared) + RosterTitles.firstNames + RosterTitles.lastNames).compactMap { title in
        values[title].map { (title, Self.words(of: $0)) }
      }
    ) { first, _ in first }
    let hasLocalName = values["vollständiger name"] != nil || values["nom complet"] != nil
    if values["full name"] == nil, !hasLocalName,
      let first = RosterTitles.firstNames.lazy.compactMap({ values[$0] }).first,
      let last = RosterTitles.lastNames.lazy.compactMap({ values[$0] }).first
    {
      values["full name"] = "\(first) \(last)".withoutOuterSpace
      sortedName = "\(last), \(first)"
      values["name"] = nil
    }
    // In German and French, Moodle's `ID` only numbers the participants of one activity.
    if hasLocalName, let id = values["id"] {
      values["id"] = nil
      values["identifier"] = values["identifier"] ?? id
    }
    // Folders in a Gradescope export have this name.
    if let number = values["submission id"], !number.isEmpty { values["submission id"] = "submission_\(number)" }
    let named = RosterTitles.columns.compactMap { title in
      values[title].flatMap { $0.isEmpty ? nil : (title: title, value: $0) }
    }
    // Rows in Canvas that are not about a student.
    guard let shown = named.first?.value, shown != "Points Possible", shown != "Student, Test" else { return nil }
    names = named.map { $0.value } + [sortedName].compactMap { $0 }
    let identifying = named.filter { !RosterTitles.shared.contains($0.title) }
    identities = Dictionary(identifying.map { ($0.title, $0.value.lowercased()) }) { first, _ in first }
    keys =
      identifying.isEmpty
      ? ["names=" + named.map { $0.value }.joined(separator: "\n")]
      : identifying.map { "\($0.title)=\($0.value.lowercased())" }
    number = record.row
  }

  private static func words(of name: String) -> Set<String> {
    Set(name.lowercased().split { !$0.isLetter && !$0.isNumber }.map { String($0) })
  }

  /// Whether two rows with a common key are about the same student. They are not if a name differs, or if they only share an
  /// address and a login or a number differs. One row may have a longer form of a name, such as with a middle name.
  func isAboutTheSame(as other: RosterRow) -> Bool {
    let hasOtherName = nameWords.contains { title, words in
      other.nameWords[title].map { !words.isSubset(of: $0) && !words.isSuperset(of: $0) } ?? false
    }
    if hasOtherName { return false }
    let pairs = identities.compactMap { title, value in
      other.identities[title].map { (title: title, isSame: $0 == value) }
    }
    let others = pairs.filter { !RosterTitles.addresses.contains($0.title) }
    return others.isEmpty || others.contains { $0.isSame }
  }

  mutating func add(_ row: RosterRow) { names += row.names.filter { !names.contains($0) } }

  var shown: String { names.first ?? "" }

  /// The name with a value that distinguishes people with the same name.
  var shownApart: String {
    guard let other = names.dropFirst().first(where: { $0 != shown }) else { return shown }
    let number = other.filter { $0.isNumber }
    return "\(shown) (\(number.isEmpty ? other : number))"
  }

  /// The name with all other values of the row.
  var shownWhole: String { "\(shown) (\(names.filter { $0 != shown }.joined(separator: ", ")))" }

  /// The name with the row number, which is always unique.
  var shownByRow: String { "\(shown) (row \(number))" }
}
