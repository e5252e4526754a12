/// Models how Flask answers a request with an error: the parts of `wsgi_app`, `full_dispatch_request`,
/// `handle_user_exception`, `handle_http_exception` and `handle_exception` that concern error handlers.
///
/// The process is changed in place, and the app is passed to each function, so answering a request copies neither.
extension Process {
  mutating func runFlask(
    _ request: ResolvedRequest, _ rules: FlaskRules, _ dispatch: inout Dispatch, _ handlers: [Handler],
    in hierarchy: Hierarchy
  ) {
    let raised: ClassID
    switch request.cause {
    case .respond(let body, let status):
      // `make_response` converts the result of the view. Handlers are only for exceptions.
      return dispatch.outcome.send(body, status)
    case .raise(let id): raised = id
    case .abort(let code): raised = hierarchy.raisedByAbort(code)
    case .routing(let failure):
      raised = hierarchy.raisedByRouting(failure)
      // No route matched, so there is no blueprint.
      dispatch.scope = nil
    }
    dispatch.outcome.raised = raised
    // `full_dispatch_request` catches what the view raises, but not what `finalize_request` raises.
    if request.isAfterView { return finish(.raise(raised), rules, &dispatch, handlers, in: hierarchy) }
    finish(handleUserException(raised, rules, &dispatch, in: hierarchy), rules, &dispatch, handlers, in: hierarchy)
  }

  /// `wsgi_app`: an exception that leaves `full_dispatch_request` goes to the 500 path without a lookup of its own.
  ///
  /// A handler, or the conversion of its result, can raise such an exception. An exception that leaves the 500 path
  /// goes to the server.
  mutating func finish(
    _ call: Outcome.HandlerCall, _ rules: FlaskRules, _ dispatch: inout Dispatch, _ handlers: [Handler],
    in hierarchy: Hierarchy
  ) {
    finish(.call(call), rules, &dispatch, handlers, in: hierarchy)
  }

  private mutating func finish(
    _ reaction: Reaction, _ rules: FlaskRules, _ dispatch: inout Dispatch, _ handlers: [Handler],
    in hierarchy: Hierarchy
  ) {
    guard let unhandled = dispatch.respond(by: reaction, handlers, in: hierarchy) else { return }
    guard dispatch.isException(unhandled, in: hierarchy) else { return dispatch.outcome.escaped = unhandled }
    let last = handleException(unhandled, rules, &dispatch, in: hierarchy)
    dispatch.outcome.escaped = dispatch.respond(by: last, handlers, in: hierarchy)
  }

  /// `handle_user_exception`.
  private mutating func handleUserException(
    _ raised: ClassID, _ rules: FlaskRules, _ dispatch: inout Dispatch, in hierarchy: Hierarchy
  ) -> Reaction {
    guard hierarchy.isException(raised) else { return .raise(raised) }
    if configuration.failsOnMissingKey(raised, rules, in: hierarchy) {
      dispatch.outcome.failures.append(.missingKey)
      return .raise(hierarchy.wellKnown.indexError)
    }
    if hierarchy.isHTTP(raised) {
      dispatch.outcome.trappedBy = configuration.trap(for: raised, rules, in: hierarchy)
      if dispatch.outcome.trappedBy == nil { return handleHTTPException(raised, rules, &dispatch, in: hierarchy) }
    }
    // The exception is not an HTTP error, or it is trapped. 0.10 searches its lists for both. Later releases look up a
    // trapped error by its code as usual, but without a handler it gets no page of its own.
    let code = lookup.usesLists ? nil : hierarchy.tableCode(raised)
    guard let handler = find(raised, code: code, from: dispatch.scope, for: .exception, &dispatch, in: hierarchy) else {
      return .raise(raised)
    }
    return .call(Outcome.HandlerCall(handler: handler, argument: raised))
  }

  /// `handle_http_exception`.
  private mutating func handleHTTPException(
    _ raised: ClassID, _ rules: FlaskRules, _ dispatch: inout Dispatch, in hierarchy: Hierarchy
  ) -> Reaction {
    // Flask returns an HTTPException with code None as a response, and since 1.0.3 also redirects. The code is that of
    // the instance: a constructor may have set it, and SystemExit's member descriptor returns None.
    let code = hierarchy.instanceCode(raised)
    if code == .none || (self.rules.returnsRoutingExceptions && hierarchy.isRouting(raised)) {
      return .page(of: raised)
    }
    let lookedUp = lookupCode(raised, code, in: hierarchy)
    guard let handler = find(raised, code: lookedUp, from: dispatch.scope, for: .httpError, &dispatch, in: hierarchy)
    else {
      return .page(of: raised)
    }
    return .call(Outcome.HandlerCall(handler: handler, argument: raised))
  }

