import Interpreter

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
