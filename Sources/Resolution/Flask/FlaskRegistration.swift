/// Registers handlers by the rules of the era.
extension Process {
  /// Registers the next handler of the app.
  mutating func registerInFlask(_ handler: Handler, _ id: HandlerID, in hierarchy: Hierarchy) -> Registration {
    if let verdict = tooLate(handler) {
      // 2.2 checks a late handler after its warning. Before 2.0 a blueprint's handlers are not checked until it is
      // mounted.
      let isChecked = !rules.checksBlueprintsAtMount || handler.scope == nil
      if case .ignored(let warns) = verdict, isChecked, let refusal = refusal(of: handler, in: hierarchy) {
        return Registration(verdict: .refused(refusal, atMount: false), warns: warns)
      }
      // A later registration of the same blueprint may still use the handler.
      if case .ignored = verdict, let blueprint = handler.scope, refusal(of: handler, in: hierarchy) == nil {
        blueprints.add(id, to: blueprint)
      }
      return Registration(verdict: verdict)
    }
    if let refusal = refusal(of: handler, in: hierarchy) {
      let atMount = rules.checksBlueprintsAtMount && handler.scope != nil
      return Registration(verdict: .refused(refusal, atMount: atMount))
    }
    memo.clear(after: requests)
    guard let blueprint = handler.scope else {
      let earlier = store(handler.target, id, in: nil, hierarchy)
      return Registration(verdict: .registered, earlier: earlier, unseenBy: unseenBy(handler, id, nil, hierarchy))
    }
    blueprints.add(id, to: blueprint)
    var registered = Registration(verdict: .registered)
    for registration in tableOwners(of: blueprint) where isOpen(registration, for: blueprint) {
      registered.earlier = store(handler.target, id, in: registration, hierarchy)
      registered.unseenBy += unseenBy(handler, id, registration, hierarchy)
    }
    return registered
  }

  /// Returns whether a registration still accepts handlers. If the blueprint is mounted, only a waiting registration
  /// does.
  private func isOpen(_ registration: RegistrationID, for blueprint: BlueprintID) -> Bool {
    state(of: blueprint) != .mounted || state(of: registration) == .waiting
  }

  private func tooLate(_ handler: Handler) -> Registration.Verdict? {
    let lateness: EraRules.Lateness
    let refusal: HandlerRefusal
    if let scope = handler.scope {
      switch state(of: scope) {
      case .waiting: return nil
      case .unreachable: return .ignored(warns: false)
      case .mounted: break
      }
      // In 2.0.2 to 2.1 another registration that is not mounted yet still uses the handler.
      if rules.blueprints.tables == .ofEachRegistration, rules.lateOnBlueprint == .ignored,
        registrations(of: scope).contains(where: { state(of: $0) == .waiting })
      {
        return nil
      }
      lateness = rules.lateOnBlueprint
      refusal = .tooLateOnBlueprint(scope)
    } else {
      lateness = self.lateness(onApp: rules.lateOnApp)
      refusal = .tooLateOnApp
    }
    switch lateness {
    case .accepted: return nil
    case .ignored: return .ignored(warns: false)
    case .ignoredWithWarning: return .ignored(warns: true)
    case .refused: return .refused(refusal, atMount: false)
    }
  }

  private func refusal(of handler: Handler, in hierarchy: Hierarchy) -> HandlerRefusal? {
    switch handler.target {
    case .code(let code):
      if rules.refusesServerErrorOnBlueprint, code == 500, handler.scope != nil { return .serverErrorOnBlueprint }
      guard let error = rules.unknownCode, hierarchy.exception(forCode: code) == nil else { return nil }
      return .unknownCode(code, error)
    case .type(let id):
      guard let error = rules.notAnException, !hierarchy.isException(id) else { return nil }
      return .notAnException(id, error)
    }
  }

  /// Stores a handler in its table and returns the handler that was registered there before.
  mutating func store(
    _ target: Handler.Target, _ id: HandlerID, in scope: RegistrationID?, _ hierarchy: Hierarchy
  ) -> HandlerID? {
    switch (lookup, target) {
    case (.registrationOrder, .code(let code)):
      let earlier = tables.handler(forNumber: code, in: scope)
      tables.setNumber(code, id, in: scope)
      return earlier
    case (.registrationOrder, .type(let type)):
      let earlier = tables.firstInList(of: scope, type)
      tables.append(type, id, to: scope)
      return earlier
    case (_, .code(let code)):
      guard let type = hierarchy.exception(forCode: code) else { return nil }
      return replace(TableKey(scope, code: code), type, id)
    case (_, .type(let type)):
      return replace(TableKey(scope, code: hierarchy.tableCode(type)), type, id)
    }
  }

