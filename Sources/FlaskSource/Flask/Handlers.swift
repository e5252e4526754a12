import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// Registering error handlers, and finding out what they answer.
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
    case .integer(let code) where (0...999_999).contains(code): return .code(Int(code))
    // Flask refuses a negative number like any other unknown code.
    case .integer: return .code(999_999)
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
    if apps[app].isStarted, !release.isBefore("2.3.0") {
      // Flask checks this before it looks at the target.
      throw raise("AssertionError", "The setup method 'errorhandler' can no longer be called")
    }
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
    trial.contexts.append(request.app)
    defer { adoptReasons(of: trial) }
    do throws(Interruption) {
      let argument = try trial.argument(of: call, raised, request.app)
      let value = try trial.call(handler.handler.function, Arguments(positional: [argument]), at: handler.handler.span)
      if value == argument { return .notModeled(reasonOfUnknown(handler)) }
      let response = try trial.response(from: value, at: handler.handler.span)
      guard case .integer(let status) = response.status, (0...999_999).contains(status) else {
        if case .unknown(let unknown) = response.status { return .notModeled(unknown.reason) }
        return .notModeled(trial.reason("the status of the response is not modeled"))
      }
      switch response.body {
      case .text(let text), .bytes(let text):
        let isEmpty = (100..<200).contains(status) || status == 204 || status == 304
        return .exact(TranslationLog.ExactAnswer(status: Int(status), body: isEmpty ? "" : text))
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

  func named(_ target: Target, _ names: inout [ClassID: String]) -> StatementDraft.HandlerTarget {
    switch target {
    case .type(let id): .named(statementName(id, &names))
    case .code(let code): .code(code)
    }
  }

  // MARK: Statements

  /// Runs a declaration in the session of an app, and raises what Flask raises if it refuses it.
  mutating func declare(_ draft: StatementDraft, in app: Int, at span: Span) throws(Interruption) {
    log.add(.declaration(app: app, draft, span))
    let events = run(draft, in: app, at: span)
    for event in events {
      switch event.kind {
      case .handlerDeclared(let declared):
        if let refused = declared.refused { throw raise(refused.type, refused.message, isExact: true) }
      case .blueprintDeclared(let declared):
        if let refused = declared.refused { throw raise(refused.type, refused.message, isExact: true) }
      case .diagnostic(let diagnostic) where diagnostic.severity == .error:
        apps[app].taint(reason(diagnostic.message, at: span))
      default: break
      }
    }
  }

  mutating func run(_ draft: StatementDraft, in app: Int, at span: Span) -> [Event] {
    let line = line(span)
    let statement = draft.statement(at: span, line: line, in: &apps[app].session.source.texts)
    return apps[app].session.run(statement)
  }

  /// Returns the name of a class in statements. Two classes with one name get different names.
  func statementName(_ id: ClassID, _ names: inout [ClassID: String]) -> String {
    if let name = names[id] { return name }
    guard let own = classes[id]?.name else { return hierarchy.knownName(id) ?? "object" }
    for base in hierarchy.bases(id) { _ = statementName(base, &names) }
    var name = own
    var number = 2
    while names.values.contains(name) {
      name = "\(own)_\(number)"
      number += 1
    }
    names[id] = name
    return name
  }

  /// Declares the classes that have a name but no declaration yet.
  ///
  /// A class with the name of a known class hides it, so the subclasses of the known one are declared first.
  mutating func declareClasses(_ names: inout [ClassID: String], in app: Int) throws(Interruption) {
    for id in names.keys.sorted() where apps[app].classNames[id] == nil {
      guard let known = classes[id].flatMap({ hierarchy.knownClass($0.name) }) else { continue }
      for other in classes.keys.sorted() where other < id && hierarchy.isSubclass(other, of: known) {
        _ = statementName(other, &names)
      }
    }
    let new = names.keys.filter { apps[app].classNames[$0] == nil }.sorted()
    for id in new {
      try declare(classDraft(id, &names), in: app, at: classes[id]?.span ?? current)
      apps[app].classNames[id] = names[id]
    }
  }

  /// Returns the declarations of all named classes, bases first.
  func classDrafts(_ names: inout [ClassID: String]) -> [StatementDraft] {
    names.keys.sorted().map { classDraft($0, &names) }
  }

  private func classDraft(_ id: ClassID, _ names: inout [ClassID: String]) -> StatementDraft {
    let bases = hierarchy.bases(id).map { statementName($0, &names) }
    var code: ClassDeclaration.Code?
    if let value = classes[id]?.namespace["code"] {
      switch value {
      case .integer(let number): code = .number(Int32(clamping: number))
      case .none: code = .pythonNone
      default: break
      }
    }
    return .declareClass(
      name: statementName(id, &names), bases: bases, code: code, instanceCode: instanceCode(ofConstructor: id))
  }

  private func instanceCode(ofConstructor id: ClassID) -> ClassDeclaration.Code? {
    switch classes[id]?.constructorCode {
    case .number(let code)?: .number(code)
    case InstanceCode.none?: .pythonNone
    case .absent?, .text?, .tuple?, nil: nil
    }
  }

  // MARK: Answers

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

  enum ResponseStatus: Sendable, Hashable {
    case number(Int)
    case ofException
  }

  /// The most answers of one handler.
  private static let mostAnswers = 16

  /// Finds out what a handler answers: evaluates it once for each combination of the conditions that it asks.
  mutating func answer(of handler: PendingHandler, in app: Int, at span: Span) -> HandlerAnswer {
    contexts.append(app)
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
      if case .function(let id) = function, functions[id.index].isAsync {
        throw notModeled("`async` handlers are not modeled", at: span)
      }
      let value = try call(function, Arguments(positional: [.received(.exception)]), at: span)
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
    let response = try response(from: value, at: span)
    let status: ResponseStatus
    switch response.status {
    case .integer(let number) where (0...999_999).contains(number): status = .number(Int(number))
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
  private mutating func draft(of answer: HandlerAnswer, _ names: inout [ClassID: String]) -> DraftAnswer {
    switch answer {
    case .response(let body, let status, let isKnown):
      let parts = body.map { part -> DraftText in
        switch part {
        case .text(let text): .text(text)
        case .value(let value): .value(value)
        }
      }
      if !isKnown, case .text(let text)? = body.first { log.addUnknownBody(text) }
      switch status {
      case .number(let number): return .body(parts, status: .number(number))
      case .ofException: return .body(parts, status: .ofException)
      }
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
}
