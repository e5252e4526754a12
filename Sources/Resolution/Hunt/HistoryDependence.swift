/// The classes whose answers can depend on what was raised before, and the classes whose entries can cause that, in a
/// process that writes into the tables that it searches.
///
/// A search for class C goes along mro(C) and ends at the first class with an entry. Let k(C) be the first *registered*
/// class of mro(C): a fresh process answers C with its handler. A class Z is *consistent* in a table if for each ancestor
/// W that has a k(W), the first registered class of mro(Z) from W on is k(W). A class with one base is consistent if its
/// base is, so only classes with several bases have to be looked at.
///
/// If C and all its ancestors are consistent, every entry that was written for one of them holds the handler that a fresh
/// process finds: the search that wrote it ended at a registered class or at an earlier entry, which by induction holds
/// k's handler. The answer to C then depends on nothing, and C is *stable*. An entry of W is only met by subclasses of W.
/// So if these are all stable, the entry of W changes no answer.
///
/// `OrderHunt` finds out which answers really change. This is a cheap upper bound.
public struct HistoryDependence: Sendable {
  /// By class.
  private var unstable: [Bool]
  private var misleading: [Bool]

  /// - Parameters:
  ///   - process: a fresh one, since entries that it wrote would be taken for registered ones.
  ///   - raised: the classes that are raised; others play no part.
  public init(_ process: Process, raising raised: some Sequence<ClassID>, in hierarchy: Hierarchy) {
    unstable = Array(repeating: false, count: hierarchy.count)
    misleading = unstable
    guard process.writesBack else { return }
    let joins = (0..<Int32(hierarchy.count)).map { ClassID($0) }.filter { hierarchy.bases($0).count > 1 }
    let searches = process.firstSearches(in: hierarchy, without: [])
    var isRaised = unstable
    for id in raised { isRaised[Int(id.index)] = true }
    // With one registered class there is only one handler to find.
    for (key, table) in process.tables.registered where table.count > 1 {
      let searched = searches.map { search in
        guard case .tables(let code) = search else { return false }
        return code == key.code || (key.code == nil && process.lookup.seeksHTTPErrorsByClass)
      }
      let inconsistent = Self.inconsistent(joins, table, searched, in: hierarchy)
      if !inconsistent.isEmpty { mark(isRaised, inconsistent, searched, in: hierarchy) }
    }
  }

  /// Marks what follows from the inconsistent classes of one table.
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
      if hasUnstableSubclass[index], searched[index] { misleading[index] = true }
      guard isUnstable || hasUnstableSubclass[index] else { continue }
      hierarchy.forEachBase(ClassID(Int32(index))) { hasUnstableSubclass[Int($0.index)] = true }
    }
  }

  /// Whether the answer to a raise of the class can depend on what was raised before.
  public func isUnstable(_ id: ClassID) -> Bool { unstable.indices.contains(Int(id.index)) && unstable[Int(id.index)] }

  /// Whether an entry of the class can change another class's answer.
  public func canMislead(_ id: ClassID) -> Bool {
    misleading.indices.contains(Int(id.index)) && misleading[Int(id.index)]
  }

  /// Whether the order of requests matters for the class: for its own answer, or for that of another class.
  public func involves(_ id: ClassID) -> Bool { isUnstable(id) || canMislead(id) }

  /// - Parameter searched: by class, whether searches for it go through the table, so that it can have an entry.
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
