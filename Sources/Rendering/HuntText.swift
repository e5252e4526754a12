import Diagnostics
import Interpreter
import Resolution
import Syntax

/// `hunt`: the shortest proof and the classes that are affected, or what safety rests on.
extension EventWriter {
  func write(_ hunt: HuntEvent, to text: inout StyledText) {
    guard let proof = hunt.proof else { return text += safe(hunt) }
    text +=
      "\("Not safe", .warning) under \(hunt.release.fullName). The shortest proof, \(counted(proof.raises.count, "raise")):\n"
    for raise in proof.raises.dropLast() { text += "  \(raise.text(texts), .code)\n" }
    if let last = proof.raises.last {
      let gap = isPlain ? ": " : "    "
      text += "  \(last.text(texts), .code)\(gap)\(difference(proof))\n"
    }
    writeAffected(hunt, to: &text)
  }

  private func safe(_ hunt: HuntEvent) -> StyledText {
    let whose = hunt.target.map { target in
      texts[target] + (hunt.scope.map { " in \(texts[$0])" } ?? "")
    }
    switch hunt.basis {
    case .writesNothing:
      let other = "use flask 0.12.2"
      return """
        \("Safe", .success): \(hunt.release.framework.name) \(hunt.series) writes nothing while it looks. Try \(other, .code)\n
        """
    case .memo:
      return """
        \("Safe", .success): the memo of \(hunt.release.fullName) is a table of its own, and every registration empties it\n
        """
    case .search:
      let subject: StyledText = whose.map { "\($0, .code) is \("safe", .success)" } ?? "\("Safe", .success)"
      return """
        \(subject) under \(hunt.release.fullName): no order of raises changes \(whose == nil ? "an" : "its") answer, \
        if every handler is registered before the first\n
        """
    }
  }

  /// What the last raise answers, and what it would have answered; where a client sees no difference, what the handlers
  /// received.
  private func difference(_ proof: HuntEvent.Proof) -> StyledText {
    let (now, fresh) = (brief(proof.answer), brief(proof.fresh))
    guard now.characters == fresh.characters else { return "\(now); in a new process \(fresh)" }
    return """
      \(now), for which the handler received \(proof.answer.argument.map { texts[$0] } ?? "nothing", .code); \
      in a new process it received \(proof.fresh.argument.map { texts[$0] } ?? "nothing", .code)
      """
  }

  private func writeAffected(_ hunt: HuntEvent, to text: inout StyledText) {
    let isOne = hunt.affectedClasses == 1
    let places = hunt.affectedCount == hunt.affectedClasses ? "" : ", in \(hunt.affectedCount) tables in all"
    text +=
      "\(counted(hunt.affectedClasses, "class", "classes")) \(isOne ? "is" : "are") affected\(places):\n"
    let listed = hunt.affectedCount > 12 ? Array(hunt.affected.prefix(8)) : hunt.affected
    var table = Table(indent: 2)
    for affected in listed {
      let name = StyledText(affected.name(texts), .code)
      if isPlain {
        table.addLine("  " + name + ": " + misleading(affected))
      } else {
        table.add([name, misleading(affected)])
      }
    }
    write(table, to: &text)
    if listed.count < hunt.affectedCount { text += "  and \(hunt.affectedCount - listed.count) more\n" }
  }

  private func misleading(_ affected: HuntEvent.Affected) -> StyledText {
    """
    misled by the entry for \(texts[affected.entry], .code) in \(affected.table): \(reference(affected.handler)) instead of \
    \(reference(affected.instead))
    """
  }
}

extension HuntEvent {
  /// The two numbers that begin the release's name: what is said of it holds for all of them.
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
    return raise.scope.map { "\(target) in \(texts[$0])" } ?? target
  }

  fileprivate var table: String { TableName.phrase(of: scope, code: code) }
}
