import Diagnostics
import Exercises
import Interpreter
import Lessons
import Rendering
import Testing

/// Reasons for a prediction, and cells that show only responses.
@Suite("Reasons") struct ReasonsTests {
  private static let lesson = """
    # Two requests

    ```errorbook
    use flask 0.12.2
    class E1(Exception)
    class E2(Exception)
    class E(E1, E2)
    handler E2 -> "E2", 500
    handler Exception -> "other", 500
    raise E1
    ```

    ```errorbook predict brief
    raise E
    ```

    ```output
    raise E
      500 "other"  from handler Exception (line 6), which received E
    ```

    ```reasons
    + The request before it left something behind.
    - The handler for Exception was registered last.
      Order does not matter. In a fresh process:
      > restart
      > raise E
    = "E2"
      A fresh process gives this response.
    ```

    """

  private func check(_ text: String) -> [LessonProblem] { LessonCheck(Lesson(SourceText(name: "a.md", text))).problems }

  @Test func aBriefCellShowsOnlyTheResponseAndTheHandler() {
    #expect(check(Self.lesson) == [])
    let problems = check(Self.lesson.replacing("predict brief", with: "predict"))
    #expect(problems.map(\.slug) == ["output-differs"])
    #expect(problems.first?.details.contains { $0.contains("cached: the table now has an entry") } == true)
  }

  @Test("a counterexample runs in a copy of the session before the cell") func counterexample() throws {
    var session = Session(name: "a.md")
    let run = try #require(Lesson(SourceText(name: "a.md", Self.lesson)).play(in: &session).last)
    let reasons = try #require(run.reasons)
    let texts = reasons.entries.map { run.text(about: $0, isPlain: false, columns: nil).characters }
    #expect(
      texts == [
        "",
        """
        Order does not matter. In a fresh process:
          restart
          raise E
            500 "E2"  from handler E2 (line 5), which received E

        """,
        "A fresh process gives this response.\n",
      ])
  }

  /// A mutation and the message of the problem that it causes.
  @Test(arguments: [
    ("+ The", "- The", "expected one right reason (`+`) and at least one wrong reason (`-`), got 0 and 2"),
    ("- The", "+ The", "expected one right reason (`+`) and at least one wrong reason (`-`), got 2 and 0"),
    ("  Order does not matter. In a fresh process:\n", "", "this entry does not say why it is wrong"),
    ("= \"E2\"", "= \"E3\"", "`\"E3\"` is not a choice"),
    ("= \"E2\"", "= \"other\"", "`\"other\"` is the right result"),
    ("> raise E\n", "> raise Missing\n", "the counterexample has an error: no class is named `Missing`"),
    ("```reasons\n", "```reasons\nno mark\n", "this line belongs to no reason"),
    ("predict brief", "brief", "these reasons do not follow a cell with a prediction, so nobody is asked"),
    (
      "raise E\n```\n\n```output", "class F(E)\n```\n\n```output",
      "this cell shows nothing to predict, so nobody is asked for a reason"
    ),
  ])
  func problem(_ old: String, _ new: String, _ message: String) {
    let problems = check(Self.lesson.replacing(old, with: new, maxReplacements: 1)).filter { $0.slug == "bad-reasons" }
    #expect(problems.contains { $0.message == message }, "\(problems)")
  }
}
