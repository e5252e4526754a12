import Diagnostics
import Resolution
import Syntax

/// A handler table of a process, as requests and headings name it.
public struct TablePlace: Sendable, Hashable {
  /// The registration that the table belongs to, as requests name it; nil: the app.
  public var scope: String?
  /// The status code of the table; nil: the table for classes without a code.
  public var code: Int?
  /// The route that the table belongs to, in a framework with a table for each route (Sanic).
  public var route: Route?

  /// A route with a table of its own, or all routes.
  public enum Route: Sendable, Hashable {
    case all
    /// The route of all requests that name none.
    case unnamed
    case named(String)
  }
}

extension Session {
  /// Returns the names of a handler table.
  func place(_ table: TableKey) -> TablePlace {
    switch process.owner(of: table) {
    case .scope(let scope):
      TablePlace(scope: app.scopeName(scope, source.texts), code: table.code.map { Int($0) })
    case .allRoutes: TablePlace(route: .all)
    case .route(let scope, let name):
      TablePlace(
        scope: app.scopeName(scope, source.texts),
        route: name.map { .named(text(TextID($0.index))) } ?? .unnamed)
    }
  }
}
