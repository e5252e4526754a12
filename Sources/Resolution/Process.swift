/// A process: an app built under one era, and what its requests have done to it.
package struct Process: Sendable {
  package let era: Era
  /// The rules of its era, which every request and every registration reads.
  let rules: EraRules
  package internal(set) var tables = HandlerTables()
  /// How many requests it has answered; the first one mounts all blueprints.
  package internal(set) var requests: Int32 = 0
  package private(set) var configuration = Configuration()
  var blueprints = Blueprints()

  package let resolver: Resolver
  /// What was found before, where the resolver keeps it.
  package internal(set) var memo = Memo()
  package internal(set) var counters = Counters()
  var unseen = UnseenRegistrations()

  /// - Parameter resolver: in eras to which it does not apply, Flask's own takes its place.
  package init(era: Era, resolver: Resolver = .flask) {
    self.era = era
    rules = era.rules
    self.resolver = resolver.applies(to: era) ? resolver : .flask
    writesBack = rules.lookup == .caching || self.resolver == .mutant(.writeBack)
  }

  /// Sets an option; the next request reads it.
  package mutating func configure(_ option: Configuration.Option, on: Bool) { configuration.set(option, on) }

  /// How handlers are looked up.
  package var lookup: EraRules.Lookup { rules.lookup }

  /// Whether what was found is written into the tables that are searched.
  package let writesBack: Bool

  /// Whether one more request would leave no trace but in the counts: blueprints are mounted, and nothing is written back.
  package var isUnchangedByRequests: Bool { requests > 0 && !blueprints.hasWaiting && !writesBack && resolver != .memo }
}
