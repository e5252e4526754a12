import Diagnostics
import Exercises
import Foundation
import Lessons
import PseudoTerminal
import TemporaryFolder
import Testing

/// Tests the course at a terminal.
@Suite("learn") struct LearnTests {
  private let home = TemporaryFolder()

  /// Enough rows for every step. `LearnScreenTests` test smaller screens.
  private func start(_ arguments: [String], environment: [String: String] = [:]) throws -> PseudoTerminal {
    var environment = environment
    environment["HOME"] = home.path
    return try PseudoTerminal(
      PseudoTerminal.product("errorbook"), ["learn"] + arguments, environment: environment, rows: 120)
  }

  private static func prompt(_ number: Int, _ step: Int, of lesson: Lesson) -> String {
    "lesson \(number), step \(step) of \(lesson.parts.count + 1), "
  }

  /// Plays a lesson from its first step to its end. The caller handles the exercises.
  private func walk(
    _ terminal: PseudoTerminal, _ number: Int, at exercise: (Exercise, _ next: String) throws -> Void
  ) throws {
    let lesson = try CourseLessons.lesson(number)
    try terminal.expect(Self.prompt(number, 1, of: lesson))
    for (index, part) in lesson.parts.enumerated() {
      let next = Self.prompt(number, index + 2, of: lesson)
      switch part {
      case .exercise(let asked): try exercise(asked, next)
      case .essay:
        try terminal.send(Key.enter)
        try terminal.expect("your text (an empty line ends it)>")
        try terminal.send("Mine.", Key.enter, Key.enter)
        try terminal.expect("Compare your text with the model answer.")
        try terminal.send(Key.enter)
        try terminal.expect(next)
      case .cell(let cell):
        try terminal.send(Key.enter)
        if cell.isPredicted {
          try terminal.expect("your guess (Enter to skip)>")
          let isOrder = cell.code.content.hasPrefix("mro ")
          try terminal.send(isOrder ? "CardTimeout, Exception" : "1", Key.enter)
          if isOrder { try terminal.expect("Position 2 is Timeout, not Exception.") }
          if let reasons = cell.reasons, !Reasons(reasons).choices.isEmpty {
            try terminal.expect("your reason (Enter to skip)>")
            try terminal.send("1", Key.enter)
          }
        }
        try terminal.expect(next)
      }
    }
  }

  /// Pastes an answer as one entry, even if it has several lines.
  private func answer(_ terminal: PseudoTerminal, _ fence: Lesson.Fence) throws {
    let code = fence.content.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
    try terminal.send(Key.paste(code), Key.enter)
    try terminal.expect("]>")
    try terminal.send(Key.enter)
  }

  @Test func threeLessonsWithRightWrongAndSkippedAnswers() throws {
    // This editor inserts a prepared answer.
    let editor = try home.write("#!/bin/sh\ncp \"$ANSWER\" \"$1\"\n", to: "editor")
    let edited = try #require(try CourseLessons.lesson(3).exercises.last?.solution?.content)
    let terminal = try start(
      ["1"], environment: ["EDITOR": "sh \(editor)", "ANSWER": try home.write(edited, to: "answer.eb")])
    try terminal.expect("Press Enter to continue.")

    // Lesson 1: wrong, then right.
    try walk(terminal, 1) { exercise, next in
      try answer(terminal, try #require(exercise.wrong.first))
      try terminal.expect("not passed")
      try terminal.expect("]>")
      try terminal.send("reset", Key.enter)
      try terminal.expect("Discarded what you tried at this step.")
      try terminal.expect("]>")
      try answer(terminal, try #require(exercise.solution))
      try terminal.expect("passed")
      try terminal.expect("Press Enter to continue.")
      try terminal.send(Key.enter)
      try terminal.expect(next)
    }
    #expect(terminal.visible.contains("End of this lesson: 1 of 1 exercises passed, "))
    try terminal.send(Key.enter)

    // Lesson 2: skipped; a hint and the solution change nothing.
    try walk(terminal, 2) { exercise, next in
      try terminal.send("hint", Key.enter)
      try terminal.expect("Hint 1 of \(exercise.hints.count):")
      try terminal.send(":solution", Key.enter)
      try terminal.expect("This answer passes.")
      try terminal.send("skip", Key.enter)
      try terminal.expect("Skipped.")
      try terminal.expect(next)
    }
    #expect(terminal.visible.contains("End of this lesson: 0 of "))
    try terminal.send(":next", Key.enter)

    // Lesson 3: in an editor, or skipped.
    let last = try #require(try CourseLessons.lesson(3).exercises.last?.name)
    try walk(terminal, 3) { exercise, next in
      if exercise.name == last {
        try terminal.send(":edit", Key.enter)
        try terminal.expect("Press Enter to continue.")
        try terminal.send(":done", Key.enter)
        try terminal.expect("Press Enter to continue.")
        try terminal.send("n", Key.enter)
      } else {
        try terminal.send(":skip", Key.enter)
      }
      try terminal.expect(next)
    }
    let count = try CourseLessons.lesson(3).exercises.count
    #expect(terminal.visible.contains("End of this lesson: 1 of \(count) exercises passed"))

    try terminal.send("toc", Key.enter)
    for line in ["done  1. ", "read  2. ", "here  3. ", "      4. "] { try terminal.expect(line) }
    try terminal.send("quit", Key.enter)
    #expect(try terminal.waitForExit() == .exit(0))

    // The course continues with the lesson after the last finished one.
    let later = try start([])
    try later.expect("lesson 4, step 1 of ")
    try later.send("learn 1", Key.enter)
    try later.expect("lesson 1, step 1 of ")
    try later.send("goto \(try CourseLessons.lesson(1).parts.count - 1)", Key.enter)
    try later.expect("You have passed this exercise with")
  }

  @Test func quittingAndReturning() throws {
    // The end is also a step.
    let steps = try CourseLessons.lesson(1).parts.count + 1
    let first = try start([])
    try first.expect("lesson 1, step 1 of \(steps), 3.1.0 [1]>")
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
    // As if the window were closed.
    second.hangUp()
    _ = try second.waitForExit()

    let third = try start([])
    try third.expect("Welcome back: step 5 of \(steps).")
    try third.expect("lesson 1, step 5 of")
    try third.send(Key.control("d"))
    #expect(try third.waitForExit() == .exit(0))
  }

  @Test func tabOffersLessonCommands() throws {
    let terminal = try start(["1"])
    try terminal.expect("[1]>")
    try terminal.send("sol", Key.tab)
    let prompt = "lesson 1, step 1 of \(try CourseLessons.lesson(1).parts.count + 1), 3.1.0 [1]> "
    try terminal.expectLine(prompt + "solution")
    try terminal.send(Key.control("u"), ":got", Key.tab)
    try terminal.expectLine(prompt + ":goto")
  }

  @Test func fromThePromptAndBack() throws {
    let terminal = try startPrompt(home)
    try terminal.type("class Mine(Exception)", then: "[2]>")
    try terminal.type("learn 1", then: "lesson 1, step 1 of")
    try terminal.type("raise ValueError", then: "[2]>")
    try terminal.type("quit", then: "Back at the prompt")
    try terminal.expect("3.1.0 [2]>")
    try terminal.type("list", then: "1  class Mine(Exception)")
    // The commands of a lesson do not work outside of it.
    try terminal.type("skip", then: "error")
  }
}
