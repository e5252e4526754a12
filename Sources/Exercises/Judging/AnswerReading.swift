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
  /// All that it says but questions and `trace`: what these print nobody reads, and they change nothing.
  private(set) var statements: [Statement] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Why it is not run.
  private(set) var obstacle: Obstacle?
  let answer: SourceText

  /// Where the answer begins in the session's source.
  private let start: Int32
  private let limits: AnswerLimits
  private let advice: AnswerAdvice

  /// Why an answer is judged no further.
  struct Obstacle {
    var status: Verdict.Status
    var finding: Finding

    init(_ status: Verdict.Status, _ finding: Finding) {
      self.status = status
      self.finding = finding
    }
  }

  /// What came of running an answer.
  struct Run {
    var events: [Event] = []
    /// With the answer's own spans.
    var diagnostics: [Diagnostic] = []
    var obstacle: Obstacle?
  }

  init(_ answer: SourceText, for exercise: Exercise, behind session: Session, _ limits: AnswerLimits) {
    // A mark of UTF-8 means something at the beginning of a text only, and here the text continues another.
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

  /// Judges an answer that says nothing by what it leaves as it is.
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
      obstacle = Obstacle(.failed, .forbidden(word: used.word, line: line, unusable: exercise.unusableInOrder))
    }
  }

  /// Runs the answer in a session that has read it.
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

  /// The diagnostic in the answer's own text. Other places that belong to it but stand before the answer become facts.
  private func moved(_ diagnostic: Diagnostic) -> Diagnostic {
    var moved = advice.adapted(diagnostic)
    // An answer cannot go to another release.
    if [.laterClass, .absentClass].contains(diagnostic.kind) { moved.advice = nil }
    moved.primary.span = back(diagnostic.primary.span)
    if let advice = moved.advice {
      // What is offered for the lesson's text is no change to the answer.
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
        moved.notes.append("the lesson says: \(text)" + (label.text.isEmpty ? "" : " (\(label.text))"))
      }
    }
    return moved
  }

  private func back(_ span: Span) -> Span {
    Span(start: max(0, span.start - start), end: max(0, span.end - start))
  }
}

extension Statement {
  /// The statement without what only prints inside of it; nil where that is all it does.
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
