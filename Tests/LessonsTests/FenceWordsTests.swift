import Diagnostics
import Testing

@testable import Exercises
@testable import Lessons

/// Fence words that are similar to errorbook's. Without an error a hand-out would publish such fences.
@Suite("Fence words") struct FenceWordsTests {
  private func problems(
    _ words: String, margin: String = "", code: String = "handler KeyError -> \"no\", 500"
  ) -> [LessonProblem] {
    let text = """
      # Paying

      ```errorbook exercise pay
      # your handler
      ```

      ```errorbook tests pay
      expect raise KeyError -> 402
      ```

      ```errorbook solution pay
      handler KeyError -> "no", 402
      ```

      ```errorbook wrong pay
      handler KeyError -> "no", 400
      ```

      ```hint pay
      A handler.
      ```

      \(margin)```\(words)
      \(margin)\(code)
      \(margin)```

      """
    return LessonCheck(Lesson(SourceText(name: "a.md", text))).problems
  }

  @Test(arguments: [
    ("errorbook solutoin pay", "errorbook solution pay"), ("errorbook Solution pay", "errorbook solution pay"),
    ("errorbook solutions pay", "errorbook solution pay"), ("errorbook wrogn pay", "errorbook wrong pay"),
    ("errorbok solution pay", "errorbook solution pay"), ("Errorbook solution pay", "errorbook solution pay"),
    ("errorbook\tsolutoin\tpay", "errorbook solution pay"), ("{.errorbook solution pay}", "errorbook solution pay"),
    ("errorbook: solution pay", "errorbook solution pay"), ("solution pay", "errorbook solution pay"),
    ("soluton pay", "errorbook solution pay"), ("also pay", "errorbook also pay"), ("test pay", "tests pay"),
    ("python errorbook solution pay", "errorbook solution pay"), ("error-book solution pay", nil),
    ("errorbook something pay", nil), ("hnit pay", "hint pay"), ("ouput", "output"), ("errorbook hint pay", "hint pay"),
    ("errorbook predict pay", "errorbook predict"), ("eb solution pay", "errorbook solution pay"),
    ("text also pay", "errorbook also pay"), ("error book wrong pay", "errorbook wrong pay"),
    ("errorbook,solution pay", "errorbook solution pay"), ("solution errorbook pay", "errorbook solution pay"),
    ("eroorbok alsoo pay", "errorbook also pay"), ("{errorbook=solution} pay", "errorbook solution pay"),
    ("errorbook-solution", "errorbook solution"), ("errorbook_solution pay", "errorbook solution pay"),
  ])
  func typingErrorsAreReported(_ words: String, _ suggestion: String?) throws {
    let problem = try #require(problems(words).first { $0.slug == "bad-fence" })
    if let suggestion { #expect(problem.help == "did you mean `\(suggestion)`?") }
    // The same in places where fences are ignored.
    for margin in ["> ", "  ", "- "] where words != "ouput" {
      #expect(problems(words, margin: margin).contains { $0.slug == "unseen-fence" }, "\(margin)\(words)")
    }
  }

  @Test(arguments: [
    "python", "sh", "console", "text", "mermaid", "python pay", "notebook", "workbook pay", "json", "markdown", "",
    "erb", "text pay", "text a solution", "python-console",
  ])
  func otherLanguagesAreNotReported(_ words: String) {
    #expect(problems(words) == [])
    #expect(problems(words, margin: "> ") == [])
  }

  /// Whatever the words are, in any language: a fence that `hand-out` does not know must not contain an answer.
  @Test(arguments: ["loesung pay", "soln pay", "answers", "text", "", "python", "errorbok"])
  func passingAnswersUnderOtherWordsAreReported(_ words: String) {
    #expect(problems(words, code: "handler KeyError -> \"no\", 402").count == 1)
    #expect(problems(words, code: "").allSatisfy { $0.slug == "bad-fence" })
  }

  /// A role alone, or before a word that is not an exercise, whatever the content.
  @Test(arguments: [
    ("solution", "errorbook solution"), ("Solution", "errorbook solution"), ("SOLUTION:", "errorbook solution"),
    ("solutoin", "errorbook solution"), ("also", "errorbook also"), ("wrong", "errorbook wrong"),
    ("answer", "errorbook answer"), ("solution 2", "errorbook solution 2"), ("exercise", "errorbook exercise"),
    ("errorbooksolution pay", "errorbook solution pay"), ("ErrorBookSolution pay", "errorbook solution pay"),
    ("errorboksolution", "errorbook solution"), ("errorbooktests pay", "errorbook tests pay"),
    ("errorbookalso pay", "errorbook also pay"), ("{.solution}", "errorbook solution"),
    ("solution-pay", "errorbook solution pay"), ("pay_solution", "errorbook solution pay"),
    ("solution:pay", "errorbook solution pay"), ("{solution=pay}", "errorbook solution pay"),
    ("wrong-pay", "errorbook wrong pay"),
  ])
  func aRoleAloneIsReported(_ words: String, _ suggestion: String) {
    for code in ["handler KeyError -> \"no\", 500", "handler KeyError -> \"no\", 402", "# nothing", "x = 1"] {
      let problems = problems(words, code: code)
      #expect(
        problems.map(\.slug) == ["bad-fence"] && problems[0].help == "did you mean `\(suggestion)`?", "\(problems)")
    }
    for margin in ["> ", "  ", "- "] {
      #expect(problems(words, margin: margin).contains { $0.slug == "unseen-fence" }, "\(margin)\(words)")
    }
  }

