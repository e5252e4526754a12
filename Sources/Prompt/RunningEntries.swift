import Diagnostics
import Exercises
import Interpreter
import Rendering
import Syntax

/// Runs typed, pasted or loaded text and shows the results.
extension PromptSession {
  /// The result of running a text.
  struct FinishedRun {
    var snapshot: SessionSnapshot
    var run: EntryRun
    /// Whether Ctrl-C stopped it before the end.
    var wasStopped: Bool
  }

  /// Runs a text in the session, shows the results and returns the errors. If Ctrl-C stops it, the session is unchanged.
  ///
  /// The output for a whole program is like that of a script: each result under its statement, and a summary of the
  /// declarations at the end.
  mutating func run(
    _ text: [UInt8], on screen: inout some PromptScreen, _ start: (inout Session) -> EntryRun
  ) -> [Diagnostic] {
    var snapshot = history.now
    var run = start(&snapshot.session)
    let isProgram = run.hasSeveralStatements(in: &snapshot.session)
    let before = nextLine
    let style: EventText = isProgram ? .script(isPlain: isPlain) : .prompt(isPlain: isPlain)
    let finished = show(run, from: snapshot, as: style, on: &screen)
    if finished.wasStopped {
      screen.dropRest()
      screen.show(
        "Stopped at line \(finished.run.position(in: finished.snapshot.session)). The session is unchanged.\n"
      )
      return []
    }
    if history.add(text, finished.run, leadingTo: finished.snapshot), isProgram {
      screen.show(
        "\("lines \(before) to \(nextLine - 1)", .strong): \(finished.run.count.words(finished.run.errors.count))\n")
    }
    return finished.run.errors
  }

  /// Runs statements on a copy of the snapshot, without replacing the current session.
  func show(
    _ run: EntryRun, from start: SessionSnapshot, as style: EventText, on screen: inout some PromptScreen
  ) -> FinishedRun {
    let transcript = Transcript(style, columns: screen.columns)
    var snapshot = start
    var run = run
    var wasStopped = false
    while !wasStopped, let events = run.next(in: &snapshot.session) {
      for event in events { screen.show(text(event, snapshot.session.source, transcript)) }
      wasStopped = screen.isInterrupted
    }
    snapshot.brokenLines += run.brokenLines
    return FinishedRun(snapshot: snapshot, run: run, wasStopped: wasStopped)
  }

  private func text(_ event: Event, _ source: SourceText, _ transcript: Transcript) -> StyledText {
    guard case .diagnostic(var diagnostic) = event.kind else { return transcript.render(event, in: source) }
    if let answerAdvice { diagnostic = answerAdvice.adapted(diagnostic) }
    if diagnostic.severity == .error, diagnostic.advice == nil {
      diagnostic.advice = Advice(Self.nextStep(diagnostic, source))
    }
    // Their advice is `restart`; `undo` is an alternative.
    if [.tooLate, .ignoredHandler, .lateBlueprint, .cachedBefore].contains(diagnostic.kind) {
      diagnostic.advice = diagnostic.advice?.followed(by: "; `undo` removes the line")
    }
    return transcript.render(Event(line: event.line, .diagnostic(diagnostic)), in: source)
  }

  /// Returns advice for an error without its own: the help page for the line's statement.
  private static func nextStep(_ diagnostic: Diagnostic, _ source: SourceText) -> String {
    let line = source.spanOfLine(source.line(of: diagnostic.primary.span.start)).map { source.text($0) } ?? ""
    let first = String(line.trimmed.prefix { $0.isLetter })
    guard let word = StatementWord(rawValue: nearestName(to: first, among: statementWords) ?? "") else {
      return "`help` shows what you can type"
    }
    return "`help \(word.rawValue)` shows its syntax"
  }
}

extension EntryRun.Count {
  /// Returns a summary such as `3 classes, 2 handlers, 1 request`, with the number of errors.
  func words(_ errors: Int) -> String {
    let counts = [
      (classes, "class", "classes"), (blueprints, "blueprint", "blueprints"), (handlers, "handler", "handlers"),
      (requests, "request", "requests"), (tests, "test", "tests"), (others, "other statement", "other statements"),
      (errors, "error", "errors"),
    ]
    let words = counts.filter { $0.0 > 0 }.map { count, one, many in "\(count) \(count == 1 ? one : many)" }
    return words.isEmpty ? "nothing to run" : words.joined(separator: ", ")
  }
}

/// Detects the same mistake twice in a row, and then points to the page that explains it. Two errors of the same kind with
/// different messages are different mistakes, such as two misspelled names.
struct FailureStreak {
  private struct Mistake: Hashable {
    var kind: DiagnosticKind
    var message: String

    init(_ error: Diagnostic) {
      kind = error.kind
      message = error.message
    }
  }

  private var last: Mistake?
  private var hinted: Set<DiagnosticKind> = []

  /// Returns the hint for an entry with these errors. Each kind of error gets a hint only once.
  mutating func hint(after errors: [Diagnostic]) -> StyledText? {
    guard let first = errors.first else {
      last = nil
      return nil
    }
    let mistakes = Set(errors.map { Mistake($0) })
    let again = last.flatMap { mistakes.contains($0) ? $0 : nil }
    last = again ?? Mistake(first)
    guard let again, hinted.insert(again.kind).inserted else { return nil }
    let page = "explain \(again.kind.slug)"
    return "The same error again: \(page, .code) explains it with an example. Up brings the line back.\n"
  }
}
