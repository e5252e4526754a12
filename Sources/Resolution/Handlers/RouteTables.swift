/// The routes of a process in a framework in which handlers belong to routes (Sanic).
struct RouteTables: Sendable {
  /// A route of the app (nil) or of a blueprint's registration.
  struct Route: Sendable, Hashable {
    var scope: RegistrationID?
    /// The name; nil for the route of all requests that name none.
    var name: RouteName?
  }

  /// The routes in the order of their tables. The table of route 0 follows the table for all routes.
  private(set) var all: [Route] = []
  private var places: [Route: Int] = [:]
  /// Whether a late handler on a blueprint broke the router, so that every request fails (23.3 and later).
  var isBroken = false
  /// The number of registrations in the list before the first one that is not a class (up to 21.3). A lookup that
  /// reaches it fails.
  var classesBeforeNumber: Int?

  /// The handlers of blueprints that are not mounted yet, by their targets.
  var waiting: [WaitingTarget: HandlerID] = [:]

  struct WaitingTarget: Sendable, Hashable {
    var blueprint: BlueprintID
    var target: Handler.Target
  }

  /// Returns the index of a route, or nil if it has no table yet.
  func index(of route: Route) -> Int? { places[route] }

  mutating func add(_ route: Route) {
    places[route] = all.count
    all.append(route)
  }
}

extension Process {
  /// Returns the owner of a handler table.
  public func owner(of table: TableKey) -> TableOwner {
    guard lookup == .cachingRoutes else { return .scope(table.scope) }
    guard let number = table.scope.map({ Int($0.index) }), routes.all.indices.contains(number) else {
      return .allRoutes
    }
    return .route(in: routes.all[number].scope, routes.all[number].name)
  }
}
