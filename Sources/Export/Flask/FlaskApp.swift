import Diagnostics
import Resolution
import Syntax

/// `create_app()`: creates the app that a test starts with.
///
/// If all tests start with the same declarations, it takes no argument. If some declarations come after requests and only
/// apply from the next process on, its argument is the line of the script up to which to build the app.
extension FlaskFile {
  mutating func writeApp(_ out: inout PythonText) {
    if plan.usesReceived {
      out.space(2)
      out.comment("The exception classes that handlers received for the last request.")
      out.line("\(names.helper("received")) = []")
    }
    for index in plan.declarations.indices where isFunctionOfModule(index) {
      out.space(2)
      writeFunction(of: index, decorator: nil, &out)
      out.space(2)
    }
    out.space(2)
    let parameter = hasBuilds ? names.helper("at_line") : ""
    out.block("def \(names.helper("create_app"))(\(parameter)):") { out in
      if hasBuilds { out.line("\"\"\"Returns the app as of a line of the script.\"\"\"") }
      writeBody(&out)
    }
    out.space(2)
  }

  /// Returns the call that creates an app object.
  mutating func newFlask(_ options: String = "") -> String {
    let path = needsInstancePath ? ", instance_path=\"/\"" : ""
    return "\(names.imported("Flask", from: "flask"))(__name__\(path)\(options))"
  }

  /// Up to 1.0.3, Flask finds its instance folder with `is_package`, which pytest's import hook does not have
  /// (flask/helpers.py, `find_package`).
  private var needsInstancePath: Bool { hasTests && plan.release.isBefore("1.0.4") }

  private var hasBlueprintNamedStatic: Bool {
    plan.declarations.indices.contains { index in
      plan.registration(index).map { plan.name(of: $0) == "static" } ?? false
    }
  }

  private var hasBuilds: Bool { plan.builds.count > 1 }

  /// Returns the call that creates the app of a build.
  mutating func creation(of build: Int) -> String {
    "\(names.helper("create_app"))(\(hasBuilds ? "\(names.helper("at_line"))=\(build)" : ""))"
  }

  private mutating func writeBody(_ out: inout PythonText) {
    let app = names.helper("app")
    if needsInstancePath {
      out.comment(
        "Without instance_path, Flask \(plan.release.name) calls is_package, which pytest's import hook does not have.")
    }
    // A blueprint with that name would share its URLs with Flask's own route for static files.
    out.line("\(app) = \(newFlask(hasBlueprintNamedStatic ? ", static_folder=None" : ""))")
    for (condition, indices) in grouped(.options) {
      write(under: condition, &out) { file, out in
        for index in indices { file.writeOption(index, &out) }
      }
    }
    writeBlueprints(&out)
    for (condition, indices) in grouped(.handlers) {
      write(under: condition, &out) { file, out in
        for index in indices { file.writeRegistration(of: index, &out) }
      }
    }
    if hasTests { writeRoutes(&out) }
    writeMounts(&out)
    out.space()
    out.line("return \(app)")
  }

  // MARK: Parts that belong only to some builds

  private enum Part { case options, blueprints, handlers, mounts }

  /// Returns the declarations of a part. Adjacent ones that belong to the same builds form a group.
  private func grouped(_ part: Part) -> [(condition: String?, indices: [Int])] {
    var indices = plan.declarations.indices.filter { index in
      guard !plan.declarations[index].builds.isEmpty else { return false }
      switch plan.declarations[index].kind {
      case .option: return part == .options
      case .blueprint: return part == .blueprints
      case .registration: return part == .mounts
      case .handler: return part == .handlers
      }
    }
    if part == .mounts { indices = inOrder(indices) }
    var groups: [(condition: String?, indices: [Int])] = []
    for index in indices {
      let condition = condition(of: index)
      if let last = groups.indices.last, groups[last].condition == condition {
        groups[last].indices.append(index)
      } else {
        groups.append((condition, [index]))
      }
    }
    return groups
  }

  /// Returns the condition for a declaration; nil if it belongs to every build.
  private func condition(of index: Int) -> String? {
    let all = plan.builds.sorted()
    let own = all.filter { plan.declarations[index].builds.contains($0) }
    guard own.count < all.count, let first = own.first, let last = own.last else { return nil }
    let line = "at_line"
    if own.count == 1, first != all.last { return "\(line) == \(first)" }
    if own == all.filter({ $0 >= first }) { return "\(line) >= \(first)" }
    if own == all.filter({ $0 <= last }) { return "\(line) <= \(last)" }
    if own == all.filter({ $0 >= first && $0 <= last }) { return "\(first) <= \(line) <= \(last)" }
    return "\(line) in (\(own.map { String($0) }.joined(separator: ", ")))"
  }

