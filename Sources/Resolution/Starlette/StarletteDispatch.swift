/// Models how Starlette answers a request with an error (starlette/applications.py, `build_middleware_stack`;
/// starlette/middleware/errors.py and exceptions.py).
///
/// An exception goes through layers, from the inside to the outside: around the view (0.28 and later),
/// ExceptionMiddleware, and ServerErrorMiddleware, which answers what is left and then raises it again. If the app is
/// mounted in another one, the layers of that app follow.
extension Process {
  mutating func runStarlette(
    _ request: ResolvedRequest, _ rules: StarletteRules, _ dispatch: inout Dispatch, _ handlers: [Handler],
    in hierarchy: Hierarchy
  ) {
    let chain = tables.chain(from: request.scope)
    // The outer apps see the request first and build their stacks.
    let run = StarletteRun(rules: rules, handlers: handlers, hierarchy: hierarchy)
    var raised: Raised?
    var layers = chain[...]
    for (index, app) in chain.enumerated().reversed() {
      guard apps[TableKey.place(of: app)].isBroken, rules.registration == .untilFirstRequest else {
        apps[TableKey.place(of: app)].isBuilt = true
        continue
      }
      // The stack that cannot be built has no layers.
      dispatch.outcome.failures.append(.brokenApp)
      raised = Raised(type: hierarchy.wellKnown.assertionError)
      layers = chain[(index + 1)...]
      break
    }
    if raised == nil { raised = view(request.cause, in: chain.first ?? nil, run, &dispatch) }
    for app in layers {
      guard let current = raised else { return }
      raised = pass(current, through: app, run, &dispatch)
    }
    dispatch.outcome.escaped = raised?.type
  }

  /// An exception on its way out, and the status of its instance.
  private struct Raised {
    var type: ClassID
    var status: Int32?
  }

  /// What the layers of one request share.
  private struct StarletteRun {
    let rules: StarletteRules
    let handlers: [Handler]
    let hierarchy: Hierarchy
  }

  /// Returns the exception that leaves the router of the innermost app; nil if a response was sent.
  private mutating func view(
    _ cause: ResolvedRequest.Cause, in app: RegistrationID?, _ run: StarletteRun, _ dispatch: inout Dispatch
  ) -> Raised? {
    let hierarchy = run.hierarchy
    let raised: Raised
    switch cause {
    case .respond(let body, let status):
      dispatch.outcome.send(body, status)
      return nil
    case .routing(.redirect):
      dispatch.outcome.status = 307
      return nil
    case .routing(let failure):
      dispatch.outcome.raised = hierarchy.wellKnown.httpException
      return Raised(type: hierarchy.wellKnown.httpException, status: failure == .wrongMethod ? 405 : 404)
    case .raise(let id): raised = instance(of: id, run)
    case .abort(let code): raised = http(hierarchy.wellKnown.abortedException, code, run)
    }
    dispatch.outcome.raised = raised.type
    return run.rules.hasLayerAroundView ? handle(raised, in: app, run, &dispatch) : raised
  }

  /// Passes an exception through ExceptionMiddleware and ServerErrorMiddleware of an app.
  private mutating func pass(
    _ raised: Raised, through app: RegistrationID?, _ run: StarletteRun, _ dispatch: inout Dispatch
  ) -> Raised? {
    guard let left = handle(raised, in: app, run, &dispatch) else { return nil }
    guard run.hierarchy.isException(left.type) else { return left }
    let hasStarted = dispatch.outcome.status != nil
    if hasStarted, !run.rules.callsLastHandlerAlways { return left }
    guard let last = apps[TableKey.place(of: app)].catchAll else {
      if !hasStarted {
        dispatch.outcome.status = 500
        dispatch.outcome.unhandled = true
      }
      return left
    }
    if dispatch.isTracing { dispatch.outcome.lookups.append(lastLayer(last, of: app, left.type, run)) }
    return call(last, left, run, &dispatch) ?? left
  }

  /// Returns the steps of the outermost layer: it has one handler.
  private func lastLayer(
    _ handler: HandlerID, of app: RegistrationID?, _ raised: ClassID, _ run: StarletteRun
  ) -> LookupTrace {
    var trace = LookupTrace(purpose: .serverError, sought: raised)
    let target =
      run.handlers.indices.contains(Int(handler.index)) ? run.handlers[Int(handler.index)].target : .code(500)
    let entry = HandlerTable.Entry(handler: handler)
    switch target {
    case .code(let code): trace.addStep(TableKey(app, code: code), .number(code), entry)
    case .type(let id): trace.addStep(TableKey(app, code: nil), .inTable(id), entry)
    }
    return trace
  }

  /// Looks up a handler in one layer and calls it.
  ///
  /// - Returns: The exception that is raised further; nil if a response was sent.
  private mutating func handle(
    _ raised: Raised, in app: RegistrationID?, _ run: StarletteRun, _ dispatch: inout Dispatch
  ) -> Raised? {
    let hierarchy = run.hierarchy
    guard hierarchy.isException(raised.type) else { return raised }
    let isHTTP = hierarchy.isHTTP(raised.type)
    // A handler for 500 is not a handler for exceptions with the status 500.
    let code = isHTTP && raised.status != 500 ? raised.status : nil
    let found = find(
      raised.type, code: code, from: app, for: isHTTP ? .httpError : .exception, &dispatch, in: hierarchy)
    let ownHandler = ownHandler(for: raised, in: hierarchy)
    guard found != nil || ownHandler != nil else { return raised }
    // "Caught handled exception, but response already started."
    if dispatch.outcome.status != nil {
      dispatch.outcome.failures.append(.alreadyStarted(raised.type))
      return Raised(type: hierarchy.wellKnown.runtimeError)
    }
    if let found { return call(found, raised, run, &dispatch) }
    switch ownHandler {
    case .page(let status): dispatch.outcome.status = status
    case .closesWebSocket: return Raised(type: hierarchy.wellKnown.typeError)
    case nil: return raised
    }
    return nil
  }

