import Diagnostics
import Exercises
import Interpreter
import Rendering
import Syntax

/// The texts of a lesson and its steps.
extension LessonPlayer {
  mutating func greet(on screen: inout some LessonScreen) {
    if !quiz.items.isEmpty { return show(quizGreeting, on: &screen) }
    if log.records.isEmpty {
      let end = screen.isProgressSaved ? " and saves your place" : ""
      show(
        "Press Enter to continue. `help` lists the commands, `quit` leaves the lesson\(end).\n\n", on: &screen)
    } else if lessonProgress.isStarted, !lessonProgress.isFinished, index > 0 {
      show("Welcome back: \(positionInLesson). `goto 1` returns to the start of the lesson.\n\n", on: &screen)
    }
  }

  /// Shows the prose of the step, then its cell or exercise.
  /// - Parameter outcome: the output of the cell before it. If it is larger than the screen, it is shown in parts.
  mutating func showStep(after outcome: StyledText = StyledText(), on screen: inout some LessonScreen) {
    guard place.steps.indices.contains(index) else { return }
    let prose = place.steps[index].prose
    let text = outcome + (prose.isEmpty ? prose : prose + "\n\n")
    switch part {
    case .cell(let played): show(text + (quizText(of: played) ?? self.text(of: played.cell)), on: &screen)
    case .exercise(let judge): show(text + self.text(of: judge), on: &screen)
    case .essay(let essay): show(text + self.text(of: essay), on: &screen)
    case nil: show(text + endOfLesson(on: &screen), on: &screen)
    }
    isReadingStep = true
  }

  private func text(of cell: Lesson.Cell) -> StyledText {
    let next = cell.isPredicted ? "Press Enter to guess the result." : "Press Enter to run it."
    return code(cell.code.content, from: cell.quizName == nil ? session.nextLine : 1) + "\n\(next, .faint)\n"
  }

  private func text(of judge: Judge) -> StyledText {
    let exercise = judge.exercise
    let starter = shownStarter(judge).map { $0 + "\n" } ?? StyledText()
    if isAnswered, let answer = lessonProgress.answers[exercise.name] {
      return starter + "You have passed this exercise with this answer:\n\n" + code(answer.text)
        + "\nPress Enter to continue. `done` checks a new answer.\n"
    }
    if exercise.isFromHandOut {
      return starter
        + "\("Exercise.", .strong) Your teacher checks this exercise: write your answer to a file and hand it in.\nPress Enter to continue.\n"
    }
    var text =
      starter + "\("Exercise.", .strong) Type your answer. Press Enter on an empty line to check it.\n"
      + judge.rulesText(without: LessonCommand.reset.rawValue)
    if draft(of: judge) != nil {
      text += "Your earlier answer is restored: `list` shows it, `reset` discards it.\n"
    }
    return text + "\("Or type \(listed(alternatives(to: exercise) + ["`edit` (your editor)"], "or")).", .faint)\n"
  }

  /// Returns the starter of the answer. It has line numbers if the session starts with it.
  private func shownStarter(_ judge: Judge) -> StyledText? {
    let starter = judge.exercise.starter.content
    guard !starter.trimmed.isEmpty else { return nil }
    let isThere = sandbox.history.entries.first?.text == Array(starter.utf8)
    return isThere ? code(starter, from: judge.session.nextLine) : code(starter)
  }

  /// Returns lines of the lesson's session, with their numbers.
  private func code(_ content: String, from first: Int) -> StyledText {
    NumberedLines(code: content, first: first).text(isPlain: sandbox.isPlain)
  }

  /// Returns indented lines of code.
  func code(_ content: String) -> StyledText {
    var text = StyledText()
    text.appendLines(content, .listing)
    return text.indented(by: 4)
  }

  // MARK: Screens

  /// Whether a part of this step has not been shown.
  func hasUnread(_ screen: some LessonScreen) -> Bool { !unread.isEmpty || isReadingStep && screen.hasRest }

  /// Shows the output that waits for Enter, or the rest of the step. Returns false if there is none.
  mutating func showRest(on screen: inout some LessonScreen) -> Bool {
    // The front end shows it before it reads the next entry.
    if screen.hasRest { return true }
    guard !unread.isEmpty else { return false }
    show(unread, on: &screen)
    unread = StyledText()
    isReadingStep = true
    return true
  }

