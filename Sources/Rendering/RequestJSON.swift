import Diagnostics
import Interpreter
import Resolution
import Syntax

extension RequestEvent {
  func writeMembers(to json: inout JSONWriter) {
    writeAnswerMembers(to: &json)
    guard let lookups = rest.lookups else { return }
    json.writeSteps(of: lookups)
    json.writeMemo(of: lookups)
  }

  /// Writes all members except the lookups.
  fileprivate func writeAnswerMembers(to json: inout JSONWriter) {
    let rest = rest
    json.member("target", target)
    json.member(route: route)
    if let client = rest.client {
      json.member("method", client.method)
      json.member("path", client.path)
      if !client.isBodyKnown { json.member("bodyKnown", false) }
    }
    json.member("scope", scope)
    json.member(release.members.framework, release.name)
    json.member("status", answer.status)
    json.member("body", answer.body)
    json.member("handler", answer.handler?.line)
    json.member("argument", answer.argument)
    json.member("original", answer.original)
    json.member("unhandled", unhandled)
    json.member("escaped", answer.escaped)
    json.member("propagatedBy", propagatedBy?.rawValue)
    json.objects("failures", rest.failures) { $1.writeMembers(to: &$0) }
    json.array("ran") { json in
      forEachCall { call, isLate in
        json.object { json in
          json.member("handler", call.handler.line)
          json.member("argument", call.argument)
          json.member("original", call.original)
          if isLate { json.member("late", true) }
        }
      }
    }
    json.objects("cached", rest.written) { json, entry in
      json.members(entry.table)
      json.member("class", entry.type)
      if entry.isMiss { json.member("miss", true) }
    }
    json.object("fresh", rest.fresh) { $1.writeMembers(to: &$0) }
  }
}

extension JSONWriter {
  /// Writes the route of a request that names one. Most requests do not, so the member is missing instead of null.
  mutating func member(route: TextID?) {
    if let route { member("route", route) }
  }

  mutating func member(_ name: StaticString, _ target: RequestEvent.Target) {
    switch target {
    case .raise(let type): member(name, type)
    case .abort(let code): member(name, code)
    case .visit(let visit): member(name, visit.rawValue)
    case .respond(_, let status): member(name, status)
    }
  }
}

extension JSONWriter {
  /// Writes the members that name a table: `route` only in a framework with a table for each route, null for all routes.
  mutating func members(_ table: TablePlace) {
    member("scope", table.scope)
    switch table.route {
    case nil: member("code", table.code)
    case .all: null("route")
    case .unnamed: member("route", "raise")
    case .named(let name): member("route", name)
    }
  }
}

extension RequestEvent.Failure {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    let (kind, type, raised): (String, TextID?, String?) =
      switch self {
      case .page(let name, let raised): ("page", name, raised)
      case .noCode(let name): ("no-code", name, "AttributeError")
      case .noAttribute(let name, _): ("no-attribute", name, "AttributeError")
      case .noResponse(let name): ("no-response", name, "TypeError")
      case .missingKey: ("missing-key", nil, "IndexError")
      case .notAClass: ("not-a-class", nil, "TypeError")
      case .brokenApp: ("broken-app", nil, nil)
      case .alreadyStarted(let name): ("already-started", name, "RuntimeError")
      }
    json.member("kind", kind)
    if let type {
      json.member("class", type)
    } else if self == .missingKey {
      json.member("class", "BadRequestKeyError")
    }
    json.member("raises", raised)
    if case .noAttribute(_, let attribute) = self { json.member("attribute", attribute) }
  }
}

extension WhyEvent.Remark {
  fileprivate func writeMembers(to json: inout JSONWriter, of release: Release) {
    let (kind, handlers): (String, [HandlerReference]) =
      switch self {
      case .viewResponded(_, let found): ("view-responded", found)
      case .noRoute(_, _, let found): ("no-route", found)
      case .blueprintNotFound(_, let found): ("blueprint-not-found", found)
      case .classTableSkipped(let found): ("class-table-skipped", found)
      case .lookupSkipped(_, let found): ("lookup-skipped", found)
      case .propagated(_, let found): ("propagated", found)
      case .failure: ("failure", [])
      }
    json.member("kind", kind)
    json.array("handlers") { json in for handler in handlers { json.value(handler.line) } }
    json.member("text", json.words.text(self, of: release).characters)
  }
}

extension Answer {
  func writeMembers(to json: inout JSONWriter) {
    json.member("status", status)
    json.member("body", body)
    json.member("handler", handler?.line)
    json.member("argument", argument)
    json.member("original", original)
    json.member("escaped", escaped)
  }
}

extension WhyEvent {
  /// Writes the request like `raise`, with its steps among the members of `why`.
  func writeMembers(to json: inout JSONWriter) {
    let lookups = request.rest.lookups ?? []
    json.member("target", request.target)
    json.member(route: request.route)
    json.member("scope", request.scope)
    json.member("past", isPast)
    json.member("request", request.text(json.texts))
    if let library = request.release.libraryRelease { json.member(request.release.members.library, library) }
    json.member("trappedBy", request.trappedBy?.rawValue)
    json.objects("remarks", remarks) { $1.writeMembers(to: &$0, of: request.release) }
    json.writeSteps(of: lookups)
    json.array("unreached") { json in
      for lookup in lookups { lookup.write(lookup.unreached, to: &json) }
    }
    json.writeMemo(of: lookups)
    json.object("answer") { request.writeAnswerMembers(to: &$0) }
  }
}

extension JSONWriter {
  fileprivate mutating func writeSteps(of lookups: [LookupEvent]) {
    array("steps") { json in
      for lookup in lookups { lookup.write(lookup.probes, to: &json) }
    }
  }

  fileprivate mutating func writeMemo(of lookups: [LookupEvent]) {
    array("memo") { json in
      for lookup in lookups { lookup.writeMemo(to: &json) }
    }
  }
}

extension LookupEvent {
  /// Writes what the memo contained and how many steps that saved. There are no steps for such a lookup.
  fileprivate func writeMemo(to json: inout JSONWriter) {
    guard case .found(let line, let handler, let tables, let classes) = memo else { return }
    json.object { json in
      json.member("search", purpose.rawValue)
      json.member("sought", sought)
      json.member("found", handler?.line)
      json.member("rememberedAt", line)
      json.member("savedTables", tables)
      json.member("savedClasses", classes)
    }
  }

  /// Writes for each step: the lookup, the table, what was checked, and the line of the handler that was found.
  fileprivate func write(_ probes: [Probe], to json: inout JSONWriter) {
    for probe in probes {
      json.object { json in
        json.member("search", purpose.rawValue)
        json.member("sought", sought)
        json.members(probe.table)
        json.member("class", probe.type)
        json.member("found", probe.found?.line)
        json.member("cached", probe.isCached)
        json.member("writtenAt", probe.writtenAt)
      }
    }
  }
}

extension LookupEvent.Probe {
  /// The class that was checked; nil for the entry of a number and for an empty table.
  fileprivate var type: TextID? {
    switch subject {
    case .type(let name), .registration(let name): name
    case .emptyTable, .number: nil
    }
  }
}
