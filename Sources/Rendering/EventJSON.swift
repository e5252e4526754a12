import Diagnostics
import Interpreter

/// Events as JSON Lines: one object each, `event`, `file` and `line` first. Every member is always there, null where
/// there is nothing to say, so that a reader need not ask twice.
extension Event {
  package func json(in source: SourceText) -> JSONValue {
    if case .diagnostic(let diagnostic) = kind { return diagnostic.event(in: source) }
    let head: [JSONValue.Member] = [
      .init("event", .string(kind.eventName)), .init("file", .string(source.name)), .init("line", .integer(line)),
    ]
    return .object(head + kind.members)
  }
}

extension Event.Kind {
  /// The value of `event`; requests that fail are `raise`, whatever their verb.
  fileprivate var eventName: String {
    switch self {
    case .classDeclared: "class"
    case .blueprintDeclared: "blueprint"
    case .handlerDeclared: "handler"
    case .used: "use"
    case .restarted: "restart"
    case .reset: "reset"
    case .traceSet: "trace"
    case .configured: "config"
    case .answered(let request): request.isResponse ? "respond" : "raise"
    case .expectation: "expect"
    case .test: "test"
    case .mro: "mro"
    case .why: "why"
    case .hunted: "hunt"
    case .compared: "compare"
    case .stats: "stats"
    case .classes: "classes"
    case .handlers: "handlers"
    case .blueprints: "blueprints"
    case .diagnostic: "diagnostic"
    }
  }

  fileprivate var members: [JSONValue.Member] {
    switch self {
    case .classDeclared(let event): event.members
    case .blueprintDeclared(let event): event.members
    case .handlerDeclared(let event): event.members
    case .used(let event): event.members
    case .restarted, .reset, .diagnostic: []
    case .traceSet(let on): [.init("on", .bool(on))]
    case .configured(let name, let on): [.init("name", .string(name)), .init("on", .bool(on))]
    case .answered(let event): event.members
    case .expectation(let event): event.members
    case .test(let event): event.members
    case .mro(let target, let mro): [.init("target", .string(target)), .init("mro", .array(mro.map(JSONValue.string)))]
    case .why(let event): event.members
    case .hunted(let event): event.members
    case .compared(let event): event.members
    case .stats(let event): event.members
    // The known classes above them are there for drawings.
    case .classes(let rows): [.init("rows", .array(rows.filter { $0.line != nil }.map { $0.json }))]
    case .handlers(let rows): [.init("rows", .array(rows.map { $0.json }))]
    case .blueprints(let rows): [.init("rows", .array(rows.map { $0.json }))]
    }
  }
}

extension ClassEvent {
  fileprivate var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("name", .string(name)), .init("bases", .array(bases.map(JSONValue.string))), .init("code", JSONValue(code)),
      .init("codeIsNone", .bool(hasNoCode)), .init("selfCode", instanceCode?.json ?? .null),
      .init("mro", mro.map { .array($0.map(JSONValue.string)) } ?? .null),
    ]
    if mro == nil { members.append(.init("depth", .integer(depth))) }
    return members
  }
}

extension BlueprintEvent {
  fileprivate var members: [JSONValue.Member] {
    [
      .init("name", .string(name)), .init("parent", JSONValue(parent)),
      .init("registrations", .array(registrations.map { $0.json })), .init("refused", refused?.json ?? .null),
      .init("ignored", .bool(ignored)), .init("warning", JSONValue(warning)),
    ]
  }
}

extension BlueprintEvent.Registration {
  fileprivate var json: JSONValue { ["parent": JSONValue(parent), "as": JSONValue(alias)] }
}

extension ClassEvent.InstanceCode {
  fileprivate var json: JSONValue {
    switch self {
    case .number(let code): .integer(code)
    case .none: "None"
    }
  }
}

extension RequestEvent {
  fileprivate var isResponse: Bool { if case .respond = target { true } else { false } }
}

