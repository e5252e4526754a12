/// The blueprints of a process and their registrations.
///
/// A blueprint is an object with handlers. A registration puts it on the app or on another blueprint, under its own
/// name or under another one (`name=`). Requests go to registrations. If a blueprint has several registrations, each
/// blueprint nested in it has a registration in each of them.
///
/// The rules for the handlers of a blueprint with several registrations changed between 2.0.0 and 2.0.2
/// (`BlueprintRules`).
struct Blueprints: Sendable {
  struct Blueprint: Sendable {
    var name: String
    var registrations: [RegistrationID] = []
    /// The first registration that the app makes when it mounts its blueprints.
    var firstMounted: RegistrationID?
    /// The registrations of other blueprints on this one, in order.
    var children: [Child] = []
    /// Its handlers in order, including those that were too late for the existing registrations.
    var handlers: [HandlerID] = []
  }

  struct Child: Sendable {
    var blueprint: BlueprintID
    var name: String?
  }

  struct Registration: Sendable {
    var blueprint: BlueprintID
    var outer: RegistrationID?
    /// The last part of the name under which it is registered.
    var name: String
    var state: Process.RegistrationState
  }

  private(set) var all: [Blueprint] = []
  private(set) var registrations: [Registration] = []
  /// The registrations on the app, in order.
  private(set) var onApp: [RegistrationID] = []
  var hasWaiting = false
  /// Whether a name is empty or contains a dot.
  private(set) var hasUnusualNames = false
  private var byName: [NameKey: RegistrationID] = [:]

  private struct NameKey: Hashable, Sendable {
    var outer: RegistrationID?
    var name: String
  }

  /// Returns the key that must be unique for a name in a place.
  ///
  /// Flask removes leading dots from names. So a blueprint nested in a blueprint with an empty name has the same name
  /// as a blueprint on the app.
  private func nameKey(_ name: String, in outer: RegistrationID?) -> NameKey {
    guard let outer, let registration = self[outer], registration.outer == nil, registration.name.isEmpty else {
      return NameKey(outer: outer, name: name)
    }
    return NameKey(outer: nil, name: name)
  }

  /// The maximum number of registrations. Each nested blueprint can double their number.
  static let registrationLimit = 100_000

  subscript(_ id: BlueprintID) -> Blueprint? {
    let index = Int(id.index)
    return all.indices.contains(index) ? all[index] : nil
  }

  subscript(_ id: RegistrationID) -> Registration? {
    let index = Int(id.index)
    return registrations.indices.contains(index) ? registrations[index] : nil
  }

  // These functions do not copy the names, because they are called for each handler and each request.
  func registrations(of id: BlueprintID) -> [RegistrationID] {
    let index = Int(id.index)
    return all.indices.contains(index) ? all[index].registrations : []
  }

  func state(of id: RegistrationID) -> Process.RegistrationState {
    let index = Int(id.index)
    return registrations.indices.contains(index) ? registrations[index].state : .unreachable
  }

  mutating func add(_ name: String) -> BlueprintID {
    all.append(Blueprint(name: name))
    if name.isEmpty || name.utf8.contains(UInt8(ascii: ".")) { hasUnusualNames = true }
    return BlueprintID(Int32(all.count - 1))
  }

  mutating func add(_ handler: HandlerID, to id: BlueprintID) {
    let index = Int(id.index)
    if all.indices.contains(index) { all[index].handlers.append(handler) }
  }

  mutating func addChild(_ child: BlueprintID, as name: String?, to parent: BlueprintID) {
    let index = Int(parent.index)
    if all.indices.contains(index) { all[index].children.append(Child(blueprint: child, name: name)) }
  }

  /// Returns whether a blueprint (nil: a new one) can be registered in this number of places within the limit.
  func hasRoom(for id: BlueprintID?, times: Int) -> Bool {
    var remaining = Self.registrationLimit - registrations.count
    guard times <= remaining else { return false }
    remaining /= max(times, 1)
    var pending = [id]
    while let next = pending.popLast() {
      remaining -= 1
      guard remaining >= 0 else { return false }
      if let next { pending += (self[next]?.children ?? []).map { $0.blueprint } }
    }
    return true
  }

