/// Runs `SanicHunt` on the app of a process.
///
/// Routes of the same blueprint have the same handlers, so one route of the app and one of each blueprint is enough.
extension Process {
  func huntInSanic(
    _ subject: HuntSubject?, _ rules: SanicRules, _ handlers: [Handler], in hierarchy: Hierarchy,
    without unreachable: Set<ClassID>, bodyText: BodyText?
  ) -> HuntVerdict {
    let codes = SanicHunt.abortedCodes(handlers)
    var process = self
    process.mount(handlers, in: hierarchy)
    var scopes: [RegistrationID?] = [nil]
    for registration in process.registrationIDs where process.state(of: registration) != .unreachable {
      scopes.append(registration)
    }
    let routes = scopes.map { scope in
      process.tableOfRoute(nil, in: scope, handlers, rules).map { process.registeredHandlers($0) } ?? [:]
    }
    let hunt = SanicHunt(
      lookup == .cachingRoutes ? .classesAndRoutes : .classes, app: process.registeredHandlers(nil), routes: routes,
      unmatched: [hierarchy.wellKnown.notFound, hierarchy.wellKnown.methodNotAllowed], in: hierarchy,
      without: unreachable, handlersReadExceptions: handlers.contains { $0.answer.readsException },
      answer: { answerInSanic($1, $0, handlers, in: hierarchy, abortedWith: codes, bodyText) })
    let found =
      if let subject {
        hunt.search(for: subject.id, on: subject.scopes.compactMap { scope in scopes.firstIndex { $0 == scope } })
      } else {
        hunt.searchAll()
      }
    return found.map { requests($0, scopes, handlers, in: hierarchy, abortedWith: codes, bodyText) }
  }

  /// Returns the handlers in the table of a route (nil: of all routes), by their classes.
  private func registeredHandlers(_ route: RegistrationID?) -> [ClassID: HandlerID] {
    var handlers: [ClassID: HandlerID] = [:]
    for (id, entry) in tables.table(TableKey(route, code: nil))?.entries ?? [] { handlers[id] = entry.handler }
    return handlers
  }

  private func requests(
    _ proof: SanicHunt.Proof, _ scopes: [RegistrationID?], _ handlers: [Handler], in hierarchy: Hierarchy,
    abortedWith codes: [Int32], _ bodyText: BodyText?
  ) -> [ResolvedRequest] {
    var requests = proof.requests.map { request($0, scopes, in: hierarchy) }
    // Two handlers can give equal answers to a raised SanicException and different ones to `abort`.
    guard case .raise(let id, _) = proof.last, id == hierarchy.wellKnown.abortedException, var last = requests.last
    else { return requests }
    var process = self
    for request in requests.dropLast() { _ = process.answer(request, handlers: handlers, in: hierarchy) }
    for cause in [last.cause] + codes.map({ ResolvedRequest.Cause.abort($0) }) {
      last.cause = cause
      let now = process.preview(last, handlers: handlers, in: hierarchy)
      let fresh = preview(last, handlers: handlers, in: hierarchy)
      let haveSameText =
        bodyText.map { now.text(by: $0) == fresh.text(by: $0) } ?? (now.body == fresh.body)
      let areBothFromHandlers = (now.answered == nil) == (fresh.answered == nil)
      guard now.status == fresh.status, haveSameText, areBothFromHandlers else { break }
    }
    requests[requests.count - 1] = last
    return requests
  }

  private func request(
    _ request: SanicHunt.Request, _ scopes: [RegistrationID?], in hierarchy: Hierarchy
  ) -> ResolvedRequest {
    switch request {
    case .raise(let id, let route):
      ResolvedRequest(cause: .raise(id), scope: scopes.indices.contains(route) ? scopes[route] : nil)
    case .unmatched(hierarchy.wellKnown.notFound): ResolvedRequest(cause: .routing(.unknownURL), scope: nil)
    case .unmatched: ResolvedRequest(cause: .routing(.wrongMethod), scope: nil)
    }
  }
}
