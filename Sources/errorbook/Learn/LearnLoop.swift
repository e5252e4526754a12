import Course
import Diagnostics
import Exercises
import Glibc
import Interpreter
import Lessons
import LineEditing
import Prompt
import Rendering

/// # Learn
///
/// A walk through a lesson on the prompt of an interactive session. The lesson's own cells are run once, when it is opened,
/// each leaving a session behind; what the learner types between two steps happens on a copy of the last of these, and is
/// gone with the next step. So the lesson goes its way whatever is tried, and any step can be gone to.
struct LearnLoop {
  var prompt: PromptLoop
  private(set) var place: CoursePlace
  private(set) var performed: [Lesson.Performed] = []
  /// The step that is shown, from 0; behind the last one is the end of the lesson.
  private(set) var index = 0
  private var file = ProgressFile()
  private var reported = false
  private(set) var log = ProgressLog()
  private(set) var standing: Standing
  /// The exercise of this step has been passed, now or before: Enter goes on.
  var isAnswered = false
  /// How often an answer failed in a row.
  var failures = 0
  /// The answer that was checked last at this step.
  var checked: String?
  /// What of this step did not fit on the screen.
  var unread: StyledText?
  /// How many rows were printed since something was typed.
  var printedRows = 0
  private var hasLeft = false

  init(_ prompt: PromptLoop, at place: CoursePlace) {
    self.prompt = prompt
    self.prompt.terminal.moreCommands = LessonCommand.allCases.map(\.rawValue)
    self.place = place
    log = file.open()
    standing = Standing(in: place.key.text, log)
    open(place)
  }

  mutating func run() {
    InterruptFlag.watch()
    sayWhatIsKept()
    greet()
    showStep()
    reportProblems()
    while !hasLeft {
      guard let entry = prompt.terminal.readEntry(learnPrompt, in: prompt.session) else {
        keepDraft()
        if isatty(STDOUT_FILENO) == 1 { sayGoodbye() }
        break
      }
      printedRows = 0
      take(entry.text, entry)
      reportProblems()
    }
    prompt.terminal.console.flush()
  }

  /// Warns before the lesson starts if nothing can be kept.
  private mutating func sayWhatIsKept() {
    reportProblems()
    guard let failure = file.failure else { return }
    // A problem with the file was just reported.
    if !reported { print("\(failure)\n") }
    print("You can still take the lesson, but your place and answers will be lost when you quit.\n\n")
  }

  private mutating func reportProblems() {
    prompt.terminal.reportHistory()
    reported = false
    if let notice = file.takeNotice() {
      reported = true
      print("\(notice)\n")
    }
  }

  /// Whether the place and the answers outlive the program.
  var isKept: Bool { file.failure == nil }

  private mutating func sayGoodbye() {
    // Try once more to write what could not be written before.
    file.add([])
    if let failure = file.failure { return print("Your place is not kept: \(failure).\n") }
    let command = "errorbook learn" + (place.argument.map { $0.contains(" ") ? " '\($0)'" : " \($0)" } ?? "")
    print("Your place is kept. `\(command)` goes on from here.\n")
  }

  // MARK: Where one is

  var steps: [Lesson.Step] { place.lesson.steps(columns: Console.columns, isPlain: prompt.session.isPlain) }
  var stepCount: Int { performed.count + 1 }

  /// What the step leads to; nil at the end of the lesson.
  var part: Lesson.Performed? { performed.indices.contains(index) ? performed[index] : nil }

  var judge: Judge? { if case .exercise(let judge) = part { judge } else { nil } }

  /// The lesson's session where this step begins.
  var session: Session {
    for earlier in performed[..<min(index, performed.count)].reversed() {
      if case .cell(let played) = earlier { return played.session }
    }
    return Session(name: place.name)
  }

  private mutating func open(_ place: CoursePlace) {
    self.place = place
    var session = Session(name: place.name)
    performed = place.lesson.perform(in: &session)
    switch log.migration(to: place.key, of: place.lesson) {
    case .none: break
    case .proved(let records):
      log.records += records
      file.add(records)
    case .doubtful: if !Standing(in: place.key.text, log).isBegun { print("\(place.doubt)\n\n") }
    }
    standing = Standing(in: place.key.text, log)
    index = standing.isFinished ? 0 : min(standing.step - 1, performed.count)
    beginStep()
  }

  /// Makes the sandbox of the step: a copy of the lesson's session or, for an exercise, what its answer starts from.
  mutating func beginStep() {
    failures = 0
    checked = nil
    unread = nil
    isAnswered = judge.map { $0.exercise.isKept || standing.hasPassed($0) } ?? false
    prompt.session.history = UndoHistory(from: SessionSnapshot(session: judge?.session ?? session))
    guard let judge else { return }
    if let draft = draft(of: judge) { return replaceAnswer(by: Array(draft.utf8), judge) }
    let starter = judge.exercise.starter.content
    if !starter.trimmed.isEmpty {
      var moment = prompt.session.history.now
      var run = EntryRun(Array(starter.utf8), in: &moment.session)
      while run.next(in: &moment.session) != nil {}
      // What can be changed by typing can be taken back: the statements of a starter, not its remarks.
      prompt.session.history.add(
        UndoHistory.Entry(text: Array(starter.utf8), changesState: run.changesState), leadingTo: moment)
    }
  }

