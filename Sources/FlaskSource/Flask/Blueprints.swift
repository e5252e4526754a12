import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// A blueprint of the program, and what is registered on it. Each app that registers it gets a copy of all of that.
struct BlueprintObject: Sendable {
  var name: String
  var prefix: String?
  /// The start of the URLs of static files, without the prefix; nil if the blueprint has none.
  var staticPath: String?
  var routes: [(rule: Evaluator.RuleArguments, view: Value, span: Span)] = []
  var handlers: [BlueprintHandler] = []
  var hooks: [(name: String, function: Value, isForApp: Bool)] = []
  var children: [(blueprint: Int, arguments: Arguments)] = []
  /// Why nothing of the blueprint is known, if that is so.
  private(set) var reason: Int?
  var isRegistered = false
  /// Why another registration is not modeled: the blueprint was changed after it had been registered.
  var lateChange: Int?
  var span: Span

  mutating func taint(_ reason: Int) { if self.reason == nil { self.reason = reason } }
}

/// A handler of a blueprint.
struct BlueprintHandler: Sendable {
  var target: Value
  var function: Value
  /// Whether it is for all requests of the app (`app_errorhandler`).
  var isForApp: Bool
  var span: Span
}

/// A call of `register_blueprint` on an app, or on a blueprint of it.
struct BlueprintRegistration: Sendable {
  var blueprint: Int
  /// The names from the app down to this registration.
  var path: [String]
  /// The registration that it is nested in.
  var parent: Int?
  /// The name that `register_blueprint` gives it, if it gives one.
  var alias: String?
  var prefix: URLPrefix
  var span: Span
}

/// Blueprints.
extension Evaluator {
  mutating func newBlueprint(_ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    guard case .text(let name)? = arguments.value(0, "name") else {
      throw notModeled("the name of the blueprint is not known", at: span)
    }
    var blueprint = BlueprintObject(name: name, span: span)
    switch arguments.keywords["url_prefix"] {
    case .text(let prefix)?: blueprint.prefix = prefix
    case nil, Value.none?: break
    default: blueprint.taint(reason("the URL prefix of the blueprint is not known", at: span))
    }
    for option in ["subdomain", "url_defaults"] where arguments.keywords[option] != nil {
      blueprint.taint(reason("the option `\(option)` of a blueprint is not modeled", at: span))
    }
    noteTemplateFolder(arguments)
    if let folder = arguments.keywords["static_folder"], folder != .none {
      blueprint.staticPath = staticPath(arguments.keywords["static_url_path"], folder: folder)
      if blueprint.staticPath == nil { blueprint.taint(reason("the URL of static files is not known", at: span)) }
    }
    if name.hasPart("."), !release.isBefore("2.0.1") {
      throw raise("ValueError", "'name' may not contain a dot '.' character.")
    }
    if name.isEmpty, !release.isBefore("2.3.0") { throw raise("ValueError", "'name' may not be empty.") }
    blueprints.append(blueprint)
    return .blueprint(blueprints.count - 1)
  }

  /// `app.blueprints[name]`.
  mutating func blueprint(_ name: Value, of app: Int) throws(Interruption) -> Value {
    if let reason = apps[app].reason { return .unknown(Unknown(reason: reason)) }
    guard case .text(let name) = name else { throw notModeled("the name of the blueprint is not known") }
    // Flask 2.0.0 uses the own name of a nested blueprint too.
    let found = apps[app].registrations.first {
      ($0.parent != nil && release.isBefore("2.0.1") ? $0.path.suffix(1) : $0.path[...]).joined(separator: ".") == name
    }
    guard let found else { throw raise("KeyError", name) }
    return .blueprint(found.blueprint)
  }

  func blueprintAttribute(_ name: String, of blueprint: Int) -> Value {
    switch name {
    case "name": .text(blueprints[blueprint].name)
    case "url_prefix": blueprints[blueprint].prefix.map { .text($0) } ?? .none
    default: .libraryMethod(.blueprint(blueprint), name)
    }
  }

