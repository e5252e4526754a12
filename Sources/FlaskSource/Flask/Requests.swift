import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// Sending requests to an app, and the responses that a test client receives.
extension Evaluator {
  mutating func send(
    _ sent: CurrentRequest, _ url: String, follows: Bool, remaining: Int = 10, at span: Span
  ) throws(Interruption) -> Value {
    let app = sent.app
    guard self.request == nil else { throw notModeled("a request inside a request is not modeled", at: span) }
    guard decisions == nil else { throw notModeled("a request inside a handler is not modeled", at: span) }
    try declareRegistrations(of: app)
    if apps[app].config[.text("MAX_CONTENT_LENGTH")] != nil, sent.form?.isEmpty != true || sent.json != nil {
      return notAnswered(app, sent.method, url, reason("the size of the request is not modeled", at: span), at: span)
    }
    if let reason = apps[app].reason { return notAnswered(app, sent.method, url, reason, at: span) }
    switch apps[app].unmodeledRules.match(path: sent.path, method: sent.method) {
    case .found(let found): return notAnswered(app, sent.method, url, found.route, at: span)
    case .redirect, .wrongMethod, .notModeled, .unknown: break
    }
    let match = apps[app].map.match(path: sent.path, method: sent.method)
    let sessionBefore = copiedSession(sent.session) ?? entries(sent.session)
    isSessionChanged = false
    let (outerScope, outerHandled) = (scope, handled)
    handled = []
    let (action, request) = act(on: sent, match)
    (scope, handled) = (outerScope, outerHandled)
    apps[app].isStarted = true
    guard case .statement(let draft, let raised, let isKnown) = action else {
      guard case .notModeled(let reason) = action else { return .none }
      forgetCache(of: app, reason)
      noteUnseenCalls(of: functions(calledFor: match, of: app), reason)
      return notAnswered(app, sent.method, url, reason, at: span)
    }
    var names = apps[app].classNames
    if let raised, let id = classOfInstance(raised) { _ = statementName(id, &names) }
    try declareClasses(&names, in: app)
    if let reason = apps[app].reason { return notAnswered(app, sent.method, url, reason, at: span) }
    let call = sent.call ?? TranslationLog.ClientCall(method: sent.method, path: url)
    let events = run(draft, in: app, at: span)
    guard let event = events.lazy.compactMap({ if case .answered(let event) = $0.kind { event } else { nil } }).first
    else {
      return notAnswered(app, sent.method, url, reason("the request is not modeled", at: span), at: span)
    }
    var exact: TranslationLog.ExactAnswer?
    for call in event.allCalls {
      switch answerOfCalledHandler(call, event, raised, request) {
      case .asDeclared: continue
      case .exact(let answer): exact = answer
      case .notModeled(let reason):
        forgetCache(of: app, reason)
        noteUnseenCalls(of: functions(calledFor: .unknown, of: app), reason)
        return notAnswered(app, sent.method, url, reason, at: span)
      }
    }
    runChangingHandlers(of: event, raised, request)
    // Flask saves the session when it processes the response.
    let isSaved = event.answer.escaped == nil && isProcessed(event)
    if !isSaved { update(sent.session, .dictionary(sessionBefore)) }
    let status = exact?.status ?? event.answer.status ?? 0
    guard follows, [301, 302, 303, 305, 307, 308].contains(status) else {
      log.add(.request(app: app, draft, span, call, exact))
      let response = try response(of: event, raised, isKnown: isKnown, exact, request, at: span)
      if isSaved, let reason = saveSession(sent.session, sessionBefore) { return replaceLastRequest(by: reason) }
      return response
    }
    var target: String?
    if case .redirect(let path) = match {
      target = path
    } else if case .text(let text)? = request.location {
      target = text
    }
    guard let target, let path = URLMap.requestPath(target), remaining > 0, !release.isBefore("1.0") else {
      return notAnswered(app, sent.method, url, reason("where the redirect leads is not modeled", at: span), at: span)
    }
    log.add(.request(app: app, draft, span, nil, nil))
    let redirect = ResponseObject(body: unknownText(of: span), status: .integer(Int64(status)))
    let processed = try afterRequest(.response(new(.response(redirect))), to: event, request, at: span)
    if case .unknown(let unknown) = processed { return notAnswered(app, sent.method, url, unknown.reason, at: span) }
    if isSaved, let reason = saveSession(sent.session, sessionBefore) {
      return notAnswered(app, sent.method, url, reason, at: span)
    }
    try endContext(of: request, nil)
    var next = sent
    next.call = call
    next.path = path
    next.query = query(of: target)
    if status != 307 && status != 308 {
      if next.method != "HEAD" { next.method = "GET" }
      (next.form, next.json) = ([], nil)
    }
    return try send(next, url, follows: true, remaining: remaining - 1, at: span)
  }

