import Diagnostics
import Resolution
import Syntax

/// The app that a session describes: its class, blueprint, handler and config statements, in order, built under one release.
///
/// The statements are kept, those included that this release refused as late or ignored, so that the same app can be
/// built again under another release. `built` is the app as a new process has it: every statement in force, no
/// request answered yet.
struct App: Sendable {
  let release: Release
  let resolver: Resolver
  var hierarchy: Hierarchy
  private(set) var statements: [Statement] = []
  private(set) var built: Process
  private(set) var handlers: [Handler] = []
  /// The statement of each handler, by handler id.
  private(set) var handlerSpans: [Span] = []
  /// The names of blueprints, in order of declaration.
  private(set) var blueprintNames: [Name] = []
  /// The statement that made each registration.
  private(set) var registrationSpans: [Span] = []
  /// The names of declared classes, in order.
  private(set) var declaredNames: [Name] = []
  private var classes: [String: ClassID] = [:]
  private var blueprints: [String: BlueprintID] = [:]
  /// Names that were refused, and are not declared now: where, and whether the release alone is to blame.
  private var refused: [String: Refused] = [:]
  /// Blueprints that this release has no room for, by name: where.
  private var absentBlueprints: [String: AbsentBlueprint] = [:]
  /// Blueprints that got an error and are not declared now, by name: where.
  private var refusedBlueprints: [String: Span] = [:]
  /// Nil until `indexNames` has made it.
  private var suggestions: NameSuggestions?

  struct Refused: Sendable {
    var span: Span
    /// True where the class exists under other releases.
    var isAbsent: Bool
  }

  /// A blueprint that exists under other releases.
  struct AbsentBlueprint: Sendable {
    enum Reason: Sendable {
      case nested, name
    }

    var span: Span
    var reason: Reason
  }

  init(release: Release, resolver: Resolver = .flask) {
    self.release = release
    self.resolver = resolver
    hierarchy = Hierarchy(werkzeug: release.werkzeug)
    built = Process(era: release.era, resolver: resolver)
  }

  // MARK: Names

  /// A class of the app, or a known one that the app does not shadow.
  func classID(_ name: String) -> ClassID? { classes[name] ?? hierarchy.knownClass(name) }

  func isDeclared(_ name: String) -> Bool { classes[name] != nil }

  /// Where a declared class was declared; nil for known ones.
  func declaration(of id: ClassID) -> Name? {
    let index = Int(id.index) - hierarchy.knownCount
    return declaredNames.indices.contains(index) ? declaredNames[index] : nil
  }

  func blueprint(_ name: String) -> BlueprintID? { blueprints[name] }

  func refusedClass(_ name: String) -> Refused? { refused[name] }

  func absentBlueprint(_ name: String) -> AbsentBlueprint? { absentBlueprints[name] }

  func refusedBlueprint(_ name: String) -> Span? { refusedBlueprints[name] }

  /// Declared names first, then known ones.
  private var classNames: [String] { declaredNames.map { $0.text } + hierarchy.knownNames.sorted() }

  func blueprintName(_ id: BlueprintID?) -> String? {
    guard let id, blueprintNames.indices.contains(Int(id.index)) else { return nil }
    return blueprintNames[Int(id.index)].text
  }

  /// The name of a registration as requests use it: the blueprint's, or the whole name where it has several.
  func scopeName(_ id: RegistrationID?) -> String? {
    guard let id, let blueprint = built.blueprint(of: id) else { return nil }
    if built.registrations(of: blueprint).count == 1 { return blueprintName(blueprint) }
    return built.path(of: id).joined(separator: ".")
  }

  /// The registrations that a name can stand for: the blueprint's, or the one with this whole name.
  func registrations(named name: String) -> [RegistrationID] {
    if let whole = registration(withPath: name) { return [whole] }
    return blueprints[name].map { built.registrations(of: $0) } ?? []
  }

