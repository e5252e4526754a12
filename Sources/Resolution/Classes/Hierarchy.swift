/// The classes of an app and their MROs, as Python 3.11 builds them.
///
/// Most classes have one base. The MRO of such a class is the class followed by its base's MRO, so only the base is
/// stored, and a chain of 100,000 classes takes memory in proportion to its length. Only a class with two or more bases
/// stores the rest of its MRO.
public struct Hierarchy: Sendable {
  /// The rules for building pages of HTTP errors.
  let pages: PageRules
  /// The attributes of HTTP errors.
  let attributes: AttributeRules
  /// The limits for declared classes.
  public private(set) var limits: Limits
  private var nodes: [Node] = []
  private(set) var linearizations = Linearizations()
  private var baseLists = BaseLists()
  /// The number of the name of each known class in `KnownClassSet.names`. The names of declared classes are not stored
  /// here.
  public private(set) var knownNumbers: [Int32] = []
  /// The known class for the number of each name and alias; an id with a negative index if this hierarchy has none.
  public private(set) var byNumber: [ClassID] = []
  /// The number of known classes. The index of the first declared class is this number.
  public private(set) var knownCount = 0
  /// The classes that set `code` in their own body.
  private var setsCode: Set<ClassID> = []
  /// The codes that the constructors of declared classes set (`self.code = N`).
  private var constructorCodes: [ClassID: InstanceCode] = [:]
  /// The codes that instances have on their own, apart from the class attribute.
  private var instanceCodes: [ClassID: InstanceCode] = [:]
  /// The constructors of the known classes, by index of the class.
  private var constructors: [Constructor] = []
  /// The class that `abort` raises for each code. An array, because a dictionary of so few elements takes longer to
  /// build.
  public private(set) var exceptionsForCodes: [(code: Int32, exception: ClassID)] = []
  /// The classes that the rules of Flask name.
  public private(set) var wellKnown = WellKnownClasses()

  /// The limits for declared classes, above which classes are refused.
  public struct Limits: Sendable {
    /// The maximum number of declared classes. Known classes do not count.
    public var classes: Int
    /// The maximum number of entries in stored MROs.
    public var storedEntries: Int

    /// Creates limits. The default is a million classes and 50 million entries.
    public init(classes: Int = 1_000_000, storedEntries: Int = 50_000_000) {
      self.classes = classes
      self.storedEntries = storedEntries
    }
  }

  /// The known classes that the rules of Flask or of the model name.
  public struct WellKnownClasses: Sendable {
    /// Python's `object`, which is in every MRO.
    public var object = ClassID(0)
    /// `BaseException`, which every raised class derives from.
    public var baseException = ClassID(0)
    /// `Exception`, which a class must derive from to have handlers (from 0.11 on).
    public var exception = ClassID(0)
    /// `TypeError`, raised for example if a handler returns an exception that is not a response.
    public var typeError = ClassID(0)
    /// `AssertionError`, raised if Starlette has a handler for a class that is not an exception.
    public var assertionError = ClassID(0)
    /// `RuntimeError`, raised if Starlette finds a handler after the response was sent.
    public var runtimeError = ClassID(0)
    /// `ValueError`, raised if Starlette's HTTPException gets a status code without a name.
    public var valueError = ClassID(0)
    /// `AttributeError`, raised for example if a handler reads `e.code` of an exception without a code.
    public var attributeError = ClassID(0)
    /// `IndexError`, raised if Flask reads the key of a BadRequestKeyError without a key (1.0.3 to 1.1.4).
    public var indexError = ClassID(0)
    /// `LookupError`, which `abort` raises for a code without a Werkzeug class.
    public var lookupError = ClassID(0)
    /// The base class of all HTTP errors: Werkzeug's and Starlette's `HTTPException`, Sanic's `SanicException`.
    public var httpException = ClassID(0)
    /// The class that `abort` raises in Sanic, Starlette and FastAPI.
    public var abortedException = ClassID(0)
    /// FastAPI's `RequestValidationError`; nil in other frameworks.
    public var validationError: ClassID?
    /// The exceptions whose default handlers work only for web sockets (Starlette and FastAPI).
    var webSocketErrors: [ClassID] = []
    /// Werkzeug's `BadRequest`, for code 400.
    public var badRequest = ClassID(0)
    /// `NotFound`, raised if no route matches.
    public var notFound = ClassID(0)
    /// `MethodNotAllowed`, in Sanic up to 22.3 `MethodNotSupported`, raised if a route matches but not its methods.
    public var methodNotAllowed = ClassID(0)
    /// Werkzeug's `RequestRedirect`, raised if the trailing slash is missing.
    public var requestRedirect = ClassID(0)
    /// Werkzeug's `InternalServerError`, which the 500 path looks up; Sanic's `ServerError`.
    public var internalServerError = ClassID(0)
    /// The exceptions of Python that have an attribute `name`.
    var named: Set<ClassID> = []
  }

