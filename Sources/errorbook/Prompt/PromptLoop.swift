import Diagnostics
import Exercises
import Interpreter
import Lessons
import LineEditing
import OperatingSystem
import Rendering
import Resolution
import Syntax

/// Reads entries and runs them, until the learner leaves.
struct PromptLoop {
  var timeline = Timeline()
  var console: Console
  let editor: LineEditor
  let isPlain: Bool
  let theme: Theme
  /// Words that can be typed besides the prompt's own commands.
  var moreCommands: [String] = []
  private let completion = CompletionSource()
  private let isFirstStart: Bool
  private var streak = FailureStreak()
  private var hasSaidHowItEnds = false
  let keptSessions = KeptSessions(in: StateFolder.sessions)
  /// The session as it was last saved, or loaded from a file.
  var savedBytes: [UInt8]?
  /// What the session begins with before anything is typed.
  private(set) var opening: [UInt8] = []
  /// The entry before this one was `step`.
  private var hasStepped = false

  init(_ settings: RunSettings) {
    isPlain = settings.plain || !LineEditor.canUseKeys
    console = Console(isPlain: isPlain)
    console.fitsScreen = true
    theme = Console.theme(.output, isPlain: isPlain)
    isFirstStart = StateFolder.isFresh
    let completion = self.completion
    editor = LineEditor(
      .init(
        program: "errorbook", style: isPlain ? .linear : .keys, historyFile: StateFolder.history,
        complete: { completion.complete($0) }))
    // What the command line asks for stands in the session like anything typed, so that it is saved with it.
    var opening = ""
    if settings.flask != .standard { opening += "use flask \(settings.flask.name)\n" }
    if settings.trace { opening += "trace on\n" }
    if !opening.isEmpty { timeline.begin(with: opening) }
    self.opening = Array(opening.utf8)
  }

  mutating func run() {
    InterruptFlag.watch()
    console.print(isFirstStart ? Greeting.first : Greeting.later(session.release, place: CoursePlace.whereLeft))
    offerKeptSessions()
    reportHistory()
    repeat {
      while let entry = nextEntry(), take(entry) {
        keepUnsaved()
        reportHistory()
      }
    } while !isLeaving()
    console.flush()
    editor.endBySignal()
  }

  /// The next entry that is not blank; nil at the end of the input.
  private mutating func nextEntry() -> [UInt8]? {
    while let entry = readEntry(behind: prompt) {
      if !String(decoding: entry, as: UTF8.self).trimmed.isEmpty { return entry }
    }
    return nil
  }

  var session: Session { timeline.now.session }

  /// The next entry, blank ones included; nil at the end of the input.
  mutating func readEntry(behind prompt: LineEditing.Prompt) -> [UInt8]? {
    while true {
      console.flush()
      completion.session = session
      completion.moreCommands = moreCommands
      let reading = editor.readEntry(
        prompt: prompt, continuation: continuation,
        isIncomplete: { entry in
          guard Self.isIncomplete(entry) else { return false }
          sayOnceHowItEnds()
          return true
        })
      completion.session = nil
      switch reading {
      case .cancelled: continue
      case .endOfInput: return nil
      case .entry(let entry): return entry
      }
    }
  }

  /// Whoever comes upon the other prompt for the first time should know the way out of it.
  private mutating func sayOnceHowItEnds() {
    guard !hasSaidHowItEnds else { return }
    hasSaidHowItEnds = true
    console.print("(a test ends with `}`, Python's blocks with an empty line; Ctrl-C drops it)\n")
    console.flush()
  }

  /// A command is always complete, whatever the parser would say of it.
  static func isIncomplete(_ entry: [UInt8]) -> Bool {
    SessionCommand.read(String(decoding: entry, as: UTF8.self)) == nil && awaitsMore(entry + [.lineFeed])
  }

  /// Does what an entry says; false to leave.
  mutating func take(_ entry: [UInt8]) -> Bool {
    InterruptFlag.lower()
    if isLateStepKey(entry) { return true }
    switch SessionCommand.read(String(decoding: entry, as: UTF8.self)) {
    case nil: run(entry)
    case .failure(let problem): console.print(problem.text)
    case .success(.quit): return false
    case .success(let command): run(command)
    }
    return true
  }

  /// Handles `q` right after `step` has ended: it was meant for `step` and must not leave the program.
  mutating func isLateStepKey(_ entry: [UInt8]) -> Bool {
    defer { hasStepped = false }
    let typed = String(decoding: entry, as: UTF8.self).trimmed.lowercased()
    guard hasStepped, ["q", ":q"].contains(typed) else { return false }
    console.print("`step` is finished; this is the prompt. `quit` leaves errorbook.\n")
    return true
  }

  private mutating func run(_ command: SessionCommand) {
    switch command {
    case .help(let topic): help(topic)
    case .list: list()
    case .edit(let line): edit(at: line)
    case .load(let path): load(path)
    case .save(let path): save(path)
    case .undo: undo()
    case .redo: redo()
    case .restore(let choice): restore(choice)
    case .step(let subject):
      step(subject)
      hasStepped = true
    case .flask: showFlask()
    case .history: showHistory()
    case .explain(let slug): explain(slug)
    case .learn(let lesson): learn(lesson)
    case .quit: break
    }
  }

  private mutating func run(_ entry: [UInt8]) {
    // Blanks before the first word would make it part of a block that ended before it.
    let text = entry.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let source = SourceText(name: "input", bytes: Array(text))
    if let problem = textProblem(in: source) {
      return console.print(isPlain ? problem.sentences(in: source) : problem.picture(in: source))
    }
    let errors = runText(text.last == .lineFeed ? Array(text) : text + [.lineFeed])
    if let hint = streak.hint(after: errors) { console.print(hint) }
  }

  /// `0.12.2 [7]> `: the release in use and the number of the line that is being typed.
  var prompt: LineEditing.Prompt {
    LineEditing.Prompt(theme.render("\(session.releaseInUse, .strong) [\(nextLine)]> "))
  }

  private var continuation: LineEditing.Prompt {
    let width = session.releaseInUse.count + String(nextLine).count + 5
    return LineEditing.Prompt(String(repeating: " ", count: max(0, width - 4)) + "... ")
  }

  /// The number of the line that is typed next.
  var nextLine: Int { session.nextLine }

  mutating func reportHistory() {
    for problem in editor.takeHistoryProblems() { console.print("\(problem.words)\n") }
  }
}

/// What Tab looks at: the session of now. The line editor keeps hold of it from the beginning, hence a class; while
/// statements run it holds nothing, or each of them would change a copy.
private final class CompletionSource {
  var session: Session?
  var moreCommands: [String] = []

  func complete(_ line: [UInt8]) -> Completion {
    session.map { Completer(session: $0, moreCommands: moreCommands).complete(line) } ?? .none
  }
}