  private mutating func write(
    under condition: String?, _ out: inout PythonText, _ body: (inout FlaskFile, inout PythonText) -> Void
  ) {
    guard let condition else { return body(&self, &out) }
    let named = condition.withEach("at_line", as: names.helper("at_line"))
    out.space()
    out.block("if \(named):") { out in body(&self, &out) }
    out.space()
  }

  private mutating func writeOption(_ index: Int, _ out: inout PythonText) {
    guard case .option(let name, let on) = plan.declarations[index].kind else { return }
    out.line(setting(name, on))
  }

  /// Returns the statement that sets an option.
  mutating func setting(_ name: String, _ on: Bool) -> String {
    "\(names.helper("app")).config[\(pythonLiteral(name))] = \(on ? "True" : "False")"
  }

  // MARK: Blueprints

  private mutating func writeBlueprints(_ out: inout PythonText) {
    for refusal in plan.leftOutBlueprints {
      out.comment(
        "Line \(refusal.line): the blueprint \(pythonLiteral(refusal.name)) is left out, because its name makes Flask raise"
          + " \(refusal.error).")
    }
    for (condition, indices) in grouped(.blueprints) {
      write(under: condition, &out) { file, out in
        for index in indices { file.writeBlueprint(index, &out) }
      }
    }
  }

  private mutating func writeMounts(_ out: inout PythonText) {
    for (condition, indices) in grouped(.mounts) {
      out.space()
      write(under: condition, &out) { file, out in
        for index in indices { out.line(file.mount(index)) }
      }
    }
  }

  /// Returns the statement that registers a blueprint on the app or on another blueprint.
  private mutating func mount(_ index: Int) -> String {
    guard let registration = plan.registration(index) else { return "" }
    let parent = registration.parent.map { names.declarations[$0] } ?? names.helper("app")
    return call(registration, at: index, on: parent, of: names.declarations[registration.blueprint])
  }

  /// Returns the URL prefixes after the registrations in `create_app`.
  func joinedPrefixes(ofBuild build: Int) -> JoinedPrefixes {
    var prefixes = JoinedPrefixes(plan)
    guard keepsJoinedPrefixes else { return prefixes }
    let registered = plan.declarations.indices.filter {
      plan.registration($0) != nil && plan.declarations[$0].builds.contains(build)
    }
    for index in inOrder(registered) { prefixes.register(index, names) }
    return prefixes
  }

  // MARK: Routes

  private mutating func writeRoutes(_ out: inout PythonText) {
    for route in plan.routes where route.scope == nil { writeRoute(route, &out) }
    for index in plan.declarations.indices where !plan.declarations[index].builds.isEmpty {
      let routes = plan.routes.filter { $0.scope == index }
      guard !routes.isEmpty else { continue }
      write(under: condition(of: index), &out) { file, out in
        for route in routes { file.writeRoute(route, &out) }
      }
    }
  }

  /// Writes the view that causes the error, or the route at which a request fails.
  mutating func writeRoute(_ route: PlannedRoute, _ out: inout PythonText) {
    let scope = route.scope.map { names.declarations[$0] } ?? names.helper("app")
    let view = names.views[route] ?? "view"
    let path = names.path(route)
    switch route.cause {
    case .visit(.unknown): return
    case .raise(let raised):
      let instance = names.instance(raised)
      writeView(view, "\(scope).route(\(pythonLiteral(path)))", "raise \(instance)", &out)
    case .abort(let code):
      let abort = names.imported("abort", from: "flask")
      writeView(view, "\(scope).route(\(pythonLiteral(path)))", "\(abort)(\(code))", &out)
    case .respond(let body, let status):
      let answer = "return \(pythonLiteral(body)), \(status)"
      writeView(view, "\(scope).route(\(pythonLiteral(path)))", answer, &out)
    case .visit(.wrongMethod):
      let decorator = "\(scope).route(\(pythonLiteral(path)), methods=[\"POST\"])"
      writeView(view, decorator, "return \"GET requests do not reach this view\"", &out)
    case .visit(.redirect):
      let decorator = "\(scope).route(\(pythonLiteral(path + "/")))"
      writeView(view, decorator, "return \"URLs without a trailing slash do not reach this view\"", &out)
    }
  }

  private func writeView(_ name: String, _ decorator: String, _ statement: String, _ out: inout PythonText) {
    out.space()
    out.line("@\(decorator)")
    out.block("def \(name)():") { $0.line(statement) }
    out.space()
  }
}
