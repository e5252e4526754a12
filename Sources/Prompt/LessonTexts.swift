import Diagnostics
import Exercises
import Interpreter
import Rendering
import Syntax

/// What the learner sees of a lesson and its steps.
extension LessonPlayer {
  mutating func greet(on screen: inout some LessonScreen) {
    if log.records.isEmpty {
      let end = screen.isKept ? " and keeps your place" : ""
      show(
        "Enter goes a step further, `help` shows what else can be typed, `quit` leaves\(end).\n\n", on: &screen)
    } else if lessonProgress.isStarted, !lessonProgress.isFinished, index > 0 {
      show("Welcome back: \(whereInLesson). `goto 1` goes to the beginning of the lesson.\n\n", on: &screen)
    }
  }

  /// The prose, and the cell or exercise that it leads to.
  /// - Parameter outcome: of the cell before it. What is larger than the screen is read in parts, like the step.
  mutating func showStep(after outcome: StyledText = StyledText(), on screen: inout some LessonScreen) {
    guard place.steps.indices.contains(index) else { return }
    let prose = place.steps[index].prose
    let text = outcome + (prose.isEmpty ? prose : prose + "\n\n")
    switch part {
    case .cell(let played): read(text + self.text(of: played.cell), on: &screen)
    case .exercise(let judge): read(text + self.text(of: judge), on: &screen)
    case nil: read(text + endOfLesson(on: &screen), on: &screen)
    }
  }

  private func text(of cell: Lesson.Cell) -> StyledText {
    let next = cell.isPredicted ? "Enter asks what you expect." : "Enter runs it."
    return code(cell.code.content, from: session.nextLine) + "\n\(next, .faint)\n"
  }

  private func text(of judge: Judge) -> StyledText {
    let exercise = judge.exercise
    let starter = shownStarter(judge).map { $0 + "\n" } ?? StyledText()
    if isAnswered, let answer = lessonProgress.answers[exercise.name] {
      return starter + "You have passed this exercise, with\n\n" + code(answer.text)
        + "\nEnter goes on; a new answer is checked by `done`.\n"
    }
    if exercise.isKept {
      return starter
        + "\("Exercise.", .strong) Your teacher kept what it is checked by: write your answer into a file and hand it in.\nEnter goes on.\n"
    }
    var text =
      starter + "\("Exercise.", .strong) Type your answer; Enter on an empty line checks it.\n" + judge.rulesText
    if draft(of: judge) != nil {
      text += "What you had typed before is there again: `list` shows it, `reset` forgets it.\n"
    }
    return text + "\("Also: \(listed(ways(around: exercise) + ["`edit` (your editor)"], "or")).", .faint)\n"
  }

  /// What the answer begins with, numbered where it is what the prompt goes on from.
  private func shownStarter(_ judge: Judge) -> StyledText? {
    let starter = judge.exercise.starter.content
    guard !starter.trimmed.isEmpty else { return nil }
    let isThere = sandbox.history.entries.first?.text == Array(starter.utf8)
    return isThere ? code(starter, from: judge.session.nextLine) : code(starter)
  }

  /// Lines of the lesson's session, with their numbers.
  private func code(_ content: String, from first: Int) -> StyledText {
    NumberedLines(code: content, first: first).text(isPlain: sandbox.isPlain)
  }

  /// Lines of code, set in.
  func code(_ content: String) -> StyledText {
    var text = StyledText()
    text.appendLines(content, .listing)
    return text.indented(by: 4)
  }

  // MARK: Screens

  /// Shows as much of a text as the screen has room for; Enter goes on with the rest.
  private mutating func read(_ text: StyledText, on screen: inout some LessonScreen) {
    let page = Pager(text, columns: screen.columns, above: printedRows, rows: screen.rows)
    show(page.shown, on: &screen)
    unread = page.rest
    if unread != nil { show(PromptSession.readsOn, on: &screen) }
  }

  /// The rest of what did not fit; false where there is none.
  mutating func readOn(on screen: inout some LessonScreen) -> Bool {
    guard let rest = unread else { return false }
    printedRows = 0
    read(rest, on: &screen)
    return true
  }

  // MARK: Cells

