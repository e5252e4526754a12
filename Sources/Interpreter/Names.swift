import Diagnostics
import Resolution
import Syntax

/// Finds what names stand for. A name that stands for nothing is answered with the diagnostic that says why.
extension Session {
  /// - Parameter fits: which classes a misspelled name can mean.
  func findClass(_ name: Name, where fits: (ClassID) -> Bool = { _ in true }) -> Result<ClassID, Diagnostic> {
    if let id = app.classID(name.text) { return .success(id) }
    if let refused = app.refusedClass(name.text) {
      return .failure(refused.isAbsent ? absentClass(name, refused) : refusedClass(name, refused))
    }
    return .failure(unknownClass(name, where: fits))
  }

  /// A class that a view can raise: an exception that can be made, with the arguments that it needs.
  func findRaisable(_ name: Name) -> Result<ClassID, Diagnostic> {
    findClass(name, where: { app.hierarchy.canBeRaised($0) }).flatMap { id in
      guard app.hierarchy.isBaseException(id) else { return .failure(notRaisable(name)) }
      guard app.hierarchy.canBeRaised(id) else { return .failure(needsArguments(name, id)) }
      return .success(id)
    }
  }

  /// The registration that a request goes to; nil where it names none, which is the application.
  func findRegistration(_ name: Name?) -> Result<RegistrationID?, Diagnostic> {
    guard let name else { return .success(nil) }
    let found = app.registrations(named: name.text, source.texts)
    if found.count > 1 { return .failure(ambiguousBlueprint(name, found)) }
    if let id = found.first { return .success(id) }
    return findBlueprintObject(name).map { _ in nil }
  }

  /// The blueprint that handlers and nested blueprints belong to; nil where none is named, which is the application.
  func findBlueprintObject(_ name: Name?) -> Result<BlueprintID?, Diagnostic> {
    guard let name else { return .success(nil) }
    if let id = app.blueprint(name.text) { return .success(id) }
    if let id = app.registrations(named: name.text, source.texts).first { return .success(app.built.blueprint(of: id)) }
    // Of the name of a registration the last part is the blueprint's.
    let last = text(name).split(separator: ".").last.flatMap { source.texts.find(String($0)) } ?? name.text
    if let absent = app.absentBlueprint(name.text) ?? app.absentBlueprint(last) {
      return .failure(absentBlueprint(name, absent))
    }
    if let refused = app.refusedBlueprint(name.text) { return .failure(refusedBlueprint(name, refused)) }
    return .failure(unknownBlueprint(name))
  }

  // MARK: From ids to words

  @inline(__always)
  func name(_ id: ClassID) -> TextID { app.name(id) }

  /// The name of a class of the app.
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

  /// `handler E2 (line 4)`, as sentences name it.
  func phrase(_ id: HandlerID) -> String {
    let reference = reference(id)
    return "handler \(reference.target.text(source.texts)) (line \(reference.line))"
  }

  /// `the application`, or `blueprint admin`.
  func phrase(_ scope: BlueprintID?) -> String {
    app.blueprintName(scope).map { "blueprint \(shownName(text($0)))" } ?? "the application"
  }

  /// The line of a request of the running process, counted from 1.
  func line(ofRequest number: Int32?) -> Int? {
    guard let number, pastRequests.indices.contains(Int(number) - 1) else { return nil }
    return Int(pastRequests[Int(number) - 1].line)
  }
}

/// The names of an app, indexed so that many unknown names cost little.
struct NameSuggestions: Sendable {
  private(set) var classes = NearNameIndex()
  private(set) var blueprints = NearNameIndex()
  private var declaredClasses: Int
  private var declaredBlueprints: Int

  /// - Parameter classes: the declared ones first.
  init(classes: [String], declared: Int, blueprints: [String]) {
    declaredClasses = declared
    declaredBlueprints = blueprints.count
    for (index, name) in classes.enumerated() {
      // Known names come after those that will be declared.
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
