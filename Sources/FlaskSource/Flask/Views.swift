import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// What the hooks and the view of a request do.
extension Evaluator {
  /// What a view or a hook does, as a statement.
  enum Action {
    case statement(StatementDraft, raised: Value?, isKnown: Bool)
    case notModeled(Int)
  }

  /// Evaluates the hooks and the view of a request, and the methods for exceptions that the class of the app overrides.
  mutating func act(on sent: CurrentRequest, _ match: URLMap.Match) -> (Action, CurrentRequest) {
    let (action, request) = actAsFlask(on: sent, match)
    guard overridesHandling(sent.app) else { return (action, request) }
    self.request = request
    defer { self.request = nil }
    do throws(Interruption) {
      guard let exception = try exception(of: action),
        let value = try overriddenResponse(to: exception, request.app)
      else { return (action, self.request ?? request) }
      return (try self.action(for: value, nil), self.request ?? request)
    } catch {
      return (.notModeled(reason(of: error)), request)
    }
  }

  /// Returns the exception that Flask handles for an action; nil if there is none.
  private mutating func exception(of action: Action) throws(Interruption) -> Value? {
    guard case .statement(let draft, let raised, _) = action else { return nil }
    if let raised { return raised }
    guard case .visit(let visit, _) = draft else { return nil }
    switch visit {
    case .unknown: return newInstance(of: try known("NotFound"), ["args": .tuple([])])
    case .wrongMethod: return newInstance(of: try known("MethodNotAllowed"), ["args": .tuple([])])
    case .redirect: throw notModeled("a redirect by a subclass of Flask is not modeled")
    }
  }