  /// Adds a registration and those of the blueprints nested in it, outermost first.
  mutating func register(
    _ id: BlueprintID, as name: String?, in outer: RegistrationID?, _ state: Process.RegistrationState
  ) -> [RegistrationID] {
    var pending = [(blueprint: id, name: name, outer: outer)]
    var added: [RegistrationID] = []
    while let next = pending.popLast() {
      guard let blueprint = self[next.blueprint] else { continue }
      let registration = RegistrationID(Int32(registrations.count))
      let key = nameKey(next.name ?? blueprint.name, in: next.outer)
      registrations.append(
        Registration(blueprint: next.blueprint, outer: next.outer, name: key.name, state: state))
      if byName[key] == nil { byName[key] = registration }
      all[Int(next.blueprint.index)].registrations.append(registration)
      if next.outer == nil { onApp.append(registration) }
      added.append(registration)
      pending += blueprint.children.reversed().map { ($0.blueprint, $0.name, registration) }
    }
    if state == .waiting { hasWaiting = true }
    return added
  }

  /// Returns the registration on the app (nil) or in another registration with this last part of the name.
  func registration(named name: String, in outer: RegistrationID?) -> RegistrationID? {
    byName[nameKey(name, in: outer)]
  }

  mutating func mount() {
    hasWaiting = false
    for index in registrations.indices where registrations[index].state == .waiting {
      registrations[index].state = .mounted
    }
  }

  /// Returns the names of a registration and the registrations around it, outermost first.
  ///
  /// Joined by dots they are its full name. An empty name on the app is left out, unless it is the only one.
  func path(of id: RegistrationID) -> [String] {
    var names: [String] = []
    var next: RegistrationID? = id
    while let current = next, let registration = self[current] {
      names.append(registration.name)
      next = registration.outer
    }
    if names.count > 1, names.last == "" { names.removeLast() }
    return names.reversed()
  }

  /// Returns the name of the registered blueprint.
  func name(of id: RegistrationID) -> String {
    self[id].flatMap { self[$0.blueprint]?.name } ?? ""
  }

  /// Updates the first mounted registration of a blueprint after a new registration.
  ///
  /// The app mounts its registrations in order, each with those nested in it. If the new registration is mounted before
  /// the previous first one, this returns the previous first one.
  mutating func updateFirstMounted(_ new: RegistrationID) -> RegistrationID? {
    guard let id = self[new]?.blueprint, let blueprint = self[id] else { return nil }
    guard let old = blueprint.firstMounted else {
      all[Int(id.index)].firstMounted = new
      return nil
    }
    guard order(of: new).lexicographicallyPrecedes(order(of: old)) else { return nil }
    all[Int(id.index)].firstMounted = new
    return old
  }

  /// Returns the sort key for the mount order: the numbers of the registrations around one, outermost first.
  private func order(of id: RegistrationID) -> [Int32] {
    var order: [Int32] = []
    var next: RegistrationID? = id
    while let current = next {
      order.append(current.index)
      next = self[current]?.outer
    }
    return order.reversed()
  }
}

extension Process {
  /// Whether requests can reach a registration in this process.
  public enum RegistrationState: Sendable, Hashable {
    /// The next request mounts it.
    case waiting
    case mounted
    /// It was registered too late for this process.
    case unreachable
  }

  /// Adds the next blueprint of the app, without a registration.
  public mutating func addBlueprint(_ name: String) -> BlueprintID { blueprints.add(name) }

