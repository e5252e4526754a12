import Interpreter

/// `stats` as text: what the release in use has a use for.
extension EventText {
  func text(_ stats: StatsEvent) -> StyledText {
    let rows = stats.rows.filter { stats.hasUse(for: $0.name) }
    let width = rows.map { $0.name.words.utf8.count }.max() ?? 0
    var text = StyledText()
    for row in rows {
      let remark = remark(row, stats)
      text += "\(StyledText(row.name.words).padded(to: isPlain ? 0 : width))\(isPlain ? ":" : " ") \(row.value)"
      text += remark.isEmpty ? "\n" : (isPlain ? ", " : "  ") + remark + "\n"
    }
    return text
  }

  private func remark(_ row: StatsEvent.Row, _ stats: StatsEvent) -> StyledText {
    switch row.name {
    case .cacheEntries where row.value > 0: "nobody registered them, and nothing removes them"
    case .unusedEntries where row.value > 0: "no later lookup came to them; each keeps its class alive"
    case .memoHits: "lookups that were not made"
    default: StyledText()
    }
  }
}

extension StatsEvent {
  fileprivate func hasUse(for name: Row.Name) -> Bool {
    switch name {
    case .raises, .tables, .classes: true
    case .cacheHits, .cacheEntries, .unusedEntries: writesBack
    case .memoEntries, .memoHits: hasMemo
    }
  }

  var members: [JSONValue.Member] {
    let rows = rows.map { row -> JSONValue in ["name": .string(row.name.rawValue), "value": .integer(row.value)] }
    return [.init("flask", .string(flask)), .init("memo", .bool(hasMemo)), .init("rows", .array(rows))]
  }
}

extension StatsEvent.Row.Name {
  fileprivate var words: String {
    switch self {
    case .raises: "raises"
    case .tables: "tables looked at"
    case .classes: "classes looked at"
    case .cacheHits: "cache hits"
    case .cacheEntries: "cache entries"
    case .unusedEntries: "of these unused"
    case .memoEntries: "memo entries"
    case .memoHits: "memo hits"
    }
  }
}