  /// Makes room for the output of an entry. The rest of the step can still be read after it.
  mutating func setAsideRest(of screen: inout some LessonScreen) {
    let rest = screen.takeRest()
    if isReadingStep, !rest.isEmpty { unread = rest }
    isReadingStep = false
  }

  // MARK: Cells

  /// Runs a cell. If the cell asks for a guess, shows the question first.
  mutating func run(_ played: Lesson.CellRun, on screen: inout some LessonScreen) -> LessonTask {
    guard played.cell.isPredicted, let prediction = Prediction(played) else {
      showOutcome(of: played, guess: nil, on: &screen)
      return .none
    }
    show("\(prediction.question)\n", on: &screen)
    if case .choice(let choices) = prediction.form {
      for (number, choice) in choices.enumerated() { show(choiceRow(number + 1, "\(choice, .code)"), on: &screen) }
    }
    return .askGuess
  }

  /// Returns a choice after its number. On a narrow screen its lines start under each other.
  func choiceRow(_ number: Int, _ choice: StyledText) -> StyledText {
    var row: StyledText = "  \(number)  "
    row.hangHere()
    return row + choice + "\n"
  }

  /// Shows the output of a cell, then the next step.
  private mutating func showOutcome(
    of played: Lesson.CellRun, guess: LessonProgress.Prediction?, reason: Reasons.Entry? = nil,
    on screen: inout some LessonScreen
  ) {
    var text = StyledText()
    if !sandbox.history.entries.isEmpty {
      text += "\("Your experiments are discarded. The lesson continues without them.", .faint)\n"
    }
    var shown = played.text(isPlain: sandbox.isPlain, columns: screen.columns - Self.outputIndent)
    let lines = played.cell.code.content.split { $0.isNewline }.count
    if played.declaresMuch { shown += "\("\(lines) lines ran", .faint)\n" }
    if !shown.isEmpty { text += shown.indented(by: Self.outputIndent) + "\n" }
    if let guess {
      record(.predicted(cell: played.cell.fingerprint, guess: guess.guess, actual: guess.actual), on: &screen)
      text += explanation(of: guess, reason, played, columns: screen.columns)
    }
    go(to: index + 1, after: text, on: &screen)
  }

  /// The indentation of a cell's output.
  private static let outputIndent = 2

  // MARK: Guesses

  /// Takes an entry as the guess at a step that asks for one, before the question was shown. Returns nil if the entry
  /// is not a guess.
  mutating func takeEarlyGuess(_ typed: String, on screen: inout some LessonScreen) -> LessonTask? {
    guard case .cell(let played) = part, played.cell.isPredicted, let prediction = Prediction(played),
      LessonCommand.read(typed) == nil, let guess = prediction.guess(typed), !prediction.isNumber(typed)
    else { return nil }
    return take(LessonProgress.Prediction(guess: guess, actual: prediction.actual), at: played, on: &screen)
  }

  /// Takes a guess, and asks for a reason if the lesson offers reasons.
  private mutating func take(
    _ guess: LessonProgress.Prediction, at played: Lesson.CellRun, on screen: inout some LessonScreen
  ) -> LessonTask {
    guard let reasons = played.reasons?.choices, !reasons.isEmpty else {
      showOutcome(of: played, guess: guess, on: &screen)
      return .none
    }
    guessInQuestion = guess
    show("Why?\n", on: &screen)
    for (number, reason) in reasons.enumerated() {
      show(choiceRow(number + 1, StyledText(prose: reason.text)), on: &screen)
    }
    return .askGuess
  }

  /// Handles a number, which is a guess and not a statement: shows the choices first. Returns nil for other entries.
  mutating func takeNumber(_ typed: String, on screen: inout some LessonScreen) -> LessonTask? {
    guard judge == nil, !typed.trimmed.isEmpty, typed.trimmed.allSatisfy({ $0.isNumber }) else { return nil }
    if case .cell(let played) = part, played.cell.isPredicted { return advanceStep(on: &screen) }
    show("A number is a guess, but this step asks no question. Press Enter to continue.\n", on: &screen)
    return LessonTask.none
  }