  /// Returns the classes that keep the handler in their cache entry, although a fresh process would find the new one.
  private mutating func unseenBy(
    _ handler: Handler, _ id: HandlerID, _ scope: RegistrationID?, _ hierarchy: Hierarchy
  ) -> [ClassID] {
    guard writesBack, requests > 0 else { return [] }
    let type: ClassID?
    let key: TableKey
    switch handler.target {
    case .code(let code): (type, key) = (hierarchy.exception(forCode: code), TableKey(scope, code: code))
    case .type(let target): (type, key) = (target, TableKey(scope, code: hierarchy.tableCode(target)))
    }
    guard let type else { return [] }
    unseen.update(tables, in: hierarchy)
    return unseen.classes(missing: type, in: key).filter { candidate in
      guard let table = tables.table(key), let entry = table[candidate], entry.writtenBy != nil, entry.handler != id
      else { return false }
      let registered = hierarchy.mro(candidate).first { table[$0].map { $0.writtenBy == nil } ?? false }
      return registered == type
    }
  }

  private mutating func replace(_ key: TableKey, _ type: ClassID, _ id: HandlerID) -> HandlerID? {
    let earlier = tables.set(key, type, HandlerTable.Entry(handler: id))
    return earlier?.writtenBy == nil ? earlier?.handler : nil
  }
}

extension Process {
  /// Returns the handler that Flask 0.10 finds for a class in the list of one scope: the first one that matches.
  public func firstInList(for id: ClassID, _ scope: RegistrationID?, in hierarchy: Hierarchy) -> HandlerID? {
    guard let list = tables.list(scope), let place = list.firstMatch(hierarchy.mro(id)) else { return nil }
    return list.items[place].handler
  }
}

/// Finds the classes that a late handler does not reach because of their cache entries (0.11 to 0.12.5).
///
/// After T[C] was written, C does not reach a handler that is registered later for an ancestor of C. To warn about
/// that, C is recorded for each class at which its lookup could have ended. This takes as long as the lookup of C, and
/// is done only when a handler is registered late.
struct UnseenRegistrations: Sendable {
  /// The number of cache entries that were processed.
  private var processed = 0
  /// For each table and target, the classes that do not reach a handler for it.
  private var classes: [TableKey: [ClassID: [ClassID]]] = [:]

  /// The maximum number of classes for one target. Some examples are enough.
  private static let limit = 100

  /// Returns the classes that keep their cache entries although a handler is registered for their ancestor.
  func classes(missing target: ClassID, in key: TableKey) -> [ClassID] { classes[key]?[target] ?? [] }

  mutating func update(_ tables: HandlerTables, in hierarchy: Hierarchy) {
    for write in tables.cacheWrites[processed...] { record(write, tables, hierarchy) }
    processed = tables.cacheWrites.count
  }

  private mutating func record(_ write: HandlerTables.CacheWrite, _ tables: HandlerTables, _ hierarchy: Hierarchy) {
    guard let table = tables.table(write.key) else { return }
    var current = write.id
    // In a chain, an ancestor with a cache entry was already recorded for all its ancestors.
    while let base = hierarchy.onlyBase(current) {
      guard record(base, for: write) else { return }
      if table[base] != nil { return }
      current = base
    }
    for ancestor in hierarchy.mro(current).dropFirst() {
      guard record(ancestor, for: write) else { continue }
      if let entry = table[ancestor], entry.writtenBy == nil { return }
    }
  }

  /// Records the class of an entry for one target.
  ///
  /// - Returns: Whether the target had fewer classes than the limit.
  private mutating func record(_ target: ClassID, for write: HandlerTables.CacheWrite) -> Bool {
    guard classes[write.key]?[target]?.count ?? 0 < Self.limit else { return false }
    classes[write.key, default: [:]][target, default: []].append(write.id)
    return true
  }
}