  /// The properties of a class and of its instances.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt16
    static let baseException = Traits(rawValue: 1)
    static let exception = Traits(rawValue: 2)
    static let http = Traits(rawValue: 4)
    static let routing = Traits(rawValue: 8)
    /// Python does not allow it as a base.
    static let final = Traits(rawValue: 16)
    static let badRequest = Traits(rawValue: 32)
    static let badRequestKeyError = Traits(rawValue: 64)
    /// A view can create an instance. This and the following traits are not inherited. They depend on the constructors.
    static let raisable = Traits(rawValue: 128)
    /// Werkzeug cannot build the page of an instance, because an attribute is missing.
    static let lacksAttribute = Traits(rawValue: 256)
    /// Werkzeug cannot build the page of an instance, because an attribute has a value that it cannot use.
    static let hasInvalidAttribute = Traits(rawValue: 512)
    /// An instance has `args`.
    static let hasArguments = Traits(rawValue: 1024)
    /// An instance has a code of its own (`instanceCodes`).
    static let hasOwnCode = Traits(rawValue: 2048)

    /// An instance has an attribute `original_exception`.
    static let hasOriginalException = Traits(rawValue: 4096)

    static let ofInstances: Traits = [
      .raisable, .lacksAttribute, .hasInvalidAttribute, .hasArguments, .hasOwnCode, .hasOriginalException,
    ]
  }

  private struct Node: Sendable {
    /// The length of the MRO.
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

  /// Creates a hierarchy of known classes. Each class must come after its bases.
  ///
  /// - Parameter aliases: Other names of some of the classes, in addition to Python's.
  init(
    _ classes: [KnownClass], pages: PageRules, attributes: AttributeRules = AttributeRules(),
    aliases: [(alias: String, name: String)] = []
  ) {
    self.pages = pages
    self.attributes = attributes
    limits = Limits()
    nodes.reserveCapacity(classes.count)
    byNumber = Array(repeating: ClassID(-1), count: KnownClassSet.names.texts.count)
    for known in classes { addKnown(known) }
    knownCount = nodes.count
    for (alias, name) in KnownClass.aliases + aliases {
      if let id = knownClass(name), let number = KnownClassSet.names.numbers[alias] { byNumber[number] = id }
    }
    for index in nodes.indices { recordInstances(of: ClassID(Int32(index))) }
  }

  // MARK: Queries

  /// The number of known and declared classes.
  public var count: Int { nodes.count }

  /// The number of MRO entries in memory. A class with one base adds none.
  public var storedEntries: Int { linearizations.storedEntries }

  /// Returns the known class with a name or alias, such as `IOError` for OSError.
  public func knownClass(_ name: String) -> ClassID? {
    guard let number = KnownClassSet.names.numbers[name], byNumber[number].index >= 0 else { return nil }
    return byNumber[number]
  }

  /// The names and aliases of the known classes.
  public var knownNames: [String] {
    zip(KnownClassSet.names.texts, byNumber).filter { $0.1.index >= 0 }.map { $0.0 }
  }

  /// Returns the name of a known class, or nil for a declared class.
  public func knownName(_ id: ClassID) -> String? {
    knownNumbers.indices.contains(Int(id.index)) ? KnownClassSet.names.texts[Int(knownNumbers[Int(id.index)])] : nil
  }

  /// Returns whether a class exists without a declaration.
  public func isKnown(_ id: ClassID) -> Bool { id.index < knownCount }

  /// Returns the number of classes in the MRO, including the class itself.
  public func depth(_ id: ClassID) -> Int { hasNode(id) ? Int(nodes[Int(id.index)].depth) : 0 }

  /// Returns the bases of a class in the order of its statement; none for `object` and for unknown ids.
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

  /// Returns the base of a class with exactly one base. Its MRO is the class followed by the base's MRO.
  public func onlyBase(_ id: ClassID) -> ClassID? { linearizations.onlyBase(of: id) }

  /// Returns the MRO, the class itself first. The sequence does not store the classes.
  public func mro(_ id: ClassID) -> MRO { MRO(of: id, in: linearizations) }

  /// Returns whether `id` is `ancestor` or derives from it (Python's issubclass).
  public func isSubclass(_ id: ClassID, of ancestor: ClassID) -> Bool { mro(id).contains(ancestor) }

  /// Returns whether the class is a subclass of BaseException, which every raised class must be.
  public func isBaseException(_ id: ClassID) -> Bool { has(id, .baseException) }
  /// Returns whether the class is a subclass of Exception, for which Flask has handlers.
  public func isException(_ id: ClassID) -> Bool { has(id, .exception) }
  /// Returns whether the class is Werkzeug's HTTPException or derives from it.
  public func isHTTP(_ id: ClassID) -> Bool { has(id, .http) }
  /// Returns whether the class is Werkzeug's RoutingException or derives from it, as RequestRedirect does.
  public func isRouting(_ id: ClassID) -> Bool { has(id, .routing) }
  /// Returns whether the class is Werkzeug's BadRequest or derives from it.
  public func isBadRequest(_ id: ClassID) -> Bool { has(id, .badRequest) }
  /// Returns whether the class is Werkzeug's BadRequestKeyError or derives from it.
  public func isBadRequestKeyError(_ id: ClassID) -> Bool { has(id, .badRequestKeyError) }
  /// Returns whether a view can raise the class: it can create an instance, with arguments if the class needs them.
  public func canBeRaised(_ id: ClassID) -> Bool { has(id, .raisable) && isBaseException(id) }
  /// Returns the error that Werkzeug raises while it builds the page of an instance, or nil if it raises none.
  public func pageFailure(_ id: ClassID) -> PageFailure? {
    if has(id, .lacksAttribute) { return .attributeError }
    return has(id, .hasInvalidAttribute) ? .typeError : nil
  }
  /// Returns whether a new instance has an attribute `original_exception`, which is None.
  func hasOriginalException(_ id: ClassID) -> Bool { has(id, .hasOriginalException) }
  /// Returns whether an instance has `args`.
  func hasArguments(_ id: ClassID) -> Bool { has(id, .hasArguments) }

  /// Returns `code` of an instance: the value that a constructor set, or else the class attribute.
  public func instanceCode(_ id: ClassID) -> InstanceCode {
    if has(id, .hasOwnCode), let code = instanceCodes[id] { return code }
    switch codeAttribute(id) {
    case .absent: return .absent
    case .none, .descriptor: return .none
    case .number(let code): return .number(code)
    }
  }

  /// Returns whether a constructor sets a code for this class or a subclass that has no code as a class attribute.
  public func someConstructorSetsCode(below id: ClassID) -> Bool {
    instanceCodes.contains { other, code in
      if case .number = code, isHTTP(other), self.code(other) == nil { isSubclass(other, of: id) } else { false }
    }
  }

  /// Returns the code that the class's own constructor sets, if it sets one.
  func codeSetByConstructor(of id: ClassID) -> InstanceCode? {
    constructorCodes.isEmpty ? nil : constructorCodes[id]
  }

  /// Returns the value of `cls.code` in Python.
  public func codeAttribute(_ id: ClassID) -> CodeAttribute { hasNode(id) ? nodes[Int(id.index)].code : .absent }

  /// Returns the status code of an HTTP error class; nil for other classes and if `code` is None.
  public func code(_ id: ClassID) -> Int32? {
    guard isHTTP(id), case .number(let code) = codeAttribute(id) else { return nil }
    return code
  }

  /// Returns the class that `abort(code)` raises, if Werkzeug has one for the code.
  public func exception(forCode code: Int32) -> ClassID? {
    exceptionsForCodes.first { $0.code == code }?.exception
  }

  /// Returns the constructor of a class. Declared classes inherit theirs.
  func constructor(_ id: ClassID) -> Constructor {
    let index = Int(id.index)
    return constructors.indices.contains(index) ? constructors[index] : .inherited
  }

  /// Returns whether a known class has a constructor of its own. Nearly all of Python's exceptions do.
  public func hasOwnConstructor(_ id: ClassID) -> Bool { isKnown(id) && constructor(id) != .inherited }

  /// Returns the class that defines the memory layout of instances.
  func solidBase(_ id: ClassID) -> ClassID {
    hasNode(id) ? nodes[Int(id.index)].solidBase : wellKnown.object
  }

  private func traits(_ id: ClassID) -> Traits { hasNode(id) ? nodes[Int(id.index)].traits : [] }

  private func has(_ id: ClassID, _ trait: Traits) -> Bool { traits(id).contains(trait) }

  /// Returns whether a class exists. Callers check it and then read a property of the node in place, which copies no
  /// node.
  private func hasNode(_ id: ClassID) -> Bool { nodes.indices.contains(Int(id.index)) }

  // MARK: Declaring classes

  /// Adds a class like a class statement.
  ///
  /// - Parameters:
  ///   - bases: The bases, at least one.
  ///   - code: The class attribute `code`, if the class sets it.
  ///   - instanceCode: The value that the constructor assigns to `self.code` after `super().__init__(*args, **kwargs)`.
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
      recordInstances(of: id)
    }
    return added
  }

  /// Records the traits of the instances of a class when it is declared.
  ///
  /// Finding them at every raise made the raises of long chains quadratic.
  private mutating func recordInstances(of id: ClassID) {
    // A class with one base and the base's constructor has instances like those of the base. The only constructor that
    // a declared class can have is the one for `self.code`.
    let own = constructor(id)
    if let base = onlyBase(id), own == .inherited || own == constructor(base) {
      return recordInstances(of: id, like: base)
    }
    nodes[Int(id.index)].traits.subtract(.ofInstances)
    guard let facts = instance(of: id) else { return }
    var traits: Traits = .raisable
    if facts.hasArguments { traits.insert(.hasArguments) }
    if facts.hasOriginalException { traits.insert(.hasOriginalException) }
    switch facts.pageFailure {
    case nil: break
    case .attributeError: traits.insert(.lacksAttribute)
    case .typeError: traits.insert(.hasInvalidAttribute)
    }
    nodes[Int(id.index)].traits.formUnion(traits)
    if let code = facts.code { setInstanceCode(code, of: id) }
  }

  private mutating func recordInstances(of id: ClassID, like base: ClassID) {
    // A known class was added before its base's instance traits were recorded. Its own code is set below.
    nodes[Int(id.index)].traits.formUnion(traits(base).intersection(.ofInstances).subtracting(.hasOwnCode))
    if let code = codeSetByConstructor(of: id) { return setInstanceCode(code, of: id) }
    guard has(base, .hasOwnCode), let code = instanceCodes[base] else { return }
    // A class attribute hides the code that SystemExit stores.
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

  /// Returns the class that defines the layout, like CPython's best_base.
  ///
  /// It compares the bases from left to right. The layout that extends the other one wins.
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

  /// Returns the first base that is listed again later, as CPython does (Objects/typeobject.c, check_duplicates).
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
    // The merge keeps the MROs of all bases in memory, so the limit is checked before it.
    let needed = bases.reduce(0) { $0 + depth($1) }
    guard needed <= limits.storedEntries, linearizations.storedEntries <= limits.storedEntries - needed else {
      return .failure(.tooManyEntries(limit: limits.storedEntries))
    }
    switch Linearization.merge(bases.map { Array(mro($0)) } + [bases]) {
    case .merged(let tail): return .success(tail)
    case .stuck(let heads): return .failure(.inconsistentMRO(heads: heads, orders: contradiction(heads, of: bases)))
    }
  }

  /// Returns `code` of the first class on the MRO that sets it, as Python looks up an attribute.
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
    if let role = known.role { assign(role, to: id) }
    if known.isRaisedByAbort, case .number(let code) = known.code { exceptionsForCodes.append((code, id)) }
  }

  private mutating func assign(_ role: KnownClass.Role, to id: ClassID) {
    switch role {
    case .object: wellKnown.object = id
    case .baseException:
      wellKnown.baseException = id
      add(.baseException, to: id)
    case .exception:
      wellKnown.exception = id
      add(.exception, to: id)
    case .bool: add(.final, to: id)
    case .typeError: wellKnown.typeError = id
    case .attributeError:
      wellKnown.attributeError = id
      wellKnown.named.insert(id)
    case .importError, .nameError: wellKnown.named.insert(id)
    case .assertionError: wellKnown.assertionError = id
    case .runtimeError: wellKnown.runtimeError = id
    case .valueError: wellKnown.valueError = id
    case .indexError: wellKnown.indexError = id
    case .lookupError: wellKnown.lookupError = id
    case .httpException:
      wellKnown.httpException = id
      wellKnown.abortedException = id
      add(.http, to: id)
    case .abortedException: wellKnown.abortedException = id
    case .validationError: wellKnown.validationError = id
    case .webSocketError: wellKnown.webSocketErrors.append(id)
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
