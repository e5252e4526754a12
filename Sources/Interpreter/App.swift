import Diagnostics
import Resolution
import Syntax

/// The app that a session describes: its class, blueprint, handler and config statements in order, built for one
/// release.
///
/// The app keeps all its statements, including those that this release refuses or ignores, so that it can be built
/// again for another release. `built` is the app in a fresh process: all statements are applied and no request was
/// answered.
struct App: Sendable {
  let release: Release
  let resolver: Resolver
  var hierarchy: Hierarchy
  private(set) var statements: [Statement] = []
  private(set) var built: Process
  private(set) var handlers: [Handler] = []
  /// For each handler, the index and the line of its statement.
  private var handlerPlaces: [HandlerPlace] = []
  /// The names of the blueprints in order of declaration.
  private(set) var blueprintNames: [Name] = []
  /// The statement that made each registration.
  private(set) var registrationSpans: [Span] = []
  /// The spans of the names of declared classes, in order of declaration.
  private var declarationSpans: [Span] = []
  /// The name of each class, known classes first.
  private var classTexts: [TextID]
  /// The class of each name: a class of the app, or a known class that the app does not shadow.
  private var classes: ClassNumbers
  /// The known classes, including shadowed ones.
  private let known: KnownNames
  private var blueprints: [TextID: BlueprintID] = [:]
  /// The refused class statements by name. A name that was declared later is removed.
  private var refused: [TextID: Refused] = [:]
  /// The blueprints that cannot exist in this release, by name.
  private var absentBlueprints: [TextID: AbsentBlueprint] = [:]
  /// The spans of refused blueprint statements by name. A name that was declared later is removed.
  private var refusedBlueprints: [TextID: Span] = [:]
  /// Nil until `indexNames` creates it.
  private var suggestions: NameSuggestions?

  private struct HandlerPlace: Sendable {
    var statement: Int32
    var line: Int32
  }

  struct Refused: Sendable {
    var span: Span
    /// Whether the class exists in other releases.
    var isAbsent: Bool
  }

  /// A blueprint that exists in other releases.
  struct AbsentBlueprint: Sendable {
    enum Reason: Sendable {
      case nested, name
    }

    var span: Span
    var reason: Reason
  }

  init(release: Release, resolver: Resolver = .release) {
    self.release = release
    self.resolver = resolver
    hierarchy = Hierarchy(release.knownClasses)
    known = KnownNames(hierarchy)
    classTexts = known.texts
    classes = known.classes
    built = Process(era: release.era, resolver: resolver)
  }

  // MARK: Names

  /// Returns the class of a name: a class of the app, or a known class that the app does not shadow.
  @inline(__always)
  func classID(_ name: TextID) -> ClassID? { classes[name] }

  @inline(__always)
  func isDeclared(_ name: TextID) -> Bool { classes[name].map { !hierarchy.isKnown($0) } ?? false }

  /// Returns whether a known class has this name. The app may shadow it.
  @inline(__always)
  func isKnown(_ name: TextID) -> Bool { known.classes[name] != nil }

  /// The known classes that declared ones hide.
  var shadowedClasses: [ClassID] { declaredNames.compactMap { known.classes[$0.text] } }

  @inline(__always)
  func name(_ id: ClassID) -> TextID {
    let index = Int(id.index)
    return classTexts.indices.contains(index) ? classTexts[index] : .empty
  }

  /// Returns the name and span of the declaration of a class, or nil for a known class.
  func declaration(of id: ClassID) -> Name? {
    let index = Int(id.index) - hierarchy.knownCount
    return declarationSpans.indices.contains(index) ? Name(name(id), declarationSpans[index]) : nil
  }

  /// The names of declared classes, in order.
  var declaredNames: [Name] { zip(classTexts.dropFirst(hierarchy.knownCount), declarationSpans).map { Name($0, $1) } }

  /// Returns the span of the statement that declared a handler.
  func handlerSpan(_ id: HandlerID) -> Span? {
    handlerPlaces[safe: Int(id.index)].flatMap { statements[safe: Int($0.statement)]?.span }
  }

  /// Returns the line of the statement that declared a handler.
  @inline(__always)
  func handlerLine(_ id: HandlerID) -> Int? {
    let index = Int(id.index)
    return handlerPlaces.indices.contains(index) ? Int(handlerPlaces[index].line) : nil
  }

  func blueprint(_ name: TextID) -> BlueprintID? { blueprints[name] }

  func refusedClass(_ name: TextID) -> Refused? { refused[name] }

  func absentBlueprint(_ name: TextID) -> AbsentBlueprint? { absentBlueprints[name] }

  func refusedBlueprint(_ name: TextID) -> Span? { refusedBlueprints[name] }

  /// Returns the names of declared classes, then those of known classes.
  private func classNames(_ texts: TextTable) -> [String] {
    declaredNames.map { texts[$0.text] } + hierarchy.knownNames.sorted()
  }

  @inline(__always)
  func blueprintName(_ id: BlueprintID?) -> TextID? {
    guard let id, blueprintNames.indices.contains(Int(id.index)) else { return nil }
    return blueprintNames[Int(id.index)].text
  }

  /// Returns the name of a registration in requests: the blueprint's name if it has one registration, otherwise the
  /// full dotted name.
  func scopeName(_ id: RegistrationID?, _ texts: TextTable) -> String? {
    guard let id, let blueprint = built.blueprint(of: id) else { return nil }
    if built.registrations(of: blueprint).count == 1 { return blueprintName(blueprint).map { texts[$0] } }
    return built.path(of: id).joined(separator: ".")
  }

