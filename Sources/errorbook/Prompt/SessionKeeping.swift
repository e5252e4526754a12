import Diagnostics
import Interpreter
import LineEditing
import OperatingSystem
import Rendering

/// Leaving with unsaved work, and `restore`.
extension PromptLoop {
  /// The session as `save` would write it.
  var sessionBytes: [UInt8] {
    let now = timeline.now
    return now.brokenLines.isEmpty ? now.session.source.bytes : SessionScript(now).bytes
  }

  /// Whether the session has lines that are in no file.
  private var isUnsaved: Bool {
    let bytes = sessionBytes
    return !bytes.isEmpty && bytes != opening && bytes != savedBytes
  }

  /// Keeps the session as it is now, or forgets it where nothing would be lost.
  mutating func keepUnsaved() {
    isUnsaved ? keptSessions.keep(sessionBytes) : keptSessions.forget()
  }

  /// Says what becomes of the session; false to stay, since it would be lost.
  mutating func isLeaving() -> Bool {
    keepUnsaved()
    guard isUnsaved else { return true }
    guard let failure = keptSessions.failure else {
      keptSessions.forgetContained()
      tell("This session was not saved. It is kept: `restore` at the next start brings it back.\n")
      return true
    }
    tell("This session was not saved, and it cannot be kept: \(failure).\n")
    guard editor.deadlySignal == nil else { return true }
    guard case .entry(let answer) = ask("Quit anyway? (y or n) ") else { return true }
    if ["y", "yes"].contains(String(decoding: answer, as: UTF8.self).trimmed.lowercased()) { return true }
    console.print("`save FILE` saves it to a file of your choice.\n")
    return false
  }

  /// Prints to a terminal, unless it was closed.
  private mutating func tell(_ text: StyledText) {
    guard StandardStream.output.isTerminal else { return }
    console.print(text)
  }

  /// At the start: what can be brought back.
  mutating func offerKeptSessions() {
    keptSessions.removeOldest()
    let sessions = keptSessions.all
    guard let latest = sessions.first else { return }
    let more = sessions.count > 1 ? " `restore list` shows all \(sessions.count)." : ""
    console.print(
      """
      An unsaved session is kept: \(describe(latest)). \("restore", .code) brings it back.\(StyledText(prose: more))

      """)
  }

  mutating func restore(_ choice: SessionCommand.RestoreChoice) {
    let sessions = keptSessions.all
    guard !sessions.isEmpty else { return console.print("There is no unsaved session to restore.\n") }
    guard case .number(let number) = choice, sessions.indices.contains(number - 1) else {
      for (index, session) in sessions.enumerated() { console.print("\(index + 1)  \(describe(session))\n") }
      return console.print("\("restore 1", .code) brings back the first of them.\n")
    }
    restore(sessions[number - 1])
  }

  private mutating func restore(_ session: KeptSessions.Session) {
    switch ScriptFile.read(session.path) {
    case .failure(let problem): console.print(problem.text)
    case .success(let source):
      var moment = Moment()
      var run = EntryRun(source.bytes, in: &moment.session)
      while run.next(in: &moment.session) != nil {}
      moment.brokenLines += run.brokenLines
      // The present session may exist nowhere else.
      if isUnsaved { keptSessions.putAside() }
      timeline.add(Timeline.Entry(text: source.bytes, origin: .restored), leadingTo: moment)
      keptSessions.hold(session, source.bytes)
      let lines = source.bytes.count { $0 == .lineFeed }
      let what = run.count.words(run.errors.count)
      console.print(
        """
        \("Session restored", .strong), \(lines) \(lines == 1 ? "line" : "lines"): \(what). \
        \("list", .code) shows it, \("undo", .code) brings back what was here.

        """)
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
