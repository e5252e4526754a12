/// Finds orders of raises that change an answer.
///
/// All handlers of the app are registered before the first raise. Is there an order of raises after which the app
/// answers one of them differently than a fresh process? There are too many orders to try, so this code tries none. The
/// result follows from what Flask 0.11 to 0.12.5 write to their tables, and when.
///
/// **What a lookup writes.** A lookup of class C searches the tables of its scope (the blueprint's, the application's)
/// for C's code. It ends in the first table T in which a class on mro(C) has an entry, and then writes T[C]. Nothing
/// else is written:
/// - The 500 path looks up InternalServerError in the tables for 500. None of its ancestors can be registered there, so
///   it finds only InternalServerError itself and changes nothing.
/// - An exception that a handler raises goes to the 500 path without a lookup.
/// - A lookup that finds nothing writes nothing.
///
/// **The table with the result never changes.** T[m] is written only if a registered class of T is on mro(m). If m is
/// on mro(C), that class is on mro(C) too. So earlier raises do not change whether C is found in T, nor the table in
/// which its lookup ends. Each table can be examined separately.
///
/// **Which handlers an entry can have.** Let k(C) be the first registered class on mro(C). A fresh process answers C
/// with its handler. As soon as T[C] exists, it answers for C. So the first raise of C that reaches T decides the
/// entry. That raise finds k(C)'s handler, or the entry of a class m that comes before k(C) on mro(C) and was raised
/// earlier. Such an m must be a class that can be raised and whose own lookup ends in T: its code is that of T, and if
/// T belongs to a blueprint, its lookup does not end before T. Conversely, C can get each value that T[m] can have:
/// send the raises that lead to it, and then raise C. These raises are only of m and of ancestors of m. All of those
/// come after m on mro(C), because C3 keeps the order of an MRO in the MROs of all subclasses. So m's entry is the
/// first that the lookup of C reaches.
///
/// **The fewest raises** that change C's answer are therefore a shortest path: from C to such an m, from m to a class
/// before k(m), and so on, up to a class whose registered handler answers C differently than k(C)'s. Let D(C) be the
/// number of classes on that path. D(C) is the minimum over all such m of
///   2         if the handlers of k(m) and k(C) answer differently,
///   1 + D(m)  if they answer in the same way, because then C gets a wrong handler only if m does.
/// No set of possible values is needed. The second line is rare: two raises are enough unless two handlers give equal
/// answers. A class with one base B and no handler of its own has k(C) = k(B), and the same classes before it plus B.
/// So D(C) = D(B), and such a class takes constant time.
///
/// **Whether two handlers give the same answer** depends on the rest of the request. A handler may fail. The answer of
/// the 500 path then depends on the scope of the request, but not on earlier raises (`HandlerEffect`). It depends on C
/// in three ways:
/// - C may be an HTTP error whose page Werkzeug can build, which a handler can return (`-> e`).
/// - An instance of C may have a code, which a handler can use as its status (`e.code`).
/// - C may be the class that a failing handler raises. Then a handler for 500 receives what the other handler would
///   receive.
///
/// The first two are C's `RaisedProfile`: a table is examined once for each profile that its handlers can distinguish.
/// For the third, the table is examined again for such a C.
///
/// **Time.** For each table only the subclasses of its registered classes are examined (`HuntCandidates`): constant
/// time for a class with one base, and the MRO up to k(C) for other classes. Most blueprints have handlers for few
/// classes, so many blueprints take little time. If a handler of the application fails, its table is examined again for
/// each blueprint with another handler for 500.
///
/// `OrderHuntTests` compares all of this with brute force: every sequence of up to four raises on thousands of small
/// random apps.
public struct OrderHunt: Sendable {
  /// A raise of a class in the application or a blueprint.
  public struct Raise: Sendable, Hashable {
    /// The raised class.
    public var id: ClassID
    /// The registration that the request goes to; nil: the app.
    public var scope: RegistrationID?

    /// Creates a raise of a class. Without a scope the request goes to the app.
    public init(_ id: ClassID, in scope: RegistrationID?) {
      self.id = id
      self.scope = scope
    }
  }

