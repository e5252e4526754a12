import Diagnostics
import Resolution
import Syntax

/// `expect ...`: checks expectations.
extension Session {
  mutating func check(_ expectation: Expectation, _ statement: Statement) -> [Event] {
    switch expectation {
    case .answer(let request, let expected): check(request, expected, statement)
    case .last(let expected): checkLast(expected, statement)
    case .refusedClass(let declaration): checkRefused(declaration, statement)
    case .refusedHandler(let declaration): checkRefused(declaration, statement)
    case .mro(let name, let expected): checkMRO(name, expected, statement)
    case .safe(let subject, let isSafe): checkSafe(subject, isSafe: isSafe, statement)
    }
  }

  /// `expect raise E -> "E2", 500`: sends a request and checks its answer.
  private mutating func check(_ request: Request, _ expected: ExpectedAnswer, _ statement: Statement) -> [Event] {
    if let problem = unknownReceived(expected) { return [event(problem)] }
    switch find(request) {
    case .failure(let diagnostic): return [event(diagnostic)]
    case .success(let raised):
      let shown = answer(request, raised, at: statement)
      return [compare(shown.answer, with: expected, subject: .request(shown.text(source.texts)), statement)]
    }
  }

  /// `expect last -> "E2", 500`: checks the last response and sends no request.
  private func checkLast(_ expected: ExpectedAnswer, _ statement: Statement) -> [Event] {
    if let problem = unknownReceived(expected) { return [event(problem)] }
    guard let last = lastRequest else { return [event(noLastResponse(statement.span))] }
    return [compare(last.shown.answer, with: expected, subject: .last(last.shown.text(source.texts)), statement)]
  }

  /// Returns whether the exception that left the app is one of the class after `crash`, or of a subclass.
  public func isMet(_ escaped: TextID, _ expected: ExpectedAnswer) -> Bool {
    guard let name = expected.escaped, case .success(let id) = findClass(name) else { return true }
    return app.classID(escaped).map { app.hierarchy.isSubclass($0, of: id) } ?? false
  }

  private func unknownReceived(_ expected: ExpectedAnswer) -> Diagnostic? {
    for name in [expected.received, expected.escaped] {
      if let name, case .failure(let diagnostic) = findClass(name) { return diagnostic }
    }
    return nil
  }

  private func compare(
    _ answer: Answer, with expected: ExpectedAnswer, subject: ExpectationEvent.Subject, _ statement: Statement
  ) -> Event {
    var isAsExpected = answer.meets(expected, source.texts)
    if isAsExpected, expected.escaped != nil { isAsExpected = answer.escaped.map { isMet($0, expected) } ?? false }
    if let received = expected.received, case .success(let id) = findClass(received), name(id) != answer.argument {
      isAsExpected = false
    }
    return expectation(
      isAsExpected, subject: subject, expected: source.text(expected.span),
      actual: actual(answer, expected), statement)
  }

  private func actual(_ answer: Answer, _ expected: ExpectedAnswer) -> String {
    let text = answer.text(source.texts)
    if expected.isPartOfBody, answer.body == nil, answer.status != nil {
      return "\(text) (errorbook does not model the text of pages)"
    }
    if expected.escaped != nil, let escaped = answer.escaped {
      return answer.status == nil ? "\(text) \(self.text(escaped))" : "\(text), then crash \(self.text(escaped))"
    }
    guard expected.received != nil, let argument = answer.argument else { return text }
    return "\(text) received \(self.text(argument))"
  }

  private func expectation(
    _ passed: Bool, subject: ExpectationEvent.Subject, expected: String, actual: String, _ statement: Statement
  ) -> Event {
    event(
      statement,
      .expectation(
        ExpectationEvent(
          passed: passed, subject: subject, expected: expected, actual: actual, release: release)))
  }

  /// `expect refused class X(A, B)`: checks that Python refuses the class, and declares nothing.
  ///
  /// An unknown base class is not a refusal by Python but a mistake in the expectation, and is reported as such.
  private func checkRefused(_ declaration: ClassDeclaration, _ statement: Statement) -> [Event] {
    for base in declaration.bases {
      if case .failure(let diagnostic) = findBase(base), diagnostic.kind != .missingBase { return [event(diagnostic)] }
    }
    var trial = self
    let result = trial.define(declaration, statement)
    if case .failure(let diagnostic) = result, diagnostic.kind == .duplicateClass { return [event(diagnostic)] }
    return [
      expectation(
        isFailure(result), subject: .refusedClass(declaration.signature(source.texts)), expected: "refused",
        actual: failure(result)?.message ?? "accepted", statement)
    ]
  }

  private func checkRefused(_ declaration: HandlerDeclaration, _ statement: Statement) -> [Event] {
    switch handler(from: declaration) {
    case .failure(let diagnostic): return [event(diagnostic)]
    case .success(let handler):
      var trial = process
      let registration = trial.register(handler, HandlerID(Int32(app.handlers.count)), in: app.hierarchy)
      let subject = ExpectationEvent.Subject.refusedHandler("handler \(source.text(declaration.target.span))")
      let scope = app.blueprintName(handler.scope)
      switch registration.verdict {
      case .refused(let refusal, let atMount):
        let error = registrationError(refusal, atMount: atMount, scope)
        return [expectation(true, subject: subject, expected: "refused", actual: error.type, statement)]
      case .ignored:
        let actual = "accepted, but never used"
        return [expectation(false, subject: subject, expected: "refused", actual: actual, statement)]
      case .registered:
        return [expectation(false, subject: subject, expected: "refused", actual: "accepted", statement)]
      }
    }
  }

  private func checkMRO(_ target: Name, _ expected: [Name], _ statement: Statement) -> [Event] {
    var ids: [ClassID] = []
    for name in [target] + expected {
      switch findClass(name) {
      case .failure(let diagnostic): return [event(diagnostic)]
      case .success(let id): ids.append(id)
      }
    }
    guard let id = ids.first else { return [] }
    let mro = Array(app.hierarchy.mro(id))
    return [
      expectation(
        mro == Array(ids.dropFirst()), subject: .mro(Question.mro(target).text(source.texts)),
        expected: expected.map { text($0) }.joined(separator: ", "),
        actual: mro.map { spelled($0) }.joined(separator: ", "), statement)
    ]
  }

  private func isFailure(_ result: Result<ClassID, Diagnostic>) -> Bool { failure(result) != nil }

  private func failure(_ result: Result<ClassID, Diagnostic>) -> Diagnostic? {
    if case .failure(let diagnostic) = result { diagnostic } else { nil }
  }
}

extension RequestEvent {
  /// The request as a statement: `raise E at checkout in admin`.
  public func text(_ texts: TextTable) -> String { request.text(texts) }
}
