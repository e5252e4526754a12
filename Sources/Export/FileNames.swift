/// The names of one exported file, and which imports they need.
struct FileNames: Sendable {
  private var names = PythonNames()
  private(set) var classes: [String] = []
  /// The variable of each blueprint, and the function of each handler.
  private(set) var declarations: [String] = []
  private(set) var views: [PlannedRoute: String] = [:]
  private(set) var tests: [String] = []
  /// What was imported, by module: the name there and the name here.
  private(set) var imports: [String: [String: String]] = [:]
  private var helpers: [String: String] = [:]

  init(_ plan: ScriptPlan) {
    for planned in plan.classes { classes.append(names.giveClass(planned.name)) }
    for declaration in plan.declarations {
      switch declaration.kind {
      case .blueprint(let blueprint): declarations.append(names.give(blueprint.name))
      case .option: declarations.append("")
      case .handler(let handler): declarations.append(names.give(Self.wish(handler, in: plan)))
      }
    }
    for route in plan.routes { views[route] = names.give(wish(route, in: plan)) }
    for test in plan.tests { tests.append(names.give(Self.wish(test, in: plan))) }
  }

  // MARK: What names are given out for

  /// A name that the file itself uses, such as `app`.
  mutating func helper(_ wanted: String) -> String {
    if let name = helpers[wanted] { return name }
    let name = names.give(wanted)
    helpers[wanted] = name
    return name
  }

  mutating func imported(_ name: String, from module: String) -> String {
    if let here = imports[module]?[name] { return here }
    let here = names.isTaken(name) ? names.give("flasks_" + name) : names.give(name)
    imports[module, default: [:]][name] = here
    return here
  }

  /// `pytest` and `builtins`, which are imported as modules.
  mutating func module(_ name: String) -> String { imported(name, from: "") }

  /// One of Python's own names, in whatever way the file can still reach it.
  mutating func builtin(_ name: String) -> String {
    names.isTaken(name) ? "\(module("builtins")).\(name)" : name
  }

  mutating func reference(_ type: ClassReference) -> String {
    switch type {
    case .declared(let index): classes[index]
    case .builtin(let name): builtin(name)
    case .http(let name): imported(name, from: "werkzeug.exceptions")
    case .routing(let name): imported(name, from: "werkzeug.routing")
    }
  }

  mutating func instance(_ raised: RaisedClass) -> String { "\(reference(raised.type))(\(raised.arguments))" }

  // MARK: Wishes

  private static func wish(_ handler: PlannedHandler, in plan: ScriptPlan) -> String {
    let target = PythonNames.lowered(handler.targetText)
    return "handle_\(target)" + place(handler.scope, in: plan)
  }

  private func wish(_ route: PlannedRoute, in plan: ScriptPlan) -> String {
    let cause =
      switch route.cause {
      case .raise(let raised): "raise_\(PythonNames.lowered(spelled(raised.type)))"
      case .abort(let code): "abort_\(code)"
      case .visit(let visit): "visit_\(PythonNames.slug(visit.rawValue))"
      }
    return cause + Self.place(route.scope, in: plan)
  }

  private func spelled(_ type: ClassReference) -> String {
    switch type {
    case .declared(let index): classes[index]
    case .builtin(let name), .http(let name), .routing(let name): name
    }
  }

  private static func place(_ scope: Int?, in plan: ScriptPlan) -> String {
    guard let scope, case .blueprint(let blueprint) = plan.declarations[scope].kind else { return "" }
    return "_in_\(PythonNames.lowered(blueprint.name))"
  }

  private static func wish(_ test: PlannedTest, in plan: ScriptPlan) -> String {
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

  /// The path of a route, behind the prefix of its blueprint.
  mutating func path(_ route: PlannedRoute) -> String {
    switch route.cause {
    case .raise(let raised): "/raise/\(reference(raised.type))"
    case .abort(let code): "/abort/\(code)"
    case .visit(let visit): "/visit/\(visit.rawValue)"
    }
  }

  /// The path as a client asks for it.
  mutating func url(_ route: PlannedRoute, in plan: ScriptPlan) -> String {
    var prefix = ""
    var scope = route.scope
    while let index = scope, case .blueprint(let blueprint) = plan.declarations[index].kind {
      prefix = "/\(blueprint.name)" + prefix
      scope = blueprint.parent
    }
    return prefix + path(route)
  }
}
