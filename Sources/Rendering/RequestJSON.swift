import Interpreter
import Syntax

extension RequestEvent {
  var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("target", target.json), .init("scope", JSONValue(scope)), .init("flask", .string(flask)),
      .init("status", JSONValue(answer.status)), .init("body", JSONValue(answer.body)),
      .init("handler", JSONValue(answer.handler?.line)), .init("argument", JSONValue(answer.argument)),
      .init("original", JSONValue(answer.original)), .init("unhandled", .bool(unhandled)),
      .init("escaped", JSONValue(answer.escaped)), .init("propagatedBy", JSONValue(propagatedBy)),
      .init("failures", .array(failures.map { $0.json })), .init("ran", .array(ran.map { $0.json })),
      .init("cached", .array(written.map { $0.json })), .init("fresh", fresh?.json ?? .null),
    ]
    if let lookups {
      members.append(.init("steps", .array(lookups.flatMap { $0.steps })))
      members.append(.init("memo", .array(lookups.compactMap { $0.memoJSON })))
    }
    return members
  }
}

extension RequestEvent.Target {
  var json: JSONValue {
    switch self {
    case .raise(let name): .string(name)
    case .abort(let code): .integer(code)
    case .visit(let visit): .string(visit.rawValue)
    case .respond(_, let status): .integer(status)
    }
  }
}

extension RequestEvent.Failure {
  fileprivate var json: JSONValue {
    switch self {
    case .page(let name, let raises): ["kind": "page", "class": .string(name), "raises": .string(raises)]
    case .noCode(let name): ["kind": "no-code", "class": .string(name), "raises": "AttributeError"]
    case .noResponse(let name): ["kind": "no-response", "class": .string(name), "raises": "TypeError"]
    case .missingKey: ["kind": "missing-key", "class": "BadRequestKeyError", "raises": "IndexError"]
    }
  }
}

extension WhyEvent.Remark {
  fileprivate var json: JSONValue {
    func lines(_ handlers: [HandlerReference]) -> JSONValue { .array(handlers.map { .integer($0.line) }) }
    let kind: String
    let handlers: [HandlerReference]
    switch self {
    case .viewResponded(_, let found): (kind, handlers) = ("view-responded", found)
    case .noRoute(_, _, let found): (kind, handlers) = ("no-route", found)
    case .classTableSkipped(let found): (kind, handlers) = ("class-table-skipped", found)
    case .lookupSkipped(_, let found): (kind, handlers) = ("lookup-skipped", found)
    case .propagated(_, let found): (kind, handlers) = ("propagated", found)
    case .failure: (kind, handlers) = ("failure", [])
    }
    let text = EventText.script(isPlain: true).text(self).characters
    return ["kind": .string(kind), "handlers": lines(handlers), "text": .string(text)]
  }
}

extension RequestEvent.Ran {
  fileprivate var json: JSONValue {
    ["handler": .integer(handler.line), "argument": .string(argument), "original": JSONValue(original)]
  }
}

extension Answer {
  var json: JSONValue {
    [
      "status": JSONValue(status), "body": JSONValue(body), "handler": JSONValue(handler?.line),
      "argument": JSONValue(argument), "original": JSONValue(original), "escaped": JSONValue(escaped),
    ]
  }
}

extension WrittenEntry {
  fileprivate var json: JSONValue {
    ["scope": JSONValue(scope), "code": JSONValue(code), "class": .string(type)]
  }
}

extension WhyEvent {
  /// The request as in `raise`, its steps among the members of `why` itself.
  var members: [JSONValue.Member] {
    var answered = request
    answered.lookups = nil
    return [
      .init("target", request.target.json), .init("scope", JSONValue(request.scope)), .init("past", .bool(isPast)),
      .init("request", .string(request.text)), .init("werkzeug", .string(werkzeug)),
      .init("trappedBy", JSONValue(request.trappedBy)), .init("remarks", .array(remarks.map { $0.json })),
      .init("steps", .array((request.lookups ?? []).flatMap { $0.steps })),
      .init("unreached", .array((request.lookups ?? []).flatMap { $0.unreachedSteps })),
      .init("memo", .array((request.lookups ?? []).compactMap { $0.memoJSON })),
      .init("answer", .object(answered.members)),
    ]
  }
}

extension LookupEvent {
  /// What the memo knew, and what that saved: a search for which there are no steps.
  fileprivate var memoJSON: JSONValue? {
    guard case .found(let line, let handler, let tables, let classes) = memo else { return nil }
    return [
      "search": .string(purpose.rawValue), "sought": .string(sought), "found": JSONValue(handler?.line),
      "rememberedAt": JSONValue(line), "savedTables": .integer(tables), "savedClasses": .integer(classes),
    ]
  }

  fileprivate var steps: [JSONValue] { looks.map { json($0) } }

  fileprivate var unreachedSteps: [JSONValue] { unreached.map { json($0) } }

  /// One look: which search, which table, what was tried, and the line of the handler that stood there.
  private func json(_ look: Look) -> JSONValue {
    [
      "search": .string(purpose.rawValue), "sought": .string(sought), "scope": JSONValue(look.scope),
      "code": JSONValue(look.code), "class": JSONValue(look.type), "found": JSONValue(look.found?.line),
      "cached": .bool(look.isCached), "writtenAt": JSONValue(look.writtenAt),
    ]
  }
}

extension LookupEvent.Look {
  /// The class that was tried; nil for a number's entry and for an empty table.
  fileprivate var type: String? {
    switch subject {
    case .type(let name), .registration(let name): name
    case .emptyTable, .number: nil
    }
  }
}
