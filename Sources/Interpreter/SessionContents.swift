import Diagnostics
import Resolution
import Syntax

/// The data of a session that other targets need to export the app.
extension Session {
  /// The statements of the app in order, including those that this release refuses or ignores.
  public var declarations: [Statement] { app.statements }

  /// The classes of the app. Declared classes follow the known classes.
  public var hierarchy: Hierarchy { app.hierarchy }

  /// Returns the class of a name, or nil if no class has this name.
  public func classID(_ name: String) -> ClassID? { source.texts.find(name).flatMap { app.classID($0) } }

  /// Returns the class of a name, given as a text number, or nil if no class has this name.
  public func classID(_ name: TextID) -> ClassID? { app.classID(name) }

  /// Returns the blueprint's own name for a scope that a handler or nested blueprint names, or nil if there is none.
  public func blueprintName(for scope: Name) -> TextID? {
    guard case .success(let id) = findBlueprintObject(scope) else { return nil }
    return app.blueprintName(id)
  }

  /// Returns the registrations from the app down to the one that a request names, or nil if there is none.
  ///
  /// Each element has the blueprint and the name under which it is registered in the element before.
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
  /// Returns whether the answer matches the expected answer after the arrow of `expect`. It ignores `received` and the
  /// class after `crash`.
  ///
  /// - Parameter texts: The table with the texts of both.
  public func meets(_ expected: ExpectedAnswer, _ texts: TextTable) -> Bool {
    if let expectedStatus = expected.status, status != expectedStatus.value { return false }
    switch expected.body {
    // In Starlette, a response can be sent and then the exception leaves the app too.
    case .crash, .crashOf: return escaped != nil
    case .any: return escaped == nil || status != nil
    case .page: return (escaped == nil || status != nil) && body == nil
    case .text(let text): return body == text.text
    // The text of a page is not modeled.
    case .contains(let part): return body.map { texts.utf8($0).contains(texts.utf8(part.text)) } ?? false
    case .lacks(let part): return body.map { !texts.utf8($0).contains(texts.utf8(part.text)) } ?? false
    }
  }
}

extension ArraySlice<UInt8> {
  /// Returns whether the bytes of another slice come one after the other somewhere in this one.
  fileprivate func contains(_ part: ArraySlice<UInt8>) -> Bool {
    guard part.count <= count else { return false }
    return (startIndex...endIndex - part.count).contains { self[$0..<$0 + part.count].elementsEqual(part) }
  }
}

/// The names that the next statement can use, for completion at the prompt.
extension Session {
  /// The names of the declared classes in order, then those of the known classes, sorted.
  public var classNames: [String] {
    let declared = app.declaredNames.map { text($0) }
    return declared + app.hierarchy.knownNames.filter { classID($0).map { app.hierarchy.isKnown($0) } ?? true }.sorted()
  }

  /// The names of the classes that `raise` accepts.
  public var raisableNames: [String] {
    classNames.filter { name in
      guard let id = classID(name) else { return false }
      return app.hierarchy.canBeRaised(id)
    }
  }

  /// The names of the app's blueprints in order of declaration.
  public var blueprintNames: [String] { app.blueprintNames.map { text($0) } }

  /// The names that a request can use after `in`: each blueprint with one registration, and each registration of the
  /// other blueprints.
  public var scopeNames: [String] { app.built.registrationIDs.compactMap { app.scopeName($0, source.texts) } }

  /// The routes that requests of the running process named, in order of their first request.
  public var routeNames: [String] {
    var seen: Set<RouteName> = []
    return pastRequests.compactMap { $0.request.route }.filter { seen.insert($0).inserted }
      .map { text(TextID($0.index)) }
  }

  /// The status codes that this release has a class for, and those classes.
  public var knownCodes: [(code: Int, name: String)] {
    app.hierarchy.exceptionsForCodes.map { (Int($0.code), app.hierarchy.knownName($0.exception) ?? "") }
  }
}
