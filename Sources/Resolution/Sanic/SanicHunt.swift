/// Finds requests to a Sanic app that change the answer to a later request.
///
/// All handlers of the app are registered before the first request. Is there a sequence of requests whose last answer
/// differs from the answer of a fresh process? Like `OrderHunt` for Flask, this code tries no sequences. The result
/// follows from what Sanic's lookups write, and where.
///
/// In this comment, the MRO of a class ends at BaseException, because lookups ask no class after it. If no route
/// matches, Sanic raises NotFound (unknown URL) or MethodNotAllowed (wrong method) without a route. These two are the
/// *unmatched classes*. Neither is an ancestor of the other.
///
/// **The three lookups.**
/// - Up to 21.3 the cache is not part of the list that lookups search. It stores what the list gives. So every app is
///   safe.
/// - 21.6 has one table by class. A lookup of C ends at the first class on the MRO with an entry, and writes its value to
///   the entry of C. If no class has an entry, it writes "no handler".
/// - From 21.9 on the table is by class and route. A handler of the app is an entry (class, nil). A handler of a
///   blueprint is an entry (class, r) for each route r of the blueprint. A lookup of C on r first uses the handler of
///   (C, r), else that of (C, nil), and writes nothing. If there is neither, it ends at the first class on the MRO with an
///   entry for r, else at the first one with an entry for nil. It writes the value to (C, r), even if the value is "no
///   handler".
///
/// **Terms for a route r, from 21.9 on.** A(C) is the first class on the MRO of C with a handler of the app, and B(C) the
/// first one with a handler of the route's blueprint. There may be none. A fresh process answers C with C's own handler,
/// else with that of B(C), else with that of A(C), else without a handler. This is f(C). A *writer* is a class that can be
/// raised and has no own handler. Only raises of writers write entries for r. The first raise of C that writes decides
/// the entry (C, r): later raises of C find it.
///
/// **What can give C the wrong handler.** A class with an own handler always gets it. For a writer C there are three ways:
/// 1. *The entry of an ancestor.* A writer m is before B(C) on the MRO of C, or there is no B(C). After a raise of m, its
///    entry answers C. A(C) does not protect C, because entries for r come first, even those of classes after A(C). So
///    one base is enough: with `class A(Exception)`, `class B(A)`, `class C(B)` and a handler of the app for B, a raise of
///    A hides this handler from C.
/// 2. *An unmatched request.* There is no B(C), and an unmatched class u is before A(C). The request writes (u, nil) with
///    the handler of A(u) or "no handler". The lookup of C ends there.
/// 3. *An exact match.* C is unmatched itself, and there are A(C) and B(C). The request writes (C, nil) with the handler of
///    A(C). A handler of (C, nil) comes before that of B(C). The answer changes, but nothing is written for r.
///
/// Nothing else is possible. A lookup reads only (C, r), (C, nil), the first entry for r and the first entry for nil. It
/// never reads entries for other routes. (u, nil) has the same value after any history, because among the ancestors of u
/// only classes with handlers have entries for nil. So unmatched requests get the same answer as in a fresh process.
///
/// **The fewest requests.** Let d(C) be the fewest requests after which (C, r) has a value that gives a wrong answer. The
/// last of them is a raise of C. d(C) is the minimum of
/// - 2, if there is a class u of way 2, and its entry gives another answer than f(C),
/// - 2, if there is a class m of way 1, and f(m) gives another answer than f(C),
/// - 1 + d(m), if there is a class m of way 1, and f(m) gives the same answer as f(C).
///
/// *Fewer are not enough.* Take a sequence of requests after which C gets a wrong answer for the first time, not by way 3.
/// The lookup then ends at an entry that another request wrote: an unmatched request (at least 2 requests) or a raise
/// of m. If f(m) gives the same answer as f(C), the raise of m got a wrong answer, so d(m) requests came before C.
///
/// *They are enough.* Send the requests for m, then raise C. The requests for m are raises of m and of ancestors of m on r.
/// There may be an unmatched request for an ancestor before them. C3 keeps the order of an MRO in the MROs of subclasses,
/// so these ancestors come after m on the MRO of C. The lookup of C reaches the entry of m first. None of the raised
/// classes is unmatched if one of their ancestors is, so way 3 changes none of these raises.
///
/// The fewest requests that change the answer to C are d(C), or 2 for way 3. So two requests are enough, unless handlers
/// give equal answers. Longer proofs are shortest paths in a graph of classes. It is not necessary to find all values
/// that an entry can have, only whether it can have a wrong one.
///
/// **21.6** is the same as one route of one blueprint with all handlers. An unmatched request is like a raise.
///
/// **Time.** Without B(C), way 1 can use all writers among the ancestors. Few of them matter: the first one, the first one
/// with another answer than that, and the one with the smallest d (`Entries`). They are found from those of the bases, so
/// a class takes constant time for each base. With B(C), way 1 can use the classes before B(C): constant time for a class
/// with one base, and a search of the MRO up to B(C) for others. On the routes of a blueprint only the subclasses of the
/// classes with a handler are examined. The others have no B(C), so they are as on a route of the app. Routes with the
/// same handlers are examined once.
///
/// **Whether two handlers give the same answer** can depend on the code of the exception. Classes for which the same
/// handlers give equal answers are examined together.
///
/// `SanicHuntBruteForceTests` compares all of this with brute force on small random apps.
public struct SanicHunt: Sendable {
  /// The lookups of Sanic's releases.
  public enum Lookup: Sendable, Hashable {
    /// Up to 21.3: a list, and a separate cache.
    case list
    /// 21.6: a table by class.
    case classes
    /// From 21.9 on: a table by class and route.
    case classesAndRoutes
  }

