import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// Sending requests to an app, and the responses that a test client receives.
extension Evaluator {
  mutating func send(
    _ asked: CurrentRequest, _ url: String, follows: Bool, remaining: Int = 10, at span: Span
  ) throws(Interruption) -> Value {
    let app = asked.app
    guard self.request == nil else { throw notModeled("a request inside a request is not modeled", at: span) }
    guard decisions == nil else { throw notModeled("a request inside a handler is not modeled", at: span) }
    try declareRegistrations(of: app)
    if let reason = apps[app].reason { return notSeen(app, asked.method, url, reason, at: span) }
    let sent: CurrentRequest
    switch throughMiddleware(asked, at: span) {
    case .request(let request): sent = request
    case .response(let status, let body): return middlewareAnswers(asked, url, status, body, at: span)
    case .notModeled(let reason): return notSeen(app, asked.method, url, reason, at: span)
    }
    switch apps[app].unmodeledRules.match(path: sent.path, method: sent.method) {
    case .found(let found): return notSeen(app, sent.method, url, found.route, at: span)
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
    let asked = AskedRequest(
      draft: draft, raised: raised, isKnown: isKnown, request: request, url: url,
      sessionBefore: sessionBefore)
    return try answer(asked, match, sent, follows: follows, remaining: remaining, at: span)
  }

  /// Records the answer of middleware to a request that does not reach the app.
  private mutating func middlewareAnswers(
    _ asked: CurrentRequest, _ url: String, _ status: Int, _ body: String, at span: Span
  ) -> Value {
    let text = asked.method == "HEAD" || !Outcome.hasBody(status: status) ? "" : body
    let call = asked.call ?? TranslationLog.ClientCall(method: asked.method, path: url)
    log.add(.request(app: asked.app, .respond(text, status, scope: nil), span, call, nil))
    _ = run(.respond(text, status, scope: nil), in: asked.app, at: span)
    return .response(new(.response(ResponseObject(body: .bytes(text), status: .integer(Int64(status))))))
  }

  /// A request whose hooks and view have been evaluated.
  struct AskedRequest {
    var draft: StatementDraft
    var raised: Value?
    /// Whether the body of the view's response is known.
    var isKnown: Bool
    var request: CurrentRequest
    var url: String
    /// The session before the request.
    var sessionBefore: HeapObject.Entries
  }

  private mutating func answer(
    _ asked: AskedRequest, _ match: URLMap.Match, _ sent: CurrentRequest, follows: Bool, remaining: Int, at span: Span
  ) throws(Interruption) -> Value {
    let (app, url, raised, request) = (sent.app, asked.url, asked.raised, asked.request)
    var names = apps[app].classNames
    if let raised, let id = classOfInstance(raised) { _ = statementName(id, &names) }
    try declareClasses(&names, in: app)
    if let reason = apps[app].reason { return notSeen(app, sent.method, url, reason, at: span) }
    let call = sent.call ?? TranslationLog.ClientCall(method: sent.method, path: url)
    let events = run(asked.draft, in: app, at: span)
    guard let event = events.lazy.compactMap({ if case .answered(let event) = $0.kind { event } else { nil } }).first
    else {
      return notSeen(app, sent.method, url, reason("the request is not modeled", at: span), at: span)
    }
    if let reason = reasonOfOverriddenResponse(to: event, raised, request) {
      return notSeen(app, sent.method, url, reason, at: span)
    }
    var exact: TranslationLog.ExactAnswer?
    for call in event.allCalls {
      switch answerOfCalledHandler(call, event, raised, request) {
      case .asDeclared: continue
      case .exact(let answer): exact = answer
      case .notModeled(let reason):
        forgetCache(of: app, reason)
        return notSeen(app, sent.method, url, reason, at: span)
      }
    }
    // The handlers read what was there before they changed it.
    let mimetype = mimetype(of: event, asked)
    runChangingHandlers(of: event, raised, request)
    // Flask saves the session when it processes the response.
    let isSaved = event.answer.escaped == nil && isProcessed(event)
    if !isSaved { update(sent.session, .dictionary(asked.sessionBefore)) }
    let status = exact?.status ?? event.answer.status ?? 0
    guard follows, [301, 302, 303, 305, 307, 308].contains(status) else {
      log.add(.request(app: app, asked.draft, span, call, exact))
      return try response(of: event, asked, exact, mimetype, at: span)
    }
    var target: String?
    if case .redirect(let path) = match {
      target = path
    } else if case .text(let text)? = request.location {
      target = text
    }
    guard let target, let path = URLMap.requestPath(target), remaining > 0, !request.hasScriptName,
      !release.isBefore("1.0")
    else {
      return notSeen(app, sent.method, url, reason("where the redirect leads is not modeled", at: span), at: span)
    }
    log.add(.request(app: app, asked.draft, span, nil, nil))
    if let reason = try finishRedirect(of: event, status, asked, at: span) {
      return notSeen(app, sent.method, url, reason, at: span)
    }
    var next = sent
    next.call = call
    next.path = path
    next.query = query(of: target)
    next.parsedJSON = nil
    if status != 307 && status != 308 {
      if next.method != "HEAD" { next.method = "GET" }
      next.removeBody()
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
      guard let handler = candidates(for: call, in: request.app).first else { continue }
      runForEffects(handler.handler.function, with: request) { evaluator throws(Interruption) in
        try evaluator.argument(of: call, raised, request.app)
      }
    }
  }

  /// Records a request that runs functions that are not seen.
  mutating func notSeen(
    _ app: Int, _ method: String, _ url: String, _ reason: Int, at span: Span
  ) -> Value {
    noteUnseenCalls(of: functions(of: app), reason)
    return notAnswered(app, method, url, reason, at: span)
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
    of event: RequestEvent, _ asked: AskedRequest, _ exact: TranslationLog.ExactAnswer?, _ mimetype: String?,
    at span: Span
  ) throws(Interruption) -> Value {
    let (request, raised) = (asked.request, asked.raised)
    let session = apps[request.app].session
    if let escaped = event.answer.escaped {
      let exception = try exception(named: session.text(escaped), raised, request.app)
      try endContext(of: request, exception)
      raisedAt = span
      throw .raised(exception)
    }
    let status = exact?.status ?? event.answer.status ?? 200
    var body = Value.page
    if request.method == "HEAD" || !Outcome.hasBody(status: status) {
      body = .bytes("")
    } else if let exact {
      body = exact.body.map { .bytes($0) } ?? unknown("the text of the response", isHarmless: true, at: span)
    } else if let text = event.answer.body {
      let text = session.text(text)
      body =
        log.unknownBodies.contains(text) || !asked.isKnown
        ? unknown("the text `\(shortened(text))` is not known", isHarmless: true, at: span) : .bytes(text)
    }
    if mimetype == "application/json" { noteJSON() }
    let before = ResponseObject(body: body, status: .integer(Int64(status)), mimetype: mimetype)
    let id: ObjectID
    switch afterRequest(new(.response(before)), to: event, request, at: span) {
    case .response(let last):
      id = last
      if isProcessed(event), let reason = saveSession(request.session, asked.sessionBefore) {
        return replaceLastRequest(by: reason)
      }
    case .logged(let last):
      id = last
      update(request.session, .dictionary(asked.sessionBefore))
    case .notModeled(let reason):
      noteUnseenEnd(of: request, reason)
      try endContext(of: request, event.unhandled ? raised : nil)
      return replaceLastRequest(by: reason)
    case .raised(let exception):
      return try answer(asked, raising: exception, at: span)
    }
    try endContext(of: request, event.unhandled ? raised : nil)
    guard case .response(let after)? = object(id) else { return .none }
    return finalResponse(id, before, after, request)
  }

  /// Records that the `after_request` functions and the session of a request are not known.
  private mutating func noteUnseenEnd(of request: CurrentRequest, _ reason: Int) {
    if isSessionChanged { taintAll(reason) }
    noteUnseenCalls(of: apps[request.app].hooks.filter { $0.kind == .after }.map { $0.function }, reason)
  }

  /// Ends a request whose redirect the client follows. Returns why that is not modeled, if it is not.
  private mutating func finishRedirect(
    of event: RequestEvent, _ status: Int, _ asked: AskedRequest, at span: Span
  ) throws(Interruption) -> Int? {
    let request = asked.request
    let before = ResponseObject(body: unknownText(of: span), status: .integer(Int64(status)))
    switch afterRequest(new(.response(before)), to: event, request, at: span) {
    case .response(let id), .logged(let id):
      guard case .response(let after)? = object(id), after.status == before.status, after.location == before.location
      else { return reason("an `after_request` function changes the response") }
    case .notModeled(let reason):
      noteUnseenEnd(of: request, reason)
      return reason
    case .raised: return reason("an `after_request` function raises an exception")
    }
    if isProcessed(event), let reason = saveSession(request.session, asked.sessionBefore) { return reason }
    try endContext(of: request, nil)
    return nil
  }

  /// Returns a response after the `after_request` functions. Its answer is recorded if they changed it.
  private mutating func finalResponse(
    _ id: ObjectID, _ before: ResponseObject, _ after: ResponseObject, _ request: CurrentRequest
  ) -> Value {
    if after.body == before.body, after.status == before.status { return .response(id) }
    guard case .integer(let status) = after.status, Number.values.contains(Int(clamping: status)) else {
      return replaceLastRequest(by: reason("the status of the response is not modeled"))
    }
    switch after.body {
    case .text(let text), .bytes(let text):
      let isEmpty = request.method == "HEAD" || !Outcome.hasBody(status: Int(status))
      log.changeAnswer(to: TranslationLog.ExactAnswer(status: Int(status), body: isEmpty ? "" : text))
      return .response(
        new(
          .response(
            ResponseObject(
              body: .bytes(isEmpty ? "" : text), status: after.status, mimetype: after.mimetype))))
    default: return replaceLastRequest(by: reason("an `after_request` function changes the response"))
    }
  }

  /// Returns the response to a request after which an `after_request` function raises an exception.
  private mutating func answer(
    _ asked: AskedRequest, raising exception: Value, at span: Span
  ) throws(Interruption) -> Value {
    guard case .request(_, let draft, _, let call?, _)? = log.items.last else {
      return replaceLastRequest(by: reason("an `after_request` function raises an exception"))
    }
    guard case .statement(let next, _, _) = action(forRaisedAfterView: exception, draft.scope, asked.request.app) else {
      return replaceLastRequest(by: reason("an `after_request` function raises an exception"))
    }
    log.continueRequest()
    var sent = asked.request
    sent.call = call
    let again = AskedRequest(
      draft: next, raised: exception, isKnown: true, request: sent, url: asked.url,
      sessionBefore: asked.sessionBefore)
    return try answer(again, .unknown, sent, follows: false, remaining: 0, at: span)
  }

  private mutating func replaceLastRequest(by reason: Int) -> Value {
    log.forgetAnswer(reason: reason)
    return .unknown(Unknown(reason: reason))
  }

  /// Returns the content type of a response without parameters, if it is known.
  private mutating func mimetype(of event: RequestEvent, _ asked: AskedRequest) -> String? {
    guard let call = event.allCalls.last else {
      return event.answer.body == nil ? "text/html" : asked.request.mimetypeOfView
    }
    let candidates = candidates(for: call, in: asked.request.app)
    guard let handler = candidates.first, candidates.count == 1 else { return nil }
    return mimetype(of: handler, call, asked.raised, asked.request)
  }

  /// The name of values that are lists in an order that is not known.
  static let unordered = "<unordered>"

  /// Returns an exception of the class with this name in statements: the raised one, if it has this class.
  mutating func exception(
    named name: String, _ raised: Value?, _ app: Int
  ) throws(Interruption) -> Value {
    if let raised, let id = classOfInstance(raised), apps[app].classNames[id] ?? hierarchy.knownName(id) == name {
      return raised
    }
    if let id = apps[app].classNames.first(where: { $0.value == name })?.key { return newInstance(of: id) }
    // The message of an exception that a handler raised is not known.
    let id = try known(name)
    if hierarchy.isHTTP(id) {
      var attributes: [String: Value] = ["args": .tuple([])]
      if raised == nil, id == hierarchy.wellKnown.methodNotAllowed, let allowed = request?.allowedMethods {
        // Werkzeug passes a set, so the order is not known.
        let methods = allowed.map { Value.text($0) }
        attributes["valid_methods"] = methods.count == 1 ? newList(methods) : .partial(Self.unordered, methods, [:])
      }
      return newInstance(of: id, attributes)
    }
    let message = unknown("the message of an exception that a handler raised", isHarmless: true)
    return newInstance(of: id, ["args": .tuple([message])])
  }
}
