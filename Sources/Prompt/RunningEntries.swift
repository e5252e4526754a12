import Diagnostics
import Exercises
import Interpreter
import Rendering
import Syntax

/// Running what was typed, pasted or loaded, and showing what comes of it.
extension PromptSession {
  /// What came of running a text.
  struct FinishedRun {
    var snapshot: SessionSnapshot
    var run: EntryRun
    /// Ctrl-C: not all of it ran.
    var wasStopped: Bool
  }

  /// Runs a text in the session and shows it; returns the errors. What Ctrl-C stops leaves no trace.
  ///
  /// A whole program is answered like a script: each answer under its statement, declarations summed up at the end.
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
      screen.show(
        "Stopped at line \(finished.run.position(in: finished.snapshot.session)). Nothing of it stays in the session.\n"
      )
      return []
    }
    if history.add(text, finished.run, leadingTo: finished.snapshot), isProgram {
      screen.show(
        "\("lines \(before) to \(nextLine - 1)", .strong): \(finished.run.count.words(finished.run.errors.count))\n")
    }
    return finished.run.errors
  }

  /// Runs statements from a snapshot on, without making the result the present.
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
    // `restart` is the other way out of them.
    if [.tooLate, .ignoredHandler, .lateBlueprint, .cachedBefore].contains(diagnostic.kind) {
      diagnostic.advice = diagnostic.advice?.followed(by: "; `undo` takes the line back")
    }
    return transcript.render(Event(line: event.line, .diagnostic(diagnostic)), in: source)
  }

  /// What a learner at the prompt can do about an error that has no better help: look how such a line is written.
  private static func nextStep(_ diagnostic: Diagnostic, _ source: SourceText) -> String {
    let line = source.spanOfLine(source.line(of: diagnostic.primary.span.start)).map { source.text($0) } ?? ""
    let first = String(line.trimmed.prefix { $0.isLetter })
    guard let word = StatementWord(rawValue: nearestName(to: first, among: statementWords) ?? "") else {
      return "`help` shows what can be typed"
    }
    return "`help \(word.rawValue)` shows how it is written"
  }
}

extension EntryRun.Count {
  /// `3 classes, 2 handlers, 1 request`, and what was wrong.
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

/// Notices that the same mistake is made twice in a row, and then points to the page that explains it. Two mistakes of one
/// kind about different things are not the same: who first misspells one name and then another has not failed twice.
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

  /// The hint that is due after an entry with these errors; each kind is hinted at once.
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
    return "Twice the same: \(page, .code) says more, with an example. Up brings the line back.\n"
  }
}
