import Assignments
import Diagnostics
import Exercises
import Foundation
import Lessons
import Marking
import Rendering
import Testing

@testable import Classroom

/// No format shows more of a teacher's tests than the teacher allows.
@Suite("Hidden tests") struct HiddenTestsTests {
  private static let lesson = Lesson(
    SourceText(
      name: "paying.md",
      """
      # Paying

      ```errorbook
      class PaymentError(Exception)
      ```

      ```errorbook exercise pay
      # your handler
      ```

      ```errorbook tests pay
      test "open" { expect raise PaymentError -> "not charged" }
      ```

      ```errorbook solution pay
      handler PaymentError -> "not charged", 418
      ```

      ```errorbook wrong pay
      handler PaymentError -> "other", 418
      ```

      ```hint pay
      A handler.
      ```

      """))

  /// What a mark may show of each fence: `all` everything, `rationale` the name of the test, `never` nothing.
  private static func tests(_ show: String) -> Lesson {
    Lesson(
      SourceText(
        name: "hidden.md",
        """
        ```tests pay \(show) points=2
        test "MARKER-NAME" {
          class MarkerClass(PaymentError)
          expect raise MarkerClass -> "MARKER-EXPECTED", 418
        }
        ```

        """))
  }

  private static var formats: [String: any MarkFormat] {
    [
      "text": TextMarks(.colorless), "json": JSONMarks(), "csv": CSVMarks(), "junit": JUnitMarks(lesson: "Paying"),
      "exercism": ExercismMarks(), "gradescope": GradescopeMarks(),
    ]
  }

  /// Answers that pass, that fail the hidden test in different ways, and that cannot be judged.
  private static let answers = [
    #"handler PaymentError -> "not charged", 402"#, #"handler PaymentError -> "other""#, "", "handler", "raise Nobody",
    "class MarkerClass(Exception)\nhandler PaymentError -> \"not charged\"", "use flask 0.12.2", "\0",
    "handler PaymentError -> raise PaymentError",
  ]

  private static func outputs(_ show: String) -> [String: String] {
    let grader = Grader(lesson, tests: tests(show))
    #expect(Set(grader.problems().map(\.problem.slug)).isSubset(of: ["solution-fails"]))
    var outputs: [String: String] = [:]
    for answer in answers {
      let mark = grader.mark(SourceText(name: "pay", answer), of: "Ada", by: grader.judges[0])
      for (name, format) in formats {
        var format = format
        let bytes = format.header() + format.write(mark) + format.footer()
        outputs[name, default: ""] += String(decoding: bytes, as: UTF8.self)
      }
      outputs["feedback", default: ""] += FeedbackPage([mark], lesson: "Paying").text
    }
    return outputs
  }

  /// One of the answers contains the hidden class name, so the search covers only the other answers.
  @Test func hiddenTestsAppearNowhere() {
    for show in ["show=never", ""] {
      for (format, text) in Self.outputs(show) {
        #expect(!text.uppercased().contains("MARKER"), "\(format): \(text)")
      }
    }
  }

  @Test func aRationaleShowsTheNameOfTheTest() {
    for (format, text) in Self.outputs("show=rationale") {
      #expect(!text.contains("MARKER-EXPECTED") && !text.contains("MarkerClass"), "\(format): \(text)")
      // Formats without details of tests do not include the name.
      #expect(text.contains("MARKER") || format == "text" || format == "csv" || format == "junit", "\(format): \(text)")
    }
  }

  @Test func visibleTestsAreShown() {
    for (format, text) in Self.outputs("show=all") {
      #expect(text.contains("MARKER-EXPECTED"), "\(format): \(text)")
    }
  }

  /// Only the points are shown.
  @Test func pointsOfAHiddenTestCount() {
    let grader = Grader(Self.lesson, tests: Self.tests("show=never"))
    let mark = grader.mark(SourceText(name: "pay", Self.answers[0]), of: "Ada", by: grader.judges[0])
    #expect(mark.status == .failed)
    #expect((mark.points, mark.possible) == (1, 3))
    #expect(mark.reason == "A hidden test does not pass.")
  }

  @Test func aBrokenFileOfTestsPreventsMarking() {
    func slugs(_ text: String) -> [String] {
      Grader(Self.lesson, tests: Lesson(SourceText(name: "hidden.md", text))).problems().map(\.problem.slug)
    }
    #expect(slugs("```tests nobody\nexpect raise KeyError -> 500\n```\n") == ["unknown-exercise"])
    #expect(slugs("```tests pay show=sometimes\nexpect raise KeyError -> 500\n```\n") == ["bad-fence"])
    #expect(slugs("```tests pay\nexpect\n```\n") == ["broken-tests"])
    #expect(slugs("> ```tests pay\n> expect raise KeyError -> 500\n> ```\n") == ["unseen-fence"])
    #expect(slugs("Nothing here.\n") == ["missing-tests"])
    // A fence with a typing error would be ignored silently.
    let good = "```tests pay\nexpect raise PaymentError -> 418\n```\n"
    #expect(slugs(good) == [])
    #expect(slugs(good + "```test pay\nexpect raise PaymentError -> 1\n```\n") == ["bad-fence"])
    #expect(slugs(good + "```tests\nexpect raise PaymentError -> 1\n```\n") == ["unnamed-fence"])
  }

  /// Messages about a broken file may appear where students see them.
  @Test func errorsInHiddenTestsQuoteNothing() throws {
    for tests in [
      "expect rais MARKER -> \"MARKER\"", "MARKER \"MARKER", "test \"MARKER\" under MARKER { raise MARKER }",
    ] {
      let file = Lesson(SourceText(name: "hidden.md", "```tests pay\n\(tests)\n```\n"))
      let (name, problem) = try #require(Grader(Self.lesson, tests: file).problems().first)
      #expect(name == "hidden.md" && problem.line == 2 && problem.slug == "broken-tests")
      let text = problem.message + (problem.help ?? "") + problem.details.joined()
      #expect(!text.contains("MARKER"), "\(text)")
    }
  }

  /// Tests that the lesson's own solution does not pass are wrong, and every student would lose points.
  @Test func testsThatTheSolutionFailsPreventMarking() throws {
    #expect(Grader(Self.lesson).problems().isEmpty)
    for show in ["show=never", "show=all"] {
      let (name, problem) = try #require(Grader(Self.lesson, tests: Self.tests(show)).problems().first)
      #expect(name == "hidden.md" && problem.line == 1 && problem.slug == "solution-fails")
      #expect(!problem.message.uppercased().contains("MARKER"))
    }
  }

  /// `check --exercise` and `learn` show no more than a mark does.
  @Test func verdictsForLearnersHideTestsToo() throws {
    let judge = Grader(Self.lesson, tests: Self.tests("show=rationale")).judges[0]
    for (index, answer) in Self.answers.enumerated() where index != 5 {
      let verdict = judge.verdict(on: SourceText(name: "pay", answer))
      #expect(!Theme.colorless.render(verdict.text(isPlain: true, columns: nil)).uppercased().contains("MARKER"))
    }
    let verdict = judge.verdict(on: SourceText(name: "pay", Self.answers[0]))
    #expect(
      Theme.colorless.render(verdict.text(isPlain: true, columns: nil)).hasSuffix(
        "A hidden test does not pass.\n"))
  }
}
