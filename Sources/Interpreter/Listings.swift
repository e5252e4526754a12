import Resolution
import Syntax

/// `classes`: the rows from which the hierarchy is drawn.
extension Session {
  /// The known classes above the declared ones, the most general first, and then these in order of declaration.
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

  /// What a reader wants to see above the declared classes. That an exception is a BaseException and an object goes
  /// without saying, unless a declared class names these as its bases.
  private func knownAncestors(of declared: [ClassID]) -> [ClassID] {
    let hierarchy = app.hierarchy
    let bases = Set(declared.flatMap { hierarchy.bases($0) }.filter { hierarchy.isKnown($0) })
    var ancestors = bases
    for base in bases {
      for ancestor in hierarchy.mro(base) where hierarchy.isException(ancestor) { ancestors.insert(ancestor) }
    }
    return ancestors.sorted { (hierarchy.depth($0), $0.index) < (hierarchy.depth($1), $1.index) }
  }

  /// The first class of the MRO that two of the bases have for an ancestor. `object` is everybody's, and a base that is
  /// an ancestor of another base makes no diamond.
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

/// What the process has done since it was started.
public struct StatsEvent: Sendable, Hashable {
  /// One count of the process.
  public struct Row: Sendable, Hashable {
    /// What is counted; the raw value is the name in JSON.
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

    /// What is counted.
    public var name: Name
    /// How many there were since the process was started; of entries, how many there are.
    public var value: Int
  }

  /// The release.
  public var release: Release
  /// Whether the release writes what it finds into its tables.
  public var writesBack: Bool
  /// Whether the lookup has a memo (`with memo`).
  public var hasMemo: Bool
  /// Every name, in order.
  public var rows: [Row]
}

/// `stats`: the cost of the lookups since the last restart, and what the cache has come to.
extension Session {
  var stats: StatsEvent {
    let counters = process.counters
    let entries = process.writesBack ? process.tables.rows.count { $0.writtenBy != nil } : 0
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
      release: release, writesBack: process.writesBack, hasMemo: process.resolver == .memo, rows: rows)
  }
}
