/// What Flask does with a request in which something goes wrong: the parts of `full_dispatch_request`,
/// `handle_user_exception`, `handle_http_exception` and `handle_exception` that concern error handlers.
extension Process {
  /// Answers a request: the first one mounts the blueprints, and each may write the cache.
  package mutating func answer(
    _ request: ResolvedRequest, handlers: [Handler], in hierarchy: Hierarchy, tracing: Bool = false
  ) -> Outcome {
    requests += 1
    if requests == 1 || blueprints.hasWaiting { blueprints.mount() }
    var dispatch = Dispatch(process: self, request: request, handlers: handlers, hierarchy: hierarchy)
    // The tables move into the dispatch and back, so that writing to them never copies them.
    tables = .none
    memo = Memo()
    dispatch.mayWrite = true
    dispatch.isTracing = tracing
    let outcome = dispatch.run()
    tables = dispatch.tables
    memo = dispatch.memo
    counters = dispatch.counters
    return outcome
  }

  /// How a request would be answered; nothing changes, nothing is mounted.
  /// - Parameter before: a request that was answered, by number, from 1: how the request would have been answered in its
  ///   place. Nil: how it would be answered next.
  package func preview(
    _ request: ResolvedRequest, handlers: [Handler], in hierarchy: Hierarchy, before: Int32? = nil
  ) -> Outcome {
    var dispatch = Dispatch(process: self, request: request, handlers: handlers, hierarchy: hierarchy)
    dispatch.ignoresWritesFrom = before ?? .max
    dispatch.isTracing = true
    return dispatch.run()
  }

  /// Predicts what follows where a search finds this handler; nothing changes.
  /// - Parameter profile: what is known of the exception that was raised, where its class is left open.
  func outcome(ofFinding handler: HandlerID, in scope: RegistrationID?, for profile: RaisedProfile, _ hunt: OrderHunt)
    -> Outcome
  {
    let request = ResolvedRequest(cause: .raise(RaisedProfile.raised), scope: scope)
    var dispatch = Dispatch(process: self, request: request, handlers: hunt.handlers, hierarchy: hunt.hierarchy)
    dispatch.profile = profile
    dispatch.call(
      Outcome.HandlerCall(handler: handler, argument: RaisedProfile.raised), onServerErrorPath: false)
    return dispatch.outcome
  }
}

/// What decides how a handler's answer comes out, besides the handler itself: what the hunt knows of a raised exception
/// whose class it leaves open.
struct RaisedProfile: Sendable, Hashable {
  /// Stands for the class that was raised.
  static let raised = ClassID(-1)

  var isHTTP: Bool
  var code: InstanceCode
  var pageFailure: PageFailure?
}

/// One request on its way through Flask.
private struct Dispatch {
  let rules: EraRules
  let configuration: Configuration
  let hierarchy: Hierarchy
  let handlers: [Handler]
  let request: ResolvedRequest
  let scope: RegistrationID?
  let number: Int32
  let resolver: Resolver
  let writesBack: Bool
  var tables: HandlerTables
  var memo: Memo
  var counters: Counters
  var mayWrite = false
  var ignoresWritesFrom = Int32.max
  var isTracing = false
  var outcome: Outcome
  /// What is known of `RaisedProfile.raised`; nil in a real request.
  var profile: RaisedProfile?

  init(process: Process, request: ResolvedRequest, handlers: [Handler], hierarchy: Hierarchy) {
    rules = process.era.rules
    configuration = process.configuration
    self.hierarchy = hierarchy
    self.handlers = handlers
    self.request = request
    number = process.requests
    resolver = process.resolver
    writesBack = process.writesBack
    tables = process.tables
    memo = process.memo
    counters = process.counters
    switch request.cause {
    case .raise(let id):
      outcome = Outcome(raised: id)
      scope = request.scope
    case .abort(let code):
      outcome = Outcome(raised: hierarchy.raisedByAbort(code))
      scope = request.scope
    case .routing(let id):
      outcome = Outcome(raised: id)
      // No route matched, so there is no blueprint.
      scope = nil
    case .respond:
      outcome = Outcome()
      scope = request.scope
    }
  }

  mutating func run() -> Outcome {
    if case .respond(let body, let status) = request.cause {
      // `make_response` takes what the view returned; handlers are for exceptions only.
      send(body, status)
    } else if let raised = outcome.raised {
      handle(raised)
    }
    return outcome
  }

  /// `handle_user_exception`.
  private mutating func handle(_ raised: ClassID) {
    guard hierarchy.isException(raised) else { return outcome.escaped = raised }
    if configuration.failsOnMissingKey(raised, rules, in: hierarchy) {
      outcome.failures.append(.missingKey)
      return handleServerError(hierarchy.wellKnown.indexError)
    }
    guard hierarchy.isHTTP(raised) else { return handleOrdinary(raised) }
    outcome.trappedBy = configuration.trap(for: raised, rules, in: hierarchy)
    if outcome.trappedBy == nil { handleHTTP(raised) } else { handleOrdinary(raised) }
  }

