import Resolution

extension TestFileWriter {
  /// Tests for pytest and Flask's test client.
  static let flask = TestFileWriter(framework: .flask, dialect: .flask)
}

extension FileDialect {
  fileprivate static let flask = FileDialect(
    pins: { $0.pins }, modules: ["flask", "werkzeug.exceptions", "werkzeug.routing"],
    place: { type in
      switch type {
      case .declared, .builtin: nil
      case .http(let name): ("werkzeug.exceptions", name)
      case .routing(let name): ("werkzeug.routing", name)
      }
    },
    writePreamble: { $0.writeFlaskPreamble(&$1) }, codeAttribute: "code", callsOwnConstructor: false,
    arguments: { _ in nil },
    writeNewApp: { $0.writeNewFlask(&$1) }, newApp: { $0.newFlask() }, setting: { $0.flaskSetting($1, $2) },
    writeBlueprint: { $0.writeFlaskBlueprint($1, &$2) },
    refusedBlueprint: { "\($0.names.imported("Blueprint", from: "flask"))(\(pythonLiteral($1)), __name__)" },
    mount: { $0.call($1, at: $2, on: $3, of: $4) },
    handlerHeader: { "def \($1)(\($0.names.helper("error"))):" },
    registration: { "\($0).errorhandler(\($1))" + ($2.map { "(\($0))" } ?? "") }, hasDecorators: true,
    answer: { $0.flaskAnswer($1) }, anyFunction: { "lambda \($0.names.helper("error")): \"\"" },
    writeRoutes: { file, scope, out in
      for route in file.plan.routes where route.scope == scope { file.writeFlaskRoute(route, &out) }
    },
    writeClient: { $0.writeFlaskClient(&$1) },
    request: { file, request in
      let url = pythonLiteral(file.prefix(request.path) + file.names.path(request.route))
      return "\(file.names.helper("get"))(\(file.names.helper("app")), \(url))"
    },
    blueprintOfApp: { "\($1).blueprints[\(pythonLiteral($0.key(ofBlueprint: $2)))]" },
    writeRefusedMount: { file, handler, scope, out in
      file.writeFlaskBlueprint(scope, &out)
      let (blueprint, function) = (file.names.declarations[scope], "lambda \(file.names.helper("error")): \"\"")
      out.line("\(blueprint).errorhandler(\(file.target(handler)))(\(function))")
      return "\(file.newFlask()).register_blueprint(\(blueprint))"
    },
    looksLikePage: { $0.lowercased().hasPrefix("<!doctype html") })
}

/// Blueprint objects, their registrations, and the URLs of their routes.
///
/// Each registration has its own URL prefix, so that a request reaches the intended registration.
extension TestFile {
  mutating func writeFlaskBlueprint(_ index: Int, _ out: inout PythonText) {
    let make = names.imported("Blueprint", from: "flask")
    var prefix = ""
    if hasTests, !hasPrefixesAtRegistration(index), let registration = registrations[index]?.first {
      prefix = ", url_prefix=\(pythonLiteral(names.prefix(registration)))"
    }
    out.line("\(names.declarations[index]) = \(make)(\(pythonLiteral(plan.blueprintName(index))), __name__\(prefix))")
  }

  /// Whether each registration sets its own prefix.
  private func hasPrefixesAtRegistration(_ blueprint: Int) -> Bool {
    keepsJoinedPrefixes || registrations[blueprint, default: []].count > 1
  }

  /// Returns the URL prefix of a registration, given the registrations from the app down to it.
  func prefix(_ path: [Int]) -> String {
    keepsJoinedPrefixes ? joinedPrefixes[path] : path.map { names.prefix($0) }.joined()
  }

  /// Returns the call of `register_blueprint`.
  /// - Parameters:
  ///   - parent: the Python expression for the app or the blueprint around it.
  ///   - blueprint: the Python expression for the blueprint.
  func call(_ registration: PlannedRegistration, at index: Int, on parent: String, of blueprint: String) -> String {
    var arguments = [blueprint]
    if let alias = registration.alias { arguments.append("name=\(pythonLiteral(alias))") }
    if hasTests, hasPrefixesAtRegistration(registration.blueprint) {
      arguments.append("url_prefix=\(pythonLiteral(names.prefix(index)))")
    }
    return "\(parent).register_blueprint(\(arguments.joined(separator: ", ")))"
  }

  /// Sorts registrations in the order of execution: nested ones come before the blueprint is registered on the app.
  func inOrder(_ registrations: [Int]) -> [Int] {
    registrations.filter { plan.registration($0)?.parent != nil }
      + registrations.filter { plan.registration($0)?.parent == nil }
  }

  /// Returns the key of a blueprint in `app.blueprints`, for tests that only have the app.
  func key(ofBlueprint index: Int) -> String {
    // Before 2.0.1 the key is the blueprint's own name. Since then it is each name that it is registered under.
    guard plan.release.era.rules.blueprints.tables != .ofBlueprint else { return plan.blueprintName(index) }
    var path: [String] = []
    var next: Int? = index
    while let blueprint = next, let first = registrations[blueprint]?.first,
      let registration = plan.registration(first)
    {
      path.insert(plan.name(of: registration), at: 0)
      next = registration.parent
    }
    return String(path.joined(separator: ".").drop { $0 == "." })
  }
}

/// The URL prefixes of one app's registrations under Flask 2.0.0. This release stores the joined prefix of a nested
/// blueprint. When the blueprint around it is registered again, it joins that stored prefix again (blueprints.py,
/// `Blueprint.register`).
struct JoinedPrefixes {
  private let plan: ScriptPlan
  /// The registrations on each blueprint object, in order.
  private var nested: [Int: [Int]] = [:]
  /// The stored prefix of each nested registration.
  private var kept: [Int: String] = [:]
  private var joined: [[Int]: String] = [:]

  init(_ plan: ScriptPlan) { self.plan = plan }

  subscript(path: [Int]) -> String { joined[path] ?? "" }

  /// Updates the prefixes for a call of `register_blueprint`.
  mutating func register(_ index: Int, _ names: FileNames) {
    guard let registration = plan.registration(index) else { return }
    guard let parent = registration.parent else { return mount([index], names.prefix(index), names) }
    nested[parent, default: []].append(index)
  }

  private mutating func mount(_ path: [Int], _ prefix: String, _ names: FileNames) {
    joined[path] = prefix
    guard let last = path.last, let blueprint = plan.registration(last)?.blueprint else { return }
    for child in nested[blueprint] ?? [] {
      let whole = prefix + (kept[child] ?? names.prefix(child))
      kept[child] = whole
      mount(path + [child], whole, names)
    }
  }
}
