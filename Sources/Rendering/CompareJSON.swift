import Interpreter
import Syntax

extension CompareEvent {
  /// `rows` are those of all comparisons, one after the other; so are `partings`.
  var members: [JSONValue.Member] {
    [
      .init("target", target?.json ?? .null), .init("scope", JSONValue(scope)),
      .init("request", JSONValue(target?.request(in: scope).text)),
      .init("rows", .array(comparisons.flatMap(\.rowsJSON))),
      .init("partings", .array(comparisons.flatMap(\.partingsJSON))),
    ]
  }
}

extension CompareEvent.Comparison {
  /// The releases of the row, the one that was asked, what it answers, and why it cannot.
  fileprivate var rowsJSON: [JSONValue] {
    rows.map { row in
      [
        "target": target.json, "scope": JSONValue(scope), "from": .string(row.first), "to": .string(row.last),
        "flask": .string(row.last), "now": row.now.json, "fresh": row.fresh.json,
        "notPossible": JSONValue(row.now.reason ?? row.fresh.reason), "leftOut": JSONValue(row.leftOut),
        "inUse": .bool(row.isInUse),
      ]
    }
  }

  fileprivate var partingsJSON: [JSONValue] {
    partings.map { parting in
      [
        "target": target.json, "scope": JSONValue(scope), "before": .string(parting.before),
        "after": .string(parting.after), "text": .string(EventText.script(isPlain: true).words(parting).characters),
      ]
    }
  }
}

extension CompareEvent.Verdict {
  fileprivate var json: JSONValue { if case .answer(let answer) = self { answer.json } else { .null } }

  fileprivate var reason: String? { if case .notPossible(let reason) = self { reason } else { nil } }
}
