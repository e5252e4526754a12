import Diagnostics
import Resolution
import Syntax

/// `handler TARGET [in BLUEPRINT] -> ANSWER`.
extension Session {
  @inline(__always)
  mutating func declare(_ declaration: HandlerDeclaration, _ statement: Statement, into events: inout [Event]) {
    // A fast path for most handlers of long scripts: no call that gets a copy of the session.
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
    let diagnostics = diagnostics(about: handler, id, declaration, registration)
    if !diagnostics.isEmpty { for diagnostic in diagnostics { events.append(event(diagnostic)) } }
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
    if release.framework.requests == .exceptionsOnly, let problem = notAnswered(answer) { return .failure(problem) }
    switch answer {
    case .body(let text, let status):
      return .success(.response(body: BodyID(text.text.index), status: status?.ofHandler ?? .number(200)))
    case .raise(let name): return findRaisable(name).map { .raises($0) }
    case .abort(let number): return .success(.aborts(Int32(number.value)))
    case .exception(let span):
      guard release.era.rules.modelsReturnedExceptions else { return .failure(returnedException(span)) }
      return .success(.exception)
    case .reraise: return .success(.reraises)
    case .template(let text, let status):
      return .success(template(text, status?.ofHandler ?? .number(200)))
    case .conditional(let conditional): return self.answer(from: conditional)
    }
  }

  private func template(_ text: StringLiteral, _ status: Handler.Status) -> Handler.Answer {
    let template = BodyTemplate(source.texts.utf8(text.text))
    let placeholders = template.map { $0.placeholders.map { $0.ofHandler } } ?? []
    return .template(.init(text: BodyID(text.text.index), placeholders: placeholders), status: status)
  }

  private func answer(
    from conditional: HandlerDeclaration.ConditionalAnswer
  ) -> Result<Handler.Answer, Diagnostic> {
    var arms: [Handler.ConditionalAnswer.Arm] = []
    for arm in conditional.arms {
      let result = answer(from: arm.answer).flatMap { answer in
        condition(from: arm.condition).map { Handler.ConditionalAnswer.Arm(answer: answer, condition: $0) }
      }
      switch result {
      case .success(let arm): arms.append(arm)
      case .failure(let diagnostic): return .failure(diagnostic)
      }
    }
    return answer(from: conditional.otherwise).map { .conditional(.init(arms: arms, otherwise: $0)) }
  }

  private func condition(from condition: HandlerDeclaration.Condition) -> Result<Handler.Condition, Diagnostic> {
    let test: Result<Handler.Condition.Test, Diagnostic> =
      switch condition.test {
      case .isInstance(let name): findClass(name).map { .isInstance($0) }
      case .isExactly(let name): findClass(name).map { .isExactly($0) }
      case .originalIsInstance(let name): findClass(name).map { .originalIsInstance($0) }
      case .hasCode(let number): .success(.hasCode(Int32(number.value)))
      }
    return test.map { Handler.Condition($0, isNegated: condition.isNegated) }
  }

  private func handlerEvent(
    _ declaration: HandlerDeclaration, _ handler: Handler, _ registration: Registration
  ) -> HandlerEvent {
    let scope = app.blueprintName(handler.scope)
    var event = HandlerEvent(
      target: written(declaration.target), scope: scope, answer: eventAnswer(handler.answer, declaration.answer),
      ignored: false)
    if registration.warns {
      event.warning = release.framework.messages.tooLateOnBlueprint(scope.map { text($0) } ?? "", "errorhandler")
    }
    switch registration.verdict {
    case .registered: break
    case .refused(let refusal, let atMount):
      event.refused = registrationError(refusal, atMount: atMount, scope)
    case .ignored(let warns):
      event.ignored = true
      if warns {
        event.warning = release.framework.messages.tooLateOnBlueprint(scope.map { text($0) } ?? "", "errorhandler")
      }
    }
    return event
  }

  /// Returns the error that the framework raises for a refused handler.
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