  mutating func go(to step: Int) {
    index = max(0, min(step, performed.count))
    note(.cameTo(step: index + 1))
    beginStep()
    showStep()
  }

  mutating func note(_ deed: ProgressRecord.Deed) {
    let record = ProgressRecord(lesson: place.key.text, deed)
    standing.add(deed)
    log.records.append(record)
    file.add([record])
  }

  // MARK: What is typed

  /// `lesson 2, step 3 [18]> `.
  private var learnPrompt: StyledText {
    let number = place.file?.number.map { "lesson \($0), " } ?? ""
    let step = part == nil ? "the end" : "step \(index + 1) of \(performed.count)"
    return "\("\(number)\(step)", .strong) [\(prompt.session.nextLine)]> "
  }

  private mutating func take(_ text: String, _ entry: PromptEntry) {
    if prompt.session.takeLateStepKey(entry, on: &prompt.terminal) { return }
    if text.trimmed.isEmpty { return goOn() }
    if guesses(text) || isNumber(text) { return }
    if let (word, argument) = LessonCommand.read(text) { return take(word, argument) }
    switch SessionCommand.read(text) {
    case .success(.learn(let lesson)): openAnother(lesson)
    case .success(.list): list()
    case .success(.load), .success(.edit), .success(.restore):
      print("Here `edit` writes an answer, at an exercise. At the prompt, outside of the course, you have files.\n")
    default: tryOut(entry)
    }
  }

  private mutating func tryOut(_ entry: PromptEntry) {
    let count = prompt.session.history.entries.count
    hasLeft = !prompt.take(entry)
    // Of an answer, a test or an expectation can be taken back as well.
    if let judge, prompt.session.history.entries.count > count, let last = prompt.session.history.entries.last,
      isAnswer(last, to: judge)
    {
      prompt.session.history.countLastEntry()
    }
  }

  mutating func take(_ word: LessonCommand, _ argument: String) {
    switch word {
    case .next: goOn()
    case .back: index == 0 ? print("This is the first step.\n") : go(to: index - 1)
    case .goto: goTo(argument)
    case .again: showStep()
    case .hint: hint()
    case .solution: solution()
    case .skip: skip()
    case .done: judge == nil ? goOn() : checkAnswer()
    case .edit: editAnswer()
    case .reset: reset()
    case .where: showPlace()
    case .toc: showCourse()
    case .help: print(LessonCommand.list(isKept: isKept))
    case .quit:
      keepDraft()
      hasLeft = true
      sayGoodbye()
    }
  }

  /// At an exercise the answer is forgotten; elsewhere it is the statement that pages of the course show.
  private mutating func reset() {
    guard let judge else { return tryOut(PromptEntry(Array("reset".utf8), after: prompt.session.session.source)) }
    if draft(of: judge) != nil { note(.forgot(exercise: judge.exercise.name)) }
    beginStep()
    print("What you tried at this step is forgotten.\n")
  }

  private mutating func goTo(_ argument: String) {
    guard let number = Int(argument), (1...stepCount).contains(number) else {
      return print("`goto` takes the number of a step, from 1 to \(stepCount).\n")
    }
    go(to: number - 1)
  }

  /// Enter: the rest of the step is shown, the cell runs, the answer is checked, or the next step is shown.
  mutating func goOn() {
    if readOn() { return }
    switch part {
    case .cell(let played):
      guard run(played) else { return }
      go(to: index + 1)
    case .exercise: isAnswered && !hasNewAnswer ? go(to: index + 1) : checkAnswer()
    case nil: goToNextLesson()
    }
  }

  private mutating func skip() {
    switch part {
    case .cell: go(to: index + 1)
    case .exercise(let judge):
      if !isAnswered { note(.skipped(exercise: judge.exercise.name)) }
      print("Skipped. `back` comes here again.\n\n")
      go(to: index + 1)
    case nil: goToNextLesson()
    }
  }

  // MARK: From lesson to lesson

  private mutating func goToNextLesson() {
    guard let file = place.file else { return print("That was the lesson. `quit` leaves.\n") }
    guard let next = Course.next(after: file) else { return print(endOfCourse) }
    open(CoursePlace(next))
    greet()
    showStep()
  }

  private mutating func openAnother(_ name: String?) {
    switch CoursePlace.find(name) {
    case .failure(let problem): print(problem.text)
    case .success(let place):
      open(place)
      greet()
      showStep()
    }
  }

  mutating func print(_ text: StyledText) {
    printedRows += Pager.height(text, columns: Console.columns)
    prompt.terminal.console.print(text)
  }
}
