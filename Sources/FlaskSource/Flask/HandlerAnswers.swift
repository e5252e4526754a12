import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// Finding out what a handler answers to any exception that it may receive.
extension Evaluator {
  /// What a handler answers, for any exception that it may receive.
  indirect enum HandlerAnswer: Sendable, Hashable {
    /// A body that is a text or a template, and whether it is known.
    case response(body: [TextPart], status: ResponseStatus, isKnown: Bool)
    case raises(ClassID)
    case aborts(Int)
    case exception
    case reraises
    case conditional([HandlerArm], otherwise: HandlerAnswer)
    case notModeled(Int)
  }

  /// An answer and its condition.
  struct HandlerArm: Sendable, Hashable {
    var answer: HandlerAnswer
    var condition: HandlerCondition
    var isNegated: Bool
  }

  /// The most answers of one handler.
  private static let mostAnswers = 16

  /// Finds out what a handler answers: evaluates it once for each combination of the conditions that it asks.
  mutating func answer(of handler: PendingHandler, in app: Int, at span: Span) -> HandlerAnswer {
    contexts.append(AppContext(app: app, globals: newGlobals()))
    defer { _ = contexts.popLast() }
    var remaining = Self.mostAnswers
    return answer(of: handler, deciding: [], &remaining, at: span)
  }

  /// The class that every exception has that the handler receives.
  private func receivedClass(_ target: Target) -> ClassID? {
    switch target {
    case .type(let id): id
    // Before 1.1, a handler for 500 receives the exception that nobody handled.
    case .code(500) where release.isBefore("1.1.0"): hierarchy.wellKnown.exception
    case .code(let code): hierarchy.exception(forCode: Int32(clamping: code))
    }
  }

  private mutating func answer(
    of handler: PendingHandler, deciding made: [Bool], _ remaining: inout Int, at span: Span
  ) -> HandlerAnswer {
    guard remaining > 0 else { return .notModeled(reason("the handler has too many different answers", at: span)) }
    // Nothing that the handler does to the program is kept.
    var trial = self
    trial.decisions = Decisions(candidates: [receivedClass(handler.target)].compactMap { $0 }, made: made)
    trial.handled = []
    trial.request = nil
    let answer = trial.evaluateHandler(handler.function, at: span)
    guard let undecided = trial.decisions?.undecided else {
      remaining -= 1
      adoptReasons(of: trial)
      return answer
    }
    let yes = self.answer(of: handler, deciding: made + [true], &remaining, at: span)
    let no = self.answer(of: handler, deciding: made + [false], &remaining, at: span)
    return chain(undecided, yes, no, at: span)
  }

  /// Returns two answers as a chain of conditions, if one of them has no conditions.
  private mutating func chain(
    _ condition: HandlerCondition, _ yes: HandlerAnswer, _ no: HandlerAnswer, at span: Span
  ) -> HandlerAnswer {
    switch (yes, no) {
    case (.notModeled, _): return yes
    case (_, .notModeled): return no
    case (.conditional, .conditional): return .notModeled(reason("the handler combines conditions", at: span))
    case (.conditional(let arms, let otherwise), _):
      return .conditional([HandlerArm(answer: no, condition: condition, isNegated: true)] + arms, otherwise: otherwise)
    case (_, .conditional(let arms, let otherwise)):
      return .conditional(
        [HandlerArm(answer: yes, condition: condition, isNegated: false)] + arms, otherwise: otherwise)
    default:
      return .conditional([HandlerArm(answer: yes, condition: condition, isNegated: false)], otherwise: no)
    }
  }

  private mutating func evaluateHandler(_ function: Value, at span: Span) -> HandlerAnswer {
    do throws(Interruption) {
      let value = try callFromFlask(function, Arguments(positional: [.received(.exception)]), at: span)
      return try handlerResponse(value, at: span)
    } catch {
      return answer(after: error)
    }
  }