  // MARK: The `<details>` sections

  @Test(arguments: [
    ("<details>\nx\n\n{}", true), ("> <details>\n\n{}", true), ("<details><details>\n\n{}\n</details>\n", true),
    ("<details>\n\n{}\n</details>\n", false), ("<details>\nx\n", false), ("`<details>`\n\n{}", false),
    ("<!-- <details> -->\n\n{}", false), ("- ```html\n  <details>\n  ```\n\n{}", false), ("    <details>\n\n{}", false),
    ("<detailsx>\n\n{}", false), ("\\<details>\n\n{}", false),
  ])
  func unclosedDetailsWithAnswersAreReported(_ text: String, _ isProblem: Bool) {
    let cell = "```errorbook\nclass E(Exception)\n```\n"
    let lesson = Lesson(SourceText(name: "a.md", "# T\n\n" + text.replacing("{}", with: cell)))
    #expect(LessonCheck(lesson).problems.map(\.slug) == (isProblem ? ["open-fold"] : []))
    if isProblem { #expect(LessonCheck(lesson).problems.map(\.line) == [3]) }
  }

  @Test func answersUnderOtherWordsNameTheirExercise() throws {
    let problem = try #require(problems("loesung pay", code: "handler KeyError -> \"no\", 402").first)
    #expect(problem.slug == "answer-in-text" && problem.line == 23)
    #expect(problem.message == "this fence passes `pay`, so `hand-out` would give an answer to students")
    #expect(
      problem.help
        == "`loesung pay` is not a known kind of fence: write `errorbook also pay` instead, or remove the fence")
  }

  /// Marks other than three backticks at the margin make no fence, so nothing inside is hidden.
  @Test(arguments: [
    "``", "`", "\u{B4}\u{B4}\u{B4}", "'''", "\u{A0}```", "- [ ] ```", "\u{200B}~~~", "\u{2018}\u{2018}\u{2018}",
    "\t```",
  ])
  func otherMarksAreReported(_ marks: String) {
    let text = "\n\(marks)errorbook solution pay\nhandler KeyError -> \"no\", 402\n\(marks)\n"
    #expect(problems("python\n```\n\(text)\n```text").contains { $0.slug == "unseen-fence" })
    let prose = "\nA fence `errorbook solution pay` holds an answer, errorbook solution pay too.\n"
    #expect(problems("python\n```\n\(prose)\n```text") == [])
  }

  @Test func aTabSeparatesWords() {
    #expect(problems("errorbook\tsolution\tpay").map(\.slug) == ["second-solution"])
  }

  @Test func aCommentMayContainAnAnswer() {
    let text = "# T\n\n<!--\n> ```errorbook solution pay\n-->\n"
    #expect(LessonCheck(Lesson(SourceText(name: "a.md", text))).problems == [])
  }
}
