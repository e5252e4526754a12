/// A process: an app built under one era, and what its requests have done to it.
public struct Process: Sendable {
  /// The era whose rules the process follows.
  public let era: Era
  /// The rules of its era, which every request and every registration reads.
  let rules: EraRules
  /// The handlers that are registered, and what lookups wrote beside them.
  public internal(set) var tables = HandlerTables()
  /// How many requests it has answered; the first one mounts all blueprints.
  public internal(set) var requests: Int32 = 0
  /// The options that are set, as the next request reads them.
  public private(set) var configuration = Configuration()
  var blueprints = Blueprints()

  /// How handlers are looked up; Flask's own way in eras to which another one does not apply.
  public let resolver: Resolver
  /// What was found before, where the resolver keeps it.
  public internal(set) var memo = Memo()
  /// What the searches have cost since the process was started.
  public internal(set) var counters = Counters()
  var unseen = UnseenRegistrations()

  /// - Parameter resolver: in eras to which it does not apply, Flask's own takes its place.
  public init(era: Era, resolver: Resolver = .release) {
    self.era = era
    rules = era.rules
    self.resolver = resolver.applies(to: era) ? resolver : .release
    writesBack = rules.lookup.writesBack || self.resolver == .mutant(.writeBack)
  }

  /// Sets an option; the next request reads it.
  public mutating func configure(_ option: Configuration.Option, on: Bool) { configuration.set(option, on) }

  /// How handlers are looked up.
  public var lookup: Lookup { rules.lookup }

  /// Whether what was found is written into the tables that are searched.
  public let writesBack: Bool

  /// Whether one more request would leave no trace but in the counts: blueprints are mounted, and nothing is written back.
  public var isUnchangedByRequests: Bool { requests > 0 && !blueprints.hasWaiting && !writesBack && resolver != .memo }
}