  mutating func callBlueprint(
    _ name: String, _ blueprint: Int, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    let receiver = Value.blueprint(blueprint)
    switch name {
    case "route": return .partial("flask.route", [receiver] + arguments.positional, arguments.keywords)
    case "get", "post", "put", "delete", "patch":
      if release.isBefore("2.0.0") { throw raise("AttributeError", "'Blueprint' object has no attribute '\(name)'") }
      if arguments.keywords["methods"] != nil { throw raise("TypeError", "Use the 'route' decorator.") }
      var keywords = arguments.keywords
      keywords["methods"] = newList([.text(name.uppercased())])
      return .partial("flask.route", [receiver] + arguments.positional, keywords)
    case "errorhandler", "app_errorhandler":
      let target = arguments.value(0, name == "errorhandler" ? "code_or_exception" : "code")
      return .partial("flask.\(name)", [receiver] + [target].compactMap { $0 }, [:])
    case "register_error_handler":
      if release.isBefore("0.11") {
        throw raise("AttributeError", "'Blueprint' object has no attribute 'register_error_handler'")
      }
      guard let target = arguments.value(0, "code_or_exception"), let function = arguments.value(1, "f") else {
        throw raise("TypeError", "register_error_handler() missing an argument")
      }
      try add(BlueprintHandler(target: target, function: function, isForApp: false, span: span), to: blueprint)
      return .none
    case "add_url_rule":
      try addRule(arguments, to: receiver, at: span)
      return .none
    case "register_blueprint":
      if release.isBefore("2.0.0") {
        throw raise("AttributeError", "'Blueprint' object has no attribute 'register_blueprint'")
      }
      guard case .blueprint = arguments.value(0, "blueprint") else {
        throw notModeled("the registered blueprint is not known", at: span)
      }
      if try isOpen(blueprint, for: "register_blueprint", at: span),
        case .blueprint(let child)? = arguments.value(0, "blueprint")
      {
        if child == blueprint, !release.isBefore("2.0.1") {
          throw raise("ValueError", "Cannot register a blueprint on itself")
        }
        blueprints[blueprint].children.append((child, arguments))
      }
      return .none
    case "before_request", "after_request", "teardown_request", "before_app_request", "after_app_request",
      "teardown_app_request", "before_app_first_request":
      guard let function = arguments.positional.first else { return .libraryMethod(receiver, name) }
      let isForApp = name.hasPart("_app_")
      let plain =
        switch name {
        case "before_app_request": "before_request"
        case "after_app_request": "after_request"
        case "teardown_app_request": "teardown_request"
        case "before_app_first_request": "before_first_request"
        default: name
        }
      if try isOpen(blueprint, for: name, at: span) {
        blueprints[blueprint].hooks.append((plain, function, isForApp))
      }
      return function
    case "context_processor", "app_context_processor", "app_template_filter", "app_template_global",
      "app_template_test", "record", "record_once", "cli":
      if name != "cli", try isOpen(blueprint, for: name, at: span), name.hasPrefix("record") {
        blueprints[blueprint].taint(reason("`\(name)` of a blueprint is not modeled", at: span))
      }
      register(arguments.all, reason("`\(name)` is not modeled", at: span))
      return arguments.positional.first.map { isCallable($0) ? $0 : .library("flask.keep") } ?? .library("flask.keep")
    default: throw notModeled("`\(name)` of a blueprint is not modeled", at: span)
    }
  }

  /// Returns whether a change of a blueprint has an effect. After the blueprint was registered, Flask ignores it,
  /// warns, or raises AssertionError.
  private mutating func isOpen(_ blueprint: Int, for setup: String, at span: Span) throws(Interruption) -> Bool {
    guard blueprints[blueprint].isRegistered else { return true }
    let name = blueprints[blueprint].name
    if !release.isBefore("2.3.0") {
      throw raise(
        "AssertionError", "The setup method '\(setup)' can no longer be called on the blueprint '\(name)'.")
    }
    if !release.isBefore("2.2.0") { warnings.append("UserWarning") }
    // Another registration can use the change.
    blueprints[blueprint].lateChange = reason(
      "registering a blueprint again after `\(setup)` came too late is not modeled", at: span)
    return false
  }

