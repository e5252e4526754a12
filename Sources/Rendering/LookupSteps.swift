import Diagnostics
import Interpreter
import Resolution
import Syntax

/// The lookups of one request, step by step: one stop for each check in a table, with the line of pseudocode that runs
/// there.
public struct LookupSteps: Sendable {
  /// A check in a table, or the result of the checks before it.
  public struct Stop: Sendable {
    /// The line of the pseudocode, from 0; nil if the text belongs to no line.
    public var line: Int?
    /// What is checked, and what was found.
    public var says: StyledText
  }

  /// The pseudocode of the lookup.
  public let code: Pseudocode
  /// The stops in order; the last one is the response.
  public private(set) var stops: [Stop] = []
  private let text: EventWriter
  private let rules: EraRules

  /// - Parameter texts: the texts of the source that the session has read.
  public init(_ event: WhyEvent, code: Pseudocode, _ texts: TextTable, isPlain: Bool) {
    self.code = code
    text = EventWriter(.prompt(isPlain: isPlain), texts)
    rules = event.request.release.era.rules
    for (index, lookup) in (event.request.rest.lookups ?? []).enumerated() { add(lookup, isFirst: index == 0) }
    var answer: StyledText = "the response: "
    text.writeAnswer(event.request, to: &answer)
    stops.append(Stop(line: nil, says: answer))
  }

  private mutating func add(_ lookup: LookupEvent, isFirst: Bool) {
    let isOutermost = lookup.purpose == .serverError && !rules.hasServerErrorPath
    if !isFirst {
      let next =
        isOutermost ? "the outermost layer" : lookup.purpose == .serverError ? "the 500 path" : "the next layer"
      stops.append(Stop(line: nil, says: "\(next): looking for a handler for \(text.texts[lookup.sought], .code)"))
    }
    if isOutermost {
      let handler = lookup.probes.first?.found.map { text.reference($0) } ?? "no handler"
      let place = TableName.catchAll(of: lookup.probes.first?.table.scope)
      return stops.append(Stop(line: nil, says: "\(place): \(handler)"))
    }
    if case .found(_, let handler, _, _) = lookup.memo {
      let found = handler.map { text.reference($0) } ?? "no handler"
      return stops.append(
        Stop(line: nil, says: "the \(rules.memoName) has \(text.texts[lookup.sought], .code): \(found)"))
    }
    for probe in lookup.probes {
      let role = role(of: probe.subject)
      stops.append(Stop(line: code.index(of: role), says: "\(place(probe)): \(text.found(probe))"))
    }
    let hit = lookup.probes.last.flatMap { $0.found != nil || $0.isMiss ? $0 : nil }
    let found = hit?.found.map { text.reference($0) } ?? "no handler"
    if lookup.writes != nil, let line = code.index(of: hit == nil ? .writeNothing : .write) {
      let name = text.texts[lookup.sought]
      stops.append(
        Stop(line: line, says: "\("the cache", .warning) writes an entry: \(name, .code) now has \(found)"))
    }
    guard let hit else {
      return stops.append(Stop(line: code.index(of: .nothing), says: "no table has an entry"))
    }
    guard role(of: hit.subject) != .number else { return }
    stops.append(Stop(line: code.index(of: .found), says: "found: \(found)"))
  }

  private func role(of subject: LookupEvent.Probe.Subject) -> Pseudocode.Role {
    switch subject {
    case .emptyTable: .table
    case .type, .registration: .probe
    case .number: .number
    }
  }

  /// Returns `app handlers by exception class, Timeout`.
  private func place(_ probe: LookupEvent.Probe) -> StyledText {
    let scope = probe.table.scope
    switch probe.subject {
    case .emptyTable: return StyledText(TableName.table(probe.table))
    case .type(let name): return "\(TableName.table(probe.table)), \(text.texts[name], .code)"
    case .registration(let name):
      return "\(TableName.handlers(of: scope)), the registration for \(text.texts[name], .code)"
    case .number(let number): return StyledText(TableName.number(number, of: scope))
    }
  }

  // MARK: Showing

  /// Returns the pseudocode with a mark at the line of the stop, and what was found there.
  public func page(_ index: Int) -> StyledText {
    guard stops.indices.contains(index) else { return StyledText() }
    let stop = stops[index]
    var page = StyledText()
    for (number, line) in code.lines.enumerated() {
      let isHere = number == stop.line
      // A wrapped line continues further to the right than the lines of its block.
      let start = line.text.prefix { $0 == " " }.count + 4
      let style: StyledText.Style = isHere ? .strong : .plain
      page += "\(isHere ? ">" : " ", .strong) \(String(line.text.prefix(start)), style)"
      page.hangHere()
      page += "\(String(line.text.dropFirst(start)), style)\n"
    }
    return page + "\(index + 1) of \(stops.count)  " + stop.says + "\n"
  }

  /// The pseudocode with line numbers, for screen readers.
  public var numberedCode: StyledText {
    var text = StyledText()
    for (number, line) in code.lines.enumerated() { text += "line \(number + 1): \(line.text)\n" }
    return text
  }

  /// Returns one stop in a sentence.
  public func sentence(_ index: Int) -> StyledText {
    guard stops.indices.contains(index) else { return StyledText() }
    let stop = stops[index]
    let place = stop.line.map { ", line \($0 + 1)" } ?? ""
    return "step \(index + 1) of \(stops.count)\(place): " + stop.says + "\n"
  }
}

extension EventWriter {
  /// Returns what is in a table: a handler and who wrote it, or nothing.
  func found(_ probe: LookupEvent.Probe) -> StyledText {
    guard let handler = probe.found else {
      if probe.isMiss { return "no handler, \(writer(probe))" }
      switch probe.subject {
      case .emptyTable: return "the table is empty"
      case .registration: return "it does not match"
      case .type, .number: return "no entry"
      }
    }
    return probe.isCached ? "\(reference(handler)), \(writer(probe))" : reference(handler)
  }

  private func writer(_ probe: LookupEvent.Probe) -> StyledText {
    "\("written by the cache", .warning)\(probe.writtenAt.map { " at line \($0)" } ?? "")"
  }
}
