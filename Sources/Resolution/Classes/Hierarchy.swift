/// The classes of an app and their linearizations, as Python 3.11 would build them.
///
/// Most classes have one base, and the MRO of such a class is the class and then its base's MRO: nothing is stored for
/// it but the base, so that a chain of 100,000 classes costs memory in proportion to its length. Only a class with two
/// or more bases stores what stands behind it in its MRO.
public struct Hierarchy: Sendable {
  /// How pages of HTTP errors are built.
  let pages: PageRules
  /// What may be declared before classes are refused.
  public private(set) var limits: Limits
  private var nodes: [Node] = []
  private(set) var linearizations = Linearizations()
  private var baseLists = BaseLists()
  /// The numbers of the names of known classes (`KnownClassSet.names`), by class. Those of declared ones are the business of
  /// whoever declares them.
  public private(set) var knownNumbers: [Int32] = []
  /// The known classes by the numbers of their names and aliases; a negative index where this hierarchy has none.
  public private(set) var byNumber: [ClassID] = []
  /// How many classes are known ones; declared classes are numbered from here.
  public private(set) var knownCount = 0
  /// The classes that set `code` in their own body.
  private var setsCode: Set<ClassID> = []
  /// The codes that the constructors of declared classes set (`self.code = N`), by class.
  private var constructorCodes: [ClassID: InstanceCode] = [:]
  /// The codes that instances have of their own, whatever their class says.
  private var instanceCodes: [ClassID: InstanceCode] = [:]
  /// What the constructors of known classes ask for, by class.
  private var constructors: [Constructor] = []
  /// The class that `abort` raises for each number: too few for a dictionary, which takes longer to set up.
  public private(set) var exceptionsForCodes: [(code: Int32, exception: ClassID)] = []
  /// Classes that the rules of Flask name.
  public private(set) var wellKnown = WellKnownClasses()

  /// What a script may ask for before it is refused.
  public struct Limits: Sendable {
    /// Declared classes; known ones do not count.
    public var classes: Int
    /// Entries in stored tails of MROs.
    public var storedEntries: Int

    /// Creates limits; by default a million classes and 50 million entries.
    public init(classes: Int = 1_000_000, storedEntries: Int = 50_000_000) {
      self.classes = classes
      self.storedEntries = storedEntries
    }
  }

  /// Known classes that the rules of Flask, or those of the model, name.
  public struct WellKnownClasses: Sendable {
    /// Python's `object`, which is in every MRO.
    public var object = ClassID(0)
    /// `Exception`, which a class must derive from to have handlers (from 0.11 on).
    public var exception = ClassID(0)
    /// `TypeError`, raised for example where a handler returns an exception that is no response.
    public var typeError = ClassID(0)
    /// `AttributeError`, raised for example where a handler reads `e.code` from an exception without one.
    public var attributeError = ClassID(0)
    /// `IndexError`, raised where Flask reads the key of a BadRequestKeyError that has none (1.0.3 to 1.1.4).
    public var indexError = ClassID(0)
    /// `LookupError`, which `abort` raises for a code that Werkzeug has no class for.
    public var lookupError = ClassID(0)
    /// Werkzeug's `HTTPException`, from which all HTTP errors derive.
    public var httpException = ClassID(0)
    /// Werkzeug's `BadRequest`, for code 400.
    public var badRequest = ClassID(0)
    /// Werkzeug's `NotFound`, raised where no route matches.
    public var notFound = ClassID(0)
    /// Werkzeug's `MethodNotAllowed`, raised where a route matches and its methods do not.
    public var methodNotAllowed = ClassID(0)
    /// Werkzeug's `RequestRedirect`, raised where the trailing slash is missing.
    public var requestRedirect = ClassID(0)
    /// Werkzeug's `InternalServerError`, which the 500 path looks for.
    public var internalServerError = ClassID(0)
    /// Those of Python's exceptions that have an attribute `name`.
    var named: Set<ClassID> = []
  }

