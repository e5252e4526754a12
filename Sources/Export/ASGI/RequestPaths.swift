import Syntax

/// The parts of URLs in a framework in which a view belongs to a named route: `/admin/raise-at-checkout/E`.
///
/// URLs and names of routes consist of ASCII letters, digits and underscores, which need no escapes in any framework.
struct RequestPaths: Sendable {
  private var routes: [String: String] = [:]
  private var registered: [String: String] = [:]
  /// The last part of the path of each response. Responses with the same status have a number.
  private var responses: [PlannedRoute.Cause: String] = [:]

  init(_ plan: ScriptPlan) {
    var routeNames = PythonNames()
    // The first parts of other URLs of the app.
    var prefixes = PythonNames()
    for word in ["raise", "respond", "visit"] { _ = prefixes.give(word) }
    for route in plan.routes {
      if let name = route.name, routes[name] == nil { routes[name] = routeNames.give(Self.slug(name, or: "route")) }
      guard case .respond(_, let status) = route.cause, responses[route.cause] == nil else { continue }
      let number = responses.keys.count { if case .respond(_, status) = $0 { true } else { false } }
      responses[route.cause] = number == 0 ? "\(status)" : "\(status)-\(number + 1)"
    }
    for index in plan.declarations.indices {
      guard let registration = plan.registration(index) else { continue }
      let name = plan.name(of: registration)
      guard registered[name] == nil else { continue }
      registered[name] = prefixes.give(Self.slug(name, or: "blueprint"))
    }
  }

  private static func slug(_ name: String, or other: String) -> String {
    let slug = PythonNames.slug(name)
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else { return other }
    return slug.first?.isLetter == true ? slug : other + slug
  }

  /// Returns the name of the route `at` a name; nil for the route of all requests that name none.
  func route(_ name: String?) -> String { name.map { "at_\(routes[$0] ?? "route")" } ?? "raise" }

  /// Returns the path of a route for exceptions, without the last part, which says what the view raises.
  func path(ofRoute name: String?) -> String { name.map { "/raise-at-\(routes[$0] ?? "route")" } ?? "/raise" }

  /// Returns the name under which a blueprint is registered.
  func registered(_ registration: PlannedRegistration, in plan: ScriptPlan) -> String {
    registered[plan.name(of: registration)] ?? "blueprint"
  }

  /// Returns the path of a route that responds or that routing rejects, without the prefix of its blueprint.
  func path(_ route: PlannedRoute) -> String {
    switch route.cause {
    case .respond:
      "/respond/\(responses[route.cause] ?? "")" + (route.name.map { "-at-\(routes[$0] ?? "route")" } ?? "")
    case .visit(let visit): "/visit/\(visit.rawValue)"
    case .raise, .abort: path(ofRoute: route.name)
    }
  }
}