  /// Returns the code by which Flask looks up an HTTP error: the code of its class, or in 0.10 of the instance.
  private func lookupCode(_ raised: ClassID, _ code: InstanceCode, in hierarchy: Hierarchy) -> Int32? {
    guard lookup.usesLists else { return hierarchy.tableCode(raised) }
    if case .number(let number) = code { return number }
    return TableKey.descriptorCode
  }

  /// `handle_exception`: the 500 path.
  private mutating func handleException(
    _ raised: ClassID, _ rules: FlaskRules, _ dispatch: inout Dispatch, in hierarchy: Hierarchy
  ) -> Reaction {
    let sought = hierarchy.wellKnown.internalServerError
    if let option = configuration.propagation {
      if rules.looksUpBeforePropagating { _ = findServerErrorHandler(&dispatch, in: hierarchy) }
      dispatch.outcome.propagatedBy = option
      return .raise(raised)
    }
    dispatch.outcome.unhandled = true
    guard let handler = findServerErrorHandler(&dispatch, in: hierarchy) else {
      return .page(of: sought)
    }
    switch rules.serverErrorArgument {
    case .exception: return .call(Outcome.HandlerCall(handler: handler, argument: raised))
    case .wrapped: return .call(Outcome.HandlerCall(handler: handler, argument: sought, original: raised))
    }
  }

  /// Looks up the handler of the 500 path. 0.10 searches only the application.
  private mutating func findServerErrorHandler(_ dispatch: inout Dispatch, in hierarchy: Hierarchy) -> HandlerID? {
    find(
      hierarchy.wellKnown.internalServerError, code: 500, from: lookup.usesLists ? nil : dispatch.scope,
      for: .serverError, &dispatch, in: hierarchy)
  }

  /// Returns the first lookup after a class is raised.
  func firstSearch(for id: ClassID, _ rules: FlaskRules, in hierarchy: Hierarchy) -> FirstSearch {
    guard hierarchy.isException(id) else { return .nothing }
    guard !configuration.failsOnMissingKey(id, rules, in: hierarchy) else { return .nothing }
    guard hierarchy.isHTTP(id), configuration.trap(for: id, rules, in: hierarchy) == nil else {
      return .tables(code: hierarchy.tableCode(id))
    }
    if self.rules.returnsRoutingExceptions, hierarchy.isRouting(id) { return .nothing }
    return hierarchy.instanceCode(id) == .none ? .nothing : .tables(code: hierarchy.tableCode(id))
  }
}

/// How one of Flask's functions handles an exception.
private enum Reaction {
  /// It returns the result of a handler.
  case call(Outcome.HandlerCall)
  /// It returns an HTTP error as the response, and Werkzeug builds its page.
  case page(of: ClassID)
  case raise(ClassID)
}

extension Dispatch {
  /// Creates the response, if that is possible.
  ///
  /// - Returns: The exception that is raised instead, if there is one.
  fileprivate mutating func respond(by reaction: Reaction, _ handlers: [Handler], in hierarchy: Hierarchy) -> ClassID? {
    switch reaction {
    case .call(let call): respond(byCalling: call, handlers, in: hierarchy)
    case .page(let id): send(pageOf: id, in: hierarchy)
    case .raise(let id): id
    }
  }

  /// Calls a handler and creates a response from its result.
  private mutating func respond(
    byCalling call: Outcome.HandlerCall, _ handlers: [Handler], in hierarchy: Hierarchy
  ) -> ClassID? {
    outcome.calls.append(call)
    guard handlers.indices.contains(Int(call.handler.index)) else { return nil }
    let failure = send(handlers[Int(call.handler.index)].answer, by: call, in: hierarchy)
    if failure == nil { outcome.answered = call }
    return failure
  }

