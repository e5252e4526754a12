import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Reads classes, blueprints and handlers of the script.
extension ScriptReader {
  mutating func declare(_ declaration: ClassDeclaration, _ statement: Statement) {
    var planned = planned(declaration, statement)
    guard !run(statement).isEmpty, let id = session.classID(declaration.name.text) else { return }
    planned.constructors = constructors(of: id)
    place.classes[id] = plan.classes.count
    plan.classes.append(planned)
  }

  /// Returns a class statement with its names resolved. Base classes that do not exist are left out.
  func planned(_ declaration: ClassDeclaration, _ statement: Statement) -> PlannedClass {
    PlannedClass(
      name: session.text(declaration.name),
      bases: declaration.bases.compactMap { session.classID($0.text) }.map { reference($0) },
      code: declaration.code.map { planned($0) }, instanceCode: declaration.instanceCode.map { planned($0) },
      line: line(statement.span))
  }

  /// Returns the constructors that a class must call itself: those of the framework's own class and of its HTTP error, if
  /// the constructor of another class comes first on the MRO.
  private func constructors(of id: ClassID) -> [RaisedClass] {
    let mro = session.hierarchy.mro(id)
    let own = self.own(constructorsOf: id)
    // A declared base class may call them already.
    let inherits = mro.dropFirst().prefix { !session.hierarchy.isKnown($0) }.contains {
      self.own(constructorsOf: $0) == own
    }
    return inherits ? [] : own
  }

  private func own(constructorsOf id: ClassID) -> [RaisedClass] {
    let hierarchy = session.hierarchy
    let mro = hierarchy.mro(id)
    guard let first = mro.first(where: { hierarchy.isKnown($0) }), let own = mro.first(where: { isOfFramework($0) })
    else { return [] }
    let http = hierarchy.isHTTP(id) ? mro.first { isOfFramework($0) && hierarchy.isHTTP($0) } : nil
    var called = [own]
    if let http, http != own { called.append(http) }
    guard called.count > 1 || first != own else { return [] }
    return called.map {
      RaisedClass(type: reference($0), arguments: .none, frameworkClass: session.spelled($0), code: nil)
    }
  }

  private func isOfFramework(_ id: ClassID) -> Bool {
    session.hierarchy.isKnown(id) && session.release.framework.knowsClass(session.spelled(id))
  }

  private func planned(_ code: ClassDeclaration.Code) -> PlannedClass.Code {
    code.value.map { .number($0) } ?? .none
  }

  // MARK: Blueprints

  mutating func declare(_ declaration: BlueprintDeclaration, _ statement: Statement) {
    // With several registrations, each one is tried separately: one can be too late while another is not.
    let isSplit = place.hasRequested && declaration.registrations.count > 1
    let lateEffects = isSplit ? lateEffects(of: declaration, statement) : []
    guard case .blueprintDeclared(let made)? = run(statement).first?.kind else { return }
    guard session.blueprintName(for: declaration.name) != nil else {
      if let error = made.refused { planRefusal(ofBlueprint: session.text(declaration.name), error, statement) }
      return
    }
    let blueprint = place.blueprints[declaration.name.text] ?? add(blueprint: declaration.name, statement)
    for (number, registration) in declaration.registrations.enumerated() {
      let index = add(registration, of: blueprint, statement)
      guard place.hasRequested else { continue }
      let lateness =
        lateEffects.indices.contains(number)
        ? lateEffects[number] : self.lateness(refused: made.refused, ignored: made.ignored, warning: made.warning)
      if case .accepted = lateness {
        place.waiting.append(index)
      } else {
        add(.lateRegistration(index, lateness))
      }
    }
  }

  private mutating func add(blueprint name: Name, _ statement: Statement) -> Int {
    let index = add(.blueprint(session.text(name)), statement)
    place.blueprints[name.text] = index
    if place.hasRequested { add(.lateBlueprint(index)) }
    return index
  }

  private mutating func add(
    _ registration: BlueprintDeclaration.Registration, of blueprint: Int, _ statement: Statement
  ) -> Int {
    let parent = registration.parent.flatMap { self.blueprint(for: $0) }
    let planned = PlannedRegistration(
      blueprint: blueprint, parent: parent, alias: registration.alias.map { session.text($0) })
    let index = add(.registration(planned), statement)
    place.registrations[Place.Registered(name: plan.name(of: planned), parent: parent)] = index
    return index
  }

  private func lateEffects(of declaration: BlueprintDeclaration, _ statement: Statement) -> [PlannedStep.Lateness] {
    var trial = session
    return declaration.registrations.map { registration in
      let one = BlueprintDeclaration(name: declaration.name, registrations: [registration])
      guard case .blueprintDeclared(let made)? = trial.run(statement.replaced(by: .blueprint(one))).first?.kind
      else { return .accepted }
      return lateness(refused: made.refused, ignored: made.ignored, warning: made.warning)
    }
  }

