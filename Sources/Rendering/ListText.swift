import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Writes `classes`, `handlers` and `blueprints` as text.
extension EventWriter {
  func write(_ rows: [ClassRow], to text: inout StyledText) {
    guard !rows.isEmpty else { return text += "no class is declared\n" }
    let tree = ClassTree(rows, texts)
    text += isPlain ? tree.sentences : tree.drawing
  }

  func write(_ rows: [HandlerRow], to text: inout StyledText) {
    guard !rows.isEmpty else { return text += "no table has an entry\n" }
    var table = Table(indent: 2, hasRemarks: true)
    var last: HandlerRow?
    for row in rows {
      if last.map({ $0.table != row.table }) ?? true {
        table.addLine("\(row.heading, .heading)")
      }
      last = row
      let subject: StyledText = "\(row.subject(texts), .code)"
      let handler = row.handler.map { reference($0) } ?? "no handler"
      let remark = row.writtenAt.map { "\("written by the cache", .warning) at line \($0)" as StyledText }
      if isPlain {
        table.addLine("  " + subject + "  " + handler + (remark.map { "  " + $0 } ?? ""))
      } else {
        table.add([subject, handler, remark ?? ""])
      }
    }
    write(table, to: &text)
  }

  func write(_ rows: [BlueprintRow], to text: inout StyledText) {
    guard !rows.isEmpty else { return text += "no blueprint is declared\n" }
    for row in rows {
      text +=
        "\(shownName(row.name), .code)\(row.parent.map { " in \($0)" } ?? "")  line \(row.line)  \(row.state.words)\n"
    }
  }
}

extension HandlerRow {
  fileprivate func subject(_ texts: TextTable) -> String {
    type.map { texts[$0] } ?? table.code.map { "number \($0)" } ?? ""
  }

  fileprivate var heading: String { TableName.table(table) }
}

extension BlueprintRow.State {
  fileprivate var words: String {
    switch self {
    case .waiting: "mounted by the next request"
    case .mounted: "mounted"
    case .unreachable: "not mounted: declared too late"
    }
  }
}

/// Writes `stats` as text: the rows that apply to the current release.
extension EventWriter {
  func write(_ stats: StatsEvent, to text: inout StyledText) {
    let rows = stats.rows.filter { stats.applies($0.name) }
    var table = Table(hasRemarks: true)
    for row in rows {
      let remark = remark(row, stats)
      if isPlain {
        text += "\(row.name.words(stats.release)): \(row.value)" + (remark.isEmpty ? "" : ", " + remark) + "\n"
      } else {
        table.add([StyledText(row.name.words(stats.release)), "\(row.value)", remark])
      }
    }
    write(table, to: &text)
  }

  private func remark(_ row: StatsEvent.Row, _ stats: StatsEvent) -> StyledText {
    switch row.name {
    case .cacheEntries where row.value > 0: "you did not register them, and nothing removes them"
    case .unusedEntries where row.value > 0: "no later lookup used them; each one keeps its class in memory"
    case .memoHits: "lookups that were saved"
    default: StyledText()
    }
  }
}

extension StatsEvent {
  fileprivate func applies(_ name: Row.Name) -> Bool {
    switch name {
    case .raises, .tables, .classes: true
    case .cacheHits, .cacheEntries, .unusedEntries: writes
    case .memoEntries, .memoHits: hasMemo || release.era.rules.lookup == .classesWithCache
    }
  }

  func writeMembers(to json: inout JSONWriter) {
    json.member(release.members.framework, release.name)
    json.member("memo", hasMemo)
    json.objects("rows", rows) { json, row in
      json.member("name", row.name.rawValue)
      json.member("value", row.value)
    }
  }
}

extension StatsEvent.Row.Name {
  fileprivate func words(_ release: Release) -> String {
    switch self {
    case .raises: "raises"
    case .tables: "tables searched"
    case .classes: "classes checked"
    case .cacheHits: "cache hits"
    case .cacheEntries: "cache entries"
    case .unusedEntries: "of these, unused"
    case .memoEntries: "\(release.era.rules.memoName) entries"
    case .memoHits: "\(release.era.rules.memoName) hits"
    }
  }
}
