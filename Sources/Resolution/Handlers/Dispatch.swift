/// Answers a request: what every framework has in common. Each framework's own steps are in its folder.
///
/// The process is changed in place, and the app is passed to each function, so answering a request copies neither.
extension Process {
  /// Answers a request. The first request mounts the blueprints, and each request can write to the cache.
  public mutating func answer(
    _ request: ResolvedRequest, handlers: [Handler], in hierarchy: Hierarchy, tracing: Bool = false
  ) -> Outcome {
    requests += 1
    if requests == 1 || blueprints.hasWaiting { mount(handlers, in: hierarchy) }
    var dispatch = Dispatch(scope: request.scope, number: requests)
    dispatch.mayWrite = true
    dispatch.isTracing = tracing
    rules.model.answer(&self, request, &dispatch, handlers, hierarchy)
    return dispatch.outcome
  }

  /// Predicts the outcome of a request without side effects. Blueprints keep their state.
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
    // In a framework that copies the handlers of a blueprint into the app, the next request would do it first.
    if requests == 0 || blueprints.hasWaiting { rules.model.mount(&copy, handlers) }
    var dispatch = Dispatch(scope: request.scope, number: requests)
    dispatch.ignoresWritesFrom = before ?? .max
    dispatch.isTracing = tracing
    rules.model.answer(&copy, request, &dispatch, handlers, hierarchy)
    return dispatch.outcome
  }

  /// Predicts the outcome of a request for which the lookup finds this handler, without side effects.
  ///
  /// - Parameter profile: The properties of the raised exception. Its class may be left open.
  func outcome(ofFinding handler: HandlerID, in scope: RegistrationID?, for profile: RaisedProfile, _ hunt: OrderHunt)
    -> Outcome
  {
    var copy = self
    var dispatch = Dispatch(scope: scope, number: requests)
    dispatch.profile = profile
    let raised = profile.type ?? RaisedProfile.raised
    dispatch.outcome.raised = raised
    let call = Outcome.HandlerCall(handler: handler, argument: raised)
    rules.model.call(&copy, call, &dispatch, hunt.handlers, hunt.hierarchy)
    return dispatch.outcome
  }

  // MARK: Looking up

  /// Looks up a handler in the tables of a scope and the scopes around it.
  ///
  /// - Returns: The handler; nil if there is none, or if an entry stores that there is none.
  mutating func find(
    _ sought: ClassID, code: Int32?, from scope: RegistrationID?, for purpose: LookupTrace.Purpose,
    _ dispatch: inout Dispatch, in hierarchy: Hierarchy
  ) -> HandlerID? {
    let query = Query(sought: sought, code: code, scope: scope, ignoresWritesFrom: dispatch.ignoresWritesFrom)
    var record =
      dispatch.isTracing ? SearchRecord(trace: LookupTrace(purpose: purpose, sought: sought)) : SearchRecord()
    if usesMemo {
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
    if writes { recordWrites(hit, query, &dispatch, in: hierarchy) }
    if usesMemo, dispatch.mayWrite { memo.remember(hit?.entry.handler, for: query, request: dispatch.number) }
    return hit?.entry.foundHandler
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

  private mutating func recordWrites(_ hit: Hit?, _ query: Query, _ dispatch: inout Dispatch, in hierarchy: Hierarchy) {
    if let hit, hit.entry.writtenBy != nil {
      var withoutCache = query
      withoutCache.ignoresWritesFrom = 1
      var unseen = SearchRecord()
      let expected = search(withoutCache, in: hierarchy, &unseen)
      if expected?.entry.handler != hit.entry.foundHandler { dispatch.outcome.gotWrongHandler = true }
      if dispatch.mayWrite { recordUse(of: hit) }
    }
    let isExact = hit.map { $0.id == query.sought && $0.entry.foundHandler != nil } ?? false
    guard dispatch.mayWrite, let key = writtenTable(hit?.key, isExact: isExact, query),
      tables.cache(hit?.entry.handler ?? .nothing, key, query.sought, request: dispatch.number)
    else { return }
    dispatch.outcome.written.append(
      Outcome.Written(table: key, id: query.sought, isMiss: hit?.entry.foundHandler == nil))
  }

  /// Returns the table in which a lookup stores its result; nil if it stores none.
  private func writtenTable(_ found: TableKey?, isExact: Bool, _ query: Query) -> TableKey? {
    resolver == .mutant(.writeBack) ? found : lookup.writtenTable(found, isExact: isExact, query)
  }

  private mutating func recordUse(of hit: Hit) {
    counters.cacheHits += 1
    if !hit.entry.wasUsed { tables.markUsed(hit) }
  }

  /// Adds the unreached entries and the cache write to a trace.
  private func complete(_ trace: inout LookupTrace, _ query: Query, in hierarchy: Hierarchy) {
    if trace.hit != nil {
      trace.unreached = tables.unreached(query, after: trace.steps, by: lookup, in: hierarchy)
    } else if !lookup.storesMisses {
      return
    }
    let isExact = trace.hit.map { $0.target == .inTable(query.sought) && $0.found?.foundHandler != nil } ?? false
    guard let key = writtenTable(trace.hit?.table, isExact: isExact, query) else { return }
    // A lookup starts at the class itself, so a hit for another class means that the class had no entry yet.
    let isKnown = tables.entry(key, query.sought)?.existed(before: query.ignoresWritesFrom) ?? false
    if !isKnown { trace.wrote = key }
  }
}

/// The state of a request that the functions of a framework pass to each other.
struct Dispatch {
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
  /// The class, if a handler reads more of the exception; nil leaves it open.
  var type: ClassID?
}
