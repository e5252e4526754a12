import Foundation
import TemporaryFolder
import Testing

/// Tests the files that students get and hand in.
@Suite("errorbook hand-out and hand-in") struct HandOutCommandTests {
  private let shell = Shell()

  init() throws { try shell.write(GeneratedClass.lesson, to: "paying.md") }

  @Test func handOutIsNeverOverwritten() throws {
    let first = try shell.run("errorbook hand-out paying.md --to out")
    #expect(first.output == "wrote out/paying.md\nwrote out/pay.eb\n")
    #expect(try shell.run("errorbook check out/paying.md; errorbook hand-out paying.md --to out").status == 2)
    let page = try shell.run("cat out/paying.md").output
    #expect(!page.contains("solution") && !page.contains("wrong"))
    #expect(try shell.run("cd out && errorbook check --exercise paying.md#pay pay.eb").status == 1)
  }

  @Test func handOutIsWrittenCompletelyOrNotAtAll() throws {
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
    // A name that is too long for a file.
    let long = String(repeating: "a", count: 300)
    try shell.write(GeneratedClass.lesson.replacing(" pay", with: " \(long)"), to: "long.md")
    let failed = try shell.run("errorbook hand-out long.md --to far/away; echo $?; ls")
    #expect(failed.output.hasPrefix("2\n") && !failed.output.contains("far"))
  }

  @Test func lessonWithProblemIsNotHandedOutOrGraded() throws {
    try shell.handIn("in/ada.eb")
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

  /// The saved answers become one file. Whether it says that they passed does not matter for grading.
  @Test func savedAnswersAreHandedInAndGraded() throws {
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
        wrote in/ada.md with your answers to "Paying": 1 of 1 exercise answered
        <!-- errorbook hand-in 1 -->
        # Paying

        ## pay

        passed when it was given, 1 of 1 hints used.

        ```errorbook answer pay
        handler PaymentError -> "not charged"
        ```
        student,exercise,status,points,possible
        ada,pay,failed,1,3
        0

        """)
  }

  @Test func checkOfExerciseAgreesWithLearn() throws {
    func check(_ text: String) throws -> Int32 {
      try shell.handIn("pay.eb", text)
      return try shell.run("errorbook check --exercise paying.md#pay pay.eb").status
    }
    #expect(try check(GeneratedClass.right) == 0)
    #expect(try check("handler PaymentError -> \"not charged\"\n") == 1)
    #expect(try check("") == 1)
    #expect(try check("handler\n") == 2)
    #expect(try shell.run("errorbook check --exercise paying.md#pay nowhere.eb").status == 2)
    #expect(try shell.run("errorbook check --exercise paying.md#other pay.eb").status == 2)
  }
}
