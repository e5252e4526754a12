/// A process: an app built under one era, and what its requests have done to it.
package struct Process: Sendable {
  package let era: Era
  package internal(set) var tables = HandlerTables()
  /// How many requests it has answered; the first one mounts all blueprints.
  package internal(set) var requests: Int32 = 0
  package private(set) var configuration = Configuration()
  private var blueprints: [BlueprintState] = []
  private(set) var hasWaitingBlueprints = false

  package enum BlueprintState: Sendable, Hashable {
    /// Mounted by the next request.
    case waiting
    case mounted
    /// Never in force in this process: it came too late.
    case unreachable
  }

  package let resolver: Resolver
  /// What was found before, where the resolver keeps it.
  package internal(set) var memo = Memo()
  package internal(set) var counters = Counters()
  var unseen = UnseenRegistrations()

  /// - Parameter resolver: in eras to which it does not apply, Flask's own takes its place.
  package init(era: Era, resolver: Resolver = .flask) {
    self.era = era
    lookup = era.rules.lookup
    self.resolver = resolver.applies(to: era) ? resolver : .flask
  }

  /// Sets an option; the next request reads it.
  package mutating func configure(_ option: Configuration.Option, on: Bool) { configuration.set(option, on) }

  /// How handlers are looked up.
  package let lookup: EraRules.Lookup

  /// Whether what was found is written into the tables that are searched.
  package var writesBack: Bool { lookup == .caching || resolver == .mutant(.writeBack) }

  /// Whether one more request would leave no trace but in the counts: blueprints are mounted, and nothing is written back.
  package var isUnchangedByRequests: Bool { requests > 0 && !hasWaitingBlueprints && !writesBack && resolver != .memo }

  // MARK: Blueprints

  /// Adds a blueprint, which must be the next of the app's.
  /// - Returns: whether it will be mounted, is ignored, or is refused by Flask.
  package mutating func addBlueprint(parent: BlueprintID?) -> EraRules.Lateness {
    let lateness = lateness(under: parent)
    let state: BlueprintState = lateness == .accepted ? .waiting : .unreachable
    blueprints.append(state)
    if state == .waiting { hasWaitingBlueprints = true }
    tables.addBlueprint(in: parent)
    return lateness
  }

  private func lateness(under parent: BlueprintID?) -> EraRules.Lateness {
    guard let parent else { return lateness(onApp: era.rules.lateBlueprint) }
    switch state(of: parent) {
    case .waiting: return .accepted
    case .unreachable: return .ignored
    case .mounted: return era.rules.lateOnBlueprint
    }
  }

  /// What registering something on the application comes to now.
  func lateness(onApp late: EraRules.Lateness) -> EraRules.Lateness {
    guard requests > 0 else { return .accepted }
    return configuration.isDebug ? .refused : late
  }

  package var blueprintIDs: some Sequence<BlueprintID> { blueprints.indices.lazy.map { BlueprintID(Int32($0)) } }

  package func state(of id: BlueprintID) -> BlueprintState {
    let index = Int(id.index)
    return blueprints.indices.contains(index) ? blueprints[index] : .unreachable
  }

  mutating func mountBlueprints() {
    hasWaitingBlueprints = false
    for index in blueprints.indices where blueprints[index] == .waiting { blueprints[index] = .mounted }
  }
}