  /// Finds `admin.users`. Before 2.0.1 a part may have dots itself, so all ways to cut the name are tried, each once.
  private func registration(withPath name: String) -> RegistrationID? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 64 else { return nil }
    var seen: Set<RegistrationID> = []
    var pending: [(outer: RegistrationID?, next: Int)] = [(nil, 0)]
    while let step = pending.popLast() {
      for end in (step.next + 1)...max(parts.count, step.next + 1) where end <= parts.count {
        let part = parts[step.next..<end].joined(separator: ".")
        guard let found = built.registration(named: part, in: step.outer) else { continue }
        if end == parts.count { return found }
        if seen.insert(found).inserted { pending.append((found, end)) }
      }
    }
    return nil
  }

  /// The class statement that declared a name. Looked for only when a picture needs it.
  func statement(declaring name: Name) -> Statement? {
    statements.first { statement in
      if case .classDeclaration(let declaration) = statement.kind { declaration.name == name } else { false }
    }
  }

  /// Returns the class name that was probably meant: of equally near names the one that was declared first, known ones last.
  func nearestClass(to name: String) -> String? {
    suggestions.map { $0.classes.nearest(to: name) } ?? nearestName(to: name, among: classNames)
  }

  /// Returns the blueprint name that was probably meant: of equally near names the one that was declared first.
  func nearestBlueprint(to name: String) -> String? {
    suggestions.map { $0.blueprints.nearest(to: name) } ?? nearestName(to: name, among: blueprintNames.map { $0.text })
  }

  /// Prepares for many suggestions; from then on each new name is added.
  ///
  /// An app that gets no unknown name, or is small, does without: there a comparison with all names is cheap.
  mutating func indexNames() {
    guard suggestions == nil, declaredNames.count + blueprintNames.count >= 100 else { return }
    suggestions = NameSuggestions(
      classes: classNames, declared: declaredNames.count, blueprints: blueprintNames.map { $0.text })
  }

  // MARK: Adding

  /// Adds a class whose bases were found; nothing changes where Python refuses it.
  mutating func add(_ declaration: ClassDeclaration, bases: [ClassID], statement: Statement)
    -> Result<ClassID, ClassRefusal>
  {
    let result = hierarchy.declare(
      name: declaration.name.text, bases: bases, code: declaration.code?.attribute ?? .absent,
      instanceCode: declaration.instanceCode?.ofInstance)
    guard case .success(let id) = result else { return result }
    classes[declaration.name.text] = id
    declaredNames.append(declaration.name)
    suggestions?.addClass(declaration.name.text)
    if !refused.isEmpty { refused[declaration.name.text] = nil }
    statements.append(statement)
    return result
  }

  /// Remembers that a class was refused, so that whoever uses it is shown where.
  mutating func refuse(_ name: Name, isAbsent: Bool = false) {
    guard classes[name.text] == nil else { return }
    refused[name.text] = Refused(span: name.span, isAbsent: isAbsent)
  }

  /// Remembers that a blueprint was refused, so that whoever uses it is shown where.
  mutating func refuse(_ declaration: BlueprintDeclaration) {
    let name = declaration.name
    if blueprints[name.text] == nil { refusedBlueprints[name.text] = name.span }
  }

  /// Adds a blueprint, if it is not there yet, and its registrations on the app as built.
  /// - Returns: false where there would be too many registrations; nothing changes then.
  mutating func add(_ declaration: BlueprintDeclaration, on parents: [BlueprintID?], statement: Statement) -> Bool {
    guard built.hasRoom(for: blueprints[declaration.name.text], on: parents) else { return false }
    register(declaration, on: parents)
    while registrationSpans.count < built.registrationCount { registrationSpans.append(declaration.name.span) }
    absentBlueprints[declaration.name.text] = nil
    refusedBlueprints[declaration.name.text] = nil
    statements.append(statement)
    return true
  }

  private mutating func register(_ declaration: BlueprintDeclaration, on parents: [BlueprintID?]) {
    let name = declaration.name
    let id = blueprints[name.text] ?? built.addBlueprint(name.text)
    if blueprints.updateValue(id, forKey: name.text) == nil {
      blueprintNames.append(name)
      suggestions?.addBlueprint(name.text)
    }
    for (registration, parent) in zip(declaration.registrations, parents) {
      let alias = registration.alias?.text
      _ = built.register(id, as: alias, on: parent, handlers: handlers, in: hierarchy)
    }
  }

  /// Adds a handler and registers it with the app as built.
  mutating func add(_ handler: Handler, statement: Statement) -> Registration {
    let id = HandlerID(Int32(handlers.count))
    handlers.append(handler)
    handlerSpans.append(statement.span)
    statements.append(statement)
    return built.register(handler, id, in: hierarchy)
  }

  mutating func configure(_ option: Configuration.Option, on: Bool, statement: Statement) {
    built.configure(option, on: on)
    statements.append(statement)
  }

  // MARK: Building under another release

  /// Keeps a statement that this release has no room for, so that it returns with one that has.
  mutating func keepAbsent(_ statement: Statement) {
    statements.append(statement)
    switch statement.kind {
    case .classDeclaration(let declaration): refuse(declaration.name, isAbsent: true)
    case .blueprint(let declaration):
      guard blueprints[declaration.name.text] == nil else { break }
      absentBlueprints[declaration.name.text] = AbsentBlueprint(
        span: declaration.name.span, reason: declaration.isNested ? .nested : .name)
    default: break
    }
  }
}

extension ClassDeclaration.Code {
  fileprivate var attribute: CodeAttribute { value.map { .number(Int32($0)) } ?? .none }

  fileprivate var ofInstance: InstanceCode { value.map { .number(Int32($0)) } ?? .none }
}
