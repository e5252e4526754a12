import Diagnostics
import Interpreter
import Resolution
import Syntax

extension CompareEvent {
  /// Writes the rows and divergences of all comparisons, one after the other.
  func writeMembers(to json: inout JSONWriter) {
    if let target { json.member("target", target) } else { json.null("target") }
    json.member(route: route)
    json.member("scope", scope)
    json.member("request", request?.text(json.texts))
    json.array("rows") { json in
      for comparison in comparisons { comparison.writeRows(to: &json) }
    }
    json.array("partings") { json in
      for comparison in comparisons { comparison.writeDivergences(to: &json) }
    }
  }
}

extension CompareEvent.Comparison {
  /// Writes the releases of the row, the request, the response, and why there is none.
  fileprivate func writeRows(to json: inout JSONWriter) {
    for row in rows {
      json.object { json in
        json.member("target", target)
        json.member(route: route)
        json.member("scope", scope)
        json.member("from", row.first.name)
        json.member("to", row.last.name)
        json.member(row.last.members.framework, row.last.name)
        json.object("now", row.now.answer) { $1.writeMembers(to: &$0) }
        json.object("fresh", row.fresh.answer) { $1.writeMembers(to: &$0) }
        json.member("notPossible", row.now.reason ?? row.fresh.reason)
        json.member("leftOut", row.leftOut)
        json.member("inUse", row.isCurrent)
      }
    }
  }

  fileprivate func writeDivergences(to json: inout JSONWriter) {
    for divergence in divergences {
      json.object { json in
        json.member("target", target)
        json.member(route: route)
        json.member("scope", scope)
        json.member("before", divergence.before)
        json.member("after", divergence.after)
        json.member("text", json.words.words(divergence).characters)
      }
    }
  }
}

extension CompareEvent.Verdict {
  fileprivate var answer: Answer? { if case .answer(let answer) = self { answer } else { nil } }

  fileprivate var reason: String? { if case .notPossible(let reason) = self { reason } else { nil } }
}

extension HuntEvent {
  func writeMembers(to json: inout JSONWriter) {
    json.member("target", target)
    json.member("scope", scope)
    json.member(release.members.framework, release.name)
    json.member("safe", isSafe)
    json.objects("raises", proof?.raises ?? []) { json, raise in
      json.member("target", raise.target)
      json.member(route: raise.route)
      json.member("scope", raise.scope)
    }
    json.object("answer", proof?.answer) { $1.writeHuntMembers(to: &$0) }
    json.object("fresh", proof?.fresh) { $1.writeHuntMembers(to: &$0) }
    json.objects("affected", affected) { $1.writeMembers(to: &$0) }
    json.member("affectedCount", affectedCount)
  }
}

extension HuntEvent.Affected {
  /// Writes the affected request, the cache entry that causes it, the line of the handler in that entry, and the line
  /// of the handler that a fresh process finds.
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("target", raise.target)
    json.member(route: raise.route)
    json.member("scope", raise.scope)
    json.member("raises", raises)
    json.object("entry") { json in
      json.member("class", entry)
      json.members(table)
    }
    json.member("handler", handler?.line)
    json.member("instead", instead?.line)
  }
}

extension Answer {
  /// Writes the members in which two responses can differ.
  fileprivate func writeHuntMembers(to json: inout JSONWriter) {
    json.member("status", status)
    json.member("body", body)
    json.member("argument", argument)
    json.member("escaped", escaped)
  }
}
