import Diagnostics
import Exercises
import Interpreter
import Rendering

/// Plays a lesson in a prompt session.
///
/// The cells of the lesson run once, when it is opened, and the player keeps the session after each of them. What the
/// learner types at a step runs on a copy of the latest one and is discarded at the next step. So the learner cannot
/// change the lesson and can go to any step.
package struct LessonPlayer {
  /// The session in which the learner tries things out.
  package var sandbox: PromptSession
  package private(set) var place: OpenLesson
  var performed: [Lesson.PlayedPart] = []
  /// The index of the current step. The end of the lesson has the index after the last step.
  private(set) var index = 0
  /// The round of a quiz. It means nothing in other lessons.
  private(set) var round = Quiz.Round.before
  private(set) var log: ProgressLog
  private(set) var lessonProgress: LessonProgress
  /// The lessons of the course, in order.
  let course: [CourseLesson]
  /// Whether the exercise of this step has passed, now or earlier, so that Enter continues.
  var isAnswered = false
  /// How many answers failed in a row.
  var failures = 0
  /// The last checked answer at this step and its verdict.
  var checked: (answer: String, verdict: Verdict)?
  /// The guess at this step while the lesson asks for a reason.
  var guessInQuestion: LessonProgress.Prediction?
  /// The start of a text that the learner is writing.
  var startOfText = ""
  /// The part of this step that was not shown when the learner typed something. Enter shows it.
  var unread = StyledText()
  /// Whether the output that waits for Enter is a part of this step.
  var isReadingStep = false

  /// Opens a lesson where the learner left off.
  package init(
    _ place: OpenLesson, sandbox: PromptSession, log: ProgressLog, course: [CourseLesson],
    on screen: inout some LessonScreen
  ) {
    self.sandbox = sandbox
    self.place = place
    self.log = log
    self.course = course
    lessonProgress = LessonProgress(in: place.key.text, log)
    open(place, on: &screen)
  }

  /// Opens another lesson where the learner left off.
  package mutating func open(_ place: OpenLesson, on screen: inout some LessonScreen) {
    keepStartOfText(on: &screen)
    self.place = place
    var session = Session(name: place.name)
    performed = place.lesson.perform(in: &session)
    switch log.migration(to: place.key, of: place.lesson) {
    case .none: break
    case .proved(let records):
      log.records += records
      screen.keep(records)
    case .doubtful:
      if !LessonProgress(in: place.key.text, log).isStarted { show(place.migrationNotice + "\n\n", on: &screen) }
    }
    lessonProgress = LessonProgress(in: place.key.text, log)
    round = place.round ?? nextRound
    index =
      quiz.items.isEmpty
      ? (isLessonFinished ? 0 : min(lessonProgress.step - 1, performed.count)) : quizStep
    beginStep()
  }

  /// Greets the learner and shows the current step.
  package mutating func begin(on screen: inout some LessonScreen) {
    greet(on: &screen)
    showStep(on: &screen)
  }

  /// Replaces the steps with those for a screen of another width.
  package mutating func fit(_ steps: [Lesson.Step]) { place.steps = steps }

  package mutating func show(_ text: StyledText, on screen: inout some LessonScreen) { screen.show(text) }

  // MARK: The current step

  /// Whether the learner has seen every step, now or earlier. It then opens at its start. A quiz opens at its next question.
  package var isLessonFinished: Bool { quiz.items.isEmpty && lessonProgress.isFinished }

  /// How many steps there are, including the end of the lesson.
  var stepCount: Int { performed.count + 1 }

  /// The place in the lesson, such as `step 3 of 12`.
  var positionInLesson: String { "step \(index + 1) of \(stepCount)" }

  /// The cell, exercise or essay of the step, or nil at the end of the lesson.
  var part: Lesson.PlayedPart? { performed.indices.contains(index) ? performed[index] : nil }

  var judge: Judge? { if case .exercise(let judge) = part { judge } else { nil } }

  var judges: [Judge] { performed.compactMap { if case .exercise(let judge) = $0 { judge } else { nil } } }

  /// The lesson's session at the start of this step.
  var session: Session {
    for earlier in performed[..<min(index, performed.count)].reversed() {
      if case .cell(let played) = earlier { return played.session }
    }
    return Session(name: place.name)
  }

  /// Creates the sandbox of the step: a copy of the lesson's session or, for an exercise, the session that its answer
  /// starts from.
  mutating func beginStep() {
    failures = 0
    checked = nil
    unread = StyledText()
    isReadingStep = false
    guessInQuestion = nil
    startOfText = ""
    isAnswered =
      judge.map { $0.exercise.isFromHandOut || lessonProgress.hasPassed($0) }
      ?? essay.map { lessonProgress.essays[$0.name] != nil } ?? false
    sandbox.history = UndoHistory(from: SessionSnapshot(session: judge?.session ?? session))
    sandbox.answerAdvice = judge.map { AnswerAdvice(for: $0) }
    guard let judge else { return }
    if let draft = draft(of: judge) { return replaceAnswer(by: Array(draft.utf8), judge) }
    let starter = Array(judge.exercise.starter.content.utf8)
    if !judge.exercise.starter.content.trimmed.isEmpty {
      var snapshot = sandbox.history.now
      let run = snapshot.run(starter)
      // The statements of a starter can be undone, its comments cannot.
      sandbox.history.add(UndoHistory.Entry(text: starter, changesState: run.changesState), leadingTo: snapshot)
    }
  }

  mutating func go(
    to step: Int, after outcome: StyledText = StyledText(), on screen: inout some LessonScreen
  ) {
    keepStartOfText(on: &screen)
    index = max(0, min(step, performed.count))
    record(.reached(step: index + 1), on: &screen)
    beginStep()
    showStep(after: outcome, on: &screen)
  }

  mutating func record(_ action: ProgressRecord.Action, on screen: inout some LessonScreen) {
    let record = ProgressRecord(lesson: place.key.text, action)
    lessonProgress.add(action)
    log.records.append(record)
    screen.keep([record])
  }

  // MARK: Entries

  /// Returns the prompt, such as `lesson 2, step 3 of 12, 0.12.2 [18]> `. On a narrow screen it is shorter:
  /// `step 3/12, 0.12.2 [18]> `.
  package func prompt(columns: Int) -> StyledText {
    let number = place.number.map { "lesson \($0), " } ?? ""
    if let quizPosition { return "\("\(quizPosition)> ", .strong)" }
    let place = columns < 60 ? "step \(index + 1)/\(stepCount)" : "\(number)\(positionInLesson)"
    return "\("\(place), ", .strong)\(sandbox.prompt)"
  }

  /// The prompt before a guess or a reason.
  package var guessPrompt: String {
    guessInQuestion == nil ? "your guess (Enter to skip)> " : "your reason (Enter to skip)> "
  }

  /// Runs an entry and returns the task that is left for the front end.
  package mutating func take(_ entry: PromptEntry, on screen: inout some LessonScreen) -> LessonTask {
    // Most entries of a lesson do not reach the sandbox.
    sandbox.forgetCorrection()
    if sandbox.takeLateStepKey(entry, on: &screen) { return .none }
    let text = entry.text
    if text.trimmed.isEmpty { return advanceStep(on: &screen) }
    // Below "Press Enter for more." the word means the rest, which the front end shows before it reads the next entry.
    if screen.hasRest, LessonCommand.read(text)?.word == .more { return .none }
    setAsideRest(of: &screen)
    if let task = takeInQuiz(entry, on: &screen) { return task }
    if let task = takeEarlyGuess(text, on: &screen) { return task }
    if let task = takeNumber(text, on: &screen) { return task }
    if let task = takeEarlyText(entry) { return task }
    if let (word, argument) = LessonCommand.read(text) { return take(word, argument, on: &screen) }
    guard case .command(let command) = entry.kind else { return tryOut(entry, on: &screen) }
    switch command {
    case .learn(let lesson): return .open(lesson: lesson)
    case .list: list(on: &screen)
    case .load, .edit, .restore:
      show(
        "In a lesson, `edit` edits your answer to an exercise. Files can be used only at the prompt, outside the course.\n",
        on: &screen)
    case .help, .save, .undo, .redo, .step, .appCode, .history, .explain, .clear, .quit:
      return tryOut(entry, on: &screen)
    }
    return .none
  }

  private mutating func tryOut(_ entry: PromptEntry, on screen: inout some LessonScreen) -> LessonTask {
    let count = sandbox.history.entries.count
    let task = sandbox.take(entry, on: &screen)
    // Entries of an answer can be undone even if they change no state, such as a test or an expectation.
    if let judge, sandbox.history.entries.count > count, let last = sandbox.history.entries.last,
      isAnswer(last, to: judge)
    {
      sandbox.history.countLastEntry()
    }
    if case .quit = task { return .leave }
    return .prompt(task)
  }

  mutating func take(_ word: LessonCommand, _ argument: String, on screen: inout some LessonScreen) -> LessonTask {
    switch word {
    case .next: return advanceStep(on: &screen)
    case .back: index == 0 ? show("This is the first step.\n", on: &screen) : go(to: index - 1, on: &screen)
    case .goto: goTo(argument, on: &screen)
    case .again: showStep(on: &screen)
    case .hint: hint(on: &screen)
    case .solution: solution(on: &screen)
    case .skip: return skip(on: &screen)
    case .done:
      if judge == nil { return advanceStep(on: &screen) }
      checkAnswer(on: &screen)
    case .more: showWholeVerdict(on: &screen)
    case .edit: return editAnswer(on: &screen)
    case .reset: return reset(on: &screen)
    case .where: showPlace(on: &screen)
    case .toc: return .listCourse
    case .help:
      show(LessonCommand.list(isProgressSaved: screen.isProgressSaved, columns: screen.columns), on: &screen)
    case .quit:
      keepDraft(on: &screen)
      return .quit
    }
    return .none
  }

  /// Discards the answer at an exercise. At other steps `reset` is the statement that lessons use.
  private mutating func reset(on screen: inout some LessonScreen) -> LessonTask {
    if !startOfText.isEmpty {
      startOfText = ""
      show("Discarded the start of your text.\n", on: &screen)
      return .none
    }
    guard let judge else {
      return tryOut(PromptEntry(Array("reset".utf8), after: sandbox.session.source), on: &screen)
    }
    if draft(of: judge) != nil { record(.forgot(exercise: judge.exercise.name), on: &screen) }
    beginStep()
    show("Discarded what you tried at this step.\n", on: &screen)
    return .none
  }

  private mutating func goTo(_ argument: String, on screen: inout some LessonScreen) {
    guard let number = Int(argument), (1...stepCount).contains(number) else {
      return show("`goto` needs the number of a step, from 1 to \(stepCount).\n", on: &screen)
    }
    go(to: number - 1, on: &screen)
  }

  /// Handles Enter: shows the rest of the step, runs the cell, checks the answer, or shows the next step.
  mutating func advanceStep(on screen: inout some LessonScreen) -> LessonTask {
    if showRest(on: &screen) || advanceQuiz(on: &screen) { return .none }
    switch part {
    case .cell(let played): return run(played, on: &screen)
    case .exercise:
      isAnswered && !hasNewAnswer ? go(to: index + 1, on: &screen) : checkAnswer(on: &screen)
      return .none
    case .essay:
      guard isAnswered else { return askText(on: &screen) }
      go(to: index + 1, on: &screen)
      return .none
    case nil: return goToNextLesson(on: &screen)
    }
  }

  private mutating func skip(on screen: inout some LessonScreen) -> LessonTask {
    switch part {
    case .cell: go(to: index + 1, on: &screen)
    case .exercise(let judge):
      if !isAnswered { record(.skipped(exercise: judge.exercise.name), on: &screen) }
      show("Skipped. `back` returns to this exercise.\n\n", on: &screen)
      go(to: index + 1, on: &screen)
    case .essay(let essay):
      if !isAnswered { record(.skipped(exercise: essay.name), on: &screen) }
      show("Skipped. `back` returns to this question.\n\n", on: &screen)
      go(to: index + 1, on: &screen)
    case nil: return goToNextLesson(on: &screen)
    }
    return .none
  }

  private mutating func goToNextLesson(on screen: inout some LessonScreen) -> LessonTask {
    guard place.isOfCourse, quiz.items.isEmpty else {
      show("This is the end of the \(quiz.items.isEmpty ? "lesson" : "quiz"). `quit` leaves it.\n", on: &screen)
      return .none
    }
    if place.nextTitle != nil { return .openNext }
    show(endOfCourse, on: &screen)
    return .none
  }
}
