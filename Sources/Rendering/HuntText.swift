import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Writes `hunt`: the shortest proof and the affected classes, or why the result is safe.
extension EventWriter {
  func write(_ hunt: HuntEvent, to text: inout StyledText) {
    guard let proof = hunt.proof else { return text += safe(hunt) }
    text +=
      "\("Not safe", .warning) under \(hunt.release.fullName). Shortest proof"
    text += " (\(counted(proof.raises.count, "request"))):\n"
    for raise in proof.raises.dropLast() { text += "  \(raise.text(texts), .code)\n" }
    if let last = proof.raises.last {
      let gap = isPlain ? ": " : "    "
      text += "  \(last.text(texts), .code)\(gap)\(difference(proof))\n"
    }
    writeAffected(hunt, to: &text)
  }

  private func safe(_ hunt: HuntEvent) -> StyledText {
    let name = hunt.target.map { target in
      texts[target] + (hunt.scope.map { " in \(texts[$0])" } ?? "")
    }
    switch hunt.basis {
    case .writesNothing:
      let other = hunt.release.framework.newestThatWritesBack
      return """
        \("Safe", .success): \(hunt.release.framework.name) \(hunt.series) does not write to its tables during a \
        lookup. Try \("use \(other.frameworkWord) \(other.name)", .code)\n
        """
    case .separateCache:
      return """
        \("Safe", .success): \(hunt.release.framework.name) \(hunt.series) stores results in a separate table that its \
        search does not read, so only a handler that is registered after the first request can be missed\n
        """
    case .memo where hunt.release.era.rules.lookup == .classesWithCache:
      return """
        \("Safe", .success): the cache of \(hunt.release.fullName) is a separate table, and every registration clears it\n
        """
    case .memo:
      return """
        \("Safe", .success): the memo of \(hunt.release.fullName) is a separate table, and every registration clears it\n
        """
    case .search:
      let subject: StyledText = name.map { "\($0, .code) is \("safe", .success)" } ?? "\("Safe", .success)"
      return """
        \(subject) under \(hunt.release.fullName): no order of requests changes \(name == nil ? "a" : "its") response \
        if all handlers are registered before the first request\n
        """
    }
  }

  /// Returns the response to the last request, and the response in a fresh process. If the client sees no difference,
  /// returns what the handlers received.
  private func difference(_ proof: HuntEvent.Proof) -> StyledText {
    let (now, fresh) = (brief(proof.answer), brief(proof.fresh))
    guard now.characters == fresh.characters else { return "\(now); in a fresh process: \(fresh)" }
    return """
      \(now), and the handler received \(proof.answer.argument.map { texts[$0] } ?? "nothing", .code); \
      in a fresh process it receives \(proof.fresh.argument.map { texts[$0] } ?? "nothing", .code)
      """
  }

  private func writeAffected(_ hunt: HuntEvent, to text: inout StyledText) {
    let isOne = hunt.affectedClasses == 1
    let places = hunt.affectedCount == hunt.affectedClasses ? "" : ", in \(hunt.affectedCount) tables"
    text +=
      "\(counted(hunt.affectedClasses, "class", "classes")) \(isOne ? "is" : "are") affected\(places):\n"
    let listed = hunt.affectedCount > 12 ? Array(hunt.affected.prefix(8)) : hunt.affected
    var table = Table(indent: 2)
    for affected in listed {
      let name = StyledText(affected.name(texts), .code)
      if isPlain {
        table.addLine("  " + name + ": " + wrongHandler(affected))
      } else {
        table.add([name, wrongHandler(affected)])
      }
    }
    write(table, to: &text)
    if listed.count < hunt.affectedCount { text += "  and \(hunt.affectedCount - listed.count) more\n" }
  }

  private func handler(_ handler: HandlerReference?) -> StyledText { handler.map { reference($0) } ?? "no handler" }

  private func wrongHandler(_ affected: HuntEvent.Affected) -> StyledText {
    """
    wrong handler from the entry for \(texts[affected.entry], .code) in \(affected.tableName): \
    \(handler(affected.handler)) instead of \(handler(affected.instead))
    """
  }
}

extension HuntEvent {
  /// The first two numbers of the release. The text is true for all releases that start with them.
  fileprivate var series: String { release.name.split(separator: ".").prefix(2).joined(separator: ".") }
}

extension HuntEvent.Affected {
  fileprivate func name(_ texts: TextTable) -> String {
    let target =
      switch raise.target {
      case .raise(let name): texts[name]
      case .visit(let visit): visit.rawValue
      case .abort(let code): "abort \(code)"
      case .respond(_, let status): "respond \(status)"
      }
    let route = raise.route.map { " at \(shownName(texts[$0]))" } ?? ""
    return target + route + (raise.scope.map { " in \(texts[$0])" } ?? "")
  }

  fileprivate var tableName: String { TableName.phrase(table) }
}