  /// A handler of the framework itself.
  private enum OwnHandler {
    case page(Int32)
    /// It closes the web socket, which an ordinary request does not have: TypeError.
    case closesWebSocket
  }

  /// Returns the framework's own handler for an exception, if there is one.
  private func ownHandler(for raised: Raised, in hierarchy: Hierarchy) -> OwnHandler? {
    for member in hierarchy.mro(raised.type) where hierarchy.hasDefaultHandler(member) {
      if member == hierarchy.wellKnown.httpException { return .page(raised.status ?? 500) }
      if member == hierarchy.wellKnown.validationError { return .page(422) }
      return .closesWebSocket
    }
    return nil
  }

  /// Calls a handler, and sends its response if no response was sent.
  ///
  /// - Returns: The exception that the handler raises; nil if it returned a response.
  private func call(
    _ id: HandlerID, _ raised: Raised, _ run: StarletteRun, _ dispatch: inout Dispatch
  ) -> Raised? {
    let call = Outcome.HandlerCall(handler: id, argument: raised.type)
    dispatch.outcome.calls.append(call)
    if dispatch.outcome.status != nil { dispatch.outcome.lateCalls += 1 }
    guard run.handlers.indices.contains(Int(id.index)) else { return nil }
    return send(run.handlers[Int(id.index)].answer, by: call, raised, run, &dispatch)
  }

  /// Does what the answer of a handler says.
  ///
  /// - Returns: The exception that the handler raises; nil if it returned a response.
  private func send(
    _ answer: Handler.Answer, by call: Outcome.HandlerCall, _ raised: Raised, _ run: StarletteRun,
    _ dispatch: inout Dispatch
  ) -> Raised? {
    let hierarchy = run.hierarchy
    switch answer {
    case .response(let body, .number(let status)): send(body, status, by: call, &dispatch.outcome)
    case .response(let body, .ofException):
      guard let status = raised.status else {
        dispatch.outcome.failures.append(.noCode(raised.type))
        return Raised(type: hierarchy.wellKnown.attributeError)
      }
      send(body, status, by: call, &dispatch.outcome)
    case .raises(let other): return instance(of: other, run)
    case .aborts(let code): return http(hierarchy.wellKnown.abortedException, code, run)
    case .reraises: return raised
    case .exception:
      // An exception is not an ASGI app: calling it raises TypeError.
      dispatch.outcome.failures.append(.noResponse(raised.type))
      return Raised(type: hierarchy.wellKnown.typeError)
    case .template(let template, let status):
      switch received(raised, dispatch.outcome, in: hierarchy).values(of: template, in: hierarchy) {
      case .success(let values):
        let isLate = dispatch.outcome.status != nil
        let failure = send(.response(body: template.text, status: status), by: call, raised, run, &dispatch)
        if failure == nil, !isLate { dispatch.outcome.fill(template, values) }
        return failure
      case .failure(let attribute): return fail(reading: attribute, of: raised, &dispatch, in: hierarchy)
      }
    case .conditional(let conditional):
      switch received(raised, dispatch.outcome, in: hierarchy).choose(from: conditional, in: hierarchy) {
      case .success(let chosen): return send(chosen, by: call, raised, run, &dispatch)
      case .failure(let attribute): return fail(reading: attribute, of: raised, &dispatch, in: hierarchy)
      }
    }
    return nil
  }

  private func received(_ raised: Raised, _ outcome: Outcome, in hierarchy: Hierarchy) -> ReceivedException {
    ReceivedException(
      raised.type, code: raised.status.map { .number($0) } ?? .absent,
      missing: outcome.missingAttribute(of: raised.type, in: hierarchy))
  }

  private func fail(
    reading attribute: ExceptionAttribute, of raised: Raised, _ dispatch: inout Dispatch, in hierarchy: Hierarchy
  ) -> Raised {
    dispatch.outcome.addFailure(reading: attribute, of: raised.type)
    return Raised(type: hierarchy.wellKnown.attributeError)
  }

  private func send(_ body: BodyID, _ status: Int32, by call: Outcome.HandlerCall, _ outcome: inout Outcome) {
    guard outcome.status == nil else { return }
    outcome.send(body, status)
    outcome.answered = call
  }

  private func instance(of id: ClassID, _ run: StarletteRun) -> Raised {
    guard run.hierarchy.isHTTP(id) else { return Raised(type: id) }
    return http(id, run.hierarchy.code(id) ?? 400, run)
  }

  /// Returns an HTTPException with a status, or the ValueError of its constructor.
  private func http(_ id: ClassID, _ code: Int32, _ run: StarletteRun) -> Raised {
    guard run.rules.acceptsUnknownCodes || httpStatusCodes.contains(code) else {
      return Raised(type: run.hierarchy.wellKnown.valueError)
    }
    return Raised(type: id, status: code)
  }
}

/// The members of `http.HTTPStatus` in Python 3.11.
private let httpStatusCodes: Set<Int32> = [
  100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308, 400,
  401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425,
  426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511,
]
