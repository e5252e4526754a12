/// What Flask does with a request in which something goes wrong: the parts of `full_dispatch_request`,
/// `handle_user_exception`, `handle_http_exception` and `handle_exception` that concern error handlers.
extension Process {
  /// Answers a request: the first one mounts the blueprints, and each may write the cache.
  package mutating func answer(
    _ request: RaisedRequest, handlers: [Handler], in hierarchy: Hierarchy, tracing: Bool = false
  ) -> Outcome {
    requests += 1
    if requests == 1 || hasWaitingBlueprints { mountBlueprints() }
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
    _ request: RaisedRequest, handlers: [Handler], in hierarchy: Hierarchy, before: Int32? = nil
  ) -> Outcome {
    var dispatch = Dispatch(process: self, request: request, handlers: handlers, hierarchy: hierarchy)
    dispatch.ignoresWritesFrom = before ?? .max
    dispatch.isTracing = true
    return dispatch.run()
  }

  /// What follows where a search finds this handler; nothing changes.
  func outcome(ofFinding handler: HandlerID, for request: RaisedRequest, handlers: [Handler], in hierarchy: Hierarchy)
    -> Outcome
  {
    var dispatch = Dispatch(process: self, request: request, handlers: handlers, hierarchy: hierarchy)
    dispatch.enter(
      Outcome.Entered(handler: handler, argument: dispatch.outcome.raised), onServerErrorPath: false)
    return dispatch.outcome
  }
}

/// One request on its way through Flask.
private struct Dispatch {
  let rules: EraRules
  let configuration: Configuration
  let hierarchy: Hierarchy
  let handlers: [Handler]
  let request: RaisedRequest
  let scope: BlueprintID?
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

  init(process: Process, request: RaisedRequest, handlers: [Handler], hierarchy: Hierarchy) {
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
    }
  }

  mutating func run() -> Outcome {
    let raised = outcome.raised
    if !hierarchy.isException(raised) {
      outcome.escaped = raised
    } else if hierarchy.isHTTP(raised) {
      outcome.trappedBy = configuration.trap(for: raised, rules, in: hierarchy)
      if outcome.trappedBy == nil { handleHTTP(raised) } else { handleOrdinary(raised) }
    } else {
      handleOrdinary(raised)
    }
    return outcome
  }

  /// `handle_http_exception`.
  private mutating func handleHTTP(_ raised: ClassID) {
    // An HTTPException whose code is None is a response of its own; so are redirects from 1.0.3 on. An instance of a
    // class that reads `code` from SystemExit's member descriptor has None there.
    let hasNoCode = hierarchy.code(raised) == nil
    if hasNoCode || (rules.returnsRoutingExceptions && hierarchy.isRouting(raised)) {
      return send(pageOf: raised)
    }
    guard let handler = find(raised, code: hierarchy.code(raised), for: .httpError) else { return send(pageOf: raised) }
    enter(Outcome.Entered(handler: handler, argument: raised), onServerErrorPath: false)
  }

  /// `handle_user_exception`, for what is no HTTP error, or is trapped. In 0.10 the lists are for these; later a trapped
  /// error is looked up as it would be otherwise, but has no page of its own if nobody handles it.
  private mutating func handleOrdinary(_ raised: ClassID) {
    let code = rules.lookup == .registrationOrder ? nil : hierarchy.tableCode(raised)
    guard let handler = find(raised, code: code, for: .exception) else { return handleServerError(raised) }
    enter(Outcome.Entered(handler: handler, argument: raised), onServerErrorPath: false)
  }

  /// `handle_exception`: the 500 path.
  private mutating func handleServerError(_ raised: ClassID) {
    outcome.unhandled = true
    let sought = hierarchy.landmarks.internalServerError
    guard let handler = find(sought, code: 500, for: .serverError) else {
      outcome.status = 500
      return
    }
    switch rules.serverErrorArgument {
    case .exception: enter(Outcome.Entered(handler: handler, argument: raised), onServerErrorPath: true)
    case .wrapped:
      enter(Outcome.Entered(handler: handler, argument: sought, original: raised), onServerErrorPath: true)
    }
  }

  /// Calls a handler and makes a response of what it returns.
  mutating func enter(_ entered: Outcome.Entered, onServerErrorPath: Bool) {
    outcome.ran.append(entered)
    guard handlers.indices.contains(Int(entered.handler.index)) else { return }
    switch handlers[Int(entered.handler.index)].answer {
    case .response(let body, let status):
      outcome.answered = entered
      // Werkzeug sends no body with these (wrappers, `get_app_iter`), whatever the handler returned.
      outcome.body = [204, 304].contains(status) ? "" : body
      outcome.status = status
    case .exception where hierarchy.isHTTP(entered.argument):
      outcome.answered = entered
      send(pageOf: entered.argument)
    case .exception:
      // An exception that is no response cannot be returned: Flask's make_response raises TypeError.
      fail(hierarchy.landmarks.typeError, onServerErrorPath)
    case .raises(let id): fail(id, onServerErrorPath)
    case .aborts(let code): fail(hierarchy.raisedByAbort(code), onServerErrorPath)
    }
  }

  /// An exception leaves a handler: no handler of its own is asked. It goes to the 500 path, or from there to the server.
  private mutating func fail(_ raised: ClassID, _ onServerErrorPath: Bool) {
    if onServerErrorPath || !hierarchy.isException(raised) {
      outcome.escaped = raised
    } else {
      handleServerError(raised)
    }
  }

  /// Werkzeug's own page; without a code the response keeps its default, 200.
  private mutating func send(pageOf id: ClassID) {
    outcome.status = hierarchy.code(id) ?? 200
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
  package func raisedByAbort(_ code: Int32) -> ClassID { exception(forCode: code) ?? landmarks.lookupError }
}
