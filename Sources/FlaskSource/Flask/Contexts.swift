import Diagnostics
import PythonSyntax
import Resolution

/// An app context or a request context that the program entered.
struct AppContext: Sendable, Hashable {
  var app: Int
  /// The object `g`.
  var globals: ObjectID
  var isOfRequest = false
  /// Whether the request of a request context has only a path.
  var isPlain = false
}

/// The context of a request that is current after its answer: inside `with client:`, or after an exception in debug mode.
enum LingeringContext: Sendable {
  case known(CurrentRequest)
  case notModeled(reason: Int)
}

/// The contexts of Flask, and the proxies `session`, `g` and `current_app`.
extension Evaluator {
  /// The request that programs see: the one that is answered, or the last one inside `with client:`.
  var visibleRequest: CurrentRequest? {
    if let request { return request }
    guard decisions == nil, case .known(let request)? = lingering else { return nil }
    return request
  }

  /// Why the current context is not known, if it is not.
  private var reasonOfLingering: Int? {
    guard request == nil, decisions == nil, case .notModeled(let reason)? = lingering else { return nil }
    return reason
  }

  /// Whether code outside of requests has no context at all.
  var hasNoContext: Bool { request == nil && decisions == nil && contexts.isEmpty && lingering == nil }

  /// Returns what one of Flask's proxies stands for: `session`, `g`, `current_app`.
  mutating func resolved(_ value: Value) throws(Interruption) -> Value {
    guard case .library(let name) = value else { return value }
    switch name {
    case "flask.session": return try currentSession() ?? value
    case "flask.g": return currentGlobals ?? value
    case "flask.current_app": return currentApp ?? value
    default: return value
    }
  }

  private var currentApp: Value? {
    if let app = visibleRequest?.app ?? contexts.last?.app { return .app(app) }
    guard let reason = reasonOfLingering else { return nil }
    return apps.count == 1 ? .app(0) : .unknown(Unknown(reason: reason))
  }

  private var currentGlobals: Value? {
    mutating get {
      if let globals = visibleRequest?.globals { return .instance(globals) }
      // What a handler answers to any request does not include what one request has stored.
      if decisions != nil { return nil }
      if let reason = reasonOfLingering { return .unknown(Unknown(reason: reason)) }
      return contexts.last.map { .instance($0.globals) }
    }
  }

  /// Returns a new object `g`.
  mutating func newGlobals() -> ObjectID { new(.instance(hierarchy.wellKnown.object, [Self.globalsMark: .none])) }

  /// The attribute that marks an object as `g`.
  static let globalsMark = "<g>"

  /// Returns the object `g` of a request to an app: that of the current app context, if it is one of the same app.
  mutating func globalsOfRequest(to app: Int) -> ObjectID {
    if let last = contexts.last, last.app == app { return last.globals }
    return newGlobals()
  }

  // MARK: Entering

  /// Enters an app context, or a request context.
  mutating func enterContext(of app: Int, isOfRequest: Bool, isPlain: Bool) throws(Interruption) {
    if request != nil || decisions != nil { throw notModeled("a context inside of a request is not modeled") }
    let globals = isOfRequest ? globalsOfRequest(to: app) : newGlobals()
    contexts.append(AppContext(app: app, globals: globals, isOfRequest: isOfRequest, isPlain: isPlain))
    if lingering != nil { lingering = .notModeled(reason: reason("a context inside the context of a request")) }
    // The end of the context calls them.
    let kinds: [Hook.Kind] = isOfRequest ? [.teardown, .teardownOfApp] : [.teardownOfApp]
    let hooks = apps[app].hooks.filter { kinds.contains($0.kind) }.map { $0.function }
    register(hooks, reason("the end of an app context is not modeled"))
  }

  /// Whether the bound arguments of `test_request_context` are at most a path.
  func isPlainContext(_ values: [Value], _ keywords: Keywords) -> Bool {
    guard keywords.isEmpty, values.count <= 3 else { return false }
    guard values.count == 3 else { return true }
    if case .text(let path)? = values.last { return path.hasPrefix("/") && !path.hasPrefix("//") }
    return false
  }

  /// Leaves the contexts and clients that were entered after others.
  mutating func leaveContexts(after before: Entered) {
    contexts.removeLast(max(0, contexts.count - before.contexts))
    guard openClients.count > before.clients else { return }
    openClients.removeLast(openClients.count - before.clients)
    lingering = nil
  }

  /// How many contexts and clients are entered.
  struct Entered: Sendable, Hashable {
    var contexts: Int
    var clients: Int
  }

  var entered: Entered { Entered(contexts: contexts.count, clients: openClients.count) }

  // MARK: After a request

  /// Whether the context of a request stays after its answer.
  private mutating func staysAfter(_ request: CurrentRequest, _ exception: Value?) throws(Interruption) -> Bool {
    if openClients.contains(request.session) { return true }
    guard exception != nil, release.isBefore("2.2.0") else { return false }
    switch apps[request.app].config[.text("PRESERVE_CONTEXT_ON_EXCEPTION")] {
    case nil, Value.none?: return try isDebug(request.app)
    case let option?: return try isTrue(option)
    }
  }

  /// Keeps the context of a request, or ends it. Functions that Flask calls at the end of a context that stays are not
  /// modeled.
  mutating func endContext(of request: CurrentRequest, _ exception: Value?) throws(Interruption) {
    guard try staysAfter(request, exception) else {
      lingering = nil
      return tearDown(request, exception)
    }
    let hooks = apps[request.app].hooks.filter { $0.kind.isTeardown }
    if hooks.contains(where: { mayChangeMoreThanGlobals($0.function) }) {
      throw notModeled("when Flask calls the teardown functions is not modeled")
    }
    if exception != nil {
      lingering = .notModeled(reason: reason("the context of a request that raised an exception"))
    } else if hooks.contains(where: { mayChangeState($0.function) }) {
      lingering = .notModeled(reason: reason("when Flask calls the teardown functions is not modeled"))
    } else {
      lingering = .known(request)
    }
  }
}
