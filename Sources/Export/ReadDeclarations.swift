import Interpreter
import Resolution
import Syntax

/// Classes, blueprints and handlers of the script.
extension ScriptReader {
  mutating func declare(_ declaration: ClassDeclaration, _ statement: Statement) {
    let bases = declaration.bases.compactMap { session.classID($0.text) }.map { reference($0) }
    guard !run(statement).isEmpty, let id = session.classID(declaration.name.text) else { return }
    place.classes[id] = plan.classes.count
    plan.classes.append(
      PlannedClass(
        name: declaration.name.text, bases: bases, code: declaration.code?.value, line: line(statement.span),
        repair: InstanceRepair(id, in: session.hierarchy)))
  }

  mutating func declare(_ declaration: BlueprintDeclaration, _ statement: Statement) {
    let events = run(statement)
    guard case .blueprintDeclared(let made)? = events.first?.kind else { return }
    let blueprint = PlannedBlueprint(
      name: declaration.name.text, parent: declaration.parent.flatMap { place.blueprints[$0.text] })
    let index = add(.blueprint(blueprint), statement)
    place.blueprints[declaration.name.text] = index
    guard place.hasRequested else { return }
    place.ownBlueprints.insert(index)
    plan.declarations[index].isLate = true
    let lateness = lateness(refused: made.refused, ignored: made.ignored, warning: made.warning)
    if case .accepted = lateness { place.waiting.append(index) }
    add(.lateBlueprint(index, lateness))
  }

  mutating func declare(_ declaration: HandlerDeclaration, _ statement: Statement) {
    guard let handler = planned(declaration) else {
      run(statement)
      return
    }
    let inNewProcess = place.hasRequested ? verdictInNewProcess(statement) : nil
    let events = run(statement)
    guard case .handlerDeclared(let made)? = events.first?.kind else { return }
    let index = add(.handler(handler), statement)
    let refusal = place.hasRequested ? inNewProcess : made.refused
    plan.declarations[index].refusal = refusal?.type
    plan.declarations[index].isRefusedAtMount = refusal?.atMount ?? false
    if let refusal { planRefusal(of: handler, refusal, statement) }
    guard place.hasRequested else { return }
    // Up to 1.1 a waiting blueprint is checked when it is mounted: such a handler is left out there as well.
    if refusal != nil, made.refused?.atMount ?? false { return }
    plan.declarations[index].isLate = true
    let lateness = lateness(refused: made.refused, ignored: made.ignored, warning: made.warning)
    add(.lateHandler(index, lateness))
  }

  mutating func configure(_ config: Config, _ statement: Statement) {
    guard case .configured(let name, let on)? = run(statement).first?.kind else { return }
    _ = add(.option(name: name, on: on), statement)
    if place.hasRequested { add(.lateOption(name: name, on: on, line: line(statement.span))) }
  }

  private mutating func add(_ kind: PlannedDeclaration.Kind, _ statement: Statement) -> Int {
    let index = plan.declarations.count
    plan.declarations.append(PlannedDeclaration(kind: kind, line: line(statement.span)))
    place.declarations.append(index)
    return index
  }

  private func lateness(refused: FlaskError?, ignored: Bool, warning: String?) -> PlannedStep.Lateness {
    if let refused { return .refused(refused.type) }
    guard ignored else { return .accepted }
    return warning == nil ? .ignored : .warned
  }

  private func verdictInNewProcess(_ statement: Statement) -> FlaskError? {
    var fresh = session
    _ = fresh.run(statement.replaced(by: .restart))
    guard case .handlerDeclared(let made)? = fresh.run(statement).first?.kind else { return nil }
    return made.refused
  }

  /// A test of its own: the app of a new process does without the handler.
  private mutating func planRefusal(of handler: PlannedHandler, _ error: FlaskError, _ statement: Statement) {
    let line = line(statement.span)
    var test = PlannedTest(origin: .refusal(line: line))
    test.steps.append(
      .refusedHandler(handler, error: error.type, place: error.atMount ? .mount : .newApp, line: line))
    plan.tests.append(test)
  }

  // MARK: Names

  func reference(_ id: ClassID) -> ClassReference {
    if let index = place.classes[id] { return .declared(index) }
    let name = session.hierarchy.name(id)
    if session.hierarchy.isRouting(id) { return .routing(name) }
    return session.hierarchy.isHTTP(id) ? .http(name) : .builtin(name)
  }

  /// A class as a view or handler raises it.
  mutating func raised(_ name: Name) -> RaisedClass? {
    guard let id = session.classID(name.text) else { return nil }
    if let index = place.classes[id] { plan.classes[index].isRaised = true }
    return RaisedClass(type: reference(id), arguments: InstanceRepair.arguments(for: id, in: session.hierarchy))
  }

  /// A handler statement by references; nil where a name stands for nothing, which running it will report.
  mutating func planned(_ declaration: HandlerDeclaration) -> PlannedHandler? {
    let target: PlannedHandler.Target
    switch declaration.target {
    case .code(let number): target = .code(number.value)
    case .named(let name):
      guard let id = session.classID(name.text) else { return nil }
      target = .type(reference(id))
    }
    let answer: PlannedHandler.Answer
    switch declaration.answer {
    case .body(let text, let status): answer = .body(text.text, status: status?.value)
    case .abort(let number): answer = .abort(number.value)
    case .exception: answer = .exception
    case .raise(let name):
      guard let raised = raised(name) else { return nil }
      answer = .raise(raised)
    }
    let scope = declaration.scope.flatMap { place.blueprints[$0.text] }
    if declaration.scope != nil, scope == nil { return nil }
    return PlannedHandler(
      target: target, targetText: session.source.text(declaration.target.span), scope: scope, answer: answer)
  }
}
