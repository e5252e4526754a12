import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// The request that is answered.
struct CurrentRequest: Sendable {
  var app: Int
  var method: String
  var path: String
  /// The parts of the query, in order.
  var query: [(name: String, value: String)] = []
  /// The fields of a form; nil if they are not known.
  var form: [(name: String, value: Value)]? = []
  /// The value of `json=`; nil if there is none.
  var json: Value?
  /// The value of `data=` if it is a text.
  var text: Value?
  /// Whether the content type is JSON.
  var isJSON = false
  /// The headers that the client passes by name.
  var headers: [String: Value]? = [:]
  /// The dictionary of the client's session.
  var session: ObjectID
  /// The object `g`, once the request is answered.
  var globals: ObjectID?
  var endpoint: String?
  var blueprint: String?
  /// The client call, if this is a redirect that it follows.
  var call: TranslationLog.ClientCall?
  /// Where the response redirects to, once it is known.
  var location: Value?
}

/// Client calls: what a request to an app does.
extension Evaluator {
  private static let methods: [String: String] = [
    "get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE", "head": "HEAD",
    "options": "OPTIONS", "trace": "TRACE",
  ]

  mutating func callClient(
    _ name: String, _ app: Int, _ session: ObjectID, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    var method = Self.methods[name]
    if name == "open" {
      method = "GET"
      if let given = arguments.keywords["method"] {
        guard case .text(let text) = given else { throw notModeled("the method of the request is not known", at: span) }
        method = text.uppercased()
      }
    }
    guard let method else {
      if name == "__enter__" { return .client(app: app, session: session) }
      if name == "session_transaction" { return .partial("flask.session_transaction", [.dictionary(session)], [:]) }
      return unknown("`client.\(name)` is not modeled", isHarmless: true, at: span)
    }
    let given = arguments.value(0, "path")
    guard case .text(let url)? = given else {
      return notAnswered(app, method, "?", reason("the URL of the request is not known", at: span), at: span)
    }
    guard let path = URLMap.requestPath(url) else {
      return notAnswered(app, method, url, reason("a URL of this form is not modeled", at: span), at: span)
    }
    var request = CurrentRequest(app: app, method: method, path: path, session: session)
    request.query = query(of: url)
    if let reason = arguments.unknown ?? read(arguments, into: &request) {
      return notAnswered(app, method, url, reason, at: span)
    }
    let follows =
      try arguments.keywords["follow_redirects"].map { value throws(Interruption) in try isTrue(value) } ?? false
    return try send(request, url, follows: follows, at: span)
  }

  /// Reads what the client sends. Returns the reason if it is not modeled.
  private mutating func read(_ arguments: Arguments, into request: inout CurrentRequest) -> Int? {
    for (name, value) in arguments.keywords {
      switch name {
      case "content_type", "mimetype": request.isJSON = value == .text("application/json")
      case "path", "follow_redirects", "environ_base", "buffered", "method", "auth",
        "environ_overrides":
        break
      case "base_url", "subdomain", "url_scheme", "host":
        return reason("the option `\(name)` of a request is not modeled")
      case "query_string":
        guard case .dictionary(let id) = value else {
          guard case .text(let text) = value else { return reason("the query is not known") }
          request.query += query(of: "?" + text)
          break
        }
        let entries = entries(id)
        for (key, value) in zip(entries.keys, entries.values) {
          guard case .text(let key) = key else { continue }
          switch value {
          case .text(let text): request.query.append((key, text))
          case .integer(let number): request.query.append((key, "\(number)"))
          default: return reason("the query is not known")
          }
        }
      case "json": request.json = value
      case "data":
        guard case .dictionary(let id) = value else {
          request.form = value == .none ? [] : nil
          if case .text = value.asText { request.text = value.asText }
          break
        }
        let entries = entries(id)
        request.form = zip(entries.keys, entries.values).compactMap { key, value in
          if case .text(let key) = key { (key, value) } else { nil }
        }
      case "headers": request.headers = headers(value)
      default: return reason("the option `\(name)` of a request is not modeled")
      }
    }
    return nil
  }

  private func headers(_ value: Value) -> [String: Value]? {
    var headers: [String: Value] = [:]
    switch value {
    case .dictionary(let id):
      let entries = entries(id)
      for (key, value) in zip(entries.keys, entries.values) {
        guard case .text(let key) = key else { return nil }
        headers[key.lowercased()] = value
      }
    case .none: break
    default: return nil
    }
    return headers
  }