  private func eventAnswer(
    _ answer: Handler.Answer, _ written: HandlerDeclaration.Answer
  ) -> HandlerEvent.Answer {
    switch answer {
    case .response(let body, .number(let status)): .response(body: TextID(body.index), status: Int(status))
    case .response(let body, .ofException): .response(body: TextID(body.index), status: nil)
    case .raises(let id): .raises(name(id))
    case .aborts(let code): .aborts(Int(code))
    case .exception: .exception
    case .reraises: .reraises
    case .template(let template, .number(let status)):
      .template(body: TextID(template.text.index), status: Int(status))
    case .template(let template, .ofException): .template(body: TextID(template.text.index), status: nil)
    case .conditional(let conditional): eventAnswer(conditional, written)
    }
  }

  private func eventAnswer(
    _ conditional: Handler.ConditionalAnswer, _ written: HandlerDeclaration.Answer
  ) -> HandlerEvent.Answer {
    guard case .conditional(let written) = written else { return .exception }
    var arms: [HandlerEvent.Arm] = []
    for (arm, written) in zip(conditional.arms, written.arms) {
      arms.append(
        HandlerEvent.Arm(
          answer: eventAnswer(arm.answer, written.answer), condition: written.condition.text(source.texts)))
    }
    return .conditional(arms, otherwise: eventAnswer(conditional.otherwise, written.otherwise))
  }

  /// Returns the diagnostics about a declared handler: it is late or refused, replaces another handler, never runs, or
  /// answers 200.
  private mutating func diagnostics(
    about handler: Handler, _ id: HandlerID, _ declaration: HandlerDeclaration, _ registration: Registration
  ) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    switch registration.verdict {
    case .refused(let refusal, let atMount):
      let says = handlerEvent(declaration, handler, registration).refused
      diagnostics.append(refusedHandler(declaration, refusal, atMount: atMount, says: says))
    case .ignored:
      let says = handlerEvent(declaration, handler, registration).warning
      diagnostics.append(ignoredHandler(declaration, handler, says: says))
    case .registered:
      if let earlier = registration.earlier { diagnostics.append(secondRegistration(declaration, handler, earlier)) }
      if !registration.unseenBy.isEmpty { diagnostics.append(cachedBefore(declaration, registration.unseenBy)) }
      if mayNeverRun(handler), let reason = neverRuns(handler, id) {
        diagnostics.append(neverRuns(declaration, reason))
      }
    }
    if !hasNotedStatus, let body = declaration.answer.bodyWithoutStatus {
      hasNotedStatus = true
      diagnostics.append(implicitStatus(body))
    }
    return diagnostics
  }

  /// The rows that `handlers` lists: the entries of the tables of the process.
  var handlerRows: [HandlerRow] {
    process.tables.rows.map { row in
      HandlerRow(
        table: place(row.key), type: row.id.map { name($0) },
        handler: row.handler == .nothing ? nil : reference(row.handler), writtenAt: line(ofRequest: row.writtenBy))
    }
  }
}

extension App {
  /// Returns the handler of the most common kind of statement: on the application, with a body as its answer.
  ///
  /// Returns nil for other statements and for unknown classes.
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

extension HandlerDeclaration.Answer {
  /// The first body without a status, which Flask answers with 200.
  fileprivate var bodyWithoutStatus: StringLiteral? {
    switch self {
    case .body(let body, status: nil), .template(let body, status: nil): return body
    case .body, .template, .raise, .abort, .exception, .reraise: return nil
    case .conditional(let conditional):
      for arm in conditional.arms { if let body = arm.answer.bodyWithoutStatus { return body } }
      return conditional.otherwise.bodyWithoutStatus
    }
  }
}

extension BodyTemplate.Placeholder {
  fileprivate var ofHandler: Handler.Placeholder {
    switch self {
    case .className: .className
    case .code: .code
    case .name: .name
    case .originalClassName: .originalClassName
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
