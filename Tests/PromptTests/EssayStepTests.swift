import Exercises
import Lessons
import Testing

@testable import Prompt

/// Tests questions that learners answer in their own words, in the terminal.
@Suite("A text in own words") struct EssayStepTests {
  private static let lesson = """
    # T

    Why did the `402` disappear?

    ```essay cause
    model:
    The cache wrote an entry.
    rubric:
    - names the entry
    - names the release
    ```

    The end.

    """

  @Test("a text ends at an empty line and is shown beside the model answer and the rubric")
  func text() throws {
    var lesson = TypedLesson(Self.lesson)
    #expect(lesson.takeShown().contains("In your own words. Press Enter to write your text. Nobody judges it."))
    let shown = try lesson.type("\nThe table had an entry.\nNobody removed it.\n")
    expectInOrder(
      shown,
      [
        "Your text\n  The table had an entry.\n  Nobody removed it.\n\n",
        "A model answer\n  The cache wrote an entry.\n\n",
        "Compare your text with the model answer. A good text does all of this:\n"
          + "  - names the entry\n  - names the release\n",
        "Press Enter to continue.",
      ])
    #expect(
      lesson.screen.records.map(\.action) == [
        .wrote(essay: "cause", text: "The table had an entry.\nNobody removed it.\n")
      ])
    expectInOrder(try lesson.type(""), ["The end.", "End of this lesson: 1 of 1 text written."])
    // The text is still there, and can be changed.
    #expect(try lesson.type("back").contains("Your text\n  The table had an entry."))
    lesson.editor = { $0 + "And more.\n" }
    #expect(try lesson.type("edit").contains("  Nobody removed it.\n  And more.\n"))
  }

  @Test("sentences typed before Enter start the text, statements still run")
  func early() throws {
    var lesson = TypedLesson(Self.lesson)
    #expect(try lesson.type("class E(Exception)").contains("E -> Exception"))
    #expect(
      try lesson.type("The table had an entry.\nTwo lines.\n").contains("  The table had an entry.\n  Two lines.\n"))
  }

  @Test("an empty text is not saved, and the question can be skipped")
  func nothing() throws {
    var lesson = TypedLesson(Self.lesson)
    #expect(try lesson.type("\n").contains("You wrote nothing."))
    #expect(try lesson.type("\nskip").contains("Skipped. `back` returns to this question."))
    #expect(!lesson.screen.records.contains { if case .wrote = $0.action { true } else { false } })
  }
}
