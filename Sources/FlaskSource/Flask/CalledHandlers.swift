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
    let candidates = candidates(for: call, in: request.app)
    for handler in candidates {
      let isKnown = handler.answer.isKnown
      let isShown = isKnown && !(handler.answer.showsClassName && hasOtherName(call, request.app))
      if isShown, answer(of: handler.handler, in: request.app, at: current) == handler.answer { continue }
      guard candidates.allSatisfy({ $0.handler.function == handler.handler.function }), call == event.allCalls.last
      else {
        return .notModeled(reason("which handler answers is not known"))
      }
      return exactAnswer(of: handler, call, raised, request)
    }
    return .asDeclared
  }

  /// Returns the handlers that a call can mean: those of its line with its target.
  func candidates(for call: RequestEvent.HandlerCall, in app: Int) -> [DeclaredHandler] {
    let session = apps[app].session
    return (apps[app].handlers[call.handler.line] ?? []).filter { handler in
      switch (call.handler.target, handler.handler.target) {
      case (.name(let name), .type(let id)):
        session.text(name) == apps[app].classNames[id] ?? hierarchy.knownName(id) ?? "object"
      case (.code(let code), .code(let other)): Int(code) == other
      default: false
      }
    }
  }

  /// Returns whether statements use another name than the program for the class of an exception that a handler received:
  /// another class has that name already, or the program sets `__name__`.
  private func hasOtherName(_ call: RequestEvent.HandlerCall, _ app: Int) -> Bool {
    let names = [call.argument, call.original].compactMap { $0 }.map { apps[app].session.text($0) }
    return apps[app].classNames.contains { names.contains($0.value) && className($0.key) != $0.value }
  }

  /// Evaluates a handler for the exception that it received.
  private mutating func exactAnswer(
    of handler: DeclaredHandler, _ call: RequestEvent.HandlerCall, _ raised: Value?, _ request: CurrentRequest
  ) -> CalledHandlerAnswer {
    var trial = trial(for: request)
    defer { adoptReasons(of: trial) }
    do throws(Interruption) {
      let (response, isException) = try trial.response(of: handler, call, raised, request)
      if isException { return .notModeled(reasonOfUnknown(handler)) }
      guard case .integer(let status) = response.status, Number.values.contains(Int(clamping: status)) else {
        if case .unknown(let unknown) = response.status { return .notModeled(unknown.reason) }
        return .notModeled(trial.reason("the status of the response is not modeled"))
      }
      switch response.body {
      case .text(let text), .bytes(let text):
        let body = Outcome.hasBody(status: Int(status)) ? text : ""
        return .exact(TranslationLog.ExactAnswer(status: Int(status), body: body))
      case .unknown(let unknown):
        let text = trial.unknownBody(unknown)
        return .exact(TranslationLog.ExactAnswer(status: Int(status), body: nil, placeholder: text))
      default:
        return .exact(TranslationLog.ExactAnswer(status: Int(status), body: nil, placeholder: Self.pageBody))
      }
    } catch {
      return .notModeled(trial.reason(of: error))
    }
  }

  /// Returns the content type of what a handler returns for an exception, if it is known.
  func mimetype(
    of handler: DeclaredHandler, _ call: RequestEvent.HandlerCall, _ raised: Value?, _ request: CurrentRequest
  ) -> String? {
    var trial = trial(for: request)
    do throws(Interruption) {
      return try trial.response(of: handler, call, raised, request).response.mimetype
    } catch {
      return nil
    }
  }

  /// Returns a copy for a request. Nothing that a handler does to the copy is kept.
  private func trial(for request: CurrentRequest) -> Evaluator {
    var trial = self
    trial.request = request
    trial.handled = []
    trial.contexts.append(AppContext(app: request.app, globals: request.globals ?? trial.newGlobals()))
    return trial
  }

  /// Returns the response of a handler, and whether it is the exception that the handler received.
  private mutating func response(
    of handler: DeclaredHandler, _ call: RequestEvent.HandlerCall, _ raised: Value?, _ request: CurrentRequest
  ) throws(Interruption) -> (response: ResponseObject, isException: Bool) {
    let span = handler.handler.span
    let argument = try argument(of: call, raised, request.app)
    let value = try callFromFlask(handler.handler.function, Arguments(positional: [argument]), at: span)
    return (try response(from: made(value, at: span), at: span), value == argument)
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
