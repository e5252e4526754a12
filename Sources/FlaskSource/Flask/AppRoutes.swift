import Diagnostics
import Resolution

/// The routes of an app: `route`, `add_url_rule`, and the classes and functions that are views.
extension Evaluator {
  /// A route as `route` and `add_url_rule` get it.
  struct RuleArguments: Sendable {
    var rule: String
    var endpoint: String?
    var methods: [String]?
    var answersOptions: Bool?
    var strictSlashes: Bool?
    var defaults: [(name: String, value: Value)] = []
    /// Why the route is not modeled.
    var reason: Int?
  }

  mutating func ruleArguments(_ arguments: Arguments, at span: Span) throws(Interruption) -> RuleArguments {
    guard case .text(let rule)? = arguments.value(0, "rule") else {
      throw notModeled("the URL rule is not known", at: span)
    }
    var parsed = RuleArguments(rule: rule)
    if case .text(let endpoint)? = arguments.value(1, "endpoint") { parsed.endpoint = endpoint }
    for (name, value) in arguments.keywords.pairs {
      switch name {
      case "rule", "endpoint", "view_func": break
      case "provide_automatic_options" where release.isBefore("1.0"):
        throw raiseCertainly("TypeError", "Rule.__init__() got an unexpected keyword argument '\(name)'")
      case "provide_automatic_options": parsed.answersOptions = try isTrue(value)
      case "methods":
        if value == .none { break }
        if case .text = value { throw raise("TypeError", "Allowed methods must be a list of strings") }
        var methods: [String] = []
        for method in try iterate(over: value) { if case .text(let text) = method { methods.append(text) } }
        parsed.methods = methods
      case "strict_slashes": parsed.strictSlashes = try isTrue(value)
      case "defaults":
        guard case .dictionary(let id) = value else { break }
        for (key, value) in entries(id).pairs {
          if case .text(let name) = key { parsed.defaults.append((name, value)) }
        }
      default: parsed.reason = reason("the option `\(name)` of a route is not modeled", at: span)
      }
    }
    return parsed
  }

  mutating func addRule(_ arguments: Arguments, to receiver: Value, at span: Span) throws(Interruption) {
    let view = arguments.value(2, "view_func") ?? .none
    let rule = try ruleArguments(arguments, at: span)
    switch receiver {
    case .app(let app):
      try checkSetup(of: app, by: "add_url_rule")
      try add(rule, view, to: app, registration: nil, at: span)
    case .blueprint(let blueprint): try add(rule, view, toBlueprint: blueprint, at: span)
    default: break
    }
  }

  mutating func add(
    _ rule: RuleArguments, _ view: Value, to app: Int, registration: Int?, at span: Span
  ) throws(Interruption) {
    let path = registration.map { apps[app].registrations[$0].path } ?? []
    let endpoint = (path + [rule.endpoint ?? viewName(view)]).joined(separator: ".")
    if view != .none {
      if let earlier = apps[app].endpoints[endpoint], earlier != view {
        throw raise(
          "AssertionError", "View function mapping is overwriting an existing endpoint function: \(endpoint)")
      }
      apps[app].endpoints[endpoint] = view
    }
    if let reason = rule.reason { apps[app].taint(reason) }
    var answersOptions = rule.answersOptions
    if answersOptions == nil { answersOptions = try automaticOptions(view) }
    let methods = URLMap.methods(
      given: rule.methods ?? viewMethods(view), automaticOptions: answersOptions)
    let known = apps[app].routes.firstIndex { $0.endpoint == endpoint }
    let route =
      known
      ?? addRoute(
        Route(
          view: view, endpoint: endpoint, registration: registration, answersOptions: methods.answersOptions),
        to: app)
    var added = URLMap.Rule(text: rule.rule, methods: methods.names, strictSlashes: rule.strictSlashes, route: route)
    for (name, value) in rule.defaults {
      guard let argument = value.urlArgument else {
        return apps[app].taint(reason("the value of `\(name)` in `defaults` is not modeled", at: span))
      }
      added.defaults.append(URLMap.NamedArgument(name: name, value: argument))
    }
    added.converters = try converters(of: rule.rule, app)
    let names = methods.names.subtracting(["OPTIONS"]).sorted().joined(separator: ", ")
    apps[app].rules.append(
      NamedRule(
        endpoint: endpoint, methods: names, text: rule.rule, hasDefaults: !rule.defaults.isEmpty,
        isStatic: view == Self.staticView))
    if let problem = apps[app].map.add(added) { try report(problem, of: added, app, at: span) }
  }

