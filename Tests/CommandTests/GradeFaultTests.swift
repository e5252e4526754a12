import Foundation
import SeededRandom
import TemporaryFolder
import Testing

/// Faults of a class that would silently change somebody's marks.
@Suite("Faults that grade reports") struct GradeFaultTests {
  private let shell = Shell()

  init() throws { try shell.write(GeneratedClass.lesson, to: "paying.md") }

  private func handIn(_ path: String, _ text: String = GeneratedClass.right) throws {
    let folder = shell.folder.file(path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try shell.write(text, to: path)
  }

  // MARK: Variants

  /// Hands out a variant and hands in a correct answer under another name.
  private func answerVariant(_ seed: String, statedAs stated: String, to path: String) throws {
    let result = try shell.run(
      """
      rm -rf out; errorbook hand-out paying.md --to out --variant '\(seed)' > /dev/null
      name=$(grep -o '[A-Za-z0-9]*PaymentError' out/paying.md | head -1)
      text=$(grep -o 'not charged ([a-z0-9]*)' out/paying.md | head -1)
      mkdir -p "$(dirname '\(path)')"
      echo '# errorbook variant: \(stated)' > '\(path)'
      echo "handler $name -> \\"$text\\", 402" >> '\(path)'
      """)
    #expect(result.status == 0)
  }

  /// A seed chosen so that its names are the names of ada's lesson.
  @Test func craftedSeedIsNotVariantOfStudent() throws {
    try answerVariant("ada", statedAs: "ada", to: "in/ada/pay.eb")
    for seed in ["ben_.__+", "be.n", "ben+"] {
      try answerVariant(seed, statedAs: seed, to: "in/ben/pay.eb")
      let result = try shell.run("errorbook grade paying.md in --variants --format csv | cut -d, -f1,3")
      #expect(result.output == "student,status\nada,passed\nben,failed\n")
      #expect(result.errors.contains("note: ben answers the variant of \(seed), which no list has in this spelling"))
    }
  }

  @Test func correctAnswerUnderOtherNamePassesAndIsReported() throws {
    try answerVariant("ben", statedAs: "Ben", to: "in/ben/pay.eb")
    let alone = try shell.run("errorbook grade paying.md in --variants")
    #expect(alone.output.contains("passed") && alone.errors.contains("ben answers the variant of Ben"))
    try shell.write("student\nBen\n", to: "roster.csv")
    let listed = try shell.run("errorbook grade paying.md in --variants --roster roster.csv")
    #expect(listed.output.contains("passed"))
    #expect(
      listed.output.contains("The answer states one variant but fits the variant for another name of the student."))
  }

  // MARK: Complete output or none

