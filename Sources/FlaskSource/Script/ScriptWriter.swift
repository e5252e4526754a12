import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Writes one section of a script. It runs the statements that it writes, to know which ones Flask refuses and what the
/// last answer is.
struct ScriptWriter {
  let translation: Translation
  private var session: Session
  private(set) var lines: [String] = []
  private(set) var callOrder: [Int?] = []
  private(set) var inexactCalls: Set<Int> = []
  /// Whether statements outside of test blocks change the session, so that another app needs `reset`.
  private(set) var changesSession = false
  private var indent = ""
  /// The last request with its answer.
  var last: LastRequest?
  /// The expectation about the last answer that is collected.
  var pending = PendingExpectation()
  /// The number of expectations of the current test.
  private var expectations = 0

  /// A client call and its answer.
  struct LastRequest {
    var answer: Answer
    var call: TranslationLog.ClientCall?
    var span: Span
    /// The body; nil for a page, or if it is not known.
    var body: String?
  }

  init(_ translation: Translation) {
    self.translation = translation
    session = Session(name: translation.source.name, release: translation.release)
    session.declarationEvents = .complete
  }

  mutating func write(_ section: TranslationPlan.Section) {
    // An app that only one test uses is declared inside its block.
    if !section.isShared, section.parts.count == 1, let part = section.parts.first, let test = part.test {
      return write(test, section.setup + part.steps, isContinuing: false)
    }
    write(section.setup)
    for part in section.parts {
      if let test = part.test { write(test, part.steps, isContinuing: section.isShared) } else { write(part.steps) }
    }
  }

  private mutating func write(_ steps: [TranslationPlan.Step]) {
    for step in steps { write(step) }
    flush()
  }

  private mutating func write(_ test: TranslationPlan.Test, _ steps: [TranslationPlan.Step], isContinuing: Bool) {
    guard steps.contains(where: { $0.isRequest || $0.draft != nil }) else {
      comment("the test \(shown(test.name)) (\(line(test.span))) sends no request that is modeled")
      indent = "  "
      write(steps)
      indent = ""
      return
    }
    let before = session
    if !isContinuing { session.startProcess() }
    (last, expectations) = (nil, 0)
    lines.append("test \(quoted(test.name))\(isContinuing ? " continuing" : "") {  # \(line(test.span))")
    indent = "  "
    write(steps)
    if expectations == 0, let last {
      comment("The Python test checks nothing that can be said here. This is the answer that it gets.")
      add("expect last -> \(text(of: last))")
    }
    indent = ""
    lines.append("}")
    if isContinuing {
      changesSession = true
    } else {
      session = before
    }
    last = nil
  }

  private mutating func write(_ step: TranslationPlan.Step) {
    if case .assertion = step.item {} else { flush() }
    switch step.item {
    case .declaration(_, let draft, let span): declare(draft, span)
    case .request(_, let draft, let span, let call, let exact):
      send(draft, span, call, step.call)
      if let exact { note(exact, step.call) }
    case .notModeled(let call, let span, let reason):
      comment(
        "\(line(span)): \(shown("\(call.method) \(call.path)")) is not modeled: "
          + shown(translation.reasons[reason].text))
      last = nil
    case .assertion(let assertion): write(assertion)
    case .testBegins, .testEnds, .skipped: break
    }
  }

  // MARK: Statements

  private mutating func declare(_ draft: StatementDraft, _ span: Span) {
    let statement = statement(draft, span)
    guard let text = text(of: statement) else {
      return comment("\(line(span)): a declaration that the language cannot express")
    }
    if let note = unknownBodyNote(draft, span) { comment(note) }
    for event in session.run(statement) {
      switch event.kind {
      case .handlerDeclared(let declared) where declared.refused != nil: return add("expect refused \(text)")
      case .blueprintDeclared(let declared):
        if let refused = declared.refused {
          return comment("\(line(span)): Flask refuses this: \(text): \(refused.type)")
        }
      case .diagnostic(let diagnostic) where diagnostic.severity == .error:
        return comment("\(line(span)): \(text): \(shown(diagnostic.message))")
      default: break
      }
    }
    if indent.isEmpty { changesSession = true }
    lines.append(indent + text)
  }

