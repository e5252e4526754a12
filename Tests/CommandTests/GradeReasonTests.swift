import Foundation
import SeededRandom
import TemporaryFolder
import Testing

/// Files with wrong names: they count as answers if this is clear, otherwise every format shows a reason for each of them.
@Suite("Misnamed submissions") struct GradeReasonTests {
  private let shell = Shell()

  init() throws { try shell.write(GeneratedClass.lesson, to: "paying.md") }

  private static let formats = TestRun.sample(["text", "json", "csv", "junit"], 2)

  @Test(.sampled) func everyFormatHasReasonForEveryStudent() throws {
    for number in 10..<40 {
      try shell.handIn("in/s\(number)/answer\(number).docx", "PK")
      try shell.handIn("in/t\(number)/pay.zip", "PK")
    }
    try shell.handIn("in/ada/pay.eb")
    for format in Self.formats {
      let result = try shell.run("errorbook grade paying.md in --format \(format)")
      #expect(result.status == 0)
      for number in 10..<40 { #expect(result.output.contains("found answer\(number).docx"), "\(format)") }
      #expect(result.output.components(separatedBy: "pay.zip: archives are not opened").count > 30, "\(format)")
    }
    for format in TestRun.sample(["gradescope", "exercism"], 1) {
      let document = try shell.run("errorbook grade paying.md in/s10 --format \(format)")
      #expect(document.output.contains("answer10.docx"), "\(format)")
      let archive = try shell.run("errorbook grade paying.md in/t10 --format \(format)")
      #expect(archive.output.contains("archives are not opened"), "\(format)")
    }
    let pages = try shell.run(
      "errorbook grade paying.md in --feedback pages > /dev/null; cat pages/s10.md pages/t10.md")
    #expect(pages.output.contains("`answer10.docx.`") && pages.output.contains("archives are not opened"))
    // File names may contain the names of people.
    let anonymous = try shell.run("errorbook grade paying.md in --format csv --anonymous --key key.csv")
    #expect(!anonymous.output.contains("answer1") && !anonymous.errors.contains("answer1"))
  }

  /// Standard error lists every file, and the output stays valid in every format.
  @Test(.sampled) func ignoredFilesAreReported() throws {
    for name in ["ada", "ben"] { try shell.handIn("in/\(name).eb") }
    for number in 10..<40 { try shell.handIn("in/photo\(number).png", "") }
    for format in Self.formats {
      let result = try shell.run("errorbook grade paying.md in --format \(format)")
      for number in 10..<40 {
        #expect(result.errors.contains("in/photo\(number).png is not named like a submission\n"))
      }
      #expect(result.errors.hasSuffix("note: before you use the marks: 30 files left out; --strict stops here\n"))
      #expect(!result.output.contains("photo"))
    }
  }

  @Test func archiveIsNotSubmission() throws {
    try shell.handIn("class.zip", "PK")
    let result = try shell.run("errorbook grade paying.md class.zip")
    #expect(result.status == 2 && result.output == "" && result.errors.contains("unpack it"))
  }

  @Test func twoFilesForOneExerciseAreNamed() throws {
    try shell.handIn("in/ada/pay.eb")
    try shell.handIn("in/ada/pay (1).eb", "")
    let result = try shell.run("errorbook grade paying.md in")
    #expect(
      result.output.contains(
        "The file was not read: there is more than one file for this exercise (pay (1).eb, pay.eb)."))
  }

  /// Markup in a name, a reason or a list is shown as text.
  @Test func noOutputHasMarkupOfAStudent() throws {
    let attack = "a` ```<img src=x onerror=alert(1)>"
    try shell.handIn("in/<b>ada/pay.eb", "handler PaymentError -> \"\(attack)\", 402\n")
    try shell.write("student,late\n<b>ada,\"[now](http://e.org) www.e.org\"\n", to: "late.csv")
    let page = try shell.run(
      "errorbook grade paying.md in --late late.csv --feedback pages > /dev/null; cat pages/*; errorbook grade paying.md in --format junit"
    )
    #expect(page.output.contains("````\"a` ```<img src=x onerror=alert(1)>\", 402````"))
    #expect(page.output.contains("`[now](http://e.org) www.e.org`"))
    #expect(page.output.contains("&lt;b&gt;ada") && !page.output.contains("\"<b>ada"))
  }
}