  private mutating func actAsFlask(on sent: CurrentRequest, _ match: URLMap.Match) -> (Action, CurrentRequest) {
    var request = sent
    self.request = request
    let converted: ConvertedMatch
    do throws(Interruption) { converted = try convert(match, of: request) } catch {
      self.request = nil
      return (.notModeled(reason(of: error)), request)
    }
    let match = converted.match
    var route: Route?
    if case .found(let found) = match, converted.raised == nil, apps[sent.app].routes.indices.contains(found.route) {
      let matched = apps[sent.app].routes[found.route]
      route = matched
      request.endpoint = matched.endpoint
      request.blueprint = matched.registration.map { apps[sent.app].registrations[$0].path.joined(separator: ".") }
    }
    let scope = route?.registration.map { scopeName(of: $0, in: sent.app) }
    if case .wrongMethod(let allowed) = match { request.allowedMethods = allowed }
    if case .found = match, converted.raised == nil {
      let entries = converted.values.pairs.map { (Value.text($0.key), $0.value) }
      if case .dictionary(let id) = newDictionary(entries) { request.viewArguments = id }
    }
    request.globals = globalsOfRequest(to: sent.app)
    self.request = request
    defer { self.request = nil }
    do throws(Interruption) {
      if let response = try runHooks(before: request) {
        return (try action(for: response, scope), self.request ?? request)
      }
      if let exception = converted.raised { throw .raised(exception) }
      switch match {
      case .notModeled(let why): return (.notModeled(reason(why)), request)
      case .unknown: return (.statement(.visit(.unknown, scope: nil), raised: nil, isKnown: true), request)
      case .wrongMethod: return (.statement(.visit(.wrongMethod, scope: nil), raised: nil, isKnown: true), request)
      case .redirect:
        if try isDebug(request.app), request.method != "GET" {
          return (.notModeled(reason("a redirect in debug mode is not modeled")), request)
        }
        return (.statement(.visit(.redirect, scope: nil), raised: nil, isKnown: true), request)
      case .found:
        guard let route else { return (.notModeled(reason("the view is not known")), request) }
        if request.method == "OPTIONS", route.answersOptions {
          return (.statement(.respond("", 200, scope: scope), raised: nil, isKnown: true), request)
        }
        let value = try callView(route)
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

  private mutating func callView(_ route: Route) throws(Interruption) -> Value {
    var arguments = Arguments()
    for (name, value) in request?.viewArguments.map({ entries($0) })?.pairs ?? HeapObject.Entries().pairs {
      guard case .text(let name) = name else { throw notModeled("the arguments of the view are not known") }
      arguments.keywords[name] = value
    }
    switch route.view {
    case .library("flask.static"):
      throw notModeled("static files are not modeled")
    case .partial("flask.view", let values, let keywords):
      guard case .type(let id)? = values.first else { break }
      return try callView(id, Array(values.dropFirst(2)), keywords, arguments)
    case .none: throw notModeled("the route has no view")
    default: break
    }
    return try callFromFlask(route.view, arguments, at: current)
  }

  /// Calls a class-based view: creates an instance, and calls `dispatch_request` or the method for the HTTP method.
  private mutating func callView(
    _ id: ClassID, _ positional: [Value], _ keywords: Keywords, _ arguments: Arguments
  ) throws(Interruption) -> Value {
    if let (value, _) = classAttribute("init_every_request", of: id), try !isTrue(value), !release.isBefore("2.2.0") {
      throw notModeled("`init_every_request` of a view class is not modeled")
    }
    let instance = try instantiate(id, Arguments(positional: positional, keywords: keywords))
    if classAttribute("decorators", of: id) != nil { throw notModeled("`decorators` of a view class are not modeled") }
    var name = "dispatch_request"
    if classAttribute(name, of: id) == nil {
      name = (request?.method ?? "GET").lowercased()
      if name == "head", classAttribute("head", of: id) == nil { name = "get" }
    }
    return try callFromFlask(attribute(name, of: instance, at: current), arguments, at: current)
  }

  mutating func value(of argument: URLMap.Argument) -> Value {
    switch argument {
    case .text(let text), .custom(let text, _): .text(text)
    case .integer(let number): .integer(number)
    case .float: unknown("a float", isHarmless: true)
    case .none: Value.none
    case .uuid: unknown("a UUID", isHarmless: true)
    }
  }

  private mutating func action(for value: Value, _ scope: String?) throws(Interruption) -> Action {
    let response: ResponseObject
    do {
      response = try self.response(from: made(value, at: current), at: current)
    } catch .raised(let exception) {
      return action(forRaisedAfterView: exception, scope, request?.app ?? 0)
    }
    request?.location = response.location
    request?.mimetypeOfView = response.mimetype
    let status: Int
    switch response.status {
    case .integer(let number) where Number.values.contains(Int(clamping: number)): status = Int(number)
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
    if let response = attributesOfInstance(exception)["response"], response != .none,
      !hasGroupArguments(exception, id)
    {
      // Flask returns an HTTPException without a code as it is.
      if id == hierarchy.wellKnown.httpException, let action = try? action(for: response, scope) { return action }
      return .notModeled(reason("an exception with a response of its own is not modeled"))
    }
    var names = apps[request?.app ?? 0].classNames
    return .statement(.raise(statementName(id, &names), scope: scope), raised: exception, isKnown: true)
  }

  /// The action for an exception that `make_response` or an `after_request` function raises.
  func action(forRaisedAfterView exception: Value, _ scope: String?, _ app: Int) -> Action {
    var names = apps[app].classNames
    let id = classOfInstance(exception) ?? hierarchy.wellKnown.object
    return .statement(.raiseAfterView(statementName(id, &names), scope: scope), raised: exception, isKnown: true)
  }

  /// Returns whether an exception has the arguments that a `raise` statement gives to an exception group. In an HTTP
  /// error, the list is the response too.
  private func hasGroupArguments(_ exception: Value, _ id: ClassID) -> Bool {
    // Werkzeug's constructor leaves `args` empty.
    let attributes = attributesOfInstance(exception)
    guard case .text? = attributes["description"], case .list? = attributes["response"] else { return false }
    return hierarchy.viewArguments(for: id) == .group
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
