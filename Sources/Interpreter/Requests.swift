import Diagnostics
import Resolution
import Syntax

/// `raise`, `abort`, `visit` and `respond`: send requests to the app.
extension Session {
  /// The request that `why` asks about.
  struct LastRequest: Sendable {
    var request: ResolvedRequest
    var shown: RequestEvent
    /// The number of the request in its process, from 1.
    var number: Int32
    /// The lookups of the request, stored before a change after which they cannot be repeated.
    var lookups: [LookupEvent]?
  }

  /// A request of the running process.
  struct PastRequest: Sendable {
    var request: ResolvedRequest
    var line: Int32
    /// The number of statements that the app had at this time.
    var statements: Int32
  }

  mutating func answer(_ request: Request, _ statement: Statement, into events: inout [Event]) {
    // A fast path for most requests of long scripts: no call that gets a copy of the session.
    if request.scope == nil, request.route == nil, !request.isAfterView, case .raise(let name) = request.cause,
      let id = app.classID(name.text), app.hierarchy.canBeRaised(id)
    {
      let answered = answer(request, ResolvedRequest(cause: .raise(id), scope: nil), at: statement)
      return events.append(event(statement, .answered(answered)))
    }
    switch find(request) {
    case .failure(let diagnostic): events.append(event(diagnostic))
    case .success(let raised):
      // A separate statement: inside the call of `event` a copy of the session exists, so the first write to each of
      // its arrays copies the array. That made long scripts quadratic.
      let answered = answer(request, raised, at: statement)
      events.append(event(statement, .answered(answered)))
    }
  }

  /// Resolves the names of a request, and checks that it can reach the process.
  func find(_ request: Request) -> Result<ResolvedRequest, Diagnostic> {
    if release.framework.requests == .exceptionsOnly, let problem = notRaised(request) { return .failure(problem) }
    return findRegistration(request.scope).flatMap { scope in
      if let scope, let name = request.scope, process.state(of: scope) == .unreachable {
        return .failure(notMounted(name))
      }
      let route = request.route.map { RouteName($0.text.index) }
      switch request.cause {
      case .raise(let name):
        return findRaisable(name).map { id in
          var resolved = ResolvedRequest(cause: .raise(id), scope: scope, route: route)
          resolved.isAfterView = request.isAfterView
          return resolved
        }
      case .abort(let number):
        return .success(ResolvedRequest(cause: .abort(Int32(number.value)), scope: scope, route: route))
      case .visit(let visit, _): return .success(ResolvedRequest(cause: .routing(visit.failure), scope: scope))
      case .respond(let body, let status):
        let body = BodyID((body?.text ?? KnownNames.unwrittenBody).index)
        let cause = ResolvedRequest.Cause.respond(body: body, status: Int32(status.value))
        return .success(ResolvedRequest(cause: cause, scope: scope, route: route))
      }
    }
  }

  /// Sends a request to the process.
  mutating func answer(_ request: Request, _ raised: ResolvedRequest, at statement: Statement) -> RequestEvent {
    ensureRunning()
    let outcome = running.answer(raised, handlers: app.handlers, in: app.hierarchy, tracing: isTracing)
    pastRequests.append(
      PastRequest(request: raised, line: Int32(statement.line), statements: Int32(app.statements.count)))
    var shown = requestEvent(request, raised, outcome)
    if isTracing { shown.rest.lookups = outcome.lookups.map { lookupEvent($0) } }
    if outcome.gotWrongHandler { shown.rest.fresh = freshAnswer(raised, unlike: shown.answer) }
    lastRequest = LastRequest(request: raised, shown: shown, number: Int32(pastRequests.count))
    return shown
  }

  /// Returns the answer in a fresh process, or nil if it is the same answer.
  mutating func freshAnswer(_ raised: ResolvedRequest, unlike answer: Answer) -> Answer? {
    let fresh = app.built.preview(raised, handlers: app.handlers, in: app.hierarchy)
    let other = self.answer(fresh)
    return other.isSame(as: answer) ? nil : other
  }

  // MARK: From outcomes to events

  /// Returns the event of an outcome. Inlined with most functions that it calls, so that no call gets a copy of the
  /// session.
  @inline(__always)
  mutating func requestEvent(_ request: Request, _ resolved: ResolvedRequest, _ outcome: Outcome) -> RequestEvent {
    let body = responseBody(of: outcome)
    let calls = RequestEvent.HandlerCalls(
      first: outcome.calls.first.map { call($0) }, second: outcome.calls.second.map { call($0) })
    var shown = RequestEvent(
      target: request.target, route: request.route?.text, scope: request.scope?.text, release: release,
      answer: answer(outcome, body, by: outcome.answered == nil ? nil : answering(outcome, calls)),
      unhandled: outcome.unhandled, trappedBy: outcome.trappedBy, propagatedBy: outcome.propagatedBy, calls: calls)
    if !outcome.failures.isEmpty || !outcome.written.isEmpty || !outcome.calls.others.isEmpty || outcome.lateCalls > 0 {
      shown.rest = rest(outcome)
    }
    return shown
  }