  /// `handle_http_exception`.
  private mutating func handleHTTP(_ raised: ClassID) {
    // An HTTPException whose code is None is a response of its own; so are redirects from 1.0.3 on. The code is the
    // instance's: a constructor may have set it, and what SystemExit's member descriptor gives is None.
    let code = hierarchy.instanceCode(raised)
    if code == .none || (rules.returnsRoutingExceptions && hierarchy.isRouting(raised)) {
      return send(pageOf: raised, onServerErrorPath: false)
    }
    guard let handler = find(raised, code: lookupCode(raised, code), for: .httpError) else {
      return send(pageOf: raised, onServerErrorPath: false)
    }
    call(Outcome.HandlerCall(handler: handler, argument: raised), onServerErrorPath: false)
  }

  /// The code by which an HTTP error is looked up: its class's, in 0.10 the instance's.
  private func lookupCode(_ raised: ClassID, _ code: InstanceCode) -> Int32? {
    guard rules.lookup == .registrationOrder else { return hierarchy.tableCode(raised) }
    if case .number(let number) = code { return number }
    return TableKey.descriptorCode
  }

  /// The rest of `handle_user_exception`, for what is no HTTP error, or is trapped. In 0.10 the lists are for these; later
  /// a trapped error is looked up as it would be otherwise, but has no page of its own if nobody handles it.
  private mutating func handleOrdinary(_ raised: ClassID) {
    let code = rules.lookup == .registrationOrder ? nil : hierarchy.tableCode(raised)
    guard let handler = find(raised, code: code, for: .exception) else { return handleServerError(raised) }
    call(Outcome.HandlerCall(handler: handler, argument: raised), onServerErrorPath: false)
  }

  /// `handle_exception`: the 500 path.
  private mutating func handleServerError(_ raised: ClassID) {
    let sought = hierarchy.wellKnown.internalServerError
    if let option = configuration.propagation {
      if rules.looksUpBeforePropagating { _ = find(sought, code: 500, for: .serverError) }
      outcome.propagatedBy = option
      outcome.escaped = raised
      return
    }
    outcome.unhandled = true
    guard let handler = find(sought, code: 500, for: .serverError) else {
      outcome.status = 500
      return
    }
    switch rules.serverErrorArgument {
    case .exception: call(Outcome.HandlerCall(handler: handler, argument: raised), onServerErrorPath: true)
    case .wrapped:
      call(Outcome.HandlerCall(handler: handler, argument: sought, original: raised), onServerErrorPath: true)
    }
  }

  /// Calls a handler and makes a response of what it returns.
  mutating func call(_ call: Outcome.HandlerCall, onServerErrorPath: Bool) {
    outcome.ran.append(call)
    guard handlers.indices.contains(Int(call.handler.index)) else { return }
    switch handlers[Int(call.handler.index)].answer {
    case .response(let body, .number(let status)):
      outcome.answered = call
      send(body, status)
    case .response(let body, .ofException): respond(body, withCodeOf: call, onServerErrorPath)
    case .exception where isHTTP(call.argument):
      outcome.answered = call
      send(pageOf: call.argument, onServerErrorPath: onServerErrorPath)
    case .exception:
      // An exception that is no response cannot be returned: Flask's make_response raises TypeError.
      outcome.failures.append(.noResponse(call.argument))
      fail(hierarchy.wellKnown.typeError, onServerErrorPath)
    case .raises(let id): fail(id, onServerErrorPath)
    case .aborts(let code): fail(hierarchy.raisedByAbort(code), onServerErrorPath)
    case .reraises: fail(call.argument, onServerErrorPath)
    }
  }

  /// `return body, e.code`.
  private mutating func respond(_ body: String, withCodeOf call: Outcome.HandlerCall, _ onServerErrorPath: Bool) {
    switch instanceCode(call.argument) {
    case .number(let status):
      outcome.answered = call
      send(body, status)
    case .none:
      // Flask takes None for no status at all.
      outcome.answered = call
      send(body, 200)
    case .text:
      // Werkzeug takes a text that does not begin with a number for the status 0.
      outcome.answered = call
      send(body, 0)
    case .absent:
      outcome.failures.append(.noCode(call.argument))
      fail(hierarchy.wellKnown.attributeError, onServerErrorPath)
    case .tuple: fail(hierarchy.wellKnown.typeError, onServerErrorPath)
    }
  }

  /// An exception leaves a handler or the conversion of its answer: no handler of its own is looked for. It goes to the
  /// 500 path, or from there to the server.
  private mutating func fail(_ raised: ClassID, _ onServerErrorPath: Bool) {
    outcome.answered = nil
    if onServerErrorPath || !isException(raised) {
      outcome.escaped = raised
    } else {
      handleServerError(raised)
    }
  }

