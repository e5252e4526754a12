import Interpreter
import Syntax

/// Names of tables in headings and sentences: `app handlers for code 404`.
enum TableName {
  /// - Parameter blueprint: nil for the app.
  static func handlers(of blueprint: String?) -> String {
    blueprint.map { "blueprint \(shownName($0))'s handlers" } ?? "app handlers"
  }

  /// Returns the handler of the outermost layer of an app.
  static func catchAll(of blueprint: String?) -> String {
    "\(blueprint.map { "blueprint \(shownName($0))'s" } ?? "app") handler for 500 or Exception"
  }

  /// Returns the table of the handlers for a code or a route. Without a code, it is the table of classes that have no
  /// code.
  static func table(_ place: TablePlace) -> String {
    let owner = place.scope.map { "blueprint \(shownName($0))'s" }
    switch place.route {
    case .all: return "handlers for all routes"
    case .unnamed: return "handlers for \(owner ?? "the app's") route"
    case .named(let name): return "handlers for \(owner.map { "\($0) " } ?? "")route \(shownName(name))"
    case nil: return "\(handlers(of: place.scope)) \(place.code.map { "for code \($0)" } ?? "by exception class")"
    }
  }

  /// Returns the name for use in a sentence.
  static func phrase(_ place: TablePlace) -> String {
    if let route = place.route { return table(of: route, in: place.scope) }
    return (place.scope == nil ? "the " : "") + table(place)
  }

  /// Returns the table of one route or of all routes, with its article.
  static func table(of route: TablePlace.Route, in scope: String?) -> String {
    let owner = scope.map { "blueprint \(shownName($0))'s" }
    return switch route {
    case .all: "the table for all routes"
    case .unnamed: "the table for \(owner ?? "the app's") route"
    case .named(let name): "the table for \(owner.map { "\($0) " } ?? "")route \(shownName(name))"
    }
  }

  /// Returns the table for numbers: Flask 0.10 has one, next to the table for classes.
  static func number(_ number: Int, of blueprint: String?) -> String {
    "\(handlers(of: blueprint)) for number \(number)"
  }
}
