/// A process: an app that is built for one era, with the effects of its requests.
public struct Process: Sendable {
  /// The era of the process.
  public let era: Era
  /// The rules of the era.
  let rules: EraRules
  /// The registered handlers and the entries that lookups wrote.
  public internal(set) var tables = HandlerTables()
  /// The number of answered requests. The first request mounts all blueprints.
  public internal(set) var requests: Int32 = 0
  /// The options of the app. The next request reads them.
  public private(set) var configuration = Configuration()
  var blueprints = Blueprints()

  /// The resolver that looks up handlers.
  public let resolver: Resolver
  /// The stored results of lookups, if the resolver has a memo.
  public internal(set) var memo = Memo()
  /// The counters of lookups since the process was started.
  public internal(set) var counters = Counters()
  var unseen = UnseenRegistrations()
  /// The routes, in a framework in which handlers belong to routes.
  var routes = RouteTables()
  /// The apps, in a framework in which each blueprint is an app of its own.
  var apps = MountedApps()

  /// Creates a process without handlers.
  ///
  /// - Parameter resolver: The resolver. An era that it does not apply to uses Flask's own lookup instead.
  public init(era: Era, resolver: Resolver = .release) {
    self.era = era
    rules = era.rules
    self.resolver = resolver.applies(to: era) ? resolver : .release
    writesBack = rules.lookup.writesBack || self.resolver == .mutant(.writeBack)
    writes = writesBack || rules.lookup.writes
    usesMemo = self.resolver == .memo || rules.lookup == .classesWithCache
  }

  /// Sets an option. The next request reads it.
  public mutating func configure(_ option: Configuration.Option, on: Bool) { configuration.set(option, on) }

  /// The lookup of the era.
  public var lookup: Lookup { rules.lookup }

  /// Whether a lookup writes its result into the table that it searched.
  public let writesBack: Bool

  /// Whether a lookup writes anything that a later registration does not remove.
  public let writes: Bool

  /// Whether lookups store their results in a separate table that every registration empties.
  public let usesMemo: Bool

  /// Whether the next request changes nothing but counters: blueprints are mounted, and lookups write nothing.
  public var isUnchangedByRequests: Bool {
    requests > 0 && !blueprints.hasWaiting && !writes && !usesMemo && lookup != .statusThenClass
  }

  /// Registers the next handler of the app.
  public mutating func register(_ handler: Handler, _ id: HandlerID, in hierarchy: Hierarchy) -> Registration {
    rules.model.register(&self, handler, id, hierarchy)
  }
}
