import Exercises
import Rendering
import Testing

@testable import Prompt

/// A quiz in `errorbook learn`: two rounds, and no word about right and wrong before a round is complete.
@Suite("The quiz in a lesson") struct LessonQuizTests {
  private static let text = """
    # Two questions

    First the order.

    ```errorbook quiz order
    class E(Exception)
    handler E -> "one", 500
    handler Exception -> "two", 500
    raise E
    ```

    <details>
    <summary>Result</summary>

    ```output
    raise E
      500 "one"  from handler E (line 2), which received E
    ```

    ```reasons
    = "two"
      The last handler does not win:
      > class E(Exception)
      > handler Exception -> "two", 500
      > handler E -> "one", 500
      > raise E
    ```

    </details>

    Then a view.

    ```errorbook quiz view
    handler 404 -> "handled", 404
    respond "returned", 404
    ```

    ```output
    respond "returned", 404
      404 "returned"  from the view: no handler was called
    ```

    The end.
    """

  @Test("a number counts only after all choices were shown")
  func shownChoices() throws {
    var lesson = TypedLesson(Self.text, rows: 10)
    var shown = lesson.takeShown()
    while !shown.contains("class E(Exception)") { shown = try lesson.type("") }
    #expect(lesson.screen.hasRest)
    let rest = try lesson.type("2")
    expectInOrder(rest, ["What does the client get", "I do not know"])
    #expect(lesson.screen.records.isEmpty)
    #expect(lesson.prompt == "quiz before, question 1 of 2> ")
    #expect(try lesson.type("2").hasPrefix("Saved."))
  }

  @Test("a round asks every question before it says which answers were right")
  func round() throws {
    var lesson = TypedLesson(Self.text)
    let first = lesson.takeShown()
    expectInOrder(
      first,
      [
        "This is the round before the course.", "First the order.", "   1  class E(Exception)",
        "What does the client get from `raise E`?", "  1  \"one\"\n  2  \"two\"", "  0  I do not know",
        "Type the number of your answer.",
      ])
    #expect(lesson.prompt == "quiz before, question 1 of 2> ")
    let second = try lesson.type("2")
    expectInOrder(
      second, ["Saved.", "Then a view.", "   1  handler 404", "  2  \"returned\"\n", "  0  I do not know"])
    for hint in ["right", "wrong", "from handler"] { #expect(!second.contains(hint)) }
    let end = try lesson.type("2")
    expectInOrder(end, ["Saved.", "Before the course: 1 of 2 right.", "1         wrong", "2         right"])
    // The explanation would change the second round.
    #expect(!end.contains("does not win"))
    let answers = lesson.screen.records.compactMap { record in
      if case .quizzed(let round, let item, let choice, _) = record.action { "\(round) \(item) \(choice)" } else { nil }
    }
    #expect(answers == ["before order \"two\"", "before view \"returned\""])
  }

  @Test("statements, hints and other answers do not help during a round; the first answer counts")
  func duringARound() throws {
    var lesson = TypedLesson(Self.text)
    #expect(
      try lesson.type("") == "Type a number from 0 to 4. `skip` leaves the question for later.\n")
    for entry in ["raise E", "why", "7", "hunt", "load a.eb"] {
      #expect(try lesson.type(entry) == "That is not one of the answers. Type a number from 0 to 4.\n", "\(entry)")
    }
    for entry in ["hint", "solution", "edit", "reset"] {
      #expect(try lesson.type(entry).hasPrefix("Statements and hints are not available"), "\(entry)")
    }
    try lesson.type("1")
    #expect(try lesson.type("why").contains("That is not one of the answers."))
    let again = try lesson.type("back")
    #expect(again.contains("You answered this question: \"one\". Press Enter to continue."))
    #expect(try lesson.type("2").hasPrefix("You answered this question. Only the first"))
    #expect(try lesson.type("").contains("Then a view."))
    #expect(lesson.player.lessonProgress.quiz.answer(to: "order", in: .before)?.choice == "\"one\"")
  }

  @Test("help lists only the commands of a round")
  func help() throws {
    var lesson = TypedLesson(Self.text)
    let list = try lesson.type("help")
    expectInOrder(list, ["next ", "skip ", "quit ", "help "])
    for word in ["hint ", "solution ", "edit ", "statements"] { #expect(!list.contains(word)) }
    try lesson.type("1\n2")
    #expect(try lesson.type("help").contains("solution "))
  }

  @Test("on a narrow screen the code and the choices are wrapped between words")
  func narrow() throws {
    let long = Self.text.replacing("\"one\", 500", with: "\"the first of these two texts\", 500")
    var lesson = TypedLesson(long)
    lesson.screen.screen.columns = 40
    expectInOrder(
      try lesson.type("again"),
      [
        "   2  handler E -> \"the first of these\n      two texts\", 500\n",
        "  4  no response: the exception leaves\n     the app\n",
      ])
  }

  @Test("a skipped question is asked again at the end")
  func skipped() throws {
    var lesson = TypedLesson(Self.text)
    try lesson.type("skip")
    let end = try lesson.type("I do not know")
    expectInOrder(end, ["The round is not complete. Question 1 has no answer yet."])
    #expect(lesson.prompt == "quiz before> ")
    #expect(try lesson.type("").contains("First the order."))
    #expect(try lesson.type("1").contains("Before the course: 1 of 2 right."))
  }

  @Test("the second round asks the same questions, compares the rounds and explains wrong answers")
  func secondRound() throws {
    var before = TypedLesson(Self.text)
    try before.type("2\n1")
    var lesson = TypedLesson(Self.text, log: before.screen.records)
    #expect(lesson.takeShown().contains("This is the round after the course."))
    try lesson.type("2")
    let end = try lesson.type("2")
    expectInOrder(
      end,
      [
        "Before the course: 0 of 2 right.", "After the course: 1 of 2 right.", "question  before  after",
        "1         wrong   wrong", "2         wrong   right", "Question 1: you chose \"two\"; the result is \"one\".",
        "The last handler does not win:", "500 \"one\"  from handler E (line 3)",
        "You can now run the questions",
      ])
    // Opening the first round again does not send the learner back to the course.
    let records = before.screen.records + lesson.screen.records
    var first = TypedLesson(Self.text, log: records, round: .before)
    let shown = first.takeShown() + (try first.type("goto 3"))
    expectInOrder(shown, ["After the course: 1 of 2 right.", "Question 1: you chose \"two\"", "You can now run"])
    #expect(!shown.contains("Take the quiz again"))
    // Now the lesson is like any other.
    try lesson.type("goto 1")
    #expect(try lesson.type("").contains("500 \"one\"  from handler E (line 2)"))
    #expect(try lesson.type("why").contains("handler E (line 2)"))
  }

  @Test("the learner chooses the round, and comes back to the first open question")
  func chosenRound() throws {
    var lesson = TypedLesson(Self.text, round: .after)
    try lesson.type("1")
    #expect(lesson.prompt == "quiz after, question 2 of 2> ")
    let back = TypedLesson(Self.text, log: lesson.screen.records, round: .after)
    #expect(back.prompt == "quiz after, question 2 of 2> ")
    let other = TypedLesson(Self.text, log: lesson.screen.records)
    #expect(other.prompt == "quiz before, question 1 of 2> ")
  }
}
