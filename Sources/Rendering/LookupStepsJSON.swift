import Diagnostics
import Interpreter
import Resolution
import Syntax

/// The steps of a lookup for a page that draws them: the MRO, the tables, the pseudocode, and the stops.
extension LookupSteps {
  /// Adds the members `code`, `lookups` and `stops`.
  ///
  /// A lookup has the class that is `sought`, its `mro`, and `rows`: the entries that it checks, in order, and after them
  /// those that it does not reach. `writesTo` is the table that gets an entry for the sought class, null if none does: the
  /// entry is that of the last row that the lookup reaches. A stop has the index of its `lookup`, the index of its `row`, the `line` of the code,
  /// each null if there is none, whether the cache `writes` an entry, and what it says in HTML.
  public func addMembers(to json: inout JSONWriter) {
    json.member("code", code.lines.map { $0.text })
    json.objects("lookups", lookups) { json, lookup in
      json.member("sought", text.texts[lookup.sought])
      json.member("mro", lookup.mro.map { text.texts[$0] })
      json.array("rows") { json in
        for probe in lookup.probes { write(probe, isReached: true, to: &json) }
        for probe in lookup.unreached { write(probe, isReached: false, to: &json) }
      }
      json.member("writesTo", lookup.writes.map { TableName.table($0) })
    }
    json.objects("stops", stops) { json, stop in
      json.member("lookup", stop.lookup)
      json.member("row", stop.probe)
      json.member("line", stop.line)
      json.member("writes", stop.writes)
      json.member("says", stop.says.html)
    }
  }

  private func write(_ probe: LookupEvent.Probe, isReached: Bool, to json: inout JSONWriter) {
    json.object { json in
      json.member("table", TableName.table(probe.table))
      json.member("key", key(probe.subject))
      json.member("entry", probe.found.map { text.reference($0).characters })
      json.member("cached", probe.isCached)
      json.member("writtenAt", probe.writtenAt)
      json.member("reached", isReached)
    }
  }

  /// The key of an entry: a class or a number; nil for an empty table.
  private func key(_ subject: LookupEvent.Probe.Subject) -> String? {
    switch subject {
    case .emptyTable: nil
    case .type(let name), .registration(let name): text.texts[name]
    case .number(let number): String(number)
    }
  }
}
