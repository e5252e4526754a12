import Foundation

/// A generated class in one of the layouts that teachers get. Names are written differently in every list, lists have faults,
/// and some files are in the wrong place. The expected marks are computed here from the students' answers, not by the
/// program.
struct LaidOutClass {
  enum Layout: String, CaseIterable {
    case files, pages, folders, nbgrader, repositories, wrapped, canvas, moodleFolders, moodleFiles, gradescope
  }

  /// The kind of a student's answer.
  enum Kind: Int, CaseIterable {
    case right, half, wrong, empty, broken, nothing, copyName, textEnding, capitals, archive, twoSame, twoDifferent
  }

  /// A mark of the class `GeneratedClass.lesson`.
  struct Expected: Equatable {
    var status: String
    var points: Int
    var late: String?
  }

  let layout: Layout
  let folder: String
  /// The expected marks by the name on the roster.
  private(set) var expected: [String: Expected] = [:]
  /// The faults that the program must count before the marks.
  private(set) var summary = ""

  private struct Student {
    var number: Int
    var first: String
    var last: String
    var kind: Kind

    var login: String { "u\(number)x" }
    var email: String { "mail.\(number)@example.org" }
    var name: String { "\(first) \(last)" }
    /// The number in downloads and sheets.
    var participant: Int { 8000 + number }
  }

  private static let firstNames = ["Zoë", "Åsa", "Jürgen", "Ana-Luíza", "O'Neil", "Ñoño"]

  init(_ layout: Layout, in folder: String, count: Int) throws {
    self.layout = layout
    self.folder = folder
    let students = (0..<count).map { number in
      // Two students with the same name, if downloads distinguish them by number.
      let isNamesake = layout == .moodleFolders || layout == .moodleFiles ? [20, 21].contains(number % 100) : false
      return Student(
        number: number, first: isNamesake ? "Sam" : Self.firstNames[number % Self.firstNames.count],
        last: isNamesake ? "Lee\(number / 100)" : "L\(number)", kind: Self.kind(number, layout))
    }
    for student in students { expected[shown(student, students)] = Self.expected(student.kind) }
    for student in students { try handIn(student) }
    try writeStrays()
    try writeLists(students)
  }

  private static func kind(_ number: Int, _ layout: Layout) -> Kind {
    let kind = Kind.allCases[number % Kind.allCases.count]
    // A page of `hand-in` is one file with another extension.
    return layout == .pages && kind.rawValue > Kind.nothing.rawValue ? .right : kind
  }

  private static func expected(_ kind: Kind) -> Expected {
    switch kind {
    case .right, .copyName, .textEnding, .capitals, .twoSame: Expected(status: "passed", points: 3)
    case .half: Expected(status: "failed", points: 1)
    case .wrong: Expected(status: "failed", points: 0)
    case .empty: Expected(status: "empty", points: 0)
    case .broken: Expected(status: "syntax-error", points: 0)
    case .nothing: Expected(status: "missing", points: 0)
    case .archive, .twoDifferent: Expected(status: "refused-input", points: 0)
    }
  }

  // MARK: Submissions

  private func handIn(_ student: Student) throws {
    let wrong = "handler PaymentError -> \"no \(student.number)\", 500\n"
    func write(_ files: (name: String, text: String)...) throws {
      for (index, file) in files.enumerated() { try self.write(file.text, as: file.name, index, of: student) }
    }
    switch student.kind {
    case .right: try write(("pay.eb", GeneratedClass.right))
    case .half: try write(("pay.eb", "handler PaymentError -> \"not charged\"\n"))
    case .wrong: try write(("pay.eb", wrong))
    case .empty: try write(("pay.eb", "# later\n"))
    case .broken: try write(("pay.eb", "handler PaymentError ->\n"))
    case .nothing: break
    case .copyName: try write(("pay (1).eb", GeneratedClass.right))
    case .textEnding: try write(("pay.eb.txt", GeneratedClass.right))
    case .capitals: try write(("PAY.EB", GeneratedClass.right))
    case .archive: try write(("pay.zip", "PK\u{3}\u{4}"))
    case .twoSame: try write(("pay.eb", GeneratedClass.right), ("pay (1).eb", GeneratedClass.right))
    case .twoDifferent: try write(("pay.eb", GeneratedClass.right), ("pay (2).eb", wrong))
    }
  }

