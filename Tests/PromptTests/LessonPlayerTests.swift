import Diagnostics
import Exercises
import Interpreter
import Lessons
import Rendering
import SeededRandom
import Testing

@testable import Prompt

/// Plays lessons of the course as a learner would.
@Suite("The lesson player") struct LessonPlayerTests {
  @Test("every lesson command works, with and without a colon", arguments: ["", ":"])
  func words(colon: String) throws {
    var lesson = try TypedLesson(1)
    for (word, answer, place) in [
      ("goto 3", "", "step 3 of"), ("back", "", "step 2 of"), ("again", "The request in a fresh process", "step 2 of"),
      ("where", "1. A strange report", "step 2 of"), ("where", "lesson 1 of 17, step 2 of 13", "step 2 of"),
      ("hint", "There is no exercise", "step 2 of"),
      ("solution", "There is no solution", "step 2 of"), ("edit", "There is no exercise", "step 2 of"),
      ("skip", "", "step 3 of"), ("next", "", "step 4 of"), ("done", "", "step 5 of"),
      ("reset", "is removed", "step 5 of"), ("help", "such as `goto 4`", "step 5 of"),
      ("help raise", "Sends a request", "step 5 of"), ("toc", "here  1.", "step 5 of"),
      ("goto 99", "needs the number of a step", "step 5 of"), ("goto", "needs the number of a step", "step 5 of"),
      ("list", "The lines of earlier steps are not shown", "step 5 of"),
      ("load a.eb", "In a lesson, `edit` edits your answer", "step 5 of"),
      ("learn 2", "", "lesson 2, step 1 of"), ("back", "the first step", "lesson 2, step 1 of"),
    ] {
      let shown = try lesson.type(colon + word)
      #expect(shown.contains(answer), "\(word): \(shown)")
      #expect(lesson.prompt.contains(place), "\(word): \(lesson.prompt)")
    }
    try lesson.type(colon + "quit")
    guard case .quit = lesson.task else {
      Issue.record("quit does not leave")
      return
    }
  }

  @Test("trying things out does not change the lesson")
  func trying() throws {
    var lesson = try TypedLesson(1)
    try lesson.type("")
    #expect(lesson.prompt == "lesson 1, step 2 of 13, 0.12.2 [7]> ")
    #expect(try lesson.type("handler E -> \"mine\", 418").contains("handler for E"))
    #expect(try lesson.type("raise E").contains("418 \"mine\""))
    #expect(lesson.prompt.hasSuffix("[9]> "))
    try lesson.type("undo")
    #expect(lesson.prompt.hasSuffix("[8]> "))
    try lesson.type("handler E -> \"mine\", 418")
    // The cell runs as if nothing had been tried.
    let shown = try lesson.type("")
    expectInOrder(shown, ["Your experiments are discarded.", "500 \"E2\"  from handler E2 (line 5)"])
    #expect(lesson.prompt == "lesson 1, step 3 of 13, 0.12.2 [8]> ")
    let list = try lesson.type("list")
    #expect(list.contains("7  raise E\n"))
    #expect(!list.contains("handler E ->"))
  }

  @Test("a response that names line 15 refers to the line shown with number 15")
  func numbers() throws {
    var lesson = try TypedLesson(1)
    expectInOrder(lesson.takeShown(), ["  1  use flask 0.12.2", "  6  handler Exception"])
    expectInOrder(
      try lesson.type("goto 6"), ["  11  reset", "  15  handler PaymentError -> \"card not charged\", 402"])
    #expect(lesson.prompt == "lesson 1, step 6 of 13, 0.12.2 [11]> ")
    // Entries in between do not change the line numbers of the lesson.
    try lesson.type("raise KeyError")
    #expect(lesson.prompt.hasSuffix("[12]> "))
    #expect(try lesson.type("again").contains("  11  reset"))
    try lesson.type("goto 7")
    #expect(try lesson.type("").contains("from handler PaymentError (line 15)"))
  }