  /// Returns the answer of a handler that did not return.
  private mutating func answer(after interruption: Interruption) -> HandlerAnswer {
    switch interruption {
    case .raised(.received(.exception)): return .reraises
    case .raised(let value):
      if case .integer(let code)? = attributesOfInstance(value)[Self.abortedCode] {
        return .aborts(Int(clamping: code))
      }
      guard let id = classOfInstance(value) else { return .notModeled(reason("what the handler raises is not known")) }
      if hasOwnCode(value, id) { return .notModeled(reason("the code of the raised exception is set on the instance")) }
      return .raises(id)
    case .notModeled(let reason): return .notModeled(reason)
    case .yielded: return .notModeled(reason("generators are not modeled"))
    }
  }

  /// Returns the answer for what a handler returns.
  private mutating func handlerResponse(_ value: Value, at span: Span) throws(Interruption) -> HandlerAnswer {
    if value == .received(.exception) { return .exception }
    let response = try response(from: made(value, at: span), at: span)
    let status: ResponseStatus
    switch response.status {
    case .integer(let number) where Number.values.contains(Int(clamping: number)): status = .number(Int(number))
    case .received(.code): status = .ofException
    case .unknown(let unknown): return .notModeled(unknown.reason)
    default: throw notModeled("the status of the response is not modeled", at: span)
    }
    switch response.body {
    case .text, .template:
      return .response(body: parts(of: response.body), status: status, isKnown: true)
    case .received:
      return .response(body: parts(of: try text(of: response.body)), status: status, isKnown: true)
    case .unknown(let unknown):
      return .response(body: [.text(unknownBody(unknown))], status: status, isKnown: false)
    case .page: return .response(body: [.text(Self.pageBody)], status: status, isKnown: false)
    default: throw notModeled("the body of the response is not modeled", at: span)
    }
  }

  /// Returns the draft of an answer. What is not modeled becomes an answer that no request may show.
  mutating func draft(of answer: HandlerAnswer, _ names: inout [ClassID: String]) -> DraftAnswer {
    switch answer {
    case .response(let body, let status, let isKnown):
      if !isKnown, case .text(let text)? = body.first { log.addUnknownBody(text) }
      return .body(body, status: status)
    case .raises(let id): return .raise(statementName(id, &names))
    case .aborts(let code): return .abort(code)
    case .exception: return .exception
    case .reraises: return .reraise
    case .conditional(let arms, let otherwise):
      var drafts: [DraftArm] = []
      for arm in arms {
        let answer = draft(of: arm.answer, &names)
        drafts.append(
          DraftArm(answer: answer, condition: draft(of: arm.condition, &names), isNegated: arm.isNegated))
      }
      return .conditional(drafts, otherwise: draft(of: otherwise, &names))
    case .notModeled: return .body([.text("not modeled")], status: .number(500))
    }
  }

  private func draft(of condition: HandlerCondition, _ names: inout [ClassID: String]) -> DraftCondition {
    switch condition {
    case .isInstance(let id): .isInstance(statementName(id, &names))
    case .isExactly(let id): .isExactly(statementName(id, &names))
    case .hasCode(let code): .hasCode(Int(clamping: code))
    case .originalIsInstance(let id): .originalIsInstance(statementName(id, &names))
    }
  }
}

extension Evaluator.HandlerAnswer {
  /// Whether the answer says everything: the status and the text of the body, for every exception.
  var isKnown: Bool {
    switch self {
    case .response(_, _, let isKnown): isKnown
    case .raises, .aborts, .exception, .reraises: true
    case .conditional(let arms, let otherwise): otherwise.isKnown && arms.allSatisfy { $0.answer.isKnown }
    case .notModeled: false
    }
  }
  /// Whether a body has the name of the class of the exception.
  var showsClassName: Bool {
    switch self {
    case .response(let body, _, _):
      body.contains { part in
        switch part {
        case .value(.typeName), .value(.originalTypeName): true
        case .value, .text: false
        }
      }
    case .conditional(let arms, let otherwise):
      otherwise.showsClassName || arms.contains { $0.answer.showsClassName }
    case .raises, .aborts, .exception, .reraises, .notModeled: false
    }
  }
}