  /// - Parameter index: the index of the file among those of the student.
  private func write(_ text: String, as file: String, _ index: Int, of student: Student) throws {
    let path: String
    var text = text
    switch layout {
    case .files: path = someName(of: student) + file.dropFirst(3)
    case .pages:
      path = someName(of: student) + ".md"
      text = "<!-- errorbook hand-in 1 -->\n# Paying\n\n```errorbook answer pay\n\(text)```\n"
    case .folders: path = "\(someName(of: student))/\(file)"
    case .nbgrader:
      path = "\(student.login)/paying/\(file)"
      try write(GeneratedClass.right, to: "\(student.login)/owing/owe.eb")
    case .repositories:
      path = "paying-\(student.login)/src/\(file)"
      try write("# Read me\n", to: "paying-\(student.login)/README.md")
    case .wrapped: path = "download/\(someName(of: student))/\(file)"
    case .canvas:
      let sorted = (student.last + student.first).lowercased().filter { $0.isLetter || $0.isNumber }
      let late = student.number % 10 == 0 ? "_LATE" : ""
      path = "\(sorted)\(late)_\(student.participant)_\(9000 + 2 * student.number + index)_\(file)"
    case .moodleFolders: path = "\(student.name)_\(student.participant)_assignsubmission_file/\(file)"
    case .moodleFiles: path = "\(student.name)_\(student.participant)_assignsubmission_file_\(file)"
    case .gradescope: path = "submission_\(5000 + student.number)/\(file)"
    }
    try write(text, to: path)
  }

  /// Returns one of the names that a student may use: a login, an address or a name.
  private func someName(of student: Student) -> String {
    [student.login, student.email, student.name, student.login.uppercased()][student.number % 4]
  }

  private func write(_ text: String, to path: String, encoding: String.Encoding = .utf8) throws {
    let file = URL(filePath: folder).appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try (text.data(using: encoding) ?? Data()).write(to: file)
  }

  // MARK: Other files

  private static let strays = ["pay.eb", "notes.txt", "photo.png", "list.csv"]

  private mutating func writeStrays() throws {
    for stray in Self.strays {
      try write("handler Exception -> \"x\"\n", to: (layout == .wrapped ? "download/" : "") + stray)
    }
    // Three unknown people.
    for number in 1...3 {
      let name = "unlisted\(number)"
      let path =
        switch layout {
        case .files: "\(name).eb"
        case .pages: "\(name).md"
        case .folders: "\(name)/pay.eb"
        case .nbgrader: "\(name)/paying/pay.eb"
        case .repositories: "paying-\(name)/pay.eb"
        case .wrapped: "download/\(name)/pay.eb"
        case .canvas: "\(name)_7\(number)_8_pay.eb"
        case .moodleFolders: "\(name)_7\(number)_assignsubmission_file/pay.eb"
        case .moodleFiles: "\(name)_7\(number)_assignsubmission_file_pay.eb"
        case .gradescope: "submission_7\(number)/pay.eb"
        }
      let isPage = layout == .pages
      let text = GeneratedClass.right
      try write(
        isPage ? "<!-- errorbook hand-in 1 -->\n```errorbook answer pay\n\(text)```\n" : text, to: path)
      let shown =
        switch layout {
        case .repositories: "paying-\(name)"
        case .gradescope: "submission_7\(number)"
        default: name
        }
      expected[shown] = Expected(status: "passed", points: 3)
    }
  }

  // MARK: Lists

  /// Returns the student's name on the roster of the layout.
  private func shown(_ student: Student, _ all: [Student]) -> String {
    switch layout {
    case .files, .pages, .folders, .nbgrader, .repositories, .wrapped: student.login
    case .canvas: "\(student.last), \(student.first)"
    case .moodleFolders, .moodleFiles:
      all.count { $0.name == student.name } > 1 ? "\(student.name) (\(student.participant))" : student.name
    case .gradescope: student.name
    }
  }

