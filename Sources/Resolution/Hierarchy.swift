/// The classes of an app and their linearizations, as Python 3.11 would build them.
///
/// Most classes have one base, and the MRO of such a class is the class and then its base's MRO: nothing is stored for
/// it but the base, so that a chain of 100,000 classes costs memory in proportion to its length. Only a class with two
/// or more bases stores what stands behind it in its MRO.
package struct Hierarchy: Sendable {
  package let werkzeug: Werkzeug
  package private(set) var limits: Limits
  private var nodes: [Node] = []
  private(set) var linearizations = Linearizations()
  /// The bases of classes that do not have exactly one.
  private var baseLists: [ClassID: [ClassID]] = [:]
  private var known: [String: ClassID] = [:]
  /// How many classes are known ones; declared classes are numbered from here.
  package private(set) var knownCount = 0
  /// The classes that set `code` in their own body.
  private var setsCode: Set<ClassID> = []
  private var exceptionForCode: [Int32: ClassID] = [:]
  /// Classes that the rules of Flask name.
  package private(set) var landmarks = Landmarks()

  /// What a script may ask for before it is refused.
  package struct Limits: Sendable {
    package var classes: Int
    /// Entries in stored tails of MROs.
    package var storedEntries: Int

    package init(classes: Int = 1_000_000, storedEntries: Int = 50_000_000) {
      self.classes = classes
      self.storedEntries = storedEntries
    }
  }

  package struct Landmarks: Sendable {
    package var object = ClassID(0)
    package var exception = ClassID(0)
    package var typeError = ClassID(0)
    package var lookupError = ClassID(0)
    package var httpException = ClassID(0)
    package var badRequest = ClassID(0)
    package var notFound = ClassID(0)
    package var methodNotAllowed = ClassID(0)
    package var requestRedirect = ClassID(0)
    package var internalServerError = ClassID(0)
  }

  /// What a class is a kind of.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt8
    static let baseException = Traits(rawValue: 1)
    static let exception = Traits(rawValue: 2)
    static let http = Traits(rawValue: 4)
    static let routing = Traits(rawValue: 8)
    /// Python refuses it as a base.
    static let final = Traits(rawValue: 16)
    static let badRequest = Traits(rawValue: 32)
    static let badRequestKeyError = Traits(rawValue: 64)
    /// `raise E` can make an instance. Not inherited as such: constructors decide.
    static let raisable = Traits(rawValue: 128)
  }

  private struct Node: Sendable {
    var name: String
    /// Length of the MRO.
    var depth: Int32
    var solidBase: ClassID
    var code: CodeAttribute
    var traits: Traits
    var constructor: Constructor
  }

  package init(werkzeug: Werkzeug, limits: Limits = Limits()) {
    self = Self.withKnownClasses[werkzeug.rawValue]
    self.limits = limits
  }

  /// A hierarchy of known classes only for each generation: every session begins with a copy of one.
  private static let withKnownClasses = Werkzeug.allCases.map { Hierarchy(knownTo: $0) }

  private init(knownTo werkzeug: Werkzeug) {
    self.werkzeug = werkzeug
    limits = Limits()
    for known in KnownClass.all(werkzeug) { addKnown(known) }
    knownCount = nodes.count
    for (alias, name) in KnownClass.aliases { known[alias] = known[name] }
    for (name, code) in KnownClass.errors {
      if let exception = known[name] { exceptionForCode[code] = exception }
    }
    landmarks = findLandmarks()
    for index in nodes.indices { noteRaisable(ClassID(Int32(index))) }
  }

  // MARK: Asking

  package var count: Int { nodes.count }

  /// How many entries of MROs are held in memory; a class with one base adds none.
  package var storedEntries: Int { linearizations.storedEntries }

  /// A known class by name or alias, such as `IOError` for OSError.
  package func knownClass(_ name: String) -> ClassID? { known[name] }

  package var knownNames: some Sequence<String> { known.keys }

  package func name(_ id: ClassID) -> String { self[id]?.name ?? "?" }

  package func isKnown(_ id: ClassID) -> Bool { id.index < knownCount }

  /// Number of classes in the MRO, the class itself included.
  package func depth(_ id: ClassID) -> Int { Int(self[id]?.depth ?? 0) }

  package func bases(_ id: ClassID) -> [ClassID] {
    if let list = baseLists[id] { return list }
    return linearizations.onlyBase(of: id).map { [$0] } ?? []
  }

  /// The base of a class that has exactly one, whose MRO is then the class and the base's MRO.
  package func onlyBase(_ id: ClassID) -> ClassID? { linearizations.onlyBase(of: id) }

  /// The MRO, the class itself first, without its ever being stored.
  package func mro(_ id: ClassID) -> MRO { MRO(of: id, in: linearizations) }

  /// Whether `id` is `ancestor` or derives from it (Python's issubclass).
  package func isSubclass(_ id: ClassID, of ancestor: ClassID) -> Bool { mro(id).contains(ancestor) }

  /// Whether it can be raised at all.
  package func isBaseException(_ id: ClassID) -> Bool { has(id, .baseException) }
  /// Whether it derives from Exception, which Flask's handlers are for.
  package func isException(_ id: ClassID) -> Bool { has(id, .exception) }
  package func isHTTP(_ id: ClassID) -> Bool { has(id, .http) }
  package func isRouting(_ id: ClassID) -> Bool { has(id, .routing) }
  package func isBadRequest(_ id: ClassID) -> Bool { has(id, .badRequest) }
  package func isBadRequestKeyError(_ id: ClassID) -> Bool { has(id, .badRequestKeyError) }
  /// Whether `raise E` can make an instance.
  package func isRaisableWithoutArguments(_ id: ClassID) -> Bool { has(id, .raisable) }

  /// What Python reads as `cls.code`.
  package func codeAttribute(_ id: ClassID) -> CodeAttribute { self[id]?.code ?? .absent }

  /// The HTTP status code of an HTTP error class; nil for other classes and where `code` is None.
  package func code(_ id: ClassID) -> Int32? {
    guard let node = self[id], node.traits.contains(.http), case .number(let code) = node.code else { return nil }
    return code
  }

  /// The class that `abort(code)` raises (Werkzeug's `default_exceptions`).
  package func exception(forCode code: Int32) -> ClassID? { exceptionForCode[code] }

  /// What a class's own constructor asks for; classes that scripts declare have none of their own.
  func constructor(_ id: ClassID) -> Constructor { self[id]?.constructor ?? .inherited }

  /// The class that fixes how instances are laid out in memory.
  func solidBase(_ id: ClassID) -> ClassID { self[id]?.solidBase ?? landmarks.object }

  private func has(_ id: ClassID, _ trait: Traits) -> Bool { self[id]?.traits.contains(trait) ?? false }

  private subscript(_ id: ClassID) -> Node? {
    let index = Int(id.index)
    return nodes.indices.contains(index) ? nodes[index] : nil
  }

  // MARK: Declaring

  /// Adds a class as `class NAME(BASES)` would, with the class attribute `code` where one is given.
  /// - Parameter bases: at least one; ids of this hierarchy.
  package mutating func declare(name: String, bases: [ClassID], code: Int32? = nil) -> Result<ClassID, ClassRefusal> {
    guard nodes.count - knownCount < limits.classes else { return .failure(.tooManyClasses(limit: limits.classes)) }
    let solid: ClassID
    switch layout(bases) {
    case .failure(let refusal): return .failure(refusal)
    case .success(let base): solid = base
    }
    if bases.count > 1, let refusal = duplicate(in: bases) { return .failure(refusal) }
    let added = add(name: name, bases: bases, solidBase: solid, code: code.map { .number($0) } ?? .absent)
    if case .success(let id) = added { noteRaisable(id) }
    return added
  }

  private mutating func noteRaisable(_ id: ClassID) {
    if findsRaisable(id) {
      nodes[Int(id.index)].traits.insert(.raisable)
    } else {
      nodes[Int(id.index)].traits.remove(.raisable)
    }
  }

  /// CPython's best_base: goes through the bases from left to right, and the layout that extends the other wins.
  private func layout(_ bases: [ClassID]) -> Result<ClassID, ClassRefusal> {
    var winner: (base: Int, solid: ClassID)?
    for (number, base) in bases.enumerated() {
      guard let node = self[base] else { continue }
      guard !node.traits.contains(.final) else { return .failure(.unacceptableBase(number: number)) }
      guard let best = winner else {
        winner = (number, node.solidBase)
        continue
      }
      if isSubclass(best.solid, of: node.solidBase) { continue }
      guard isSubclass(node.solidBase, of: best.solid) else {
        return .failure(.layoutConflict(first: best.base, best.solid, second: number, node.solidBase))
      }
      winner = (number, node.solidBase)
    }
    return .success(winner?.solid ?? landmarks.object)
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
    name: String, bases: [ClassID], solidBase: ClassID, code: CodeAttribute
  ) -> Result<ClassID, ClassRefusal> {
    let id = ClassID(Int32(nodes.count))
    var node = Node(
      name: name, depth: 1, solidBase: solidBase, code: code, traits: [], constructor: .inherited)
    for base in bases { node.traits.formUnion(self[base]?.traits ?? []) }
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
        node.depth = Int32(tail.count + 1)
        baseLists[id] = bases
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
    let bases = known.bases.compactMap { self.known[$0] }
    let id = ClassID(Int32(nodes.count))
    let solid = bases.first.flatMap { self[$0]?.solidBase } ?? id
    guard case .success = add(name: known.name, bases: bases, solidBase: solid, code: known.code) else { return }
    let last = nodes.count - 1
    if known.isSolid { nodes[last].solidBase = id }
    nodes[last].constructor = known.constructor
    nodes[last].traits.formUnion(Self.traits(named: known.name))
    self.known[known.name] = id
  }

  private static func traits(named name: String) -> Traits {
    switch name {
    case "BaseException": .baseException
    case "Exception": .exception
    case "HTTPException": .http
    case "RoutingException": .routing
    case "BadRequest": .badRequest
    case "BadRequestKeyError": .badRequestKeyError
    case "bool": .final
    default: []
    }
  }

  private func findLandmarks() -> Landmarks {
    func id(_ name: String) -> ClassID { known[name] ?? ClassID(0) }
    return Landmarks(
      object: id("object"), exception: id("Exception"), typeError: id("TypeError"), lookupError: id("LookupError"),
      httpException: id("HTTPException"), badRequest: id("BadRequest"), notFound: id("NotFound"),
      methodNotAllowed: id("MethodNotAllowed"), requestRedirect: id("RequestRedirect"),
      internalServerError: id("InternalServerError"))
  }
}
