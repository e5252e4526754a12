import Diagnostics
import Resolution

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
  /// The functions that `record` and `record_once` got.
  var recorded: [(function: Value, once: Bool)] = []
  /// Why nothing of the blueprint is known, if that is so.
  private(set) var reason: Int?
  var isRegistered = false
  /// The class of the blueprint, if it is one of the program.
  var type: ClassID?
  /// Attributes that the program sets. Flask's own ones are not read again.
  var attributes: [String: Value] = [:]
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
  /// How many handlers the blueprint had. Later ones are too late for this registration.
  var handlerCount: Int
  var span: Span
}

/// A place where a statement registers a blueprint.
struct BlueprintPlace: Sendable, Hashable {
  var blueprint: Int
  /// The blueprint that it is nested in.
  var parent: Int?
  var alias: String?
}

/// Blueprints.
extension Evaluator {
  mutating func newBlueprint(_ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    blueprints.append(BlueprintObject(name: "", span: span))
    try initializeBlueprint(blueprints.count - 1, arguments, at: span)
    return .blueprint(blueprints.count - 1)
  }

  /// The constructor of Blueprint.
  mutating func initializeBlueprint(
    _ index: Int, _ arguments: Arguments, at span: Span
  ) throws(Interruption) {
    guard case .text(let name)? = arguments.value(0, "name") else {
      throw notModeled("the name of the blueprint is not known", at: span)
    }
    var blueprint = blueprints[index]
    blueprint.name = name
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
      throw raise("ValueError", "'name' may not contain a dot '.' character.", isExact: true)
    }
    if name.isEmpty, !release.isBefore("2.3.0") { throw raise("ValueError", "'name' may not be empty.", isExact: true) }
    blueprints[index] = blueprint
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

  mutating func blueprintAttribute(_ name: String, of blueprint: Int) throws(Interruption) -> Value {
    if let value = blueprints[blueprint].attributes[name] { return value }
    if let type = blueprints[blueprint].type, let (value, _) = classAttribute(name, of: type) {
      return try bound(value, to: .blueprint(blueprint))
    }
    switch name {
    case "name": return .text(blueprints[blueprint].name)
    case "url_prefix": return blueprints[blueprint].prefix.map { .text($0) } ?? .none
    default: return .libraryMethod(.blueprint(blueprint), name)
    }
  }

  mutating func callBlueprint(
    _ name: String, _ blueprint: Int, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    let receiver = Value.blueprint(blueprint)
    switch name {
    case "route": return .partial("flask.route", [receiver] + arguments.positional, arguments.keywords)
    case "get", "post", "put", "delete", "patch":
      if release.isBefore("2.0.0") { throw missingAttribute(name, ofType: "Blueprint") }
      if arguments.keywords["methods"] != nil { throw raise("TypeError", "Use the 'route' decorator.") }
      var keywords = arguments.keywords
      keywords["methods"] = newList([.text(name.uppercased())])
      return .partial("flask.route", [receiver] + arguments.positional, keywords)
    case "errorhandler", "app_errorhandler":
      let target = arguments.value(0, name == "errorhandler" ? "code_or_exception" : "code")
      return .partial("flask.\(name)", [receiver] + [target].compactMap { $0 }, Keywords())
    case "register_error_handler":
      if release.isBefore("0.11") {
        throw missingAttribute(name, ofType: "Blueprint")
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
        throw missingAttribute(name, ofType: "Blueprint")
      }
      guard case .blueprint(let child)? = arguments.value(0, "blueprint") else {
        throw notModeled("the registered blueprint is not known", at: span)
      }
      try checkChange(of: blueprint, by: "register_blueprint")
      if child == blueprint, !release.isBefore("2.0.1") {
        throw raise("ValueError", "Cannot register a blueprint on itself", isExact: true)
      }
      blueprints[blueprint].children.append((child, arguments))
      for app in apps.indices { noteLateChange(of: blueprint, by: "register_blueprint", in: app, at: span) }
      return .none
    case "before_request", "after_request", "teardown_request", "before_app_request", "after_app_request",
      "teardown_app_request", "before_app_first_request", "url_value_preprocessor", "app_url_value_preprocessor",
      "url_defaults", "app_url_defaults":
      guard let function = arguments.positional.first else { return .libraryMethod(receiver, name) }
      let isForApp = name.hasPart("_app_") || name.hasPrefix("app_")
      let plain =
        switch name {
        case "before_app_request": "before_request"
        case "after_app_request": "after_request"
        case "teardown_app_request": "teardown_request"
        case "before_app_first_request": "before_first_request"
        case "app_url_value_preprocessor": "url_value_preprocessor"
        case "app_url_defaults": "url_defaults"
        default: name
        }
      try checkChange(of: blueprint, by: name)
      blueprints[blueprint].hooks.append((plain, function, isForApp))
      return function
    case "record", "record_once":
      guard let function = arguments.positional.first else { break }
      try record(function, once: name == "record_once", on: blueprint, at: span)
      return .none
    case "context_processor", "app_context_processor", "app_template_filter", "app_template_global",
      "app_template_test", "cli":
      // It may define names for templates.
      if name.hasSuffix("context_processor") { templateNamesAreOpen = true }
      if name != "cli" { try checkChange(of: blueprint, by: name) }
      register(arguments.all, reason("`\(name)` is not modeled", at: span))
      return arguments.positional.first.map { isCallable($0) ? $0 : .library("flask.keep") } ?? .library("flask.keep")
    default: break
    }
    throw notModeled("`\(name)` of a blueprint is not modeled", at: span)
  }