  /// The fewest raises that change the answer to the last one, and the cache entry that changes it.
  public struct Proof: Sendable, Hashable {
    /// The raise that gets another answer.
    public var last: Raise
    /// The table in which its lookup ends.
    public var table: TableKey
    /// The class whose entry gives it the wrong handler. It is raised just before.
    public var entry: ClassID
    /// The classes that are raised before `entry`, if it needs the wrong handler itself. Usually empty.
    public var earlier: [ClassID] = []

    /// The number of raises, at least 2.
    public var count: Int { earlier.count + 2 }

    /// All raises in order.
    public var requests: [Raise] { (earlier + [entry]).map { Raise($0, in: table.scope) } + [last] }
  }

  /// The result of a search.
  public typealias Verdict = HuntResult<Proof>

  /// The maximum number of proofs that a verdict lists.
  public static let listedLimit = HuntProofs<Proof>.listedLimit

  let process: Process
  let handlers: [Handler]
  let hierarchy: Hierarchy
  /// The first lookup for each class.
  let searches: [FirstSearch]
  /// The properties that the answers after failing handlers can depend on.
  private let failureNeeds: ProfileNeeds
  private let bodyText: BodyText?
  /// The known classes that are examined. All declared classes are.
  private var knownOfApp: Set<ClassID> = []
  private var proofs: HuntProofs<Proof>

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - process: A fresh process, because cache entries would be treated like registered handlers.
  ///   - unreachable: The classes that no request can raise, because other classes have their names.
  ///   - bodyText: Returns the text of a body; needed only if a handler returns a template.
  public init(
    _ process: Process, handlers: [Handler], in hierarchy: Hierarchy, without unreachable: Set<ClassID> = [],
    bodyText: BodyText? = nil
  ) {
    self.process = process
    self.handlers = handlers
    self.hierarchy = hierarchy
    proofs = HuntProofs(by: RequestOrder(hierarchy: hierarchy))
    searches = process.firstSearches(in: hierarchy, without: unreachable)
    failureNeeds = ProfileNeeds(of: handlers, in: hierarchy)
    self.bodyText = bodyText
  }

  /// Returns the text of a response, if bodies are compared by their texts.
  func text(of outcome: Outcome) -> [UInt8]? {
    bodyText.flatMap { outcome.text(by: $0) }
  }

  // MARK: Searching

  /// Examines every class in the application and in each blueprint.
  public func searchAll() -> Verdict {
    guard process.writesBack else { return Verdict() }
    var hunt = self
    var candidates = HuntCandidates(in: hierarchy)
    hunt.knownOfApp = candidates.knownClasses(and: handlers.compactMap { $0.handledClass(in: hierarchy) })
    var paths = ShortestPaths(in: hierarchy)
    for (key, table) in process.tables.registered {
      let classes = candidates.classes(for: table)
      for (profile, profiled) in profiles(of: classes, for: key, table) {
        hunt.search(at: key, table, profile, profiled, among: classes, &paths)
      }
    }
    return hunt.proofs.result
  }

  /// Examines one class in some scopes. In each table that can answer the class, it examines only the ancestors.
  public func search(for id: ClassID, in scopes: [RegistrationID?]) -> Verdict {
    guard process.writesBack else { return Verdict() }
    var hunt = self
    var paths = ShortestPaths(in: hierarchy)
    // In scopes with the same handler for 500, a table gives the same answers.
    var seen: [TableKey: Set<HandlerID?>] = [:]
    var affected: Set<TableKey> = []
    for scope in scopes {
      guard let key = tableOfAnswer(id, in: scope), let table = process.tables.table(key), !affected.contains(key),
        seen[key, default: []].insert(serverErrorHandler(in: scope)).inserted
      else { continue }
      let profile = failureNeeds.adding(table, handlers).profile(of: id, in: hierarchy)
      let effects = HandlerEffects(of: table, in: scope, for: profile, self)
      guard let proof = proof(for: id, in: scope, key, effects, &paths) else { continue }
      hunt.proofs.add(proof)
      affected.insert(key)
    }
    return hunt.proofs.result
  }

  /// Returns the profiles of the classes whose lookups can end in a table, in the order of their first classes.
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

