/// # Blueprints of a process
///
/// A blueprint is an object with handlers; a registration puts it on the app or on another blueprint, under its own name
/// or another one (`name=`). Requests go to registrations. A blueprint that is nested in one with several registrations
/// has several itself, one in each.
///
/// What the handlers of a blueprint with several registrations are good for changed three times between 2.0.0 and 2.0.2
/// (`BlueprintRules`).
struct Blueprints: Sendable {
  struct Blueprint: Sendable {
    var name: String
    var registrations: [RegistrationID] = []
    /// The registration that the app makes first.
    var firstMounted: RegistrationID?
    /// The registrations of other blueprints on this one, in order.
    var children: [Child] = []
    /// Its handlers, in order; those included that came too late for the registrations that there were.
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
  /// Registrations on the app, in order.
  private(set) var onApp: [RegistrationID] = []
  var hasWaiting = false
  /// Whether a name is empty or has a dot.
  private(set) var hasOddNames = false
  private var byName: [NameKey: RegistrationID] = [:]

  private struct NameKey: Hashable, Sendable {
    var outer: RegistrationID?
    var name: String
  }

  /// Where a name has to be unique: what is nested in a blueprint on the app that has an empty name is called as if it was
  /// on the app, since Flask takes leading dots away.
  private func nameKey(_ name: String, in outer: RegistrationID?) -> NameKey {
    guard let outer, let registration = self[outer], registration.outer == nil, registration.name.isEmpty else {
      return NameKey(outer: outer, name: name)
    }
    return NameKey(outer: nil, name: name)
  }

  /// More registrations are refused: nesting can double them with each blueprint.
  static let registrationLimit = 100_000

  subscript(_ id: BlueprintID) -> Blueprint? {
    let index = Int(id.index)
    return all.indices.contains(index) ? all[index] : nil
  }

  subscript(_ id: RegistrationID) -> Registration? {
    let index = Int(id.index)
    return registrations.indices.contains(index) ? registrations[index] : nil
  }

  // The names are left out of these: what is asked for each handler and each request copies none.
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
    if name.isEmpty || name.utf8.contains(UInt8(ascii: ".")) { hasOddNames = true }
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

  /// Whether a blueprint, or a new one, can be registered in so many places without there being too many registrations.
  func hasRoom(for id: BlueprintID?, times: Int) -> Bool {
    var left = Self.registrationLimit - registrations.count
    guard times <= left else { return false }
    left /= max(times, 1)
    var pending = [id]
    while let next = pending.popLast() {
      left -= 1
      guard left >= 0 else { return false }
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

  /// The registration on the app (nil) or in another one that has this as the last part of its name.
  func registration(named name: String, in outer: RegistrationID?) -> RegistrationID? {
    byName[nameKey(name, in: outer)]
  }

  mutating func mount() {
    hasWaiting = false
    for index in registrations.indices where registrations[index].state == .waiting {
      registrations[index].state = .mounted
    }
  }

  /// The names of a registration and those around it, outermost first: its whole name, joined by dots. An empty name on the
  /// app is left out, unless it is the only one.
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

  /// The blueprint's own name.
  func name(of id: RegistrationID) -> String {
    self[id].flatMap { self[$0.blueprint]?.name } ?? ""
  }

  /// Notes that a registration was added, and returns the one that was the first of its blueprint until then, if the app
  /// will register the new one before it: each registration on the app in order, and with it those nested in it.
  mutating func becomesFirst(_ new: RegistrationID) -> RegistrationID? {
    guard let id = self[new]?.blueprint, let blueprint = self[id] else { return nil }
    guard let old = blueprint.firstMounted else {
      all[Int(id.index)].firstMounted = new
      return nil
    }
    guard order(of: new).lexicographicallyPrecedes(order(of: old)) else { return nil }
    all[Int(id.index)].firstMounted = new
    return old
  }

  /// The registrations around one, outermost first: those in the same place are registered in the order of their numbers.
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
    /// Mounted by the next request.
    case waiting
    case mounted
    /// Never in force in this process: it came too late.
    case unreachable
  }

  /// Adds a blueprint, which must be the next of the app's. It has no registration yet.
  public mutating func addBlueprint(_ name: String) -> BlueprintID { blueprints.add(name) }

  /// Registers a blueprint on the app or on another one.
  /// - Parameter name: as what, where that is not its own name; ignored before 2.0.1 as Flask does.
  /// - Returns: whether it will be mounted, is ignored, or is refused by Flask.
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
    if blueprints.hasOddNames { searchTheRightTables() }
    return lateness
  }

  /// Whether a blueprint, or a new one, can be registered on these; nesting can double the registrations each time.
  public func hasRoom(for blueprint: BlueprintID?, on parents: [BlueprintID?]) -> Bool {
    let times = parents.reduce(0) { times, parent in
      times + (parent.map { registrations(of: $0).count } ?? 1)
    }
    return blueprints.hasRoom(for: blueprint, times: times)
  }

