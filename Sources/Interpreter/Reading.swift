import Diagnostics
import Resolution
import Syntax

/// What the floors above read of a session beyond its events: enough to write the app down in another form.
extension Session {
  /// The statements of the app, in order, those included that this release refused as late or ignored.
  public var declarations: [Statement] { app.statements }

  /// The classes of the app; what scripts declared stands behind the known ones.
  public var hierarchy: Hierarchy { app.hierarchy }

  /// What a name stands for now.
  public func classID(_ name: String) -> ClassID? { source.texts.find(name).flatMap { app.classID($0) } }

  /// What a name stands for now, by the number of its text; nil: no class.
  public func classID(_ name: TextID) -> ClassID? { app.classID(name) }

  /// Returns the own name of the blueprint that a handler statement or a nested blueprint names; nil where there is none.
  public func blueprintName(for scope: Name) -> TextID? {
    guard case .success(let id) = findBlueprintObject(scope) else { return nil }
    return app.blueprintName(id)
  }

  /// Returns the registrations from the app down to the one that a request names: each blueprint, and the name that it is
  /// registered under in the one before. Nil where there is none.
  public func registrationPath(for scope: Name) -> [(blueprint: TextID, name: String)]? {
    guard case .success(let found?) = findRegistration(scope) else { return nil }
    var blueprints: [TextID] = []
    var next: RegistrationID? = found
    while let id = next {
      guard let name = app.blueprintName(app.built.blueprint(of: id)) else { return nil }
      blueprints.append(name)
      next = app.built.outer(of: id)
    }
    return zip(blueprints.reversed(), app.built.path(of: found)).map { (blueprint: $0, name: $1) }
  }
}

extension Answer {
  /// Whether it is what stands behind the arrow of an `expect`; `received` is looked at by itself.
  public func meets(_ expected: ExpectedAnswer) -> Bool {
    if let wanted = expected.status, status != wanted.value { return false }
    switch expected.body {
    case .crash: return escaped != nil
    case .any: return escaped == nil
    case .page: return escaped == nil && body == nil
    case .text(let text): return body == text.text
    }
  }
}

/// The names that a statement could use now: what a prompt completes.
extension Session {
  /// Declared classes in order, then known ones by name.
  public var classNames: [String] {
    let declared = app.declaredNames.map { text($0) }
    return declared + app.hierarchy.knownNames.filter { classID($0).map { app.hierarchy.isKnown($0) } ?? true }.sorted()
  }

  /// Those of them that `raise` takes.
  public var raisableNames: [String] {
    classNames.filter { name in
      guard let id = classID(name) else { return false }
      return app.hierarchy.canBeRaised(id)
    }
  }

  /// The own names of the app's blueprints, in order of declaration.
  public var blueprintNames: [String] { app.blueprintNames.map { text($0) } }

  /// The names that requests can go to: each blueprint with one registration, and each registration of the others.
  public var scopeNames: [String] { app.built.registrationIDs.compactMap { app.scopeName($0, source.texts) } }

  /// The status codes that this release has a class for, and those classes.
  public var knownCodes: [(code: Int, name: String)] {
    app.hierarchy.exceptionsForCodes.map { (Int($0.code), app.hierarchy.knownName($0.exception) ?? "") }
  }
}
