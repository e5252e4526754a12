import Foundation
import Marking
import SeededRandom
import Testing

@testable import Classroom

/// Rosters and lists in the forms that schools' systems and spreadsheets write.
@Suite("Lists of a class") struct ListsTests {
  private static func csv(_ text: String) -> CSVReading { CSVReading(Array(text.utf8)) }

  private static func roster(_ text: String) -> Roster { Roster(csv(text), name: "roster.csv") }

  // MARK: Encodings

  private static func bytes(_ text: String, _ encoding: String) -> [UInt8] {
    switch encoding {
    case "utf-8": return Array(text.utf8)
    case "utf-8 bom": return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    case "latin-1": return Array(text.data(using: .isoLatin1) ?? Data())
    case "cp1252": return Array(text.data(using: .windowsCP1252) ?? Data())
    case "utf-16le": return [0xFF, 0xFE] + Array(text.data(using: .utf16LittleEndian) ?? Data())
    case "utf-16be": return [0xFE, 0xFF] + Array(text.data(using: .utf16BigEndian) ?? Data())
    case "utf-16le bare": return Array(text.data(using: .utf16LittleEndian) ?? Data())
    default: return Array(text.data(using: .utf16BigEndian) ?? Data())
    }
  }

  private static let encodings = [
    "utf-8", "utf-8 bom", "latin-1", "cp1252", "utf-16le", "utf-16be", "utf-16le bare", "utf-16be bare",
  ]

  @Test(arguments: encodings, [",", ";", "\t"]) func aRosterIsReadInEveryEncoding(
    _ encoding: String, _ separator: String
  ) {
    let rows = [
      ["Vorname", "Nachname", "E-Mail-Adresse"], ["Zoë", "Müller", "zm@x.de"], ["Åsa", "Ñandú", "an@x.de"],
    ]
    let text = rows.map { $0.joined(separator: separator) }.joined(separator: "\r\n") + "\r\n"
    let roster = Roster(CSVReading(Self.bytes(text, encoding)), name: "roster.csv")
    #expect(roster.students == ["Zoë Müller", "Åsa Ñandú"])
    #expect(roster.student(named: "zm") == "Zoë Müller")
    #expect(roster.faults == [])
  }

  @Test func windows1252HasMoreThanLatin1() {
    let text = "student\nŠimon Ž\u{2019}Œ\u{20AC}\n"
    #expect(Roster(CSVReading(Self.bytes(text, "cp1252")), name: "r").students == ["Šimon Ž\u{2019}Œ\u{20AC}"])
    #expect(CSVReading([0x81, 0x2C, 0x8D, 0x0A]).rows == [["\u{81}", "\u{8D}"]])
  }

  /// All other bytes stay unchanged.
  @Test(arguments: encodings) func aSheetIsFilledInItsEncoding(_ encoding: String) throws {
    let sheet = "ID;Vollständiger Name;Bewertung\r\nTeilnehmer/in12;Zoë Müller;\r\nTeilnehmer/in13;Åsa;\r\n"
    var filled = try FilledSheet(CSVReading(Self.bytes(sheet, encoding)), column: nil)
    var mark = Mark(.failed, student: "Zoë Müller", exercise: "pay", possible: 3, reason: nil)
    mark.points = 2
    _ = filled.write(mark)
    #expect(filled.footer() == Self.bytes(sheet.replacing("Müller;", with: "Müller;2"), encoding))
  }

  // MARK: Titles

