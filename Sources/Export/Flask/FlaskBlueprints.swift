import Resolution

/// Blueprint objects, their registrations, and the URLs of their routes.
///
/// Each registration has a URL prefix of its own, so that a request reaches the registration that it names.
extension FlaskFile {
  mutating func writeBlueprint(_ index: Int, _ out: inout PythonText) {
    let make = names.imported("Blueprint", from: "flask")
    var prefix = ""
    if hasTests, !hasPrefixesAtRegistration(index), let registration = registrations[index]?.first {
      prefix = ", url_prefix=\(pythonLiteral(names.prefix(registration)))"
    }
    out.line("\(names.declarations[index]) = \(make)(\(pythonLiteral(plan.blueprintName(index))), __name__\(prefix))")
  }

  /// Whether the prefix is given with each registration.
  private func hasPrefixesAtRegistration(_ blueprint: Int) -> Bool {
    keepsJoinedPrefixes || registrations[blueprint, default: []].count > 1
  }

  /// The URL prefix of the registrations from the app down to one.
  func prefix(_ path: [Int]) -> String {
    keepsJoinedPrefixes ? joinedPrefixes[path] : path.map { names.prefix($0) }.joined()
  }

  /// The call of `register_blueprint`.
  /// - Parameters:
  ///   - parent: what it is registered on, in Python.
  ///   - blueprint: the object, in Python.
  func call(_ registration: PlannedRegistration, at index: Int, on parent: String, of blueprint: String) -> String {
    var arguments = [blueprint]
    if let alias = registration.alias { arguments.append("name=\(pythonLiteral(alias))") }
    if hasTests, hasPrefixesAtRegistration(registration.blueprint) {
      arguments.append("url_prefix=\(pythonLiteral(names.prefix(index)))")
    }
    return "\(parent).register_blueprint(\(arguments.joined(separator: ", ")))"
  }

  /// The registrations in the order in which an app makes them: a blueprint has its nested ones when the app registers it.
  func inOrder(_ registrations: [Int]) -> [Int] {
    registrations.filter { plan.registration($0)?.parent != nil }
      + registrations.filter { plan.registration($0)?.parent == nil }
  }

  /// Where only the app is at hand: how a test reaches a blueprint object of it.
  func key(ofBlueprint index: Int) -> String {
    // Before 2.0.1 an object is kept under its own name, later under each name that it is registered under.
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

/// The URL prefixes of the registrations of one app, as Flask 2.0.0 joins them: it keeps the prefix that it joined for a
/// nested blueprint, and when the blueprint around it is registered again, joins that one (blueprints.py,
/// `Blueprint.register`).
struct JoinedPrefixes {
  private let plan: ScriptPlan
  /// The registrations on each blueprint object, in order.
  private var nested: [Int: [Int]] = [:]
  /// What is kept of each nested registration.
  private var kept: [Int: String] = [:]
  private var joined: [[Int]: String] = [:]

  init(_ plan: ScriptPlan) { self.plan = plan }

  subscript(path: [Int]) -> String { joined[path] ?? "" }

  /// Follows a call of `register_blueprint`.
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