  /// Registers a blueprint on the app or on another blueprint.
  ///
  /// - Parameter name: Another name for the registration. Flask ignores it before 2.0.1.
  /// - Returns: Whether Flask accepts, ignores or refuses the registration.
  public mutating func register(
    _ blueprint: BlueprintID, as name: String? = nil, on parent: BlueprintID?, handlers: [Handler],
    in hierarchy: Hierarchy
  ) -> EraRules.Lateness {
    let lateness = lateness(under: parent)
    let state: RegistrationState = lateness == .accepted ? .waiting : .unreachable
    var outers: [RegistrationID?] = [nil]
    if let parent {
      blueprints.addChild(blueprint, as: name, to: parent)
      outers = (blueprints[parent]?.registrations ?? []).map { .some($0) }
    }
    for outer in outers {
      for registration in blueprints.register(blueprint, as: name, in: outer, state) {
        add(registration, handlers, hierarchy)
      }
    }
    if blueprints.hasUnusualNames { updateSearchedTables() }
    return lateness
  }

  /// Returns whether a blueprint (nil: a new one) can be registered on these parents without too many registrations.
  public func hasRoom(for blueprint: BlueprintID?, on parents: [BlueprintID?]) -> Bool {
    let times = parents.reduce(0) { times, parent in
      times + (parent.map { registrations(of: $0).count } ?? 1)
    }
    return blueprints.hasRoom(for: blueprint, times: times)
  }

  private mutating func add(_ registration: RegistrationID, _ handlers: [Handler], _ hierarchy: Hierarchy) {
    guard let new = blueprints[registration], let blueprint = blueprints[new.blueprint],
      rules.blueprints.tables != .ofEachRoute
    else { return }
    tables.addRegistration(in: new.outer)
    guard new.state != .unreachable else { return }
    let earlier = blueprints.updateFirstMounted(registration)
    guard let owner = blueprint.registrations.first, owner != registration else { return }
    switch rules.blueprints.tables {
    // Flask records handlers with `record_once`, which does nothing if a blueprint is registered again.
    case .ofBlueprint: tables.setSearched(.others([owner]), for: registration)
    case .ofFirstRegistration:
      // The first mounted registration has the handlers. The tables of the others stay empty.
      if let earlier { tables.moveTables(from: earlier, to: registration) }
    case .ofEachRegistration: for id in blueprint.handlers { storeAgain(id, registration, handlers, hierarchy) }
    case .ofEachRoute: break
    }
  }

  private mutating func storeAgain(
    _ id: HandlerID, _ registration: RegistrationID, _ handlers: [Handler], _ hierarchy: Hierarchy
  ) {
    guard handlers.indices.contains(Int(id.index)) else { return }
    _ = store(handlers[Int(id.index)].target, id, in: registration, hierarchy)
  }

  /// Updates the tables that are searched for blueprints with unusual names.
  private mutating func updateSearchedTables() {
    if rules.blueprints.emptyNames == .ignoredOnApp { ignoreEmptyNames() }
    if rules.blueprints.dottedNames == .split { splitDottedNames() }
  }

  private mutating func ignoreEmptyNames() {
    for registration in blueprints.onApp where blueprints[registration]?.name.isEmpty == true {
      tables.setSearched(.others([]), for: registration)
    }
  }

  /// Models 2.0.0, which splits the names of a request's blueprints at their dots and looks up each part as a name.
  private mutating func splitDottedNames() {
    let dotted = blueprints.all.filter { $0.name.utf8.contains(UInt8(ascii: ".")) }
    guard !dotted.isEmpty else { return }
    var byName: [String: RegistrationID] = [:]
    for blueprint in blueprints.all { byName[blueprint.name] = blueprint.registrations.first }
    for blueprint in dotted {
      let parts = blueprint.name.split(separator: ".", omittingEmptySubsequences: false)
      let searched = parts.reversed().compactMap { byName[String($0)] }
      for registration in blueprint.registrations { tables.setSearched(.others(searched), for: registration) }
    }
  }

  /// Mounts the waiting registrations.
  mutating func mount(_ handlers: [Handler], in hierarchy: Hierarchy) {
    rules.model.mount(&self, handlers)
    blueprints.mount()
  }

