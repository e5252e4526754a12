import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Writes `why`, and the steps of a traced request: every table and class that the lookup checked, and what it never
/// reached.
extension EventWriter {
  func write(_ event: WhyEvent, to text: inout StyledText) {
    write(event.request.rest.lookups ?? [], event.request, to: &text)
    writeAnswer(event.request, to: &text)
    text.breakLine()
    if let fresh = event.request.rest.fresh { writeFresh(fresh, to: &text) }
    for remark in event.remarks { text += self.text(remark, of: event.request.release) + "\n" }
    text += "\(event.request.release.nameWithLibrary, .faint)\n"
  }

  func write(_ lookups: [LookupEvent], _ event: RequestEvent, to text: inout StyledText) {
    let memoName = event.release.era.rules.memoName
    guard !lookups.isEmpty else { return text += noLookup(event) + "\n" }
    if let option = event.trappedBy { text += trap(option.rawValue) }
    for (index, lookup) in lookups.enumerated() {
      // In Starlette, the outermost layer has one handler, for 500 or for Exception.
      let isOutermost = lookup.purpose == .serverError && !event.release.era.rules.hasServerErrorPath
      if index > 0 {
        let next = isOutermost ? "outermost layer" : lookup.purpose == .serverError ? "500 path" : "next layer"
        text += "then the \(next)\n"
      }
      write(lookup, hasWritten: !event.rest.written.isEmpty, isOutermost: isOutermost, memoName, to: &text)
    }
  }

  /// Explains why an HTTP exception is not handled as one.
  private func trap(_ option: String) -> StyledText {
    "\(option, .code) is on: Flask treats this HTTP exception like any other exception, without its own page\n"
  }

  /// Explains why there was no lookup.
  private func noLookup(_ event: RequestEvent) -> StyledText {
    if case .respond = event.target { return "no lookup: the view raised no exception" }
    let framework = event.release.framework.name
    let failures = event.rest.failures
    if event.propagatedBy != nil || failures.contains(where: { [.missingKey, .brokenApp, .notAClass].contains($0) }) {
      return "no lookup: \(framework) did not reach it"
    }
    if let escaped = event.answer.escaped {
      return "no lookup: \(texts[escaped], .code) is not a subclass of Exception, so \(framework) does not handle it"
    }
    if case .visit(.redirect) = event.target, !event.release.era.rules.raisesForMissingSlash {
      return "no lookup: \(framework) raises no exception for a missing slash"
    }
    if case .page? = event.rest.failures.first, event.answer.status == 500 {
      return "no lookup: an HTTP exception with the code None is already a response"
    }
    return event.answer.status == 200
      ? "no lookup: an HTTP exception with the code None is already a response"
      : "no lookup: a redirect from routing is already a response"
  }

  private func write(
    _ lookup: LookupEvent, hasWritten: Bool, isOutermost: Bool, _ memoName: String, to text: inout StyledText
  ) {
    if case .found(let line, let handler, let tables, let classes) = lookup.memo {
      let place = line.map { " at line \($0)" } ?? ""
      let saved = "\(counted(classes, "class", "classes")) in \(counted(tables, "table"))"
      let found = handler.map { reference($0) } ?? "no handler"
      text += """
        the \(memoName, .note) has \(texts[lookup.sought], .code), stored\(place): \(found)
          this saved checking \(saved)\n
        """
    } else {
      writeSearch(lookup, hasWritten: hasWritten, isOutermost: isOutermost, memoName, to: &text)
    }
  }

  private func writeSearch(
    _ lookup: LookupEvent, hasWritten: Bool, isOutermost: Bool, _ memoName: String, to text: inout StyledText
  ) {
    writeChain(shortened(lookup.mro.map { texts[$0] }), to: &text)
    text.breakLine()
    var rows =
      lookup.probes.map { Row($0, texts, isReached: true) } + lookup.unreached.map { Row($0, texts, isReached: false) }
    if let index = lookup.indexOfWrittenEntry { rows[index].write = hasWritten ? .done : .predicted }
    // All rows are in one table, so that the columns of all searched tables are aligned.
    var table = Table(indent: 2)
    var last: Row?
    for row in abridged(rows) {
      if !(last.map { $0.isSameTable(as: row) } ?? false) { table.addLine(heading(row, isOutermost: isOutermost)) }
      last = row
      if row.isEmptyTable { continue }
      if isPlain { table.addLine(sentence(row)) } else { table.add(cells(row)) }
    }
    write(table, to: &text)
    if lookup.memo == .remembers {
      text += "the \(memoName, .note) stores this result for \(texts[lookup.sought], .code)\n"
    }
  }