  /// Returns the registration with this full dotted name, or else all registrations of the blueprint with this name.
  func registrations(named name: TextID, _ texts: TextTable) -> [RegistrationID] {
    if let whole = registration(withPath: texts[name]) { return [whole] }
    return blueprints[name].map { built.registrations(of: $0) } ?? []
  }

  /// Finds `admin.users`.
  ///
  /// Before Flask 2.0.1 a part can contain dots itself, so this tries every way to split the name.
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

  /// Returns the class statement that declared a name. The search is linear, so use it only for diagnostics.
  func statement(declaring name: Name) -> Statement? {
    statements.first { statement in
      if case .classDeclaration(let declaration) = statement.kind { declaration.name == name } else { false }
    }
  }

  /// Returns the class name that was probably meant. Among equally similar names, the one declared first wins, and
  /// known classes come last.
  func nearestClass(to name: String, _ texts: TextTable) -> String? {
    let near = suggestions.map { $0.classes.nearest(to: name) } ?? nearestName(to: name, among: classNames(texts))
    return near.flatMap { haveNearStems(name, $0) ? $0 : nil }
  }

  /// Returns the blueprint name that was probably meant. Among equally similar names, the one declared first wins.
  func nearestBlueprint(to name: String, _ texts: TextTable) -> String? {
    suggestions.map { $0.blueprints.nearest(to: name) }
      ?? nearestName(to: name, among: blueprintNames.map { texts[$0.text] })
  }

  /// Builds an index for many suggestions. From then on it includes each new name.
  ///
  /// A small app needs no index, because a comparison with all its names is cheap.
  mutating func indexNames(_ texts: TextTable) {
    guard suggestions == nil, declarationSpans.count + blueprintNames.count >= 100 else { return }
    suggestions = NameSuggestions(
      classes: classNames(texts), declared: declarationSpans.count, blueprints: blueprintNames.map { texts[$0.text] })
  }

  // MARK: Adding

  /// Reserves capacity for the statements of a long script.
  ///
  /// A growing array exists twice while it is copied, and reserved capacity that is never used takes no memory.
  mutating func reserve(statements count: Int) {
    guard statements.isEmpty else { return }
    statements.reserveCapacity(count)
    declarationSpans.reserveCapacity(count)
    classTexts.reserveCapacity(count + classTexts.count)
    handlers.reserveCapacity(count)
    handlerPlaces.reserveCapacity(count)
  }

  /// Adds a class. If Python refuses it, nothing changes.
  mutating func add(_ declaration: ClassDeclaration, bases: [ClassID], statement: Statement, _ texts: TextTable)
    -> Result<ClassID, ClassRefusal>
  {
    let result = hierarchy.declare(
      bases: bases, code: declaration.code?.attribute ?? .absent,
      instanceCode: declaration.instanceCode?.ofInstance)
    guard case .success(let id) = result else { return result }
    classes[declaration.name.text] = id
    classTexts.append(declaration.name.text)
    declarationSpans.append(declaration.name.span)
    suggestions?.addClass(texts[declaration.name.text])
    if !refused.isEmpty { refused[declaration.name.text] = nil }
    statements.append(statement)
    return result
  }

  /// Records a refused class, so that diagnostics about its uses can show where it was refused.
  mutating func refuse(_ name: Name, isAbsent: Bool = false) {
    guard !isDeclared(name.text) else { return }
    refused[name.text] = Refused(span: name.span, isAbsent: isAbsent)
  }

  /// Records a refused blueprint, so that diagnostics about its uses can show where it was refused.
  mutating func refuse(_ declaration: BlueprintDeclaration) {
    let name = declaration.name
    if blueprints[name.text] == nil { refusedBlueprints[name.text] = name.span }
  }

  /// Adds a blueprint, if it does not exist yet, and its registrations to the built app.
  ///
  /// - Returns: False if the app would have too many registrations. Then nothing changes.
  mutating func add(
    _ declaration: BlueprintDeclaration, on parents: [BlueprintID?], statement: Statement, _ texts: TextTable
  ) -> Bool {
    guard built.hasRoom(for: blueprints[declaration.name.text], on: parents) else { return false }
    register(declaration, on: parents, texts)
    while registrationSpans.count < built.registrationCount { registrationSpans.append(declaration.name.span) }
    absentBlueprints[declaration.name.text] = nil
    refusedBlueprints[declaration.name.text] = nil
    statements.append(statement)
    return true
  }

  private mutating func register(
    _ declaration: BlueprintDeclaration, on parents: [BlueprintID?], _ texts: TextTable
  ) {
    let name = declaration.name
    let id = blueprints[name.text] ?? built.addBlueprint(texts[name.text])
    if blueprints.updateValue(id, forKey: name.text) == nil {
      blueprintNames.append(name)
      suggestions?.addBlueprint(texts[name.text])
    }
    for (registration, parent) in zip(declaration.registrations, parents) {
      let alias = registration.alias.map { texts[$0.text] }
      _ = built.register(id, as: alias, on: parent, handlers: handlers, in: hierarchy)
    }
  }

  /// Adds a handler and registers it in the built app.
  mutating func add(_ handler: Handler, statement: Statement) -> Registration {
    let id = HandlerID(Int32(handlers.count))
    handlers.append(handler)
    handlerPlaces.append(HandlerPlace(statement: Int32(statements.count), line: Int32(clamping: statement.line)))
    statements.append(statement)
    return built.register(handler, id, in: hierarchy)
  }

  mutating func configure(_ option: Configuration.Option, on: Bool, statement: Statement) {
    built.configure(option, on: on)
    statements.append(statement)
  }

  // MARK: Building for another release

  /// Keeps a statement that this release does not support. It takes effect again after `use` with a release that does.
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
