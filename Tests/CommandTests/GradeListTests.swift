import Foundation
import TemporaryFolder
import Testing

/// Tests `grade` and `report` with the lists and keys of a class.
@Suite("errorbook grade: lists and reports") struct GradeListTests {
  private let shell = Shell()

  init() throws { try shell.write(GeneratedClass.lesson, to: "paying.md") }

  @Test func pointsAreChangedByHandAndLatenessIsShown() throws {
    try shell.handIn("in/ada.eb", "handler PaymentError -> \"not charged\"")
    try shell.write("student,exercise,points,reason\nada,pay,2,\"typo, not ignorance\"\n", to: "overrides.csv")
    try shell.write("student,late\nada,3 hours\n", to: "late.csv")
    let result = try shell.run("errorbook grade paying.md in --overrides overrides.csv --late late.csv")
    #expect(result.output.contains(" failed        2/3  late: 3 hours  changed: 1 to 2: typo, not ignorance\n"))
    // A report of these marks does not apply the overrides again.
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

  @Test func impossibleMarksAreRejected() throws {
    try shell.handIn("in/ada.eb")
    let result = try shell.run(
      """
      errorbook grade paying.md in --format json | sed 's/"points":3/"points":9223372036854775807/' > marks.json
      errorbook report marks.json --format gradescope; echo $?
      """)
    #expect(result.output == "2\n")
    #expect(result.errors.contains("broken-marks"))
  }

  @Test func onlyTheKeyHasNames() throws {
    try shell.handIn("in/ada.eb")
    try shell.handIn("in/ben.eb", "handler")
    try shell.handIn("in/photo of ben.png", "")
    for format in ["text", "json", "csv", "junit"] {
      let result = try shell.run(
        "rm -rf key.csv pages; errorbook grade paying.md in --format \(format) --anonymous --key key.csv --feedback pages; ls pages; cat pages/* >&2"
      )
      #expect(result.status == 0)
      #expect(!(result.output + result.errors).contains("ada") && !(result.output + result.errors).contains("ben"))
      #expect(result.output.contains("student-1.md\nstudent-2.md\n"))
    }
    // A regrade of a class with one more student compares the same people.
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
    // A file that is not a key is not replaced.
    let other = try shell.run(
      "echo mine > mine.csv; errorbook grade paying.md in --anonymous --key mine.csv; echo $?; cat mine.csv")
    #expect(other.output == "2\nmine\n")
    // The numbers are not in the order of the names.
    for name in ["cy", "dee", "eve", "flo", "gus"] { try shell.handIn("in/\(name).eb", "") }
    let key = try shell.run(
      "rm key.csv; errorbook grade paying.md in --anonymous --key key.csv >/dev/null; cat key.csv")
    let names = key.output.split(separator: "\r\n").dropFirst().compactMap { $0.split(separator: ",").last }
    #expect(Set(names) == ["ada", "ben", "cy", "dee", "eve", "flo", "gus"])
    #expect(names != names.sorted())
    #expect(try shell.run("errorbook grade paying.md in --anonymous").status == 64)
  }

  @Test func regradeShowsChanges() throws {
    try shell.handIn("in/ada.eb")
    try shell.handIn("in/ben.eb", "")
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

  /// The lists and the lesson may be in the folder of the submissions.
  @Test func teachersFilesAreNotFaults() throws {
    try shell.handIn("in/ada.eb")
    try shell.write(GeneratedClass.lesson, to: "in/paying.md")
    try shell.write("student\nada\n", to: "in/roster.csv")
    try shell.write("student,late\nada,1 hour\n", to: "in/late.csv")
    let result = try shell.run(
      "cd in && errorbook grade ./paying.md . --roster roster.csv --late ../in/late.csv --strict --to marks.txt; echo $?"
    )
    #expect(result.output == "0\n" && result.errors == "")
  }

  /// `report` finds people on a roster like `grade`, whatever names the files use.
  @Test func reportUsesRoster() throws {
    try shell.handIn("one/paying-ada/pay.eb")
    try shell.handIn("one/paying-ben/pay.eb", "")
    try shell.handIn("two/ada@x.org.eb", "")
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

  @Test func sheetOfSchoolIsFilled() throws {
    try shell.handIn("in/doejane_11_501_pay.eb")
    try shell.handIn("in/roe_12_502_pay.eb", "")
    try shell.write("Student,ID,Paying (9)\n\"Doe, Jane\",11,\n", to: "sheet.csv")
    let result = try shell.run("errorbook grade paying.md in --fill sheet.csv")
    #expect(result.status == 0)
    #expect(result.output == "Student,ID,Paying (9)\n\"Doe, Jane\",11,3\n")
    #expect(
      result.errors == """
        note: roe does not match exactly one row of sheet.csv
        note: before you use the marks: 1 student without a row in the sheet; --strict stops here

        """)
    #expect(try shell.run("errorbook grade paying.md in --fill sheet.csv --column Other").status == 2)
    #expect(try shell.run("errorbook grade paying.md in --fill sheet.csv --format json").status == 64)
  }
}
