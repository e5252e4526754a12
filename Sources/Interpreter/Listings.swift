import Resolution
import Syntax

/// `classes`: the rows that show the class hierarchy.
extension Session {
  /// The known ancestors of declared classes, the most general first, then the declared classes in order of
  /// declaration.
  var classRows: [ClassRow] {
    let names = app.declaredNames
    let declared = names.indices.map { ClassID(Int32(app.hierarchy.knownCount + $0)) }
    let known = knownAncestors(of: declared)
    let places = Dictionary(uniqueKeysWithValues: (known + declared).enumerated().map { ($1, $0) })
    return known.map { classRow($0, line: nil, places) }
      + zip(declared, names).map { classRow($0, line: line($1.span), places) }
  }

  private func classRow(_ id: ClassID, line: Int?, _ places: [ClassID: Int]) -> ClassRow {
    let hierarchy = app.hierarchy
    let bases = hierarchy.bases(id)
    return ClassRow(
      name: name(id), bases: bases.map { name($0) }, baseRows: bases.compactMap { places[$0] },
      code: hierarchy.code(id).map { Int($0) },
      depth: hierarchy.depth(id), line: line, diamond: diamond(id).map { name($0) })
  }

  /// Returns the known classes that are shown above the declared classes.
  ///
  /// BaseException and object are left out, because all exceptions derive from them. They are shown if a declared class
  /// names them as its base classes.
  private func knownAncestors(of declared: [ClassID]) -> [ClassID] {
    let hierarchy = app.hierarchy
    let bases = Set(declared.flatMap { hierarchy.bases($0) }.filter { hierarchy.isKnown($0) })
    var ancestors = bases
    for base in bases {
      for ancestor in hierarchy.mro(base) where hierarchy.isException(ancestor) { ancestors.insert(ancestor) }
    }
    return ancestors.sorted { (hierarchy.depth($0), $0.index) < (hierarchy.depth($1), $1.index) }
  }

  /// Returns the first class on the MRO that is an ancestor of two of the base classes.
  ///
  /// `object` does not count, because every class has it. Neither does a base class that is an ancestor of another base
  /// class.
  private func diamond(_ id: ClassID) -> ClassID? {
    let hierarchy = app.hierarchy
    let bases = hierarchy.bases(id)
    guard bases.count > 1 else { return nil }
    var seen: [ClassID: Int] = [:]
    for base in bases {
      for ancestor in hierarchy.mro(base) { seen[ancestor, default: 0] += 1 }
    }
    let meeting = hierarchy.mro(id).first { seen[$0] ?? 0 > 1 }
    guard let meeting, meeting != hierarchy.wellKnown.object, !bases.contains(meeting) else { return nil }
    return meeting
  }
}

/// The counters of the process since it was started.
public struct StatsEvent: Sendable, Hashable {
  /// One counter of the process.
  public struct Row: Sendable, Hashable {
    /// The name of a counter. The raw value is the name in JSON.
    public enum Name: String, Sendable, Hashable, CaseIterable {
      case raises
      case tables
      case classes
      case cacheHits = "cache-hits"
      case cacheEntries = "cache-entries"
      case unusedEntries = "unused-entries"
      case memoEntries = "memo-entries"
      case memoHits = "memo-hits"
    }

    /// The name of the counter.
    public var name: Name
    /// The count since the process was started. For entries, the current number.
    public var value: Int
  }

  /// The release.
  public var release: Release
  /// Whether a lookup of the release stores its result and no registration removes it.
  public var writes: Bool
  /// Whether the lookup has a memo (`with memo`).
  public var hasMemo: Bool
  /// A row for each name, in order.
  public var rows: [Row]
}

/// `stats`: the cost of the lookups since the last restart, and the size of the cache.
extension Session {
  var stats: StatsEvent {
    let counters = process.counters
    let entries = process.writes ? process.tables.rows.count { $0.writtenBy != nil } : 0
    let rows = StatsEvent.Row.Name.allCases.map { name in
      let value =
        switch name {
        case .raises: Int(process.requests)
        case .tables: counters.cost.tables
        case .classes: counters.cost.classes
        case .cacheHits: counters.cacheHits
        case .cacheEntries: entries
        case .unusedEntries: entries - process.tables.rows.count { $0.writtenBy != nil && $0.wasUsed }
        case .memoEntries: process.memo.count
        case .memoHits: counters.memoHits
        }
      return StatsEvent.Row(name: name, value: value)
    }
    return StatsEvent(
      release: release, writes: process.writes, hasMemo: process.resolver == .memo, rows: rows)
  }
}
