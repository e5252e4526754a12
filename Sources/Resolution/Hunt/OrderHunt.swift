/// # Hunting for order dependence
///
/// The question: is there an order of raises after which an app, whose handlers were all registered before the first
/// raise, answers one of them otherwise than a new process would? There are more orders than anybody can try, and none
/// are tried here. The answer follows from what 0.11 to 0.12.5 write, and when.
///
/// **What is written.** A search for class C goes through the tables of its scope (the blueprint's, the application's)
/// for C's code, and ends in the first table T in which a class of mro(C) has an entry. It then writes T[C]. Nothing
/// else is ever written: the 500 path looks for InternalServerError in the tables for 500, where none of its ancestors
/// can be registered, so it only finds InternalServerError itself and changes nothing; what a handler raises goes
/// straight to that path and is looked up nowhere; a miss writes nothing.
///
/// **Which table answers never changes.** T[m] is written only where a registered class of T stands in mro(m), and for
/// m in mro(C) that class stands in mro(C) as well. So whether C is found in T does not depend on what was raised, nor
/// does the table in which its search ends, and tables can be looked at one by one.
///
/// **What an entry can come to hold.** Let k(C) be the first registered class of mro(C): in a new process C is answered
/// by its handler. Once T[C] is there it answers for C, so it is decided by the first raise of C that reaches T. That
/// raise finds k(C)'s handler, or the entry of a class m that stands before k(C) in mro(C) and was raised before. Such
/// an m must be a class that can be raised at all and whose own search ends in T (so its code is T's, and in the
/// blueprint of T its search is not ended earlier). Conversely each value that T[m] can come to have reaches C: play
/// the raises that lead to it, and then raise C. They raise nothing but m and ancestors of m, all of which stand behind
/// m in mro(C), since C3 keeps an MRO's order in the MROs of all subclasses; so m's entry is the first that C meets.
///
/// **The fewest raises** that change C's answer are therefore a shortest path: from C to such an m, from m to a class
/// before k(m), and so on, until a class whose registered handler answers C otherwise than k(C)'s. With D(C) for the
/// number of classes on it, D(C) is the least over those m of
///   2         where the handlers of k(m) and k(C) answer differently,
///   1 + D(m)  where they answer alike, so that only what misleads m can mislead C.
/// No set of possible values is needed. The second line is rarely taken: two raises suffice unless two handlers give
/// equal answers. A class with one base B and no handler of its own has k(C) = k(B), and B and B's own m before it, so
/// D(C) = D(B): such classes cost a step, not a walk.
///
/// **Whether two handlers answer alike** depends on what follows: a handler may fail, and what the 500 path makes of
/// that depends on the scope of the request, not on what was raised before (`HandlerEffect`). It depends on C in three
/// ways: whether C is an HTTP error whose page Werkzeug can build, which a handler can return (`-> e`); which code an
/// instance of C has, which a handler can use as its status (`e.code`); and whether C is the very class that a failing
/// handler raises, so that a handler for 500 receives what the other handler would have received. The first two are C's
/// `RaisedProfile`: a table is looked at once for each profile that its handlers can tell apart. The third is taken care
/// of by looking at the table once more for such a C.
///
/// **Cost.** For each table only the subclasses of its registered classes (`HuntCandidates`): a step for each of them with
/// one base, and the MRO up to k(C) for the others. Most blueprints have handlers for few classes, so many blueprints
/// cost little. If a handler of the application fails, its table is looked at once more for each blueprint with another
/// handler for 500.
///
/// `OrderHuntTests` holds all of this against brute force: every sequence of up to four raises on thousands of small
/// random apps.
public struct OrderHunt: Sendable {
  /// A raise of a class in the application or a blueprint.
  public struct Raise: Sendable, Hashable {
    /// The class that is raised.
    public var id: ClassID
    /// The registration that the request goes to; nil: the app.
    public var scope: RegistrationID?

    /// Creates a raise of a class; without a scope the request goes to the app.
    public init(_ id: ClassID, in scope: RegistrationID?) {
      self.id = id
      self.scope = scope
    }
  }

  /// The fewest raises that change the answer of the last one, and the entry that does it.
  public struct Proof: Sendable, Hashable {
    /// The raise that is answered otherwise.
    public var last: Raise
    /// The table in which its search ends.
    public var table: TableKey
    /// The class whose entry misleads it: raised just before.
    public var entry: ClassID
    /// What misleads that class first, where it must be misled itself; mostly nothing.
    public var earlier: [ClassID] = []

    /// How many raises the proof takes, at least 2.
    public var count: Int { earlier.count + 2 }

    /// All raises in order.
    public var raises: [Raise] { (earlier + [entry]).map { Raise($0, in: table.scope) } + [last] }
  }