  private mutating func send(
    _ draft: StatementDraft, _ span: Span, _ call: TranslationLog.ClientCall?, _ number: Int?
  ) {
    let statement = statement(draft, span)
    let name = call.map { shown("\($0.method) \($0.path)") } ?? "the client follows the redirect after this"
    guard let text = text(of: statement) else {
      return comment("\(line(span)): \(name): a request that the language cannot express")
    }
    last = nil
    for event in session.run(statement) {
      switch event.kind {
      case .answered(let answered):
        let body = answered.answer.body.map { session.text($0) }
        last = LastRequest(
          answer: answered.answer, call: call, span: span,
          body: body.flatMap { translation.unknownBodies.contains($0) || call?.method == "HEAD" ? nil : $0 })
      case .diagnostic(let diagnostic) where diagnostic.severity == .error:
        return comment("\(line(span)): \(name): \(shown(diagnostic.message))")
      default: break
      }
    }
    guard let last else { return }
    if case .raiseAfterView(let type, _) = draft {
      return writeAfterView(type, last, statement: text, place: "\(line(span)): \(name)", number)
    }
    callOrder.append(number)
    if indent.isEmpty { changesSession = true }
    lines.append("\(indent)\(text)  # \(line(span)): \(name)")
  }

  /// Writes a request whose view returns before an exception is raised: its answer, as if the view gave it.
  private mutating func writeAfterView(
    _ type: String, _ answered: LastRequest, statement: String, place: String, _ number: Int?
  ) {
    comment("\(type) is raised after the view, so only the handlers for 500 count: the language cannot say it")
    let status = answered.answer.status
    let text = status.map { "respond \(answered.body.map { quoted($0) + ", " } ?? "")\($0)" } ?? statement
    callOrder.append(number)
    if let number { inexactCalls.insert(number) }
    if indent.isEmpty { changesSession = true }
    lines.append("\(indent)\(text)  # \(place)")
    last = nil
  }

  /// Notes the answer of a handler that depends on more than its statement says.
  private mutating func note(_ exact: TranslationLog.ExactAnswer, _ number: Int?) {
    guard let last, last.answer.status != exact.status || last.body != exact.body else { return }
    if let number { inexactCalls.insert(number) }
    let answer = [exact.body.map { shown(quoted($0)) }, "\(exact.status)"].compactMap { $0 }.joined(separator: ", ")
    comment("here the answer is \(answer): it depends on more than the language can say")
    self.last = nil
  }

  private mutating func statement(_ draft: StatementDraft, _ span: Span) -> Statement {
    draft.statement(at: span, line: translation.source.line(of: span.start), in: &session.source.texts)
  }

  /// Returns a statement as the language writes it; nil if reading that does not give the same statement.
  private func text(of statement: Statement) -> String? {
    let text = statement.kind.text(session.source.texts)
    var source = SourceText(name: "", text)
    var parser = Parser(source)
    guard let parsed = parser.next(in: &source), let read = parsed.statement,
      !parsed.diagnostics.contains(where: { $0.severity == .error }), read.kind.text(source.texts) == text,
      parser.next(in: &source) == nil
    else { return nil }
    return text
  }

  private func unknownBodyNote(_ draft: StatementDraft, _ span: Span) -> String? {
    guard case .handler(_, _, .body(let parts, _)) = draft, parts.count == 1, case .text(let text)? = parts.first
    else { return nil }
    if text == "not modeled" { return "\(line(span)): what this handler does is not modeled" }
    return translation.unknownBodies.contains(text) ? "\(line(span)): the text of this body is not known" : nil
  }

  // MARK: Lines

  /// Adds an expectation.
  mutating func add(_ expectation: String) {
    expectations += 1
    lines.append(indent + expectation)
  }

  mutating func comment(_ text: String) { lines.append("\(indent)# \(text)") }

  /// Returns the line of a span, after its file if that is not the program itself.
  func line(_ span: Span) -> String { translation.source.shownLine(of: span) }

  /// Returns an answer in the words of an expectation. A body that is not known is left out.
  func text(of last: LastRequest) -> String {
    if last.answer.escaped != nil, last.answer.status == nil { return "crash" }
    let status = last.answer.status ?? 200
    if let body = last.body { return "\(quoted(body)), \(status)" }
    return last.answer.body == nil ? "\(status) page" : "\(status)"
  }
}