  /// A request to the app. `abort N` is not examined: it raises SanicException, but with a code of its own.
  public enum Request: Sendable, Hashable {
    /// The view of a route raises a class. The route is an index into the routes of the hunt.
    case raise(ClassID, route: Int)
    /// No route matches the URL or the method, so Sanic raises this class.
    case unmatched(ClassID)

    /// The raised class.
    public var id: ClassID {
      switch self {
      case .raise(let id, _), .unmatched(let id): id
      }
    }
  }

  /// The fewest requests that change the answer to the last one.
  public struct Proof: Sendable, Hashable {
    /// The request that gets another answer.
    public var last: Request
    /// The request before it. It writes the entry that gives the last one the wrong handler.
    public var entry: Request
    /// The requests before `entry`, if it needs the wrong handler itself. Usually empty.
    public var earlier: [Request] = []

    /// The number of requests, at least 2.
    public var count: Int { earlier.count + 2 }

    /// All requests in order.
    public var requests: [Request] { earlier + [entry, last] }
  }

  /// The result of a search. A class counts once for each kind of route: the routes without a handler of a blueprint for the
  /// class, and the routes of each blueprint with one.
  public typealias Verdict = HuntResult<Proof>

  /// A code of an `abort` that is not the default of an exception without a code.
  static let abortedCode: Int32 = 404

  let lookup: Lookup
  let hierarchy: Hierarchy
  /// The classes that Sanic raises for an unknown URL and for a wrong method.
  let unmatched: [ClassID]
  /// The handlers of the app. Before 21.9 there are none, because all handlers are in one group.
  let app: [Registered]
  /// The routes with the same handlers of a blueprint, or with none.
  private(set) var groups: [RouteGroup] = []
  /// The group of each route.
  private var groupOfRoute: [Int] = []
  /// For each class, whether a view can raise it.
  private var isRaisable: [Bool]
  /// All handlers, without repetition.
  let handlers: [HandlerID]
  let answer: @Sendable (HandlerID?, ClassID) -> Answer
  let order: RequestOrder
  /// Whether a handler returns a template or has conditions, so that its answer can depend on the class.
  let handlersReadExceptions: Bool
  private var proofs: HuntProofs<Proof>

  /// A class and its handler as an index into the values of a hunt: 0 for no handler, then all handlers.
  struct Registered: Sendable {
    var id: ClassID
    var value: Int32
  }