  /// Sends the result of a handler.
  private mutating func send(
    _ answer: Handler.Answer, by call: Outcome.HandlerCall, in hierarchy: Hierarchy
  ) -> ClassID? {
    let argument = call.argument
    switch answer {
    case .response(let body, .number(let status)):
      outcome.send(body, status)
      return nil
    case .response(let body, .ofException): return send(body, withCodeOf: argument, in: hierarchy)
    case .exception where isHTTP(argument, in: hierarchy): return send(pageOf: argument, in: hierarchy)
    case .exception:
      // The exception is not a response, so Flask's make_response raises TypeError.
      outcome.failures.append(.noResponse(argument))
      return hierarchy.wellKnown.typeError
    case .raises(let id): return id
    case .aborts(let code): return hierarchy.raisedByAbort(code)
    case .reraises: return argument
    case .template(let template, let status): return send(template, status, by: call, in: hierarchy)
    case .conditional(let conditional):
      switch received(by: call, in: hierarchy).choose(from: conditional, in: hierarchy) {
      case .success(let chosen): return send(chosen, by: call, in: hierarchy)
      case .failure(let attribute): return fail(reading: attribute, of: argument, in: hierarchy)
      }
    }
  }

  /// `return f"...", status`.
  private mutating func send(
    _ template: Handler.BodyTemplate, _ status: Handler.Status, by call: Outcome.HandlerCall, in hierarchy: Hierarchy
  ) -> ClassID? {
    switch received(by: call, in: hierarchy).values(of: template, in: hierarchy) {
    case .success(let values):
      let failure = send(.response(body: template.text, status: status), by: call, in: hierarchy)
      if failure == nil { outcome.fill(template, values) }
      return failure
    case .failure(let attribute): return fail(reading: attribute, of: call.argument, in: hierarchy)
    }
  }

  private func received(by call: Outcome.HandlerCall, in hierarchy: Hierarchy) -> ReceivedException {
    ReceivedException(
      call.argument, code: instanceCode(call.argument, in: hierarchy), original: call.original,
      missing: outcome.missingAttribute(of: call.argument, in: hierarchy))
  }

  private mutating func fail(
    reading attribute: ExceptionAttribute, of id: ClassID, in hierarchy: Hierarchy
  ) -> ClassID {
    outcome.addFailure(reading: attribute, of: id)
    return hierarchy.wellKnown.attributeError
  }

  /// `return body, e.code`.
  private mutating func send(_ body: BodyID, withCodeOf argument: ClassID, in hierarchy: Hierarchy) -> ClassID? {
    switch instanceCode(argument, in: hierarchy) {
    case .number(let status): outcome.send(body, status)
    // Flask treats the status None as no status.
    case .none: outcome.send(body, 200)
    // Werkzeug treats a string that does not start with a number as status 0.
    case .text: outcome.send(body, 0)
    case .absent:
      outcome.failures.append(.noCode(argument))
      return hierarchy.wellKnown.attributeError
    case .tuple: return hierarchy.wellKnown.typeError
    }
    return nil
  }

  /// Sends Werkzeug's own page, if it can build one. Without a code the response has the default status 200.
  private mutating func send(pageOf id: ClassID, in hierarchy: Hierarchy) -> ClassID? {
    guard let failure = pageFailure(id, in: hierarchy) else {
      if case .number(let code) = instanceCode(id, in: hierarchy) {
        outcome.status = code
      } else {
        outcome.status = 200
      }
      return nil
    }
    outcome.failures.append(.page(of: id, failure))
    switch failure {
    case .attributeError: return hierarchy.wellKnown.attributeError
    case .typeError: return hierarchy.wellKnown.typeError
    }
  }

  // MARK: Properties of an exception

  private func profile(of id: ClassID) -> RaisedProfile? { id == RaisedProfile.raised ? profile : nil }

  func isException(_ id: ClassID, in hierarchy: Hierarchy) -> Bool {
    profile(of: id) != nil || hierarchy.isException(id)
  }

  private func isHTTP(_ id: ClassID, in hierarchy: Hierarchy) -> Bool {
    profile(of: id)?.isHTTP ?? hierarchy.isHTTP(id)
  }

  private func instanceCode(_ id: ClassID, in hierarchy: Hierarchy) -> InstanceCode {
    profile(of: id)?.code ?? hierarchy.instanceCode(id)
  }

  private func pageFailure(_ id: ClassID, in hierarchy: Hierarchy) -> PageFailure? {
    profile(of: id).map { $0.pageFailure } ?? hierarchy.pageFailure(id)
  }
}

extension Hierarchy {
  /// Returns the class that routing raises for a URL.
  public func raisedByRouting(_ failure: RoutingFailure) -> ClassID {
    switch failure {
    case .unknownURL: wellKnown.notFound
    case .wrongMethod: wellKnown.methodNotAllowed
    case .redirect: wellKnown.requestRedirect
    }
  }

  /// Returns the class that `abort(code)` raises: LookupError for a code that Werkzeug does not know.
  public func raisedByAbort(_ code: Int32) -> ClassID { exception(forCode: code) ?? wellKnown.lookupError }
}
