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
  private(set) var blueprintDeclarations: [BlueprintDeclaration] = []
  /// The names of declared classes, in order.
  private(set) var declaredNames: [Name] = []
  private var classes: [String: ClassID] = [:]
  private var blueprints: [String: BlueprintID] = [:]
  /// Names that were refused, and are not declared now: where, and whether the release alone is to blame.
  private var refused: [String: Refused] = [:]
  private var absentBlueprints: [String: Span] = [:]
  /// Blueprints that got an error and are not declared now, by name: where.
  private var refusedBlueprints: [String: Span] = [:]
  /// Nil until `indexNames` has made it.
  private var suggestions: NameSuggestions?

  struct Refused: Sendable {
    var span: Span
    /// True where the class exists under other releases.
    var isAbsent: Bool
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

  func absentBlueprint(_ name: String) -> Span? { absentBlueprints[name] }

  func refusedBlueprint(_ name: String) -> Span? { refusedBlueprints[name] }

  /// Declared names first, then known ones.
  private var classNames: [String] { declaredNames.map(\.text) + hierarchy.knownNames.sorted() }

  var blueprintNames: [String] { blueprintDeclarations.map(\.name.text) }

  func blueprintName(_ id: BlueprintID?) -> String? {
    guard let id, blueprintDeclarations.indices.contains(Int(id.index)) else { return nil }
    return blueprintDeclarations[Int(id.index)].name.text
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
    suggestions.map { $0.blueprints.nearest(to: name) } ?? nearestName(to: name, among: blueprintNames)
  }

  /// Prepares for many suggestions; from then on each new name is added.
  ///
  /// An app that gets no unknown name, or is small, does without: there a comparison with all names is cheap.
  mutating func indexNames() {
    guard suggestions == nil, declaredNames.count + blueprintDeclarations.count >= 100 else { return }
    suggestions = NameSuggestions(classes: classNames, declared: declaredNames.count, blueprints: blueprintNames)
  }

  // MARK: Adding

  /// Adds a class whose bases were found; nothing changes where Python refuses it.
  mutating func add(_ declaration: ClassDeclaration, bases: [ClassID], statement: Statement)
    -> Result<ClassID, ClassRefusal>
  {
    let code = declaration.code.map { Int32($0.value) }
    let result = hierarchy.declare(name: declaration.name.text, bases: bases, code: code)
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

  mutating func add(_ declaration: BlueprintDeclaration, parent: BlueprintID?, statement: Statement) {
    blueprints[declaration.name.text] = BlueprintID(Int32(blueprintDeclarations.count))
    blueprintDeclarations.append(declaration)
    suggestions?.addBlueprint(declaration.name.text)
    absentBlueprints[declaration.name.text] = nil
    refusedBlueprints[declaration.name.text] = nil
    _ = built.addBlueprint(parent: parent)
    statements.append(statement)
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
    case .blueprint(let declaration): absentBlueprints[declaration.name.text] = declaration.name.span
    default: break
    }
  }
}

/// The names of an app, stored to find near ones.
private struct NameSuggestions: Sendable {
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