  /// Routes with the same handlers of a blueprint.
  struct RouteGroup: Sendable {
    /// The first of the routes.
    var route = 0
    /// The handlers in order of their classes.
    var handlers: [Registered] = []
    /// The handler for all exceptions, if there is one: for Exception, or else for BaseException.
    var catchAll: Int32?
  }

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - app: The handlers that the app registers for classes, one for each class. Up to 21.6 these include the handlers of
  ///     blueprints.
  ///   - routes: For each route, the handlers that its blueprint registers for classes; empty for a route of the app. Up
  ///     to 21.6 only the number of routes is used.
  ///   - unmatched: The classes that Sanic raises for an unknown URL and for a wrong method.
  ///   - unreachable: The classes that no view can raise, because other classes have their names.
  ///   - handlersReadExceptions: Whether the answer may depend on anything of the class.
  ///   - answer: The answer after the lookup for an exception of a class found a handler, or none. It may depend on whether
  ///     the class is a SanicException and on its code, but on nothing else of the class, unless handlers read exceptions.
  ///     `abort N` raises a SanicException with another code than its class has (`abortedStatus`).
  public init(
    _ lookup: Lookup, app: [ClassID: HandlerID], routes: [[ClassID: HandlerID]], unmatched: [ClassID],
    in hierarchy: Hierarchy, without unreachable: Set<ClassID> = [], handlersReadExceptions: Bool = false,
    answer: @escaping @Sendable (HandlerID?, ClassID) -> Answer
  ) {
    self.lookup = lookup
    self.hierarchy = hierarchy
    self.unmatched = unmatched
    order = RequestOrder(hierarchy: hierarchy, unmatched: unmatched, unmatchedAreRaises: lookup == .classes)
    proofs = HuntProofs(by: order)
    self.answer = answer
    self.handlersReadExceptions = handlersReadExceptions
    isRaisable = (0..<Int32(hierarchy.count)).map {
      hierarchy.isException(ClassID($0)) && hierarchy.canBeRaised(ClassID($0))
    }
    for id in unreachable where isRaisable.indices.contains(Int(id.index)) { isRaisable[Int(id.index)] = false }

    let isByRoute = lookup == .classesAndRoutes
    // Before 21.9, all handlers are examined like those of one blueprint with all routes.
    let tables = isByRoute ? routes : routes.map { _ in app }
    var all = Set(app.values)
    for handlers in isByRoute ? routes : [] { all.formUnion(handlers.values) }
    handlers = all.sorted { $0.index < $1.index }
    var values: [HandlerID: Int32] = [:]
    for (index, handler) in handlers.enumerated() { values[handler] = Int32(index + 1) }
    self.app = isByRoute ? Self.registered(app, values, in: hierarchy) : []
    var known: [[ClassID: HandlerID]: Int] = [:]
    for (route, handlers) in tables.enumerated() {
      // Comparing the handlers of all routes before 21.9 would be a waste of time.
      let group = isByRoute ? known[handlers] ?? groups.count : 0
      if group == groups.count {
        if isByRoute { known[handlers] = group }
        groups.append(RouteGroup(route, Self.registered(handlers, values, in: hierarchy), in: hierarchy))
      }
      groupOfRoute.append(group)
    }
  }

  private static func registered(
    _ handlers: [ClassID: HandlerID], _ values: [HandlerID: Int32], in hierarchy: Hierarchy
  ) -> [Registered] {
    var registered: [Registered] = []
    // `object` comes after BaseException on every MRO.
    for (id, handler) in handlers where hierarchy.depth(id) > 0 && id != hierarchy.wellKnown.object {
      registered.append(Registered(id: id, value: values[handler] ?? 0))
    }
    return registered.sorted { $0.id < $1.id }
  }
}

extension SanicHunt.RouteGroup {
  init(_ route: Int, _ handlers: [SanicHunt.Registered], in hierarchy: Hierarchy) {
    self.route = route
    self.handlers = handlers
    func handler(for id: ClassID) -> Int32? { handlers.first { $0.id == id }?.value }
    catchAll = handler(for: hierarchy.wellKnown.exception) ?? handler(for: hierarchy.wellKnown.baseException)
  }
}

// MARK: Searching

extension SanicHunt {
  /// Examines every declared class, and the known classes that the app uses, on all routes.
  public func searchAll() -> Verdict {
    guard lookup != .list, !groupOfRoute.isEmpty else { return Verdict() }
    var hunt = self
    var candidates = HuntCandidates(in: hierarchy)
    // The classes of unmatched requests and those with a handler.
    let used = unmatched + (app + groups.flatMap { $0.handlers }).map { $0.id }
    let known = candidates.knownClasses(and: used)
    let classes = (0..<Int32(hierarchy.count)).map { ClassID($0) }
    let examined = classes.filter { canRaise($0) && (!hierarchy.isKnown($0) || known.contains($0)) }
    let classesOfGroups = groups.map { self.classes(of: $0, &candidates) }
    var paths = SanicHuntPaths(self, among: classes)
    for profile in profiles(of: examined) {
      hunt.search(for: profile, among: classes, classesOfGroups, &paths)
    }
    return hunt.proofs.result
  }

