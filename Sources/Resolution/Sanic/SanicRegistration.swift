/// Registers handlers in Sanic, which checks neither classes nor codes.
extension Process {
  mutating func registerInSanic(
    _ handler: Handler, _ id: HandlerID, _ rules: SanicRules, in hierarchy: Hierarchy
  ) -> Registration {
    guard let blueprint = handler.scope else {
      let earlier = storeInSanic(handler.target, id, in: nil, rules)
      guard case .success(let replaced) = earlier else { return refusedDuplicate(handler.target, atMount: false) }
      return registered(handler, replaced, rules, unseenBy: unseenInSanic(handler.target, id, in: hierarchy))
    }
    switch state(of: blueprint) {
    case .unreachable: return Registration(verdict: .ignored(warns: false))
    case .mounted: return registerLate(on: blueprint, rules)
    case .waiting: break
    }
    let target = RouteTables.WaitingTarget(blueprint: blueprint, target: handler.target)
    let earlier = routes.waiting[target].map { HandlerTable.Entry(handler: $0) }
    if earlier != nil, rules.duplicate == .refused { return refusedDuplicate(handler.target, atMount: true) }
    routes.waiting[target] = id
    blueprints.add(id, to: blueprint)
    return registered(handler, earlier, rules, unseenBy: [])
  }

  private func refusedDuplicate(_ target: Handler.Target, atMount: Bool) -> Registration {
    Registration(verdict: .refused(.duplicate(target), atMount: atMount))
  }

  private func registered(
    _ handler: Handler, _ earlier: HandlerTable.Entry?, _ rules: SanicRules, unseenBy unseen: [ClassID]
  ) -> Registration {
    // 22.9 and 22.12 also warn about an entry that only a lookup wrote.
    let warns = earlier != nil && rules.duplicate == .lastWinsWithWarning
    // Sanic accepts a number, and no lookup finds it.
    if case .code = handler.target { return Registration(verdict: .ignored(warns: warns)) }
    return Registration(
      verdict: .registered, warns: warns,
      earlier: earlier.flatMap { $0.writtenBy == nil ? $0.handler : nil }, unseenBy: unseen)
  }

  private mutating func registerLate(on blueprint: BlueprintID, _ rules: SanicRules) -> Registration {
    switch rules.lateOnBlueprint {
    case .ignored: return Registration(verdict: .ignored(warns: false))
    case .finalizationError: return Registration(verdict: .refused(.tooLateOnBlueprint(blueprint), atMount: false))
    case .breaksRouter:
      routes.isBroken = true
      return Registration(verdict: .refused(.brokenRouter(blueprint), atMount: false))
    }
  }

  private enum Refused: Error {
    case duplicate
  }

  /// Stores a handler in the list or in the table of a route.
  ///
  /// - Parameter route: The index of the route's table; nil for all routes.
  /// - Returns: The entry that the new one replaces, or that stays before it in the list.
  private mutating func storeInSanic(
    _ target: Handler.Target, _ id: HandlerID, in route: RegistrationID?, _ rules: SanicRules
  ) -> Result<HandlerTable.Entry?, Refused> {
    guard case .type(let type) = target else {
      if lookup == .cachedList, routes.classesBeforeNumber == nil {
        routes.classesBeforeNumber = tables.list(nil)?.items.count
      }
      guard case .code(let code) = target else { return .success(nil) }
      let earlier = tables.handler(forNumber: code, in: route).map { HandlerTable.Entry(handler: $0) }
      if earlier != nil, rules.duplicate == .refused { return .failure(.duplicate) }
      tables.setNumber(code, id, in: route)
      return .success(earlier)
    }
    guard lookup != .cachedList else {
      let earlier = tables.firstInList(of: nil, type)
      tables.append(type, id, to: nil)
      return .success(earlier.map { HandlerTable.Entry(handler: $0) })
    }
    let key = TableKey(route, code: nil)
    let earlier = tables.entry(key, type)
    // 23.3 and later also refuse a class for which only a lookup wrote the entry.
    if earlier != nil, rules.duplicate == .refused { return .failure(.duplicate) }
    tables.set(key, type, HandlerTable.Entry(handler: id))
    return .success(earlier)
  }

  /// Returns classes that keep the result of an earlier lookup, although a new process would find the new handler.
  ///
  /// Only the last entries that lookups wrote are checked: some examples are enough.
  private func unseenInSanic(_ target: Handler.Target, _ id: HandlerID, in hierarchy: Hierarchy) -> [ClassID] {
    guard requests > 0, case .type(let type) = target else { return [] }
    var unseen: [ClassID] = []
    for write in tables.cacheWrites.suffix(100) where hierarchy.isSubclass(write.id, of: type) {
      var query = Query(sought: write.id, code: nil, scope: write.key.scope)
      var record = SearchRecord()
      let now = tables.find(query, by: lookup, in: hierarchy, &record)?.entry.handler
      query.ignoresWritesFrom = 1
      let expected = tables.find(query, by: lookup, in: hierarchy, &record)?.entry.handler
      if expected == id, now != id, !unseen.contains(write.id) { unseen.append(write.id) }
    }
    return unseen
  }

  // MARK: Blueprints and routes

  /// Registers the handlers of the waiting blueprints (`app.blueprint()`). From 21.9 on they belong to routes instead.
  mutating func mountSanic(_ handlers: [Handler], _ rules: SanicRules) {
    guard lookup != .cachingRoutes else { return }
    for registration in blueprints.onApp where state(of: registration) == .waiting {
      store(handlers, of: registration, in: nil, rules)
    }
  }

  /// Stores the handlers of a blueprint in the table of a route; nil for all routes.
  private mutating func store(
    _ handlers: [Handler], of registration: RegistrationID, in route: RegistrationID?, _ rules: SanicRules
  ) {
    let ids = blueprints[registration].flatMap { blueprints[$0.blueprint] }?.handlers ?? []
    for id in ids where handlers.indices.contains(Int(id.index)) {
      _ = storeInSanic(handlers[Int(id.index)].target, id, in: route, rules)
    }
  }

  /// Returns the table of a route. A new route of a blueprint gets the blueprint's handlers, as if it had always been
  /// there.
  mutating func tableOfRoute(
    _ name: RouteName?, in scope: RegistrationID?, _ handlers: [Handler], _ rules: SanicRules
  ) -> RegistrationID? {
    guard lookup == .cachingRoutes else { return nil }
    let route = RouteTables.Route(scope: scope, name: name)
    if let index = routes.index(of: route) { return RegistrationID(Int32(index)) }
    let table = RegistrationID(Int32(routes.all.count))
    routes.add(route)
    tables.addRegistration(in: nil)
    if let scope, state(of: scope) != .unreachable { store(handlers, of: scope, in: table, rules) }
    return table
  }
}
