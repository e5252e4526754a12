import Diagnostics
import Resolution
import Syntax

/// `blueprint NAME [in PARENT]` and `handler TARGET [in BLUEPRINT] -> ANSWER`.
extension Session {
  mutating func declare(_ declaration: BlueprintDeclaration, _ statement: Statement) -> [Event] {
    switch define(declaration, statement) {
    case .failure(let diagnostic):
      app.refuse(declaration)
      return [event(diagnostic)]
    case .success(let parent):
      let lateness = running?.addBlueprint(parent: parent) ?? .accepted
      return events(of: lateness, declaration, statement)
    }
  }

  /// Adds a blueprint to the app, or says why not. Success answers its parent.
  mutating func define(_ declaration: BlueprintDeclaration, _ statement: Statement)
    -> Result<BlueprintID?, Diagnostic>
  {
    if app.blueprint(declaration.name.text) != nil { return .failure(duplicateBlueprint(declaration.name)) }
    var parent: BlueprintID?
    if let name = declaration.parent {
      guard app.release.era.rules.nestsBlueprints else { return .failure(nestedBlueprint(declaration)) }
      switch findBlueprint(name) {
      case .failure(let diagnostic): return .failure(diagnostic)
      case .success(let id): parent = id
      }
    }
    app.add(declaration, parent: parent, statement: statement)
    return .success(parent)
  }

  private func events(of lateness: EraRules.Lateness, _ declaration: BlueprintDeclaration, _ statement: Statement)
    -> [Event]
  {
    let parent = declaration.parent?.text
    var made = BlueprintEvent(name: declaration.name.text, parent: parent, ignored: false)
    switch lateness {
    case .accepted: return [event(statement, .blueprintDeclared(made))]
    case .ignored: made.ignored = true
    case .ignoredWithWarning:
      made.ignored = true
      made.warning = FlaskMessages.tooLateOnBlueprint(parent ?? "", setup: "register_blueprint")
    case .refused where parent == nil:
      made.refused = FlaskMessages.tooLate(setup: "register_blueprint", release.era.rules)
    case .refused:
      let text = FlaskMessages.tooLateOnBlueprint(parent ?? "", setup: "register_blueprint")
      made.refused = FlaskError(type: "AssertionError", message: text)
    }
    return [
      event(statement, .blueprintDeclared(made)),
      event(lateBlueprint(declaration.name, says: made.refused?.message ?? made.warning)),
    ]
  }

  mutating func declare(_ declaration: HandlerDeclaration, _ statement: Statement) -> [Event] {
    switch handler(from: declaration) {
    case .failure(let diagnostic): return [event(diagnostic)]
    case .success(let handler):
      rememberLastRequest()
      let id = HandlerID(Int32(app.handlers.count))
      let built = app.add(handler, statement: statement)
      let registration = running?.register(handler, id, in: app.hierarchy) ?? built
      let made = handlerEvent(declaration, handler, registration.verdict)
      let findings = findings(declaration, handler, id, registration, made)
      return [event(statement, .handlerDeclared(made))] + findings.map { event($0) }
    }
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
    return findBlueprint(declaration.scope).flatMap { scope in
      answer(from: declaration.answer).map { Handler(target: target, scope: scope, answer: $0) }
    }
  }

  private func answer(from answer: HandlerDeclaration.Answer) -> Result<Handler.Answer, Diagnostic> {
    switch answer {
    case .body(let text, let status):
      return .success(.response(body: text.text, status: Int32(status?.value ?? 200)))
    case .raise(let name): return findRaisable(name).map { .raises($0) }
    case .abort(let number): return .success(.aborts(Int32(number.value)))
    case .exception: return .success(.exception)
    }
  }

  private func handlerEvent(
    _ declaration: HandlerDeclaration, _ handler: Handler, _ verdict: Registration.Verdict
  ) -> HandlerEvent {
    let scope = app.blueprintName(handler.scope)
    var made = HandlerEvent(
      target: written(declaration.target), scope: scope, answer: eventAnswer(handler.answer), ignored: false)
    switch verdict {
    case .registered: break
    case .refused(let refusal, let atMount):
      made.refused = FlaskMessages.error(
        for: refusal, atMount: atMount, names: { name($0) }, scope: scope, rules: release.era.rules)
    case .ignored(let warns):
      made.ignored = true
      if warns { made.warning = FlaskMessages.tooLateOnBlueprint(scope ?? "", setup: "errorhandler") }
    }
    return made
  }

  private func written(_ target: HandlerDeclaration.Target) -> TargetText {
    switch target {
    case .named(let name): .name(name.text)
    case .code(let number): .code(number.value)
    }
  }

  private func eventAnswer(_ answer: Handler.Answer) -> HandlerEvent.Answer {
    switch answer {
    case .response(let body, let status): .response(body: body, status: Int(status))
    case .raises(let id): .raises(name(id))
    case .aborts(let code): .aborts(Int(code))
    case .exception: .exception
    }
  }

  /// What is worth saying about a handler that was declared: it is late, refused, replaces another, can never run, or
  /// answers 200.
  private mutating func findings(
    _ declaration: HandlerDeclaration, _ handler: Handler, _ id: HandlerID, _ registration: Registration,
    _ made: HandlerEvent
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    switch registration.verdict {
    case .refused(let refusal, let atMount):
      findings.append(flaskRefuses(declaration, refusal, atMount: atMount, says: made.refused))
    case .ignored: findings.append(ignoredHandler(declaration, handler, says: made.warning))
    case .registered:
      if let earlier = registration.earlier { findings.append(secondRegistration(declaration, handler, earlier)) }
      if !registration.unseenBy.isEmpty { findings.append(cachedBefore(declaration, registration.unseenBy)) }
      if let reason = neverRuns(handler, id) { findings.append(neverRuns(declaration, reason)) }
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
        scope: app.blueprintName(row.key.scope), code: row.key.code.map { Int($0) }, type: row.id.map { name($0) },
        handler: reference(row.handler), writtenAt: line(ofRequest: row.writtenBy))
    }
  }

  var blueprintRows: [BlueprintRow] {
    app.blueprintDeclarations.enumerated().map { index, declaration in
      let state: BlueprintRow.State =
        switch process.state(of: BlueprintID(Int32(index))) {
        case .waiting: .waiting
        case .mounted: .mounted
        case .unreachable: .unreachable
        }
      return BlueprintRow(
        name: declaration.name.text, parent: declaration.parent?.text, state: state, line: line(declaration.name.span))
    }
  }
}
