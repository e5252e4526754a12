import Interpreter
import LineEditing
import OperatingSystem
import Prompt
import Rendering

/// The prompt at a terminal: reads entries, and does what the session leaves to the front end, until the learner leaves.
struct PromptLoop {
  var terminal: PromptTerminal
  var session: PromptSession
  let keptSessions = KeptSessions(in: StateFolder.sessions)
  private let isFirstStart: Bool

  init(_ settings: RunSettings) {
    // Asked before the line editor creates its history.
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
      isFirstStart ? Greeting.first : Greeting.later(session.session.release, place: CoursePlace.whereLeft))
    offerKeptSessions()
    terminal.reportHistory()
    repeat {
      while let entry = nextEntry(), take(entry) {
        keepUnsaved()
        terminal.reportHistory()
      }
    } while !isLeaving()
    terminal.console.flush()
    terminal.editor.endBySignal()
  }

  /// The next entry that does something; nil at the end of the input.
  private mutating func nextEntry() -> PromptEntry? {
    while let entry = terminal.readEntry(session.prompt, in: session) {
      if case .blank = entry.kind, session.unread == nil { continue }
      return entry
    }
    return nil
  }

  /// Does what an entry says; false to leave.
  mutating func take(_ entry: PromptEntry) -> Bool {
    InterruptFlag.lower()
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