  /// If a page cannot be written, the run stops before the marks, the key and the other pages.
  @Test(
    .sampled,
    arguments: TestRun.sample(
      [
        "mkdir pages; echo mine > pages/ben.md", "echo mine > pages", "mkdir -p pages/ben.md",
        "mkdir pages; ln -s /nowhere pages/ben.md",
        "ln -s /nowhere pages", "touch marks.csv",
      ], 3))
  func pagesAndMarksAreWrittenTogether(_ obstacle: String) throws {
    for name in ["ada", "ben", "cy"] { try handIn("in/\(name).eb") }
    let result = try shell.run(
      """
      \(obstacle); find pages marks.csv 2>/dev/null > before
      errorbook grade paying.md in --feedback pages --format csv --to marks.csv; echo $?
      [ -s before ] && find pages marks.csv 2>/dev/null | diff before - && echo kept
      """)
    #expect(result.errors.contains("unwritable-file"))
    #expect(result.output == "2\nkept\n", "\(result)")
    let shown = try shell.run("rm -f marks.csv; errorbook grade paying.md in --feedback pages --format csv")
    if obstacle != "touch marks.csv" { #expect(shown.status == 2 && shown.output == "") }
  }

  @Test func keyIsWrittenOnlyWithMarks() throws {
    for name in ["ada", "ben"] { try handIn("in/\(name).eb") }
    let result = try shell.run(
      """
      mkdir pages; echo mine > pages/student-2.md
      errorbook grade paying.md in --feedback pages --anonymous --key key.csv; echo $?; ls pages; ls key.csv
      """)
    #expect(result.output == "2\nstudent-2.md\n")
  }

  /// File systems limit names in bytes, and one character can have hundreds of them.
  @Test func longNameHasFeedbackPage() throws {
    let name = "a" + String(repeating: "\u{301}", count: 400)
    try handIn("in/ada.eb")
    try shell.write("student\nada\n\(name)\n\(String(repeating: "é", count: 300))\n", to: "roster.csv")
    let result = try shell.run(
      "errorbook grade paying.md in --roster roster.csv --feedback pages > /dev/null; echo $?; ls pages | wc -l")
    #expect(result.output == "0\n3\n", "\(result.errors)")
  }

  // MARK: Lists

  @Test func studentWithoutRowIsReportedBeforeMarks() throws {
    try handIn("in/ada.eb")
    try handIn("in/zoe.eb")
    try handIn("in/empty/notes.txt", "")
    try shell.write("Student,ID,Paying (9)\nada,11,\n", to: "sheet.csv")
    let loose = try shell.run("errorbook grade paying.md in --fill sheet.csv")
    #expect(loose.status == 0 && loose.output.contains("ada,11,3"))
    #expect(
      loose.errors.hasSuffix(
        """
        note: zoe does not match exactly one row of sheet.csv
        note: before you use the marks: 1 file left out, 1 student without a row in the sheet; --strict stops here

        """), "\(loose.errors)")
    let strict = try shell.run(
      "rm -r in/empty; errorbook grade paying.md in --fill sheet.csv --strict --to filled.csv; ls")
    #expect(strict.errors.contains("zoe does not match exactly one row") && !strict.output.contains("filled.csv"))
    let report = try shell.run(
      "errorbook grade paying.md in --format json --to m.json; errorbook report m.json --fill sheet.csv --strict; echo $?"
    )
    #expect(report.output == "2\n" && report.errors.contains("zoe does not match exactly one row"))
  }