  // MARK: State of registrations

  private func lateness(under parent: BlueprintID?) -> EraRules.Lateness {
    guard let parent else { return lateness(onApp: rules.lateBlueprint) }
    switch state(of: parent) {
    case .waiting: return .accepted
    case .unreachable: return .ignored
    case .mounted: return rules.lateOnBlueprint
    }
  }

  /// Returns the effect of a registration on the application now.
  func lateness(onApp late: EraRules.Lateness) -> EraRules.Lateness {
    guard requests > 0 else { return .accepted }
    return configuration.isDebug ? .refused : late
  }

  /// The number of registrations on the app and on blueprints.
  public var registrationCount: Int { blueprints.registrations.count }

  /// All registrations in order of registration.
  public var registrationIDs: some Sequence<RegistrationID> {
    blueprints.registrations.indices.lazy.map { RegistrationID(Int32($0)) }
  }

  /// Returns whether requests can reach a registration. An unknown registration is `unreachable`.
  public func state(of id: RegistrationID) -> RegistrationState { blueprints.state(of: id) }

  /// Returns the state of a blueprint. It is mounted as soon as one registration is. Then it is too late for handlers.
  public func state(of id: BlueprintID) -> RegistrationState {
    var isWaiting = false
    for registration in registrations(of: id) {
      switch state(of: registration) {
      case .mounted: return .mounted
      case .waiting: isWaiting = true
      case .unreachable: break
      }
    }
    return isWaiting ? .waiting : .unreachable
  }

  /// Returns the registrations of a blueprint in order of registration; none for an unknown blueprint.
  public func registrations(of id: BlueprintID) -> [RegistrationID] { blueprints.registrations(of: id) }

  /// The number of blueprints.
  public var blueprintCount: Int { blueprints.all.count }

  /// Returns the registration that this one is nested in; nil: it is on the app.
  public func outer(of id: RegistrationID) -> RegistrationID? { blueprints[id]?.outer }

  /// Returns whether Flask finds the handlers of a registration for its own requests. Some releases do not if the name of
  /// the blueprint is empty or has a dot.
  public func searchesOwnHandlers(_ id: RegistrationID) -> Bool { tables.searchesOwn(id) }

  /// Returns whether a registration is nested in a registration of a blueprint, at any depth.
  public func isNested(_ id: RegistrationID, in blueprint: BlueprintID) -> Bool {
    var next = outer(of: id)
    while let current = next {
      if self.blueprint(of: current) == blueprint { return true }
      next = outer(of: current)
    }
    return false
  }

  /// Returns the registrations whose tables contain a blueprint's handlers.
  func tableOwners(of id: BlueprintID) -> ArraySlice<RegistrationID> {
    switch rules.blueprints.tables {
    case .ofBlueprint: return registrations(of: id).prefix(1)
    case .ofFirstRegistration: return [blueprints[id]?.firstMounted].compactMap { $0 }[...]
    case .ofEachRegistration: return registrations(of: id)[...]
    case .ofEachRoute: return []
    }
  }

  /// Returns the blueprint of a registration; nil for an unknown registration.
  public func blueprint(of id: RegistrationID) -> BlueprintID? { blueprints[id]?.blueprint }

  /// Returns the names of a registration and the registrations around it, outermost first.
  public func path(of id: RegistrationID) -> [String] { blueprints.path(of: id) }

  /// Returns the key of a registration in `error_handler_spec`: the blueprint's own name, or in 2.0.1 and later the
  /// full dotted name.
  public func key(of id: RegistrationID) -> String {
    guard rules.blueprints.tables != .ofBlueprint else { return blueprints.name(of: id) }
    return path(of: id).joined(separator: ".")
  }

  /// Returns the registration on the app (nil) or in another registration with this last part of the name.
  public func registration(named name: String, in outer: RegistrationID?) -> RegistrationID? {
    blueprints.registration(named: name, in: outer)
  }
}