  private mutating func send(_ body: String, _ status: Int32) {
    // Werkzeug sends no body with these (wrappers, `get_app_iter`), whatever was returned.
    outcome.body = (100..<200).contains(status) || [204, 304].contains(status) ? "" : body
    outcome.status = status
  }

  /// Werkzeug's own page, if it can build one; without a code the response keeps its default, 200.
  private mutating func send(pageOf id: ClassID, onServerErrorPath: Bool) {
    switch pageFailure(id) {
    case nil:
      if case .number(let code) = instanceCode(id) { outcome.status = code } else { outcome.status = 200 }
    case .attributeError?:
      outcome.failures.append(.page(of: id, .attributeError))
      fail(hierarchy.wellKnown.attributeError, onServerErrorPath)
    case .typeError?:
      outcome.failures.append(.page(of: id, .typeError))
      fail(hierarchy.wellKnown.typeError, onServerErrorPath)
    }
  }

  // MARK: What is known of an exception

  private func profile(of id: ClassID) -> RaisedProfile? { id == RaisedProfile.raised ? profile : nil }

  private func isException(_ id: ClassID) -> Bool { profile(of: id) != nil || hierarchy.isException(id) }

  private func isHTTP(_ id: ClassID) -> Bool { profile(of: id)?.isHTTP ?? hierarchy.isHTTP(id) }

  private func instanceCode(_ id: ClassID) -> InstanceCode { profile(of: id)?.code ?? hierarchy.instanceCode(id) }

  private func pageFailure(_ id: ClassID) -> PageFailure? {
    profile(of: id).map { $0.pageFailure } ?? hierarchy.pageFailure(id)
  }

  private mutating func find(_ id: ClassID, code: Int32?, for purpose: LookupTrace.Purpose) -> HandlerID? {
    // The 500 path of 0.10 asks the application only.
    let scope = rules.lookup == .registrationOrder && purpose == .serverError ? nil : scope
    let query = Query(sought: id, code: code, scope: scope, ignoresWritesFrom: ignoresWritesFrom)
    var record =
      isTracing ? SearchRecord(trace: LookupTrace(purpose: purpose, sought: id)) : SearchRecord()
    if resolver == .memo {
      if let remembered = memo.found(query.sought, from: query.scope, before: ignoresWritesFrom) {
        return recall(remembered, query, record)
      }
      record.trace?.memo = .remembers
    }
    let hit = search(query, &record)
    counters.looks.tables += record.looks.tables
    counters.looks.classes += record.looks.classes
    if var finished = record.trace {
      complete(&finished, query)
      outcome.lookups.append(finished)
    }
    if let hit, writesBack { noteCache(hit, query) }
    if resolver == .memo, mayWrite { memo.remember(hit?.entry.handler, for: query, request: number) }
    return hit?.entry.handler
  }

  private func search(_ query: Query, _ record: inout SearchRecord) -> Hit? {
    switch resolver {
    case .flask, .memo: tables.find(query, by: rules.lookup, in: hierarchy, &record)
    case .mutant(let mutant): mutant.find(query, in: tables, hierarchy, &record)
    }
  }

  /// What the memo remembers. What that saves is found out only for those who ask.
  private mutating func recall(_ remembered: Memo.Remembered, _ query: Query, _ record: SearchRecord) -> HandlerID? {
    counters.memoHits += 1
    if var trace = record.trace {
      var saved = SearchRecord()
      _ = search(query, &saved)
      trace.memo = .found(request: remembered.request, remembered.handler, saved: saved.looks)
      outcome.lookups.append(trace)
    }
    return remembered.handler
  }

  private mutating func noteCache(_ hit: Hit, _ query: Query) {
    if hit.entry.writtenBy != nil {
      var registered = query
      registered.ignoresWritesFrom = 1
      var unseen = SearchRecord()
      let honest = search(registered, &unseen)
      if honest?.entry.handler != hit.entry.handler { outcome.wasMisled = true }
      if mayWrite { noteUse(of: hit) }
    }
    guard mayWrite, tables.cache(hit, under: query.sought, request: number) else { return }
    outcome.written.append(Outcome.Written(table: hit.key, id: query.sought))
  }

  private mutating func noteUse(of hit: Hit) {
    counters.cacheHits += 1
    if !hit.entry.wasUsed { tables.markUsed(hit) }
  }

  /// Adds to the steps of a search what its end means.
  private func complete(_ trace: inout LookupTrace, _ query: Query) {
    guard let hit = trace.hit else { return }
    trace.unreached = tables.unreached(query, after: trace.steps, by: rules.lookup, in: hierarchy)
    // The walk begins at the class itself: a hit further on means that the class had no entry yet.
    trace.wrote = writesBack && hit.look != .inTable(query.sought)
  }
}

extension Hierarchy {
  /// The class that `abort(code)` raises; for a code that Werkzeug does not know, LookupError.
  package func raisedByAbort(_ code: Int32) -> ClassID { exception(forCode: code) ?? wellKnown.lookupError }
}