  private func query(of url: String) -> [(name: String, value: String)] {
    guard let start = url.utf8.firstIndex(of: UInt8(ascii: "?")) else { return [] }
    let text = url[url.index(after: start)...].prefix { $0 != "#" }
    return text.split(separator: "&").map { part in
      let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = pieces.count > 1 ? String(pieces[1]) : ""
      return (decoded(String(pieces[0])), decoded(value))
    }
  }

  private func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Sending

  /// What a view or a hook does, as a statement.
  private enum Action {
    case statement(StatementDraft, raised: Value?, isKnown: Bool)
    case notModeled(Int)
  }

  private mutating func send(
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
    let (outerScope, outerHandled) = (scope, handled)
    handled = []
    let (action, request) = act(on: sent, match)
    (scope, handled) = (outerScope, outerHandled)
    apps[app].isStarted = true
    guard case .statement(let draft, let raised, let isKnown) = action else {
      guard case .notModeled(let reason) = action else { return .none }
      forgetCache(of: app, reason)
      if mayChangeState(match, of: app) { taintAll(reason) }
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
    runChangingHandlers(of: event, raised, request)
    var exact: TranslationLog.ExactAnswer?
    for call in event.allCalls {
      switch answerOfCalledHandler(call, event, raised, request) {
      case .asDeclared: continue
      case .exact(let answer): exact = answer
      case .notModeled(let reason):
        forgetCache(of: app, reason)
        return notAnswered(app, sent.method, url, reason, at: span)
      }
    }
    let status = exact?.status ?? event.answer.status ?? 0
    guard follows, [301, 302, 303, 305, 307, 308].contains(status) else {
      log.add(.request(app: app, draft, span, call, exact))
      return try response(of: event, raised, isKnown: isKnown, exact, request, at: span)
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

  /// Whether the hooks or the view of a request may change something that later requests read.
  private func mayChangeState(_ match: URLMap.Match, of app: Int) -> Bool {
    if apps[app].hooks.contains(where: { $0.kind == .before && mayChangeState($0.function) }) { return true }
    guard case .found(let found) = match, apps[app].routes.indices.contains(found.route) else { return false }
    return mayChangeState(apps[app].routes[found.route].view)
  }

  /// Evaluates the called handlers that change lists, attributes or variables, with the exception that they received.
  private mutating func runChangingHandlers(of event: RequestEvent, _ raised: Value?, _ request: CurrentRequest) {
    for call in event.allCalls {
      let handlers = apps[request.app].handlers[call.handler.line] ?? []
      guard let function = handlers.first?.handler.function, mayChangeState(function) else { continue }
      let outer = scope
      self.request = request
      defer {
        self.request = nil
        scope = outer
      }
      do throws(Interruption) {
        let argument = try argument(of: call, raised, request.app)
        _ = try self.call(function, Arguments(positional: [argument]), at: current)
      } catch {
        if case .notModeled(let reason) = error { taintAll(reason) }
      }
    }
  }

  /// Reports a client call whose answer is not modeled. Its response is unknown.
  private mutating func notAnswered(
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
      tearDown(request, exception)
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
    let call = log.newCall()
    let response = Value.response(new(.response(ResponseObject(body: body, status: status, call: call))))
    let last = try afterRequest(response, to: event, request, at: span)
    let unhandled = event.unhandled ? raised : nil
    tearDown(request, unhandled)
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

  /// Calls the `after_request` functions. Those that change the response are not modeled.
  private mutating func afterRequest(
    _ response: Value, to event: RequestEvent, _ request: CurrentRequest, at span: Span
  ) throws(Interruption) -> Value {
    guard case .response(let id) = response, case .response(let before)? = object(id) else { return response }
    // Before 1.1, Flask does not call them for the response to an unhandled exception.
    if event.unhandled, release.isBefore("1.1.0") { return response }
    for hook in apps[request.app].hooks.reversed() where hook.kind == .after && concerns(hook, request) {
      self.request = request
      defer { self.request = nil }
      let reason: Int
      do {
        let result = try call(hook.function, Arguments(positional: [response]), at: span)
        guard case .response(let after)? = object(id), result == response,
          after.body == before.body && after.status == before.status
        else {
          reason = self.reason("an `after_request` function changes the response")
          return replaceLastRequest(by: reason)
        }
        continue
      } catch .notModeled(let why) {
        reason = why
      } catch {
        reason = self.reason("an `after_request` function raises an exception")
      }
      return replaceLastRequest(by: reason)
    }
    return response
  }

  /// Calls the `teardown_request` functions that change something, with the exception that nobody handled.
  private mutating func tearDown(_ request: CurrentRequest, _ exception: Value?) {
    for hook in apps[request.app].hooks.reversed() where hook.kind == .teardown && concerns(hook, request) {
      guard mayChangeState(hook.function) else { continue }
      let outer = scope
      self.request = request
      defer {
        self.request = nil
        scope = outer
      }
      do throws(Interruption) {
        _ = try call(hook.function, Arguments(positional: [exception ?? .none]), at: current)
      } catch {
        if case .notModeled(let reason) = error { taintAll(reason) }
      }
    }
  }

  private mutating func replaceLastRequest(by reason: Int) -> Value {
    log.forgetAnswer(reason: reason)
    return .unknown(Unknown(reason: reason))
  }

  private func concerns(_ hook: Hook, _ request: CurrentRequest) -> Bool {
    guard let registration = hook.registration else { return true }
    guard let blueprint = request.blueprint else { return false }
    let path = apps[request.app].registrations[registration].path.joined(separator: ".")
    return blueprint == path || (!release.isBefore("2.0.0") && blueprint.hasPrefix(path + "."))
  }

  // MARK: Views

  /// Evaluates the hooks and the view of a request.
  private mutating func act(on sent: CurrentRequest, _ match: URLMap.Match) -> (Action, CurrentRequest) {
    var request = sent
    var route: Route?
    if case .found(let found) = match, apps[sent.app].routes.indices.contains(found.route) {
      let matched = apps[sent.app].routes[found.route]
      route = matched
      request.endpoint = matched.endpoint
      request.blueprint = matched.registration.map { apps[sent.app].registrations[$0].path.joined(separator: ".") }
    }
    let scope = route?.registration.map { scopeName(of: $0, in: sent.app) }
    request.globals = new(.instance(hierarchy.wellKnown.object, [:]))
    self.request = request
    defer { self.request = nil }
    do throws(Interruption) {
      if let response = try runHooks(before: request) {
        return (try action(for: response, scope), self.request ?? request)
      }
      switch match {
      case .notModeled(let why): return (.notModeled(reason(why)), request)
      case .unknown: return (.statement(.visit(.unknown, scope: nil), raised: nil, isKnown: true), request)
      case .wrongMethod: return (.statement(.visit(.wrongMethod, scope: nil), raised: nil, isKnown: true), request)
      case .redirect:
        if try isTrue(apps[request.app].config[.text("DEBUG")] ?? .boolean(false)), request.method != "GET" {
          return (.notModeled(reason("a redirect in debug mode is not modeled")), request)
        }
        return (.statement(.visit(.redirect, scope: nil), raised: nil, isKnown: true), request)
      case .found(let found):
        guard let route else { return (.notModeled(reason("the view is not known")), request) }
        if request.method == "OPTIONS", route.answersOptions {
          return (.statement(.respond("", 200, scope: scope), raised: nil, isKnown: true), request)
        }
        let value = try callView(route, found)
        return (try action(for: value, scope), self.request ?? request)
      }
    } catch {
      switch error {
      case .raised(let exception): return (action(forRaised: exception, scope), self.request ?? request)
      case .notModeled(let reason): return (.notModeled(reason), request)
      case .yielded: return (.notModeled(reason("generators are not modeled")), request)
      }
    }
  }

  /// Calls the `before_request` functions until one returns a response.
  private mutating func runHooks(before request: CurrentRequest) throws(Interruption) -> Value? {
    let hooks = apps[request.app].hooks
    if !apps[request.app].isStarted {
      for hook in hooks where hook.kind == .beforeFirst { _ = try call(hook.function, Arguments(), at: current) }
    }
    let ordered = hooks.filter { $0.registration == nil } + hooks.filter { $0.registration != nil }
    for hook in ordered where hook.kind == .before && concerns(hook, request) {
      let value = try call(hook.function, Arguments(), at: current)
      if case .unknown(let unknown) = value { throw undecided(unknown) }
      if value != .none { return value }
    }
    return nil
  }

  private mutating func callView(_ route: Route, _ found: URLMap.FoundRule) throws(Interruption) -> Value {
    var arguments = Arguments()
    for argument in found.arguments { arguments.keywords[argument.name] = value(of: argument.value) }
    // Flask 2.0 and later need the package asgiref for them, which may be missing.
    if case .function(let id) = route.view, functions[id.index].isAsync {
      throw notModeled("`async` views are not modeled", at: functions[id.index].span)
    }
    switch route.view {
    case .library("flask.static"):
      throw notModeled("static files are not modeled")
    case .partial("flask.view", let values, let keywords):
      guard case .type(let id)? = values.first else { break }
      return try callView(id, keywords, arguments)
    case .none: throw notModeled("the route has no view")
    default: break
    }
    return try call(route.view, arguments, at: current)
  }

  /// Calls a class-based view: creates an instance, and calls `dispatch_request` or the method for the HTTP method.
  private mutating func callView(
    _ id: ClassID, _ keywords: [String: Value], _ arguments: Arguments
  ) throws(Interruption) -> Value {
    let instance = try instantiate(id, Arguments(keywords: keywords))
    if classAttribute("decorators", of: id) != nil { throw notModeled("`decorators` of a view class are not modeled") }
    var name = "dispatch_request"
    if classAttribute(name, of: id) == nil {
      name = (request?.method ?? "GET").lowercased()
      if name == "head", classAttribute("head", of: id) == nil { name = "get" }
    }
    return try call(attribute(name, of: instance, at: current), arguments, at: current)
  }

  private mutating func value(of argument: URLMap.Argument) -> Value {
    switch argument {
    case .text(let text): .text(text)
    case .integer(let number): .integer(number)
    case .float: unknown("a float", isHarmless: true)
    case .uuid: unknown("a UUID", isHarmless: true)
    }
  }

  private mutating func action(for value: Value, _ scope: String?) throws(Interruption) -> Action {
    let response = try response(from: value, at: current)
    request?.location = response.location
    let status: Int
    switch response.status {
    case .integer(let number) where (0...999_999).contains(number): status = Int(number)
    case .unknown(let unknown): return .notModeled(unknown.reason)
    default: return .notModeled(reason("the status of the response is not modeled"))
    }
    switch response.body {
    case .text(let text), .bytes(let text):
      return .statement(.respond(text, status, scope: scope), raised: nil, isKnown: true)
    case .unknown(let unknown):
      let text = unknownBody(unknown)
      log.addUnknownBody(text)
      return .statement(.respond(text, status, scope: scope), raised: nil, isKnown: false)
    case .page:
      log.addUnknownBody(Self.pageBody)
      return .statement(.respond(Self.pageBody, status, scope: scope), raised: nil, isKnown: false)
    default: return .notModeled(reason("the body of the response is not modeled"))
    }
  }

  private mutating func action(forRaised exception: Value, _ scope: String?) -> Action {
    if case .integer(let code)? = attributesOfInstance(exception)[Self.abortedCode] {
      return .statement(.abort(Int(clamping: code), scope: scope), raised: exception, isKnown: true)
    }
    guard let id = classOfInstance(exception) else { return .notModeled(reason("the raised exception is not known")) }
    if hasOwnCode(exception, id) {
      return .notModeled(reason("the code of the raised exception is set on the instance"))
    }
    if let response = attributesOfInstance(exception)["response"], response != .none {
      // Flask returns an HTTPException without a code as it is.
      if id == hierarchy.wellKnown.httpException, let action = try? action(for: response, scope) { return action }
      return .notModeled(reason("an exception with a response of its own is not modeled"))
    }
    var names = apps[request?.app ?? 0].classNames
    return .statement(.raise(statementName(id, &names), scope: scope), raised: exception, isKnown: true)
  }

  /// Returns whether an HTTP error has a code on the instance that differs from what its class says.
  func hasOwnCode(_ exception: Value, _ id: ClassID) -> Bool {
    guard hierarchy.isHTTP(id), let own = attributesOfInstance(exception)["code"] else { return false }
    switch (hierarchy.instanceCode(id), own) {
    case (.number(let code), .integer(let own)): return Int64(code) != own
    case (.none, .none): return false
    default: return true
    }
  }

  /// The attribute that marks an exception raised by `abort`.
  static let abortedCode = "<abort>"
}