  @Test func reportFindsStudentsByAllNames() throws {
    try handIn("gs/submission_5/pay.eb")
    try handIn(
      "gs/submission_metadata.yml",
      "submission_5:\n  :submitters:\n  - :name: Jane Doe\n    :sid: '7'\n    :email: j@x.org\n")
    try handIn("m/Sam Lee_12_assignsubmission_file/pay.eb")
    try shell.write("student_id\n7\n8\n", to: "ids.csv")
    try shell.write("Identifier,Full name\nParticipant 12,Sam Lee\nParticipant 13,Sam Lee\n", to: "moodle.csv")
    for (folder, roster) in [("gs", "ids.csv"), ("m", "moodle.csv")] {
      let result = try shell.run(
        """
        errorbook grade paying.md \(folder) --roster \(roster) --format csv > graded; errorbook grade paying.md \(folder) --format json > m.json
        errorbook report m.json --roster \(roster) --format csv > merged; cat merged; diff graded merged && echo alike
        """)
      #expect(result.output.hasSuffix("alike\n") && result.output.contains("passed"), "\(result)")
      #expect(result.errors == "")
    }
    // Anonymous output contains no names.
    let anonymous = try shell.run(
      """
      errorbook grade paying.md gs --format json --anonymous --key k.csv; errorbook grade paying.md gs --format json > m.json
      errorbook report m.json --format json --anonymous --key k2.csv; cat k.csv >&2
      """)
    for name in ["Jane", "\"7\"", "j@x.org", "submission_5", "names"] { #expect(!anonymous.output.contains(name)) }
    #expect(anonymous.errors.contains("student-1,\"Jane Doe\""))
  }

  @Test func newStudentWithSameNameGetsNewNumber() throws {
    try handIn("m/Sam Lee_12_assignsubmission_file/pay.eb")
    try shell.write("Full name,ID number\nSam Lee,12\n", to: "one.csv")
    try shell.write("Full name,ID number\nSam Lee,12\nSam Lee,10\n", to: "two.csv")
    for (first, second) in [("", ""), ("--roster one.csv", "--roster two.csv")] {
      let result = try shell.run(
        """
        rm -rf k.csv 'm/Sam Lee_10_assignsubmission_file'
        errorbook grade paying.md m \(first) --anonymous --key k.csv --format csv | grep passed
        mkdir 'm/Sam Lee_10_assignsubmission_file'; echo handler > 'm/Sam Lee_10_assignsubmission_file/pay.eb'
        errorbook grade paying.md m \(second) --anonymous --key k.csv --format csv | grep passed
        """)
      #expect(result.output.split(separator: "\r\n").map { $0.prefix(9) } == ["student-1", "student-1"], "\(result)")
      #expect(result.errors == "")
    }
  }

  // MARK: Logs

  @Test func textIsNeverLogCommand() throws {
    let attack = "##[set-env name=A]b"
    try handIn("in/\(attack)/pay.eb")
    try handIn("in/ben/##vso[task x]/notes.docx")
    try handIn("in/::error::cy/pay.eb", "handler")
    try handIn("in/##[x.png")
    try shell.write("student,late\n\(attack),\(attack)\nzoe\(attack),1\n", to: "late.csv")
    try shell.write("student,exercise,points,reason\n\(attack),pay,1,\(attack)\nzoe,\(attack),1,x\n", to: "o.csv")
    let result = try shell.run(
      """
      errorbook grade paying.md in --late late.csv --overrides o.csv; errorbook grade paying.md 'in/##[nowhere'
      errorbook grade paying.md in --format json --to a.json; errorbook grade paying.md in --overrides o.csv --format json --to b.json
      errorbook report --diff a.json b.json; errorbook grade paying.md in --jobs '##[x'
      echo 'handler PaymentError -> "##[error]x ##vso[y"' > a.eb; errorbook check --exercise paying.md#pay a.eb
      """)
    for line in (result.output + result.errors).split(separator: "\n") {
      #expect(!line.contains(#/##[a-z]*\[/#) && !line.drop(while: \.isWhitespace).hasPrefix("::"), "\(line)")
    }
    #expect(result.output.contains("\\u{23}#[set-env name=A]b"))
  }

  // MARK: Layouts

  @Test func sectionsWithoutARosterAreNamed() throws {
    for path in ["A/ada", "A/ben", "B/cy", "B/dan"] { try handIn("in/\(path)/pay.eb") }
    let result = try shell.run("errorbook grade paying.md in --format csv | cut -d, -f1,3")
    #expect(result.output == "student,status\nada,passed\nben,passed\ncy,passed\ndan,passed\n")
    #expect(
      result.errors.hasPrefix("note: in/A, in/B are read as sections")
        && result.errors.hasSuffix("note: before you use the marks: 1 folder with sections; --strict stops here\n"))
  }