  /// `record(function)`: each registration calls the function. A registration before this one does not.
  private mutating func record(
    _ function: Value, once: Bool, on blueprint: Int, at span: Span
  ) throws(Interruption) {
    try checkChange(of: blueprint, by: once ? "record_once" : "record")
    blueprints[blueprint].recorded.append((function, once))
  }

  /// Calls the functions that `record` got, with the state of a registration.
  mutating func callRecorded(
    of blueprint: Int, _ app: Int, _ arguments: Arguments, isFirst: Bool, at span: Span
  ) throws(Interruption) {
    for recorded in blueprints[blueprint].recorded {
      if !isFirst { throw notModeled("`record` of a blueprint that is registered twice is not modeled", at: span) }
      if mentions("add_url_rule", recorded.function) {
        throw notModeled("`state.add_url_rule` is not modeled", at: span)
      }
      let options = newDictionary(arguments.keywords.pairs.map { (.text($0.key), $0.value) })
      let state = newInstance(
        of: hierarchy.wellKnown.object,
        [
          "app": .app(app), "blueprint": .blueprint(blueprint), "first_registration": .boolean(true),
          "options": options, Self.openMark: .none,
        ])
      _ = try call(recorded.function, Arguments(positional: [state]), at: span)
    }
  }

  /// Checks a change of a blueprint. After a registration, a change has an effect only on later registrations. Flask 2.2
  /// warns about it, and later releases raise AssertionError.
  private mutating func checkChange(of blueprint: Int, by setup: String) throws(Interruption) {
    guard blueprints[blueprint].isRegistered, !release.isBefore("2.2.0") else { return }
    guard release.isBefore("2.3.0") else {
      throw raise(
        "AssertionError",
        "The setup method '\(setup)' can no longer be called on the blueprint '\(blueprints[blueprint].name)'.")
    }
    warnings.append("UserWarning")
  }

  /// Notes that a blueprint of an app changes after its registration and before the first request. The statements of
  /// the language register blueprints with the first request, so they cannot express that another registration has more.
  private mutating func noteLateChange(of blueprint: Int, by setup: String, in app: Int, at span: Span) {
    guard !apps[app].isStarted, apps[app].registers(blueprint), !release.isBefore("2.0.0") else { return }
    apps[app].lateChanges[blueprint] = reason(
      "registering a blueprint again after `\(setup)` came too late is not modeled", at: span)
  }

  mutating func add(_ rule: RuleArguments, _ view: Value, toBlueprint blueprint: Int, at span: Span)
    throws(Interruption)
  {
    try checkChange(of: blueprint, by: "add_url_rule")
    let name = release.isBefore("1.0") || view == .none ? "" : viewName(view)
    if (rule.endpoint ?? "").hasPart(".") || name.hasPart(".") {
      throw raise(release.isBefore("2.0.1") ? "AssertionError" : "ValueError", "'endpoint' may not contain a dot '.'")
    }
    blueprints[blueprint].routes.append((rule, view, span))
  }

  mutating func add(_ handler: BlueprintHandler, to blueprint: Int) throws(Interruption) {
    let setup = handler.isForApp ? "app_errorhandler" : "errorhandler"
    try checkChange(of: blueprint, by: setup)
    // Before 2.0, Flask checks it when the blueprint is registered.
    if !release.isBefore("2.0.0"), !handler.isForApp {
      _ = try acceptedTarget(handler.target, scope: "blueprint", at: handler.span)
    }
    blueprints[blueprint].handlers.append(handler)
    guard !handler.isForApp else { return }
    for app in apps.indices where apps[app].registers(blueprint) {
      noteLateChange(of: blueprint, by: setup, in: app, at: handler.span)
      // The model knows which later registrations use it.
      if apps[app].isStarted { try declare(handler, of: blueprint, in: app) }
    }
  }
}