  /// Returns `app handlers for code 404`.
  private func heading(_ row: Row, isOutermost: Bool) -> StyledText {
    let scope = row.probe.table.scope
    if isOutermost { return StyledText(TableName.catchAll(of: scope), .heading) }
    var table: String
    switch row.probe.subject {
    case .registration: table = "\(TableName.handlers(of: scope)) in registration order"
    case .number(let number): table = TableName.number(number, of: scope)
    case .type, .emptyTable: table = TableName.table(row.probe.table)
    }
    if row.isEmptyTable { table += ": empty" }
    return StyledText(table, .heading)
  }

  private func cells(_ row: Row) -> [StyledText] {
    if row.isGap { return ["\(row.subject, .faint)"] }
    return ["\(row.subject, .code)", entry(row), remark(row)]
  }

  private func sentence(_ row: Row) -> StyledText {
    if row.isGap { return "  \(row.subject, .faint)" }
    let remark = remark(row)
    return "  \(row.subject): \(entry(row))" + (remark.isEmpty ? "" : ", " + remark)
  }

  private func entry(_ row: Row) -> StyledText {
    if let handler = row.probe.found { return reference(handler) }
    if row.probe.isMiss { return "no handler" }
    if case .registration = row.probe.subject { return StyledText("does not match", .faint) }
    return StyledText("no entry", .faint)
  }

  private func remark(_ row: Row) -> StyledText {
    guard row.isReached else { return "\("never reached", .note)" }
    switch row.write {
    case .done: return "\("the lookup then wrote one", .warning)"
    case .predicted: return "\("the cache would write an entry", .warning)"
    case nil: break
    }
    guard row.probe.isCached else { return StyledText() }
    let place = row.probe.writtenAt.map { " at line \($0)" } ?? ""
    return "\("written by the cache", .warning)\(place)"
  }

  /// Shortens a long run of classes without an entry: its ends show enough.
  private func abridged(_ rows: [Row]) -> [Row] {
    var kept: [Row] = []
    var index = 0
    while index < rows.count {
      let end = rows[index...].firstIndex { $0.probe.hasEntry || !$0.isSameTable(as: rows[index]) } ?? rows.count
      let run = rows[index..<end]
      if run.count > 12 {
        kept += run.prefix(4) + [Row(gapOf: run.count - 6, like: rows[index])] + run.suffix(2)
      } else {
        kept += run
      }
      index = end
      if index < rows.count, rows[index].probe.hasEntry {
        kept.append(rows[index])
        index += 1
      }
    }
    return kept
  }

  private func shortened(_ mro: [String]) -> [String] {
    mro.count > 20 ? mro.prefix(8) + ["... \(mro.count - 12) more ..."] + mro.suffix(4) : mro
  }
}

/// A row of a table.
private struct Row {
  let probe: LookupEvent.Probe
  let isReached: Bool
  /// The number of rows that it replaces, if it replaces several.
  var gap: Int?
  /// Whether the cache writes an entry here, or would write it.
  var write: Write?

  enum Write {
    case done, predicted
  }

  /// The class or number that was checked.
  private let tried: String

  init(_ probe: LookupEvent.Probe, _ texts: TextTable, isReached: Bool) {
    self.probe = probe
    tried =
      switch probe.subject {
      case .emptyTable: ""
      case .type(let name), .registration(let name): texts[name]
      case .number(let number): String(number)
      }
    self.isReached = isReached
  }

  init(gapOf count: Int, like row: Row) {
    self = row
    gap = count
  }

  var isGap: Bool { gap != nil }

  var isEmptyTable: Bool { probe.subject == .emptyTable }

  var subject: String { gap.map { "... \($0) more without an entry ..." } ?? tried }

  func isSameTable(as other: Row) -> Bool { probe.table == other.probe.table }
}

extension EraRules {
  /// The word for a cache of its own table: singledispatch itself has one, Flask gets one with `with memo`.
  var memoName: String { lookup == .classesWithCache ? "cache" : "memo" }
}

extension LookupEvent.Probe {
  fileprivate var hasEntry: Bool { found != nil || isMiss }
}

extension LookupEvent {
  /// The index of the step for the raised class itself in the table in which the cache writes, if it does.
  fileprivate var indexOfWrittenEntry: Int? {
    guard let writes else { return nil }
    return probes.firstIndex { $0.subject == .type(sought) && $0.table == writes }
  }
}