  /// Adds a separate test for a blueprint that the framework rejects. The app does not contain it.
  private mutating func planRefusal(ofBlueprint name: String, _ error: RegistrationError, _ statement: Statement) {
    let line = line(statement.span)
    plan.leftOutBlueprints.append(PlannedRefusal(name: name, error: error.type, line: line))
    var test = PlannedTest(origin: .refusal(line: line))
    test.steps.append(.refusedBlueprint(name: name, error: error.type, line: line))
    plan.tests.append(test)
  }

  // MARK: Handlers and options

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
    if let refusal { planRefusal(of: handler, refusal, statement) }
    guard place.hasRequested else { return }
    // Up to 1.1, Flask checks a blueprint's handlers when the blueprint is registered, which may happen again. So a handler
    // that fails this check is left out of late registrations too.
    if let refusal, refusal.atMount, made.refused?.atMount ?? true { return }
    plan.declarations[index].isLate = true
    // Starlette before 0.24 refuses every handler after one for a class that is not an exception. The exported app does not
    // contain that one, so it would accept this one.
    if let refusal, made.refused != nil, refusalPlace(refusal, statement) == nil { return }
    let lateness = lateness(refused: made.refused, ignored: made.ignored, warning: made.warning)
    add(.lateHandler(index, lateness))
  }

  mutating func configure(_ config: Config, _ statement: Statement) {
    guard case .configured(let name, let on)? = run(statement).first?.kind else { return }
    _ = add(.option(name: name, on: on), statement)
    if name == Configuration.Option.debug.rawValue { place.isDebug = on }
    if place.hasRequested { add(.lateOption(name: name, on: on, line: line(statement.span))) }
  }

  private mutating func add(_ kind: PlannedDeclaration.Kind, _ statement: Statement) -> Int {
    let index = plan.declarations.count
    plan.declarations.append(PlannedDeclaration(kind: kind, line: line(statement.span)))
    place.declarations.append(index)
    return index
  }

  private func lateness(refused: RegistrationError?, ignored: Bool, warning: String?) -> PlannedStep.Lateness {
    if let refused { return .refused(refused.type) }
    guard ignored else { return .accepted }
    return warning == nil ? .ignored : .warned
  }

  private func verdictInNewProcess(_ statement: Statement) -> RegistrationError? {
    var fresh = session
    _ = fresh.run(statement.replaced(by: .restart))
    guard case .handlerDeclared(let made)? = fresh.run(statement).first?.kind else { return nil }
    return made.refused
  }

  /// Adds a separate test for a handler that the framework rejects. The app does not contain it.
  private mutating func planRefusal(
    of handler: PlannedHandler, _ error: RegistrationError, _ statement: Statement
  ) {
    guard let refusalPlace = refusalPlace(error, statement) else { return }
    let line = line(statement.span)
    var test = PlannedTest(origin: .refusal(line: line))
    test.steps.append(.refusedHandler(handler, error: error.type, place: refusalPlace, line: line))
    plan.tests.append(test)
  }

  /// Returns the app in which a test can show the refusal of a handler; nil if no exported app shows it.
  mutating func refusalPlace(_ error: RegistrationError, _ statement: Statement) -> PlannedStep.RefusalPlace? {
    let accepted = session.declarations.filter { declaration in
      guard case .handler = declaration.kind else { return true }
      guard declaration.span.start != statement.span.start else { return false }
      return !plan.declarations.contains { $0.line == line(declaration.span) && $0.refusal != nil }
    }
    let others = accepted.filter { if case .handler = $0.kind { false } else { true } }
    if isRefused(statement, after: others) { return error.atMount ? .mount : .newApp }
    guard isRefused(statement, after: accepted) else { return nil }
    return error.atMount ? .mount : .builtApp(build: build())
  }

  /// Returns whether a new process with some declarations refuses a handler.
  private func isRefused(_ statement: Statement, after declarations: [Statement]) -> Bool {
    var trial = session.emptied
    for declaration in declarations { _ = trial.run(declaration) }
    guard case .handlerDeclared(let made)? = trial.run(statement).first?.kind else { return false }
    return made.refused != nil
  }

  // MARK: Names

  func reference(_ id: ClassID) -> ClassReference {
    if let index = place.classes[id] { return .declared(index) }
    let name = session.spelled(id)
    if session.hierarchy.isRouting(id) { return .routing(name) }
    return isOfFramework(id) ? .http(name) : .builtin(name)
  }

  /// Returns a class as a view or handler raises it.
  mutating func raised(_ name: Name) -> RaisedClass? {
    guard let id = session.classID(name.text), let arguments = arguments(for: id) else { return nil }
    let ofFramework = session.hierarchy.mro(id).filter { isOfFramework($0) }
    let first = ofFramework.first { session.hierarchy.isHTTP($0) } ?? ofFramework.first
    return RaisedClass(
      type: reference(id), arguments: arguments, frameworkClass: first.map { session.spelled($0) },
      code: session.hierarchy.code(id).map { Int($0) })
  }

  private func arguments(for id: ClassID) -> RaisedClass.Arguments? {
    let hierarchy = session.hierarchy
    func derives(from name: String) -> Bool {
      hierarchy.knownClass(name).map { hierarchy.isSubclass(id, of: $0) } ?? false
    }
    switch hierarchy.viewArguments(for: id) {
    case nil: return nil
    case .some(.none): return RaisedClass.Arguments.none
    case .key: return .key
    case .url: return .url
    case .unicodeError where derives(from: "UnicodeDecodeError"): return .unicodeDecodeError
    case .unicodeError where derives(from: "UnicodeEncodeError"): return .unicodeEncodeError
    case .unicodeError: return .unicodeTranslateError
    case .group: return hierarchy.knownClass("BaseExceptionGroup") == id ? .baseExceptionGroup : .exceptionGroup
    }
  }

  /// Returns the blueprint object that a handler or a nested blueprint belongs to.
  func blueprint(for scope: Name) -> Int? { session.blueprintName(for: scope).flatMap { place.blueprints[$0] } }

  /// Returns the registrations from the app down to the one that a request names; nil if one is missing.
  func path(for scope: Name) -> [Int]? {
    guard let named = session.registrationPath(for: scope) else { return nil }
    var path: [Int] = []
    var parent: Int?
    for step in named {
      guard let index = place.registrations[Place.Registered(name: step.name, parent: parent)] else { return nil }
      path.append(index)
      parent = plan.registration(index)?.blueprint
    }
    return path
  }

  /// Returns a handler statement with its names resolved; nil if a name is unknown, which running it will report.
  mutating func planned(_ declaration: HandlerDeclaration) -> PlannedHandler? {
    let target: PlannedHandler.Target
    switch declaration.target {
    case .code(let number): target = .code(number.value)
    case .named(let name):
      guard let id = session.classID(name.text) else { return nil }
      target = .type(reference(id))
    }
    guard let answer = planned(declaration.answer) else { return nil }
    let scope = declaration.scope.flatMap { blueprint(for: $0) }
    if declaration.scope != nil, scope == nil { return nil }
    return PlannedHandler(
      target: target, targetText: session.source.text(declaration.target.span), scope: scope, answer: answer)
  }

  private mutating func planned(_ answer: HandlerDeclaration.Answer) -> PlannedHandler.Answer? {
    switch answer {
    case .body(let text, let status): return .body(session.text(text.text), status: status.map { planned($0) })
    case .template(let text, let status):
      return BodyTemplate(session.source.texts.utf8(text.text)).map { template in
        .template(template, status: status.map { planned($0) })
      }
    case .reraise: return .reraise
    case .abort(let number): return .abort(number.value)
    case .exception: return .exception
    case .raise(let name): return raised(name).map { .raise($0) }
    case .conditional(let conditional):
      var arms: [PlannedHandler.Arm] = []
      for arm in conditional.arms {
        guard let answer = planned(arm.answer), let condition = planned(arm.condition) else { return nil }
        arms.append(PlannedHandler.Arm(answer: answer, condition: condition))
      }
      return planned(conditional.otherwise).map { .conditional(arms, otherwise: $0) }
    }
  }

  private func planned(_ status: HandlerDeclaration.Status) -> PlannedHandler.Status {
    switch status {
    case .number(let number): .number(Int(number))
    case .ofException: .ofException
    }
  }

  private func planned(_ condition: HandlerDeclaration.Condition) -> PlannedHandler.Condition? {
    func reference(_ name: Name) -> ClassReference? { session.classID(name.text).map { self.reference($0) } }
    let test: PlannedHandler.Condition.Test? =
      switch condition.test {
      case .isInstance(let name): reference(name).map { .isInstance($0) }
      case .isExactly(let name): reference(name).map { .isExactly($0) }
      case .originalIsInstance(let name): reference(name).map { .originalIsInstance($0) }
      case .hasCode(let number): .hasCode(number.value)
      }
    return test.map { PlannedHandler.Condition(test: $0, isNegated: condition.isNegated) }
  }
}
