import Foundation
import Testing

/// `grade` and `report` as a teacher uses them.
@Suite("errorbook grade") struct GradeCommandTests {
  private let shell = Shell()

  init() throws {
    try shell.write(GeneratedClass.lesson, to: "paying.md")
  }

  private func handIn(_ path: String, _ text: String = GeneratedClass.right) throws {
    let folder = shell.folder.file(path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try shell.write(text, to: path)
  }

  /// The student, status, points and lateness of every row of the mark book.
  private func marks(_ arguments: String) throws -> [String] {
    let result = try shell.run("errorbook grade paying.md \(arguments) --format csv")
    #expect(result.status == 0, "\(result.errors)")
    return result.output.components(separatedBy: "\r\n").dropFirst().filter { !$0.isEmpty }.map { row in
      let fields = row.replacing("\"", with: "").components(separatedBy: ",")
      return ([fields[0], fields[2], fields[3]] + (fields[fields.count - 2].isEmpty ? [] : [fields[fields.count - 2]]))
        .joined(separator: " ")
    }
  }

  // MARK: Where submissions lie

  @Test func aFileForEachStudent() throws {
    try handIn("in/ada.eb")
    try handIn("in/ben.eb", "")
    #expect(try marks("in") == ["ada passed 3", "ben empty 0"])
    #expect(try marks("in/ada.eb") == ["ada passed 3"])
  }

  @Test func nbgradersFolders() throws {
    try handIn("submitted/ada/paying/pay.eb")
    try handIn("submitted/ben/paying/notes.txt", "")
    // Of another assignment.
    try handIn("submitted/ada/owing/owe.eb")
    try handIn("submitted/ben/owing/owe.eb")
    #expect(try marks("submitted") == ["ada passed 3", "ben missing 0"])
    try shell.write("id,first_name,last_name,email\nada,Ada,L,a@x.org\ncy,Cy,C,c@x.org\n", to: "students.csv")
    #expect(try marks("submitted --roster students.csv") == ["ada passed 3", "ben missing 0", "cy missing 0"])
  }

  @Test func oneRepositoryAStudent() throws {
    try handIn("clones/paying-ada/pay.eb")
    try handIn("clones/paying-ben-2/pay.eb", "")
    try shell.write("login,name\nada,Ada L.\nben-2,Ben\ncy,Cy\n", to: "roster.csv")
    #expect(try marks("clones") == ["paying-ada passed 3", "paying-ben-2 empty 0"])
    #expect(try marks("clones --roster roster.csv") == ["ada passed 3", "ben-2 empty 0", "cy missing 0"])
    try shell.write(
      "identifier,github_username,github_id,name\nLovelace,ada,1,Ada\nBaker,ben-2,2,\nCole,,,\n",
      to: "classroom_roster.csv")
    #expect(
      try marks("clones --roster classroom_roster.csv") == ["Baker empty 0", "Cole missing 0", "Lovelace passed 3"])
  }

  @Test func canvasDownloads() throws {
    try handIn("in/doejane_11_501_pay.eb")
    try handIn("in/leesam_LATE_12_502_pay-1.eb", "")
    try handIn("in/leesam_13_503_pay.eb")
    #expect(try marks("in") == ["doejane passed 3", "leesam (12) empty 0 yes", "leesam (13) passed 3"])
    try handIn("anonymous/anon_a1B2c_504_pay.eb")
    try handIn("anonymous/LATE_anon_77777_505_pay.eb")
    try handIn("anonymous/van_dyke_14_506_mine.eb")
    #expect(try marks("anonymous") == ["anon_77777 passed 3 yes", "anon_a1B2c passed 3", "van_dyke passed 3"])
    try shell.write("student\nDoe-Jane\n", to: "roster.csv")
    #expect(try marks("in/doejane_11_501_pay.eb --roster roster.csv") == ["Doe-Jane passed 3"])
  }

