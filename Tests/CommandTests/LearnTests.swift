import Diagnostics
import Foundation
import PseudoTerminal
import TemporaryFolder
import Testing

@testable import Exercises
@testable import Lessons

/// The course, as somebody walks through it at a terminal.
@Suite("learn") struct LearnTests {
  private let home = TemporaryFolder()

  /// So many rows that every step fits; `LearnScreenTests` are about screens on which it does not.
  private func start(_ arguments: [String], environment: [String: String] = [:]) throws -> PseudoTerminal {
    var environment = environment
    environment["HOME"] = home.path
    return try PseudoTerminal(
      PseudoTerminal.product("errorbook"), ["learn"] + arguments, environment: environment, rows: 120)
  }

  private static func prompt(_ number: Int, _ step: Int, of lesson: Lesson) -> String {
    step > lesson.parts.count
      ? "lesson \(number), the end [" : "lesson \(number), step \(step) of \(lesson.parts.count) ["
  }

  /// Walks through a lesson, from its first step until its end; what happens at an exercise is the caller's.
  private func walk(
    _ terminal: PseudoTerminal, _ number: Int, at exercise: (Exercise, _ next: String) throws -> Void
  ) throws {
    let lesson = try CourseLessons.lesson(number)
    try terminal.expect(Self.prompt(number, 1, of: lesson))
    for (index, part) in lesson.parts.enumerated() {
      let next = Self.prompt(number, index + 2, of: lesson)
      switch part {
      case .exercise(let asked): try exercise(asked, next)
      case .cell(let cell):
        try terminal.send(Key.enter)
        if cell.isPredicted {
          try terminal.expect("your guess (Enter: none)>")
          let isOrder = cell.code.content.hasPrefix("mro ")
          try terminal.send(isOrder ? "CardTimeout, Exception" : "1", Key.enter)
          if isOrder { try terminal.expect("They part at place 2: Timeout stands there, not Exception.") }
        }
        try terminal.expect(next)
      }
    }
  }

  /// Pastes an answer, so that it comes as one entry however many lines it has.
  private func answer(_ terminal: PseudoTerminal, _ fence: Lesson.Fence) throws {
    let code = fence.content.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
    try terminal.send(Key.paste(code), Key.enter)
    try terminal.expect("]>")
    try terminal.send(Key.enter)
  }

