/// Which registrations would come too late for classes that the cache has an entry for (0.11 to 0.12.5).
///
/// Once T[C] was written, a handler that is registered for an ancestor of C is not seen by C. To warn of that, each class
/// that C's search could have ended at is noted with C. That costs as much as C's search did, and is done only when a
/// handler comes late.
struct UnseenRegistrations: Sendable {
  /// How many entries of the cache are noted.
  private var noted = 0
  /// By table and target: the classes that would not see a handler for it.
  private var classes: [TableKey: [ClassID: [ClassID]]] = [:]

  /// More classes than these are not noted for one target: some examples are enough.
  private static let limit = 100

  /// The classes that keep their entries, though a handler is registered for one of their ancestors.
  func classes(missing target: ClassID, in key: TableKey) -> [ClassID] { classes[key]?[target] ?? [] }

  mutating func note(_ tables: HandlerTables, in hierarchy: Hierarchy) {
    for write in tables.cacheWrites[noted...] { note(write, tables, hierarchy) }
    noted = tables.cacheWrites.count
  }

  private mutating func note(_ write: HandlerTables.CacheWrite, _ tables: HandlerTables, _ hierarchy: Hierarchy) {
    guard let table = tables.table(write.key) else { return }
    var current = write.id
    // In a chain an ancestor with an entry of the cache has noted all that stands behind it.
    while let base = hierarchy.onlyBase(current) {
      guard note(base, for: write) else { return }
      if table[base] != nil { return }
      current = base
    }
    for ancestor in hierarchy.mro(current).dropFirst() {
      guard note(ancestor, for: write) else { continue }
      if let entry = table[ancestor], entry.writtenBy == nil { return }
    }
  }

  /// - Returns: whether there was room for it.
  private mutating func note(_ target: ClassID, for write: HandlerTables.CacheWrite) -> Bool {
    guard classes[write.key]?[target]?.count ?? 0 < Self.limit else { return false }
    classes[write.key, default: [:]][target, default: []].append(write.id)
    return true
  }
}
