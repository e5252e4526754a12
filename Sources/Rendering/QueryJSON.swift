import Interpreter
import Syntax

extension CompareEvent {
  /// `rows` are those of all comparisons, one after the other; so are `partings`.
  var members: [JSONValue.Member] {
    [
      .init("target", target?.json ?? .null), .init("scope", JSONValue(scope)),
      .init("request", JSONValue(target?.request(in: scope).text)),
      .init("rows", .array(comparisons.flatMap { $0.rowsJSON })),
      .init("partings", .array(comparisons.flatMap { $0.partingsJSON })),
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

extension HuntEvent {
  var members: [JSONValue.Member] {
    [
      .init("target", JSONValue(target)), .init("scope", JSONValue(scope)), .init("flask", .string(flask)),
      .init("safe", .bool(isSafe)), .init("raises", .array((proof?.raises ?? []).map { $0.json })),
      .init("answer", proof?.answer.huntJSON ?? .null), .init("fresh", proof?.fresh.huntJSON ?? .null),
      .init("affected", .array(affected.map { $0.json })), .init("affectedCount", .integer(affectedCount)),
    ]
  }
}

extension HuntEvent.Raise {
  fileprivate var json: JSONValue { ["target": target.json, "scope": JSONValue(scope)] }
}

extension HuntEvent.Affected {
  /// The raise that is answered otherwise; the entry that misleads it, the line of the handler that it holds, and the
  /// line of the one that would have been found.
  fileprivate var json: JSONValue {
    [
      "target": raise.target.json, "scope": JSONValue(raise.scope), "raises": .integer(raises),
      "entry": ["class": .string(entry), "scope": JSONValue(scope), "code": JSONValue(code)],
      "handler": .integer(handler.line), "instead": .integer(instead.line),
    ]
  }
}

extension Answer {
  /// What two answers are told apart by.
  fileprivate var huntJSON: JSONValue {
    [
      "status": JSONValue(status), "body": JSONValue(body), "argument": JSONValue(argument),
      "escaped": JSONValue(escaped),
    ]
  }
}