  /// Runs a cell. Where a guess is asked for, the question comes first.
  mutating func run(_ played: Lesson.CellRun, on screen: inout some LessonScreen) -> LessonTask {
    guard played.cell.isPredicted, let prediction = Prediction(played) else {
      showOutcome(of: played, guess: nil, on: &screen)
      return .none
    }
    show("\(prediction.question)\n", on: &screen)
    if case .choice(let choices) = prediction.form {
      for (number, choice) in choices.enumerated() { show("  \(number + 1)  \(choice, .code)\n", on: &screen) }
    }
    return .askGuess
  }

  /// Shows what a cell prints, and the next step.
  private mutating func showOutcome(
    of played: Lesson.CellRun, guess: LessonProgress.Prediction?, on screen: inout some LessonScreen
  ) {
    var text = StyledText()
    if !sandbox.history.entries.isEmpty {
      text += "\("What you tried out is put aside: the lesson goes on from where it was.", .faint)\n"
    }
    let transcript = Transcript(.script(isPlain: sandbox.isPlain), columns: screen.columns - Self.outputIndent)
    var shown = StyledText()
    for event in played.events { shown += transcript.render(event, in: played.session.source) }
    let lines = played.cell.code.content.split { $0.isNewline }.count
    if played.declaresMuch { shown += "\("\(lines) lines ran", .faint)\n" }
    if !shown.isEmpty { text += shown.indented(by: Self.outputIndent) + "\n" }
    if let guess {
      note(.predicted(cell: played.cell.fingerprint, guess: guess.guess, actual: guess.actual), on: &screen)
      text += explanation(of: guess, played)
    }
    go(to: index + 1, after: text, on: &screen)
  }

  /// How far what a cell prints is set in.
  private static let outputIndent = 2

  // MARK: Guesses

  /// What was typed at a step that asks for a guess, as the guess: whoever knows does not wait for the question.
  mutating func guesses(_ typed: String, on screen: inout some LessonScreen) -> Bool {
    guard case .cell(let played) = part, played.cell.isPredicted, let prediction = Prediction(played),
      LessonCommand.read(typed) == nil, let guess = prediction.guess(typed), !prediction.isNumber(typed)
    else { return false }
    showOutcome(of: played, guess: LessonProgress.Prediction(guess: guess, actual: prediction.actual), on: &screen)
    return true
  }

  /// A number alone is a guess, and no statement; it is taken where the choices have been shown. Nil for all else.
  mutating func takeNumber(_ typed: String, on screen: inout some LessonScreen) -> LessonTask? {
    guard judge == nil, !typed.trimmed.isEmpty, typed.trimmed.allSatisfy({ $0.isNumber }) else { return nil }
    if case .cell(let played) = part, played.cell.isPredicted {
      unread = nil
      return goOn(on: &screen)
    }
    show("A number would be a guess, and nothing is asked here. Enter goes on.\n", on: &screen)
    return LessonTask.none
  }

  /// Takes what was typed where a guess was asked for.
  package mutating func takeGuess(_ reading: GuessReading, on screen: inout some LessonScreen) -> LessonTask {
    guard case .cell(let played) = part, let prediction = Prediction(played) else { return .none }
    switch reading {
    case .endOfInput: return take(.quit, "", on: &screen)
    case .cancelled:
      show("Nothing has run. Enter asks again.\n", on: &screen)
      return .none
    case .typed(let typed):
      // What comes now stays in sight, the question need not.
      printedRows = 0
      let guess = typed.trimmed.isEmpty ? nil : prediction.guess(typed)
      if guess != nil || typed.trimmed.isEmpty {
        let prediction = guess.map { LessonProgress.Prediction(guess: $0, actual: prediction.actual) }
        showOutcome(of: played, guess: prediction, on: &screen)
        return .none
      }
      if let (word, argument) = LessonCommand.read(typed) { return take(word, argument, on: &screen) }
      show("\(prediction.help) Enter alone goes on without a guess.\n", on: &screen)
      return .askGuess
    }
  }

  private func explanation(of guess: LessonProgress.Prediction, _ played: Lesson.CellRun) -> StyledText {
    if guess.wasRight { return "\("As you expected.", .success)\n\n" }
    let both: StyledText = "You expected \(guess.guess, .code); it is \(guess.actual, .code)."
    let difference = Prediction(played)?.difference(from: guess.guess)
    return difference.map { both + "\n\($0)\n\n" } ?? both + " Read on, or type `why`.\n\n"
  }

