import Diagnostics
import Resolution
import Syntax

/// Resolves names. An unresolved name returns the diagnostic with the reason.
extension Session {
  /// Returns the class of a name.
  ///
  /// - Parameter fits: Whether a class is possible here. Other classes are not suggested for a misspelled name.
  func findClass(_ name: Name, where fits: (ClassID) -> Bool = { _ in true }) -> Result<ClassID, Diagnostic> {
    if let id = app.classID(name.text) { return .success(id) }
    if let refused = app.refusedClass(name.text) {
      return .failure(refused.isAbsent ? absentClass(name, refused) : refusedClass(name, refused))
    }
    return .failure(unknownClass(name, where: fits))
  }

  /// Returns the class of a name if a view can raise it: an exception that can be instantiated with the right
  /// arguments.
  func findRaisable(_ name: Name) -> Result<ClassID, Diagnostic> {
    findClass(name, where: { app.hierarchy.canBeRaised($0) }).flatMap { id in
      guard app.hierarchy.isBaseException(id) else { return .failure(notRaisable(name)) }
      guard app.hierarchy.canBeRaised(id) else { return .failure(needsArguments(name, id)) }
      return .success(id)
    }
  }

  /// Returns the registration that a request goes to; nil means the application.
  func findRegistration(_ name: Name?) -> Result<RegistrationID?, Diagnostic> {
    guard let name else { return .success(nil) }
    let found = app.registrations(named: name.text, source.texts)
    if found.count > 1 { return .failure(ambiguousBlueprint(name, found)) }
    if let id = found.first { return .success(id) }
    return findBlueprintObject(name).map { _ in nil }
  }

  /// Returns the blueprint that a handler or a nested blueprint belongs to; nil means the application.
  func findBlueprintObject(_ name: Name?) -> Result<BlueprintID?, Diagnostic> {
    guard let name else { return .success(nil) }
    if let id = app.blueprint(name.text) { return .success(id) }
    if let id = app.registrations(named: name.text, source.texts).first { return .success(app.built.blueprint(of: id)) }
    // The last part of the dotted name of a registration is the blueprint's name.
    let last = text(name).split(separator: ".").last.flatMap { source.texts.find(String($0)) } ?? name.text
    if let absent = app.absentBlueprint(name.text) ?? app.absentBlueprint(last) {
      return .failure(absentBlueprint(name, absent))
    }
    if let refused = app.refusedBlueprint(name.text) { return .failure(refusedBlueprint(name, refused)) }
    return .failure(unknownBlueprint(name))
  }

  // MARK: From ids to text

  @inline(__always)
  func name(_ id: ClassID) -> TextID { app.name(id) }

  /// Returns the name of a class of the app.
  public func spelled(_ id: ClassID) -> String { text(app.name(id)) }

  @inline(__always)
  func text(_ target: Handler.Target) -> TargetText {
    switch target {
    case .type(let id): .name(name(id))
    case .code(let code): .code(Int(code))
    }
  }

  @inline(__always)
  func reference(_ id: HandlerID) -> HandlerReference {
    let index = Int(id.index)
    guard app.handlers.indices.contains(index), let line = app.handlerLine(id) else {
      return HandlerReference(line: 0, target: .name(.empty))
    }
    return HandlerReference(line: line, target: text(app.handlers[index].target))
  }

  /// Returns a handler as messages name it: `handler E2 (line 4)`.
  func phrase(_ id: HandlerID) -> String {
    let reference = reference(id)
    return "handler \(reference.target.text(source.texts)) (line \(reference.line))"
  }

  /// Returns a scope as messages name it: `the app` or `blueprint admin`.
  func phrase(_ scope: BlueprintID?) -> String {
    app.blueprintName(scope).map { "blueprint \(shownName(text($0)))" } ?? "the app"
  }

  /// Returns the line of a request of the running process. Requests are numbered from 1.
  func line(ofRequest number: Int32?) -> Int? {
    guard let number, pastRequests.indices.contains(Int(number) - 1) else { return nil }
    return Int(pastRequests[Int(number) - 1].line)
  }
}

/// An index of the names of an app, so that suggestions for many unknown names stay cheap.
struct NameSuggestions: Sendable {
  private(set) var classes = NearNameIndex()
  private(set) var blueprints = NearNameIndex()
  private var declaredClasses: Int
  private var declaredBlueprints: Int

  /// Creates an index.
  ///
  /// - Parameter classes: The names of the classes, declared ones first.
  init(classes: [String], declared: Int, blueprints: [String]) {
    declaredClasses = declared
    declaredBlueprints = blueprints.count
    for (index, name) in classes.enumerated() {
      // Known names must rank after all names that are declared later.
      self.classes.insert(name, rank: index < declared ? index : Int.max / 2 + index)
    }
    for (index, name) in blueprints.enumerated() { self.blueprints.insert(name, rank: index) }
  }

  mutating func addClass(_ name: String) {
    classes.insert(name, rank: declaredClasses)
    declaredClasses += 1
  }

  mutating func addBlueprint(_ name: String) {
    blueprints.insert(name, rank: declaredBlueprints)
    declaredBlueprints += 1
  }
}