  /// Returns the call of the handler that answered. In Flask it is the last one.
  @inline(__always)
  private func answering(_ outcome: Outcome, _ calls: RequestEvent.HandlerCalls) -> RequestEvent.HandlerCall? {
    calls.second == nil ? calls.first : outcome.answered.map { call($0) }
  }

  private func rest(_ outcome: Outcome) -> RequestEvent.Rest {
    RequestEvent.Rest(
      failures: outcome.failures.map { failure($0) }, written: outcome.written.map { written($0) },
      laterCalls: outcome.calls.others.map { call($0) }, lateCalls: outcome.lateCalls)
  }

  private func failure(_ failure: Outcome.Failure) -> RequestEvent.Failure {
    switch failure {
    case .page(let id, .attributeError): .page(of: name(id), raises: "AttributeError")
    case .page(let id, .typeError): .page(of: name(id), raises: "TypeError")
    case .noCode(let id): .noCode(name(id))
    case .noAttribute(let id, let attribute): .noAttribute(name(id), name: attribute.name)
    case .noResponse(let id): .noResponse(name(id))
    case .missingKey: .missingKey
    case .notAClass: .notAClass
    case .brokenApp: .brokenApp
    case .alreadyStarted(let id): .alreadyStarted(name(id))
    }
  }

  /// Returns the answer of an outcome. A body with values of the exception is added to the texts of the session.
  @inline(__always)
  mutating func answer(_ outcome: Outcome) -> Answer {
    let body = responseBody(of: outcome)
    return answer(outcome, body, by: outcome.answered.map { call($0) })
  }

  /// Returns the answer of an outcome, with the text of its body in a table that several sessions share.
  func answer(_ outcome: Outcome, in texts: inout TextTable) -> Answer {
    let plain = outcome.values.isEmpty
    return answer(outcome, body: plain ? outcome.body.map { TextID($0.index) } : texts.id(of: filledBody(outcome)))
  }

  /// Returns the answer of an outcome with a body.
  func answer(_ outcome: Outcome, body: TextID?) -> Answer {
    answer(outcome, body, by: outcome.answered.map { call($0) })
  }

  @inline(__always)
  private mutating func responseBody(of outcome: Outcome) -> TextID? {
    outcome.values.isEmpty ? outcome.body.map { TextID($0.index) } : source.texts.id(of: filledBody(outcome))
  }

  /// Returns the answer of an outcome.
  ///
  /// - Parameters:
  ///   - body: The body, with the values of the exception.
  ///   - call: The last handler call, if that handler answered.
  @inline(__always)
  private func answer(_ outcome: Outcome, _ body: TextID?, by call: RequestEvent.HandlerCall?) -> Answer {
    Answer(
      status: outcome.status.map { Int($0) }, body: body,
      handler: call?.handler, argument: call?.argument, original: call?.original,
      escaped: outcome.escaped.map { name($0) })
  }

  @inline(__always)
  private func call(_ call: Outcome.HandlerCall) -> RequestEvent.HandlerCall {
    RequestEvent.HandlerCall(
      handler: reference(call.handler), argument: name(call.argument), original: call.original.map { name($0) })
  }

  private func written(_ written: Outcome.Written) -> WrittenEntry {
    WrittenEntry(table: place(written.table), type: name(written.id), isMiss: written.isMiss)
  }
}

extension Request.Visit {
  /// The reason why the request reaches no view.
  var failure: RoutingFailure {
    switch self {
    case .unknown: .unknownURL
    case .wrongMethod: .wrongMethod
    case .redirect: .redirect
    }
  }

  init(_ failure: RoutingFailure) {
    self =
      switch failure {
      case .unknownURL: .unknown
      case .wrongMethod: .wrongMethod
      case .redirect: .redirect
      }
  }
}

extension Request {
  /// The target of the request as events describe it.
  var target: RequestEvent.Target {
    switch cause {
    case .raise(let name): .raise(name.text)
    case .abort(let number): .abort(number.value)
    case .visit(let visit, _): .visit(visit)
    case .respond(let body, let status): .respond(body: body?.text, status.value)
    }
  }
}

extension RequestEvent {
  /// The request as a statement without spans.
  var request: Request { target.request(at: route, in: scope) }
}

extension RequestEvent.Target {
  /// Returns the request as a statement without spans.
  public func request(at route: TextID?, in scope: TextID?) -> Request {
    let cause: Request.Cause =
      switch self {
      case .raise(let name): .raise(Name(name))
      case .abort(let code): .abort(Number(code))
      case .visit(let visit): .visit(visit, .nowhere)
      case .respond(let body, let status): .respond(body.map { StringLiteral($0) }, Number(status))
      }
    return Request(cause: cause, route: route.map { Name($0) }, scope: scope.map { Name($0) })
  }
}
