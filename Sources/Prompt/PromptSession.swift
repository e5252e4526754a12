import Diagnostics
import Exercises
import Interpreter
import Rendering
import Resolution
import Syntax

/// # Prompt
///
/// A session as a person uses it. In: entries, which are statements or commands. Out: texts, written to a screen, and what
/// remains for the front end to do. Nothing here reads or writes anything: the terminal and files belong to `errorbook`,
/// and another front end can use the same session.
///
/// `EntryReader` reads what is typed, line by line, to one `PromptEntry`. `PromptSession` runs it. `LessonPlayer` is the
/// same inside a lesson. `UndoHistory`, `Completer` and `HelpPages` are what they use.
package struct PromptSession {
  /// How a session is set up.
  package struct Settings {
    /// Linear text for a reader who listens: no drawings.
    package var isPlain: Bool
    package var release: Release
    package var isTracing: Bool
    /// The kinds of diagnostics that `explain` knows.
    package var kinds: [DiagnosticKind]
    /// The key that puts a correction into the empty line, as the user knows it; nil if the front end has none.
    package var correctionKey: String?

    package init(
      isPlain: Bool = false, release: Release = .standard, isTracing: Bool = false, kinds: [DiagnosticKind] = [],
      correctionKey: String? = nil
    ) {
      self.isPlain = isPlain
      self.release = release
      self.isTracing = isTracing
      self.kinds = kinds
      self.correctionKey = correctionKey
    }
  }

  /// The session as it is now, what was typed, and what `undo` and `redo` lead to.
  var history = UndoHistory()
  package let isPlain: Bool
  /// The kinds of diagnostics that `explain` knows.
  package let kinds: [DiagnosticKind]
  /// What the session begins with before anything is typed.
  private let opening: [UInt8]
  /// The session as it was last saved, or loaded from a file.
  private var savedBytes: [UInt8]?
  private var streak = FailureStreak()
  /// What did not fit on the screen: Enter shows it.
  package internal(set) var unread: StyledText?
  /// Adapts the advice of diagnostics where an exercise is answered.
  var answerAdvice: AnswerAdvice?
  /// The entry before this one was `step`.
  private var hasStepped = false
  private let correctionKey: String?
  private var hasSaidCorrectionKey = false
  /// The last entry as its error says that it should have been: the only suggestion, applied. Nil after any other entry.
  package private(set) var correction: String?

  package init(_ settings: Settings) {
    isPlain = settings.isPlain
    kinds = settings.kinds
    correctionKey = settings.correctionKey
    // What the command line asks for is part of the session like anything typed, so that it is saved with it.
    var opening = ""
    if settings.release != .standard { opening += Use.text(settings.release, hasMemo: false) + "\n" }
    if settings.isTracing { opening += "trace on\n" }
    if !opening.isEmpty { history.begin(with: opening) }
    self.opening = Array(opening.utf8)
  }

  package var session: Session { history.now.session }

  /// The number of the line that is typed next.
  package var nextLine: Int { session.nextLine }

  /// Reads the next entry.
  package var reader: EntryReader { EntryReader(after: session.source) }

  /// Does what an entry says, and returns what remains for the front end.
  package mutating func take(_ entry: PromptEntry, on screen: inout some PromptScreen) -> PromptTask {
    correction = nil
    if takeLateStepKey(entry, on: &screen) { return .none }
    if case .blank = entry.kind {
      _ = readOn(on: &screen)
      return .none
    }
    unread = nil
    switch entry.kind {
    case .blank, .incomplete: return .none
    case .command(let command): return run(command, on: &screen)
    case .problem(let problem): show(problem, on: &screen)
    case .unreadable(let problem, let source):
      screen.show(problem.text(in: source, isPlain: isPlain, columns: screen.columns))
    case .statements(let statements):
      let (start, count) = (session.source.bytes.count, history.entries.count)
      let errors = run(statements.text, on: &screen) { EntryRun(statements, in: &$0) }
      // Where something of the entry is in the session, running all of it again would be wrong.
      if history.entries.count == count {
        offer(Self.corrected(statements.text, from: start, errors), on: &screen)
      }
      if let hint = streak.hint(after: errors) { screen.show(hint) }
    }
    return .none
  }

  /// Handles `q` right after `step` has ended: it was meant for `step` and must not leave the program.
  mutating func takeLateStepKey(_ entry: PromptEntry, on screen: inout some PromptScreen) -> Bool {
    defer { hasStepped = false }
    guard hasStepped, ["q", ":q"].contains(entry.text.trimmed.lowercased()) else { return false }
    screen.show("`step` is finished; this is the prompt. `quit` leaves errorbook.\n")
    return true
  }

  /// Shows as much of a text as the screen has room for.
  mutating func read(_ text: StyledText, on screen: inout some PromptScreen) {
    let page = Pager(text, columns: screen.columns, above: 0, rows: screen.rows)
    screen.show(page.rest == nil ? text : page.shown + PromptSession.readsOn)
    unread = page.rest
  }

  /// What Enter does where there is more to read.
  static let readsOn: StyledText = "\("Enter reads on.", .faint)\n"

  /// Shows what did not fit on the screen, or as much of it as fits now; returns false where there is none.
  mutating func readOn(on screen: inout some PromptScreen) -> Bool {
    guard let rest = unread else { return false }
    read(rest, on: &screen)
    return true
  }

  private mutating func run(_ command: SessionCommand, on screen: inout some PromptScreen) -> PromptTask {
    switch command {
    case .help(let topic): show(help(topic, columns: screen.columns), on: &screen)
    case .list: screen.show(list())
    case .undo: screen.show(undo())
    case .redo: screen.show(redo())
    case .appCode: screen.show(appCode)
    case .explain(let slug): show(explain(slug, columns: screen.columns), on: &screen)
    case .step(let subject):
      hasStepped = true
      return step(subject, on: &screen)
    case .edit(let line): return .edit(line: line)
    case .load(let path): return .load(path: path)
    case .save(let path): return .save(path: path)
    case .restore(let choice): return .restore(choice)
    case .history: return .showHistory
    case .clear: return .clearScreen
    case .learn(let lesson): return .learn(lesson: lesson)
    case .quit: return .quit
    }
    return .none
  }

  private func step(_ subject: String, on screen: inout some PromptScreen) -> PromptTask {
    switch Stepper.start(subject, in: session, isPlain: isPlain) {
    case .success(let stepper):
      screen.show(stepper.opening)
      return .step(stepper)
    case .failure(let problems):
      for problem in problems.all { screen.show(problem.text) }
      return .none
    }
  }
}

