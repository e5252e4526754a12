import Resolution

/// What the process has done since it was started.
package struct StatsEvent: Sendable, Hashable {
  package struct Row: Sendable, Hashable {
    package enum Name: String, Sendable, Hashable, CaseIterable {
      case raises
      case tables
      case classes
      case cacheHits = "cache-hits"
      case cacheEntries = "cache-entries"
      case unusedEntries = "unused-entries"
      case memoEntries = "memo-entries"
      case memoHits = "memo-hits"
    }

    package var name: Name
    package var value: Int
  }

  package var flask: String
  /// Whether the release writes what it finds into its tables.
  package var writesBack: Bool
  package var hasMemo: Bool
  /// Every name, in order.
  package var rows: [Row]
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
        case .tables: counters.looks.tables
        case .classes: counters.looks.classes
        case .cacheHits: counters.cacheHits
        case .cacheEntries: entries
        case .unusedEntries: entries - process.tables.rows.count { $0.writtenBy != nil && $0.wasUsed }
        case .memoEntries: process.memo.count
        case .memoHits: counters.memoHits
        }
      return StatsEvent.Row(name: name, value: value)
    }
    return StatsEvent(
      flask: release.name, writesBack: process.writesBack, hasMemo: process.resolver == .memo, rows: rows)
  }
}
