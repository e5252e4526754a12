import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// A function that Flask calls around each request.
struct Hook: Sendable {
  enum Kind: Sendable {
    case before, after, teardown, beforeFirst
    /// `teardown_appcontext`.
    case teardownOfApp

    var isTeardown: Bool { self == .teardown || self == .teardownOfApp }
  }

  var kind: Kind
  var function: Value
  /// The blueprint registration whose requests it concerns; nil for all requests.
  var registration: Int?
}

/// Registering hooks, and calling them.
extension Evaluator {
  mutating func addHook(_ name: String, _ function: Value, to app: Int, registration: Int? = nil) throws(Interruption)
    -> Value
  {
    let kind: Hook.Kind? =
      switch name {
      case "before_request": .before
      case "after_request": .after
      case "before_first_request": .beforeFirst
      case "teardown_request": .teardown
      case "teardown_appcontext": .teardownOfApp
      default: nil
      }
    if kind == .beforeFirst, !release.isBefore("2.3.0") {
      throw raise("AttributeError", "'Flask' object has no attribute 'before_first_request'")
    }
    if let kind { apps[app].hooks.append(Hook(kind: kind, function: function, registration: registration)) }
    return function
  }

  /// Calls the `before_request` functions until one returns a response.
  mutating func runHooks(before request: CurrentRequest) throws(Interruption) -> Value? {
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

  /// Calls the `after_request` functions. Those that change the response are not modeled.
  mutating func afterRequest(
    _ response: Value, to event: RequestEvent, _ request: CurrentRequest, at span: Span
  ) throws(Interruption) -> Value {
    guard case .response(let id) = response, case .response(let before)? = object(id) else { return response }
    guard isProcessed(event) else { return response }
    for hook in endHooks(.after, of: request) {
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

  /// Whether Flask calls the `after_request` functions and saves the session. Before 1.1, it does not for the default
  /// response to an unhandled exception, and before 0.12 not for the response of a handler for 500.
  func isProcessed(_ event: RequestEvent) -> Bool {
    guard event.unhandled, release.isBefore("1.1.0") else { return true }
    return !release.isBefore("0.12") && event.answer.body != nil
  }

  /// Returns the functions at the end of a request in the order in which Flask calls them: the last one first, and those
  /// of blueprints before those of the app. Before 2.0, the `teardown_request` functions of the app come first.
  private func endHooks(_ kind: Hook.Kind, of request: CurrentRequest) -> [Hook] {
    let hooks = apps[request.app].hooks.reversed().filter { $0.kind == kind && concerns($0, request) }
    let (ofApp, ofBlueprints) = (hooks.filter { $0.registration == nil }, hooks.filter { $0.registration != nil })
    return kind == .teardown && release.isBefore("2.0.0") ? ofApp + ofBlueprints : ofBlueprints + ofApp
  }

  mutating func replaceLastRequest(by reason: Int) -> Value {
    log.forgetAnswer(reason: reason)
    return .unknown(Unknown(reason: reason))
  }

  /// Calls the `teardown_request` functions that change something, with the exception that nobody handled.
  mutating func tearDown(_ request: CurrentRequest, _ exception: Value?) {
    let isShared = contexts.last?.app == request.app
    var hooks = endHooks(.teardown, of: request)
    // An app context around the request ends later.
    if !isShared { hooks += endHooks(.teardownOfApp, of: request) }
    for hook in hooks where isShared || mayChangeMoreThanGlobals(hook.function) {
      runForEffects(hook.function, with: request) { _ in exception ?? .none }
    }
  }

  /// Evaluates a function during a request for what it changes. A function that changes nothing is not evaluated.
  ///
  /// - Parameter argument: Returns the argument of the function.
  mutating func runForEffects(
    _ function: Value, with request: CurrentRequest,
    _ argument: (inout Evaluator) throws(Interruption) -> Value
  ) {
    guard mayChangeState(function) else { return }
    let outer = scope
    self.request = request
    defer {
      self.request = nil
      scope = outer
    }
    do throws(Interruption) {
      _ = try call(function, Arguments(positional: [argument(&self)]), at: current)
    } catch {
      if case .notModeled(let reason) = error { taintAll(reason) }
    }
  }

  private func concerns(_ hook: Hook, _ request: CurrentRequest) -> Bool {
    guard let registration = hook.registration else { return true }
    guard let blueprint = request.blueprint else { return false }
    let path = apps[request.app].registrations[registration].path.joined(separator: ".")
    return blueprint == path || (!release.isBefore("2.0.0") && blueprint.hasPrefix(path + "."))
  }
}