  mutating func add(_ rule: RuleArguments, _ view: Value, toBlueprint blueprint: Int, at span: Span)
    throws(Interruption)
  {
    let isOpen = try isOpen(blueprint, for: "add_url_rule", at: span)
    let name = release.isBefore("1.0") || view == .none ? "" : viewName(view)
    if (rule.endpoint ?? "").hasPart(".") || name.hasPart(".") {
      throw raise(release.isBefore("2.0.1") ? "AssertionError" : "ValueError", "'endpoint' may not contain a dot '.'")
    }
    if isOpen { blueprints[blueprint].routes.append((rule, view, span)) }
  }

  mutating func add(_ handler: BlueprintHandler, to blueprint: Int) throws(Interruption) {
    let setup = handler.isForApp ? "app_errorhandler" : "errorhandler"
    let isOpen = try isOpen(blueprint, for: setup, at: handler.span)
    // Before 2.0, Flask checks it when the blueprint is registered.
    if !release.isBefore("2.0.0"), !handler.isForApp {
      _ = try acceptedTarget(handler.target, scope: "blueprint", at: handler.span)
    }
    if isOpen { blueprints[blueprint].handlers.append(handler) }
  }

  // MARK: Registering

  mutating func register(
    _ blueprint: Int, on app: Int, parent: Int?, _ arguments: Arguments, at span: Span
  ) throws(Interruption) {
    // Blueprints can register each other.
    try descend(at: span)
    defer { depth -= 1 }
    if parent == nil, apps[app].isStarted, !release.isBefore("2.3.0") {
      throw raise("AssertionError", "The setup method 'register_blueprint' can no longer be called")
    }
    let object = blueprints[blueprint]
    if let reason = object.reason ?? object.lateChange { apps[app].taint(reason) }
    var alias: String?
    // Earlier releases ignore the argument.
    if case .text(let name)? = arguments.keywords["name"], !release.isBefore("2.0.1") { alias = name }
    for option in arguments.keywords.keys.sorted() where !["blueprint", "url_prefix", "name"].contains(option) {
      apps[app].taint(reason("the option `\(option)` of `register_blueprint` is not modeled", at: span))
    }
    var prefix = URLPrefix(given: nil, own: object.prefix)
    switch arguments.value(1, "url_prefix") {
    case .text(let text)?: prefix.given = text
    case nil, Value.none?: break
    default: apps[app].taint(reason("the URL prefix is not known", at: span))
    }
    if let parent { prefix = prefix.nested(in: apps[app].registrations[parent].prefix, release: release) }
    let outer = parent.map { apps[app].registrations[$0].path } ?? []
    let registration = BlueprintRegistration(
      blueprint: blueprint, path: outer + [alias ?? object.name], parent: parent, alias: alias, prefix: prefix,
      span: span)
    try refuseName(registration, app, at: span)
    apps[app].registrations.append(registration)
    let index = apps[app].registrations.count - 1
    blueprints[blueprint].isRegistered = true
    if let path = object.staticPath {
      let rule = RuleArguments(
        rule: prefix.joined(rule: path + "/<path:filename>", release: release), endpoint: "static")
      try add(rule, Self.staticView, to: app, registration: index, at: span)
    }
    for route in object.routes {
      var rule = route.rule
      rule.rule = prefix.joined(rule: rule.rule, release: release)
      try add(rule, route.view, to: app, registration: index, at: route.span)
    }
    for hook in object.hooks {
      _ = try addHook(hook.name, hook.function, to: app, registration: hook.isForApp ? nil : index)
    }
    for handler in object.handlers where !handler.isForApp {
      let atMount = release.isBefore("2.0.0")
      _ = try acceptedTarget(handler.target, scope: "blueprint", atMount: atMount, at: handler.span)
    }
    for handler in object.handlers where handler.isForApp {
      try register(handler.function, for: handler.target, on: app, at: handler.span)
    }
    for child in object.children { try register(child.blueprint, on: app, parent: index, child.arguments, at: span) }
    if apps[app].isStarted { try declareBlueprints(of: app) }
  }

