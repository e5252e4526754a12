import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Events as JSON Lines: one object each, with `event`, `file` and `line` first. All members are always present, with
/// null for missing values, so that a reader does not have to check.
extension JSONWriter {
  /// Writes an event as a line.
  public mutating func writeLine(_ event: Event, in source: SourceText) {
    if case .diagnostic(let diagnostic) = event.kind { return writeLine(diagnostic, in: source) }
    // For this event only: if another value also has the table, it is copied when the session adds to it.
    eventTexts = source.texts
    defer { eventTexts = nil }
    beginLine()
    member("event", word: event.kind.eventName)
    let place = source.place(ofLine: event.line)
    member("file", place.file)
    member("line", place.line)
    event.kind.writeMembers(to: &self)
    endLine()
  }

  /// Writes the event `diagnostic` as a line, for programs: `code` is the slug. Lines and columns count from 1, columns
  /// in scalars. The first label is the primary one. `endColumn` is the column after the last character.
  public mutating func writeLine(_ diagnostic: Diagnostic, in source: SourceText) {
    let position = source.position(of: diagnostic.primary.span.start)
    let place = source.place(ofLine: position.line)
    writeLine { json in
      json.member("event", "diagnostic")
      json.member("file", place.file)
      json.member("line", place.line)
      json.member("severity", diagnostic.severity.rawValue)
      json.member("code", diagnostic.kind.slug)
      json.member("message", diagnostic.message)
      json.member("column", position.column)
      json.member("help", diagnostic.help)
      json.member("notes", diagnostic.notes)
      json.objects("labels", [diagnostic.primary] + diagnostic.secondary) { $1.writeMembers(to: &$0, in: source) }
    }
  }
}

extension Event.Kind {
  /// The value of `event`. Requests with an exception are `raise`, for every verb.
  fileprivate var eventName: StaticString {
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

  fileprivate func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .classDeclared(let event): event.writeMembers(to: &json)
    case .blueprintDeclared(let event): event.writeMembers(to: &json)
    case .handlerDeclared(let event): event.writeMembers(to: &json)
    case .used(let event): event.writeMembers(to: &json)
    case .restarted, .reset, .diagnostic: break
    case .traceSet(let on): json.member("on", on)
    case .configured(let name, let on):
      json.member("name", name)
      json.member("on", on)
    case .answered(let event): event.writeMembers(to: &json)
    case .expectation(let event): event.writeMembers(to: &json)
    case .test(let event): event.writeMembers(to: &json)
    case .mro(let target, let mro):
      json.member("target", target)
      json.member("mro", mro)
    case .why(let event): event.writeMembers(to: &json)
    case .hunted(let event): event.writeMembers(to: &json)
    case .compared(let event): event.writeMembers(to: &json)
    case .stats(let event): event.writeMembers(to: &json)
    // The built-in classes above them are only for drawings.
    case .classes(let rows): json.objects("rows", rows.filter { $0.line != nil }) { $1.writeMembers(to: &$0) }
    case .handlers(let rows): json.objects("rows", rows) { $1.writeMembers(to: &$0) }
    case .blueprints(let rows): json.objects("rows", rows) { $1.writeMembers(to: &$0) }
    }
  }
}

extension ClassEvent {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("name", name)
    json.member("bases", bases.lazy.map { $0.text })
    json.member("code", code)
    json.member("codeIsNone", hasNoCode)
    switch instanceCode {
    case .number(let code): json.member("selfCode", code)
    case .none?: json.member("selfCode", "None")
    case nil: json.null("selfCode")
    }
    if let mro {
      json.member("mro", mro)
    } else {
      json.null("mro")
      json.member("depth", depth)
    }
  }
}

extension BlueprintEvent {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("name", name)
    json.member("parent", parent)
    json.objects("registrations", registrations) { json, registration in
      json.member("parent", registration.parent)
      json.member("as", registration.alias)
    }
    json.object("refused", refused) { $1.writeMembers(to: &$0) }
    json.member("ignored", ignored)
    json.member("warning", warning)
  }
}

