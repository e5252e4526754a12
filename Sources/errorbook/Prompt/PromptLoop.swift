import Interpreter
import LineEditing
import OperatingSystem
import Prompt
import Rendering

/// The prompt at a terminal: reads entries and does the tasks of the front end until the user quits.
struct PromptLoop {
  var terminal: PromptTerminal
  var session: PromptSession
  let keptSessions = KeptSessions(in: StateFolder.sessions)
  private let isFirstStart: Bool

  init(_ settings: RunSettings) {
    // Check this before the line editor creates its history file.
    isFirstStart = StateFolder.isFresh
    terminal = PromptTerminal(plain: settings.plain)
    session = PromptSession(
      .init(
        isPlain: terminal.isPlain, release: settings.release, isTracing: settings.trace, kinds: Explain.kinds,
        correctionKey: terminal.isPlain ? nil : "Tab"))
  }

  mutating func run() {
    InterruptFlag.watch()
    terminal.show(
      isFirstStart ? Greeting.first : Greeting.later(session.session.release, place: CoursePlace.resumePosition))
    offerKeptSessions()
    terminal.reportHistory()
    repeat {
      while let entry = nextEntry(), take(entry) {
        keepUnsaved()
        terminal.reportHistory()
      }
    } while !confirmQuit()
    terminal.finish()
    terminal.editor.endBySignal()
  }

  /// Returns the next entry that is not blank, or nil at the end of the input.
  private mutating func nextEntry() -> PromptEntry? {
    while let entry = terminal.readEntry(session.prompt, in: session) {
      // Reading the next entry shows the rest of the output.
      if case .blank = entry.kind { continue }
      return entry
    }
    return nil
  }

  /// Runs an entry. Returns false to quit.
  mutating func take(_ entry: PromptEntry) -> Bool {
    InterruptFlag.reset()
    switch session.take(entry, on: &terminal) {
    case .none: break
    case .edit(let line): edit(at: line)
    case .load(let path): load(path)
    case .save(let path): save(path)
    case .restore(let choice): restore(choice)
    case .step(let stepper): terminal.go(through: stepper)
    case .showHistory: terminal.showHistory()
    case .learn(let lesson): learn(lesson)
    case .clearScreen: terminal.clearScreen()
    case .quit: return false
    }
    return true
  }
}