  /// What a class is a kind of.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt16
    static let baseException = Traits(rawValue: 1)
    static let exception = Traits(rawValue: 2)
    static let http = Traits(rawValue: 4)
    static let routing = Traits(rawValue: 8)
    /// Python refuses it as a base.
    static let final = Traits(rawValue: 16)
    static let badRequest = Traits(rawValue: 32)
    static let badRequestKeyError = Traits(rawValue: 64)
    /// A view can make an instance. The rest is not inherited as such: constructors decide.
    static let raisable = Traits(rawValue: 128)
    /// Werkzeug cannot build the page of an instance, for want of an attribute.
    static let lacksAttribute = Traits(rawValue: 256)
    /// Werkzeug cannot build the page of an instance, as an attribute holds something odd.
    static let hasOddAttribute = Traits(rawValue: 512)
    /// An instance has `args`.
    static let hasArguments = Traits(rawValue: 1024)
    /// An instance has a code of its own (`instanceCodes`).
    static let hasOwnCode = Traits(rawValue: 2048)

    static let ofInstances: Traits = [.raisable, .lacksAttribute, .hasOddAttribute, .hasArguments, .hasOwnCode]
  }

  private struct Node: Sendable {
    /// Length of the MRO.
    var depth: Int32
    var solidBase: ClassID
    var code: CodeAttribute
    var traits: Traits
  }

  /// Creates a hierarchy of known classes.
  public init(_ known: KnownClassSet, limits: Limits = Limits()) {
    self = known.hierarchy()
    self.limits = limits
  }

  /// Creates a hierarchy of classes, each after its bases.
  init(_ classes: [KnownClass], pages: PageRules) {
    self.pages = pages
    limits = Limits()
    nodes.reserveCapacity(classes.count)
    byNumber = Array(repeating: ClassID(-1), count: KnownClassSet.names.texts.count)
    for known in classes { addKnown(known) }
    knownCount = nodes.count
    for (alias, name) in KnownClass.aliases {
      if let id = knownClass(name), let number = KnownClassSet.names.numbers[alias] { byNumber[number] = id }
    }
    for index in nodes.indices { noteInstances(of: ClassID(Int32(index))) }
  }

  // MARK: Asking

  /// How many classes there are, known and declared.
  public var count: Int { nodes.count }

  /// How many entries of MROs are held in memory; a class with one base adds none.
  public var storedEntries: Int { linearizations.storedEntries }

  /// A known class by name or alias, such as `IOError` for OSError.
  public func knownClass(_ name: String) -> ClassID? {
    guard let number = KnownClassSet.names.numbers[name], byNumber[number].index >= 0 else { return nil }
    return byNumber[number]
  }

  /// The names and aliases of the known classes.
  public var knownNames: [String] {
    zip(KnownClassSet.names.texts, byNumber).filter { $0.1.index >= 0 }.map { $0.0 }
  }

  /// The name of a known class; nil for declared ones.
  public func knownName(_ id: ClassID) -> String? {
    knownNumbers.indices.contains(Int(id.index)) ? KnownClassSet.names.texts[Int(knownNumbers[Int(id.index)])] : nil
  }

  /// Whether a class is known without a declaration.
  public func isKnown(_ id: ClassID) -> Bool { id.index < knownCount }

  /// Number of classes in the MRO, the class itself included.
  public func depth(_ id: ClassID) -> Int { hasNode(id) ? Int(nodes[Int(id.index)].depth) : 0 }

  /// The bases of a class, in its own order; none for `object` and for unknown ids.
  public func bases(_ id: ClassID) -> [ClassID] {
    var bases: [ClassID] = []
    forEachBase(id) { bases.append($0) }
    return bases
  }

  /// Calls `body` with each base of a class, in order, without making an array.
  @inline(__always)
  func forEachBase(_ id: ClassID, _ body: (ClassID) -> Void) {
    guard hasNode(id) else { return }
    let base = linearizations.links[Int(id.index)].base
    if base >= 0 { body(ClassID(base)) } else { baseLists.forEach(inList: Int(~base), body) }
  }

  /// The base of a class that has exactly one, whose MRO is then the class and the base's MRO.
  public func onlyBase(_ id: ClassID) -> ClassID? { linearizations.onlyBase(of: id) }

  /// The MRO, the class itself first, without its ever being stored.
  public func mro(_ id: ClassID) -> MRO { MRO(of: id, in: linearizations) }

  /// Whether `id` is `ancestor` or derives from it (Python's issubclass).
  public func isSubclass(_ id: ClassID, of ancestor: ClassID) -> Bool { mro(id).contains(ancestor) }

  /// Whether it can be raised at all.
  public func isBaseException(_ id: ClassID) -> Bool { has(id, .baseException) }
  /// Whether it derives from Exception, which Flask's handlers are for.
  public func isException(_ id: ClassID) -> Bool { has(id, .exception) }
  /// Whether it is Werkzeug's HTTPException or derives from it.
  public func isHTTP(_ id: ClassID) -> Bool { has(id, .http) }
  /// Whether it is Werkzeug's RoutingException or derives from it, as RequestRedirect does.
  public func isRouting(_ id: ClassID) -> Bool { has(id, .routing) }
  /// Whether it is Werkzeug's BadRequest or derives from it.
  public func isBadRequest(_ id: ClassID) -> Bool { has(id, .badRequest) }
  /// Whether it is Werkzeug's BadRequestKeyError or derives from it.
  public func isBadRequestKeyError(_ id: ClassID) -> Bool { has(id, .badRequestKeyError) }
  /// Whether a view can make an instance: without arguments, or with those that the class needs.
  public func canBeRaised(_ id: ClassID) -> Bool { has(id, .raisable) && isBaseException(id) }
  /// Why Werkzeug cannot build the page of an instance; nil where it can.
  public func pageFailure(_ id: ClassID) -> PageFailure? {
    if has(id, .lacksAttribute) { return .attributeError }
    return has(id, .hasOddAttribute) ? .typeError : nil
  }
  /// Whether an instance has `args`.
  func hasArguments(_ id: ClassID) -> Bool { has(id, .hasArguments) }

  /// What `code` is on an instance: what a constructor set, or else the attribute of the class.
  public func instanceCode(_ id: ClassID) -> InstanceCode {
    if has(id, .hasOwnCode), let code = instanceCodes[id] { return code }
    switch codeAttribute(id) {
    case .absent: return .absent
    case .none, .descriptor: return .none
    case .number(let code): return .number(code)
    }
  }

  /// Whether a class without a code, this one or one derived from it, gets a code from a constructor.
  public func someConstructorSetsCode(below id: ClassID) -> Bool {
    instanceCodes.contains { other, code in
      if case .number = code, isHTTP(other), self.code(other) == nil { isSubclass(other, of: id) } else { false }
    }
  }

  /// The code that the class's own constructor sets; nil where it sets none.
  func codeSetByConstructor(of id: ClassID) -> InstanceCode? {
    constructorCodes.isEmpty ? nil : constructorCodes[id]
  }

  /// What Python reads as `cls.code`.
  public func codeAttribute(_ id: ClassID) -> CodeAttribute { hasNode(id) ? nodes[Int(id.index)].code : .absent }

  /// The HTTP status code of an HTTP error class; nil for other classes and where `code` is None.
  public func code(_ id: ClassID) -> Int32? {
    guard isHTTP(id), case .number(let code) = codeAttribute(id) else { return nil }
    return code
  }

  /// The class that `abort(code)` raises.
  public func exception(forCode code: Int32) -> ClassID? {
    exceptionsForCodes.first { $0.code == code }?.exception
  }

  /// What a class's own constructor asks for; classes that scripts declare have none of their own.
  func constructor(_ id: ClassID) -> Constructor {
    let index = Int(id.index)
    return constructors.indices.contains(index) ? constructors[index] : .inherited
  }

  /// The class that fixes how instances are laid out in memory.
  func solidBase(_ id: ClassID) -> ClassID {
    hasNode(id) ? nodes[Int(id.index)].solidBase : wellKnown.object
  }

  private func traits(_ id: ClassID) -> Traits { hasNode(id) ? nodes[Int(id.index)].traits : [] }

  private func has(_ id: ClassID, _ trait: Traits) -> Bool { traits(id).contains(trait) }

  /// Asked before a property of a node is read in its place: a node that is handed out is copied, with its name.
  private func hasNode(_ id: ClassID) -> Bool { nodes.indices.contains(Int(id.index)) }

  // MARK: Declaring

  /// Adds a class as a class statement would.
  /// - Parameters:
  ///   - bases: at least one; ids of this hierarchy.
  ///   - code: the class attribute `code`, if the class has one of its own.
  ///   - instanceCode: what its constructor sets `self.code` to, after it called `super().__init__(*args, **kwargs)`.
  public mutating func declare(
    bases: [ClassID], code: CodeAttribute = .absent, instanceCode: InstanceCode? = nil
  ) -> Result<ClassID, ClassRefusal> {
    guard nodes.count - knownCount < limits.classes else { return .failure(.tooManyClasses(limit: limits.classes)) }
    let solid: ClassID
    switch layout(bases) {
    case .failure(let refusal): return .failure(refusal)
    case .success(let base): solid = base
    }
    if bases.count > 1, let refusal = duplicate(in: bases) { return .failure(refusal) }
    let added = add(bases: bases, solidBase: solid, code: code)
    if case .success(let id) = added {
      if let instanceCode { constructorCodes[id] = instanceCode }
      noteInstances(of: id)
    }
    return added
  }

  /// Finds out what instances of a class are like, when it is declared: asked at every raise, it made the raises of long
  /// chains quadratic.
  private mutating func noteInstances(of id: ClassID) {
    // With one base and its constructor, instances are like the base's. A declared class has no constructor but the one for
    // `self.code`.
    let own = constructor(id)
    if let base = onlyBase(id), own == .inherited || own == constructor(base) {
      return noteInstances(of: id, like: base)
    }
    nodes[Int(id.index)].traits.subtract(.ofInstances)
    guard let facts = instance(of: id) else { return }
    var traits: Traits = .raisable
    if facts.hasArguments { traits.insert(.hasArguments) }
    switch facts.pageFailure {
    case nil: break
    case .attributeError: traits.insert(.lacksAttribute)
    case .typeError: traits.insert(.hasOddAttribute)
    }
    nodes[Int(id.index)].traits.formUnion(traits)
    if let code = facts.code { setInstanceCode(code, of: id) }
  }

  private mutating func noteInstances(of id: ClassID, like base: ClassID) {
    // A known class was added before its base's instances were looked at. Its own code follows below.
    nodes[Int(id.index)].traits.formUnion(traits(base).intersection(.ofInstances).subtracting(.hasOwnCode))
    if let code = codeSetByConstructor(of: id) { return setInstanceCode(code, of: id) }
    guard has(base, .hasOwnCode), let code = instanceCodes[base] else { return }
    // What SystemExit keeps as its code is hidden by a class attribute.
    if code == .tuple || code == .text, setsCode.contains(id) {
      nodes[Int(id.index)].traits.remove(.hasOwnCode)
    } else {
      setInstanceCode(code, of: id)
    }
  }

  private mutating func setInstanceCode(_ code: InstanceCode, of id: ClassID) {
    nodes[Int(id.index)].traits.insert(.hasOwnCode)
    instanceCodes[id] = code
  }

  /// CPython's best_base: goes through the bases from left to right, and the layout that extends the other wins.
  private func layout(_ bases: [ClassID]) -> Result<ClassID, ClassRefusal> {
    var winner: (base: Int, solid: ClassID)?
    for (number, base) in bases.enumerated() {
      guard hasNode(base) else { continue }
      guard !has(base, .final) else { return .failure(.unacceptableBase(number: number)) }
      let solid = solidBase(base)
      guard let best = winner else {
        winner = (number, solid)
        continue
      }
      if isSubclass(best.solid, of: solid) { continue }
      guard isSubclass(solid, of: best.solid) else {
        return .failure(.layoutConflict(first: best.base, best.solid, second: number, solid))
      }
      winner = (number, solid)
    }
    return .success(winner?.solid ?? wellKnown.object)
  }

  /// CPython names the first base that stands in the list again, however late (Objects/typeobject.c,
  /// check_duplicates).
  private func duplicate(in bases: [ClassID]) -> ClassRefusal? {
    var firsts: [ClassID: Int] = [:]
    var found: (first: Int, second: Int)?
    for (number, base) in bases.enumerated() {
      guard let first = firsts[base] else {
        firsts[base] = number
        continue
      }
      if first < found?.first ?? .max { found = (first, number) }
    }
    return found.map { .duplicateBase(first: $0.first, second: $0.second) }
  }

  private mutating func add(
    bases: [ClassID], solidBase: ClassID, code: CodeAttribute
  ) -> Result<ClassID, ClassRefusal> {
    let id = ClassID(Int32(nodes.count))
    var node = Node(depth: 1, solidBase: solidBase, code: code, traits: [])
    for base in bases { node.traits.formUnion(traits(base)) }
    node.traits.remove(.final)
    if bases.count == 1, let base = bases.first {
      linearizations.addClass(base: base)
      node.depth = Int32(depth(base) + 1)
      if code == .absent { node.code = codeAttribute(base) }
    } else {
      switch linearize(bases) {
      case .failure(let refusal): return .failure(refusal)
      case .success(let tail):
        linearizations.addClass(tail: tail)
        baseLists.append(bases)
        node.depth = Int32(tail.count + 1)
        if code == .absent { node.code = firstOwnCode(tail) }
      }
    }
    if code != .absent { setsCode.insert(id) }
    nodes.append(node)
    return .success(id)
  }

  private func linearize(_ bases: [ClassID]) -> Result<[ClassID], ClassRefusal> {
    // The merge holds every base's MRO at once: stop before that, not after.
    let needed = bases.reduce(0) { $0 + depth($1) }
    guard needed <= limits.storedEntries, linearizations.storedEntries <= limits.storedEntries - needed else {
      return .failure(.tooManyEntries(limit: limits.storedEntries))
    }
    switch Linearization.merge(bases.map { Array(mro($0)) } + [bases]) {
    case .merged(let tail): return .success(tail)
    case .stuck(let heads): return .failure(.inconsistentMRO(heads: heads, orders: contradiction(heads, of: bases)))
    }
  }

  /// Python reads an attribute from the first class of the MRO that sets it itself.
  private func firstOwnCode(_ tail: [ClassID]) -> CodeAttribute {
    for id in tail where setsCode.contains(id) { return codeAttribute(id) }
    return .absent
  }

  private mutating func addKnown(_ known: KnownClass) {
    let bases = known.bases.compactMap { knownClass($0) }
    let id = ClassID(Int32(nodes.count))
    let solid = bases.first.map { solidBase($0) } ?? id
    guard case .success = add(bases: bases, solidBase: solid, code: known.code) else { return }
    let number = KnownClassSet.names.numbers[known.name] ?? 0
    knownNumbers.append(Int32(number))
    byNumber[number] = id
    if known.isSolid { nodes[nodes.count - 1].solidBase = id }
    constructors.append(known.constructor)
    if let role = known.role { give(role, to: id) }
    if known.standsForCode, case .number(let code) = known.code { exceptionsForCodes.append((code, id)) }
  }

  private mutating func give(_ role: KnownClass.Role, to id: ClassID) {
    switch role {
    case .object: wellKnown.object = id
    case .baseException: add(.baseException, to: id)
    case .exception:
      wellKnown.exception = id
      add(.exception, to: id)
    case .bool: add(.final, to: id)
    case .typeError: wellKnown.typeError = id
    case .attributeError:
      wellKnown.attributeError = id
      wellKnown.named.insert(id)
    case .importError, .nameError: wellKnown.named.insert(id)
    case .indexError: wellKnown.indexError = id
    case .lookupError: wellKnown.lookupError = id
    case .httpException:
      wellKnown.httpException = id
      add(.http, to: id)
    case .routingException: add(.routing, to: id)
    case .badRequest:
      wellKnown.badRequest = id
      add(.badRequest, to: id)
    case .badRequestKeyError: add(.badRequestKeyError, to: id)
    case .notFound: wellKnown.notFound = id
    case .methodNotAllowed: wellKnown.methodNotAllowed = id
    case .requestRedirect: wellKnown.requestRedirect = id
    case .internalServerError: wellKnown.internalServerError = id
    }
  }

  private mutating func add(_ trait: Traits, to id: ClassID) { nodes[Int(id.index)].traits.formUnion(trait) }
}
