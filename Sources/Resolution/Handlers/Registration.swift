/// Registering handlers and blueprints, as each era does it.
extension Process {
  /// Registers a handler, which must be the next of the app's.
  public mutating func register(_ handler: Handler, _ id: HandlerID, in hierarchy: Hierarchy) -> Registration {
    if let verdict = tooLate(handler) {
      // A late handler of 2.2's is checked after its warning; before 2.0 nothing is checked until the mount.
      let isChecked = !rules.checksBlueprintsAtMount || handler.scope == nil
      if case .ignored(let warns) = verdict, isChecked, let refusal = refusal(of: handler, in: hierarchy) {
        return Registration(verdict: .refused(refusal, atMount: false), warns: warns)
      }
      // A later registration of the same blueprint may bring it into force after all.
      if case .ignored = verdict, let blueprint = handler.scope, refusal(of: handler, in: hierarchy) == nil {
        blueprints.add(id, to: blueprint)
      }
      return Registration(verdict: verdict)
    }
    if let refusal = refusal(of: handler, in: hierarchy) {
      let atMount = rules.checksBlueprintsAtMount && handler.scope != nil
      return Registration(verdict: .refused(refusal, atMount: atMount))
    }
    memo.empty(after: requests)
    guard let blueprint = handler.scope else {
      let earlier = enter(handler.target, id, in: nil, hierarchy)
      return Registration(verdict: .registered, earlier: earlier, unseenBy: unseenBy(handler, id, nil, hierarchy))
    }
    blueprints.add(id, to: blueprint)
    var registered = Registration(verdict: .registered)
    for registration in tableOwners(of: blueprint) where isOpen(registration, for: blueprint) {
      registered.earlier = enter(handler.target, id, in: registration, hierarchy)
      registered.unseenBy += unseenBy(handler, id, registration, hierarchy)
    }
    return registered
  }

  /// Whether a registration still takes handlers: of a blueprint that is mounted already, only one that is not.
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
      // In 2.0.2 to 2.1 another registration that is not mounted yet still brings the handler in force.
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

  /// Writes a handler into its table and returns what was there as a registration.
  mutating func enter(
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

  /// The classes that go on with the handler that the cache has for them, where this one would answer in a new process.
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
    unseen.note(tables, in: hierarchy)
    return unseen.classes(missing: type, in: key).filter { candidate in
      guard let table = tables.table(key), let entry = table[candidate], entry.writtenBy != nil, entry.handler != id
      else { return false }
      let honest = hierarchy.mro(candidate).first { table[$0].map { $0.writtenBy == nil } ?? false }
      return honest == type
    }
  }

  private mutating func replace(_ key: TableKey, _ type: ClassID, _ id: HandlerID) -> HandlerID? {
    let earlier = tables.set(key, type, HandlerTable.Entry(handler: id))
    return earlier?.writtenBy == nil ? earlier?.handler : nil
  }
}

extension Process {
  /// The handler that Flask 0.10's list of one scope gives for a class: the first registration that fits.
  public func firstInList(for id: ClassID, _ scope: RegistrationID?, in hierarchy: Hierarchy) -> HandlerID? {
    guard let list = tables.list(scope), let place = list.firstMatch(hierarchy.mro(id)) else { return nil }
    return list.items[place].handler
  }
}

/// Which registrations would come too late for classes that the cache has an entry for (0.11 to 0.12.5).
///
/// Once T[C] was written, a handler that is registered for an ancestor of C is not seen by C. To warn of that, each class
/// that C's search could have ended at is noted with C. That costs as much as C's search did, and is done only when a
/// handler comes late.
struct UnseenRegistrations: Sendable {
  /// How many entries of the cache are noted.
  private var noted = 0
  /// By table and target: the classes that would not see a handler for it.
  private var classes: [TableKey: [ClassID: [ClassID]]] = [:]

  /// More classes than these are not noted for one target: some examples are enough.
  private static let limit = 100

  /// The classes that keep their entries, though a handler is registered for one of their ancestors.
  func classes(missing target: ClassID, in key: TableKey) -> [ClassID] { classes[key]?[target] ?? [] }

  mutating func note(_ tables: HandlerTables, in hierarchy: Hierarchy) {
    for write in tables.cacheWrites[noted...] { note(write, tables, hierarchy) }
    noted = tables.cacheWrites.count
  }

  private mutating func note(_ write: HandlerTables.CacheWrite, _ tables: HandlerTables, _ hierarchy: Hierarchy) {
    guard let table = tables.table(write.key) else { return }
    var current = write.id
    // In a chain an ancestor with an entry of the cache has noted all that stands behind it.
    while let base = hierarchy.onlyBase(current) {
      guard note(base, for: write) else { return }
      if table[base] != nil { return }
      current = base
    }
    for ancestor in hierarchy.mro(current).dropFirst() {
      guard note(ancestor, for: write) else { continue }
      if let entry = table[ancestor], entry.writtenBy == nil { return }
    }
  }

  /// - Returns: whether there was room for it.
  private mutating func note(_ target: ClassID, for write: HandlerTables.CacheWrite) -> Bool {
    guard classes[write.key]?[target]?.count ?? 0 < Self.limit else { return false }
    classes[write.key, default: [:]][target, default: []].append(write.id)
    return true
  }
}