  /// The hooks, the handlers and the view that a request may call.
  private func functions(calledFor match: URLMap.Match, of app: Int) -> [Value] {
    var values = apps[app].hooks.map { $0.function }
    values += apps[app].handlers.values.joined().map { $0.handler.function }
    if case .found(let found) = match, apps[app].routes.indices.contains(found.route) {
      values.append(apps[app].routes[found.route].view)
    }
    return values
  }

  /// Evaluates the called handlers that change lists, attributes or variables, with the exception that they received.
  private mutating func runChangingHandlers(of event: RequestEvent, _ raised: Value?, _ request: CurrentRequest) {
    for call in event.allCalls {
      guard let handler = apps[request.app].handlers[call.handler.line]?.first else { continue }
      runForEffects(handler.handler.function, with: request) { evaluator throws(Interruption) in
        try evaluator.argument(of: call, raised, request.app)
      }
    }
  }

  /// Reports a client call whose answer is not modeled. Its response is unknown.
  mutating func notAnswered(
    _ app: Int, _ method: String, _ url: String, _ reason: Int, at span: Span
  ) -> Value {
    apps[app].isStarted = true
    unknownCount += 1
    log.add(.notModeled(TranslationLog.ClientCall(method: method, path: url), span, reason: reason))
    return .unknown(Unknown(reason: reason))
  }

  /// In releases whose lookups write to a cache, a request that is not modeled may change the answers to later ones.
  private mutating func forgetCache(of app: Int, _ reason: Int) {
    if release.era.rules.lookup.writes { apps[app].taint(reason) }
  }

  /// Returns the response that a test client receives, or raises the exception that left the app.
  private mutating func response(
    of event: RequestEvent, _ raised: Value?, isKnown: Bool, _ exact: TranslationLog.ExactAnswer?,
    _ request: CurrentRequest, at span: Span
  ) throws(Interruption) -> Value {
    let session = apps[request.app].session
    if let escaped = event.answer.escaped {
      let exception = try exception(named: session.text(escaped), raised, request.app)
      try endContext(of: request, exception)
      raisedAt = span
      throw .raised(exception)
    }
    var body = Value.page
    if request.method == "HEAD" {
      body = .bytes("")
    } else if let exact {
      body = exact.body.map { .bytes($0) } ?? unknown("the text of the response", isHarmless: true, at: span)
    } else if let text = event.answer.body {
      let text = session.text(text)
      body =
        log.unknownBodies.contains(text) || !isKnown
        ? unknown("the text `\(shortened(text))` is not known", isHarmless: true, at: span) : .bytes(text)
    }
    let status = Value.integer(Int64(exact?.status ?? event.answer.status ?? 200))
    let response = Value.response(new(.response(ResponseObject(body: body, status: status))))
    let last = try afterRequest(response, to: event, request, at: span)
    let unhandled = event.unhandled ? raised : nil
    try endContext(of: request, unhandled)
    return last
  }

  /// Returns an exception of the class with this name in statements: the raised one, if it has this class.
  mutating func exception(
    named name: String, _ raised: Value?, _ app: Int
  ) throws(Interruption) -> Value {
    if let raised, let id = classOfInstance(raised), apps[app].classNames[id] ?? hierarchy.knownName(id) == name {
      return raised
    }
    if let id = apps[app].classNames.first(where: { $0.value == name })?.key { return newInstance(of: id) }
    return newInstance(of: try known(name), ["args": .tuple([])])
  }
}
