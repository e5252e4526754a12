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
    expectInOrder(try lesson.type(""), ["The end.", "End of this lesson: 1 of 1 texts written."])
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

  private func texts(_ lesson: TypedLesson) -> [String] {
    lesson.screen.records.compactMap { if case .wrote(_, let text) = $0.action { text } else { nil } }
  }

  @Test(
    "a sentence starts the text even if it looks like a statement or a command",
    arguments: [
      "Back on Monday", "handlers win by order", "raise the limit first", "goto the next release",
      "step by step it fills the table", "class E is not the cause",
    ])
  func sentences(sentence: String) throws {
    var lesson = TypedLesson(Self.lesson)
    try lesson.type(sentence)
    guard case .askText = lesson.task else {
      Issue.record("no text")
      return
    }
    try lesson.type("Skip it.\n")
    #expect(texts(lesson) == [sentence + "\nSkip it.\n"])
    // As the first line of the text, too.
    var other = TypedLesson(Self.lesson)
    try other.type("\n\(sentence)\n")
    #expect(texts(other) == [sentence + "\n"])
  }

  @Test("Ctrl-C keeps the text, and leaving the step saves it")
  func cancelled() throws {
    var lesson = TypedLesson(Self.lesson)
    try lesson.type("")
    _ = lesson.player.takeText(.cancelled("One line.\nHalf of"), on: &lesson.screen)
    #expect(lesson.takeShown().contains("Your text is kept. Press Enter to continue it."))
    #expect(lesson.player.textToEdit == "One line.\nHalf of")
    var other = lesson
    other.drop()
    #expect(try other.type("").contains("Your text so far\n  One line.\n  Half of\n"))
    try other.type("the rest.\n")
    #expect(texts(other) == ["One line.\nHalf of\nthe rest.\n"])
    for command in ["skip", "quit", "goto 2"] {
      var leaving = lesson
      leaving.drop()
      #expect(try leaving.type(command).contains("Your text is saved."))
      #expect(texts(leaving) == ["One line.\nHalf of\n"])
    }
    lesson.drop()
    #expect(try lesson.type("reset\nskip").hasPrefix("Discarded the start of your text."))
    #expect(texts(lesson) == [])
  }
}