  /// Examines the classes with one profile whose lookups end in one table.
  private mutating func search(
    at key: TableKey, _ table: HandlerTable, _ profile: RaisedProfile, _ profiled: [ClassID],
    among classes: [ClassID], _ paths: inout ShortestPaths
  ) {
    let effects = HandlerEffects(of: table, in: key.scope, for: profile, self)
    let known = proofs.affected.count
    search(at: key, effects, in: key.scope, profiled, among: classes, &paths)
    guard key.scope == nil, effects.hasFailingHandlers else { return }
    // In a blueprint with its own handler for 500, failing handlers of the application have other effects.
    let handler = serverErrorHandler(in: nil)
    for scope in process.registrationIDs where serverErrorHandler(in: scope) != handler {
      let other = HandlerEffects(of: table, in: scope, for: profile, self)
      guard other.kinds != effects.kinds else { continue }
      let seen = Set(proofs.affected[known...].map { $0.last.id })
      let remaining = profiled.filter { !seen.contains($0) && tableOfAnswer($0, in: scope) == key }
      search(at: key, other, in: scope, remaining, among: classes, &paths)
    }
  }

  private mutating func search(
    at key: TableKey, _ effects: HandlerEffects, in scope: RegistrationID?, _ profiled: [ClassID],
    among classes: [ClassID], _ paths: inout ShortestPaths
  ) {
    let isOfOneClass = effects.profile.type != nil
    if !isOfOneClass { paths.find(for: classes, key, effects, self) }
    var merged: [ClassID] = []
    for id in profiled where !hierarchy.isKnown(id) || knownOfApp.contains(id) {
      if isOfOneClass || effects.areMerged(by: id) {
        merged.append(id)
      } else if let proof = paths.proof(for: id, in: scope) {
        proofs.add(proof)
      }
    }
    for id in merged {
      if let proof = proof(for: id, in: scope, key, effects, &paths) { proofs.add(proof) }
    }
  }

  private func proof(
    for id: ClassID, in scope: RegistrationID?, _ key: TableKey, _ effects: HandlerEffects,
    _ paths: inout ShortestPaths
  ) -> Proof? {
    paths.find(for: hierarchy.mro(id).sorted(), key, effects.merged(by: id), self)
    return paths.proof(for: id, in: scope)
  }

  /// Returns whether the lookup of a class ends in a table if it finds a handler.
  func isEligible(_ id: ClassID, for key: TableKey) -> Bool {
    guard searches.indices.contains(Int(id.index)), case .tables(let code) = searches[Int(id.index)] else {
      return false
    }
    if code == key.code { return true }
    return key.code == nil && process.lookup.looksUpHTTPErrorsByClass && tableOfAnswer(id, in: key.scope) == key
  }

  /// Returns the handler that the 500 path finds in a fresh process.
  private func serverErrorHandler(in scope: RegistrationID?) -> HandlerID? {
    var record = SearchRecord()
    let query = Query(sought: hierarchy.wellKnown.internalServerError, code: 500, scope: scope)
    return process.tables.find(query, by: process.lookup, in: hierarchy, &record)?.entry.handler
  }

  /// Returns the table in which the lookup of a class ends, after any history; nil if it finds nothing.
  func tableOfAnswer(_ id: ClassID, in scope: RegistrationID?) -> TableKey? {
    guard searches.indices.contains(Int(id.index)), case .tables(let code) = searches[Int(id.index)] else { return nil }
    var record = SearchRecord()
    let query = Query(sought: id, code: code, scope: scope)
    return process.tables.find(query, by: process.lookup, in: hierarchy, &record)?.key
  }
}

extension OrderHunt.Raise: HuntRequest {
  /// The application comes first, then the blueprints in order of declaration.
  func sortKey(in order: RequestOrder) -> UInt64 {
    UInt64(order.rank(ofRaising: id)) << 32 | UInt64(scope.map { $0.index + 1 } ?? 0)
  }
}

extension OrderHunt.Proof: HuntProof {
  var first: OrderHunt.Raise { OrderHunt.Raise(earlier.first ?? entry, in: table.scope) }
}
