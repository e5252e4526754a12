/// Models how Sanic answers a request with an error (sanic/app.py, `handle_exception`; sanic/handlers, `ErrorHandler.response`;
/// sanic/errorpages.py).
///
/// Handlers are `async def`, as in Sanic's documentation. A plain function differs only if the handler itself fails.
extension Process {
  mutating func runSanic(
    _ request: ResolvedRequest, _ rules: SanicRules, _ dispatch: inout Dispatch, _ handlers: [Handler],
    in hierarchy: Hierarchy
  ) {
    guard !routes.isBroken else {
      // The router raises TypeError while it is called, and nothing catches it.
      dispatch.outcome.failures.append(.brokenApp)
      return dispatch.outcome.escaped = hierarchy.wellKnown.typeError
    }
    switch request.cause {
    case .respond(let body, let status): dispatch.outcome.send(body, status)
    // A missing slash is not an error in Sanic.
    case .routing(.redirect): dispatch.outcome.send(.empty, 200)
    case .routing(let failure):
      dispatch.scope = nil
      handle(Instance(hierarchy.raisedByRouting(failure)), &dispatch, handlers, in: hierarchy)
    case .raise(let id):
      dispatch.scope = tableOfRoute(request.route, in: request.scope, handlers, rules)
      handle(Instance(id), &dispatch, handlers, in: hierarchy)
    case .abort(let code):
      dispatch.scope = tableOfRoute(request.route, in: request.scope, handlers, rules)
      handle(Instance(hierarchy.wellKnown.httpException, code), &dispatch, handlers, in: hierarchy)
    }
  }

  /// A raised exception, and the status code that its constructor got, if it got one.
  private struct Instance {
    var type: ClassID
    var code: Int32?

    init(_ type: ClassID, _ code: Int32? = nil) {
      self.type = type
      self.code = code
    }
  }

  private mutating func handle(
    _ raised: Instance, _ dispatch: inout Dispatch, _ handlers: [Handler], in hierarchy: Hierarchy
  ) {
    dispatch.outcome.raised = raised.type
    // KeyboardInterrupt and its like are not looked up.
    guard hierarchy.isException(raised.type) else { return dispatch.outcome.escaped = raised.type }
    guard !reachesNumber(raised.type, dispatch, in: hierarchy) else {
      dispatch.outcome.failures.append(.notAClass)
      return dispatch.outcome.status = 500
    }
    let found = find(raised.type, code: nil, from: dispatch.scope, for: .exception, &dispatch, in: hierarchy)
    respond(to: raised, with: found, &dispatch.outcome, handlers, in: hierarchy)
  }

  /// Responds to an exception after its lookup.
  private func respond(
    to raised: Instance, with found: HandlerID?, _ outcome: inout Outcome, _ handlers: [Handler],
    in hierarchy: Hierarchy
  ) {
    guard let found else {
      outcome.unhandled = true
      return outcome.status = status(ofPageFor: raised, in: hierarchy)
    }
    let call = Outcome.HandlerCall(handler: found, argument: raised.type)
    outcome.calls.append(call)
    guard handlers.indices.contains(Int(found.index)) else { return }
    send(handlers[Int(found.index)].answer, by: call, for: raised, &outcome, in: hierarchy)
  }

  /// Returns the answer after the lookup for a class found a handler, or none.
  ///
  /// For the class that `abort` raises, it also contains the answer to an instance with a code of its own.
  ///
  /// - Parameters:
  ///   - codes: The codes of these instances: `abortedCode` first, and others if a handler can distinguish them.
  ///   - bodyText: Returns the text of a body, if a handler returns a template.
  func answerInSanic(
    _ id: ClassID, _ found: HandlerID?, _ handlers: [Handler], in hierarchy: Hierarchy, abortedWith codes: [Int32],
    _ bodyText: BodyText?
  ) -> SanicHunt.Answer {
    func answer(to raised: Instance) -> SanicHunt.Answer {
      var outcome = Outcome()
      respond(to: raised, with: found, &outcome, handlers, in: hierarchy)
      var answer = SanicHunt.Answer(
        status: outcome.status, body: outcome.body, isFromHandler: outcome.answered != nil, escaped: outcome.escaped)
      if let bodyText {
        answer.text = outcome.text(by: bodyText)
        answer.body = nil
      }
      return answer
    }
    var result = answer(to: Instance(id))
    guard id == hierarchy.wellKnown.abortedException else { return result }
    let aborted = codes.map { answer(to: Instance(id, $0)) }
    result.abortedStatus = aborted.first?.status
    // Without conditions and templates, only the status can differ.
    if handlers.contains(where: { $0.answer.readsException }) { result.aborted = aborted }
    return result
  }

