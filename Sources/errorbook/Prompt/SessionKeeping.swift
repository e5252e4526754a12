import Diagnostics
import LineEditing
import OperatingSystem
import Prompt
import Rendering

/// Quitting with an unsaved session, and `restore`.
extension PromptLoop {
  /// Keeps the session if it is unsaved.
  mutating func keepUnsaved() {
    session.isUnsaved ? keptSessions.keep(session.bytes) : keptSessions.forget()
  }

  /// Tells the user what happens to an unsaved session. Returns false if it would be lost and the user wants to stay.
  mutating func confirmQuit() -> Bool {
    keepUnsaved()
    guard session.isUnsaved else { return true }
    guard let failure = keptSessions.failure else {
      keptSessions.forgetContained()
      tell("You did not save this session, so errorbook keeps it. Type `restore` at the next start to bring it back.\n")
      return true
    }
    tell("You did not save this session, and errorbook cannot keep it: \(failure).\n")
    guard terminal.editor.terminatingSignal == nil else { return true }
    guard let answer = terminal.ask("Quit anyway? (y or n) ") else { return true }
    if ["y", "yes"].contains(answer.trimmed.lowercased()) { return true }
    terminal.show("Type `save FILE` to save the session.\n")
    return false
  }

  /// Prints to the terminal, unless it was closed.
  private mutating func tell(_ text: StyledText) {
    guard StandardStream.output.isTerminal else { return }
    terminal.show(text)
  }

  /// Mentions kept sessions at the start.
  mutating func offerKeptSessions() {
    keptSessions.removeOldest()
    let sessions = keptSessions.all
    guard let latest = sessions.first else { return }
    let more = sessions.count > 1 ? " `restore list` shows all \(sessions.count)." : ""
    terminal.show(
      """
      There is an unsaved session: \(describe(latest)). \("restore", .code) brings it back.\(StyledText(prose: more))

      """)
  }

  mutating func restore(_ choice: SessionCommand.RestoreChoice) {
    let sessions = keptSessions.all
    guard !sessions.isEmpty else { return terminal.show("There is no unsaved session to restore.\n") }
    guard case .number(let number) = choice, sessions.indices.contains(number - 1) else {
      for (index, session) in sessions.enumerated() { terminal.show("\(index + 1)  \(describe(session))\n") }
      return terminal.show("\("restore 1", .code) restores the first one.\n")
    }
    restore(kept: sessions[number - 1])
  }

  private mutating func restore(kept: KeptSessions.Session) {
    switch ScriptFile.read(kept.path) {
    case .failure(let problem): terminal.show(problem.text)
    case .success(let source):
      // The current session may exist nowhere else.
      if session.isUnsaved { keptSessions.putAside() }
      session.restore(source.bytes, on: &terminal)
      keptSessions.hold(kept, source.bytes)
    }
  }

  private func describe(_ session: KeptSessions.Session) -> StyledText {
    let time = LocalTime(session.time).text
    guard case .success(let source) = ScriptFile.read(session.path) else { return "from \(time)" }
    let lines = source.bytes.count { $0 == .lineFeed }
    let first = source.spanOfLine(1).map { String(source.text($0).prefix(40)) } ?? ""
    return "\(lines) \(lines == 1 ? "line" : "lines") from \(time), starting with \(first, .code)"
  }
}
