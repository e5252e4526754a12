/// Models how Flask answers a request with an error: the parts of `wsgi_app`, `full_dispatch_request`,
/// `handle_user_exception`, `handle_http_exception` and `handle_exception` that concern error handlers.
///
/// The process is changed in place, and the app is passed to each function, so answering a request copies neither.
extension Process {
  /// Answers a request. The first request mounts the blueprints, and each request can write to the cache.
  public mutating func answer(
    _ request: ResolvedRequest, handlers: [Handler], in hierarchy: Hierarchy, tracing: Bool = false
  ) -> Outcome {
    requests += 1
    if requests == 1 || blueprints.hasWaiting { blueprints.mount() }
    var dispatch = Dispatch(scope: request.scope, number: requests)
    dispatch.mayWrite = true
    dispatch.isTracing = tracing
    run(request, &dispatch, handlers, in: hierarchy)
    return dispatch.outcome
  }

  /// Predicts the outcome of a request without side effects. It mounts no blueprints.
  ///
  /// - Parameters:
  ///   - before: The number of an earlier request, from 1. The outcome is the one that the request would have had in
  ///     its place. Nil: the outcome as the next request.
  ///   - tracing: Whether the outcome includes the lookups.
  public func preview(
    _ request: ResolvedRequest, handlers: [Handler], in hierarchy: Hierarchy, before: Int32? = nil,
    tracing: Bool = false
  ) -> Outcome {
    var copy = self
    var dispatch = Dispatch(scope: request.scope, number: requests)
    dispatch.ignoresWritesFrom = before ?? .max
    dispatch.isTracing = tracing
    copy.run(request, &dispatch, handlers, in: hierarchy)
    return dispatch.outcome
  }

  /// Predicts the outcome of a request for which the lookup finds this handler, without side effects.
  ///
  /// - Parameter profile: The properties of the raised exception. Its class is left open.
  func outcome(ofFinding handler: HandlerID, in scope: RegistrationID?, for profile: RaisedProfile, _ hunt: OrderHunt)
    -> Outcome
  {
    var copy = self
    var dispatch = Dispatch(scope: scope, number: requests)
    dispatch.profile = profile
    dispatch.outcome.raised = RaisedProfile.raised
    let call = Outcome.HandlerCall(handler: handler, argument: RaisedProfile.raised)
    copy.finish(.call(call), &dispatch, hunt.handlers, in: hunt.hierarchy)
    return dispatch.outcome
  }

  private mutating func run(
    _ request: ResolvedRequest, _ dispatch: inout Dispatch, _ handlers: [Handler], in hierarchy: Hierarchy
  ) {
    let raised: ClassID
    switch request.cause {
    case .respond(let body, let status):
      // `make_response` converts the result of the view. Handlers are only for exceptions.
      return dispatch.send(body, status)
    case .raise(let id): raised = id
    case .abort(let code): raised = hierarchy.raisedByAbort(code)
    case .routing(let id):
      raised = id
      // No route matched, so there is no blueprint.
      dispatch.scope = nil
    }
    dispatch.outcome.raised = raised
    finish(handleUserException(raised, &dispatch, in: hierarchy), &dispatch, handlers, in: hierarchy)
  }

  /// `wsgi_app`: an exception that leaves `full_dispatch_request` goes to the 500 path without a lookup of its own.
  ///
  /// A handler, or the conversion of its result, can raise such an exception. An exception that leaves the 500 path
  /// goes to the server.
  private mutating func finish(
    _ reaction: Reaction, _ dispatch: inout Dispatch, _ handlers: [Handler], in hierarchy: Hierarchy
  ) {
    guard let unhandled = dispatch.respond(by: reaction, handlers, in: hierarchy) else { return }
    guard dispatch.isException(unhandled, in: hierarchy) else { return dispatch.outcome.escaped = unhandled }
    let last = handleException(unhandled, &dispatch, in: hierarchy)
    dispatch.outcome.escaped = dispatch.respond(by: last, handlers, in: hierarchy)
  }

