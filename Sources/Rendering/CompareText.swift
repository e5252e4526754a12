import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Writes `compare`: one row for neighboring eras with the same response, the differences in words, and the first step
/// of the lookup at which neighboring rows differ.
extension EventWriter {
  func write(_ event: CompareEvent, to text: inout StyledText) {
    guard !event.comparisons.isEmpty else { return text += "no class is declared\n" }
    if event.target == nil { text += "in a fresh process:\n" }
    for comparison in event.comparisons {
      if event.target == nil { text += "\(comparison.request.question(texts), .code)\n" }
      text.indent(by: event.target == nil ? 2 : 0) { write(comparison, to: &$0) }
    }
  }

  private func write(_ comparison: CompareEvent.Comparison, to text: inout StyledText) {
    let inUse = comparison.rows.first { $0.isCurrent }
    let raised: TextID? = if case .raise(let name) = comparison.target { name } else { nil }
    var table = Table()
    for row in comparison.rows {
      let (answer, mark) = (line(row, raised), mark(row, unlike: inUse))
      if isPlain {
        text += "\(row.releases): \(answer)" + (mark.isEmpty ? "" : "; " + mark) + "\n"
      } else {
        table.add([StyledText(row.releases), answer, mark])
      }
    }
    write(table, to: &text)
    for divergence in comparison.divergences { text.appendLine(words(divergence)) }
  }

  private func mark(_ row: CompareEvent.Row, unlike inUse: CompareEvent.Row?) -> StyledText {
    guard let inUse else { return StyledText() }
    if row.isCurrent { return "\("current", .strong)" }
    return row.now == inUse.now && row.fresh == inUse.fresh ? "same as current" : "\("differs", .warning)"
  }

  /// - Parameter target: the raised class, which the handler usually receives.
  private func line(_ row: CompareEvent.Row, _ target: TextID?) -> StyledText {
    var line = words(row.now, target)
    if row.now != row.fresh { line += "; in a fresh process: \(words(row.fresh, target))" }
    if case .answer = row.now, let leftOut = row.leftOut { line += "; without " + StyledText(prose: leftOut) }
    return line
  }

  private func words(_ verdict: CompareEvent.Verdict, _ target: TextID?) -> StyledText {
    switch verdict {
    case .notPossible(let reason): return "\("not possible", .warning): " + StyledText(prose: reason)
    case .answer(let answer):
      guard let handler = answer.handler else { return brief(answer) }
      let received: StyledText =
        answer.argument == target ? "" : ", which received \(argument(answer.argument, answer.original))"
      let then: StyledText = answer.escaped.map { ", then \("crash", .error) (\(texts[$0], .code))" } ?? ""
      return "\(response(answer)) from \(reference(handler))\(received)\(then)"
    }
  }

  /// Returns `0.12.5 and 1.0 differ at E1 in the app handlers by exception class: ...`
  func words(_ divergence: CompareEvent.Divergence) -> StyledText {
    let both: StyledText = "\(divergence.framework) \(divergence.before) and \(divergence.after)"
    switch (divergence.stepBefore, divergence.stepAfter) {
    case (.ended, .ended):
      guard let before = divergence.receivedBefore, let after = divergence.receivedAfter, before != after else {
        return "\(both) do the same lookup with the same result, but continue differently"
      }
      return """
        \(both) find the same handler: \(divergence.before) calls it with \(argument(before.argument, before.original)), \
        \(divergence.after) with \(argument(after.argument, after.original))
        """
    case (.probe(let first), .probe(let second)) where first.isAtSamePlace(as: second):
      return """
        \(both) differ at \(place(first)): \(divergence.before) finds \(found(first)), \(divergence.after) finds \
        \(found(second))
        """
    default:
      return """
        \(both) differ: \(divergence.before) \(next(divergence.stepBefore)), \(divergence.after) \
        \(next(divergence.stepAfter))
        """
    }
  }

  private func next(_ step: CompareEvent.Divergence.Step) -> StyledText {
    guard case .probe(let probe) = step else { return "ends the lookup" }
    if probe.found != nil { return "checks \(place(probe)) and finds \(found(probe))" }
    switch probe.subject {
    case .emptyTable: return "reaches \(place(probe)), which is empty"
    case .registration: return "checks \(place(probe)), which does not match"
    case .type, .number: return "checks \(place(probe)) and finds no entry"
    }
  }

  /// Returns `E1 in the app handlers by exception class`.
  private func place(_ probe: LookupEvent.Probe) -> StyledText {
    let scope = probe.table.scope
    let the = scope == nil ? "the " : ""
    switch probe.subject {
    case .emptyTable: return StyledText(TableName.phrase(probe.table))
    case .type(let name): return "\(texts[name], .code) in \(TableName.phrase(probe.table))"
    case .number(let number): return StyledText(the + TableName.number(number, of: scope))
    case .registration(let name):
      return "the registration for \(texts[name], .code) in \(the + TableName.handlers(of: scope))"
    }
  }
}

extension CompareEvent.Row {
  fileprivate var releases: String { first == last ? first.fullName : "\(first.fullName) to \(last.name)" }
}

extension LookupEvent.Probe {
  fileprivate func isAtSamePlace(as other: Self) -> Bool {
    table == other.table && subject == other.subject
  }
}
