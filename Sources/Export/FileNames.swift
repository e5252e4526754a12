import Diagnostics
import Resolution
import Syntax

/// Assigns the names in an exported file, and collects its imports.
struct FileNames: Sendable {
  private var names = PythonNames()
  private(set) var classes: [String] = []
  /// The variable of each blueprint, and the function of each handler.
  private(set) var declarations: [String] = []
  private(set) var views: [PlannedRoute: String] = [:]
  private(set) var tests: [String] = []
  /// The URL prefix of each registration.
  private var prefixes: [Int: String] = [:]
  /// Suffixes that distinguish the URLs of responses with the same status.
  private var suffixes: [PlannedRoute.Cause: String] = [:]
  /// The end of the URL of a route whose name is empty.
  private var unnamedRoute = "unnamed"
  /// The imports by module: the name there and the name here.
  private(set) var imports: [String: [String: String]] = [:]
  private var helpers: [String: String] = [:]
  private let dialect: FileDialect
  /// The prefix of an imported name if the script has a class of the same name.
  private let prefix: String

  init(_ plan: ScriptPlan, _ dialect: FileDialect) {
    self.dialect = dialect
    prefix = plan.release.frameworkWord + "s_"
    for planned in plan.classes { classes.append(names.giveClass(planned.name)) }
    for declaration in plan.declarations {
      switch declaration.kind {
      case .blueprint(let name): declarations.append(names.give(Self.variable(name)))
      case .option, .registration: declarations.append("")
      case .handler(let handler): declarations.append(names.give(Self.preferredName(handler, in: plan)))
      }
    }
    givePrefixes(plan)
    giveSuffixes(plan.routes)
    while plan.routes.contains(where: { $0.name == unnamedRoute }) { unnamedRoute += "_" }
    for route in plan.routes { views[route] = names.give(preferredName(route, in: plan)) }
    for test in plan.tests { tests.append(names.give(Self.preferredName(test, in: plan))) }
  }

  // MARK: Assigning names

  /// Returns the name of a helper in the file, such as `app`.
  mutating func helper(_ preferred: String) -> String {
    if let name = helpers[preferred] { return name }
    let name = names.give(preferred)
    helpers[preferred] = name
    return name
  }

  mutating func imported(_ name: String, from module: String, as preferred: String? = nil) -> String {
    if let here = imports[module]?[name] { return here }
    let preferred = preferred ?? name
    let here = names.isTaken(preferred) ? names.give(prefix + preferred) : names.give(preferred)
    imports[module, default: [:]][name] = here
    return here
  }

  /// Returns the name of a module, such as `pytest`, which is imported as a module.
  mutating func module(_ name: String) -> String { imported(name, from: "") }

  /// Returns an expression for a built-in name. If the script shadows the name, it uses `builtins`.
  mutating func builtin(_ name: String) -> String {
    names.isTaken(name) ? "\(module("builtins")).\(name)" : name
  }

  mutating func reference(_ type: ClassReference) -> String {
    switch type {
    case .declared(let index): return classes[index]
    case .builtin(let name): return builtin(name)
    case .http(let name), .routing(let name):
      let place = dialect.place(type)
      return imported(place?.name ?? name, from: place?.module ?? "", as: name)
    }
  }

  mutating func instance(_ raised: RaisedClass) -> String {
    "\(reference(raised.type))(\(dialect.arguments(raised) ?? arguments(raised.arguments)))"
  }

  /// Returns the arguments that a constructor requires; most require none.
  private mutating func arguments(_ arguments: RaisedClass.Arguments) -> String {
    switch arguments {
    case .none: ""
    case .key: "\"key\""
    case .url: "\"http://localhost/elsewhere\""
    case .unicodeDecodeError: #""utf-8", b"\xff", 0, 1, "invalid start byte""#
    case .unicodeEncodeError: #""ascii", "\xe9", 0, 1, "ordinal not in range""#
    case .unicodeTranslateError: #""\xe9", 0, 1, "no such character""#
    case .exceptionGroup: "\"several\", [\(builtin("ValueError"))()]"
    case .baseExceptionGroup: "\"several\", [\(builtin("KeyboardInterrupt"))()]"
    }
  }