  /// Returns whether the lookup tests a registration that is not a class, which raises TypeError (up to 21.3).
  private func reachesNumber(_ raised: ClassID, _ dispatch: Dispatch, in hierarchy: Hierarchy) -> Bool {
    guard let classes = routes.classesBeforeNumber else { return false }
    let cached = tables.entry(TableKey(nil, code: nil), raised)
    if let cached, cached.existed(before: dispatch.ignoresWritesFrom) { return false }
    return tables.list(nil)?.firstMatch(hierarchy.mro(raised)) ?? .max >= classes
  }

  private func send(
    _ answer: Handler.Answer, by call: Outcome.HandlerCall, for raised: Instance, _ outcome: inout Outcome,
    in hierarchy: Hierarchy
  ) {
    switch answer {
    case .response(let body, .number(let status)):
      outcome.send(body, status)
      outcome.answered = call
    case .response(let body, .ofException):
      guard let status = status(of: raised, in: hierarchy) else {
        outcome.failures.append(.noCode(raised.type))
        return fail(Instance(hierarchy.wellKnown.attributeError), &outcome, in: hierarchy)
      }
      outcome.send(body, status)
      outcome.answered = call
    case .raises(let id): fail(Instance(id), &outcome, in: hierarchy)
    case .aborts(let code): fail(Instance(hierarchy.wellKnown.httpException, code), &outcome, in: hierarchy)
    case .reraises: fail(raised, &outcome, in: hierarchy)
    case .exception:
      // Not reached: `modelsReturnedExceptions` is false, because Sanic looks up a handler for the ServerError that it then
      // raises (not in 21.3; in 22.9 and later up to two times).
      outcome.failures.append(.noResponse(raised.type))
      fail(Instance(hierarchy.wellKnown.internalServerError), &outcome, in: hierarchy)
    case .template(let template, let status):
      switch received(raised, in: hierarchy).values(of: template, in: hierarchy) {
      case .success(let values):
        send(.response(body: template.text, status: status), by: call, for: raised, &outcome, in: hierarchy)
        outcome.fill(template, values)
      case .failure(let attribute): fail(reading: attribute, of: raised, &outcome, in: hierarchy)
      }
    case .conditional(let conditional):
      switch received(raised, in: hierarchy).choose(from: conditional, in: hierarchy) {
      case .success(let chosen): send(chosen, by: call, for: raised, &outcome, in: hierarchy)
      case .failure(let attribute): fail(reading: attribute, of: raised, &outcome, in: hierarchy)
      }
    }
  }

  private func received(_ raised: Instance, in hierarchy: Hierarchy) -> ReceivedException {
    ReceivedException(raised.type, code: raised.code.map { .number($0) } ?? hierarchy.instanceCode(raised.type))
  }

  private func fail(
    reading attribute: ExceptionAttribute, of raised: Instance, _ outcome: inout Outcome, in hierarchy: Hierarchy
  ) {
    outcome.addFailure(reading: attribute, of: raised.type)
    fail(Instance(hierarchy.wellKnown.attributeError), &outcome, in: hierarchy)
  }

  /// Answers an exception that a handler raises: with its default page if it is a SanicException, otherwise with a plain
  /// 500. Sanic looks up no handler for it.
  private func fail(_ raised: Instance, _ outcome: inout Outcome, in hierarchy: Hierarchy) {
    guard hierarchy.isException(raised.type) else { return outcome.escaped = raised.type }
    outcome.status = status(ofPageFor: raised, in: hierarchy)
  }

  /// The status of the default page: that of a SanicException, otherwise 500.
  private func status(ofPageFor raised: Instance, in hierarchy: Hierarchy) -> Int32 {
    hierarchy.isHTTP(raised.type) ? status(of: raised, in: hierarchy) ?? 500 : 500
  }

  private func status(of raised: Instance, in hierarchy: Hierarchy) -> Int32? {
    if let code = raised.code { return code }
    guard case .number(let code) = hierarchy.instanceCode(raised.type) else { return nil }
    return code
  }
}