  private mutating func add(_ registration: RegistrationID, _ handlers: [Handler], _ hierarchy: Hierarchy) {
    guard let made = blueprints[registration], let blueprint = blueprints[made.blueprint] else { return }
    tables.addRegistration(in: made.outer)
    guard made.state != .unreachable else { return }
    let earlier = blueprints.becomesFirst(registration)
    guard let owner = blueprint.registrations.first, owner != registration else { return }
    switch rules.blueprints.tables {
    // Handlers are recorded with `record_once`, which does nothing when a blueprint is registered again.
    case .ofBlueprint: tables.setSearched(.others([owner]), for: registration)
    case .ofFirstRegistration:
      // The registration that the app makes first has the handlers; the tables of the others stay empty.
      if let earlier { tables.moveTables(from: earlier, to: registration) }
    case .ofEachRegistration: for id in blueprint.handlers { enterAgain(id, registration, handlers, hierarchy) }
    }
  }

  private mutating func enterAgain(
    _ id: HandlerID, _ registration: RegistrationID, _ handlers: [Handler], _ hierarchy: Hierarchy
  ) {
    guard handlers.indices.contains(Int(id.index)) else { return }
    _ = enter(handlers[Int(id.index)].target, id, in: registration, hierarchy)
  }

  /// Sets which tables are searched for blueprints with odd names.
  private mutating func searchTheRightTables() {
    if rules.blueprints.emptyNames == .ignoredOnApp { ignoreEmptyNames() }
    if rules.blueprints.dottedNames == .split { splitDottedNames() }
  }

  private mutating func ignoreEmptyNames() {
    for registration in blueprints.onApp where blueprints[registration]?.name.isEmpty == true {
      tables.setSearched(.others([]), for: registration)
    }
  }

  /// 2.0.0 splits the names of a request's blueprints at their dots, and looks each part up as a name of its own.
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

  // MARK: What becomes of it

  private func lateness(under parent: BlueprintID?) -> EraRules.Lateness {
    guard let parent else { return lateness(onApp: rules.lateBlueprint) }
    switch state(of: parent) {
    case .waiting: return .accepted
    case .unreachable: return .ignored
    case .mounted: return rules.lateOnBlueprint
    }
  }

  /// What registering something on the application comes to now.
  func lateness(onApp late: EraRules.Lateness) -> EraRules.Lateness {
    guard requests > 0 else { return .accepted }
    return configuration.isDebug ? .refused : late
  }

  /// How many registrations there are, on the app and on blueprints.
  public var registrationCount: Int { blueprints.registrations.count }

  /// All registrations, in the order in which they were made.
  public var registrationIDs: some Sequence<RegistrationID> {
    blueprints.registrations.indices.lazy.map { RegistrationID(Int32($0)) }
  }

  /// Whether requests can reach a registration; of an unknown one, `unreachable`.
  public func state(of id: RegistrationID) -> RegistrationState { blueprints.state(of: id) }

  /// Mounted once a registration is: from then on it is too late for handlers.
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

  /// The registrations of a blueprint, in the order in which they were made; none for an unknown one.
  public func registrations(of id: BlueprintID) -> [RegistrationID] { blueprints.registrations(of: id) }

  /// How many blueprints were added.
  public var blueprintCount: Int { blueprints.all.count }

  /// The registration that this one is nested in; nil: it is on the app.
  public func outer(of id: RegistrationID) -> RegistrationID? { blueprints[id]?.outer }

  /// Whether a registration is nested in one of a blueprint, at any depth.
  public func isNested(_ id: RegistrationID, in blueprint: BlueprintID) -> Bool {
    var next = outer(of: id)
    while let current = next {
      if self.blueprint(of: current) == blueprint { return true }
      next = outer(of: current)
    }
    return false
  }

  /// The registrations that have tables of their own for a blueprint's handlers.
  func tableOwners(of id: BlueprintID) -> ArraySlice<RegistrationID> {
    switch rules.blueprints.tables {
    case .ofBlueprint: return registrations(of: id).prefix(1)
    case .ofFirstRegistration: return [blueprints[id]?.firstMounted].compactMap { $0 }[...]
    case .ofEachRegistration: return registrations(of: id)[...]
    }
  }

  /// The blueprint that was registered; nil for an unknown registration.
  public func blueprint(of id: RegistrationID) -> BlueprintID? { blueprints[id]?.blueprint }

  /// The names of a registration and those around it, outermost first.
  public func path(of id: RegistrationID) -> [String] { blueprints.path(of: id) }

  /// The key under which `error_handler_spec` has the tables of a registration: the blueprint's own name, from 2.0.1 on the
  /// whole name.
  public func key(of id: RegistrationID) -> String {
    guard rules.blueprints.tables != .ofBlueprint else { return blueprints.name(of: id) }
    return path(of: id).joined(separator: ".")
  }

  /// The registration on the app (nil) or in another one that has this as the last part of its name.
  public func registration(named name: String, in outer: RegistrationID?) -> RegistrationID? {
    blueprints.registration(named: name, in: outer)
  }
}