  /// Returns a rule in which every variable matches any path.
  private func withPaths(_ rule: String) -> String {
    var result = ""
    var rest = Substring(rule)
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let variable = rest[rest.index(after: start)..<end]
      let name = variable.split(separator: ":").last ?? variable
      result += rest[..<start] + "<path:\(name)>"
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private mutating func report(
    _ problem: URLMap.RuleProblem, of rule: URLMap.Rule, _ app: Int, at span: Span
  ) throws(Interruption) {
    switch problem {
    case .raises(let exception, let message): throw raise(exception, message)
    case .unknownConverter(let name):
      // A request that this rule could match is not modeled.
      let why = reason("the URL converter `\(name)` is not modeled", at: span)
      var wide = rule
      wide.text = withPaths(rule.text)
      wide.methods = nil
      wide.route = why
      if apps[app].unmodeledRules.add(wide) != nil { apps[app].taint(why) }
    case .notModeled(let what): apps[app].taint(reason(what, at: span))
    }
  }

  func viewName(_ view: Value) -> String {
    switch view {
    case .function(let id): functions[id.index].name
    case .method(_, let id): functions[id.index].name
    case .partial("flask.view", let values, _):
      if values.count > 1, case .text(let name) = values[1] { name } else { "view" }
    default: "view"
    }
  }

  /// The attribute `provide_automatic_options` of a view, if it has one.
  private mutating func automaticOptions(_ view: Value) throws(Interruption) -> Bool? {
    let name = "provide_automatic_options"
    switch view {
    case .function(let id):
      guard let value = functions[id.index].attributes[name] else { return nil }
      return try isTrue(value)
    case .partial("flask.view", let values, _):
      guard case .type(let id)? = values.first, let (value, _) = classAttribute(name, of: id), value != .none else {
        return nil
      }
      return try isTrue(value)
    default: return nil
    }
  }

  /// The methods of a view: its attribute `methods`, or the methods of a class-based view.
  private func viewMethods(_ view: Value) -> [String]? {
    if case .function(let id) = view, let value = functions[id.index].attributes["methods"] {
      switch value {
      case .list(let list): return elements(list).compactMap { if case .text(let text) = $0 { text } else { nil } }
      case .tuple(let values): return values.compactMap { if case .text(let text) = $0 { text } else { nil } }
      default: return nil
      }
    }
    guard case .partial("flask.view", let values, _) = view, case .type(let id)? = values.first else { return nil }
    return methodNames(ofView: id)?.sorted()
  }

  /// Returns the attribute `methods` of a class-based view. A `MethodView` without one has the methods of its bases and
  /// those that it defines. Nil if the class has none.
  func methodNames(ofView id: ClassID) -> Set<String>? {
    let isMethodView = hasLibraryBase(id) { $0.hasSuffix("MethodView") }
    if let own = classes[id]?.namespace["methods"] ?? (isMethodView ? nil : classAttribute("methods", of: id)?.value) {
      switch own {
      case .list(let list), .set(let list): return Set(texts(elements(list)))
      case .tuple(let values): return Set(texts(values))
      default: return nil
      }
    }
    guard isMethodView else { return nil }
    let names = ["get", "post", "put", "patch", "delete", "head", "options", "trace"]
    let isOld = release.isBefore("1.0")
    // Before 1.0, methods of other base classes do not count.
    let defined = names.filter { isOld ? classes[id]?.namespace[$0] != nil : classAttribute($0, of: id) != nil }
    var methods = Set(defined.map { $0.uppercased() })
    if isOld {
      for ancestor in hierarchy.mro(id).dropFirst() {
        if let inherited = methodNames(ofView: ancestor) { return methods.union(inherited) }
      }
    }
    for base in hierarchy.bases(id) where hasLibraryBase(base, { _ in true }) || classes[base] != nil {
      methods.formUnion(methodNames(ofView: base) ?? [])
    }
    return methods
  }

  private func texts(_ values: [Value]) -> [String] {
    values.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }
}

extension Value {
  /// The value as an argument of a view.
  var urlArgument: URLMap.Argument? {
    switch self {
    case .text(let text): .text(text)
    case .integer(let number): .integer(number)
    case .none: URLMap.Argument.none
    default: nil
    }
  }
}