  // MARK: Places

  mutating func showPlace(on screen: inout some LessonScreen) {
    show("\(place.lesson.title, .strong)\n", on: &screen)
    let passed = judges.count { lessonProgress.hasPassed($0) }
    let exercises = judges.isEmpty ? "" : ", \(passed) of \(judges.count) exercises passed"
    let number = place.number.map { "lesson \($0) of \(course.count), " } ?? ""
    show("\(number)\(whereInLesson)\(exercises)\n", on: &screen)
  }

  /// Lists the lessons of the course, and how far the learner is with each.
  package mutating func showCourse(_ lessons: [CourseLesson], on screen: inout some LessonScreen) {
    var table = Table()
    for lesson in lessons {
      let isHere = place.isOfCourse && lesson.name == place.name
      let lessonProgress = isHere ? self.lessonProgress : LessonProgress(in: lesson.name, log)
      let mark: StyledText =
        isHere
        ? "\("here", .strong)"
        : lessonProgress.isFinished
          ? (lesson.exercises.allSatisfy { lessonProgress.answers[$0]?.passed == true }
            ? "\("done", .success)" : "read")
          : lessonProgress.isStarted ? "begun" : ""
      table.add([mark, StyledText(lesson.title)])
    }
    show(table.text(columns: screen.columns), on: &screen)
    show("\("`learn 3` opens lesson 3.", .faint)\n", on: &screen)
  }

  /// What was done in the lesson, and how to go on.
  private mutating func endOfLesson(on screen: inout some LessonScreen) -> StyledText {
    if !lessonProgress.isFinished { note(.finished, on: &screen) }
    let passed = judges.count { lessonProgress.hasPassed($0) }
    var parts: [String] = []
    if !judges.isEmpty { parts.append("\(passed) of \(judges.count) exercises passed") }
    let guesses = lessonProgress.predictions.values
    if !guesses.isEmpty { parts.append("\(guesses.count { $0.wasRight }) of \(guesses.count) guesses as expected") }
    let end: StyledText =
      "\("The end of this lesson", .strong)\(parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")).\n"
    guard place.isOfCourse else { return end + "`quit` leaves.\n" }
    guard let next = place.nextTitle else { return end + endOfCourse }
    return end + "Enter opens the next one: \(next)\n"
  }

  var endOfCourse: StyledText {
    var done = 0
    var exercises = 0
    for name in course {
      let lessonProgress = LessonProgress(in: name, log)
      if lessonProgress.isFinished { done += 1 }
      exercises += lessonProgress.answers.values.count { $0.passed }
    }
    return
      "\("The end of the course.", .strong) Lessons: \(done) of \(course.count). Exercises passed: \(exercises).\n`toc` shows what is left, `quit` leaves.\n"
  }

  /// `list` in a lesson: what is in force. A lesson begins several programs, one after the other, and who looks for their
  /// own lines wants to see only the one that they belong to.
  mutating func list(on screen: inout some LessonScreen) {
    let script = sandbox.script
    guard !script.isEmpty else { return show("Nothing has run so far.\n", on: &screen) }
    let first = sandbox.session.source.lineOfLastReset ?? 1
    if first > 1 {
      show("\("Before line \(first), which forgets them, stand programs of earlier steps.", .faint)\n", on: &screen)
    }
    show(script.listing(from: first, isPlain: sandbox.isPlain), on: &screen)
  }
}

extension SourceText {
  /// Nil where no statement of it is a `reset`.
  fileprivate var lineOfLastReset: Int? {
    var read = self
    var parser = Parser(read)
    var line: Int?
    while let parsed = parser.next(in: &read) {
      if let statement = parsed.statement, case .reset = statement.kind { line = self.line(of: statement.span.start) }
    }
    return line
  }
}

extension Lesson.CellRun {
  /// Whether it declares several things, which print nothing.
  fileprivate var declaresMuch: Bool {
    let declared = events.count { event in
      switch event.kind {
      case .classDeclared, .blueprintDeclared, .handlerDeclared: true
      default: false
      }
    }
    return declared > 1
  }
}
