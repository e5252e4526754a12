import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// What a called handler answers to one request.
extension Evaluator {
  /// What a called handler answers.
  enum CalledHandlerAnswer: Sendable {
    /// What its statement says.
    case asDeclared
    /// What this exception and this request give.
    case exact(TranslationLog.ExactAnswer)
    case notModeled(Int)
  }

  /// Finds out what a called handler answers, if its statement does not say all of it.
  mutating func answerOfCalledHandler(
    _ call: RequestEvent.HandlerCall, _ event: RequestEvent, _ raised: Value?, _ request: CurrentRequest
  ) -> CalledHandlerAnswer {
    for handler in apps[request.app].handlers[call.handler.line] ?? [] {
      let isKnown = handler.answer.isKnown
      if isKnown, answer(of: handler.handler, in: request.app, at: current) == handler.answer { continue }
      // A statement with two handlers on one line does not tell which one was called.
      let sameLine = apps[request.app].handlers[call.handler.line] ?? []
      guard sameLine.allSatisfy({ $0.handler.function == handler.handler.function }), call == event.allCalls.last else {
        return .notModeled(reason("which handler answers is not known"))
      }
      return exactAnswer(of: handler, call, raised, request)
    }
    return .asDeclared
  }

  /// Evaluates a handler for the exception that it received.
  private mutating func exactAnswer(
    of handler: DeclaredHandler, _ call: RequestEvent.HandlerCall, _ raised: Value?, _ request: CurrentRequest
  ) -> CalledHandlerAnswer {
    if case .function(let id) = handler.handler.function, functions[id.index].isAsync {
      return .notModeled(reasonOfUnknown(handler))
    }
    var trial = self
    trial.request = request
    trial.handled = []
    trial.contexts.append(AppContext(app: request.app, globals: request.globals ?? trial.newGlobals()))
    defer { adoptReasons(of: trial) }
    do throws(Interruption) {
      let argument = try trial.argument(of: call, raised, request.app)
      let value = try trial.call(handler.handler.function, Arguments(positional: [argument]), at: handler.handler.span)
      if value == argument { return .notModeled(reasonOfUnknown(handler)) }
      let response = try trial.response(from: value, at: handler.handler.span)
      guard case .integer(let status) = response.status, Number.values.contains(Int(clamping: status)) else {
        if case .unknown(let unknown) = response.status { return .notModeled(unknown.reason) }
        return .notModeled(trial.reason("the status of the response is not modeled"))
      }
      switch response.body {
      case .text(let text), .bytes(let text):
        let body = Outcome.hasBody(status: Int(status)) ? text : ""
        return .exact(TranslationLog.ExactAnswer(status: Int(status), body: body))
      default: return .exact(TranslationLog.ExactAnswer(status: Int(status), body: nil))
      }
    } catch {
      return .notModeled(trial.reason(of: error))
    }
  }

  private mutating func reasonOfUnknown(_ handler: DeclaredHandler) -> Int {
    if case .notModeled(let reason) = handler.answer { return reason }
    return reason("the answer of the handler depends on something that changes")
  }

  /// Returns the exception that a called handler received.
  mutating func argument(
    of call: RequestEvent.HandlerCall, _ raised: Value?, _ app: Int
  ) throws(Interruption) -> Value {
    let session = apps[app].session
    let argument = try exception(named: session.text(call.argument), raised, app)
    if let original = call.original, case .instance(let id) = argument {
      setAttribute("original_exception", of: id, to: try exception(named: session.text(original), raised, app))
    }
    return argument
  }
}