  // MARK: Preferred names

  private static func preferredName(_ handler: PlannedHandler, in plan: ScriptPlan) -> String {
    let target = PythonNames.lowered(handler.targetText)
    return "handle_\(target)" + place(handler.scope, in: plan)
  }

  private func preferredName(_ route: PlannedRoute, in plan: ScriptPlan) -> String {
    let cause =
      switch route.cause {
      case .raise(let raised): "raise_\(PythonNames.lowered(spelled(raised.type)))"
      case .abort(let code): "abort_\(code)"
      case .visit(let visit): "visit_\(PythonNames.slug(visit.rawValue))"
      case .respond(_, let status): "respond_\(status)"
      }
    let name = route.name.map { "_at_\(PythonNames.lowered(Self.variable($0)))" } ?? ""
    return cause + name + Self.place(route.scope, in: plan)
  }

  private func spelled(_ type: ClassReference) -> String {
    switch type {
    case .declared(let index): classes[index]
    case .builtin(let name), .http(let name), .routing(let name): name
    }
  }

  private static func place(_ scope: Int?, in plan: ScriptPlan) -> String {
    guard let scope else { return "" }
    return "_in_\(PythonNames.lowered(variable(plan.blueprintName(scope))))"
  }

  /// Returns the name of a blueprint or a route as a Python name.
  private static func variable(_ name: String) -> String {
    name.isEmpty ? "unnamed" : name.withEach(".", as: "_")
  }

  private static func preferredName(_ test: PlannedTest, in plan: ScriptPlan) -> String {
    switch test.origin {
    case .process(let line):
      let count = plan.tests.count { if case .process = $0.origin { true } else { false } }
      return count == 1 ? "test_the_script" : "test_from_line_\(line)"
    case .block(let name):
      let slug = PythonNames.slug(name)
      return slug.isEmpty ? "test_block" : "test_\(slug)"
    case .refusal(let line): return "test_line_\(line)_is_refused"
    case .order(let line): return "test_line_\(line)_order_matters"
    }
  }

  // MARK: URLs

  /// Returns the URL prefix of a registration, without the prefix of the blueprint around it.
  func prefix(_ registration: Int) -> String { prefixes[registration] ?? "" }

  private mutating func givePrefixes(_ plan: ScriptPlan) {
    var registered: [Int: String] = [:]
    for index in plan.declarations.indices {
      if let registration = plan.registration(index) { registered[index] = plan.name(of: registration) }
    }
    var unnamed = "unnamed"
    while registered.values.contains(unnamed) { unnamed += "_" }
    prefixes = registered.mapValues { "/" + ($0.isEmpty ? unnamed : $0) }
  }

  private mutating func giveSuffixes(_ routes: [PlannedRoute]) {
    var bodies: [Int: Int] = [:]
    for route in routes {
      guard case .respond(_, let status) = route.cause, suffixes[route.cause] == nil else { continue }
      let number = bodies[status, default: 0] + 1
      bodies[status] = number
      suffixes[route.cause] = number == 1 ? "" : "-\(number)"
    }
  }

  /// Returns the path of a route, without the prefix of its blueprint.
  mutating func path(_ route: PlannedRoute) -> String {
    let path =
      switch route.cause {
      case .raise(let raised): "/raise/\(reference(raised.type))"
      case .abort(let code): "/abort/\(code)"
      case .visit(let visit): "/visit/\(visit.rawValue)"
      case .respond(_, let status): "/respond/\(status)\(suffixes[route.cause] ?? "")"
      }
    return path + (route.name.map { "/" + ($0.isEmpty ? unnamedRoute : $0) } ?? "")
  }
}
