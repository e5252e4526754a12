import Diagnostics
import Exercises
import Interpreter
import Rendering
import Resolution
import Syntax

/// # Prompt
///
/// An interactive session. Input: entries, which are statements or commands. Output: texts for a screen, and tasks for the
/// front end. This target does no I/O: the terminal and files belong to `errorbook`, and other front ends can use the same
/// session.
///
/// `EntryReader` reads lines into one `PromptEntry`, and `PromptSession` runs it. `LessonPlayer` does the same inside a
/// lesson. They use `UndoHistory`, `Completer` and `HelpPages`.
package struct PromptSession {
  /// The settings of a session.
  package struct Settings {
    /// Linear text without drawings, for screen readers.
    package var isPlain: Bool
    package var release: Release
    package var isTracing: Bool
    /// The kinds of diagnostics that `explain` knows.
    package var kinds: [DiagnosticKind]
    /// The name of the key that fills in a correction, or nil if the front end has none.
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

  /// The current session, its entries, and the targets of `undo` and `redo`.
  var history = UndoHistory()
  package let isPlain: Bool
  /// The kinds of diagnostics that `explain` knows.
  package let kinds: [DiagnosticKind]
  /// The text with which the session starts before the first entry.
  private let opening: [UInt8]
  /// The session as last saved, or as loaded from a file.
  private var savedBytes: [UInt8]?
  private var streak = FailureStreak()
  /// Adapts the advice of diagnostics while the learner answers an exercise.
  var answerAdvice: AnswerAdvice?
  /// Whether the previous entry was `step`.
  private var hasStepped = false
  private let correctionKey: String?
  private var hasMentionedCorrectionKey = false
  /// The corrected last entry, if its error has exactly one suggestion. Nil otherwise.
  package private(set) var correction: String?

  package init(_ settings: Settings) {
    isPlain = settings.isPlain
    kinds = settings.kinds
    correctionKey = settings.correctionKey
    // Options of the command line become part of the session, so that `save` includes them.
    var opening = ""
    if settings.release != .standard { opening += Use.text(settings.release, hasMemo: false) + "\n" }
    if settings.isTracing { opening += "trace on\n" }
    if !opening.isEmpty { history.begin(with: opening) }
    self.opening = Array(opening.utf8)
  }

  package var session: Session { history.now.session }

  /// The number of the next line.
  package var nextLine: Int { session.nextLine }

  /// A reader for the next entry.
  package var reader: EntryReader { EntryReader(after: session.source) }

  /// Runs an entry and returns the task that is left for the front end.
  package mutating func take(_ entry: PromptEntry, on screen: inout some PromptScreen) -> PromptTask {
    correction = nil
    if takeLateStepKey(entry, on: &screen) { return .none }
    // After a blank line the front end shows the rest of the output.
    if case .blank = entry.kind { return .none }
    screen.dropRest()
    switch entry.kind {
    case .blank, .incomplete: return .none
    case .command(let command): return run(command, on: &screen)
    case .problem(let problem): show(problem, on: &screen)
    case .unreadable(let problem, let source):
      screen.show(problem.text(in: source, isPlain: isPlain, columns: screen.columns))
    case .program(let files): run(files, on: &screen)
    case .statements(let statements):
      let (start, count) = (session.source.bytes.count, history.entries.count)
      let errors = run(statements.text, on: &screen) { EntryRun(statements, in: &$0) }
      // If a part of the entry ran, running the whole entry again would be wrong.
      if history.entries.count == count {
        offer(Self.corrected(statements.text, from: start, errors), on: &screen)
      }
      if let hint = streak.hint(after: errors) { screen.show(hint) }
    }
    return .none
  }

  /// Handles `q` right after `step` has ended: it was meant for `step` and must not quit the program.
  mutating func takeLateStepKey(_ entry: PromptEntry, on screen: inout some PromptScreen) -> Bool {
    defer { hasStepped = false }
    guard hasStepped, ["q", ":q"].contains(entry.text.trimmed.lowercased()) else { return false }
    screen.show("`step` has ended; you are at the prompt. `quit` leaves errorbook.\n")
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
  /// Discards the correction, for an entry that this session does not run.
  mutating func forgetCorrection() { correction = nil }

  private mutating func show(_ result: Result<StyledText, SessionCommand.Problem>, on screen: inout some PromptScreen) {
    switch result {
    case .success(let text): screen.show(text)
    case .failure(let problem): show(problem, on: &screen)
    }
  }

  private mutating func show(_ problem: SessionCommand.Problem, on screen: inout some PromptScreen) {
    screen.show(problem.text)
    offer(problem.suggestion, on: &screen)
  }

  /// Stores a correction for the key, and mentions the key once per session.
  private mutating func offer(_ line: String?, on screen: inout some PromptScreen) {
    guard let line, let key = correctionKey else { return }
    correction = line
    guard !hasMentionedCorrectionKey else { return }
    hasMentionedCorrectionKey = true
    screen.show("\("\(key) fills in the correction.", .faint)\n")
  }

  /// Returns the corrected entry if it has exactly one error with exactly one suggestion.
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

  /// The bytes that `save` writes.
  package var bytes: [UInt8] {
    let now = history.now
    return now.brokenLines.isEmpty ? now.session.source.bytes : script.bytes
  }

  /// Whether the session has unsaved lines.
  package var isUnsaved: Bool {
    let bytes = bytes
    return !bytes.isEmpty && bytes != opening && bytes != savedBytes
  }

  /// Marks the current session as saved.
  package mutating func markSaved() { savedBytes = script.bytes }

  /// Runs a script in the session. If the session was empty, it now counts as saved.
  package mutating func load(_ bytes: [UInt8], from path: String, on screen: inout some PromptScreen) {
    guard !bytes.isEmpty else { return screen.show("\(path) is empty, so there is nothing to run.\n") }
    guard session.source.bytes.count + bytes.count <= TextLimit.file else {
      return screen.show("\("error", .error): the session and \(path) together exceed the size limit of a script\n")
    }
    let wasEmpty = self.bytes == opening
    let text = Self.wholeLines(bytes)
    _ = run(text, on: &screen) { EntryRun(text, in: &$0) }
    if wasEmpty { savedBytes = self.bytes }
  }

  /// Replaces the current session with a kept one.
  package mutating func restore(_ bytes: [UInt8], on screen: inout some PromptScreen) {
    var snapshot = SessionSnapshot()
    let run = snapshot.run(bytes)
    history.add(UndoHistory.Entry(text: bytes, origin: .restored), leadingTo: snapshot)
    let lines = bytes.count { $0 == .lineFeed }
    let what = run.count.words(run.errors.count)
    screen.show(
      """
      \("Session restored", .strong), \(lines) \(lines == 1 ? "line" : "lines"): \(what). \
      \("list", .code) shows it, \("undo", .code) brings back the previous session.

      """)
  }

  private static func wholeLines(_ bytes: [UInt8]) -> [UInt8] {
    bytes.isEmpty || bytes.last?.endsLine == true ? bytes : bytes + [.lineFeed]
  }
}

// MARK: Editing

extension PromptSession {
  /// The result of running an edited session from its start.
  package enum Replay {
    /// There are no errors, and it is the current session now.
    case used
    /// Ctrl-C stopped it. The session is unchanged.
    case stopped
    /// There are errors, so the user decides what to do.
    case broken(EditedSession)
  }

  /// An edited session with errors, which can still be used.
  package struct EditedSession {
    /// The line of the first error.
    package let firstBrokenLine: Int
    fileprivate let text: [UInt8]
    fileprivate let finished: FinishedRun
  }

  /// Runs the edited session from its start. It replaces the session if it has no errors.
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

  /// Replaces the session with an edited one that has errors.
  package mutating func use(_ edited: EditedSession, on screen: inout some PromptScreen) {
    use(edited.text, edited.finished, on: &screen)
  }

  private mutating func use(_ text: [UInt8], _ finished: FinishedRun, on screen: inout some PromptScreen) {
    history.add(UndoHistory.Entry(text: text, origin: .edited), leadingTo: finished.snapshot)
    screen.show(
      "\("Using the edited session", .strong): \(finished.run.count.words(finished.run.errors.count)). `undo` brings back the old session.\n"
    )
  }
}

// MARK: The input line

extension PromptSession {
  /// The prompt before an entry, `0.12.2 [7]> `: the current release and the number of the next line.
  package var prompt: StyledText { "\(session.currentReleaseName, .strong) [\(nextLine)]> " }

  /// The prompt before the second and later lines of an entry.
  package var continuation: String {
    let width = session.currentReleaseName.count + String(nextLine).count + 5
    return String(repeating: " ", count: max(0, width - 4)) + "... "
  }

  /// The hint at the first continuation prompt: how to end the block.
  package static let blockHint: StyledText =
    "(a test ends with `}`, a Python block with an empty line; Ctrl-C cancels)\n"
}