// MARK: Corrections

extension PromptSession {
  /// Forgets the correction, for an entry that never came to this session.
  mutating func forgetCorrection() { correction = nil }

  private mutating func show(_ result: Result<StyledText, SessionCommand.Problem>, on screen: inout some PromptScreen) {
    switch result {
    case .success(let text): read(text, on: &screen)
    case .failure(let problem): show(problem, on: &screen)
    }
  }

  private mutating func show(_ problem: SessionCommand.Problem, on screen: inout some PromptScreen) {
    screen.show(problem.text)
    offer(problem.suggestion, on: &screen)
  }

  /// Keeps a correction for the key, and says once a session that there is one.
  private mutating func offer(_ line: String?, on screen: inout some PromptScreen) {
    guard let line, let key = correctionKey else { return }
    correction = line
    guard !hasSaidCorrectionKey else { return }
    hasSaidCorrectionKey = true
    screen.show("\("\(key) fills in the correction.", .faint)\n")
  }

  /// The text of an entry after the only suggestion of its only error.
  private static func corrected(_ text: [UInt8], from start: Int, _ errors: [Diagnostic]) -> String? {
    guard errors.count == 1, let suggestions = errors.first?.suggestions, suggestions.count == 1,
      let suggestion = suggestions.first?.moved(by: -Int32(clamping: start)), suggestion.span.start >= 0,
      suggestion.span.end <= text.count
    else { return nil }
    var bytes = suggestion.applied(to: text)
    while let last = bytes.last, last.endsLine { bytes.removeLast() }
    return String(validating: bytes, as: UTF8.self)
  }
}

// MARK: Files

extension PromptSession {
  /// The session as a script, line by line.
  package var script: SessionScript { SessionScript(history.now) }

  /// The session as `save` writes it.
  package var bytes: [UInt8] {
    let now = history.now
    return now.brokenLines.isEmpty ? now.session.source.bytes : script.bytes
  }

  /// Whether the session has lines that are in no file.
  package var isUnsaved: Bool {
    let bytes = bytes
    return !bytes.isEmpty && bytes != opening && bytes != savedBytes
  }