  @Test func threeLessonsWithRightWrongAndSkippedAnswers() throws {
    // The editor of somebody who has the answer ready.
    let editor = try home.write("#!/bin/sh\ncp \"$ANSWER\" \"$1\"\n", to: "editor")
    let edited = try #require(try CourseLessons.lesson(3).exercises.last?.solution?.content)
    let terminal = try start(
      ["1"], environment: ["EDITOR": "sh \(editor)", "ANSWER": try home.write(edited, to: "answer.eb")])
    try terminal.expect("Enter goes a step further")

    // Lesson 1: wrong, then right.
    try walk(terminal, 1) { exercise, next in
      try answer(terminal, try #require(exercise.wrong.first))
      try terminal.expect("not passed")
      try terminal.expect("]>")
      try terminal.send("reset", Key.enter)
      try terminal.expect("What you tried at this step is forgotten.")
      try terminal.expect("]>")
      try answer(terminal, try #require(exercise.solution))
      try terminal.expect("passed")
      try terminal.expect("Enter goes on.")
      try terminal.send(Key.enter)
      try terminal.expect(next)
    }
    #expect(terminal.visible.contains("The end of this lesson: 1 of 1 exercises passed, "))
    try terminal.send(Key.enter)

    // Lesson 2: skipped; a hint and a look at the solution change nothing.
    try walk(terminal, 2) { exercise, next in
      try terminal.send("hint", Key.enter)
      try terminal.expect("Hint 1 of \(exercise.hints.count):")
      try terminal.send(":solution", Key.enter)
      try terminal.expect("One answer that passes")
      try terminal.send("skip", Key.enter)
      try terminal.expect("Skipped.")
      try terminal.expect(next)
    }
    #expect(terminal.visible.contains("The end of this lesson: 0 of "))
    try terminal.send(":next", Key.enter)

    // Lesson 3: in an editor, or skipped.
    let last = try #require(try CourseLessons.lesson(3).exercises.last?.name)
    try walk(terminal, 3) { exercise, next in
      if exercise.name == last {
        try terminal.send(":edit", Key.enter)
        try terminal.expect("Enter goes on.")
        try terminal.send(":done", Key.enter)
        try terminal.expect("Enter goes on.")
        try terminal.send("n", Key.enter)
      } else {
        try terminal.send(":skip", Key.enter)
      }
      try terminal.expect(next)
    }
    let count = try CourseLessons.lesson(3).exercises.count
    #expect(terminal.visible.contains("The end of this lesson: 1 of \(count) exercises passed"))

    try terminal.send("toc", Key.enter)
    for line in ["done  1. ", "read  2. ", "here  3. ", "      4. "] { try terminal.expect(line) }
    try terminal.send("quit", Key.enter)
    #expect(try terminal.waitForExit() == .exit(0))

    // What was left is there again: the lesson behind the last one that was finished.
    let later = try start([])
    try later.expect("lesson 4, step 1 of ")
    try later.send("learn 1", Key.enter)
    try later.expect("lesson 1, step 1 of ")
    try later.send("goto \(try CourseLessons.lesson(1).parts.count)", Key.enter)
    try later.expect("You have passed this exercise, with")
  }

  @Test func leavingAndComingBack() throws {
    let steps = try CourseLessons.lesson(1).parts.count
    let first = try start([])
    try first.expect("lesson 1, step 1 of \(steps) [1]>")
    for step in 2...4 {
      try first.send(Key.enter)
      try first.expect("lesson 1, step \(step) of")
    }
    try first.send(":quit", Key.enter)
    #expect(try first.waitForExit() == .exit(0))

    let second = try start([])
    try second.expect("Welcome back: step 4 of \(steps).")
    try second.expect("lesson 1, step 4 of")
    try second.send("next", Key.enter)
    try second.expect("lesson 1, step 5 of")
    // As when the window is closed.
    second.hangUp()
    _ = try second.waitForExit()

    let third = try start([])
    try third.expect("Welcome back: step 5 of \(steps).")
    try third.expect("lesson 1, step 5 of")
    try third.send(Key.control("d"))
    #expect(try third.waitForExit() == .exit(0))
  }

  @Test(arguments: ["", ":"]) func everyWordWithAndWithoutAColon(_ colon: String) throws {
    let terminal = try start(["1"])
    try terminal.expect("step 1 of")
    for (word, answer) in [
      ("goto 3", "step 3 of"), ("back", "step 2 of"), ("again", "Look once"), ("where", "Lesson 1. The same request"),
      ("hint", "There is no exercise"), ("solution", "There is no solution"), ("edit", "There is no exercise"),
      ("skip", "step 3 of"), ("next", "step 4 of"), ("done", "step 5 of"), ("reset", "is forgotten"),
      ("help", "goto 4: step 4 of this lesson"), ("help raise", "Sends a request"), ("toc", "here  1."),
      ("goto 99", "takes the number of a step"), ("goto", "takes the number of a step"),
      ("list", "stand programs of earlier steps"),
      ("learn 2", "lesson 2, step 1 of"), ("learn nowhere", "there is no such lesson"), ("back", "the first step"),
    ] {
      try terminal.send(colon + word, Key.enter)
      try terminal.expect(answer)
      try terminal.expect("]>")
    }
    try terminal.send(colon + "quit", Key.enter)
    #expect(try terminal.waitForExit() == .exit(0))
  }

  @Test func whatIsTriedCannotSpoilTheLesson() throws {
    let terminal = try start(["1"])
    try terminal.expect("step 1 of")
    try terminal.send(Key.enter)
    try terminal.expect("step 2 of")
    try terminal.send("handler E -> \"mine\", 418", Key.enter)
    try terminal.expect("a handler for E")
    try terminal.send("raise E", Key.enter)
    try terminal.expect("418 \"mine\"")
    try terminal.expect("[9]>")
    try terminal.send("undo", Key.enter)
    try terminal.expect("[8]>")
    // The cell answers as if nothing had been tried.
    try terminal.send(Key.enter)
    try terminal.expect("500 \"E2\"  from handler E2 (line 5)")
    try terminal.expect("step 3 of 11 [8]>")
    try terminal.send("list", Key.enter)
    try terminal.expect("7  raise E")
    #expect(!terminal.visible.components(separatedBy: "\n").contains { $0.hasPrefix("7  handler E") })
  }

  /// An answer says "(line 15)", and line 15 stands on the screen with its number.
  @Test func linesHaveTheNumbersThatAnswersReferTo() throws {
    let terminal = try start(["1"])
    try terminal.expect("  1  use flask 0.12.2")
    try terminal.expect("  6  handler Exception")
    try terminal.send("goto 6", Key.enter)
    try terminal.expect("  11  reset")
    try terminal.expect("  15  handler PaymentError -> \"card not charged\", 402")
    try terminal.expect("step 6 of 11 [11]>")
    // What was tried in between has no part in it.
    try terminal.send("raise KeyError", Key.enter)
    try terminal.expect("[12]>")
    try terminal.send("again", Key.enter)
    try terminal.expect("  11  reset")
    try terminal.send("goto 7", Key.enter)
    try terminal.send(Key.enter)
    try terminal.expect("from handler PaymentError (line 15)")
  }

  /// So it is with an exercise, where the starter is the first part of the answer, and with what is wrong in one.
  @Test func linesOfAnAnswerHaveTheNumbersOfThePrompt() throws {
    let path = try home.write(
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

      """, to: "mine.md")
    let terminal = try start([path])
    try terminal.send(Key.enter)
    try terminal.expect("   4  # Your test")
    try terminal.expect("step 2 of 2 [5]>")
    try terminal.send("expect raise E -> \"e\"", Key.enter)
    try terminal.expect("[6]>")
    try terminal.send("handlers", Key.enter)
    try terminal.expect("[7]>")
    try terminal.send("expect safe", Key.enter)
    try terminal.expect("[8]>")
    try terminal.send(Key.enter)
    try terminal.expect("not passed: Line 7 says `safe`")
  }

  @Test func guessesAreAskedForAndExplained() throws {
    let terminal = try start(["1"])
    try terminal.expect("step 1 of")
    try terminal.send("goto 5", Key.enter)
    try terminal.expect("Enter asks what you expect.")
    try terminal.send(Key.enter)
    try terminal.expect("What does the client get from `raise E`?")
    for choice in ["1  \"E2\"", "2  \"Exception\"", "3  Flask's own page", "4  nothing: the exception leaves Flask"] {
      try terminal.expect(choice)
    }
    try terminal.send("9", Key.enter)
    try terminal.expect("That is none of them.")
    try terminal.send("1", Key.enter)
    try terminal.expect("You expected \"E2\"; it is \"Exception\".")
  }

  @Test func anAnswerOfSeveralLinesIsTypedLineByLine() throws {
    let path = try home.write(
      """
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

      """, to: "mine.md")
    let terminal = try start([path])
    try terminal.expect("step 1 of 2 [1]>")
    try terminal.send(Key.enter)
    try terminal.expect("step 2 of 2 [7]>")
    try terminal.send(Key.enter)
    try terminal.expect("There is no answer yet.")
    // What is only tried out is no part of the answer.
    try terminal.send("why CardTimeout", Key.enter)
    try terminal.expect("never reached")
    try terminal.expect("]>")
    try terminal.send("test \"history\" {", Key.enter)
    try terminal.expect("...")
    try terminal.send("  expect raise CardTimeout -> \"card not charged\"", Key.enter)
    try terminal.expect("...")
    try terminal.send("}", Key.enter)
    try terminal.expect("passed, 1 expectation held")
    try terminal.send(Key.enter)
    try terminal.expect("not passed: Your expectation holds under Flask 0.12.2 as well")
    try terminal.send("undo", Key.enter)
    try terminal.expect("undone")
    try terminal.expect("]>")
    for line in ["test \"history\" {", "  raise Timeout", "  expect raise CardTimeout -> \"card not charged\""] {
      try terminal.send(line, Key.enter)
      try terminal.expect("...")
    }
    try terminal.send("}", Key.enter)
    try terminal.expect("]>")
    try terminal.send(Key.enter)
    try terminal.expect("passed")
    try terminal.send(Key.enter)
    try terminal.expect("The end of this lesson: 1 of 1 exercises passed.")
  }

  @Test func tabOffersTheWordsOfTheLesson() throws {
    let terminal = try start(["1"])
    try terminal.expect("[1]>")
    try terminal.send("sol", Key.tab)
    try terminal.expectLine("lesson 1, step 1 of \(try CourseLessons.lesson(1).parts.count) [1]> solution")
    try terminal.send(Key.control("u"), ":got", Key.tab)
    try terminal.expectLine("lesson 1, step 1 of \(try CourseLessons.lesson(1).parts.count) [1]> :goto")
  }

  @Test func fromThePromptAndBack() throws {
    let terminal = try startPrompt(home)
    try terminal.type("class Mine(Exception)", then: "[2]>")
    try terminal.type("learn 1", then: "lesson 1, step 1 of")
    try terminal.type("raise ValueError", then: "[2]>")
    try terminal.type("quit", then: "Back at the prompt")
    try terminal.expect("3.1.0 [2]>")
    try terminal.type("list", then: "1  class Mine(Exception)")
    // The words of a lesson are none outside of it.
    try terminal.type("skip", then: "error")
  }

  @Test func aNumberIsAGuessAndNoStatement() throws {
    let terminal = try start(["1"])
    try terminal.expect("step 1 of 11")
    try terminal.send("1", Key.enter)
    try terminal.expect("A number would be a guess, and nothing is asked here.")
    try terminal.send("goto 5", Key.enter)
    try terminal.expect("Enter asks what you expect.")
    try terminal.send("1", Key.enter)
    try terminal.expect("1  \"E2\"")
    try terminal.expect("your guess (Enter: none)>")
    try terminal.send("404", Key.enter)
    try terminal.expect("A number from 1 to 4 is enough.")
  }

  /// Lessons begin new programs with `reset`; what stood before is not in force.
  @Test func theListBeginsWhereTheProgramDoes() throws {
    let terminal = try start(["1"])
    try terminal.expect("step 1 of 11")
    try terminal.send("goto 11", Key.enter)
    try terminal.expect("step 11 of 11 [23]>")
    try terminal.send("handler KeyError -> \"mine\", 500", Key.enter)
    try terminal.expect("[24]>")
    try terminal.send("list", Key.enter)
    try terminal.expect("Before line 11, which forgets them, stand programs of earlier steps.")
    try terminal.expect("11  reset")
    try terminal.expect("23  handler KeyError")
    #expect(!terminal.visible.contains("10  raise E"))
  }
}
