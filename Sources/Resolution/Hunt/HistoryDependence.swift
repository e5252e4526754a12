/// Finds the classes whose answers can depend on earlier raises, and the classes whose cache entries can cause that.
///
/// This matters only for a process that writes into the tables that it searches. A lookup of class C follows mro(C) and
/// ends at the first class with an entry. Let k(C) be the first *registered* class on mro(C): a fresh process answers C
/// with its handler. A class Z is *consistent* in a table if for each ancestor W that has a k(W), the first registered
/// class on mro(Z) from W on is k(W). A class with one base is consistent if its base is, so only classes with several
/// bases must be checked.
///
/// If C and all its ancestors are consistent, every entry that was written for one of them has the handler that a fresh
/// process finds. The lookup that wrote it ended at a registered class or at an earlier entry, which by induction has
/// k's handler. Then no history changes the answer to C, and C is *stable*. Only lookups of subclasses of W reach an
/// entry of W. If all of them are stable, the entry of W changes no answer.
///
/// This is a cheap upper bound. `OrderHunt` finds the answers that really change.
public struct HistoryDependence: Sendable {
  /// For each class, whether its answer can depend on earlier raises.
  private var unstable: [Bool]
  /// For each class, whether its entry can change the answer to another class.
  private var changesOthers: [Bool]

  /// Examines a process.
  ///
  /// - Parameters:
  ///   - process: A fresh process, because cache entries would be treated like registered handlers.
  ///   - raised: The classes that are raised. Other classes are ignored.
  public init(
    _ process: Process, _ handlers: [Handler], raising raised: some Sequence<ClassID>, in hierarchy: Hierarchy
  ) {
    unstable = Array(repeating: false, count: hierarchy.count)
    changesOthers = unstable
    guard process.writesBack else { return }
    guard !process.lookup.storesMisses else {
      mark(process, handlers, Array(raised), in: hierarchy)
      return
    }
    let joins = (0..<Int32(hierarchy.count)).map { ClassID($0) }.filter { hierarchy.bases($0).count > 1 }
    let searches = process.firstSearches(in: hierarchy, without: [])
    var isRaised = unstable
    for id in raised { isRaised[Int(id.index)] = true }
    // A table with one registered class has only one handler.
    for (key, table) in process.tables.registered where table.count > 1 {
      let searched = searches.map { search in
        guard case .tables(let code) = search else { return false }
        return code == key.code || (key.code == nil && process.lookup.looksUpHTTPErrorsByClass)
      }
      let inconsistent = Self.inconsistent(joins, table, searched, in: hierarchy)
      if !inconsistent.isEmpty { mark(isRaised, inconsistent, searched, in: hierarchy) }
    }
  }

  /// Marks the classes in a process whose lookups also store that they found nothing (Sanic).
  ///
  /// An entry of an ancestor can change the answer to a class only if a new process finds another handler for it, or none,
  /// in some scope. If no ancestor of a class differs in this from the class, all entries that its lookups can reach
  /// have the same handler, and its answer never changes.
  private mutating func mark(_ process: Process, _ handlers: [Handler], _ raised: [ClassID], in hierarchy: Hierarchy) {
    var found: [ClassID: [HandlerID?]] = [:]
    func handlersFound(for id: ClassID) -> [HandlerID?] {
      if let known = found[id] { return known }
      var scopes: [RegistrationID?] = [nil]
      for registration in process.registrationIDs { scopes.append(registration) }
      let all = scopes.map { scope in
        process.preview(ResolvedRequest(cause: .raise(id), scope: scope), handlers: handlers, in: hierarchy).calls
          .first?
          .handler
      }
      found[id] = all
      return all
    }
    for id in raised where hierarchy.isException(id) {
      let own = handlersFound(for: id)
      for ancestor in hierarchy.mro(id).dropFirst() where hierarchy.isException(ancestor) {
        guard handlersFound(for: ancestor) != own else { continue }
        unstable[Int(id.index)] = true
        changesOthers[Int(ancestor.index)] = true
      }
    }
    // An ancestor between two that differ passes a wrong entry on.
    for id in raised where unstable[Int(id.index)] {
      for ancestor in hierarchy.mro(id).dropFirst() where unstable[Int(ancestor.index)] {
        changesOthers[Int(ancestor.index)] = true
      }
    }
  }

  /// Marks the classes that are affected by the inconsistent classes of one table.
  private mutating func mark(
    _ isRaised: [Bool], _ inconsistent: Set<ClassID>, _ searched: [Bool], in hierarchy: Hierarchy
  ) {
    // Bases are declared before their subclasses, so one pass in each direction reaches all of them.
    var isAffected = Array(repeating: false, count: hierarchy.count)
    for index in isAffected.indices {
      let id = ClassID(Int32(index))
      isAffected[index] = inconsistent.contains(id)
      hierarchy.forEachBase(id) { if isAffected[Int($0.index)] { isAffected[index] = true } }
    }
    var hasUnstableSubclass = Array(repeating: false, count: hierarchy.count)
    for index in isAffected.indices.reversed() {
      let isUnstable = isAffected[index] && isRaised[index] && searched[index]
      if isUnstable { unstable[index] = true }
      if hasUnstableSubclass[index], searched[index] { changesOthers[index] = true }
      guard isUnstable || hasUnstableSubclass[index] else { continue }
      hierarchy.forEachBase(ClassID(Int32(index))) { hasUnstableSubclass[Int($0.index)] = true }
    }
  }

  /// Returns whether the answer to a raise of the class can depend on earlier raises.
  public func isUnstable(_ id: ClassID) -> Bool { unstable.indices.contains(Int(id.index)) && unstable[Int(id.index)] }

  /// Returns whether an entry of the class can change the answer to another class.
  public func canChangeOthers(_ id: ClassID) -> Bool {
    changesOthers.indices.contains(Int(id.index)) && changesOthers[Int(id.index)]
  }

  /// Returns whether the order of requests matters for the class: for its own answer or for that of another class.
  public func involves(_ id: ClassID) -> Bool { isUnstable(id) || canChangeOthers(id) }

  /// Returns the classes with several bases that are inconsistent in a table.
  ///
  /// - Parameter searched: For each class, whether its lookups search the table, so that it can have an entry.
  private static func inconsistent(
    _ joins: [ClassID], _ table: HandlerTable, _ searched: [Bool], in hierarchy: Hierarchy
  ) -> Set<ClassID> {
    var firsts: [ClassID?] = []
    firsts.reserveCapacity(hierarchy.count)
    for index in 0..<Int32(hierarchy.count) {
      let id = ClassID(index)
      if table[id] != nil {
        firsts.append(id)
      } else if let base = hierarchy.onlyBase(id) {
        firsts.append(firsts[Int(base.index)])
      } else {
        firsts.append(hierarchy.mro(id).first { table[$0] != nil })
      }
    }
    var inconsistent: Set<ClassID> = []
    for join in joins {
      var first: ClassID?
      for ancestor in Array(hierarchy.mro(join)).reversed() {
        if table[ancestor] != nil { first = ancestor }
        let own = firsts[Int(ancestor.index)]
        if searched[Int(ancestor.index)], own != nil, own != first { inconsistent.insert(join) }
      }
    }
    return inconsistent
  }
}