  /// Raises what Flask raises if another blueprint has the same name.
  private mutating func refuseName(
    _ registration: BlueprintRegistration, _ app: Int, at span: Span
  ) throws(Interruption) {
    for other in apps[app].registrations where other.path == registration.path {
      if other.blueprint != registration.blueprint {
        throw raise(
          release.isBefore("2.0.0") ? "AssertionError" : "ValueError",
          "The name '\(registration.path.joined(separator: "."))' is already registered for a different blueprint.")
      }
      if !release.isBefore("2.1.0") {
        throw raise(
          "ValueError",
          "The name '\(registration.path.joined(separator: "."))' is already registered for this blueprint.")
      }
      if !release.isBefore("2.0.1") { warnings.append("UserWarning") }
    }
    let name = blueprints[registration.blueprint].name
    for other in apps[app].registrations
    where other.blueprint != registration.blueprint && blueprints[other.blueprint].name == name {
      apps[app].taint(reason("two blueprints with one name are not modeled", at: span))
    }
  }

  /// Declares the registered blueprints in the session of an app, with their handlers. All registrations of a blueprint
  /// are one statement, so this waits for the first request.
  mutating func declareBlueprints(of app: Int) throws(Interruption) {
    let first = apps[app].declaredRegistrations
    let registrations = apps[app].registrations
    guard first < registrations.count else { return }
    apps[app].declaredRegistrations = registrations.count
    var waiting: [Int] = []
    for registration in registrations[first...] where !waiting.contains(registration.blueprint) {
      let blueprint = registration.blueprint
      if registrations[..<first].contains(where: { $0.blueprint == blueprint }) {
        apps[app].taint(reason("registering a blueprint again after a request is not modeled", at: registration.span))
      } else {
        waiting.append(blueprint)
      }
    }
    while !waiting.isEmpty {
      let own = waiting.map { blueprint in registrations[first...].filter { $0.blueprint == blueprint } }
      // A statement about a blueprint comes after those about its parents.
      let next =
        own.firstIndex { own in
          own.allSatisfy { $0.parent.map { !waiting.contains(registrations[$0].blueprint) } ?? true }
        } ?? 0
      try declare(waiting.remove(at: next), own[next], of: app)
    }
  }

  private mutating func declare(
    _ blueprint: Int, _ registrations: [BlueprintRegistration], of app: Int
  ) throws(Interruption) {
    guard let first = registrations.first else { return }
    let name = blueprints[blueprint].name
    // A parent that is registered twice registers its children twice, with one statement.
    var distinct: [StatementDraft.Registration] = []
    for registration in registrations {
      let parent = registration.parent.map { blueprints[apps[app].registrations[$0].blueprint].name }
      let place = StatementDraft.Registration(parent: parent, alias: registration.alias)
      if !distinct.contains(place) { distinct.append(place) }
    }
    try declare(.declareBlueprint(name: name, distinct), in: app, at: first.span)
    for handler in blueprints[blueprint].handlers where !handler.isForApp {
      guard let target = try handlerTarget(handler.target, at: handler.span) else {
        if !leavesOut(handler.target, at: handler.span) {
          apps[app].taint(reason("the target of this handler is not modeled", at: handler.span))
        }
        continue
      }
      try declare(PendingHandler(target: target, function: handler.function, span: handler.span), scope: name, in: app)
    }
  }

  /// Returns the name of a registration in requests: the blueprint's own name, or the path if it is registered several
  /// times.
  func scopeName(of index: Int, in app: Int) -> String {
    let registration = apps[app].registrations[index]
    let count = apps[app].registrations.count { $0.blueprint == registration.blueprint }
    return count == 1 ? blueprints[registration.blueprint].name : registration.path.joined(separator: ".")
  }
}
