import Exercises
import Interpreter
import Rendering

/// A lesson as a learner goes through it, on the session of a prompt. The lesson's own cells run once, when it is opened,
/// each leaving a session behind; what the learner types between two steps happens on a copy of the last of these, and is
/// gone with the next step. So nothing that is tried changes the lesson, and any step can be gone to.
package struct LessonPlayer {
  /// Where the learner tries things out.
  package var sandbox: PromptSession
  package private(set) var place: OpenLesson
  var performed: [Lesson.Performed] = []
  /// The step that is shown, from 0; after the last one comes the end of the lesson.
  private(set) var index = 0
  private(set) var log: ProgressLog
  private(set) var lessonProgress: LessonProgress
  /// The names of the lessons of the course, in order.
  let course: [String]
  /// The exercise of this step has been passed, now or before: Enter goes on.
  var isAnswered = false
  /// How often an answer failed in a row.
  var failures = 0
  /// The answer that was checked last at this step, and the verdict on it.
  var checked: (answer: String, verdict: Verdict)?
  /// What of this step did not fit on the screen.
  var unread: StyledText?
  /// How many rows were printed since something was typed.
  var printedRows = 0

  /// Opens a lesson where the learner left it.
  package init(
    _ place: OpenLesson, sandbox: PromptSession, log: ProgressLog, course: [String],
    on screen: inout some LessonScreen
  ) {
    self.sandbox = sandbox
    self.place = place
    self.log = log
    self.course = course
    lessonProgress = LessonProgress(in: place.key.text, log)
    open(place, on: &screen)
  }

  /// Opens another lesson where the learner left it.
  package mutating func open(_ place: OpenLesson, on screen: inout some LessonScreen) {
    self.place = place
    var session = Session(name: place.name)
    performed = place.lesson.perform(in: &session)
    switch log.migration(to: place.key, of: place.lesson) {
    case .none: break
    case .proved(let records):
      log.records += records
      screen.keep(records)
    case .doubtful:
      if !LessonProgress(in: place.key.text, log).isStarted { show(place.doubt + "\n\n", on: &screen) }
    }
    lessonProgress = LessonProgress(in: place.key.text, log)
    index = lessonProgress.isFinished ? 0 : min(lessonProgress.step - 1, performed.count)
    beginStep()
  }

  /// Greets the learner, and shows the step of now.
  package mutating func begin(on screen: inout some LessonScreen) {
    greet(on: &screen)
    showStep(on: &screen)
  }

  /// Replaces the steps by those for a screen of another width.
  package mutating func fit(_ steps: [Lesson.Step]) { place.steps = steps }

  /// Shows a text, and counts its rows to what the learner sees at once.
  package mutating func show(_ text: StyledText, on screen: inout some LessonScreen) {
    printedRows += text.rows(columns: screen.columns)
    screen.show(text)
  }

  // MARK: Where one is

  /// How many steps there are. The end, which has a text of its own, is the last one.
  var stepCount: Int { performed.count + 1 }

  /// `step 3 of 12`.
  var whereInLesson: String { "step \(index + 1) of \(stepCount)" }

  /// What the step leads to; nil at the end of the lesson.
  var part: Lesson.Performed? { performed.indices.contains(index) ? performed[index] : nil }

  var judge: Judge? { if case .exercise(let judge) = part { judge } else { nil } }

  var judges: [Judge] { performed.compactMap { if case .exercise(let judge) = $0 { judge } else { nil } } }

  /// The lesson's session where this step begins.
  var session: Session {
    for earlier in performed[..<min(index, performed.count)].reversed() {
      if case .cell(let played) = earlier { return played.session }
    }
    return Session(name: place.name)
  }

  /// Makes the sandbox of the step: a copy of the lesson's session or, for an exercise, what its answer starts from.
  mutating func beginStep() {
    failures = 0
    checked = nil
    unread = nil
    isAnswered = judge.map { $0.exercise.isKept || lessonProgress.hasPassed($0) } ?? false
    sandbox.history = UndoHistory(from: SessionSnapshot(session: judge?.session ?? session))
    sandbox.answerAdvice = judge.map { AnswerAdvice(for: $0) }
    guard let judge else { return }
    if let draft = draft(of: judge) { return replaceAnswer(by: Array(draft.utf8), judge) }
    let starter = Array(judge.exercise.starter.content.utf8)
    if !judge.exercise.starter.content.trimmed.isEmpty {
      var snapshot = sandbox.history.now
      let run = snapshot.run(starter)
      // What can be changed by typing can be taken back: the statements of a starter, not its remarks.
      sandbox.history.add(UndoHistory.Entry(text: starter, changesState: run.changesState), leadingTo: snapshot)
    }
  }

  mutating func go(
    to step: Int, after outcome: StyledText = StyledText(), on screen: inout some LessonScreen
  ) {
    index = max(0, min(step, performed.count))
    note(.reached(step: index + 1), on: &screen)
    beginStep()
    showStep(after: outcome, on: &screen)
  }

  mutating func note(_ action: ProgressRecord.Action, on screen: inout some LessonScreen) {
    let record = ProgressRecord(lesson: place.key.text, action)
    lessonProgress.add(action)
    log.records.append(record)
    screen.keep([record])
  }

  // MARK: What is typed

  /// What comes before an entry: `lesson 2, step 3 of 12, 0.12.2 [18]> `. On a narrow screen it leaves room to type:
  /// `step 3/12, 0.12.2 [18]> `.
  package func prompt(columns: Int) -> StyledText {
    let number = place.number.map { "lesson \($0), " } ?? ""
    let place = columns < 60 ? "step \(index + 1)/\(stepCount)" : "\(number)\(whereInLesson)"
    return "\("\(place), ", .strong)\(sandbox.prompt)"
  }

  /// What comes before a guess.
  package static let guessPrompt = "your guess (Enter: none)> "

  /// Does what an entry says, and returns what remains for the front end.
  package mutating func take(_ entry: PromptEntry, on screen: inout some LessonScreen) -> LessonTask {
    printedRows = 0
    // Most entries of a lesson never come to the sandbox.
    sandbox.forgetCorrection()
    if sandbox.takeLateStepKey(entry, on: &screen) { return .none }
    let text = entry.text
    if text.trimmed.isEmpty { return sandbox.readOn(on: &screen) ? .none : goOn(on: &screen) }
    sandbox.unread = nil
    if guesses(text, on: &screen) { return .none }
    if let task = takeNumber(text, on: &screen) { return task }
    if let (word, argument) = LessonCommand.read(text) { return take(word, argument, on: &screen) }
    guard case .command(let command) = entry.kind else { return tryOut(entry, on: &screen) }
    switch command {
    case .learn(let lesson): return .open(lesson: lesson)
    case .list: list(on: &screen)
    case .load, .edit, .restore:
      show(
        "Here `edit` writes an answer, at an exercise. At the prompt, outside of the course, you have files.\n",
        on: &screen)
    case .help, .save, .undo, .redo, .step, .appCode, .history, .explain, .clear, .quit:
      return tryOut(entry, on: &screen)
    }
    return .none
  }

  private mutating func tryOut(_ entry: PromptEntry, on screen: inout some LessonScreen) -> LessonTask {
    let count = sandbox.history.entries.count
    let task = sandbox.take(entry, on: &screen)
    // Of an answer, a test or an expectation can be taken back as well.
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
    case .next: return goOn(on: &screen)
    case .back: index == 0 ? show("This is the first step.\n", on: &screen) : go(to: index - 1, on: &screen)
    case .goto: goTo(argument, on: &screen)
    case .again: showStep(on: &screen)
    case .hint: hint(on: &screen)
    case .solution: solution(on: &screen)
    case .skip: return skip(on: &screen)
    case .done:
      if judge == nil { return goOn(on: &screen) }
      checkAnswer(on: &screen)
    case .more: showWholeVerdict(on: &screen)
    case .edit: return editAnswer(on: &screen)
    case .reset: return reset(on: &screen)
    case .where: showPlace(on: &screen)
    case .toc: return .listCourse
    case .help: sandbox.read(LessonCommand.list(isKept: screen.isKept, columns: screen.columns), on: &screen)
    case .quit:
      keepDraft(on: &screen)
      return .quit
    }
    return .none
  }

  /// At an exercise the answer is forgotten; elsewhere it is the statement that pages of the course show.
  private mutating func reset(on screen: inout some LessonScreen) -> LessonTask {
    guard let judge else {
      return tryOut(PromptEntry(Array("reset".utf8), after: sandbox.session.source), on: &screen)
    }
    if draft(of: judge) != nil { note(.forgot(exercise: judge.exercise.name), on: &screen) }
    beginStep()
    show("What you tried at this step is forgotten.\n", on: &screen)
    return .none
  }

  private mutating func goTo(_ argument: String, on screen: inout some LessonScreen) {
    guard let number = Int(argument), (1...stepCount).contains(number) else {
      return show("`goto` takes the number of a step, from 1 to \(stepCount).\n", on: &screen)
    }
    go(to: number - 1, on: &screen)
  }

  /// Enter: the rest of the step is shown, the cell runs, the answer is checked, or the next step is shown.
  mutating func goOn(on screen: inout some LessonScreen) -> LessonTask {
    if readOn(on: &screen) { return .none }
    switch part {
    case .cell(let played): return run(played, on: &screen)
    case .exercise:
      isAnswered && !hasNewAnswer ? go(to: index + 1, on: &screen) : checkAnswer(on: &screen)
      return .none
    case nil: return goToNextLesson(on: &screen)
    }
  }

  private mutating func skip(on screen: inout some LessonScreen) -> LessonTask {
    switch part {
    case .cell: go(to: index + 1, on: &screen)
    case .exercise(let judge):
      if !isAnswered { note(.skipped(exercise: judge.exercise.name), on: &screen) }
      show("Skipped. `back` comes here again.\n\n", on: &screen)
      go(to: index + 1, on: &screen)
    case nil: return goToNextLesson(on: &screen)
    }
    return .none
  }

  private mutating func goToNextLesson(on screen: inout some LessonScreen) -> LessonTask {
    guard place.isOfCourse else {
      show("That was the lesson. `quit` leaves.\n", on: &screen)
      return .none
    }
    if place.nextTitle != nil { return .openNext }
    show(endOfCourse, on: &screen)
    return .none
  }
}