  @Test("the lines of an answer have the numbers of the prompt, including the starter")
  func answerNumbers() throws {
    var lesson = TypedLesson(
      """
      # A test

      ```errorbook
      class E(Exception)

      handler E -> "e", 500
      ```

      Write a test.

      ```errorbook exercise some catches mutant:breadth-first holds 1.0 without safe
      # Your test
      ```

      """)
    #expect(try lesson.type("").contains("   4  # Your test"))
    #expect(lesson.prompt == "step 2 of 3, 3.1.0 [5]> ")
    try lesson.type("expect raise E -> \"e\"\nhandlers\nexpect safe")
    #expect(lesson.prompt.hasSuffix("[8]> "))
    #expect(try lesson.type("").contains("not passed: Line 7 uses `safe`"))
  }

  @Test("the player asks for a guess, checks it and explains the result")
  func guesses() throws {
    var lesson = try TypedLesson(1)
    #expect(try lesson.type("goto 5").contains("Press Enter to guess the result."))
    expectInOrder(
      try lesson.type(""),
      [
        "What does the client get from `raise E`?", "1  \"E2\"", "2  \"Exception\"", "3  Flask's default error page",
        "4  no response: the exception leaves the app",
      ])
    #expect(try lesson.type("9").contains("That is not one of the choices."))
    #expect(try lesson.type("1").hasPrefix("Why?\n"))
    #expect(try lesson.type("").contains("You guessed \"E2\"; the result is \"Exception\"."))
    #expect(lesson.prompt.contains("step 6 of"))
    let guessed = lesson.screen.records.contains { record in
      if case .predicted(_, "\"E2\"", "\"Exception\"") = record.action { true } else { false }
    }
    #expect(guessed)
  }