  @Test(arguments: [
    ("student_id,name\na1,Ada\n", "a1", ["Ada"]),
    ("Student ID,Name\na1,Ada\n", "a1", ["Ada"]),
    ("Vorname,Nachname,Anmeldename,E-Mail-Adresse\nAda,Löwe,ada1,a@x.de\n", "ada1", ["Ada Löwe", "a@x.de", "a"]),
    (
      "ID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung\nTeilnehmer/in12;Ada Löwe;a@x.de;;\n", "Ada Löwe",
      ["a@x.de", "Teilnehmer/in12", "Ada Löwe (12)"]
    ),
    ("Vorname,Name,ID-Nummer\nAda,Löwe,77\n", "Ada Löwe", ["77"]),
    (
      "Prénom,Nom,Numéro d\u{2019}identification,Adresse de courriel\nAda,Lion,77,a@x.fr\n", "Ada Lion",
      ["77", "a@x.fr"]
    ),
    ("Prénom,Nom de famille,Adresse de courriel\nAda,Lion,a@x.fr\n", "Ada Lion", ["a@x.fr"]),
    (
      "Identifiant,Nom complet,Adresse de courriel,Note\nParticipant 12,Ada Lion,a@x.fr,\n", "Ada Lion",
      ["Ada Lion (12)", "a"]
    ),
    ("Nom d'utilisateur,Prénom,Nom\nada1,Ada,Lion\n", "ada1", ["Ada Lion"]),
    ("Identifier,Full name,Email address\nParticipant 12,Ada L,a@x.org\n", "Ada L", ["Participant 12", "a@x.org"]),
    ("First Name,Last Name,SID,Email\nAda,L,77,a@x.org\n", "Ada L", ["77", "a@x.org"]),
    ("Student,ID,SIS Login ID\n\"L, Ada\",7,ada1\n", "L, Ada", ["lada", "ada1", "7"]),
    ("identifier,github_username,github_id,name\nLovelace,ada1,1,Ada\n", "Lovelace", ["ada1", "Ada"]),
    ("id,first_name,last_name,email\nada1,Ada,L,a@x.org\n", "ada1", ["Ada L", "a@x.org"]),
    ("Matrikelnummer,Foo\n77,x\n", "77", ["77"]),
    ("Student,ID\n\"Doe, Jane\",7\n", "Doe, Jane", ["Jane Doe", "doejane", "janedoe"]),
    ("First name,Last name\nJane,Doe\n", "Jane Doe", ["Doe, Jane", "doejane"]),
  ])
  func titlesOfAllSystemsAreKnown(_ text: String, _ shown: String, _ names: [String]) {
    let roster = Self.roster(text)
    #expect(roster.students == [shown])
    for name in names { #expect(roster.student(named: name) == shown, "\(name)") }
    #expect(roster.faults == [])
  }

  @Test func aRosterWithoutAKnownTitleIsReported() {
    #expect(Self.roster("ada\nben\n").faults == [])
    #expect(Self.roster("Kennung,Foo\nada,x\n").faults.map(\.kind) == [.unknownTitle])
  }

  // MARK: Duplicate rows

  @Test(arguments: [
    ("student\nada\nben\nada\n", ["ada", "ben"], [4]),
    ("ada\nben\nada\n", ["ada", "ben"], [3]),
    ("login,name\nada,Ada\nADA,Ada L.\n", ["ada"], [3]),
    ("name,email\nAda,a@x.org\nAda L,A@X.org\nBen,b@x.org\n", ["a@x.org", "b@x.org"], [3]),
    ("student,email\nSam Lee,a@x.org\nSam Lee,b@x.org\n", ["Sam Lee (a@x.org)", "Sam Lee (b@x.org)"], []),
    ("full name,id number\nSam Lee,1\nSam Lee,2\nSam Lee,1\n", ["Sam Lee (1)", "Sam Lee (2)"], [4]),
  ])
  func duplicateRowsAreReported(_ text: String, _ students: [String], _ rows: [Int]) {
    let roster = Self.roster(text)
    #expect(roster.students == students)
    #expect(roster.faults.map(\.kind) == rows.map { _ in .doubleRow })
    for (fault, row) in zip(roster.faults, rows) { #expect(fault.text.hasPrefix("roster.csv: row \(row) repeats ")) }
  }

  /// A row that repeats a student can contain another name.
  @Test func namesInADuplicateRowCount() {
    #expect(Self.roster("login,email\nada,a@x.org\nada,lovelace@x.org\n").student(named: "lovelace") == "ada")
  }

  // MARK: Points and lateness

  private static let class1 = roster("login,name,email\nada,Ada L,al@x.org\nben,Ben B,bb@x.org\n")
  private static let enrollment = Enrollment(students: ["ada", "ben"], roster: class1)

  @Test func rowsAreMatchedByAnyColumnAndReported() throws {
    var overrides = try Overrides(
      Self.csv(
        "student,exercise,points,reason\nada,pay,2,x\nAda L,owe,1,y\nbb@x.org,pay,9,z\nzoe,pay,1,\nada,other,1,\nal,pay,3,again\n"
      ),
      name: "o.csv")
    let faults = overrides.resolve(Self.enrollment, exercises: ["pay", "owe"], possible: ["pay": 3, "owe": 3])
    #expect(
      faults.map(\.text) == [
        "o.csv: row 3: Ada L is matched to ada", "o.csv: row 4: bb@x.org is matched to ben",
        "o.csv: row 4 gives ben 9 points for pay, but the maximum is 3", "o.csv: row 5 (zoe, pay) matches no mark",
        "o.csv: row 6 (ada, other) matches no mark", "o.csv: row 7: al is matched to ada",
        "o.csv: row 7 repeats ada, pay from row 2; the last row counts",
      ])
    #expect(
      faults.summary
        == "1 duplicate row, 2 rows that match no mark, 3 rows matched by another column, 1 row with points above the maximum"
    )
    func points(_ student: String, _ exercise: String) -> Int {
      overrides.applied(to: Mark(.failed, student: student, exercise: exercise, possible: 3, reason: nil)).points
    }
    let all: [Int] = [points("ada", "pay"), points("ada", "owe"), points("ben", "pay"), points("ben", "owe")]
    #expect(all == [3, 1, 9, 0])
  }