  /// `handle_user_exception`.
  private mutating func handleUserException(
    _ raised: ClassID, _ dispatch: inout Dispatch, in hierarchy: Hierarchy
  ) -> Reaction {
    guard hierarchy.isException(raised) else { return .raise(raised) }
    if configuration.failsOnMissingKey(raised, rules, in: hierarchy) {
      dispatch.outcome.failures.append(.missingKey)
      return .raise(hierarchy.wellKnown.indexError)
    }
    if hierarchy.isHTTP(raised) {
      dispatch.outcome.trappedBy = configuration.trap(for: raised, rules, in: hierarchy)
      if dispatch.outcome.trappedBy == nil { return handleHTTPException(raised, &dispatch, in: hierarchy) }
    }
    // The exception is not an HTTP error, or it is trapped. 0.10 searches its lists for both. Later releases look up a
    // trapped error by its code as usual, but without a handler it gets no page of its own.
    let code = lookup.usesLists ? nil : hierarchy.tableCode(raised)
    guard let handler = find(raised, code: code, for: .exception, &dispatch, in: hierarchy) else {
      return .raise(raised)
    }
    return .call(Outcome.HandlerCall(handler: handler, argument: raised))
  }

  /// `handle_http_exception`.
  private mutating func handleHTTPException(
    _ raised: ClassID, _ dispatch: inout Dispatch, in hierarchy: Hierarchy
  ) -> Reaction {
    // Flask returns an HTTPException with code None as a response, and since 1.0.3 also redirects. The code is that of
    // the instance: a constructor may have set it, and SystemExit's member descriptor returns None.
    let code = hierarchy.instanceCode(raised)
    if code == .none || (rules.returnsRoutingExceptions && hierarchy.isRouting(raised)) { return .page(of: raised) }
    let lookedUp = lookupCode(raised, code, in: hierarchy)
    guard let handler = find(raised, code: lookedUp, for: .httpError, &dispatch, in: hierarchy) else {
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
    _ raised: ClassID, _ dispatch: inout Dispatch, in hierarchy: Hierarchy
  ) -> Reaction {
    let sought = hierarchy.wellKnown.internalServerError
    if let option = configuration.propagation {
      if rules.looksUpBeforePropagating { _ = find(sought, code: 500, for: .serverError, &dispatch, in: hierarchy) }
      dispatch.outcome.propagatedBy = option
      return .raise(raised)
    }
    dispatch.outcome.unhandled = true
    guard let handler = find(sought, code: 500, for: .serverError, &dispatch, in: hierarchy) else {
      return .page(of: sought)
    }
    switch rules.serverErrorArgument {
    case .exception: return .call(Outcome.HandlerCall(handler: handler, argument: raised))
    case .wrapped: return .call(Outcome.HandlerCall(handler: handler, argument: sought, original: raised))
    }
  }

  // MARK: Looking up

  /// `_find_error_handler`.
  private mutating func find(
    _ sought: ClassID, code: Int32?, for purpose: LookupTrace.Purpose, _ dispatch: inout Dispatch,
    in hierarchy: Hierarchy
  ) -> HandlerID? {
    // The 500 path of 0.10 searches only the application.
    let scope = lookup.usesLists && purpose == .serverError ? nil : dispatch.scope
    let query = Query(sought: sought, code: code, scope: scope, ignoresWritesFrom: dispatch.ignoresWritesFrom)
    var record =
      dispatch.isTracing ? SearchRecord(trace: LookupTrace(purpose: purpose, sought: sought)) : SearchRecord()
    if resolver == .memo {
      if let remembered = memo.found(sought, from: scope, before: query.ignoresWritesFrom) {
        return recall(remembered, query, record, &dispatch, in: hierarchy)
      }
      record.trace?.memo = .remembers
    }
    let hit = search(query, in: hierarchy, &record)
    counters.cost.tables += record.cost.tables
    counters.cost.classes += record.cost.classes
    if record.isTracing, var finished = record.trace {
      complete(&finished, query, in: hierarchy)
      dispatch.outcome.lookups.append(finished)
    }
    if let hit, writesBack { recordCacheUse(hit, query, &dispatch, in: hierarchy) }
    if resolver == .memo, dispatch.mayWrite {
      memo.remember(hit?.entry.handler, for: query, request: dispatch.number)
    }
    return hit?.entry.handler
  }

  private func search(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    switch resolver {
    case .release, .memo: tables.find(query, by: lookup, in: hierarchy, &record)
    case .mutant(let mutant): mutant.find(query, in: tables, hierarchy, &record)
    }
  }

  /// Returns the handler in the memo. Only a traced request repeats the search, to show how much the memo saves.
  private mutating func recall(
    _ remembered: Memo.Remembered, _ query: Query, _ record: SearchRecord, _ dispatch: inout Dispatch,
    in hierarchy: Hierarchy
  ) -> HandlerID? {
    counters.memoHits += 1
    if var trace = record.trace {
      var saved = SearchRecord()
      _ = search(query, in: hierarchy, &saved)
      trace.memo = .found(request: remembered.request, remembered.handler, saved: saved.cost)
      dispatch.outcome.lookups.append(trace)
    }
    return remembered.handler
  }

  private mutating func recordCacheUse(_ hit: Hit, _ query: Query, _ dispatch: inout Dispatch, in hierarchy: Hierarchy)
  {
    if hit.entry.writtenBy != nil {
      var withoutCache = query
      withoutCache.ignoresWritesFrom = 1
      var unseen = SearchRecord()
      let expected = search(withoutCache, in: hierarchy, &unseen)
      if expected?.entry.handler != hit.entry.handler { dispatch.outcome.gotWrongHandler = true }
      if dispatch.mayWrite { recordUse(of: hit) }
    }
    guard dispatch.mayWrite, tables.cache(hit, under: query.sought, request: dispatch.number) else { return }
    dispatch.outcome.written.append(Outcome.Written(table: hit.key, id: query.sought))
  }

  private mutating func recordUse(of hit: Hit) {
    counters.cacheHits += 1
    if !hit.entry.wasUsed { tables.markUsed(hit) }
  }

  /// Adds the unreached entries and the cache write to a trace.
  private func complete(_ trace: inout LookupTrace, _ query: Query, in hierarchy: Hierarchy) {
    guard let hit = trace.hit else { return }
    trace.unreached = tables.unreached(query, after: trace.steps, by: lookup, in: hierarchy)
    // The lookup starts at the class itself, so a hit for another class means that the class had no entry yet.
    trace.wrote = writesBack && hit.target != .inTable(query.sought)
  }
}

/// The properties of a raised exception that the answer of a handler can depend on.
///
/// `hunt` uses it for an exception without a known class.
struct RaisedProfile: Sendable, Hashable {
  /// A placeholder for the raised class.
  static let raised = ClassID(-1)

