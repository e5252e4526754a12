import Marking
import Testing

@testable import Classroom

/// Finds the student of each file in every layout of submissions, including misplaced files.
@Suite("Layouts of submissions") struct LayoutTests {
  /// Returns a folder with these files. A name that ends in `/` is an empty folder, one that ends in `.md` a hand-in page.
  private static func folder(_ name: String, _ paths: [String]) -> FileTree {
    func tree(_ name: String, _ path: String, _ rest: [[Substring]]) -> FileTree {
      let groups = Dictionary(grouping: rest.filter { !$0.isEmpty }) { String($0[0]) }
      let entries = groups.sorted { $0.key < $1.key }.map { entry, paths in
        let below = paths.map { Array($0.dropFirst()) }
        let place = "\(path)/\(entry)"
        if below.contains(where: { !$0.isEmpty }) { return tree(entry, place, below.filter { $0 != [""] }) }
        return FileTree(
          name: entry, path: place, kind: .file, isHandInPage: entry.hasSuffix(".md") && entry != "README.md")
      }
      return FileTree(name: name, path: path, kind: .folder, entries: entries)
    }
    return tree(name, name, paths.map { $0.split(separator: "/", omittingEmptySubsequences: false) })
  }

  private static func roster(_ names: [String]) -> Roster {
    Roster(CSVReading(Array(("student\n" + names.joined(separator: "\n") + "\n").utf8)), name: "roster.csv")
  }

  /// Returns `STUDENT: EXERCISE=FILE` for every student, and the paths that are left out.
  private static func read(_ trees: [FileTree], _ exercises: [String] = ["pay"], _ roster: Roster? = nil)
    -> (students: [String], leftOut: [String])
  {
    let layout = SubmissionLayout(trees, exercises: exercises, roster: roster)
    let students = ClassSubmissions(layout.submissions, roster).students.map { student in
      let files = StudentFiles(student.files, exercises: exercises, hidesNames: false)
      let answers = exercises.flatMap { exercise in (files.answers[exercise] ?? []).map { "\(exercise)=\($0.path)" } }
      let pages = files.pages.map { "page=\($0.path)" }
      return "\(student.name): " + (answers + pages).sorted().joined(separator: " ")
    }
    return (students, layout.leftOut.map { String($0.text.split(separator: " is ")[0].split(separator: " has ")[0]) })
  }

  private static let strays = [
    "pay.eb", "pay (1).eb", "README.md", "roster.csv", "notes.txt", "solution.eb", "Thumbs.db", "class.zip", "x.png",
    "pay.zip",
  ]

  /// One misplaced file does not affect the class, with or without a roster.
  @Test(arguments: strays) func oneStrayFileNextToFolders(_ stray: String) {
    for roster in [nil, Self.roster(["ada", "ben"])] {
      let result = Self.read([Self.folder("in", ["ada/pay.eb", "ben/pay.eb", stray])], ["pay"], roster)
      #expect(result.students == ["ada: pay=in/ada/pay.eb", "ben: pay=in/ben/pay.eb"])
      #expect(result.leftOut == ["in/\(stray)"])
    }
  }

  /// If a student has a file and a folder, the file is reported, because it is not clear which one counts.
  @Test func aFileOfSomebodyWithAFolderIsLeftOut() {
    let roster = Self.roster(["ada", "ben", "cy"])
    let result = Self.read([Self.folder("in", ["ada/pay.eb", "ben/pay.eb", "ada.eb", "cy.eb"])], ["pay"], roster)
    #expect(result.students == ["ada: pay=in/ada/pay.eb", "ben: pay=in/ben/pay.eb", "cy: pay=in/cy.eb"])
    #expect(result.leftOut == ["in/ada.eb"])
  }

  @Test(arguments: strays) func oneStrayFileNextToOneFolder(_ stray: String) {
    for roster in [nil, Self.roster(["ada", "ben"])]
    where roster != nil || ["pay.eb", "README.md", "x.png"].contains(stray) {
      let result = Self.read([Self.folder("in", ["ada/pay.eb", stray])], ["pay"], roster)
      #expect(result.students.first == "ada: pay=in/ada/pay.eb")
      #expect(result.leftOut == ["in/\(stray)"])
    }
  }

