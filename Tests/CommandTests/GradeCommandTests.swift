import Foundation
import TemporaryFolder
import Testing

/// Tests `grade` as a teacher uses it: files, statuses and options.
@Suite("errorbook grade") struct GradeCommandTests {
  private let shell = Shell()

  init() throws { try shell.write(GeneratedClass.lesson, to: "paying.md") }

  /// Gradescope's harness has the files of one student in `/autograder/submission`.
  @Test func folderOfOneStudent() throws {
    try shell.write(
      GeneratedClass.lesson
        + GeneratedClass.lesson.split(separator: "\n\n").dropFirst(2).joined(separator: "\n\n")
        .replacing(" pay", with: " pay-more"), to: "two.md")
    try shell.handIn("submission/pay.eb")
    try shell.handIn("submission/pay-more.eb", "")
    for format in ["gradescope", "exercism"] {
      let result = try shell.run("errorbook grade two.md submission --format \(format)")
      #expect(result.status == 0)
      #expect(result.output.contains("pay: a payment error has a text") && result.output.contains("\"pay-more\""))
    }
    let result = try shell.run("errorbook grade two.md submission --format csv | cut -d, -f1-3")
    #expect(result.output == "student,exercise,status\nsubmission,pay,passed\nsubmission,pay-more,empty\n")
    let empty = try shell.run("mkdir empty; errorbook grade two.md empty --format gradescope")
    #expect(empty.output.contains("\"score\":0") && empty.output.contains("pay: missing"))
  }

  @Test func otherFilesAreReported() throws {
    try shell.handIn("in/ada.eb")
    try shell.handIn("in/photo\u{1B}[31m.png", "")
    let result = try shell.run("errorbook grade paying.md in")
    #expect(
      result.errors == """
        note: in/photo\\u{1B}[31m.png is not named like a submission
        note: before you use the marks: 1 file left out; --strict stops here

        """)
    let strict = try shell.run("errorbook grade paying.md in --strict")
    #expect(strict.status == 2 && strict.output == "")
  }

  @Test func existingFileIsKept() throws {
    try shell.handIn("in/ada.eb")
    try shell.write("mine", to: "marks.csv")
    #expect(try shell.run("errorbook grade paying.md in --to marks.csv").status == 2)
    #expect(try shell.run("cat marks.csv; ls").output.hasPrefix("mine"))
    #expect(try shell.run("errorbook grade paying.md in --to marks.csv --force; ls").output.contains("marks.csv"))
    #expect(try shell.run("cat marks.csv").output.contains("1 passed"))
  }

  @Test func exitStatuses() throws {
    try shell.handIn("in/ada.eb", "handler")
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
}