  var isHTTP: Bool
  var code: InstanceCode
  var pageFailure: PageFailure?
}

/// The way in which one of Flask's functions handles an exception.
private enum Reaction {
  /// It returns the result of a handler.
  case call(Outcome.HandlerCall)
  /// It returns an HTTP error as the response, and Werkzeug builds its page.
  case page(of: ClassID)
  case raise(ClassID)
}

/// The state of a request that Flask's functions pass to each other.
private struct Dispatch {
  var scope: RegistrationID?
  let number: Int32
  var mayWrite = false
  var ignoresWritesFrom = Int32.max
  var isTracing = false
  /// The properties of `RaisedProfile.raised`; nil for a real request.
  var profile: RaisedProfile?
  var outcome = Outcome()

  init(scope: RegistrationID?, number: Int32) {
    self.scope = scope
    self.number = number
  }

  /// Creates the response, if that is possible.
  ///
  /// - Returns: The exception that is raised instead, if there is one.
  mutating func respond(by reaction: Reaction, _ handlers: [Handler], in hierarchy: Hierarchy) -> ClassID? {
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
    let failure = send(handlers[Int(call.handler.index)].answer, to: call.argument, in: hierarchy)
    if failure == nil { outcome.answered = call }
    return failure
  }

  /// Sends the result of a handler.
  private mutating func send(_ answer: Handler.Answer, to argument: ClassID, in hierarchy: Hierarchy) -> ClassID? {
    switch answer {
    case .response(let body, .number(let status)):
      send(body, status)
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
    }
  }

  /// `return body, e.code`.
  private mutating func send(_ body: BodyID, withCodeOf argument: ClassID, in hierarchy: Hierarchy) -> ClassID? {
    switch instanceCode(argument, in: hierarchy) {
    case .number(let status): send(body, status)
    // Flask treats the status None as no status.
    case .none: send(body, 200)
    // Werkzeug treats a string that does not start with a number as status 0.
    case .text: send(body, 0)
    case .absent:
      outcome.failures.append(.noCode(argument))
      return hierarchy.wellKnown.attributeError
    case .tuple: return hierarchy.wellKnown.typeError
    }
    return nil
  }

  mutating func send(_ body: BodyID, _ status: Int32) {
    // Werkzeug never sends a body with these statuses (wrappers, `get_app_iter`).
    outcome.body = (100..<200).contains(status) || status == 204 || status == 304 ? .empty : body
    outcome.status = status
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
  /// Returns the class that `abort(code)` raises: LookupError for a code that Werkzeug does not know.
  public func raisedByAbort(_ code: Int32) -> ClassID { exception(forCode: code) ?? wellKnown.lookupError }
}
