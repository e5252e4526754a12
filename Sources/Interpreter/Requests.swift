import Diagnostics
import Resolution
import Syntax

/// `raise`, `abort`, `visit` and `respond`: requests to the app, and how they were answered.
extension Session {
  /// The request that `why` asks about.
  struct LastRequest: Sendable {
    var request: ResolvedRequest
    var shown: RequestEvent
    /// The number of the request in its process, from 1.
    var number: Int32
    /// Its searches, once something came after which they could not be repeated.
    var lookups: [LookupEvent]?
  }

  /// A request of the running process.
  struct PastRequest: Sendable {
    var request: ResolvedRequest
    var line: Int32
    /// How many statements the app had then: the later ones came after it.
    var statements: Int32
  }

  mutating func answer(_ request: Request, _ statement: Statement) -> [Event] {
    switch find(request) {
    case .failure(let diagnostic): return [event(diagnostic)]
    case .success(let raised):
      // In a step of its own: within the call of `event` a copy of the session would be held, and with it every array
      // of it copied at the first write, which made long scripts quadratic.
      let answered = answer(request, raised, at: statement)
      return [event(statement, .answered(answered))]
    }
  }

  /// Looks up the names of a request, and whether the process can be asked at all.
  func find(_ request: Request) -> Result<ResolvedRequest, Diagnostic> {
    findRegistration(request.scope).flatMap { scope in
      if let scope, let name = request.scope, process.state(of: scope) == .unreachable {
        return .failure(notMounted(name))
      }
      switch request.cause {
      case .raise(let name): return findRaisable(name).map { ResolvedRequest(cause: .raise($0), scope: scope) }
      case .abort(let number):
        return .success(ResolvedRequest(cause: .abort(Int32(number.value)), scope: scope))
      case .visit(let visit, _): return .success(ResolvedRequest(cause: .routing(routed(visit)), scope: scope))
      case .respond(let body, let status):
        let body = body?.text ?? Request.unwrittenBody
        return .success(ResolvedRequest(cause: .respond(body: body, status: Int32(status.value)), scope: scope))
      }
    }
  }

  /// What routing raises for such a URL.
  private func routed(_ visit: Request.Visit) -> ClassID {
    switch visit {
    case .unknown: app.hierarchy.wellKnown.notFound
    case .wrongMethod: app.hierarchy.wellKnown.methodNotAllowed
    case .redirect: app.hierarchy.wellKnown.requestRedirect
    }
  }

  /// Sends a request to the process.
  mutating func answer(_ request: Request, _ raised: ResolvedRequest, at statement: Statement) -> RequestEvent {
    // The process moves out and back, so that it is not copied when its tables are written to.
    var process = running.take() ?? app.built
    let outcome = process.answer(raised, handlers: app.handlers, in: app.hierarchy, tracing: isTracing)
    pastRequests.append(
      PastRequest(request: raised, line: Int32(line(statement.span)), statements: Int32(app.statements.count)))
    let number = process.requests
    running = process
    var shown = requestEvent(request, raised, outcome)
    if isTracing { shown.lookups = outcome.lookups.map { lookupEvent($0) } }
    if outcome.wasMisled { shown.fresh = freshAnswer(raised, unlike: shown.answer) }
    lastRequest = LastRequest(request: raised, shown: shown, number: number)
    return shown
  }

  /// What a new process would answer, where that is something else.
  func freshAnswer(_ raised: ResolvedRequest, unlike answer: Answer) -> Answer? {
    let fresh = app.built.preview(raised, handlers: app.handlers, in: app.hierarchy)
    let other = self.answer(fresh)
    return other.isSame(as: answer) ? nil : other
  }

  // MARK: From outcomes to events

  func requestEvent(_ request: Request, _ resolved: ResolvedRequest, _ outcome: Outcome) -> RequestEvent {
    RequestEvent(
      target: request.target, scope: request.scope?.text, flask: release.name, answer: answer(outcome),
      unhandled: outcome.unhandled, trappedBy: outcome.trappedBy?.rawValue,
      propagatedBy: outcome.propagatedBy?.rawValue, failures: outcome.failures.map { failure($0) },
      ran: outcome.ran.map { ran($0) }, lookups: nil, written: outcome.written.map { written($0) }, fresh: nil)
  }

  private func failure(_ failure: Outcome.Failure) -> RequestEvent.Failure {
    switch failure {
    case .page(let id, .attributeError): .page(of: name(id), raises: "AttributeError")
    case .page(let id, .typeError): .page(of: name(id), raises: "TypeError")
    case .noCode(let id): .noCode(name(id))
    case .noResponse(let id): .noResponse(name(id))
    case .missingKey: .missingKey
    }
  }

  func answer(_ outcome: Outcome) -> Answer {
    Answer(
      status: outcome.status.map { Int($0) }, body: outcome.body,
      handler: outcome.answered.map { reference($0.handler) }, argument: outcome.answered.map { name($0.argument) },
      original: outcome.answered?.original.map { name($0) }, escaped: outcome.escaped.map { name($0) })
  }

  private func ran(_ entered: Outcome.HandlerCall) -> RequestEvent.Ran {
    RequestEvent.Ran(
      handler: reference(entered.handler), argument: name(entered.argument), original: entered.original.map { name($0) }
    )
  }

  private func written(_ written: Outcome.Written) -> WrittenEntry {
    WrittenEntry(
      scope: app.scopeName(written.table.scope), code: written.table.code.map { Int($0) }, type: name(written.id))
  }
}

extension Request {
  /// What it is about, by names.
  var target: RequestEvent.Target {
    switch cause {
    case .raise(let name): .raise(name.text)
    case .abort(let number): .abort(number.value)
    case .visit(let visit, _): .visit(visit)
    case .respond(let body, let status): .respond(body: body?.text, status.value)
    }
  }
}

extension RequestEvent.Target {
  /// The request as a script makes it; it has no place in a text.
  package func request(in scope: String?) -> Request {
    let cause: Request.Cause =
      switch self {
      case .raise(let name): .raise(Name(name))
      case .abort(let code): .abort(Number(code))
      case .visit(let visit): .visit(visit, .nowhere)
      case .respond(let body, let status): .respond(body.map { StringLiteral($0) }, Number(status))
      }
    return Request(cause: cause, scope: scope.map { Name($0) })
  }
}