  @Test func moodleDownloads() throws {
    try handIn("in/Jane Doe_77_assignsubmission_file_/pay.eb")
    try handIn("in/Sam Lee_78_assignsubmission_file_/my answer.eb", "handler")
    try handIn("in/Jane Doe_77_assignsubmission_onlinetext/onlinetext.html", "")
    try handIn("in/__MACOSX/pay.eb", "")
    #expect(try marks("in") == ["Jane Doe passed 3", "Sam Lee syntax-error 0"])
    // Without folders, and of two people with one name.
    try handIn("files/Sam Lee_78_assignsubmission_file_pay.eb")
    try handIn("files/Sam Lee_79_assignsubmission_file_pay.eb", "")
    #expect(try marks("files") == ["Sam Lee (78) passed 3", "Sam Lee (79) empty 0"])
    try shell.write(
      "Identifier,Full name,Grade\nParticipant 78,Sam Lee,\nParticipant 79,Sam Lee,\nParticipant 80,Zoe,\n",
      to: "moodle.csv")
    #expect(
      try marks("files --roster moodle.csv") == ["Sam Lee (78) passed 3", "Sam Lee (79) empty 0", "Zoe missing 0"])
    let filled = try shell.run("errorbook grade paying.md files --roster moodle.csv --fill moodle.csv")
    #expect(filled.output.hasSuffix("Participant 78,Sam Lee,3\nParticipant 79,Sam Lee,0\nParticipant 80,Zoe,\n"))
  }

  /// Gradescope's harness has the files of one student in `/autograder/submission`.
  @Test func aFolderOfOneStudent() throws {
    try shell.write(
      GeneratedClass.lesson
        + GeneratedClass.lesson.split(separator: "\n\n").dropFirst(2).joined(separator: "\n\n")
        .replacing(" pay", with: " pay-more"), to: "two.md")
    try handIn("submission/pay.eb")
    try handIn("submission/pay-more.eb", "")
    for format in ["gradescope", "exercism"] {
      let result = try shell.run("errorbook grade two.md submission --format \(format)")
      #expect(result.status == 0)
      #expect(result.output.contains("pay: who pays is told") && result.output.contains("\"pay-more\""))
    }
    let result = try shell.run("errorbook grade two.md submission --format csv | cut -d, -f1-3")
    #expect(result.output == "student,exercise,status\nsubmission,pay,passed\nsubmission,pay-more,empty\n")
    let empty = try shell.run("mkdir empty; errorbook grade two.md empty --format gradescope")
    #expect(empty.output.contains("\"score\":0") && empty.output.contains("pay: missing"))
  }

  @Test func twoAnswersOfOneStudentAreNotGuessedAt() throws {
    try handIn("in/ada/pay.eb")
    try handIn("in/ada/again/pay.eb", "")
    #expect(try marks("in") == ["ada refused-input 0"])
    // Two copies of one file are no question.
    try handIn("in/ada/again/pay.eb")
    #expect(try marks("in") == ["ada passed 3"])
  }

  @Test func twoFoldersOfOneStudentAreNamed() throws {
    try handIn("in/ada/pay.eb")
    try handIn("in/ada@x.org/pay.eb", "")
    try shell.write("login,email\nada,ada@x.org\nben,ben@x.org\n", to: "roster.csv")
    let json = try shell.run("errorbook grade paying.md in --roster roster.csv --format json")
    #expect(json.output.contains("there is more than one file for this exercise (ada/pay.eb, ada@x.org/pay.eb)"))
    #expect(json.errors.hasPrefix("note: ada has submissions under several names: ada, ada@x.org\n"))
    #expect(try shell.run("errorbook grade paying.md in --roster roster.csv --strict").status == 2)
  }

  @Test func whatWasHandedInFromLearnIsJudgedAgain() throws {
    try handIn(
      "in/ada.md",
      """
      <!-- errorbook hand-in 1 -->
      # Paying

      ## pay

      passed when it was given.

      ```errorbook answer pay
      handler PaymentError -> "not charged"
      ```

      """)
    try handIn("in/README.md", "# No submission\n")
    #expect(try marks("in") == ["ada failed 1"])
  }

  @Test func whatIsNoSubmissionIsNamed() throws {
    try handIn("in/ada.eb")
    try handIn("in/photo\u{1B}[31m.png", "")
    let result = try shell.run("errorbook grade paying.md in")
    #expect(
      result.errors == """
        note: in/photo\\u{1B}[31m.png is no submission by its name
        note: before the marks: 1 file left out; --strict stops here

        """)
    let strict = try shell.run("errorbook grade paying.md in --strict")
    #expect(strict.status == 2 && strict.output == "")
  }

  // MARK: What a teacher adds

  @Test func pointsAreChangedByHandAndLatenessIsShown() throws {
    try handIn("in/ada.eb", "handler PaymentError -> \"not charged\"")
    try shell.write("student,exercise,points,reason\nada,pay,2,\"typo, not ignorance\"\n", to: "overrides.csv")
    try shell.write("student,late\nada,3 hours\n", to: "late.csv")
    let result = try shell.run("errorbook grade paying.md in --overrides overrides.csv --late late.csv")
    #expect(result.output.contains(" failed        2/3  late: 3 hours  changed: 1 to 2: typo, not ignorance\n"))
    // A report of such marks changes no points twice.
    let again = try shell.run(
      """
      errorbook grade paying.md in --overrides overrides.csv --format json --to marks.json
      errorbook report marks.json --overrides overrides.csv --late late.csv
      """)
    #expect(again.output == result.output)
    for points in ["many", "-1", "9223372036854775807"] {
      try shell.write("student,exercise,points\nada,pay,\(points)\n", to: "overrides.csv")
      #expect(try shell.run("errorbook grade paying.md in --overrides overrides.csv").status == 2)
    }
  }

  @Test func aNameInAListThatIsNobodysIsSaid() throws {
    try handIn("in/ada.eb")
    try shell.write("student,exercise,points\nadda,pay,2\nada,play,2\nada,pay,2\n", to: "overrides.csv")
    try shell.write("student,late\nAda,3 hours\n", to: "late.csv")
    let result = try shell.run("errorbook grade paying.md in --overrides overrides.csv --late late.csv")
    #expect(
      result.errors == """
        note: overrides.csv: row 2 (adda, pay) matches no mark
        note: overrides.csv: row 3 (ada, play) matches no mark
        note: late.csv: row 2: Ada is taken for ada
        note: before the marks: 2 rows that match no mark, 1 row matched by another column; --strict stops here

        """)
  }

  @Test func marksThatNobodyCanHaveAreRefused() throws {
    try handIn("in/ada.eb")
    let result = try shell.run(
      """
      errorbook grade paying.md in --format json | sed 's/"points":3/"points":9223372036854775807/' > marks.json
      errorbook report marks.json --format gradescope; echo $?
      """)
    #expect(result.output == "2\n")
    #expect(result.errors.contains("broken-marks"))
  }

  @Test func namesCanStayOutOfAllButTheKey() throws {
    try handIn("in/ada.eb")
    try handIn("in/ben.eb", "handler")
    try handIn("in/photo of ben.png", "")
    for format in ["text", "json", "csv", "junit"] {
      let result = try shell.run(
        "rm -rf key.csv pages; errorbook grade paying.md in --format \(format) --anonymous --key key.csv --feedback pages; ls pages; cat pages/* >&2"
      )
      #expect(result.status == 0)
      #expect(!(result.output + result.errors).contains("ada") && !(result.output + result.errors).contains("ben"))
      #expect(result.output.contains("student-1.md\nstudent-2.md\n"))
    }
    // A regrade of a class with one student more compares the same people.
    let regrade = try shell.run(
      """
      rm -f key.csv; errorbook grade paying.md in --format json --anonymous --key key.csv --to old.json 2>/dev/null
      for name in aa mm zz; do cp in/ada.eb in/$name.eb; done; cp in/ada.eb in/ben.eb
      errorbook grade paying.md in --format json --anonymous --key key.csv --to new.json 2>/dev/null
      errorbook report --diff old.json new.json; grep ben key.csv
      rm in/aa.eb in/mm.eb in/zz.eb; echo handler > in/ben.eb
      """)
    let ben = try #require(regrade.output.split(separator: "\n").last?.split(separator: ",").first)
    #expect(regrade.output.contains("\(ben) pay: syntax-error 0/3 -> passed 3/3\n"))
    #expect(regrade.output.contains("student-5 pay: no mark -> passed 3/3\n"))
    #expect(regrade.output.contains("4 marks changed\n"))
    // A file that is no key is not replaced.
    let other = try shell.run(
      "echo mine > mine.csv; errorbook grade paying.md in --anonymous --key mine.csv; echo $?; cat mine.csv")
    #expect(other.output == "2\nmine\n")
    // The order of the numbers is not that of the names.
    for name in ["cy", "dee", "eve", "flo", "gus"] { try handIn("in/\(name).eb", "") }
    let key = try shell.run(
      "rm key.csv; errorbook grade paying.md in --anonymous --key key.csv >/dev/null; cat key.csv")
    let names = key.output.split(separator: "\r\n").dropFirst().compactMap { $0.split(separator: ",").last }
    #expect(Set(names) == ["ada", "ben", "cy", "dee", "eve", "flo", "gus"])
    #expect(names != names.sorted())
    #expect(try shell.run("errorbook grade paying.md in --anonymous").status == 64)
  }

  @Test func aRegradeShowsWhatChanged() throws {
    try handIn("in/ada.eb")
    try handIn("in/ben.eb", "")
    let result = try shell.run(
      """
      errorbook grade paying.md in --format json --to old.json
      cp in/ada.eb in/ben.eb
      errorbook grade paying.md in --format json --to new.json
      errorbook report --diff old.json new.json; echo $?
      errorbook report --diff old.json old.json; echo $?
      """)
    #expect(
      result.output == "ben pay: empty 0/3 -> passed 3/3\n1 mark changed\n1\n0 marks changed\n0\n")
  }

  /// Lists, and the lesson, may be in the folder of the submissions.
  @Test func theTeachersOwnFilesAreNoStrays() throws {
    try handIn("in/ada.eb")
    try shell.write(GeneratedClass.lesson, to: "in/paying.md")
    try shell.write("student\nada\n", to: "in/roster.csv")
    try shell.write("student,late\nada,1 hour\n", to: "in/late.csv")
    let result = try shell.run(
      "cd in && errorbook grade ./paying.md . --roster roster.csv --late ../in/late.csv --strict --to marks.txt; echo $?"
    )
    #expect(result.output == "0\n" && result.errors == "")
  }

  /// `report` finds people on a roster as `grade` does, whatever the files call them.
  @Test func aReportKnowsTheRoster() throws {
    try handIn("one/paying-ada/pay.eb")
    try handIn("one/paying-ben/pay.eb", "")
    try handIn("two/ada@x.org.eb", "")
    try shell.write("login,email\nada,ada@x.org\nben,b@x.org\ncy,c@x.org\n", to: "roster.csv")
    let result = try shell.run(
      """
      errorbook grade paying.md one --format json --to one.json
      errorbook grade paying.md two --format json --to two.json
      errorbook report one.json two.json --roster roster.csv --format csv | cut -d, -f1-4
      errorbook report --diff one.json two.json --roster roster.csv; echo $?
      errorbook report one.json two.json --roster roster.csv --strict; echo $?
      """)
    #expect(
      result.output == """
        student,exercise,status,points
        ada,pay,empty,0
        ben,pay,empty,0
        cy,pay,missing,0
        ada pay: passed 3/3 -> empty 0/3
        ben pay: empty 0/3 -> missing 0/3
        2 marks changed
        1
        2

        """)
    #expect(
      result.errors.contains(
        "ada has submissions under several names: ada@x.org, paying-ada; the last mark of an exercise counts\n"))
  }

  @Test func theSheetOfASchoolIsFilled() throws {
    try handIn("in/doejane_11_501_pay.eb")
    try handIn("in/roe_12_502_pay.eb", "")
    try shell.write("Student,ID,Paying (9)\n\"Doe, Jane\",11,\n", to: "sheet.csv")
    let result = try shell.run("errorbook grade paying.md in --fill sheet.csv")
    #expect(result.status == 0)
    #expect(result.output == "Student,ID,Paying (9)\n\"Doe, Jane\",11,3\n")
    #expect(
      result.errors == """
        note: roe is in no row of sheet.csv, or could be in several
        note: before the marks: 1 student without a row in the sheet; --strict stops here

        """)
    #expect(try shell.run("errorbook grade paying.md in --fill sheet.csv --column Other").status == 2)
    #expect(try shell.run("errorbook grade paying.md in --fill sheet.csv --format json").status == 64)
  }

  @Test func whatIsThereIsKept() throws {
    try handIn("in/ada.eb")
    try shell.write("mine", to: "marks.csv")
    #expect(try shell.run("errorbook grade paying.md in --to marks.csv").status == 2)
    #expect(try shell.run("cat marks.csv; ls").output.hasPrefix("mine"))
    #expect(try shell.run("errorbook grade paying.md in --to marks.csv --force; ls").output.contains("marks.csv"))
    #expect(try shell.run("cat marks.csv").output.contains("1 passed"))
  }

  // MARK: What cannot be graded

  @Test func exitStatuses() throws {
    try handIn("in/ada.eb", "handler")
    #expect(try shell.run("errorbook grade paying.md in").status == 0)
    #expect(try shell.run("errorbook grade paying.md nowhere").status == 2)
    #expect(try shell.run("errorbook grade nowhere.md in").status == 2)
    #expect(try shell.run("errorbook grade paying.md in --tests nowhere.md").status == 2)
    #expect(try shell.run("errorbook grade paying.md in --jobs 0").status == 64)
    try shell.write("# Nothing to do\n", to: "empty.md")
    #expect(try shell.run("errorbook grade empty.md in").status == 2)
    try shell.write(GeneratedClass.lesson + "\n```tests nobody\nexpect raise KeyError -> 1\n```\n", to: "broken.md")
    #expect(try shell.run("errorbook grade broken.md in").status == 2)
  }

  @Test func aStudentsOwnCheckSaysWhatLearnSays() throws {
    func check(_ text: String) throws -> Int32 {
      try handIn("pay.eb", text)
      return try shell.run("errorbook check --exercise paying.md#pay pay.eb").status
    }
    #expect(try check(GeneratedClass.right) == 0)
    #expect(try check("handler PaymentError -> \"not charged\"\n") == 1)
    #expect(try check("") == 1)
    #expect(try check("handler\n") == 2)
    #expect(try shell.run("errorbook check --exercise paying.md#pay nowhere.eb").status == 2)
    #expect(try shell.run("errorbook check --exercise paying.md#other pay.eb").status == 2)
  }

  // MARK: Hand-out and hand-in

  @Test func aHandOutIsNeverWrittenOver() throws {
    let first = try shell.run("errorbook hand-out paying.md --to out")
    #expect(first.output == "wrote out/paying.md\nwrote out/pay.eb\n")
    #expect(try shell.run("errorbook check out/paying.md; errorbook hand-out paying.md --to out").status == 2)
    let page = try shell.run("cat out/paying.md").output
    #expect(!page.contains("solution") && !page.contains("wrong"))
    #expect(try shell.run("cd out && errorbook check --exercise paying.md#pay pay.eb").status == 1)
  }

  @Test func aHandOutIsWrittenWholeOrNotAtAll() throws {
    let taken = try shell.run(
      "mkdir -p out; echo mine > out/pay.eb; errorbook hand-out paying.md --to out; echo $?; ls out")
    #expect(taken.output == "2\npay.eb\n")
    #expect(taken.errors.contains("out/pay.eb") && !taken.errors.contains("--force"))
    // Missing folders are created.
    #expect(
      try shell.run("errorbook hand-out paying.md --to new/in/here && ls new/in/here").output.hasSuffix(
        "pay.eb\npaying.md\n"))
    #expect(try shell.run("errorbook hand-out paying.md --to out/pay.eb").status == 2)
    #expect(try shell.run("errorbook hand-out paying.md --to out/pay.eb/x").status == 2)
    #expect(try shell.run("errorbook hand-out paying.md --to ''").status == 2)
    // A name that no file can have.
    let long = String(repeating: "a", count: 300)
    try shell.write(GeneratedClass.lesson.replacing(" pay", with: " \(long)"), to: "long.md")
    let failed = try shell.run("errorbook hand-out long.md --to far/away; echo $?; ls")
    #expect(failed.output.hasPrefix("2\n") && !failed.output.contains("far"))
  }

  @Test func aLessonWithAProblemIsNeitherHandedOutNorGraded() throws {
    try handIn("in/ada.eb")
    for (old, new) in [
      ("errorbook solution", "errorbook solutoin"), ("```hint pay", "```hnit pay"),
      ("# Paying", "[x](nowhere.md)\n# Paying"),
      ("\"not charged\", 402\n```\n\n```errorbook wrong", "\"charged\", 402\n```\n\n```errorbook wrong"),
    ] {
      try shell.write(GeneratedClass.lesson.replacing(old, with: new), to: "broken.md")
      let result = try shell.run(
        "errorbook hand-out broken.md --to out; echo $?; ls out; errorbook grade broken.md in; echo $?")
      #expect(result.output == "2\n2\n", "\(new)")
      #expect(result.errors.contains("broken.md:"))
    }
  }

  /// What `learn` keeps becomes one file, and what it says about passing is not believed.
  @Test func whatLearnKeptIsHandedInAndMarked() throws {
    try shell.write(
      "errorbook progress 1\n"
        + ["hint\tpay\t1", "answered\tpay\tx\tpassed\thandler PaymentError -> \"not charged\"\\n"].map {
          "\(shell.folder.realPath)/paying.md\t\($0)\n"
        }.joined(), to: "log")
    let result = try shell.run(
      """
      mkdir -p state/errorbook in; cp log state/errorbook/progress
      errorbook hand-in paying.md --to in/ada.md && cat in/ada.md
      errorbook grade paying.md in --format csv | cut -d, -f1-5
      errorbook hand-in paying.md --to in/ada.md 2>&1 | grep -c force
      """)
    #expect(
      result.output == """
        <!-- errorbook hand-in 1 -->
        # Paying

        ## pay

        passed when it was given, 1 of 1 hints taken.

        ```errorbook answer pay
        handler PaymentError -> "not charged"
        ```
        student,exercise,status,points,possible
        ada,pay,failed,1,3
        0

        """)
  }

  @Test func variantsAreJudgedUnderTheirOwnNames() throws {
    let result = try shell.run(
      """
      mkdir in out
      for student in ada ben; do
        errorbook hand-out paying.md --to out/$student --variant $student > /dev/null
        name=$(grep -o '[A-Za-z]*PaymentError' out/$student/paying.md | head -1)
        text=$(grep -o 'not charged ([a-z]*)' out/$student/paying.md | head -1)
        mkdir in/$student
        echo "handler $name -> \\"$text\\", 402" > in/$student/pay.eb
      done
      mkdir in/cy; cp in/ada/pay.eb in/cy/
      errorbook grade paying.md in --variants --format csv | cut -d, -f1,3
      """)
    #expect(
      result.output == "student,status\nada,passed\nben,passed\ncy,failed\n")
  }

  /// Hands out a variant, and hands in the right answer to it in the starter.
  private func answerVariant(_ seed: String, to path: String) throws {
    let result = try shell.run(
      """
      rm -rf out; errorbook hand-out paying.md --to out --variant '\(seed)' > /dev/null
      name=$(grep -o '[A-Za-z0-9]*PaymentError' out/paying.md | head -1)
      text=$(grep -o 'not charged ([a-z0-9]*)' out/paying.md | head -1)
      mkdir -p "$(dirname '\(path)')"; cp out/pay.eb '\(path)'
      echo "handler $name -> \\"$text\\", 402" >> '\(path)'
      """)
    #expect(result.status == 0)
  }

  /// The teacher handed out by login; folders, and what the roster shows, are something else.
  @Test func nobodyFailsSinceListsShowAnotherName() throws {
    for seed in ["ada1", "ada.l@x.org", "Ada Lovelace"] {
      for folder in ["ada1", "ada.l@x.org", "Ada Lovelace"] {
        try answerVariant(seed, to: "in/\(folder)/pay.eb")
        try answerVariant("ben", to: "in/ben/pay.eb")
        for roster in [
          "login,name,email\nada1,Ada Lovelace,ada.l@x.org\nben,Ben,b@x.org\n",
          "full name,email,sid\nAda Lovelace,ada.l@x.org,ada1\nBen,b@x.org,ben\n",
        ] {
          try shell.write(roster, to: "roster.csv")
          let result = try shell.run(
            "errorbook grade paying.md in --variants --roster roster.csv --strict --format csv | cut -d, -f3")
          #expect(result.output == "status\npassed\npassed\n", "\(seed) in \(folder): \(result.errors)")
        }
        #expect(try shell.run("rm -rf in").status == 0)
      }
    }
    // Without a roster the line in the answer says it, and that it is no name of the folder is named.
    try answerVariant("ada1", to: "in/Ada Lovelace/pay.eb")
    let alone = try shell.run("errorbook grade paying.md in --variants")
    #expect(alone.output.contains("passed") && alone.errors.contains("Ada Lovelace answers the variant of ada1"))
  }

  @Test func anotherStudentsVariantIsNamed() throws {
    try answerVariant("ada", to: "in/ada/pay.eb")
    try answerVariant("ben", to: "in/cy/pay.eb")
    try shell.write("student\nada\nben\ncy\n", to: "roster.csv")
    for format in ["text", "json", "csv", "junit"] {
      let result = try shell.run("errorbook grade paying.md in --variants --roster roster.csv --format \(format)")
      #expect(
        result.errors == """
          note: cy answers the variant of ben (ben)
          note: before the marks: 1 answer to another variant; --strict stops here

          """)
    }
    let json = try shell.run(
      "errorbook grade paying.md in --variants --roster roster.csv --format json 2>/dev/null | grep cy")
    #expect(json.output.contains("\"failed\"") && json.output.contains("This answers the variant of another student."))
    // A student who deleted the line is judged by their own.
    let deleted = try shell.run(
      "sed -i '/errorbook variant/d' in/*/pay.eb; errorbook grade paying.md in --variants --format csv | cut -d, -f3")
    #expect(deleted.output == "status\npassed\nfailed\n")
    #expect(
      deleted.errors == """
        note: an answer of ada does not say which variant it answers
        note: an answer of cy does not say which variant it answers
        note: before the marks: 2 answers that name no variant; --strict stops here

        """)
    #expect(try shell.run("errorbook grade paying.md in --variants --strict").status == 2)
    // A teacher who forgot the option gets a note.
    try answerVariant("ada", to: "in/ada/pay.eb")
    #expect(try shell.run("errorbook grade paying.md in").errors.contains("there is no --variants"))
  }
}
