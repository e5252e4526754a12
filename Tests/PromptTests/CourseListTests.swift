import Exercises
import Lessons
import Rendering
import Testing

@testable import Prompt

/// Tests what learners read about their place in the course, and about other answers.
@Suite("Where am I") struct CourseListTests {
  private static let lessons = [
    CourseLesson(name: "01-one.md", number: 1, title: "1. One", minutes: 10, exercises: ["a", "b"]),
    CourseLesson(name: "02-two.md", number: 2, title: "2. Two", minutes: 60, exercises: ["c"]),
    CourseLesson(name: "03-three.md", number: 3, title: "3. Three", minutes: nil, exercises: []),
  ]

  private func progress(_ actions: [(lesson: String, action: ProgressRecord.Action)]) -> CourseProgress {
    CourseProgress(Self.lessons, ProgressLog(actions.map { ProgressRecord(lesson: $0.lesson, $0.action) }))
  }

  private func passed(_ name: String) -> ProgressRecord.Action {
    .answered(exercise: name, fingerprint: "", passed: true, answer: "x")
  }

  @Test("the list shows lessons, exercises, minutes and totals")
  func list() {
    let progress = progress([
      ("01-one.md", passed("a")), ("01-one.md", .skipped(exercise: "b")), ("01-one.md", .finished),
      ("02-two.md", .answered(exercise: "c", fingerprint: "", passed: false, answer: "x")),
    ])
    #expect(
      Theme.colorless.render(progress.list(columns: 80, openLesson: "02-two.md")) == """
        read  1. One (10 minutes)
                passed: "a"; skipped: "b"
        here  2. Two (1 hour)
                not passed yet: "c"
              3. Three
        Lessons finished: 1 of 3. Exercises passed: 1 of 3. About 1 hour 5 minutes of 1 hour 10 minutes are left.

        """)
    #expect(
      Theme.colorless.render(progress.fileList(columns: 80)).hasPrefix(
        """
        01-one.md    1. One (10 minutes): read
        02-two.md    2. Two (1 hour): started
        03-three.md  3. Three

        """))
  }

  @Test("an optional lesson is in the list, does not count, and is never next")
  func optional() {
    let lesson = CourseLesson(
      name: "00-zero.md", number: 0, title: "0. Zero", minutes: 10, exercises: ["z"], isOptional: true)
    let progress = CourseProgress([lesson] + Self.lessons, ProgressLog([ProgressRecord]()))
    let list = Theme.colorless.render(progress.fileList(columns: 80))
    #expect(list.hasPrefix("00-zero.md   0. Zero (optional, 10 minutes)\n01-one.md "), "\(list)")
    #expect(progress.totals == CourseProgress(Self.lessons, ProgressLog([ProgressRecord]())).totals)
    #expect(progress.next?.lesson.name == "01-one.md")
    let read = CourseProgress(
      [lesson] + Self.lessons, ProgressLog([ProgressRecord(lesson: "00-zero.md", .finished)]))
    #expect(read.finished == 0)
  }

  @Test("what comes next is an unfinished lesson, then an exercise that is not passed")
  func next() {
    func line(_ progress: CourseProgress) -> String {
      Theme.colorless.render(progress.nextLine(command: "learn"))
    }
    #expect(line(progress([])) == "Next: 1. One (10 minutes). `learn 1` opens it.\n")
    #expect(
      progress([]).totals
        == "Lessons finished: 0 of 3. Exercises passed: 0 of 3. The course takes about 1 hour 10 minutes.")
    let read = Self.lessons.map { ($0.name, ProgressRecord.Action.finished) }
    #expect(line(progress(read)) == "Next: \"a\" and \"b\" in 1. One. `learn 1` opens it.\n")
    let all = progress(read + [("01-one.md", passed("a")), ("01-one.md", passed("b")), ("02-two.md", passed("c"))])
    #expect(line(all) == "You finished every lesson and passed every exercise.\n")
    #expect(all.totals == "Lessons finished: 3 of 3. Exercises passed: 3 of 3.")
  }

  @Test("exercises and essays have the titles of their headings, indented below each other")
  func titles() {
    let titles = PartTitles(
      exercises: [("say-so", "Make the client see what went wrong"), ("twice", "Handle the same exception twice")],
      essays: [("own", "In your own words")])
    let lesson = CourseLesson(
      name: "01-one.md", number: 1, title: "1. One", minutes: 10, exercises: ["say-so", "twice"], essays: ["own"],
      titles: titles)
    let progress = CourseProgress([lesson], ProgressLog([ProgressRecord(lesson: "01-one.md", .finished)]))
    #expect(
      Theme.colorless.render(progress.list(columns: 50, openLesson: nil)).hasPrefix(
        """
        read  1. One (10 minutes)
                open: "Make the client see what went
                  wrong", "Handle the same exception
                  twice"; to write: "In your own words"

        """))
    #expect(
      Theme.colorless.render(progress.nextLine(command: "learn"))
        == "Next: \"Make the client see what went wrong\" and \"Handle the same exception twice\" in 1. One. "
        + "`learn 1` opens it.\n")
  }

  @Test("the end of a lesson shows the totals of the course, what is open, and what comes next")
  func endOfLesson() throws {
    var lesson = try TypedLesson(1)
    let counted = TypedLesson.courseLessons.filter { !$0.isOptional }
    let exercises = counted.reduce(0) { $0 + $1.exercises.count }
    let lessons = counted.count
    for step in 2...12 { try lesson.type("goto \(step)") }
    expectInOrder(
      try lesson.type("goto 13"),
      [
        "End of this lesson: 0 of 1 exercises passed.",
        "Not passed: \"The shop opens tomorrow\". `goto 11` returns to it.",
        "The course so far: Lessons finished: 1 of \(lessons). Exercises passed: 0 of \(exercises). About ",
        "Press Enter for the next lesson: 2. A handler for an exception (15 minutes)",
      ])
    expectInOrder(
      try lesson.type("toc"),
      ["here  1. A strange report (10 minutes)", "open: \"The shop opens tomorrow\"", "2. A handler"])
  }

  @Test("a lesson is finished only when all its steps were shown")
  func jumpToEnd() throws {
    var lesson = try TypedLesson(1)
    let jumped = try lesson.type("goto 4\ngoto 13").unwrapped
    expectInOrder(
      jumped,
      [
        "The lesson is not finished: you have not seen steps 2 to 3 and 5 to 12. `goto 2` returns there.",
        "Lessons finished: 0 of ",
      ])
    #expect(!lesson.screen.records.contains { $0.action == .finished })
    for step in 2...12 { try lesson.type("goto \(step)") }
    let end = try lesson.type("goto 13")
    #expect(end.contains("Lessons finished: 1 of ") && !end.contains("not finished"))
    #expect(lesson.screen.records.last?.action == .finished)
    // A log of an older version stays as it is.
    let old = LessonProgress(in: "a.md", ProgressLog([ProgressRecord(lesson: "a.md", .finished)]))
    #expect(old.isFinished)
  }

  @Test("each exercise counts as a part of the time that a lesson takes")
  func minutesLeft() {
    func left(_ actions: [(lesson: String, action: ProgressRecord.Action)]) -> Int { progress(actions).minutesLeft }
    #expect(left([]) == 70)
    #expect(left([("02-two.md", .reached(step: 2))]) == 70)
    #expect(left([("02-two.md", .finished)]) == 40)
    #expect(left([("02-two.md", passed("c"))]) == 40)
    #expect(left([("02-two.md", passed("c")), ("02-two.md", .finished)]) == 10)
  }

  @Test("the progress has the titles and words of the list")
  func started() {
    let progress = progress([
      ("01-one.md", passed("a")), ("01-one.md", passed("b")), ("01-one.md", .finished),
      ("01-one.md", .predicted(cell: "x", guess: "1", actual: "2")), ("02-two.md", .reached(step: 4)),
    ])
    let own = ProgressLog([
      ProgressRecord(lesson: "id:my", .answered(exercise: "z", fingerprint: "", passed: false, answer: "x")),
      ProgressRecord(lesson: "id:my", .quizzed(round: .before, item: "i", choice: "1", actual: "1")),
    ])
    let other = CourseProgress.Entry(LessonProgress(in: "id:my", own), of: "id:my", title: "my")
    #expect(
      Theme.colorless.render(progress.startedList(with: [other], columns: 80)) == """
        done     1. One (10 minutes)
                   passed: "a", "b"; guesses: 0 of 1 right
        started  2. Two (1 hour)
                   at step 4; open: "c"
        started  my
                   not passed yet: "z"; quiz before: 1 answer

        """)
  }

  @Test("the course says how long each lesson takes")
  func minutes() {
    #expect(TypedLesson.courseLessons.filter { $0.minutes == nil }.map(\.name) == [])
    #expect(TypedLesson.courseLessons.first?.minutes == 10)
    #expect(TypedLesson.courseLessons.first { $0.number == 15 }?.minutes == 120)
  }

  private static let twoAnswers = """
    # T

    ```errorbook
    class E(Exception)
    class F(E)
    ```

    ```errorbook exercise pay
    # your line
    ```

    ```errorbook tests pay
    test "t" { expect raise F -> "f" }
    ```

    ```errorbook solution pay
    handler F -> "f", 500
    ```

    ```errorbook also pay
    # A handler for the base class also runs for F,
    # because nothing is closer.
    handler E -> "f", 500
    ```

    ```errorbook also pay
    handler Exception -> "f", 500
    ```

    """

  @Test("after a pass the other answers are shown with what is different, and only once")
  func otherAnswers() throws {
    var lesson = TypedLesson(Self.twoAnswers)
    try lesson.type("")
    try lesson.type("handler F -> \"f\", 500  # mine")
    let shown = try lesson.type("")
    expectInOrder(
      shown,
      [
        "passed", "Other answers also pass.\n\n",
        "A handler for the base class also runs for F, because nothing is closer.\n    handler E -> \"f\", 500\n\n",
        "Another answer that passes:\n    handler Exception -> \"f\", 500\n\n", "Press Enter to continue.",
      ])
    #expect(try !lesson.type("done").contains("Other answers"))
    // Nobody asked for the solution.
    #expect(!lesson.screen.records.contains { if case .sawSolution = $0.action { true } else { false } })
  }

  @Test("somebody with another answer sees the one of the lesson")
  func solutionIsShown() throws {
    var lesson = TypedLesson(Self.twoAnswers)
    try lesson.type("")
    try lesson.type("handler E -> \"f\", 500")
    let shown = try lesson.type("")
    expectInOrder(
      shown, ["passed", "The lesson's answer:\n    handler F -> \"f\", 500\n", "Another answer that passes:"])
    #expect(!shown.contains("base class"))
  }
}