extension RequestEvent {
  fileprivate var isResponse: Bool { if case .respond = target { true } else { false } }
}

extension HandlerEvent {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("target", target)
    json.member("scope", scope)
    answer.writeMembers(to: &json)
    json.object("refused", refused) { $1.writeMembers(to: &$0) }
    json.member("ignored", ignored)
    json.member("warning", warning)
  }
}

extension HandlerEvent.Answer {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("body", body)
    json.member("status", status)
    json.member("statusFrom", statusSource)
    // A class by name, or the code that is aborted with.
    switch self {
    case .raises(let name): json.member("raises", name)
    case .aborts(let code): json.member("raises", code)
    case .response, .exception, .reraises, .template, .conditional: json.null("raises")
    }
    json.member("returns", self == .exception ? "exception" : nil)
    json.member("reraises", self == .reraises)
    if case .template = self { json.member("template", true) }
    guard case .conditional(let arms, let otherwise) = self else { return }
    json.array("arms") { json in
      for arm in arms {
        json.object { json in
          json.member("if", arm.condition)
          arm.answer.writeMembers(to: &json)
        }
      }
      json.object { json in
        json.null("if")
        otherwise.writeMembers(to: &json)
      }
    }
  }

  private var body: TextID? {
    switch self {
    case .response(let body, _), .template(let body, _): body
    case .raises, .aborts, .exception, .reraises, .conditional: nil
    }
  }

  private var status: Int? {
    switch self {
    case .response(_, let status), .template(_, let status): status
    case .raises, .aborts, .exception, .reraises, .conditional: nil
    }
  }

  /// `e.code` if the status is the code of the exception that the handler receives.
  private var statusSource: String? {
    switch self {
    case .response(_, nil), .template(_, nil): "e.code"
    case .response, .template, .raises, .aborts, .exception, .reraises, .conditional: nil
    }
  }
}

extension RegistrationError {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("type", type)
    json.member("message", message)
    json.member("at", atMount ? "mount" : "register")
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: StaticString, _ target: TargetText) {
    switch target {
    case .name(let text): member(name, text)
    case .code(let code): member(name, code)
    }
  }
}

extension UseEvent {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member(release.members.framework, release.name)
    if let library = release.libraryRelease { json.member(release.members.library, library) }
    json.member("memo", memo)
    json.objects("notes", notes) { json, note in
      json.member("line", note.line)
      json.member("text", note.text)
    }
  }
}

extension ExpectationEvent {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("passed", passed)
    json.member("subject", subject.text)
    json.member("expected", expected)
    json.member("actual", actual)
    json.member(release.members.framework, release.name)
  }
}

extension TestEvent {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("name", name)
    json.member(release.members.framework, release.name)
    json.member("passed", passed)
    json.member("failed", failed)
    if notModeled > 0 { json.member("notModeled", notModeled) }
    if isSkipped { json.member("skipped", true) }
  }
}

extension ClassRow {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("name", name)
    json.member("bases", bases)
    json.member("code", code)
    json.member("depth", depth)
    json.member("line", line)
  }
}

extension HandlerRow {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.members(table)
    json.member("class", type)
    json.member("handler", handler?.line)
    if let handler { json.member("target", handler.target) }
    json.member("writtenAt", writtenAt)
  }
}

extension BlueprintRow {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("name", name)
    json.member("parent", parent)
    json.member("blueprint", blueprint)
    json.member("state", state.rawValue)
    json.member("line", line)
  }
}

extension Diagnostic.Label {
  fileprivate func writeMembers(to json: inout JSONWriter, in source: SourceText) {
    let span = clamped(to: source)
    let start = source.position(of: span.start)
    let end = source.position(of: span.end)
    let place = source.place(ofLine: start.line)
    if source.hasOtherFiles { json.member("file", place.file) }
    json.member("line", place.line)
    json.member("column", start.column)
    json.member("endLine", source.place(ofLine: end.line).line)
    json.member("endColumn", end.column)
    json.member("text", text)
  }
}
