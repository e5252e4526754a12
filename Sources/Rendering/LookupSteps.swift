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
    /// The index of the lookup; nil for the response.
    public var lookup: Int?
    /// The index of the check among the checks of its lookup; nil for a result.
    public var probe: Int?
    /// Whether the cache writes an entry here.
    public var writes = false

    init(line: Int? = nil, says: StyledText, lookup: Int? = nil, probe: Int? = nil, writes: Bool = false) {
      self.line = line
      self.says = says
      self.lookup = lookup
      self.probe = probe
      self.writes = writes
    }
  }

  /// The pseudocode of the lookup.
  public let code: Pseudocode
  /// The stops in order; the last one is the response.
  public private(set) var stops: [Stop] = []
  /// The lookups, in order.
  let lookups: [LookupEvent]
  let text: EventWriter
  private let rules: EraRules

  /// Why there is no lookup to show.
  public struct Problems: Error {
    /// The errors of the question; empty if nothing is asked.
    public var diagnostics: [Diagnostic]
  }

  /// Asks `why` about a request, in a copy of the session, so that the question adds no line to it.
  /// - Parameter request: as after `why`; empty for the last request.
  /// - Returns: the request and the steps of its lookups.
  public static func asking(
    _ request: String, in session: Session, isPlain: Bool
  ) -> Result<(request: String, steps: LookupSteps), Problems> {
    var copy = session
    let events = copy.run("why \(request)\n")
    guard case .why(let event)? = events.last?.kind else {
      return .failure(
        Problems(
          diagnostics: events.compactMap { event in
            if case .diagnostic(let diagnostic) = event.kind { diagnostic } else { nil }
          }))
    }
    let texts = copy.source.texts
    return .success((event.request.text(texts), LookupSteps(event, texts, isPlain: isPlain)))
  }

  /// Creates steps without a lookup: only the pseudocode of a release.
  public init(of release: Release, _ texts: TextTable) {
    rules = release.era.rules
    code = rules.lookup.pseudocode
    text = EventWriter(.prompt(isPlain: false), texts)
    lookups = []
  }

  /// - Parameter texts: the texts of the source that the session has read.
  public init(_ event: WhyEvent, _ texts: TextTable, isPlain: Bool) {
    rules = event.request.release.era.rules
    code = rules.lookup.pseudocode
    text = EventWriter(.prompt(isPlain: isPlain), texts)
    lookups = event.request.rest.lookups ?? []
    for index in lookups.indices { add(index) }
    var answer: StyledText = "the response: "
    text.writeAnswer(event.request, to: &answer)
    stops.append(Stop(says: answer))
  }

  private mutating func add(_ index: Int) {
    let lookup = lookups[index]
    let isOutermost = lookup.purpose == .serverError && !rules.hasServerErrorPath
    if index > 0 {
      let next =
        isOutermost ? "the outermost layer" : lookup.purpose == .serverError ? "the 500 path" : "the next layer"
      stops.append(Stop(says: "\(next): looking for a handler for \(text.texts[lookup.sought], .code)", lookup: index))
    }
    if isOutermost {
      let handler = lookup.probes.first?.found.map { text.reference($0) } ?? "no handler"
      let place = TableName.catchAll(of: lookup.probes.first?.table.scope)
      return stops.append(Stop(says: "\(place): \(handler)", lookup: index, probe: lookup.probes.isEmpty ? nil : 0))
    }
    if case .found(_, let handler, _, _) = lookup.memo {
      let found = handler.map { text.reference($0) } ?? "no handler"
      return stops.append(
        Stop(says: "the \(rules.memoName) has \(text.texts[lookup.sought], .code): \(found)", lookup: index))
    }
    for (number, probe) in lookup.probes.enumerated() {
      let line = code.index(of: role(of: probe.subject))
      stops.append(Stop(line: line, says: "\(place(probe)): \(text.found(probe))", lookup: index, probe: number))
    }
    let hit = lookup.probes.last.flatMap { $0.found != nil || $0.isMiss ? $0 : nil }
    let found = hit?.found.map { text.reference($0) } ?? "no handler"
    if lookup.writes != nil, let line = code.index(of: hit == nil ? .writeNothing : .write) {
      let name = text.texts[lookup.sought]
      stops.append(
        Stop(
          line: line, says: "\("the cache", .warning) writes an entry: \(name, .code) now has \(found)", lookup: index,
          writes: true))
    }
    guard let hit else {
      return stops.append(Stop(line: code.index(of: .nothing), says: "no table has an entry", lookup: index))
    }
    guard role(of: hit.subject) != .number else { return }
    stops.append(Stop(line: code.index(of: .found), says: "found: \(found)", lookup: index))
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