  /// What was found out.
  public struct Verdict: Sendable, Hashable {
    /// The fewest raises of all; among equals the first in order of declaration. Nil: no order of raises changes an
    /// answer.
    public var shortest: Proof?
    /// For each class and table whose answer can be changed the shortest proof, in order of declaration.
    public var affected: [Proof] = []
    /// How many those are, where there are too many to be listed.
    public var affectedCount = 0
    /// How many classes those are.
    public var affectedClasses = 0

    /// Creates a verdict that no order of raises changes an answer.
    public init() {}
  }

  /// More classes than these are counted, not listed.
  public static let listedLimit = 1000

  let process: Process
  let handlers: [Handler]
  let hierarchy: Hierarchy
  /// What the first search of each class looks for.
  let searches: [FirstSearch]
  /// What the answers of handlers that fail can depend on.
  private let failureNeeds: ProfileNeeds
  /// The known classes whose answers are looked at; of those that are declared it is all.
  private var knownOfApp: Set<ClassID> = []
  private var shortest: Proof?
  private var affected: [Proof] = []

  /// - Parameters:
  ///   - process: a new one, since entries that it wrote would be taken for registered ones.
  ///   - unreachable: classes that no request can raise, as their names stand for other classes.
  public init(_ process: Process, handlers: [Handler], in hierarchy: Hierarchy, without unreachable: Set<ClassID> = [])
  {
    self.process = process
    self.handlers = handlers
    self.hierarchy = hierarchy
    searches = process.firstSearches(in: hierarchy, without: unreachable)
    failureNeeds = ProfileNeeds(of: handlers)
  }

  /// The known classes that an app has to do with: those with a handler, and the ancestors of these and of its own.
  private func knownClasses(_ candidates: HuntCandidates) -> Set<ClassID> {
    var known: Set<ClassID> = []
    func add(_ id: ClassID) {
      if hierarchy.isKnown(id), !known.contains(id) { known.formUnion(hierarchy.mro(id)) }
    }
    for index in 0..<Int32(hierarchy.knownCount) where candidates.hasDeclaredSubclass(ClassID(index)) {
      add(ClassID(index))
    }
    for handler in handlers {
      switch handler.target {
      case .type(let id): add(id)
      case .code(let code): if let id = hierarchy.exception(forCode: code) { add(id) }
      }
    }
    return known
  }

  // MARK: Looking

  /// Looks at every class in the application and in each blueprint.
  public func everything() -> Verdict {
    guard process.writesBack else { return Verdict() }
    var hunt = self
    var candidates = HuntCandidates(in: hierarchy)
    hunt.knownOfApp = knownClasses(candidates)
    var paths = MisleadingPaths(in: hierarchy)
    for (key, table) in process.tables.registered {
      let classes = candidates.classes(for: table)
      for (profile, profiled) in profiles(of: classes, for: key, table) {
        hunt.search(at: key, table, profile, profiled, among: classes, &paths)
      }
    }
    return hunt.verdict
  }

  /// Looks at one class in some scopes. In each table that can answer the class, it looks at the ancestors only.
  public func one(_ id: ClassID, in scopes: [RegistrationID?]) -> Verdict {
    guard process.writesBack else { return Verdict() }
    var hunt = self
    var paths = MisleadingPaths(in: hierarchy)
    // In other scopes with the same handler for 500, the answers from a table are the same.
    var seen: [TableKey: Set<HandlerID?>] = [:]
    var affected: Set<TableKey> = []
    for scope in scopes {
      guard let key = tableOfAnswer(id, in: scope), let table = process.tables.table(key), !affected.contains(key),
        seen[key, default: []].insert(serverErrorHandler(in: scope)).inserted
      else { continue }
      let profile = failureNeeds.adding(table, handlers).profile(of: id, in: hierarchy)
      let effects = HandlerEffects(of: table, in: scope, for: profile, self)
      guard let proof = proof(for: id, in: scope, key, effects, &paths) else { continue }
      hunt.note(proof)
      affected.insert(key)
    }
    return hunt.verdict
  }

  /// The profiles of those classes whose searches can end in a table, in the order of their first classes.
  private func profiles(
    of classes: [ClassID], for key: TableKey, _ table: HandlerTable
  ) -> [(RaisedProfile, [ClassID])] {
    let needs = failureNeeds.adding(table, handlers)
    var found: [(profile: RaisedProfile, classes: [ClassID])] = []
    var places: [RaisedProfile: Int] = [:]
    for id in classes where isEligible(id, for: key) {
      let profile = needs.profile(of: id, in: hierarchy)
      if let place = places[profile] {
        found[place].classes.append(id)
      } else {
        places[profile] = found.count
        found.append((profile, [id]))
      }
    }
    return found.map { ($0.profile, $0.classes) }
  }