  @Test("the player asks for a reason, and explains wrong guesses with a counterexample")
  func reasons() throws {
    var lesson = TypedLesson(
      """
      # T

      ```errorbook predict brief
      class E(Exception)
      handler E -> "one", 500
      handler Exception -> "two", 500
      raise E
      ```

      ```reasons
      - The first handler in the file wins.
        Order does not matter:
        > class F(Exception)
        > handler Exception -> "any", 500
        > handler F -> "F", 500
        > raise F
      + E is closer to E than Exception.
      = "two"
        That is the handler for everything else.
      ```

      The end.
      """)
    try lesson.type("")
    #expect(
      try lesson.type("\"two\"")
        == "Why?\n  1  The first handler in the file wins.\n  2  E is closer to E than Exception.\n")
    #expect(lesson.player.guessPrompt == "your reason (Enter to skip)> ")
    #expect(try lesson.type("7") == "Type a number from 1 to 2, or press Enter to give no reason.\n")
    let shown = try lesson.type("1")
    #expect(
      shown.contains(
        """
        You guessed "two"; the result is "one".
        That is the handler for everything else.

        Not the reason: The first handler in the file wins.
        Order does not matter:
          raise F
            500 "F"  from handler F (line 3), which received F

        The end.
        """), "\(shown)")
    // The reason is asked for again, the right one needs no explanation, and a command leaves the question.
    try lesson.type("back\n\n1")
    #expect(try lesson.type("2").contains("Your guess was right.\n\nYour reason is right.\n"))
    try lesson.type("back\n\n1\nquit")
    #expect(lesson.player.guessPrompt == "your guess (Enter to skip)> ")
  }

  @Test("a lesson command, Ctrl-C and the end of the input leave the question")
  func leavingAGuess() throws {
    var lesson = try TypedLesson(1)
    try lesson.type("goto 5\n")
    guard case .askGuess = lesson.task else {
      Issue.record("no question")
      return
    }
    try lesson.type("back")
    #expect(lesson.prompt.contains("step 4 of"))
    try lesson.type("goto 5\n")
    if case .none = lesson.player.takeGuess(.cancelled, on: &lesson.screen) {} else { Issue.record("it leaves") }
    #expect(lesson.takeShown().contains("The cell did not run. Press Enter to be asked again."))
    #expect(lesson.prompt.contains("step 5 of"))
    if case .quit = lesson.player.takeGuess(.endOfInput, on: &lesson.screen) {} else { Issue.record("it stays") }
  }

  @Test("a number is a guess, not a statement; before the choices were shown, it shows them")
  func number() throws {
    var lesson = try TypedLesson(1)
    #expect(try lesson.type("1").contains("A number is a guess, but this step asks no question."))
    #expect(try lesson.type("goto 5").contains("Press Enter to guess the result."))
    #expect(try lesson.type("1").contains("1  \"E2\""))
    guard case .askGuess = lesson.task else {
      Issue.record("no question")
      return
    }
    #expect(try lesson.type("404").contains("Type a number from 1 to 4."))
  }

  @Test("a number shows the rest of the step, then the choices, and counts only after them")
  func numberBeforeTheEnd() throws {
    let handlers = (1...12).map { "class E\($0)(Exception)\nhandler E\($0) -> \"text \($0)\", 500\n" }.joined()
    var lesson = TypedLesson(
      "# T\n\nRead the code.\n\n```errorbook predict\n\(handlers)raise E1\n```\n\nThe end.\n", rows: 12)
    #expect(lesson.takeShown().hasSuffix("Press Enter for more.\n"))
    var shown = ""
    while lesson.screen.hasRest { shown = try lesson.type("1") }
    #expect(shown.contains("Press Enter to guess the result."))
    shown = try lesson.type("1")
    #expect(shown.contains("  1  \"text 1\"") && shown.hasSuffix("Press Enter for more.\n"))
    shown = try lesson.type("1")
    #expect(shown.hasSuffix("14  no response: the exception leaves the app\n"))
    #expect(!lesson.screen.records.contains { if case .predicted = $0.action { true } else { false } })
    #expect(try lesson.type("1").contains("Your guess was right."))
  }

  @Test("the learner can guess an order before the question")
  func order() throws {
    var lesson = try TypedLesson(4)
    try lesson.type("goto 4\nmro CardTimeout\nback\ngoto 4")
    #expect(try lesson.type("CardTimeout, Exception").contains("Position 2 is "))
    #expect(lesson.prompt.contains("step 5 of 12"))
  }

  private static let history = """
    # A test

    ```errorbook
    use flask 0.12.2
    class Timeout(Exception)
    class PaymentError(Exception)
    class CardTimeout(Timeout, PaymentError)
    handler PaymentError -> "card not charged", 402
    handler Exception -> "unknown error", 500
    ```

    Write a test that notices it.

    ```errorbook exercise notice catches 0.12.2 holds 1.0
    ```

    ```errorbook solution notice
    test "history" {
      raise Timeout
      expect raise CardTimeout -> "card not charged"
    }
    ```

    ```hint notice
    Raise something first.
    ```

    """

  @Test("an answer is typed line by line; questions are not part of it")
  func answer() throws {
    var lesson = TypedLesson(Self.history)
    #expect(lesson.prompt == "step 1 of 3, 3.1.0 [1]> ")
    try lesson.type("")
    #expect(lesson.prompt == "step 2 of 3, 0.12.2 [7]> ")
    #expect(try lesson.type("").contains("There is no answer yet."))
    #expect(try lesson.type("why CardTimeout").contains("never reached"))
    #expect(
      try lesson.type("test \"history\" {\n  expect raise CardTimeout -> \"card not charged\"\n}").contains(
        "passed, 1 expectation"))
    expectInOrder(
      try lesson.type(""),
      [
        "not passed: Your expectation passes under Flask 0.12.2. It must fail there.",
        "You can continue with your answer: `list` shows it",
      ])
    #expect(try lesson.type("undo").contains("undone"))
    try lesson.type("test \"history\" {\n  raise Timeout\n  expect raise CardTimeout -> \"card not charged\"\n}")
    expectInOrder(try lesson.type(""), ["passed", "Press Enter to continue. You can also try another answer."])
    #expect(try lesson.type("").contains("End of this lesson: 1 of 1 exercises passed."))
    #expect(try lesson.type("").contains("This is the end of the lesson. `quit` leaves it."))
  }

  @Test("on a small screen Enter first shows the rest of the help", arguments: ["help", "help expect"])
  func pagedHelp(line: String) throws {
    var lesson = try TypedLesson(1, rows: 10)
    while try lesson.type("").contains("Press Enter for more.") {}
    let step = lesson.prompt
    var shown = try lesson.type(line)
    #expect(shown.hasSuffix("Press Enter for more.\n"))
    while shown.hasSuffix("Press Enter for more.\n") {
      shown = try lesson.type("")
      #expect(lesson.prompt == step)
    }
    // Any other entry skips the rest.
    #expect(try lesson.type(line).hasSuffix("Press Enter for more.\n"))
    #expect(try !lesson.type("where").isEmpty)
    try lesson.type("")
    #expect(lesson.prompt != step)
  }

  private static let shop = """
    # A shop

    ```errorbook
    use flask 0.12.2
    class Timeout(Exception)
    class PaymentError(Exception)
    class CardTimeout(Timeout, PaymentError)
    ```

    Answer them all.

    ```errorbook exercise tell
    ```

    ```errorbook tests tell
    test "cards" { expect raise CardTimeout -> 402 }
    test "networks" { expect raise Timeout -> 504 }
    test "others" { expect raise PaymentError -> 400 }
    ```

    """

  @Test("an exercise is shown with its rules and only with the commands that it has")
  func rules() throws {
    var lesson = TypedLesson(Self.history)
    expectInOrder(
      try lesson.type("").unwrapped,
      [
        "Exercise.",
        "Rules. All your expectations must pass under Flask 1.0. At least one must fail under Flask 0.12.2.",
        "Not allowed in an answer: `use`, `under`.", "Or type `hint`, `solution`, `skip` or `edit`",
      ])
    var shop = TypedLesson(Self.shop)
    let shown = try shop.type("").unwrapped
    expectInOrder(shown, ["Rules. ", "Not allowed in an answer: `use`.", "Or type `skip` or `edit`"])
    #expect(!shown.contains("`hint`") && !shown.contains("`solution`"))
  }

  @Test("`more` shows everything that a check found", arguments: ["more", "check all", ":more"])
  func wholeVerdict(_ command: String) throws {
    var lesson = TypedLesson(Self.shop)
    #expect(try lesson.type(command).contains("There is no exercise at this step."))
    try lesson.type("")
    #expect(try lesson.type(command).contains("No answer has been checked at this step."))
    try lesson.type("handler Exception -> \"x\", 400")
    let first = try lesson.type("")
    expectInOrder(first, ["not passed (test \"cards\"): ", "(1 more problem: `more` shows all)"])
    #expect(!first.contains("networks"))
    expectInOrder(
      try lesson.type(command).unwrapped,
      [
        "not passed (test \"cards\"): Under Flask 0.12.2 in a fresh process: expected `raise CardTimeout` to give `402`",
        "not passed (test \"networks\"): ",
      ])
  }

  @Test("a `use` that is not part of the answer gets a note")
  func triedUse() throws {
    var lesson = TypedLesson(Self.shop)
    try lesson.type("")
    try lesson.type("use flask 3.1\nhandler Exception -> \"x\", 400")
    expectInOrder(
      try lesson.type("done").unwrapped,
      [
        "`use flask 3.1` in line 5 is not part of your answer. The answer is checked under Flask 0.12.2 unless a test names "
          + "another release.", "not passed",
      ])
    #expect(try lesson.type("undo\nundo\nhandler Exception -> \"x\", 400\ndone").contains("is not part") == false)
    // In the editor, it is part of the answer and not allowed.
    var history = TypedLesson(Self.history)
    try history.type("")
    history.editor = { _ in "use flask 1.0\nexpect raise Timeout -> 500\n" }
    #expect(try history.type("edit").contains("uses `use`. Answers to this exercise may not use it."))
  }

  @Test("requests that were only tried out are no part of an answer")
  func triedRequests() throws {
    var lesson = TypedLesson(Self.history)
    try lesson.type("")
    // The first request makes no difference, the last one comes after the expectation.
    try lesson.type("abort 403\nraise Timeout\nexpect raise CardTimeout -> \"card not charged\"\nraise KeyError")
    expectInOrder(
      try lesson.type(""), ["passed", "Not needed, so left out of your answer: `abort 403` (line 7).\n", "Press Enter"])
    let answer = lesson.player.lessonProgress.answers["notice"]
    #expect(answer?.passed == true)
    #expect(answer?.text == "raise Timeout\nexpect raise CardTimeout -> \"card not charged\"\n")
    // A request after it is no new answer.
    #expect(try lesson.type("raise Timeout\n").contains("End of this lesson"))
  }

  @Test("an answer that fails names the requests that belong to it")
  func requestsOfAnswer() throws {
    var lesson = TypedLesson(Self.history)
    try lesson.type("")
    try lesson.type("abort 403\nexpect raise Timeout -> 500")
    expectInOrder(
      try lesson.type("").unwrapped,
      [
        "not passed",
        "Requests before an expectation are part of your answer: `abort 403` (line 7). If you do not want them there, delete them with `edit`.",
      ])
    // Without an expectation nothing is dropped when the learner leaves.
    var other = TypedLesson(Self.history)
    try other.type("")
    try other.type("raise Timeout\nquit")
    #expect(other.player.lessonProgress.answers["notice"]?.text == "raise Timeout\n")
  }

  @Test("`restart` counts in a test but does not change an app")
  func restart() throws {
    var lesson = TypedLesson(Self.history)
    try lesson.type("")
    try lesson.type("raise Timeout\nrestart\nexpect raise CardTimeout -> \"card not charged\"")
    #expect(try lesson.type("").contains("not passed: Your expectation passes under Flask 0.12.2. It must fail there."))
  }

  @Test("an error at an exercise gives only advice that helps there")
  func advice() throws {
    var lesson = try TypedLesson(1)
    try lesson.type("goto 11")
    let shown = try lesson.type("class CardTimeout(PaymentError, Timeout)").unwrapped
    #expect(shown.contains("the exercise already has this class: use it, or give yours another name"))
    for kind in allKinds {
      // An empty line would check the answer.
      let lines = kind.wrong.split(separator: "\n").joined(separator: "\n")
      if !lines.isEmpty { #expect(!(try lesson.type(lines).contains("`reset`")), "\(kind.slug)") }
      try lesson.type("reset")
    }
    // At other steps `reset` is the statement, so the advice helps.
    var other = try TypedLesson(1)
    try other.type("goto 10")
    #expect(try other.type("class CardTimeout(PaymentError, Timeout)").contains("or `reset`"))
    try other.type("reset\nclass PaymentError(Exception)")
    #expect(!(try other.type("class CardTimeout(PaymentError)").contains("error")))
  }

  @Test("hints, solutions and skipped exercises are recorded")
  func help() throws {
    var lesson = TypedLesson(Self.history)
    try lesson.type("")
    #expect(try lesson.type("hint").contains("Hint 1 of 1: Raise something first."))
    expectInOrder(try lesson.type("solution"), ["This answer passes.", "    test \"history\" {"])
    expectInOrder(try lesson.type("skip"), ["Skipped.", "End of this lesson: 0 of 1 exercises passed."])
    #expect(
      lesson.screen.records.map(\.action) == [
        .reached(step: 2), .tookHint(exercise: "notice", number: 1), .sawSolution(exercise: "notice"),
        .skipped(exercise: "notice"), .reached(step: 3), .finished,
      ])
  }

  @Test("an edited answer is checked, and the learner can continue with it")
  func edit() throws {
    var lesson = TypedLesson(Self.history)
    try lesson.type("")
    lesson.editor = { $0 + "test \"t\" {\n  raise Timeout\n  expect raise CardTimeout -> \"card not charged\"\n}" }
    expectInOrder(try lesson.type("edit"), ["passed", "Press Enter to continue."])
    #expect(try lesson.type("list").contains("test \"t\" {"))
    lesson.editor = { $0.replacing("Timeout\n", with: "KeyError\n") }
    #expect(try lesson.type("edit").contains("not passed"))
    // The editor also gets later entries.
    try lesson.type("handler KeyError -> \"typed\", 404")
    var edited = ""
    lesson.editor = { answer in
      edited = answer
      return answer
    }
    try lesson.type("edit")
    #expect(edited.contains("raise KeyError\n"))
    #expect(edited.hasSuffix("handler KeyError -> \"typed\", 404\n"))
  }

  @Test("an unchecked answer is restored when the learner returns")
  func draft() throws {
    // The exercise is the last part but one.
    let last = try TypedLesson.lesson(1).parts.count - 1
    var first = try TypedLesson(1)
    try first.type("goto \(last)\nhandler KeyError -> \"mine\", 500\nquit")
    var second = try TypedLesson(1, log: first.screen.records)
    expectInOrder(
      second.takeShown(),
      ["Welcome back: step \(last) of \(last + 2).", "Your earlier answer is restored"])
    #expect(try second.type("list").contains("handler KeyError -> \"mine\", 500"))
    #expect(try second.type("reset").contains("Discarded what you tried at this step."))
    #expect(!(try second.type("list")).contains("mine"))
    #expect(second.screen.records.map(\.action).contains { if case .forgot = $0 { true } else { false } })
  }

  @Test("a checked answer is recorded only once")
  func checkedOnce() throws {
    var lesson = TypedLesson(Self.history)
    try lesson.type("")
    for line in [
      "test \"t\" {\n  raise Timeout\n  expect raise CardTimeout -> \"card not charged\"\n}",
      "handler KeyError -> raise E",
    ] {
      try lesson.type(line)
      try lesson.type("done")
    }
    try lesson.type("expect raise KeyError -> \"never\"\ndone\nquit")
    let answers = lesson.screen.records.filter { if case .answered = $0.action { true } else { false } }
    #expect(answers.count == 3)
  }

  @Test("a lesson continues where the learner left off; a finished lesson starts over")
  func comingBack() throws {
    var first = try TypedLesson(1)
    #expect(first.takeShown().contains("Press Enter to continue. `help` lists the commands"))
    try first.type("\n\n")
    let second = try TypedLesson(1, log: first.screen.records)
    #expect(second.prompt.hasPrefix("lesson 1, step 4 of"))
    let finished = try TypedLesson(1, log: first.screen.records + [.init(lesson: second.player.place.name, .finished)])
    #expect(finished.prompt.hasPrefix("lesson 1, step 1 of"))
  }

  @Test("the list starts at the start of the current program")
  func list() throws {
    var lesson = try TypedLesson(1)
    try lesson.type("goto 11")
    #expect(lesson.prompt == "lesson 1, step 11 of 13, 0.12.2 [23]> ")
    try lesson.type("handler KeyError -> \"mine\", 500")
    #expect(lesson.prompt.hasSuffix("[24]> "))
    let list = try lesson.type("list")
    expectInOrder(
      list,
      ["The lines of earlier steps are not shown: line 11 resets them.", "11  reset", "23  handler KeyError"])
    #expect(!list.contains("10  raise E"))
  }

  @Test("text that does not fit on the screen waits for Enter, and the output of a cell stays visible")
  func screens() throws {
    var lesson = try TypedLesson(4, rows: 24)
    #expect(lesson.takeShown().contains("Press Enter for more."))
    expectInOrder(try lesson.type(""), ["7  handler ShopError", "Press Enter to run it."])
    expectInOrder(try lesson.type("goto 3"), ["15  classes", "Press Enter to run it."])
    #expect(try lesson.type("").contains("+- ShopError"))
    #expect(lesson.prompt == "lesson 4, step 4 of 12, 3.1.0 [16]> ")
    try lesson.type("mro CardTimeout")
    #expect(lesson.prompt.hasSuffix("[17]> "))
    #expect(try lesson.type("goto 5").contains("Press Enter for more."))
    expectInOrder(try lesson.type("back"), ["16  mro CardTimeout", "Press Enter to guess the result."])
    let shown = try lesson.type("CardTimeout, Exception")
    expectInOrder(
      shown, ["You guessed CardTimeout", "Position 2 is ", "How Python finds the order", "Press Enter for more."])
    #expect(shown.split(separator: "\n").count < 24)
    #expect(lesson.prompt == "lesson 4, step 5 of 12, 3.1.0 [17]> ")
  }

  @Test("below `Press Enter for more.`, `more` shows the rest too") func moreOfTheScreen() throws {
    var lesson = try TypedLesson(4, rows: 24)
    #expect(lesson.takeShown().hasSuffix("Press Enter for more.\n"))
    expectInOrder(try lesson.type("more"), ["7  handler ShopError", "Press Enter to run it."])
  }

  @Test(
    "the prompt, `goto`, `where` and the greeting count the same steps, including the end", .sampled,
    arguments: TestRun.sample(Array(1...17), 2))
  func counts(number: Int) throws {
    let count = try TypedLesson.lesson(number).steps(columns: 80).count
    var lesson = try TypedLesson(number)
    #expect(lesson.prompt.hasPrefix("lesson \(number), step 1 of \(count), "))
    #expect(try lesson.type("goto \(count + 1)").contains("from 1 to \(count)."))
    #expect(try lesson.type("goto \(count)").contains("End of this lesson"))
    #expect(lesson.prompt.hasPrefix("lesson \(number), step \(count) of \(count), "))
    #expect(try lesson.type("where").contains("lesson \(number) of 17, step \(count) of \(count)"))
    try lesson.type("goto \(count - 1)")
    var second = try TypedLesson(number, log: lesson.screen.records.filter { $0.action != .finished })
    #expect(second.takeShown().contains("Welcome back: step \(count - 1) of \(count)."))
  }

  @Test("the prompt shows the current release, and is short on a narrow screen")
  func release() throws {
    var lesson = try TypedLesson(1)
    #expect(lesson.prompt == "lesson 1, step 1 of 13, 3.1.0 [1]> ")
    try lesson.type("")
    #expect(lesson.prompt == "lesson 1, step 2 of 13, 0.12.2 [7]> ")
    try lesson.type("use flask 1.0 with memo")
    #expect(lesson.prompt == "lesson 1, step 2 of 13, 1.0 memo [8]> ")
    lesson.screen.screen.columns = 40
    #expect(lesson.prompt == "step 2/13, 1.0 memo [8]> ")
    // The entries of the step are discarded with the next step.
    try lesson.type("next")
    #expect(lesson.prompt == "step 3/13, 0.12.2 [8]> ")
  }

  @Test(
    "no screen ends with a heading, and no row of prose is too wide", .sampled,
    arguments: TestRun.sample(Array(1...17), 2))
  func headings(number: Int) throws {
    let steps = try TypedLesson.lesson(number).steps(columns: 40)
    for (step, rows) in steps.flatMap({ step in [10, 11, 12, 16, 24].map { (step, $0) } }) {
      var rest: StyledText? = step.prose + "\n\nPress Enter to run it.\n"
      while let text = rest {
        let page = Pager(text, columns: 40, above: 0, rows: rows)
        #expect(page.shown.rows(columns: 40) < rows - 1 || page.rest == nil)
        #expect(page.shown.lines.allSatisfy { $0.width <= 40 || $0.consists(of: [.listing]) })
        let last = page.shown.lines.last { !$0.isEmpty && !$0.consists(of: [.faint]) }
        #expect(last?.consists(of: [.heading]) != true, "\(page.shown.characters)")
        rest = page.rest
      }
    }
  }

  @Test(
    "the terminal omits text for the web page, such as the link to the next lesson", .sampled,
    arguments: TestRun.sample(Array(1...17), 2))
  func page(number: Int) throws {
    let shown = try TypedLesson.lesson(number).steps(columns: 80).map { $0.prose.characters }.joined(separator: "\n")
    for words in ["this page", "the page below", "errorbook learn \(number)", "\nNext: ", "drawn below"] {
      #expect(!shown.contains(words), "\(words)")
    }
  }

  @Test("code in cells, starters and solutions is never wrapped, except comments")
  func code() throws {
    var lesson = try TypedLesson(1)
    lesson.screen.screen.columns = 40
    let line = "handler PaymentError -> \"card not charged\", 402\n"
    #expect(try lesson.type("goto 6").contains("  15  " + line))
    let exercise = try lesson.type("goto 11")
    expectInOrder(exercise, ["  22  # The shop above is loaded. Write\n      # your lines here.\n"])
    #expect(try lesson.type("solution").contains("    handler CardTimeout -> \"card not charged\", 402\n"))
  }

  @Test("the output of a cell is shown in parts if it is larger than the screen")
  func outcomes() throws {
    var lesson = try TypedLesson(1, rows: 10)
    try lesson.type("goto 10")
    while lesson.screen.hasRest { try lesson.type("") }
    var shown = try lesson.type("")
    expectInOrder(shown, ["  why\n", "app handlers by exception class\n", "Press Enter for more."])
    var parts = [shown]
    while lesson.screen.hasRest, parts.count < 10 {
      shown = try lesson.type("")
      parts.append(shown)
    }
    #expect(parts.allSatisfy { $0.split(separator: "\n", omittingEmptySubsequences: false).count <= 10 })
    expectInOrder(
      parts.joined(),
      [
        "PaymentError  handler PaymentError (line 15)", "Flask 0.12.2 with Werkzeug 0.16.1",
        "In the table that `why` prints",
      ])
  }

  @Test("quit with a comment leaves without a message, as at the prompt")
  func leave() throws {
    var lesson = try TypedLesson(1)
    #expect(try lesson.type("quit # now") == "")
    if case .leave = lesson.task {} else { Issue.record("it stays") }
    #expect(try lesson.type("history") == "")
    if case .prompt(.showHistory) = lesson.task {} else { Issue.record("no history") }
  }
}

extension String {
  /// The text without the line breaks of a narrow screen.
  var unwrapped: String { split { $0.isWhitespace }.joined(separator: " ") }
}
