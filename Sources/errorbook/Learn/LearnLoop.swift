import Course
import Diagnostics
import Exercises
import Files
import Lessons
import LineEditing
import OperatingSystem
import Prompt
import Rendering

/// # Learn
///
/// A lesson at a terminal: reads entries, and does what the player leaves to the front end: the learner's editor, the log of
/// progress, the lessons of the course.
struct LearnLoop {
  private(set) var terminal: LessonTerminal
  private var player: LessonPlayer
  private var place: CoursePlace
  /// How wide the screen was when the prose was written for it.
  private var columns: Int
  private let keptSessions: KeptSessions

  /// - Parameter prompt: whose session learners try things out in; it stays as it is.
  init(_ prompt: PromptLoop, at place: CoursePlace) {
    terminal = LessonTerminal(prompt.terminal)
    self.place = place
    keptSessions = prompt.keptSessions
    columns = Console.columns
    let log = terminal.file.open()
    player = LessonPlayer(
      place.opened(columns: columns, isPlain: terminal.isPlain), sandbox: prompt.session, log: log,
      course: Course.lessons.map { $0.name }, on: &terminal)
  }

  mutating func run() {
    InterruptFlag.watch()
    sayWhatIsKept()
    player.begin(on: &terminal)
    reportProblems()
    while let entry = terminal.readEntry(player.prompt(columns: terminal.columns), in: player.sandbox) {
      fitSteps()
      InterruptFlag.lower()
      let goesOn = perform(player.take(entry, on: &terminal))
      reportProblems()
      guard goesOn else { return terminal.console.flush() }
    }
    player.keepDraft(on: &terminal)
    if StandardStream.output.isTerminal { showFarewell() }
    terminal.console.flush()
  }

  /// The prose is written anew where the screen has changed its width.
  private mutating func fitSteps() {
    guard Console.columns != columns else { return }
    columns = Console.columns
    player.fit(place.lesson.steps(columns: columns, isPlain: terminal.isPlain))
  }

  /// Does what the player leaves to the front end; false to leave.
  private mutating func perform(_ task: LessonTask) -> Bool {
    switch task {
    case .none: break
    case .askGuess: return perform(player.takeGuess(askGuess(), on: &terminal))
    case .edit(let answer): edit(answer)
    case .open(let lesson): open(lesson)
    case .openNext: if let next = place.file.flatMap({ Course.next(after: $0) }) { open(CoursePlace(next)) }
    case .listCourse: player.showCourse(CoursePlace.courseLessons, on: &terminal)
    case .prompt(let task): perform(task)
    case .quit:
      showFarewell()
      return false
    case .leave: return false
    }
    return true
  }

  private mutating func perform(_ task: PromptTask) {
    switch task {
    case .save(let path):
      if terminal.screen.save(&player.sandbox, to: path) { keptSessions.forgetRestored() }
    case .step(let stepper): terminal.screen.go(through: stepper)
    case .showHistory: terminal.screen.showHistory()
    case .clearScreen: terminal.screen.clearScreen()
    // A lesson has words of its own for these.
    case .none, .edit, .load, .restore, .learn, .quit: break
    }
  }

  private mutating func askGuess() -> GuessReading {
    terminal.console.flush()
    let reading = terminal.screen.editor.readAnswer(prompt: LineEditing.Prompt(LessonPlayer.guessPrompt))
    fitSteps()
    switch reading {
    case .cancelled: return .cancelled
    case .endOfInput: return .endOfInput
    case .entry(let entry): return .typed(String(decoding: entry, as: UTF8.self))
    }
  }

  // MARK: What is kept

  /// Warns before the lesson starts if nothing can be kept.
  private mutating func sayWhatIsKept() {
    let wasReported = reportProblems()
    guard let failure = terminal.file.failure else { return }
    // A problem with the file was just reported.
    if !wasReported { show("\(failure)\n") }
    show("You can still take the lesson, but your place and answers will be lost when you quit.\n\n")
  }

  /// - Returns: whether there was a problem with the file of the progress.
  @discardableResult
  private mutating func reportProblems() -> Bool {
    terminal.screen.reportHistory()
    guard let notice = terminal.file.takeNotice() else { return false }
    show("\(notice)\n")
    return true
  }

  private mutating func showFarewell() {
    // Try once more to write what could not be written before.
    terminal.keep([])
    if let failure = terminal.file.failure { return show("Your place is not kept: \(failure).\n") }
    let command = "errorbook learn" + (place.argument.map { $0.contains(" ") ? " '\($0)'" : " \($0)" } ?? "")
    show("Your place is kept. `\(command)` goes on from here.\n")
  }

  private mutating func show(_ text: StyledText) { player.show(text, on: &terminal) }

  // MARK: Lessons

  private mutating func open(_ name: String?) {
    switch CoursePlace.find(name) {
    case .failure(let problem): show(problem.text)
    case .success(let place): open(place)
    }
  }

  private mutating func open(_ place: CoursePlace) {
    self.place = place
    columns = Console.columns
    player.open(place.opened(columns: columns, isPlain: terminal.isPlain), on: &terminal)
    player.begin(on: &terminal)
  }

  // MARK: The learner's editor

  /// What comes back from the editor is checked.
  private mutating func edit(_ answer: String) {
    let text = Array(answer.utf8)
    guard let file = ScratchFile(text) else {
      return show("\("error", .error): no file can be made in \(ScratchFile.folder) to edit\n")
    }
    show("\("Your editor opens; what you save there is checked.", .faint)\n")
    switch terminal.screen.openEditor(file.path, at: nil) {
    case .closed: break
    case .declined: return show("Your answer is as it was.\n")
    case .failed(let problem): return show("\("error", .error): \(problem)\nYour answer is as it was.\n")
    }
    switch ScriptFile.read(file.path) {
    case .failure(let problem): show(problem.text)
    case .success(let source):
      guard source.bytes != text else { return show("Nothing was changed.\n") }
      player.takeEdited(source.bytes, on: &terminal)
    }
  }
}

/// The terminal of a lesson, and the file in which progress is kept.
struct LessonTerminal: LessonScreen {
  var screen: PromptTerminal
  var file = ProgressFile()

  init(_ screen: PromptTerminal) {
    self.screen = screen
    self.screen.moreCommands = LessonCommand.allCases.map { $0.rawValue }
  }

  var console: Console {
    get { screen.console }
    _modify { yield &screen.console }
  }

  var isPlain: Bool { screen.isPlain }

  mutating func readEntry(_ prompt: StyledText, in session: PromptSession) -> PromptEntry? {
    screen.readEntry(prompt, in: session)
  }

  // MARK: The screen

  mutating func show(_ text: StyledText) { screen.show(text) }

  var columns: Int { screen.columns }

  var rows: Int? { screen.rows }

  var isInterrupted: Bool { screen.isInterrupted }

  // MARK: Progress

  mutating func keep(_ records: [ProgressRecord]) { file.add(records) }

  var isKept: Bool { file.failure == nil }
}
