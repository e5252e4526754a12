/// Registers handlers in Starlette, which checks nothing before it builds the stack of middleware.
extension Process {
  mutating func registerInStarlette(
    _ handler: Handler, _ id: HandlerID, _ rules: StarletteRules, in hierarchy: Hierarchy
  ) -> Registration {
    guard let owner = ownTables(of: handler.scope) else { return Registration(verdict: .ignored(warns: false)) }
    let index = TableKey.place(of: owner)
    let isInvalid = if case .type(let id) = handler.target { !hierarchy.isException(id) } else { false }
    switch rules.registration {
    case .rebuildsStack:
      if isInvalid { apps[index].isBroken = true }
      guard !apps[index].isBroken else {
        return Registration(verdict: .refused(.notAnExceptionKey, atMount: false))
      }
    case .untilFirstRequest:
      guard !apps[index].isBuilt else { return Registration(verdict: .ignored(warns: false)) }
      if isInvalid { apps[index].isBroken = true }
    }
    return Registration(verdict: .registered, earlier: storeInStarlette(handler.target, id, in: owner, hierarchy))
  }

  private mutating func storeInStarlette(
    _ target: Handler.Target, _ id: HandlerID, in scope: RegistrationID?, _ hierarchy: Hierarchy
  ) -> HandlerID? {
    let index = TableKey.place(of: scope)
    if target == .code(500) || target == .type(hierarchy.wellKnown.exception) {
      // The dictionary keeps the order of the first registrations, and the last key of the two wins.
      let first = apps[index].firstCatchAll ?? target
      apps[index].firstCatchAll = first
      if target != first { apps[index].hasBothCatchAlls = true }
      if target != first || !apps[index].hasBothCatchAlls { apps[index].catchAll = id }
    }
    switch target {
    case .code(let code):
      let earlier = tables.handler(forNumber: code, in: scope)
      tables.setNumber(code, id, in: scope)
      return earlier
    case .type(let type): return tables.set(TableKey(scope, code: nil), type, HandlerTable.Entry(handler: id))?.handler
    }
  }
}
