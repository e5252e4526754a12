import Diagnostics
import Interpreter
import Syntax

/// An answer, read behind what an exercise starts from: its statements, and whether it may be run at all.
///
/// The session numbers the answer's lines on from its own; who wrote the answer counts them from 1. So spans of what is
/// found are moved back here.
struct AnswerReading {
  /// The session, which has read the answer and run none of it.
  private(set) var session: Session
  private(set) var statements: [Statement] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Why it is not run.
  private(set) var obstacle: (status: Verdict.Status, finding: Finding)?
  let answer: SourceText

  /// Where the answer begins in the session's source.
  private let start: Int32

  init(_ answer: SourceText, for exercise: Exercise, behind session: Session, _ limits: AnswerLimits) {
    self.answer = answer
    self.session = session
    start = Int32(clamping: session.source.bytes.count)
    if answer.bytes.count > limits.bytes {
      obstacle = (.limit, .limit("a text of more than \(limits.bytes) bytes"))
    } else if let problem = textProblem(in: answer) {
      let line = answer.line(of: problem.primary.span.start)
      obstacle = (.refusedInput, .unreadable(message: problem.message, line: line))
    } else {
      read(exercise, limits)
    }
  }

  /// Judges an answer that says nothing by what it leaves as it is.
  mutating func allowNothing() {
    if obstacle?.status == .empty { obstacle = nil }
  }

  private mutating func read(_ exercise: Exercise, _ limits: AnswerLimits) {
    var parser = session.read(answer.bytes)
    var size = AnswerSize()
    while let parsed = parser.next() {
      diagnostics += parsed.diagnostics.map(moved)
      guard let statement = parsed.statement else { continue }
      statements.append(statement)
      size.add(statement)
      guard let limit = limits.exceeded(by: size) else { continue }
      obstacle = (.limit, .limit(limit))
      return
    }
    let unusable = exercise.unusable
    let words = statements.lazy.flatMap(\.answerWords)
    if let error = diagnostics.first(where: { $0.severity == .error }) {
      obstacle = (.syntaxError, .unreadable(message: error.message, line: line(of: error)))
    } else if statements.isEmpty {
      obstacle = (.empty, .empty)
    } else if let used = words.first(where: { unusable.contains($0.word) }) {
      let line = answer.line(of: used.span.start - start)
      obstacle = (.failed, .forbidden(word: used.word, line: line))
    }
  }

  /// Runs the answer in a session that has read it.
  /// - Returns: its events, diagnostics with the answer's own spans, and the first error among them.
  func run(in session: inout Session) -> (events: [Event], diagnostics: [Diagnostic], error: Finding?) {
    var events: [Event] = []
    for statement in statements { events += session.run(statement) }
    let found = events.compactMap { event -> Diagnostic? in
      if case .diagnostic(let diagnostic) = event.kind { moved(diagnostic) } else { nil }
    }
    let error = found.first { $0.severity == .error }.map { Finding.broken(message: $0.message, line: line(of: $0)) }
    return (events, found, error)
  }

  private func line(of diagnostic: Diagnostic) -> Int { answer.line(of: diagnostic.primary.span.start) }

  /// The diagnostic in the answer's own text. Other places that belong to it but stand before the answer become facts.
  private func moved(_ diagnostic: Diagnostic) -> Diagnostic {
    var moved = diagnostic
    moved.primary.span = back(diagnostic.primary.span)
    moved.secondary = []
    for label in diagnostic.secondary {
      if label.span.start >= start {
        moved.secondary.append(Diagnostic.Label(back(label.span), label.text))
      } else {
        let line = session.source.line(of: label.span.start)
        let text = session.source.spanOfLine(line).map { session.source.text($0) } ?? ""
        moved.notes.append("the lesson says: \(text)" + (label.text.isEmpty ? "" : " (\(label.text))"))
      }
    }
    return moved
  }

  private func back(_ span: Span) -> Span {
    Span(start: max(0, span.start - start), end: max(0, span.end - start))
  }
}