  @Test(arguments: ["pay.eb", "README.md", "notes.txt", "x.png"]) func oneStrayFileNextToFiles(_ stray: String) {
    for roster in [nil, Self.roster(["ada", "ben"])] {
      let result = Self.read([Self.folder("in", ["ada.eb", "ben.eb", stray])], ["pay"], roster)
      #expect(result.students == ["ada: pay=in/ada.eb", "ben: pay=in/ben.eb"])
      #expect(result.leftOut == ["in/\(stray)"])
    }
  }

  @Test(arguments: ["old/pay.eb", "solutions/pay.eb", "images/x.png"]) func oneStrayFolderNextToFiles(_ stray: String) {
    for roster in [nil, Self.roster(["ada", "ben"])] {
      for files in [["ada.eb", "ben.eb"], ["ada_1_2_pay.eb", "ben_3_4_pay.eb"]] {
        let result = Self.read([Self.folder("in", files + [stray])], ["pay"], roster)
        #expect(result.students == ["ada: pay=in/\(files[0])", "ben: pay=in/\(files[1])"])
        #expect(result.leftOut == ["in/\(stray.prefix { $0 != "/" })"])
      }
    }
  }

  /// Everybody on the roster is a student, whatever layout the others use.
  @Test func theRosterDecidesWhoIsAStudent() {
    let folder = Self.folder("in", ["ada.eb", "ben.eb", "cy/pay.eb", "old/pay.eb"])
    let result = Self.read([folder], ["pay"], Self.roster(["ada", "ben", "cy"]))
    #expect(result.students == ["ada: pay=in/ada.eb", "ben: pay=in/ben.eb", "cy: pay=in/cy/pay.eb"])
    #expect(result.leftOut == ["in/old"])
    // The majority of the roster decides, not the majority of entries.
    let mixed = Self.folder("in", ["ada/pay.eb", "ben/pay.eb", "x.eb", "y.eb", "z.eb"])
    #expect(
      Self.read([mixed], ["pay"], Self.roster(["ada", "ben"])).students
        == ["ada: pay=in/ada/pay.eb", "ben: pay=in/ben/pay.eb"])
  }

  @Test func aFolderOfOneStudentIsRecognized() {
    for files in [["pay.eb"], ["pay.eb", "tests/x.py", "README.md"], ["pay.eb", "owe.eb", "old/pay.eb"]] {
      let result = Self.read([Self.folder("ada", files)], ["pay", "owe"])
      #expect(result.students.count == 1 && result.students[0].hasPrefix("ada: ") && result.leftOut == [], "\(files)")
    }
    // The same files as a shell lists them.
    let all = [
      Self.folder("ada", ["pay.eb", "old/pay.eb"]), Self.folder("ben", ["src/pay.eb"]), Self.folder("cy", ["mine.eb"]),
    ]
    #expect(Self.read(all).students.map { $0.prefix { $0 != ":" } } == ["ada", "ben", "cy"])
  }

  @Test func nbgradersFoldersMayHaveOtherAssignments() {
    let folder = Self.folder("submitted", ["ada/paying/pay.eb", "ada/owing/owe.eb", "ben/owing/owe.eb", "pay.eb"])
    for roster in [nil, Self.roster(["ada", "cy"])] {
      let result = Self.read([folder], ["pay"], roster)
      #expect(result.students == ["ada: pay=submitted/ada/paying/pay.eb", "ben: "] + (roster == nil ? [] : ["cy: "]))
      #expect(result.leftOut == ["submitted/pay.eb"])
    }
  }

  /// Folders that unpacked archives or sections create.
  @Test func foldersAroundAClassAreSearched() {
    let class1 = ["ada/pay.eb", "ben/pay.eb"]
    let inner = Self.read([Self.folder("x", (class1 + ["pay.eb"]).map { "download/\($0)" } + ["readme.txt"])])
    #expect(inner.students == ["ada: pay=x/download/ada/pay.eb", "ben: pay=x/download/ben/pay.eb"])
    #expect(inner.leftOut == ["x/download/pay.eb", "x/readme.txt"])
    let files = Self.read([Self.folder("x", ["download/ada.eb", "download/ben.eb"])])
    #expect(files.students == ["ada: pay=x/download/ada.eb", "ben: pay=x/download/ben.eb"])
    let sections = Self.read(
      [Self.folder("x", ["a/ada.eb", "b/ben.eb", "img/x.png"])], ["pay"], Self.roster(["ada", "ben"]))
    #expect(sections.students == ["ada: pay=x/a/ada.eb", "ben: pay=x/b/ben.eb"])
    #expect(sections.leftOut == ["x/img"])
    // A class with one student is not a folder around a class.
    #expect(
      Self.read([Self.folder("x", ["ada/paying/pay.eb", "ada/owing/owe.eb"])]).students == [
        "ada: pay=x/ada/paying/pay.eb"
      ])
  }

  // MARK: Sections

  private static func sections(_ paths: [String], _ exercises: [String] = ["pay", "tell"]) -> [ClassFault] {
    SubmissionLayout([folder("in", paths)], exercises: exercises, roster: nil).sections
  }

  /// No student is hidden by the name of a section.
  @Test func sectionsNeedNoRoster() {
    let paths = ["A/ada/pay.eb", "A/ben/pay.eb", "B/cy/pay.eb", "B/dan/src/pay.eb"]
    for more in [[], ["C/eve/pay.eb"], ["flo/pay.eb"], ["notes.txt"], ["img/x.png"]] {
      let result = Self.read([Self.folder("in", paths + more)], ["pay", "tell"])
      let students = ["ada", "ben", "cy", "dan"] + (more.isEmpty ? [] : ["eve", "flo"].filter(more[0].contains))
      #expect(result.students.map { String($0.prefix { $0 != ":" }) } == students, "\(more)")
      #expect(result.students.allSatisfy { $0.contains("pay=in/") })
      #expect(Self.sections(paths + more).map(\.kind) == [.section])
    }
    // There can be one more folder around the sections.
    #expect(Self.read([Self.folder("x", paths.map { "in/\($0)" })]).students.count == 4)
  }

  /// A download for each section, even if it contains only one student.
  @Test func sectionsOfDownloadsNeedNoRoster() {
    for (paths, students) in [
      (["A/ada_1_2_pay.eb", "B/ben_3_4_pay.eb", "B/cy_5_6_pay.eb"], ["ada", "ben", "cy"]),
      (["A/Ada_1_assignsubmission_file/pay.eb", "B/Ben_2_assignsubmission_file/pay.eb"], ["Ada", "Ben"]),
      (["A/submission_1/pay.eb", "B/submission_2/pay.eb"], ["submission_1", "submission_2"]),
      // Several attempts of students.
      (["A/submission_1/pay.eb", "B/submission_1/pay.eb"], ["A", "B"]),
    ] {
      let result = Self.read([Self.folder("in", paths)])
      #expect(result.students.map { String($0.prefix { $0 != ":" }) } == students)
      #expect(Self.sections(paths).count == (students == ["A", "B"] ? 0 : 1))
    }
  }

  /// A student's folder can have subfolders.
  @Test(arguments: [
    ["ada/paying/pay.eb", "ada/owing/pay.eb", "ben/paying/pay.eb", "ben/owing/pay.eb"],
    ["ada/old/pay.eb", "ada/new/pay.eb", "ben/new/pay.eb"],
    ["ada/pay/pay.eb", "ada/tell/tell.eb", "ben/pay/pay.eb", "ben/tell/tell.eb"],
    ["ada/pay.eb", "ada/v1/pay.eb", "ada/v2/pay.eb", "ben/pay.eb", "ben/a/pay.eb", "ben/b/pay.eb"],
    ["ada/a/pay.eb", "ada/b/tell.eb", "ben/c/pay.eb", "ben/d/tell.eb"],
  ])
  func foldersOfStudentsAreNotSections(_ paths: [String]) {
    let result = Self.read([Self.folder("in", paths)], ["pay", "tell"])
    #expect(result.students.map { $0.prefix { $0 != ":" } } == ["ada", "ben"])
    #expect(Self.sections(paths) == [])
  }

  // MARK: One student, misnamed

  @Test(arguments: [
    ["telll.eb", "pay.eb"], ["tell.zip"], ["tell.zip", "pay.eb"], ["Tel.eb", "pay (1).eb", "notes.txt"],
    ["tell.eb.zip", "pay.txt"], ["tell.eb", "pya.eb"], ["tell.eb/", "pay.eb"],
  ])
  func misnamedAnswersAreOneStudents(_ files: [String]) {
    let result = Self.read([Self.folder("ada", files)], ["pay", "tell"])
    #expect(result.students.map { $0.prefix { $0 != ":" } } == ["ada"] && result.leftOut == [], "\(result)")
  }

  /// A student's name can resemble an exercise.
  @Test(arguments: [
    (["pat.eb", "ray.eb"], ["pat", "ray"]), (["pat.eb", "ben.eb", "cy.eb"], ["ben", "cy", "pat"]),
    (["tall.eb", "ben.eb", "cy.eb", "pay.eb"], ["ben", "cy", "tall"]),
    (["ada.eb", "ben.eb", "tell.zip"], ["ada", "ben"]),
  ])
  func studentsMayHaveNamesLikeExercises(_ files: [String], _ students: [String]) {
    let result = Self.read([Self.folder("in", files)], ["pay", "tell"])
    #expect(result.students.map { String($0.prefix { $0 != ":" }) } == students)
  }

  // MARK: Hidden files

  @Test func hiddenSubmissionsAreReported() {
    for folder in [["ada/pay.eb", "ben/pay.eb"], ["ada.eb", "ben.eb"]] {
      let all =
        folder + [".eve/pay.eb", ".bob.eb", ".DS_Store", ".git/pay.eb", "._ada.eb", "__MACOSX/pay.eb", ".cfg/x"]
      let result = Self.read([Self.folder("in", all)])
      #expect(result.students == ["ada: pay=in/\(folder[0])", "ben: pay=in/\(folder[1])"])
      #expect(result.leftOut == ["in/.bob.eb", "in/.eve"])
    }
  }

  @Test(arguments: [
    (".tell.eb", ".tell.eb"), (".x/tell.eb", ".x/tell.eb"), ("tell.eb/", "tell.eb/"),
    ("tell.eb/notes.doc", "tell.eb/notes.doc"),
    ("sub/.tell.eb", "sub/.tell.eb"), (".tell.txt.eb", ".tell.txt.eb"),
  ])
  func aHiddenAnswerIsExplained(_ path: String, _ shown: String) {
    var files = Self.folder("ada", ["pay.eb", path])
    if path.hasSuffix("/") {
      files.entries[1] = FileTree(name: "tell.eb", path: "ada/tell.eb", kind: .folder)
    }
    let found = StudentFiles(files.allFiles, exercises: ["pay", "tell"], hidesNames: false)
    #expect(found.answers["tell"] == nil && found.answers["pay"]?.count == 1)
    #expect(found.absence(of: "tell") == .missing("No file is named tell.eb; found \(shown)."))
  }

  @Test func oneRepositoryAStudent() {
    let folder = Self.folder(
      "clones", ["paying-ada/pay.eb", "paying-ben-2/src/pay.eb", "mary-ann/pay.eb", "paying-ada/README.md"])
    let result = Self.read([folder], ["pay"], Self.roster(["ada", "ben-2", "ann"]))
    #expect(
      result.students == [
        "ada: pay=clones/paying-ada/pay.eb", "ann: ", "ben-2: pay=clones/paying-ben-2/src/pay.eb",
        "mary-ann: pay=clones/mary-ann/pay.eb",
      ])
    let one = Self.read([Self.folder("clones", ["paying-ada/pay.eb"])], ["pay"], Self.roster(["ada", "ben"]))
    #expect(one.students == ["ada: pay=clones/paying-ada/pay.eb", "ben: "])
  }

  @Test func gradescopesFolders() {
    let metadata = """
      ---
      submission_11:
        :submitters:
        - :name: Jane Doe
          :sid: '7'
          :email: jane@example.org
        :created_at: 2026-11-26 10:00:00
        :results:
          :tests:
          - :name: x
      submission_12:
        :submitters:
        - :name: "Sam \\"Sammy\\" Lee"
          :email: sam@example.org
        - :name: O''Neil
          :sid:
          :email: 'oneil@example.org'

      """
    var folder = Self.folder(
      "export", ["submission_11/pay.eb", "submission_12/Pay.eb", "submission_13/pay.eb", "pay.eb"])
    folder.entries.append(
      FileTree(
        name: GradescopeExport.fileName, path: "export/" + GradescopeExport.fileName, kind: .file,
        metadata: Array(metadata.utf8)))
    let plain = Self.read([folder])
    #expect(
      plain.students == [
        "Jane Doe: pay=export/submission_11/pay.eb", "O''Neil: pay=export/submission_12/Pay.eb",
        "Sam \"Sammy\" Lee: pay=export/submission_12/Pay.eb", "submission_13: pay=export/submission_13/pay.eb",
      ])
    #expect(plain.leftOut == ["export/pay.eb"])
    let roster = Roster(
      CSVReading(
        Array(
          "First Name,Last Name,SID,Email,Submission ID\nJ.,D.,7,,\nS.,L.,,sam@example.org,\nN.,O.,,oneil@example.org,\nZ.,Z.,9,,13\n"
            .utf8)),
      name: "roster.csv")
    #expect(
      Self.read([folder], ["pay"], roster).students == [
        "J. D.: pay=export/submission_11/pay.eb", "N. O.: pay=export/submission_12/Pay.eb",
        "S. L.: pay=export/submission_12/Pay.eb", "Z. Z.: pay=export/submission_13/pay.eb",
      ])
    // The same in a folder of its own, as in the archive.
    let wrapped = FileTree(name: "in", path: "in", kind: .folder, entries: [folder])
    #expect(Self.read([wrapped]).students == plain.students)
  }

  // MARK: Names of files

  @Test(arguments: [
    "tell (1).eb", "Tell.eb", "TELL.EB", "tell.eb.txt", "tell.txt", "tell", "tell(2).eb", "tell - Copy.eb",
    "tell - Kopie (2).eb",
    "Copy of tell.eb", "tell copy.eb", "tell copy 2.eb", "tell-1.eb", "tell 2.eb", "tell_2.eb", "tell.eb (1)",
    " tell .eb", "tell.eb.eb",
    "tell.EB.TXT", "Te-ll.eb", "tell.Eb",
  ])
  func namesChangedByProgramsAreRead(_ name: String) {
    #expect(UploadName(name).exercise(of: ["pay", "tell", "tell-more"]) == "tell")
    let result = Self.read([Self.folder("in", ["ada/\(name)", "ben/tell.eb"])], ["pay", "tell"])
    #expect(result.students == ["ada: tell=in/ada/\(name)", "ben: tell=in/ben/tell.eb"])
  }

  @Test func anExerciseWithANumberKeepsItsName() {
    let exercises = ["pay", "pay-2"]
    for (name, exercise) in [
      ("pay-2.eb", "pay-2"), ("pay 2.eb", "pay-2"), ("Pay_2.eb", "pay-2"), ("pay-3.eb", "pay"),
      ("pay-2 (1).eb", "pay-2"),
      ("pay (2).eb", "pay"), ("Pay (2).eb", "pay"), ("pay-2-1.eb", "pay-2"),
    ] {
      #expect(UploadName(name).exercise(of: exercises) == exercise, "\(name)")
    }
  }

  @Test func anExerciseIsMentionedByItsWholeWords() {
    let exercises = ["pay", "pay-more", "tell"]
    for (name, exercise) in [
      ("ada-tell.eb", "tell"), ("Ada_TELL_2.eb", "tell"), ("ada pay more.eb", "pay-more"), ("pay_ada.eb", "pay"),
      ("telling.eb", nil), ("more-pay.eb", "pay"), ("pay-tell.eb", nil), ("ada.eb", nil), ("-.eb", nil),
      ("zoë-tell.eb", "tell"), ("tellë.eb", nil), ("ada-tell.zip", nil),
    ] {
      #expect(UploadName(name).mentionedExercise(of: exercises) == exercise, "\(name)")
    }
    #expect(UploadName("ada.eb").mentionedExercise(of: ["-"]) == nil)
  }

  @Test func lettersAndNumbersAreThoseOfUnicode() {
    #expect("Te-ll (2).EB".lettersAndNumbers() == "tell2eb")
    #expect("Ünï (Ⅷ) 名-前".lettersAndNumbers(and: "(") == "ünï(ⅷ名前")
    for scalar in (0...0x17F).compactMap({ Unicode.Scalar($0 as UInt32) }) {
      let character = Character(scalar)
      #expect(character.isLetterOrNumber == (character.isLetter || character.isNumber), "\(scalar.value)")
      let kept = "\(character)".lowercased().filter { $0.isLetter || $0.isNumber }
      #expect("\(character)".lettersAndNumbers() == kept, "\(scalar.value)")
    }
  }

  @Test(arguments: ["tell.zip", "tell.eb.zip", "all.tar.gz", "tell.7z"]) func archivesAreRefused(_ name: String) {
    let layout = SubmissionLayout(
      [Self.folder("in", ["ada/\(name)", "ben/tell.eb"])], exercises: ["tell"], roster: nil)
    let ada = ClassSubmissions(layout.submissions, nil).students[0]
    let files = StudentFiles(ada.files, exercises: ["tell"], hidesNames: false)
    #expect(files.absence(of: "tell") == .refused("\(name): archives are not opened; unpack the files and grade again"))
    // Next to an answer the archive does not matter.
    let both = SubmissionLayout(
      [Self.folder("in", ["ada/\(name)", "ada/tell.eb", "ben/tell.eb"])], exercises: ["tell"], roster: nil)
    #expect(
      StudentFiles(ClassSubmissions(both.submissions, nil).students[0].files, exercises: ["tell"], hidesNames: false)
        .answers[
          "tell"]?.count == 1)
  }

  @Test func otherFilesAreExplained() {
    func absence(_ files: [String], _ exercises: [String], hidesNames: Bool = false) -> StudentFiles.Absence {
      let all = Self.folder("ada", files).allFiles
      return StudentFiles(all, exercises: exercises, hidesNames: hidesNames).absence(of: exercises[0])
    }
    #expect(absence(["tell.docx"], ["tell"]) == .missing("No file is named tell.eb; found tell.docx."))
    #expect(absence([], ["tell"]) == .missing(nil))
    #expect(
      absence(["mine.eb"], ["tell", "pay"])
        == .refused("mine.eb: the lesson has several exercises, and no exercise has this name"))
    #expect(
      absence(["ada lovelace.docx"], ["tell"], hidesNames: true) == .missing("No file is named tell.eb; found 1 file."))
    let many = (1...40).map { "photo\($0).png" }
    guard case .missing(let reason?) = absence(many, ["tell"]) else { return #expect(Bool(false)) }
    #expect(reason.hasSuffix(" and 20 more."))
  }

  @Test func mentionedExercisesCountWithoutAnExactName() {
    let only = Self.read([Self.folder("in", ["ada/my-tell-final.eb", "ben/tell.eb"])], ["pay", "tell"])
    #expect(only.students[0] == "ada: tell=in/ada/my-tell-final.eb")
    let both = Self.read([Self.folder("in", ["ada/my-tell-old.eb", "ada/tell.eb", "ben/tell.eb"])], ["pay", "tell"])
    #expect(both.students[0] == "ada: tell=in/ada/tell.eb")
  }

  @Test func aStudentsFileMayBeMisnamedToo() {
    let roster = Self.roster(["ada", "ben", "cy", "Dee (2)", "eve"])
    let folder = Self.folder(
      "in", ["ada (1).eb", "Ben.eb.txt", "cy.txt", "Dee (2).eb", "eve.zip", "flo.txt", "gus.docx"])
    let result = Self.read([folder], ["pay"], roster)
    #expect(
      result.students == [
        "Dee (2): pay=in/Dee (2).eb", "ada: pay=in/ada (1).eb", "ben: pay=in/Ben.eb.txt", "cy: pay=in/cy.txt", "eve: ",
      ])
    #expect(result.leftOut == ["in/flo.txt", "in/gus.docx"])
    #expect(
      Self.read([Self.folder("in", ["ada (1).eb", "ben.eb"])]).students == [
        "ada: pay=in/ada (1).eb", "ben: pay=in/ben.eb",
      ])
    #expect(
      Self.read([Self.folder("in", ["Sam Lee (78).eb", "Sam Lee (79).eb"])]).students
        == ["Sam Lee (78): pay=in/Sam Lee (78).eb", "Sam Lee (79): pay=in/Sam Lee (79).eb"])
  }

  /// `grade LESSON in/*` does the same as `grade LESSON in`.
  @Test(arguments: strays) func filesListedByAShellAreReadAsAFolder(_ stray: String) {
    for names in [["ada/pay.eb", "ben/pay.eb"], ["ada.eb", "ben.eb"]]
    where names[0] == "ada/pay.eb" || !["solution.eb", "class.zip", "pay.zip"].contains(stray) {
      let folder = Self.folder("in", names + [stray])
      let result = Self.read(folder.entries)
      #expect(result.students == ["ada: pay=in/\(names[0])", "ben: pay=in/\(names[1])"])
      #expect(result.leftOut == ["in/\(stray)"])
    }
  }

  @Test func aFileGivenByTheUserIsASubmission() {
    for name in ["pay.eb", "ada.txt", "ada"] {
      let result = Self.read([Self.folder("in", [name]).entries[0]])
      #expect(result.students.count == 1 && result.students[0].hasSuffix("pay=in/\(name)"))
    }
  }

  /// One folder with a file for each student and exercise.
  @Test func aFileMayNameStudentAndExercise() {
    let folder = Self.folder(
      "in", ["ada_pay.eb", "ada_pay-more.eb", "Pay_ben-2.eb", "pay-more-ben-2.eb", "cy.pay.eb", "notes.txt"])
    for roster in [nil, Self.roster(["ada", "ben-2", "cy"])] {
      let result = Self.read([folder], ["pay", "pay-more", "more"], roster)
      #expect(
        result.students == [
          "ada: pay-more=in/ada_pay-more.eb pay=in/ada_pay.eb",
          "ben-2: pay-more=in/pay-more-ben-2.eb pay=in/Pay_ben-2.eb",
          "cy: pay=in/cy.pay.eb",
        ])
      #expect(result.leftOut == ["in/notes.txt"])
    }
    // With only one exercise, the roster is needed to know that a name has two parts.
    let one = Self.folder("in", ["ada_pay.eb", "van_dyke.eb"])
    #expect(
      Self.read([one], ["pay"], Self.roster(["ada", "van_dyke"])).students.map { $0.prefix { $0 != ":" } } == [
        "ada", "van_dyke",
      ])
    #expect(Self.read([one]).students.map { $0.prefix { $0 != ":" } } == ["ada_pay", "van_dyke"])
  }

  /// With a roster, every student has marks. Every file is an answer, part of a reason, or left out.
  @Test func everyFileOfALargeClassIsAccountedFor() {
    let names = (0..<300).map { "s\($0)" }
    for layout in 0..<4 {
      let paths = names.map { name in
        switch layout {
        case 0: "\(name).eb"
        case 1: "\(name)/pay.eb"
        case 2: "paying-\(name)/pay.eb"
        default: "\(name)_1\(name.dropFirst())_2_pay.eb"
        }
      }
      let misnamed = (0..<50).map { "photo\($0).png" }
      let result = Self.read([Self.folder("in", paths + misnamed)], ["pay"], Self.roster(names))
      #expect(result.students.count == 300 && result.students.allSatisfy { $0.contains("pay=") })
      #expect(result.leftOut.count == 50)
    }
  }
}