  /// Examines one class on some routes.
  public func search(for id: ClassID, on routes: [Int]) -> Verdict {
    guard lookup != .list, canRaise(id) else { return Verdict() }
    var hunt = self
    let ancestors = hierarchy.mro(id).sorted()
    var paths = SanicHuntPaths(self, among: ancestors)
    paths.find(for: ancestors, answers: answers(for: id))
    var examined: Set<Int> = []
    var isExaminedOnApp = false
    for route in routes where groupOfRoute.indices.contains(route) {
      guard examined.insert(groupOfRoute[route]).inserted else { continue }
      var group = groups[groupOfRoute[route]]
      group.route = route
      paths.find(for: ancestors, on: group)
      if paths.hasHandlerOfGroup(id) {
        if let proof = paths.proofOnGroup(for: id) { hunt.proofs.add(proof) }
      } else if !isExaminedOnApp {
        isExaminedOnApp = true
        if let proof = paths.proofOnApp(for: id, route: route) { hunt.proofs.add(proof) }
      }
    }
    return hunt.proofs.result
  }

  /// Examines the classes with one profile.
  private mutating func search(
    for profile: Profile, among classes: [ClassID], _ classesOfGroups: [ClassesOfGroup],
    _ paths: inout SanicHuntPaths
  ) {
    paths.find(for: classes, answers: profile.answers)
    for id in profile.classes where paths.isAffectedOnApp(id) {
      guard let route = firstRoute(withoutHandlerFor: id) else { continue }
      if let proof = paths.proofOnApp(for: id, route: route) { proofs.add(proof) }
    }
    var isInProfile = Array(repeating: false, count: hierarchy.count)
    for id in profile.classes { isInProfile[Int(id.index)] = true }
    for (group, classes) in zip(groups, classesOfGroups) {
      guard classes.examined.contains(where: { isInProfile[Int($0.index)] }) else { continue }
      paths.find(for: classes.searched, on: group)
      for id in classes.examined where isInProfile[Int(id.index)] {
        if let proof = paths.proofOnGroup(for: id) { proofs.add(proof) }
      }
    }
  }

  /// The classes that can be affected on a group of routes because a blueprint has a handler for them.
  private struct ClassesOfGroup {
    /// The subclasses of the classes with a handler, in order of declaration.
    var searched: [ClassID]
    /// These and the classes of unmatched requests: an exact match can change their answers even if they have only the
    /// handler for all exceptions.
    var examined: [ClassID]
  }

  private func classes(of group: RouteGroup, _ candidates: inout HuntCandidates) -> ClassesOfGroup {
    guard !group.handlers.isEmpty else { return ClassesOfGroup(searched: [], examined: []) }
    // A class whose only ancestor with a handler is Exception or BaseException always gets its handler. So do its
    // ancestors.
    let universal = [hierarchy.wellKnown.exception, hierarchy.wellKnown.baseException]
    let searched = candidates.subclasses(of: group.handlers.map { $0.id }.filter { !universal.contains($0) })
    return ClassesOfGroup(searched: searched, examined: searched + unmatched.filter { !searched.contains($0) })
  }

  /// Returns the first route without a handler of a blueprint for a class.
  private func firstRoute(withoutHandlerFor id: ClassID) -> Int? {
    // In most hunts the first route is one of the app.
    if let group = groups.first, group.handlers.isEmpty { return group.route }
    var searched: Set<ClassID> = []
    for ancestor in hierarchy.mro(id) {
      searched.insert(ancestor)
      if ancestor == hierarchy.wellKnown.baseException { break }
    }
    return groups.first { group in !group.handlers.contains { searched.contains($0.id) } }?.route
  }

  /// Returns whether a request can raise a class, so that Sanic looks it up.
  func canRaise(_ id: ClassID) -> Bool {
    guard isRaisable.indices.contains(Int(id.index)) else { return false }
    // In 21.6 unmatched requests are like raises.
    return isRaisable[Int(id.index)] || lookup == .classes && unmatched.contains(id)
  }

  /// Returns the request that writes an entry.
  func request(_ cause: SanicHuntPaths.Cause, route: Int) -> Request {
    switch cause {
    case .raise(let id) where lookup == .classes && unmatched.contains(id): .unmatched(id)
    case .raise(let id): .raise(id, route: route)
    case .unmatched(let id): .unmatched(id)
    }
  }

  /// Returns the request whose answer changes.
  func lastRequest(_ id: ClassID, route: Int) -> Request {
    isRaisable[Int(id.index)] ? .raise(id, route: route) : .unmatched(id)
  }

}

extension SanicHunt.Request: HuntRequest {
  /// The routes come in order.
  func sortKey(in order: RequestOrder) -> UInt64 {
    switch self {
    case .raise(let id, let route): UInt64(order.rank(ofRaising: id)) << 32 | UInt64(route)
    case .unmatched(let id): UInt64(order.rank(ofUnmatched: id)) << 32
    }
  }
}

extension SanicHunt.Proof: HuntProof {
  var first: SanicHunt.Request { earlier.first ?? entry }
}
