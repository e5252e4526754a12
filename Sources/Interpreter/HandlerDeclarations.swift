import Diagnostics
import Resolution
import Syntax

/// `handler TARGET [in BLUEPRINT] -> ANSWER`.
extension Session {
  @inline(__always)
  mutating func declare(_ declaration: HandlerDeclaration, _ statement: Statement, into events: inout [Event]) {
    // Most handlers of long scripts, without a call that is handed a copy of the session.
    if let handler = app.plainHandler(from: declaration) {
      return register(handler, declaration, statement, into: &events)
    }
    switch handler(from: declaration) {
    case .failure(let diagnostic): events.append(event(diagnostic))
    case .success(let handler): register(handler, declaration, statement, into: &events)
    }
  }

  private mutating func register(
    _ handler: Handler, _ declaration: HandlerDeclaration, _ statement: Statement, into events: inout [Event]
  ) {
    if lastRequest != nil { rememberLastRequest() }
    let id = HandlerID(Int32(app.handlers.count))
    let built = app.add(handler, statement: statement)
    let registration = isRunning ? running.register(handler, id, in: app.hierarchy) : built
    if declarationEvents != .none {
      events.append(event(statement, .handlerDeclared(handlerEvent(declaration, handler, registration))))
    }
    let findings = findings(declaration, handler, id, registration)
    if !findings.isEmpty { for finding in findings { events.append(event(finding)) } }
  }

  /// Looks up the names of a handler statement.
  func handler(from declaration: HandlerDeclaration) -> Result<Handler, Diagnostic> {
    let target: Handler.Target
    switch declaration.target {
    case .code(let number): target = .code(Int32(number.value))
    case .named(let name):
      switch findClass(name) {
      case .failure(let diagnostic): return .failure(diagnostic)
      case .success(let id): target = .type(id)
      }
    }
    return findBlueprintObject(declaration.scope).flatMap { scope in
      answer(from: declaration.answer).map { Handler(target: target, scope: scope, answer: $0) }
    }
  }

  private func answer(from answer: HandlerDeclaration.Answer) -> Result<Handler.Answer, Diagnostic> {
    switch answer {
    case .body(let text, let status):
      return .success(.response(body: BodyID(text.text.index), status: status?.ofHandler ?? .number(200)))
    case .raise(let name): return findRaisable(name).map { .raises($0) }
    case .abort(let number): return .success(.aborts(Int32(number.value)))
    case .exception: return .success(.exception)
    case .reraise: return .success(.reraises)
    }
  }

  private func handlerEvent(
    _ declaration: HandlerDeclaration, _ handler: Handler, _ registration: Registration
  ) -> HandlerEvent {
    let scope = app.blueprintName(handler.scope)
    var made = HandlerEvent(
      target: written(declaration.target), scope: scope, answer: eventAnswer(handler.answer), ignored: false)
    if registration.warns {
      made.warning = release.framework.messages.tooLateOnBlueprint(scope.map { text($0) } ?? "", "errorhandler")
    }
    switch registration.verdict {
    case .registered: break
    case .refused(let refusal, let atMount):
      made.refused = registrationError(refusal, atMount: atMount, scope)
    case .ignored(let warns):
      made.ignored = true
      if warns {
        made.warning = release.framework.messages.tooLateOnBlueprint(scope.map { text($0) } ?? "", "errorhandler")
      }
    }
    return made
  }

  /// What the framework raises for a handler that it refuses.
  func registrationError(_ refusal: HandlerRefusal, atMount: Bool, _ scope: TextID?) -> RegistrationError {
    release.framework.messages.refusal(
      refusal, atMount, { spelled($0) }, scope.map { text($0) }, release.era.rules)
  }

  private func written(_ target: HandlerDeclaration.Target) -> TargetText {
    switch target {
    case .named(let name): .name(name.text)
    case .code(let number): .code(number.value)
    }
  }

  private func eventAnswer(_ answer: Handler.Answer) -> HandlerEvent.Answer {
    switch answer {
    case .response(let body, .number(let status)): .response(body: TextID(body.index), status: Int(status))
    case .response(let body, .ofException): .response(body: TextID(body.index), status: nil)
    case .raises(let id): .raises(name(id))
    case .aborts(let code): .aborts(Int(code))
    case .exception: .exception
    case .reraises: .reraises
    }
  }

  /// What is worth saying about a handler that was declared: it is late, refused, replaces another, can never run, or
  /// answers 200.
  private mutating func findings(
    _ declaration: HandlerDeclaration, _ handler: Handler, _ id: HandlerID, _ registration: Registration
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    switch registration.verdict {
    case .refused(let refusal, let atMount):
      let says = handlerEvent(declaration, handler, registration).refused
      findings.append(refusedHandler(declaration, refusal, atMount: atMount, says: says))
    case .ignored:
      let says = handlerEvent(declaration, handler, registration).warning
      findings.append(ignoredHandler(declaration, handler, says: says))
    case .registered:
      if let earlier = registration.earlier { findings.append(secondRegistration(declaration, handler, earlier)) }
      if !registration.unseenBy.isEmpty { findings.append(cachedBefore(declaration, registration.unseenBy)) }
      if mayNeverRun(handler), let reason = neverRuns(handler, id) { findings.append(neverRuns(declaration, reason)) }
    }
    if case .body(_, status: nil) = declaration.answer, !hasNotedStatus {
      hasNotedStatus = true
      findings.append(implicitStatus(declaration))
    }
    return findings
  }

  /// The entries of the tables of the process.
  var handlerRows: [HandlerRow] {
    process.tables.rows.map { row in
      HandlerRow(
        scope: app.scopeName(row.key.scope, source.texts), code: row.key.code.map { Int($0) },
        type: row.id.map { name($0) },
        handler: reference(row.handler), writtenAt: line(ofRequest: row.writtenBy))
    }
  }
}

extension App {
  /// The handler of a statement that most are like: on the application, returning a body. Nil for others, and where the
  /// class is unknown.
  @inline(__always)
  fileprivate func plainHandler(from declaration: HandlerDeclaration) -> Handler? {
    guard declaration.scope == nil, case .body(let body, let status) = declaration.answer else { return nil }
    let answer = Handler.Answer.response(body: BodyID(body.text.index), status: status?.ofHandler ?? .number(200))
    switch declaration.target {
    case .code(let number): return Handler(target: .code(Int32(number.value)), scope: nil, answer: answer)
    case .named(let name): return classID(name.text).map { Handler(target: .type($0), scope: nil, answer: answer) }
    }
  }
}

extension HandlerDeclaration.Status {
  fileprivate var ofHandler: Handler.Status {
    switch self {
    case .number(let number): .number(number)
    case .ofException: .ofException
    }
  }
}
