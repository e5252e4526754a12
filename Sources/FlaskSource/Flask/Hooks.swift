import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// A function that Flask calls around each request.
struct Hook: Sendable {
  enum Kind: Sendable {
    case before, after, teardown, beforeFirst, urlValues, urlDefaults
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
      case "url_value_preprocessor": .urlValues
      case "url_defaults": .urlDefaults
      case "teardown_request": .teardown
      case "teardown_appcontext": .teardownOfApp
      default: nil
      }
    if kind == .beforeFirst, !release.isBefore("2.3.0") {
      throw missingAttribute(name, ofType: "Flask")
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
    let endpoint = request.endpoint.map { Value.text($0) } ?? .none
    let values = request.viewArguments.map { Value.dictionary($0) } ?? .none
    for hook in ordered where hook.kind == .urlValues && concerns(hook, request) {
      // Flask does not run the coroutine of an `async` one.
      _ = try call(hook.function, Arguments(positional: [endpoint, values]), at: current)
    }
    for hook in ordered where hook.kind == .before && concerns(hook, request) {
      let value = try callFromFlask(hook.function, Arguments(), at: current)
      if case .unknown(let unknown) = value { throw undecided(unknown) }
      if value != .none { return value }
    }
    return nil
  }

  /// What the `after_request` functions do to a response.
  enum FinalResponse {
    case response(ObjectID)
    /// The response after an exception that Flask only logs. It does not save the session.
    case logged(ObjectID)
    case raised(Value)
    case notModeled(Int)
  }

  /// Calls the `after_request` functions.
  mutating func afterRequest(
    _ id: ObjectID, to event: RequestEvent, _ request: CurrentRequest, at span: Span
  ) -> FinalResponse {
    guard isProcessed(event) else { return .response(id) }
    var last = id
    for hook in endHooks(.after, of: request) {
      self.request = request
      defer { self.request = nil }
      do throws(Interruption) {
        switch try callFromFlask(hook.function, Arguments(positional: [.response(last)]), at: span) {
        case .response(let next): last = next
        case .unknown(let unknown): return .notModeled(unknown.reason)
        default: return .notModeled(reason("an `after_request` function does not return a response"))
        }
      } catch {
        switch error {
        // Flask only logs what they raise after an unhandled exception.
        case .raised(let exception): return event.unhandled ? .logged(last) : .raised(exception)
        case .notModeled(let reason): return .notModeled(reason)
        case .yielded: return .notModeled(reason("generators are not modeled"))
        }
      }
    }
    return .response(last)
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