  /// Takes the reply to the question for a guess.
  package mutating func takeGuess(_ reading: GuessReading, on screen: inout some LessonScreen) -> LessonTask {
    guard case .cell(let played) = part, let prediction = Prediction(played) else { return .none }
    switch reading {
    case .endOfInput: return take(.quit, "", on: &screen)
    case .cancelled:
      guessInQuestion = nil
      screen.dropRest()
      show("The cell did not run. Press Enter to be asked again.\n", on: &screen)
      return .none
    case .typed(let typed):
      // A number means nothing until all choices have been shown.
      if screen.hasRest, prediction.isNumber(typed) { return .askGuess }
      screen.dropRest()
      if let guessInQuestion { return takeReason(String(typed.trimmed), for: guessInQuestion, at: played, on: &screen) }
      let guess = typed.trimmed.isEmpty ? nil : prediction.guess(typed)
      if let guess {
        return take(LessonProgress.Prediction(guess: guess, actual: prediction.actual), at: played, on: &screen)
      }
      if typed.trimmed.isEmpty {
        showOutcome(of: played, guess: nil, on: &screen)
        return .none
      }
      if let (word, argument) = LessonCommand.read(typed) { return take(word, argument, on: &screen) }
      show("\(prediction.help) Press Enter to continue without a guess.\n", on: &screen)
      return .askGuess
    }
  }

  /// Takes the reply to the question for a reason.
  private mutating func takeReason(
    _ typed: String, for guess: LessonProgress.Prediction, at played: Lesson.CellRun, on screen: inout some LessonScreen
  ) -> LessonTask {
    let reasons = played.reasons?.choices ?? []
    let number = Int(typed) ?? 0
    let reason = reasons.indices.contains(number - 1) ? reasons[number - 1] : nil
    if reason != nil || typed.isEmpty {
      guessInQuestion = nil
      showOutcome(of: played, guess: guess, reason: reason, on: &screen)
      return .none
    }
    if let (word, argument) = LessonCommand.read(typed) {
      guessInQuestion = nil
      return take(word, argument, on: &screen)
    }
    show("Type a number from 1 to \(reasons.count), or press Enter to give no reason.\n", on: &screen)
    return .askGuess
  }

  private func explanation(
    of guess: LessonProgress.Prediction, _ reason: Reasons.Entry?, _ played: Lesson.CellRun, columns: Int
  ) -> StyledText {
    var text = explanation(of: guess, played, columns: columns)
    guard let reason else { return text + "\n" }
    text += "\n"
    switch reason.role {
    case .rightReason: text += "\("Your reason is right.", .success)\n"
    case .wrongReason, .wrongResult: text += "Not the reason: \(StyledText(prose: reason.text))\n"
    }
    return text + played.text(about: reason, isPlain: sandbox.isPlain, columns: columns) + "\n"
  }

  private func explanation(
    of guess: LessonProgress.Prediction, _ played: Lesson.CellRun, columns: Int
  ) -> StyledText {
    if guess.wasRight { return "\("Your guess was right.", .success)\n" }
    let both: StyledText = "You guessed \(guess.guess, .code); the result is \(guess.actual, .code)."
    let prediction = Prediction(played)
    if let entry = played.reasons?.entry(about: prediction?.completed(guess.guess) ?? guess.guess) {
      return both + "\n" + played.text(about: entry, isPlain: sandbox.isPlain, columns: columns)
    }
    let difference = prediction?.difference(from: guess.guess)
    return difference.map { both + "\n\($0)\n" } ?? both + " Read on, or type `why`.\n"
  }

  // MARK: The learner's place

  mutating func showPlace(on screen: inout some LessonScreen) {
    show("\(place.lesson.title, .strong)\n", on: &screen)
    let passed = judges.count { lessonProgress.hasPassed($0) }
    let exercises = judges.isEmpty ? "" : ", \(passed) of \(judges.count) exercises passed"
    let number = place.number.map { "lesson \($0) of \(courseProgress.required.count), " } ?? ""
    show("\(number)\(positionInLesson)\(exercises)\n", on: &screen)
  }

  /// Lists the lessons and exercises of the course with the learner's progress.
  package mutating func showCourse(on screen: inout some LessonScreen) {
    let list = courseProgress.list(columns: screen.columns, openLesson: place.isOfCourse ? place.name : nil)
    show(list + "\("`learn 3` opens lesson 3.", .faint)\n", on: &screen)
  }

  var courseProgress: CourseProgress { CourseProgress(course, log) }

