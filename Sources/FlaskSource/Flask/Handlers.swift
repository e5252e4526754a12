import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// Registering error handlers.
extension Evaluator {
  /// The target of a handler.
  enum Target: Sendable, Hashable {
    case type(ClassID)
    case code(Int)
  }

  /// Returns the target of a handler; nil if it is not modeled, which the caller must report.
  mutating func handlerTarget(_ value: Value, at span: Span) throws(Interruption) -> Target? {
    switch value {
    case .type(let id): return .type(id)
    // `list` and `int` are classes that are not exceptions.
    case .library(let name) where Library.builtins.contains(name): return .type(hierarchy.wellKnown.object)
    case .integer(let code) where Number.values.contains(Int(clamping: code)): return .code(Int(code))
    // Flask refuses a negative number like any other unknown code.
    case .integer: return .code(Number.values.upperBound)
    default: return nil
    }
  }

  /// Whether Flask 0.11 and later refuse a target, because it is neither a class nor a number.
  func isRefusedTarget(_ target: Value) -> Bool {
    switch target {
    case .none, .text, .bytes, .float, .instance, .list, .tuple, .dictionary, .set: true
    default: false
    }
  }

  /// A handler of an app that is not declared yet.
  struct PendingHandler: Sendable {
    var target: Target
    var function: Value
    var span: Span
  }

  /// Registers a handler on an app: now, or with its first request. What a handler answers can depend on functions and
  /// variables that the program defines later.
  mutating func register(
    _ function: Value, for target: Value, on app: Int, at span: Span
  ) throws(Interruption) {
    // Flask checks this before it looks at the target.
    try checkSetup(of: app, by: "errorhandler")
    guard let known = try acceptedTarget(target, scope: nil, at: span) else {
      if leavesOut(target, at: span) { return }
      apps[app].taint(reason("the target of this handler is not modeled", at: span))
      return
    }
    let handler = PendingHandler(target: known, function: function, span: span)
    guard apps[app].isStarted else { return apps[app].pendingHandlers.append(handler) }
    try declare(handler, scope: nil, in: app)
  }

  /// Returns the target of a handler, and raises what Flask raises if it refuses it; nil if it is not modeled.
  mutating func acceptedTarget(
    _ value: Value, scope: String?, atMount: Bool = false, at span: Span
  ) throws(Interruption) -> Target? {
    if isRefusedTarget(value), !release.isBefore("0.11") {
      throw raise("TypeError", "a handler is registered for an exception class or a status code")
    }
    guard let target = try handlerTarget(value, at: span) else { return nil }
    var names: [ClassID: String] = [:]
    let draft = StatementDraft.handler(named(target, &names), scope: scope, .exception)
    let blueprint = scope.map { StatementDraft.declareBlueprint(name: $0, [.init()]) }
    var trial = Session(name: "", release: release)
    for draft in classDrafts(&names) + [blueprint, draft].compactMap({ $0 }) {
      for event in trial.run(draft.statement(at: .nowhere, line: 1, in: &trial.source.texts)) {
        guard case .handlerDeclared(let declared) = event.kind, let refused = declared.refused,
          refused.atMount == atMount
        else { continue }
        // The message names the class. A built-in class such as `list` is tried as `object`.
        let isNamed = if case .library = value { false } else { true }
        throw raise(refused.type, refused.message, isExact: isNamed)
      }
    }
    return target
  }

  /// Whether a handler is for an exception of a library. The program can raise such an exception only by calling the
  /// library, which is not modeled anyway.
  mutating func leavesOut(_ target: Value, at span: Span) -> Bool {
    guard case .library(let name) = target, !name.hasPrefix("flask."), !name.hasPrefix("werkzeug.") else {
      return false
    }
    log.add(.skipped("a handler", span, reason: reason("the handler for `\(name)` is left out", at: span)))
    return true
  }

  /// Declares the handlers and blueprints of an app that are not declared yet.
  mutating func declareRegistrations(of app: Int) throws(Interruption) {
    let pending = apps[app].pendingHandlers
    apps[app].pendingHandlers = []
    for handler in pending { try declare(handler, scope: nil, in: app) }
    try declareBlueprints(of: app)
  }

  /// Declares a handler in the session of an app. For a handler of a blueprint, `scope` is the blueprint's name.
  mutating func declare(_ handler: PendingHandler, scope: String?, in app: Int) throws(Interruption) {
    let answer = answer(of: handler, in: app, at: handler.span)
    let line = line(handler.span)
    apps[app].handlers[line, default: []].append(DeclaredHandler(handler: handler, answer: answer))
    var names = apps[app].classNames
    let draft = StatementDraft.handler(named(handler.target, &names), scope: scope, draft(of: answer, &names))
    try declareClasses(&names, in: app)
    try declare(draft, in: app, at: handler.span)
  }

  /// A handler that the session of an app knows.
  struct DeclaredHandler: Sendable {
    var handler: PendingHandler
    var answer: HandlerAnswer
  }

  func named(_ target: Target, _ names: inout [ClassID: String]) -> StatementDraft.HandlerTarget {
    switch target {
    case .type(let id): .named(statementName(id, &names))
    case .code(let code): .code(code)
    }
  }
}
