/// Registering handlers and blueprints, as each era does it.
extension Process {
  /// Registers a handler, which must be the next of the app's.
  package mutating func register(_ handler: Handler, _ id: HandlerID, in hierarchy: Hierarchy) -> Registration {
    let rules = era.rules
    if let verdict = tooLate(handler, rules) {
      // A late handler of 2.2's is checked after its warning; before 2.0 nothing is checked until the mount.
      let isChecked = !rules.checksBlueprintsAtMount || handler.scope == nil
      if case .ignored(let warns) = verdict, isChecked, let refusal = refusal(of: handler, rules, hierarchy) {
        return Registration(verdict: .refused(refusal, atMount: false), warns: warns)
      }
      // A later registration of the same blueprint may bring it into force after all.
      if case .ignored = verdict, let blueprint = handler.scope, refusal(of: handler, rules, hierarchy) == nil {
        blueprints.add(id, to: blueprint)
      }
      return Registration(verdict: verdict)
    }
    if let refusal = refusal(of: handler, rules, hierarchy) {
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

  private func tooLate(_ handler: Handler, _ rules: EraRules) -> Registration.Verdict? {
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

  private func refusal(of handler: Handler, _ rules: EraRules, _ hierarchy: Hierarchy) -> HandlerRefusal? {
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
      let earlier = tables.list(scope)?.first(type)
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
    let earlier = tables.table(key)?[type]
    tables.set(key, type, HandlerTable.Entry(handler: id))
    return earlier?.writtenBy == nil ? earlier?.handler : nil
  }
}

extension Process {
  /// The handler that Flask 0.10's list of one scope gives for a class: the first registration that fits.
  package func firstInList(for id: ClassID, _ scope: RegistrationID?, in hierarchy: Hierarchy) -> HandlerID? {
    guard let list = tables.list(scope), let place = list.firstMatch(hierarchy.mro(id)) else { return nil }
    return list.items[place].handler
  }
}
