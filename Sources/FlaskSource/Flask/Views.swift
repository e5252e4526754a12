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

  /// Evaluates the hooks and the view of a request.
  mutating func act(on sent: CurrentRequest, _ match: URLMap.Match) -> (Action, CurrentRequest) {
    var request = sent
    var route: Route?
    if case .found(let found) = match, apps[sent.app].routes.indices.contains(found.route) {
      let matched = apps[sent.app].routes[found.route]
      route = matched
      request.endpoint = matched.endpoint
      request.blueprint = matched.registration.map { apps[sent.app].registrations[$0].path.joined(separator: ".") }
    }
    let scope = route?.registration.map { scopeName(of: $0, in: sent.app) }
    request.globals = globalsOfRequest(to: sent.app)
    self.request = request
    defer { self.request = nil }
    do throws(Interruption) {
      if let response = try runHooks(before: request) {
        return (try action(forReturned: response, scope), self.request ?? request)
      }
      switch match {
      case .notModeled(let why): return (.notModeled(reason(why)), request)
      case .unknown: return (.statement(.visit(.unknown, scope: nil), raised: nil, isKnown: true), request)
      case .wrongMethod: return (.statement(.visit(.wrongMethod, scope: nil), raised: nil, isKnown: true), request)
      case .redirect:
        if try isDebug(request.app), request.method != "GET" {
          return (.notModeled(reason("a redirect in debug mode is not modeled")), request)
        }
        return (.statement(.visit(.redirect, scope: nil), raised: nil, isKnown: true), request)
      case .found(let found):
        guard let route else { return (.notModeled(reason("the view is not known")), request) }
        if request.method == "OPTIONS", route.answersOptions {
          return (.statement(.respond("", 200, scope: scope), raised: nil, isKnown: true), request)
        }
        let value = try callView(route, found)
        return (try action(forReturned: value, scope), self.request ?? request)
      }
    } catch {
      switch error {
      case .raised(let exception): return (action(forRaised: exception, scope), self.request ?? request)
      case .notModeled(let reason): return (.notModeled(reason), request)
      case .yielded: return (.notModeled(reason("generators are not modeled")), request)
      }
    }
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
      return try callView(id, Array(values.dropFirst(2)), keywords, arguments)
    case .none: throw notModeled("the route has no view")
    default: break
    }
    return try call(route.view, arguments, at: current)
  }

  /// Calls a class-based view: creates an instance, and calls `dispatch_request` or the method for the HTTP method.
  private mutating func callView(
    _ id: ClassID, _ positional: [Value], _ keywords: [String: Value], _ arguments: Arguments
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

  /// Returns the action for what a view or a hook returns. If it is not a response, Flask raises an exception for which it
  /// looks up only the handler for 500.
  private mutating func action(forReturned value: Value, _ scope: String?) throws(Interruption) -> Action {
    do throws(Interruption) {
      return try action(for: value, scope)
    } catch {
      guard case .raised(let exception) = error, let type = classOfInstance(exception), let app = request?.app else {
        throw error
      }
      let targets = apps[app].handlers.values.joined().map { $0.handler.target }
      let isCaught = targets.contains { target in
        if case .type(let id) = target { hierarchy.isSubclass(type, of: id) } else { false }
      }
      if isCaught { return .notModeled(reason("what the function returns is not a response")) }
      return action(forRaised: exception, scope)
    }
  }

  private mutating func action(for value: Value, _ scope: String?) throws(Interruption) -> Action {
    let response = try response(from: value, at: current)
    request?.location = response.location
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
