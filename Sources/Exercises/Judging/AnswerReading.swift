import Diagnostics
import Interpreter
import Syntax

/// Reads an answer after the code that an exercise starts from: its statements, and whether it may run at all.
///
/// The session continues its own line numbers, but the author of the answer counts from 1. So spans in diagnostics are
/// moved back here.
struct AnswerReading {
  /// The session after it read the answer, before it runs any of it.
  private(set) var session: Session
  /// All statements except questions and `trace`: these only print, and their output is not shown.
  private(set) var statements: [Statement] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Why the answer does not run.
  private(set) var obstacle: Obstacle?
  let answer: SourceText

  /// The position in the session's source where the answer starts.
  private let start: Int32
  private let limits: AnswerLimits
  private let advice: AnswerAdvice

  /// Why judging stops early.
  struct Obstacle {
    var status: Verdict.Status
    var finding: Finding

    init(_ status: Verdict.Status, _ finding: Finding) {
      self.status = status
      self.finding = finding
    }
  }

  /// The result of running an answer.
  struct Run {
    var events: [Event] = []
    /// With spans in the answer.
    var diagnostics: [Diagnostic] = []
    var obstacle: Obstacle?
  }

  init(_ answer: SourceText, for exercise: Exercise, after session: Session, _ limits: AnswerLimits) {
    // A byte order mark is valid only at the start of a text, and here the text continues another.
    let hasMark = answer.bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let answer = hasMark ? SourceText(name: answer.name, bytes: Array(answer.bytes.dropFirst(3))) : answer
    self.answer = answer
    self.session = session
    self.limits = limits
    start = Int32(clamping: session.source.bytes.count)
    advice = AnswerAdvice(exercise, start: start)
    if answer.bytes.count > limits.bytes {
      obstacle = Obstacle(.limit, .limit("a text of more than \(limits.bytes) bytes"))
    } else if let problem = textProblem(in: answer) {
      let line = answer.line(of: problem.primary.span.start)
      obstacle = Obstacle(.refusedInput, .unreadable(message: problem.message, line: line))
    } else {
      read(exercise)
    }
  }

  /// Judges an empty answer as if it had statements.
  mutating func allowNothing() {
    if obstacle?.status == .empty { obstacle = nil }
  }

  private mutating func read(_ exercise: Exercise) {
    var parser = session.read(answer.bytes)
    var size = AnswerSize()
    var words: [(word: String, span: Span)] = []
    var errors = 0
    while errors < limits.errors, let parsed = session.next(from: &parser) {
      diagnostics += parsed.diagnostics.map(moved)
      errors += parsed.diagnostics.count { $0.severity == .error }
      guard let statement = parsed.statement else { continue }
      words += statement.answerWords
      if let claim = statement.withoutQuestions { statements.append(claim) }
      size.add(statement)
      guard let limit = limits.exceeded(by: size) else { continue }
      obstacle = Obstacle(.limit, .limit(limit))
      return
    }
    let unusable = advice.unusable
    if let error = diagnostics.first(where: { $0.severity == .error }) {
      obstacle = Obstacle(.syntaxError, .unreadable(message: error.message, line: line(of: error)))
    } else if words.isEmpty {
      obstacle = Obstacle(.empty, .empty)
    } else if let used = words.first(where: { unusable.contains($0.word) }) {
      let line = answer.line(of: used.span.start - start)
      obstacle = Obstacle(.failed, .forbidden(word: used.word, line: line))
    }
  }

  /// Runs the answer in a session that has already read it.
  func run(in session: inout Session) -> Run {
    var run = Run()
    var mroEntries = 0
    var errors = 0
    for statement in statements {
      for event in session.run(statement) {
        run.events.append(event)
        switch event.kind {
        case .diagnostic(let diagnostic):
          run.diagnostics.append(moved(diagnostic))
          if diagnostic.severity == .error { errors += 1 }
        case .classDeclared(let declared): mroEntries += declared.depth
        default: break
        }
      }
      if mroEntries > limits.mroEntries {
        run.obstacle = Obstacle(.limit, .limit("MROs of more than \(limits.mroEntries) entries together"))
        return run
      }
      if errors >= limits.errors { break }
    }
    if let error = run.diagnostics.first(where: { $0.severity == .error }) {
      run.obstacle = Obstacle(.failed, .broken(message: error.message, line: line(of: error)))
    }
    return run
  }

  private func line(of diagnostic: Diagnostic) -> Int { answer.line(of: diagnostic.primary.span.start) }

  /// Returns the diagnostic with spans in the answer. Labels in the code before the answer become notes.
  private func moved(_ diagnostic: Diagnostic) -> Diagnostic {
    var moved = advice.adapted(diagnostic)
    // An answer cannot switch to another release.
    if [.laterClass, .absentClass].contains(diagnostic.kind) { moved.advice = nil }
    moved.primary.span = back(diagnostic.primary.span)
    if let advice = moved.advice {
      // A suggested edit to the lesson's text does not apply to the answer.
      let changes = advice.suggestions.filter { $0.span.start >= start }
      moved.advice = Advice(advice.text, offering: changes.map { $0.moved(by: -start) })
    }
    moved.secondary = []
    for label in diagnostic.secondary {
      if label.span.start >= start {
        moved.secondary.append(Diagnostic.Label(back(label.span), label.text))
      } else {
        let line = session.source.line(of: label.span.start)
        let text = session.source.spanOfLine(line).map { session.source.text($0) } ?? ""
        moved.notes.append("in the lesson: \(text)" + (label.text.isEmpty ? "" : " (\(label.text))"))
      }
    }
    return moved
  }

  private func back(_ span: Span) -> Span {
    Span(start: max(0, span.start - start), end: max(0, span.end - start))
  }
}

extension Statement {
  /// The statement without questions and `trace`, also inside test blocks; nil if nothing else is left.
  fileprivate var withoutQuestions: Statement? {
    switch kind {
    case .question, .trace: return nil
    case .test(var block):
      block.body = block.body.compactMap { $0.withoutQuestions }
      return replaced(by: .test(block))
    case .classDeclaration, .blueprint, .handler, .request, .use, .config, .restart, .reset, .expect:
      return self
    }
  }
}