  /// Remembers that the session was saved as it is now.
  package mutating func noteSaved() { savedBytes = script.bytes }

  /// Runs a script in the session. Where nothing was typed before, the session is as saved as the script.
  package mutating func load(_ bytes: [UInt8], from path: String, on screen: inout some PromptScreen) {
    guard !bytes.isEmpty else { return screen.show("\(path) holds nothing to run.\n") }
    guard session.source.bytes.count + bytes.count <= TextLimit.file else {
      return screen.show("\("error", .error): the session and \(path) together are larger than a script may be\n")
    }
    let wasEmpty = self.bytes == opening
    let text = Self.wholeLines(bytes)
    _ = run(text, on: &screen) { EntryRun(text, in: &$0) }
    if wasEmpty { savedBytes = self.bytes }
  }

  /// Makes a session that was kept the present one.
  package mutating func restore(_ bytes: [UInt8], on screen: inout some PromptScreen) {
    var snapshot = SessionSnapshot()
    let run = snapshot.run(bytes)
    history.add(UndoHistory.Entry(text: bytes, origin: .restored), leadingTo: snapshot)
    let lines = bytes.count { $0 == .lineFeed }
    let what = run.count.words(run.errors.count)
    screen.show(
      """
      \("Session restored", .strong), \(lines) \(lines == 1 ? "line" : "lines"): \(what). \
      \("list", .code) shows it, \("undo", .code) brings back what was here.

      """)
  }

  private static func wholeLines(_ bytes: [UInt8]) -> [UInt8] {
    bytes.isEmpty || bytes.last?.endsLine == true ? bytes : bytes + [.lineFeed]
  }
}

// MARK: Editing

extension PromptSession {
  /// What came of running an edited session from its beginning.
  package enum Replay {
    /// Everything is right, and it is the session now.
    case used
    /// Ctrl-C: the session is as it was.
    case stopped
    /// There are errors, so the user decides.
    case broken(EditedSession)
  }

  /// An edited session with errors, which can still be used.
  package struct EditedSession {
    /// The line of the first error.
    package let firstBrokenLine: Int
    fileprivate let text: [UInt8]
    fileprivate let finished: FinishedRun
  }

  /// Runs the edited session from its beginning. It becomes the session if everything in it is right.
  package mutating func replay(_ bytes: [UInt8], on screen: inout some PromptScreen) -> Replay {
    let text = Self.wholeLines(bytes)
    var snapshot = SessionSnapshot()
    let run = EntryRun(text, in: &snapshot.session)
    let finished = show(run, from: snapshot, as: .script(isPlain: isPlain), on: &screen)
    if finished.wasStopped { return .stopped }
    guard let first = finished.run.brokenLines.first?.lines.lowerBound else {
      use(text, finished, on: &screen)
      return .used
    }
    let count = finished.run.errors.count
    screen.show("\(count == 1 ? "1 error" : "\(count) errors", .error), the first in line \(first).\n")
    return .broken(EditedSession(firstBrokenLine: first, text: text, finished: finished))
  }

  /// Uses an edited session in spite of its errors.
  package mutating func use(_ edited: EditedSession, on screen: inout some PromptScreen) {
    use(edited.text, edited.finished, on: &screen)
  }

  private mutating func use(_ text: [UInt8], _ finished: FinishedRun, on screen: inout some PromptScreen) {
    history.add(UndoHistory.Entry(text: text, origin: .edited), leadingTo: finished.snapshot)
    screen.show(
      "\("The session is the edited one", .strong): \(finished.run.count.words(finished.run.errors.count)). `undo` brings back the old.\n"
    )
  }
}

// MARK: The line that is typed

extension PromptSession {
  /// What comes before an entry, `0.12.2 [7]> `: the current release and the number of the line that is typed next.
  package var prompt: StyledText { "\(session.releaseInUse, .strong) [\(nextLine)]> " }

  /// What comes before the second line of an entry and those after it.
  package var continuation: String {
    let width = session.releaseInUse.count + String(nextLine).count + 5
    return String(repeating: " ", count: max(0, width - 4)) + "... "
  }

  /// What a user who sees the continuation for the first time should know: the way out of it.
  package static let howBlocksEnd: StyledText =
    "(a test ends with `}`, Python's blocks with an empty line; Ctrl-C drops it)\n"
}