  @Test func hiddenFilesAreReported() throws {
    try handIn("in/ada/pay.eb")
    for path in [".eve/pay.eb", ".bob.eb", ".DS_Store", ".git/pay.eb", "ada/.git/x.eb", "ada/._pay.eb", ".config/x"] {
      try handIn("in/\(path)")
    }
    try handIn("in/ben/.pay.eb")
    try handIn("in/cy/notes.txt")
    try handIn("in/cy/pay.eb/.keep")
    let result = try shell.run(
      "rm in/cy/pay.eb/.keep in/cy/notes.txt; errorbook grade paying.md in --format csv | cut -d, -f1,3,6")
    #expect(
      result.output == """
        student,status,reason
        ada,passed,
        ben,missing,"No file is named pay.eb; found .pay.eb."
        cy,missing,"No file is named pay.eb; found pay.eb/."

        """, "\(result)")
    #expect(
      result.errors == """
        note: in/.bob.eb is hidden
        note: in/.eve is hidden
        note: before you use the marks: 2 files left out; --strict stops here

        """)
  }

  // MARK: Files that are read and written

  /// A folder with marks, created once.
  private static let marked = Result { () throws -> Shell in
    let shell = Shell()
    try shell.write(GeneratedClass.lesson, to: "lesson.md")
    try shell.handIn("ada.eb")
    let made = try shell.run("errorbook grade lesson.md ada.eb --format json > m.json; rm lesson.md ada.eb")
    #expect(made.status == 0 && made.errors == "")
    return shell
  }

  /// An input file is never overwritten, even through another path and with --force.
  @Test(
    .sampled,
    arguments: TestRun.sample(
      [
        "grade paying.md in --anonymous --to k.csv --key k.csv", "grade paying.md in --to paying.md",
        "grade paying.md in --to ./in/../paying.md", "grade paying.md in --to link.md",
        "grade paying.md in --to hard.md",
        "grade paying.md in --roster r.csv --to r.csv", "grade paying.md in --late l.csv --to l.csv",
        "grade paying.md in --overrides o.csv --to o.csv", "grade paying.md in --to in/ada.eb",
        "grade paying.md in --to in/ben.zip",
        "grade paying.md in --tests t.md --to t.md", "grade paying.md in --fill s.csv --to s.csv",
        "grade paying.md in --anonymous --key r.csv --roster r.csv", "grade paying.md in --feedback . --roster r.csv",
        "grade paying.md in --feedback pages --to pages/ada.md", "report m.json --to m.json",
        "report m.json --roster r.csv --to r.csv", "report m.json --anonymous --key new.csv --to ./new.csv",
        "export flask a.eb --to a.eb", "export dot a.eb --to ./a.eb",
      ], 4))
  func inputsAreNeverOverwritten(_ command: String) throws {
    try shell.copyFiles(of: Self.marked.get())
    try handIn("in/ada.eb")
    try handIn("in/ben.zip")
    try handIn("in/paying.eb")
    try shell.write("student\nada\nben\npaying\n", to: "r.csv")
    try shell.write("student,late\nada,1\n", to: "l.csv")
    try shell.write("student,exercise,points\nada,pay,1\n", to: "o.csv")
    try shell.write("# T\n\n```tests pay\nexpect raise PaymentError -> 402\n```\n", to: "t.md")
    try shell.write("Student,ID,Paying (9)\nada,11,\n", to: "s.csv")
    try shell.write("class E(Exception)\n", to: "a.eb")
    let force = command.contains("--key r.csv") || command.contains("flask") ? [""] : ["", " --force"]
    for option in force {
      let result = try shell.run(
        """
        ln -sf paying.md link.md; ln -f paying.md hard.md
        find . -type f ! -path './input' ! -name output ! -name errors | sort | xargs -d '\n' sha256sum > /tmp/before-$$
        errorbook \(command)\(option) > out.txt; echo $?; rm out.txt
        find . -type f ! -path './input' ! -name output ! -name errors | sort | xargs -d '\n' sha256sum | diff /tmp/before-$$ - && echo kept; rm /tmp/before-$$
        """)
      #expect(result.output == "64\nkept\n", "\(command)\(option): \(result)")
    }
  }

  @Test func handOutDoesNotOverwriteItsLesson() throws {
    let result = try shell.run(
      "errorbook hand-out paying.md --to .; echo $?; ls; errorbook hand-out ./paying.md --to out")
    #expect(result.output.hasPrefix("64\n") && !result.output.contains("pay.eb\npaying"))
  }

  /// The marks of an earlier run are not an input, wherever they are.
  @Test func marksAreReplacedByForce() throws {
    try handIn("in/ada.eb")
    let result = try shell.run(
      "for i in 1 2; do errorbook grade paying.md in --format csv --to in/marks.csv --force; echo $?; done; cut -d, -f1,3 in/marks.csv"
    )
    #expect(result.output == "0\n0\nstudent,status\nada,passed\n" && result.errors == "")
  }
}