  /// Looks at the classes with one profile whose searches end in one table.
  private mutating func search(
    at key: TableKey, _ table: HandlerTable, _ profile: RaisedProfile, _ profiled: [ClassID],
    among classes: [ClassID], _ paths: inout MisleadingPaths
  ) {
    let effects = HandlerEffects(of: table, in: key.scope, for: profile, self)
    let known = affected.count
    search(at: key, effects, in: key.scope, profiled, among: classes, &paths)
    guard key.scope == nil, effects.someFail else { return }
    // A blueprint with a handler for 500 of its own sees other effects of the application's handlers that fail.
    let handler = serverErrorHandler(in: nil)
    for scope in process.registrationIDs where serverErrorHandler(in: scope) != handler {
      let other = HandlerEffects(of: table, in: scope, for: profile, self)
      guard other.kinds != effects.kinds else { continue }
      let seen = Set(affected[known...].map { $0.last.id })
      let left = profiled.filter { !seen.contains($0) && tableOfAnswer($0, in: scope) == key }
      search(at: key, other, in: scope, left, among: classes, &paths)
    }
  }

  private mutating func search(
    at key: TableKey, _ effects: HandlerEffects, in scope: RegistrationID?, _ profiled: [ClassID],
    among classes: [ClassID], _ paths: inout MisleadingPaths
  ) {
    paths.find(for: classes, key, effects, self)
    var merged: [ClassID] = []
    for id in profiled where !hierarchy.isKnown(id) || knownOfApp.contains(id) {
      if effects.areMerged(by: id) {
        merged.append(id)
      } else if let proof = paths.proof(for: id, in: scope) {
        note(proof)
      }
    }
    for id in merged {
      if let proof = proof(for: id, in: scope, key, effects, &paths) { note(proof) }
    }
  }

  private func proof(
    for id: ClassID, in scope: RegistrationID?, _ key: TableKey, _ effects: HandlerEffects,
    _ paths: inout MisleadingPaths
  ) -> Proof? {
    paths.find(for: hierarchy.mro(id).sorted(), key, effects.merged(by: id), self)
    return paths.proof(for: id, in: scope)
  }

  /// Whether the search for a class ends in a table, if it finds anything.
  func isEligible(_ id: ClassID, for key: TableKey) -> Bool {
    guard searches.indices.contains(Int(id.index)), case .tables(let code) = searches[Int(id.index)] else {
      return false
    }
    if code == key.code { return true }
    return key.code == nil && process.lookup.seeksHTTPErrorsByClass && tableOfAnswer(id, in: key.scope) == key
  }

  /// The handler that the 500 path finds in a new process.
  private func serverErrorHandler(in scope: RegistrationID?) -> HandlerID? {
    var record = SearchRecord()
    let query = Query(sought: hierarchy.wellKnown.internalServerError, code: 500, scope: scope)
    return process.tables.find(query, by: process.lookup, in: hierarchy, &record)?.entry.handler
  }

  /// The table in which the search for a class ends, whatever was raised before; nil where it finds nothing.
  func tableOfAnswer(_ id: ClassID, in scope: RegistrationID?) -> TableKey? {
    guard searches.indices.contains(Int(id.index)), case .tables(let code) = searches[Int(id.index)] else { return nil }
    var record = SearchRecord()
    let query = Query(sought: id, code: code, scope: scope)
    return process.tables.find(query, by: process.lookup, in: hierarchy, &record)?.key
  }

  // MARK: Noting

  private mutating func note(_ proof: Proof) {
    affected.append(proof)
    if shortest.map({ precedes(proof, $0) }) ?? true { shortest = proof }
  }

  private var verdict: Verdict {
    var verdict = Verdict()
    verdict.shortest = shortest
    verdict.affectedCount = affected.count
    verdict.affectedClasses = Set(affected.map { $0.last.id }).count
    let places = affected.indices.map { (key: order(affected[$0].last), index: $0) }.sorted { $0.key < $1.key }
    verdict.affected = places.prefix(Self.listedLimit).map { affected[$0.index] }
    return verdict
  }

  /// Fewer raises first, then the order of the raises from the first on.
  private func precedes(_ left: Proof, _ right: Proof) -> Bool {
    if left.count != right.count { return left.count < right.count }
    if left.earlier.isEmpty {
      let (first, second) = (order(left.first), order(right.first))
      return first != second ? first < second : order(left.last) < order(right.last)
    }
    return left.raises.map { order($0) }.lexicographicallyPrecedes(right.raises.map { order($0) })
  }

  /// Raises in order of declaration: classes of the app as they were declared, then known ones; of each class the
  /// application first, then the blueprints as they were declared.
  private func order(_ raise: Raise) -> UInt64 {
    UInt64(hierarchy.rank(raise.id)) << 32 | UInt64(raise.scope.map { $0.index + 1 } ?? 0)
  }
}

extension Hierarchy {
  /// The place of a class in order of declaration: classes of the app, then known ones.
  func rank(_ id: ClassID) -> Int {
    let declared = Int(id.index) - knownCount
    return declared >= 0 ? declared : count + declared
  }
}

extension OrderHunt.Proof {
  fileprivate var first: OrderHunt.Raise { OrderHunt.Raise(entry, in: table.scope) }
}