  private func row(_ student: Student) -> String {
    switch layout {
    case .files, .pages, .folders, .wrapped:
      "\(student.login);\(student.first);\(student.last);\(student.email)"
    case .nbgrader: "\(student.login);\(student.first);\(student.last);\(student.email)"
    case .repositories: "\(student.login);\(student.name)"
    case .canvas: "\"\(student.last), \(student.first)\";\(student.participant);\(student.email)"
    case .moodleFolders, .moodleFiles: "Teilnehmer/in\(student.participant);\(student.name);\(student.email)"
    case .gradescope: "\(student.first);\(student.last);\(student.number);\(student.email)"
    }
  }

  private var titles: String {
    switch layout {
    case .files, .pages, .folders, .wrapped: "Anmeldename;Vorname;Nachname;E-Mail-Adresse"
    case .nbgrader: "id;first_name;last_name;email"
    case .repositories: "student_id;Nom complet"
    case .canvas: "Student;ID;Email"
    case .moodleFolders, .moodleFiles: "ID;Vollständiger Name;E-Mail-Adresse"
    case .gradescope: "First Name;Last Name;SID;Email"
    }
  }

  private static let encodings: [String.Encoding] = [.utf8, .isoLatin1, .windowsCP1252, .utf16]

  private mutating func writeLists(_ students: [Student]) throws {
    let doubles = students.filter { $0.number % 50 == 7 }
    let rows = [titles] + (students + doubles).map(row)
    let place = (Layout.allCases.firstIndex(of: layout) ?? 0) % Self.encodings.count
    try write(rows.joined(separator: "\r\n") + "\r\n", to: "../roster.csv", encoding: Self.encodings[place])

    var overrides = "student;exercise;points;reason\n"
    var late = "student,late\n"
    let changed = students.filter { $0.number % 30 == 11 }
    for student in changed {
      let name = shown(student, students)
      overrides += "\"\(name)\";pay;2;asked\n"
      expected[name]?.points = 2
    }
    // One row with another column, one above the maximum, one for an unknown student and one for an unknown exercise.
    let other = students[1]
    overrides += "\(layout == .repositories ? other.name : other.email);pay;1;by another column\n"
    expected[shown(other, students)]?.points = 1
    overrides +=
      "\"\(shown(students[2], students))\";pay;9;bonus\nnobody;pay;1;\n\"\(shown(students[3], students))\";play;1;\n"
    expected[shown(students[2], students)]?.points = 9
    try write(overrides, to: "../overrides.csv", encoding: .windowsCP1252)

    if layout == .canvas {
      for student in students where student.number % 10 == 0 && student.kind != .nothing {
        expected[shown(student, students)]?.late = "yes"
      }
    }
    for student in students where student.number % 25 == 3 {
      let name = shown(student, students)
      late += "\"\(name)\",\(student.number) hours\n"
      expected[name]?.late = "\(student.number) hours"
    }
    late += "nobody,1 hour\n"
    try write(late, to: "../late.csv")
    if layout == .gradescope { try writeMetadata(students) }
    summary =
      "\(Self.strays.count) files left out, 3 submissions not on the roster, "
      + "\(doubles.count) duplicate row\(doubles.count == 1 ? "" : "s"), "
      + "3 rows that match no mark, 1 row matched by another column, 1 row with points above the maximum"
  }

  private func writeMetadata(_ students: [Student]) throws {
    let entries = students.map { student in
      // Students can change the name in Gradescope; the number and the address stay.
      """
      submission_\(5000 + student.number):
        :submitters:
        - :name: '\(student.first.replacing("'", with: "''")) the ''Great'''
          :sid: '\(student.number)'
          :email: \(student.email)
        :score: 0.0
      """
    }
    try write("---\n" + entries.joined(separator: "\n") + "\n", to: "submission_metadata.yml")
  }
}
