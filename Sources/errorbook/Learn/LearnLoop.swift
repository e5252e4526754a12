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
/// Plays a lesson at a terminal. Reads entries and does the tasks of the front end: the learner's editor, the progress log
/// and the lessons of the course.
struct LearnLoop {
  private(set) var terminal: LessonTerminal
  private var player: LessonPlayer
  private var place: CoursePlace
  /// The width of the screen for which the prose is wrapped.
  private var columns: Int
  private let keptSessions: KeptSessions

  /// Opens a lesson.
  /// - Parameter prompt: the learner tries things out in a copy of its session.
  init(_ prompt: PromptLoop, at place: CoursePlace) {
    terminal = LessonTerminal(prompt.terminal)
    self.place = place
    keptSessions = prompt.keptSessions
    columns = Console.columns
    let log = terminal.file.open()
    player = LessonPlayer(
      place.opened(columns: columns, isPlain: terminal.isPlain), sandbox: prompt.session, log: log,
      course: CoursePlace.courseLessons, on: &terminal)
  }

  mutating func run() {
    InterruptFlag.watch()
    warnIfNotSaved()
    player.begin(on: &terminal)
    reportProblems()
    while let entry = terminal.readEntry(player.prompt(columns: terminal.columns), in: player.sandbox) {
      fitSteps()
      InterruptFlag.reset()
      let goesOn = perform(player.take(entry, on: &terminal))
      reportProblems()
      guard goesOn else { return terminal.screen.finish() }
    }
    player.keepDraft(on: &terminal)
    if StandardStream.output.isTerminal { showFarewell() }
    terminal.screen.finish()
  }

  /// Wraps the prose again if the width of the screen has changed.
  private mutating func fitSteps() {
    guard Console.columns != columns else { return }
    columns = Console.columns
    player.fit(place.lesson.steps(columns: columns, isPlain: terminal.isPlain))
  }

  /// Does a task of the front end. Returns false to quit.
  private mutating func perform(_ task: LessonTask) -> Bool {
    switch task {
    case .none: break
    case .askGuess: return perform(player.takeGuess(askGuess(), on: &terminal))
    case .askText: return perform(player.takeText(askText(), on: &terminal))
    case .edit(let answer): edit(answer)
    case .open(let lesson): open(lesson)
    case .openNext: if let next = place.file.flatMap({ Course.next(after: $0) }) { open(CoursePlace(next)) }
    case .listCourse: player.showCourse(on: &terminal)
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
    // A lesson handles these itself.
    case .none, .edit, .load, .restore, .learn, .quit: break
    }
  }

  private mutating func askGuess() -> GuessReading {
    terminal.screen.showBeforeInput()
    // Until all choices are shown, Enter shows more of them.
    let prompt = terminal.hasRest ? "> " : player.guessPrompt
    let reading = terminal.screen.editor.readAnswer(prompt: LineEditing.Prompt(prompt))
    fitSteps()
    switch reading {
    case .cancelled: return .cancelled
    case .endOfInput: return .endOfInput
    case .entry(let entry): return .typed(String(decoding: entry, as: UTF8.self))
    }
  }

  /// Reads lines up to an empty one.
  private mutating func askText() -> TextReading {
    terminal.screen.showBeforeInput()
    var lines: [String] = []
    while true {
      let prompt = lines.isEmpty ? player.textPrompt : "> "
      let reading = terminal.screen.editor.readAnswer(prompt: LineEditing.Prompt(prompt))
      fitSteps()
      switch reading {
      case .cancelled:
        let line = String(decoding: terminal.screen.editor.cancelledLine, as: UTF8.self)
        return .cancelled((lines + (line.trimmed.isEmpty ? [] : [line])).joined(separator: "\n"))
      case .endOfInput: return lines.isEmpty ? .endOfInput : .typed(lines.joined(separator: "\n"))
      case .entry(let entry):
        let line = String(decoding: entry, as: UTF8.self)
        if line.trimmed.isEmpty { return .typed(lines.joined(separator: "\n")) }
        lines.append(line)
        // A command instead of a text needs no empty line.
        if lines.count == 1, player.isCommand(line) { return .typed(line) }
      }
    }
  }

  // MARK: Saving progress

  /// Warns before the lesson starts if progress cannot be saved.
  private mutating func warnIfNotSaved() {
    let wasReported = reportProblems()
    guard let failure = terminal.file.failure else { return }
    // A problem with the file was just reported.
    if !wasReported { show("\(failure)\n") }
    show("You can still take the lesson, but your place and answers will be lost when you quit.\n\n")
  }

  /// Shows problems with the history and the progress file.
  /// - Returns: whether there was a problem with the progress file.
  @discardableResult
  private mutating func reportProblems() -> Bool {
    terminal.screen.reportHistory()
    guard let notice = terminal.file.takeNotice() else { return false }
    show("\(notice)\n")
    return true
  }

  private mutating func showFarewell() {
    // Try once more to write the pending records.
    terminal.keep([])
    if let failure = terminal.file.failure { return show("Your place is not saved: \(failure).\n") }
    // A finished lesson opens at its start, so there is no place to save.
    if player.isLessonFinished { return showFarewellAfterFinished() }
    show("Your place is saved. `\(Self.command(place.argument))` continues from here.\n")
  }

  private mutating func showFarewellAfterFinished() {
    let again = Self.command(place.argument ?? place.file?.number.map { String($0) })
    let end = "`\(again)` opens this lesson again."
    guard place.argument == nil, case .success(let next) = CoursePlace.find(nil), next.name != place.name else {
      return show("Your answers are saved. \(end)\n")
    }
    show(
      "You finished this lesson. `\(Self.command(nil))` continues with \(next.lesson.title). \(end)\n")
  }

  private static func command(_ argument: String?) -> String {
    "errorbook learn" + (argument.map { $0.contains(" ") ? " '\($0)'" : " \($0)" } ?? "")
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

  /// Opens the answer in the editor, then takes the saved text.
  private mutating func edit(_ answer: String) {
    let text = Array(answer.utf8)
    guard let file = ScratchFile(text) else {
      return show("\("error", .error): cannot create a file in \(ScratchFile.folder) for the editor\n")
    }
    show("\("Opening your editor. errorbook takes your answer when you save and close it.", .faint)\n")
    switch terminal.screen.openEditor(file.path, at: nil) {
    case .closed: break
    case .declined: return show("Your answer is unchanged.\n")
    case .failed(let problem): return show("\("error", .error): \(problem)\nYour answer is unchanged.\n")
    }
    switch ScriptFile.read(file.path) {
    case .failure(let problem): show(problem.text)
    case .success(let source):
      guard source.bytes != text else { return show("Nothing was changed.\n") }
      player.takeEdited(source.bytes, on: &terminal)
    }
  }
}

/// The terminal of a lesson and the progress file.
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

  mutating func write(_ text: StyledText) { screen.write(text) }

  var paging: PagedOutput {
    get { screen.paging }
    _modify { yield &screen.paging }
  }

  var columns: Int { screen.columns }

  var rows: Int? { screen.rows }

  var isInterrupted: Bool { screen.isInterrupted }

  // MARK: Progress

  mutating func keep(_ records: [ProgressRecord]) { file.add(records) }

  var isProgressSaved: Bool { file.failure == nil }
}
