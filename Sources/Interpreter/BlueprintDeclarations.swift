import Diagnostics
import Resolution
import Syntax

/// `blueprint NAME [as NAME] [in PARENT [as NAME], ...]`.
extension Session {
  mutating func declare(_ declaration: BlueprintDeclaration, _ statement: Statement) -> [Event] {
    switch define(declaration, statement) {
    case .failure(let diagnostic):
      app.refuse(declaration)
      return [event(diagnostic)]
    case .success(.refused(let error)):
      let declared = blueprintEvent(declaration, refused: error)
      return [event(statement, .blueprintDeclared(declared)), event(refusedName(declaration.name, error))]
    case .success(.registered(let parents)):
      return registered(declaration, on: parents, statement)
    }
  }

  /// The result of adding a blueprint to the app.
  enum Definition {
    case registered(on: [BlueprintID?])
    /// The release refuses the name. The app keeps the statement for releases that accept it.
    case refused(RegistrationError)
  }

  /// Adds a blueprint to the app, or returns the reason why it cannot.
  mutating func define(_ declaration: BlueprintDeclaration, _ statement: Statement) -> Result<Definition, Diagnostic> {
    let name = declaration.name
    if declaration.isNested, !release.era.rules.nestsBlueprints { return .failure(nestedBlueprint(declaration)) }
    if let problem = registeredAgain(declaration) { return .failure(problem) }
    var parents: [BlueprintID?] = []
    for registration in declaration.registrations {
      switch findBlueprintObject(registration.parent) {
      case .failure(let diagnostic): return .failure(diagnostic)
      case .success(let parent):
        if let parent, let problem = problem(with: registration, of: declaration, on: parent) {
          return .failure(problem)
        }
        parents.append(parent)
      }
    }
    if let taken = takenName(declaration, parents) { return .failure(duplicateBlueprint(taken, of: name)) }
    if let error = release.framework.messages.blueprintName(text(name), release.era.rules.blueprints) {
      app.keepAbsent(statement)
      return .success(.refused(error))
    }
    guard app.add(declaration, on: parents, statement: statement, source.texts) else {
      return .failure(tooManyRegistrations(name))
    }
    return .success(.registered(on: parents))
  }

  /// Reports a second registration or another name in a framework for which they are not modeled.
  private func registeredAgain(_ declaration: BlueprintDeclaration) -> Diagnostic? {
    guard !release.era.rules.registersBlueprintsAgain else { return nil }
    let isRegistered = app.blueprint(declaration.name.text) != nil
    guard
      isRegistered || declaration.registrations.count > 1
        || declaration.registrations.contains(where: { $0.alias != nil })
    else { return nil }
    return notInFramework(
      "second registration of a blueprint that is modeled", at: declaration.name.span,
      help: "register it once, under its own name")
  }

  /// Reports a blueprint that would be nested in itself, directly or through other blueprints.
  private func problem(
    with registration: BlueprintDeclaration.Registration, of declaration: BlueprintDeclaration, on parent: BlueprintID
  ) -> Diagnostic? {
    guard let child = app.blueprint(declaration.name.text), let name = registration.parent else { return nil }
    let isInside = app.built.registrations(of: parent).contains { app.built.isNested($0, in: child) }
    return child == parent || isInside ? nestedInItself(declaration.name, name) : nil
  }

  /// Returns the first name that another registration in the same place already has.
  private func takenName(_ declaration: BlueprintDeclaration, _ parents: [BlueprintID?]) -> Name? {
    var seen: Set<RegisteredName> = []
    for (registration, parent) in zip(declaration.registrations, parents) {
      let name = registration.alias ?? declaration.name
      let outers: [RegistrationID?] = parent.map { app.built.registrations(of: $0).map { .some($0) } } ?? [nil]
      for outer in outers {
        let isTaken = app.built.registration(named: text(name), in: outer) != nil
        guard !isTaken, seen.insert(RegisteredName(outer: outer, name: text(name))).inserted else { return name }
      }
    }
    return nil
  }

  private struct RegisteredName: Hashable {
    var outer: RegistrationID?
    var name: String
  }

  /// Registers the blueprint in the running process too, and reports the result.
  private mutating func registered(
    _ declaration: BlueprintDeclaration, on parents: [BlueprintID?], _ statement: Statement
  ) -> [Event] {
    guard isRunning, let id = app.blueprint(declaration.name.text) else {
      return [event(statement, .blueprintDeclared(blueprintEvent(declaration)))]
    }
    let name = text(declaration.name)
    if running.blueprintCount < app.blueprintNames.count { _ = running.addBlueprint(name) }
    var latest: (lateness: EraRules.Lateness, parent: Name?)?
    for (registration, parent) in zip(declaration.registrations, parents) {
      let alias = registration.alias.map { text($0) }
      let lateness = running.register(id, as: alias, on: parent, handlers: app.handlers, in: app.hierarchy)
      if lateness != .accepted, latest == nil { latest = (lateness, registration.parent) }
    }
    return events(latest?.lateness ?? .accepted, on: latest?.parent, declaration, statement)
  }

  private func events(
    _ lateness: EraRules.Lateness, on parent: Name?, _ declaration: BlueprintDeclaration, _ statement: Statement
  ) -> [Event] {
    var declared = blueprintEvent(declaration)
    let parent = parent.map { text($0) }
    switch lateness {
    case .accepted: return [event(statement, .blueprintDeclared(declared))]
    case .ignored: declared.ignored = true
    case .ignoredWithWarning:
      declared.ignored = true
      declared.warning = release.framework.messages.tooLateOnBlueprint(parent ?? "", "register_blueprint")
    case .refused where parent == nil:
      declared.refused = release.framework.messages.tooLate("register_blueprint", release.era.rules)
    case .refused:
      let text = release.framework.messages.tooLateOnBlueprint(parent ?? "", "register_blueprint")
      declared.refused = RegistrationError(type: "AssertionError", message: text)
    }
    return [
      event(statement, .blueprintDeclared(declared)),
      event(lateBlueprint(declaration.name, says: declared.refused?.message ?? declared.warning)),
    ]
  }

  private func blueprintEvent(_ declaration: BlueprintDeclaration, refused: RegistrationError? = nil) -> BlueprintEvent
  {
    BlueprintEvent(
      name: declaration.name.text,
      registrations: declaration.registrations.map {
        BlueprintEvent.Registration(parent: $0.parent?.text, alias: $0.alias?.text)
      },
      refused: refused, ignored: false)
  }

  /// The rows that `blueprints` lists, one for each registration.
  var blueprintRows: [BlueprintRow] {
    app.built.registrationIDs.compactMap { id in
      guard let blueprint = app.built.blueprint(of: id), let name = app.scopeName(id, source.texts) else { return nil }
      let state: BlueprintRow.State =
        switch process.state(of: id) {
        case .waiting: .waiting
        case .mounted: .mounted
        case .unreachable: .unreachable
        }
      let parent = app.built.outer(of: id).flatMap { app.scopeName($0, source.texts) }
      return BlueprintRow(
        name: name, parent: parent, blueprint: app.blueprintName(blueprint) ?? .empty, state: state,
        line: line(app.registrationSpans[safe: Int(id.index)] ?? Span(start: 0, end: 0)))
    }
  }
}