  @Test func aListOfLatenessIsMatchedToo() throws {
    var late = try LateList(
      Self.csv("E-Mail-Adresse;late\nal@x.org;3 h\nzoe@x.org;1 h\nada;5 h\nben@x.org;\n"), name: "l.csv")
    let faults = late.resolve(Self.enrollment)
    #expect(faults.map(\.kind) == [.otherColumn, .unmatchedRow, .doubleRow, .otherColumn])
    #expect(late.words(for: "ada") == "5 h" && late.words(for: "ben") == nil)
  }

  /// A row that matches several students is different from one that matches nobody.
  @Test func ambiguousRowsAreReported() throws {
    let twins = Self.roster("login,full name\nada,Sam Lee\nben,Sam Lee\ncy,Cy\n")
    for enrollment in [
      Enrollment(students: ["ada", "ben"], roster: twins),
      Enrollment(students: ["Sam Lee (1)", "sam lee (1)"], roster: nil),
    ] {
      let name = enrollment.students.contains("ada") ? "Sam Lee" : "SAM LEE (1)"
      var late = try LateList(Self.csv("student,late\n\(name),1 h\nCy,2 h\n"), name: "l.csv")
      #expect(
        late.resolve(enrollment).map(\.text) == [
          "l.csv: row 2 (\(name)) matches several students", "l.csv: row 3 (Cy) matches no student",
        ])
      var overrides = try Overrides(Self.csv("student,exercise,points\n\(name),pay,1\n"), name: "o.csv")
      #expect(
        overrides.resolve(enrollment, exercises: ["pay"], possible: [:]).map(\.text) == [
          "o.csv: row 2 (\(name), pay) matches several students"
        ])
    }
  }

  @Test(arguments: ["student,hours\nada,3\n", "who,late\nada,3\n", "student,late\n,3\n", "student,late\n,3\n,,,\n"])
  func listsWithoutStudentsAreRejected(_ text: String) {
    #expect(throws: ListProblem.self) { try LateList(Self.csv(text), name: "l.csv") }
  }

  @Test(arguments: [
    "student,points\nada,3\n", "student,exercise,points\nada,pay,many\n", "student,exercise,points\nada,pay,-1\n",
    "student,exercise,points\nada,pay,9223372036854775808\n", "student,exercise,points\nada,pay,1000001\n",
    "student,exercise,points\n,pay,1\n",
  ])
  func incompleteOverridesAreRejected(_ text: String) {
    #expect(throws: ListProblem.self) { try Overrides(Self.csv(text), name: "o.csv") }
  }

  /// Only a number that is alone or after a word distinguishes people with the same name. Digits in a login do not.
  @Test(arguments: [
    ("login,full name\nstud55,Max M\nstud56,Max M\n", ClassNames.Match.several),
    ("login,full name,email\nx,Max M,q1@u55.de\ny,Max M,55b@z.de\n", .several),
    ("login,full name,email\nx,Max M,q@u.de\ny,Max M,b55@z.de\n", .several),
    ("identifier,full name\nParticipant 55,Max M\nParticipant 56,Max M\n", .person(0)),
    ("id,full name\n54,Max M\n55,Max M\n", .person(1)),
  ])
  func digitsInALoginAreNotANumber(_ text: String, _ match: ClassNames.Match) {
    #expect(Self.roster(text).match(["Max M", "Max M (55)"], RepositoryNames()) == match)
  }

  @Test func twoPeopleCanShareAnAddress() {
    let roster = Self.roster("login,email\na1,m@x.org\na2,m@x.org\na1,other@x.org\n")
    #expect(roster.students == ["a1", "a2"])
    #expect(roster.faults.map(\.text) == ["roster.csv: row 4 repeats a1 from row 2"])
    #expect(roster.match(["a2"], RepositoryNames()) == .person(1))
    #expect(roster.match(["m@x.org"], RepositoryNames()) == .several)
  }

  /// Siblings, or a teacher's test accounts: a different name in any column means a different person.
  @Test(arguments: [
    (
      "First name,Last name,Email address\nAda,Lee,lee@x.org\nBen,Lee,lee@x.org\nBen,Lee,LEE@x.org\n",
      ["Ada Lee", "Ben Lee"], ["row 4 repeats Ben Lee from row 3"]
    ),
    ("name,email\nAda Lee,lee@x.org\nBen Lee,lee@x.org\n", ["lee@x.org (Ada Lee)", "lee@x.org (Ben Lee)"], []),
    (
      "full name,mail\nAda,l@x.org\nBen,l@x.org\nCy,l@x.org\nBen,l@x.org\n", ["Ada", "Ben", "Cy"],
      ["row 5 repeats Ben from row 3"]
    ),
    ("Vorname,Nachname,E-Mail-Adresse\nAda,Löwe,l@x.de\nBen,Löwe,l@x.de\n", ["Ada Löwe", "Ben Löwe"], []),
    ("Prénom,Nom,Courriel\nAda,Lion,l@x.fr\nBen,Lion,l@x.fr\n", ["Ada Lion", "Ben Lion"], []),
    ("login,name\nlee,Ada Lee\nlee,Ben Lee\n", ["lee (Ada Lee)", "lee (Ben Lee)"], []),
    ("student id,name\n7,Ada\n7,Ada\n", ["7"], ["row 3 repeats 7 from row 2"]),
    // The shown numbers are equal, so more is shown.
    ("student,email\nSam,a1@x.org\nSam,b1@x.org\n", ["Sam (a1@x.org)", "Sam (b1@x.org)"], []),
  ])
  func peopleWithOneAddressStaySeparate(_ text: String, _ students: [String], _ doubles: [String]) {
    let roster = Self.roster(text)
    #expect(roster.students == students)
    #expect(roster.faults.map(\.text) == doubles.map { "roster.csv: \($0)" })
  }

  /// Every row is a student or a reported duplicate row.
  @Test func everyRowIsAStudentOrReported() {
    let names = ["Ada Lee", "Ben Lee", "Sam"]
    let mails = ["lee@x.org", "LEE@x.org", "s1@x.org", "1s@x.org", ""]
    let ids = ["1", "2", ""]
    for titles in ["name,email,id number", "student,email,login", "full name,mail,matrikelnummer"] {
      var rows: [String] = []
      for name in names { for mail in mails { for id in ids { rows.append("\(name),\(mail),\(id)") } } }
      let roster = Self.roster(([titles] + rows).joined(separator: "\n") + "\n")
      #expect(roster.students.count + roster.faults.count == rows.count)
      #expect(Set(roster.students).count == roster.students.count)
    }
  }

  /// A placeholder value can be in every row.
  @Test func aRosterWithOneAddressForAllIsReadFast() {
    let count = TestRun.rounds(5_000, sample: 750)
    let rows = (0..<count).map { "Student \($0),none@x.org" }
    let roster = Self.roster((["full name,email"] + rows + rows).joined(separator: "\n") + "\n")
    #expect(roster.students.count == count && roster.faults.count == count)
  }

  // MARK: Titles of one column

  @Test(arguments: [
    "students", "Students", "Pupils", "Teilnehmer", "Student Name", "Studierende", "Schüler", "Étudiants", "Élèves",
    "Participants", "Names", "Namen", "Learners", "Logins", "E-Mails", "Benutzername",
  ])
  func theTitleOfASingleColumnIsNotAStudent(_ title: String) {
    let roster = Self.roster("\(title)\nada\nben\n")
    #expect(roster.students == ["ada", "ben"] && roster.possibleTitle == nil)
    #expect(roster.student(named: title) == nil)
  }

  @Test func unknownTitlesAreReported() {
    let roster = Self.roster("Lernende\nada\nben\n")
    func faults(_ names: [String]) -> [ClassFault.Kind] {
      ClassSubmissions(
        names.map { Submission(names: [$0], number: nil, isLate: false, files: []) }, roster, rosterName: "r.csv"
      ).faults.map(\.kind)
    }
    #expect(faults(["ada"]) == [.unknownTitle])
    #expect(faults([]) == [] && faults(["zoe"]) == [.notOnRoster])
    #expect(faults(["Lernende", "ada"]) == [])
  }

  // MARK: Rows of lists

  @Test func rowsAboutTwoPeopleAreNotApplied() throws {
    var overrides = try Overrides(
      Self.csv("student,login,exercise,points\nada,ben,pay,2\nAda L,ada,pay,1\nada,zoe,pay,3\n"), name: "o.csv")
    #expect(
      overrides.resolve(Self.enrollment, exercises: ["pay"], possible: ["pay": 3]).map(\.text) == [
        "o.csv: row 2 (ada, pay) names different people: ada, ben", "o.csv: row 3: Ada L is matched to ada",
        "o.csv: row 4 repeats ada, pay from row 3; the last row counts",
      ])
    #expect(
      overrides.applied(to: Mark(.failed, student: "ben", exercise: "pay", possible: 3, reason: nil)).points == 0)
    var late = try LateList(Self.csv("student,email,late\nada,bb@x.org,1 h\nben,bb@x.org,2 h\n"), name: "l.csv")
    #expect(late.resolve(Self.enrollment).map(\.text) == ["l.csv: row 2 (ada) names different people: ada, ben"])
    #expect(late.words(for: "ada") == nil && late.words(for: "ben") == "2 h")
  }

  /// Spreadsheets leave empty rows at the end.
  @Test(arguments: [",,,", ", ,\t,", "\"\",,,", ",,,,,,"]) func emptyRowsAreIgnored(_ empty: String) throws {
    var overrides = try Overrides(
      Self.csv("student,exercise,points,reason\n\(empty)\nada,pay,2,x\n\(empty)\n"), name: "o.csv")
    #expect(overrides.resolve(Self.enrollment, exercises: ["pay"], possible: ["pay": 3]) == [])
    var late = try LateList(Self.csv("student,late,a,b\nada,1 h,,\n\(empty)\n"), name: "l.csv")
    #expect(late.resolve(Self.enrollment) == [])
    #expect(Self.roster("login,name,email,sid\nada,A,,\n\(empty)\n").students == ["ada"])
    _ = try AnonymousKey(Self.csv("number,student\nstudent-1,ada\n,\n"))
  }

  @Test func pointsAreLimitedToAMillion() throws {
    _ = try Overrides(Self.csv("student,exercise,points\nada,pay,1000000\n"), name: "o.csv")
    func mark(_ points: Int, of possible: Int, test: Int = 0) -> Mark {
      var mark = Mark(.failed, student: "ada", exercise: "pay", possible: possible, reason: nil)
      mark.points = points
      mark.tests = [Mark.Test(name: "t", passed: nil, message: nil, points: test, possible: 1)]
      return mark
    }
    #expect(mark(1_000_000, of: 1_000_000).canBeAdded)
    for wrong in [
      mark(1_000_001, of: 1), mark(1, of: 1_000_001), mark(-1, of: 1), mark(1, of: 1, test: 1_000_001),
    ] {
      #expect(!wrong.canBeAdded, "\(wrong)")
    }
  }

  // MARK: Matching names

  @Test func unmatchedSubmissionsAreReported() {
    let roster = Self.roster("name,email\nAda,ada@x.org\nBen,b@x.org\nBen,b@y.org\n")
    let submissions = ["ada@x.org", "zoe", "b"].map {
      Submission(names: [$0], number: nil, isLate: false, files: [])
    }
    let handedIn = ClassSubmissions(submissions, roster, rosterName: "r.csv")
    #expect(handedIn.faults.map(\.text) == ["zoe is not on r.csv", "b matches several people on r.csv"])
    #expect(handedIn.students.map(\.name) == ["ada@x.org", "b", "b@x.org", "b@y.org", "zoe"])
  }

  /// Submissions of one student under two names are merged and reported.
  @Test func submissionsUnderSeveralNamesAreReported() {
    let roster = Self.roster("login,email\nada,ada@x.org\nben,ben@x.org\n")
    let submissions = ["ada", "ben", "ada@x.org", "ben"].map {
      Submission(names: [$0], number: nil, isLate: false, files: [])
    }
    let handedIn = ClassSubmissions(submissions, roster, rosterName: "r.csv")
    #expect(handedIn.faults.map(\.text) == ["ada has submissions under several names: ada, ada@x.org"])
    #expect(handedIn.faults.summary == "1 student with submissions under several names")
    #expect(handedIn.students.map(\.name) == ["ada", "ben"])
  }

  /// Email address, login and name belong to one person, whichever one a roster shows.
  @Test func everyNameMatchesTheStudent() {
    for text in [
      "login,name,email\nada1,Ada Lovelace,ada.l@x.org\n", "name,email,sid\nAda Lovelace,ada.l@x.org,ada1\n",
      "email,login,full name\nada.l@x.org,ada1,Ada Lovelace\n",
    ] {
      let roster = Self.roster(text)
      for name in ["ada1", "Ada Lovelace", "ada.l@x.org", "ada.l", "adalovelace", "ADA1", "ada1@other.org"] {
        #expect(roster.student(named: name) == roster.students[0], "\(name)")
      }
    }
  }

  /// A roster added later matches marks like it matches submissions.
  @Test(arguments: [
    (
      "student_id\n7\n8\n",
      [Submission(names: ["Jane Doe", "7", "submission_5"], number: nil, isLate: false, files: [])]
    ),
    (
      "Identifier,Full name\nParticipant 12,Sam Lee\nParticipant 13,Sam Lee\n",
      [Submission(names: ["Sam Lee"], number: "12", isLate: false, files: [])]
    ),
    (
      "Identifier,Full name\nParticipant 12,Sam Lee\nParticipant 13,Sam Lee\n",
      ["13", "12"].map { Submission(names: ["Sam Lee"], number: $0, isLate: false, files: []) }
    ),
    (
      "Full name\nSam Lee\n", ["13", "12"].map { Submission(names: ["Sam Lee"], number: $0, isLate: false, files: []) }
    ),
    ("email\na@x.org\n", [Submission(names: ["paying-ada", "a@x.org"], number: nil, isLate: false, files: [])]),
  ])
  func marksContainTheNamesOfSubmissions(_ text: String, _ submissions: [Submission]) {
    let roster = Self.roster(text)
    let marks = ClassSubmissions(submissions, nil).students.map { student in
      var mark = Mark(.failed, student: student.name, exercise: "pay", possible: 3, reason: nil)
      if !student.otherNames.isEmpty { mark.names = student.otherNames }
      return mark
    }
    let graded = ClassSubmissions(submissions, roster)
    let merged = MergedMarks([marks], roster)
    #expect(merged.students.map(\.student) == graded.students.map(\.name))
    #expect(merged.students.filter { $0.marks[0].status == .failed }.count == submissions.count)
    #expect(Set(merged.faults) == Set(graded.faults))
    #expect(MergedMarks([marks], nil).students.map(\.student) == marks.map(\.student))
  }

  /// Two sections, each with a student called Sam Lee.
  @Test func marksOfNamesakesStaySeparate() {
    let files = ["12", "13"].map { number -> [Mark] in
      var mark = Mark(.failed, student: "Sam Lee", exercise: "pay", possible: 3, reason: nil)
      mark.names = ["Sam Lee (\(number))"]
      return [mark]
    }
    #expect(MergedMarks(files, nil).students.map(\.student) == ["Sam Lee (12)", "Sam Lee (13)"])
    #expect(MergedMarks([files[0], files[0]], nil).students.map(\.student) == ["Sam Lee"])
  }

  /// `report` uses the same names for marks as `grade` does.
  @Test func marksAreMatchedLikeSubmissions() {
    func mark(_ student: String, _ points: Int) -> Mark {
      var mark = Mark(.failed, student: student, exercise: "pay", possible: 3, reason: nil)
      mark.points = points
      return mark
    }
    let roster = Self.roster("login,name,email\nada,Ada L,al@x.org\nben,Ben B,bb@x.org\ncy,Cy,c@x.org\n")
    let merged = MergedMarks(
      [[mark("paying-ada", 1), mark("paying-ben", 2), mark("zoe", 3)], [mark("al@x.org", 2)]], roster,
      rosterName: "r.csv")
    #expect(merged.students.map(\.student) == ["ada", "ben", "cy", "zoe"])
    #expect(merged.students.map { $0.marks[0].points } == [2, 2, 0, 3])
    for student in merged.students { #expect(student.marks.allSatisfy { $0.student == student.student }) }
    #expect(
      merged.faults.map(\.text) == [
        "zoe is not on r.csv",
        "ada has submissions under several names: al@x.org, paying-ada; the last mark of an exercise counts",
      ])
    #expect(merged.possible == ["pay": 3])
  }
}
