import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// A function that Flask calls around each request.
struct Hook: Sendable {
  enum Kind: Sendable { case before, after, teardown, beforeFirst }

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
      case "teardown_request", "teardown_appcontext": .teardown
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
      for hook in hooks where hook.kind == .beforeFirst {
        _ = try callFromFlask(hook.function, Arguments(), at: current)
      }
    }
    let ordered = hooks.filter { $0.registration == nil } + hooks.filter { $0.registration != nil }
    for hook in ordered where hook.kind == .before && concerns(hook, request) {
      let value = try callFromFlask(hook.function, Arguments(), at: current)
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
    // Before 1.1, Flask does not call them for the response to an unhandled exception.
    if event.unhandled, release.isBefore("1.1.0") { return response }
    for hook in apps[request.app].hooks.reversed() where hook.kind == .after && concerns(hook, request) {
      self.request = request
      defer { self.request = nil }
      let reason: Int
      do {
        let result = try callFromFlask(hook.function, Arguments(positional: [response]), at: span)
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

  private mutating func replaceLastRequest(by reason: Int) -> Value {
    log.forgetAnswer(reason: reason)
    return .unknown(Unknown(reason: reason))
  }

  /// Calls the `teardown_request` functions that change something, with the exception that nobody handled.
  mutating func tearDown(_ request: CurrentRequest, _ exception: Value?) {
    for hook in apps[request.app].hooks.reversed() where hook.kind == .teardown && concerns(hook, request) {
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
      _ = try callFromFlask(function, Arguments(positional: [argument(&self)]), at: current)
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