  /// The steps before the end that were never shown, because the learner went past them with `goto`. A quiz has its own
  /// rule: it is complete when every question has an answer.
  private var unshownSteps: [Int] {
    quiz.items.isEmpty ? (1..<stepCount).filter { !lessonProgress.shownSteps.contains($0) } : []
  }

  /// Returns a summary of the lesson and of the course, and the way to continue.
  private mutating func endOfLesson(on screen: inout some LessonScreen) -> StyledText {
    let unshown = unshownSteps
    if !isQuizOpen, !lessonProgress.isFinished, unshown.isEmpty { record(.finished, on: &screen) }
    if let end = endOfQuiz(columns: screen.columns) { return end }
    let passed = judges.count { lessonProgress.hasPassed($0) }
    var parts: [String] = []
    if !judges.isEmpty { parts.append("\(passed) of \(judges.count) exercises passed") }
    let essays = place.lesson.essays
    let written = essays.count { lessonProgress.essays[$0.name] != nil }
    if !essays.isEmpty { parts.append("\(written) of \(essays.count) texts written") }
    let guesses = lessonProgress.predictions.values
    if !guesses.isEmpty { parts.append("\(guesses.count { $0.wasRight }) of \(guesses.count) guesses right") }
    let end: StyledText =
      "\("End of this lesson", .strong)\(parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")).\n"
      + unfinished(unshown) + openExercises
    guard place.isOfCourse else { return end + "`quit` leaves it.\n" }
    guard let next = place.nextTitle else { return end + endOfCourse }
    let following = course.firstIndex { $0.name == place.name }.map { course[($0 + 1)...] }?.first
    return end + "The course so far: \(courseProgress.totals)\n"
      + "Press Enter for the next lesson: \(following?.titleWithMinutes ?? next)\n"
  }

  /// A line about the steps that were never shown; empty if the lesson is finished anyway.
  private func unfinished(_ unshown: [Int]) -> StyledText {
    guard let first = unshown.first, !lessonProgress.isFinished else { return StyledText() }
    var ranges: [ClosedRange<Int>] = []
    for step in unshown {
      if let last = ranges.last, last.upperBound + 1 == step {
        ranges[ranges.count - 1] = last.lowerBound...step
      } else {
        ranges.append(step...step)
      }
    }
    let steps = ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)" }
    return StyledText(
      prose: "The lesson is not finished: you have not seen \(unshown.count == 1 ? "step" : "steps") \(listed(steps)). "
        + "`goto \(first)` returns there.") + "\n"
  }

  /// A line about the exercises of the lesson that are not passed, with the command that returns to the first one.
  private var openExercises: StyledText {
    let open = performed.enumerated().compactMap { index, part -> (step: Int, name: String)? in
      guard case .exercise(let judge) = part, !judge.exercise.isFromHandOut, !lessonProgress.hasPassed(judge) else {
        return nil
      }
      return (index + 1, judge.exercise.name)
    }
    guard let first = open.first else { return StyledText() }
    let titles = course.first { place.isOfCourse && $0.name == place.name }?.titles ?? PartTitles()
    return StyledText(
      prose: "Not passed: \(listed(open.map { "\"\(titles.title(ofExercise: $0.name))\"" })). "
        + "`goto \(first.step)` returns to \(open.count == 1 ? "it" : "the first one").") + "\n"
  }

  var endOfCourse: StyledText {
    let course = courseProgress
    return "\("End of the course.", .strong) \(course.totals)\n" + course.nextLine(command: "learn")
      + "`toc` shows every lesson and exercise, `quit` leaves the course.\n"
  }

  /// Handles `list` in a lesson: shows only the program that the current step belongs to. A lesson can contain several
  /// programs, separated by `reset`.
  mutating func list(on screen: inout some LessonScreen) {
    let script = sandbox.script
    guard !script.isEmpty else { return show("Nothing has run yet.\n", on: &screen) }
    let first = sandbox.session.source.lineOfLastReset ?? 1
    if first > 1 {
      show("\("The lines of earlier steps are not shown: line \(first) resets them.", .faint)\n", on: &screen)
    }
    show(script.listing(from: first, isPlain: sandbox.isPlain), on: &screen)
  }
}

extension SourceText {
  /// The line of the last `reset`, or nil if there is none.
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
  /// Whether it declares several things. Declarations print nothing.
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
