import Diagnostics
import Exercises
import Lessons
import Rendering
import Testing

/// `check --exercise LESSON#NAME`: finding the exercise, and the result that a student reads.
@Suite("Checking one answer") struct AnswerCheckTests {
  private static func lesson(_ names: String...) -> Lesson {
    let exercises = names.map {
      "```errorbook exercise \($0)\n```\n\n```errorbook tests \($0.prefix { $0 != " " })\nexpect raise KeyError -> 402\n```\n\n"
    }
    return Lesson(SourceText(name: "a.md", exercises.joined()))
  }

  @Test func aReferenceNamesALessonAndAnExercise() {
    let two = Self.lesson("pay", "owe")
    #expect(ExerciseReference("a.md#owe").lesson == "a.md")
    #expect(ExerciseReference("a.md#owe").judge(in: two)?.exercise.name == "owe")
    #expect(ExerciseReference("a.md#other").judge(in: two) == nil)
    // Without a name, the lesson must have only one exercise.
    #expect(ExerciseReference("a.md").judge(in: two) == nil)
    #expect(ExerciseReference("a.md").judge(in: Self.lesson("pay"))?.exercise.name == "pay")
    #expect(ExerciseReference("").lesson == "")
    #expect(ExerciseReference.choices(in: two) == "it has: pay, owe")
    #expect(ExerciseReference.choices(in: Self.lesson()) == "it has no exercises")
  }

  private func check(_ answer: String, _ exercise: String = "pay") throws -> (AnswerCheck.Outcome, String) {
    let judge = try #require(Self.lesson(exercise).judges().first)
    let check = AnswerCheck(SourceText(name: "pay.eb", answer), by: judge, isPlain: true)
    return (check.outcome, Theme.colorless.render(check.text))
  }

  @Test func outcomesMatchLearn() throws {
    #expect(try check("handler KeyError -> \"x\", 402\n") == (.passed, "pay: passed\n"))
    #expect(try check("handler KeyError -> \"x\"\n").0 == .failed)
    #expect(try check("").0 == .failed)
    #expect(try check("handler\n").0 == .unreadable)
    #expect(try check("\0").0 == .unreadable)
    #expect(
      try check("handler KeyError -> \"x\", 402\n", "pay kept")
        == (.failed, "pay: only your teacher can check this; the tests or the solution are not in this copy\n"))
  }

  /// The command shows all problems and the rules, because there is no prompt to ask for more.
  @Test func allProblemsAreShownWithTheRules() throws {
    let tests = "```errorbook exercise pay\n```\n\n```errorbook tests pay\nexpect raise KeyError -> 402\n"
    let more = "test \"owe\" { expect raise ValueError -> 402 }\n```\n"
    let judge = try #require(Lesson(SourceText(name: "a.md", tests + more)).judges().first)
    let check = AnswerCheck(SourceText(name: "pay.eb", "handler KeyError -> \"x\"\n"), by: judge, isPlain: true)
    #expect(
      Theme.colorless.render(check.text) == """
        pay: not passed: Under Flask 3.1.0 in a fresh process: expected `raise KeyError` to give `402`, got `"x", 200`.
        not passed (test "owe"): Under Flask 3.1.0 in a fresh process: expected `raise ValueError` to give `402`, got `500 page`.
        Rules. Your answer is added to the lesson's program. Tests run under Flask 3.1.0 unless they name another release. Not allowed in an answer: `use`, `reset`.

        """)
  }
}