extension HandlerEvent {
  fileprivate var members: [JSONValue.Member] {
    [
      .init("target", target.json), .init("scope", JSONValue(scope)), .init("body", JSONValue(body)),
      .init("status", JSONValue(status)), .init("statusFrom", statusSource), .init("raises", raises),
      .init("returns", returned), .init("reraises", .bool(answer == .reraises)),
      .init("refused", refused?.json ?? .null), .init("ignored", .bool(ignored)), .init("warning", JSONValue(warning)),
    ]
  }

  private var body: String? { if case .response(let body, _) = answer { body } else { nil } }

  private var status: Int? { if case .response(_, let status) = answer { status } else { nil } }

  /// `e.code` where the status is the code of the exception that the handler receives.
  private var statusSource: JSONValue { if case .response(_, nil) = answer { "e.code" } else { .null } }

  /// A class by name, or the code that is aborted with.
  private var raises: JSONValue {
    switch answer {
    case .raises(let name): .string(name)
    case .aborts(let code): .integer(code)
    case .response, .exception, .reraises: .null
    }
  }

  private var returned: JSONValue { if case .exception = answer { "exception" } else { .null } }
}

extension FlaskError {
  fileprivate var json: JSONValue {
    ["type": .string(type), "message": .string(message), "at": atMount ? "mount" : "register"]
  }
}

extension TargetText {
  var json: JSONValue {
    switch self {
    case .name(let name): .string(name)
    case .code(let code): .integer(code)
    }
  }
}

extension UseEvent {
  fileprivate var members: [JSONValue.Member] {
    let notes = notes.map { note -> JSONValue in ["line": .integer(note.line), "text": .string(note.text)] }
    return [
      .init("flask", .string(flask)), .init("werkzeug", .string(werkzeug)), .init("memo", .bool(memo)),
      .init("notes", .array(notes)),
    ]
  }
}

extension ExpectationEvent {
  fileprivate var members: [JSONValue.Member] {
    [
      .init("passed", .bool(passed)), .init("subject", .string(subject.text)), .init("expected", .string(expected)),
      .init("actual", .string(actual)), .init("flask", .string(flask)),
    ]
  }
}

extension TestEvent {
  fileprivate var members: [JSONValue.Member] {
    [
      .init("name", .string(name)), .init("flask", .string(flask)), .init("passed", .integer(passed)),
      .init("failed", .integer(failed)),
    ]
  }
}

extension ClassRow {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "bases": .array(bases.map(JSONValue.string)), "code": JSONValue(code),
      "depth": .integer(depth), "line": JSONValue(line),
    ]
  }
}

extension HandlerRow {
  fileprivate var json: JSONValue {
    [
      "scope": JSONValue(scope), "code": JSONValue(code), "class": JSONValue(type), "handler": .integer(handler.line),
      "target": handler.target.json, "writtenAt": JSONValue(writtenAt),
    ]
  }
}

extension BlueprintRow {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "parent": JSONValue(parent), "blueprint": .string(blueprint),
      "state": .string(state.rawValue), "line": .integer(line),
    ]
  }
}

extension Diagnostic {
  /// The event `diagnostic`, for programs: `code` is the slug, and lines and columns count from 1, columns in scalars.
  /// The first of the labels is the primary one; `endColumn` is the column behind the last.
  package func event(in source: SourceText) -> JSONValue {
    let position = source.position(of: primary.span.start)
    return [
      "event": "diagnostic",
      "file": .string(source.name),
      "line": .integer(position.line),
      "severity": .string(severity.rawValue),
      "code": .string(kind.slug),
      "message": .string(message),
      "column": .integer(position.column),
      "help": JSONValue(help),
      "notes": .array(notes.map(JSONValue.string)),
      "labels": .array(([primary] + secondary).map { $0.json(in: source) }),
    ]
  }
}

extension Diagnostic.Label {
  fileprivate func json(in source: SourceText) -> JSONValue {
    let span = settled(in: source)
    let start = source.position(of: span.start)
    let end = source.position(of: span.end)
    return [
      "line": .integer(start.line),
      "column": .integer(start.column),
      "endLine": .integer(end.line),
      "endColumn": .integer(end.column),
      "text": .string(text),
    ]
  }
}
