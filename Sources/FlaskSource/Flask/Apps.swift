import Diagnostics
import Interpreter
import Resolution

/// An app of the program.
struct AppObject: Sendable {
  /// The model that answers its requests.
  var session: Session
  /// The values that the program stored in `app.config`.
  var config: [Value: Value] = [:]
  var map: URLMap
  /// Rules with converters that are not modeled, with their reasons as routes.
  var unmodeledRules: URLMap
  var routes: [Route] = []
  /// The rules in the order in which they were added.
  var rules: [NamedRule] = []
  /// The rules of the program with their methods: `GET /users/<name>`.
  var ruleTexts: [String] { rules.filter { !$0.isStatic }.map { "\($0.methods) \($0.text)" } }
  /// The views by endpoint.
  var endpoints: [String: Value] = [:]
  var hooks: [Hook] = []
  var registrations: [BlueprintRegistration] = []
  /// How many of the registrations have been declared in the session.
  var declaredRegistrations = 0
  /// Where statements have registered blueprints.
  var declaredPlaces: Set<BlueprintPlace> = []
  /// The blueprints that the session also knows in places that no request reaches.
  var lateNested: Set<Int> = []
  /// Why another registration of a blueprint is not modeled.
  var lateChanges: [Int: Int] = [:]
  /// The names that the session uses for classes of the program.
  var classNames: [ClassID: String] = [:]
  /// The handlers that are declared with the first request.
  var pendingHandlers: [Evaluator.PendingHandler] = []
  /// The declared handlers by the line of their declaration.
  var handlers: [Int: [Evaluator.DeclaredHandler]] = [:]
  /// Why no answer of the app is known, if that is so.
  private(set) var reason: Int?
  /// The class of the app, if it is one of the program.
  var type: ClassID?
  /// Whether the constructor of Flask was called.
  var isInitialized = false
  /// Whether the app has answered a request.
  var isStarted = false
  /// The functions that return names for all templates.
  var contextProcessors: [Value] = []
  /// The URL converters that the program defines, by their names.
  var converters: [String: ClassID] = [:]
  /// What `app.wsgi_app` is, if the program replaces it.
  var middleware: Value?
  /// Why options that the program does not set may be there, if that is so.
  var reasonOfConfig: Int?
  /// Whether the program changes how the app writes JSON.
  var hasOwnJSON = false
  /// Attributes that the program sets.
  var attributes: [String: Value] = [:]
  /// The span of the call that made it.
  var span: Span

  mutating func taint(_ reason: Int) { if self.reason == nil { self.reason = reason } }

  /// Returns whether a blueprint is registered.
  func registers(_ blueprint: Int) -> Bool { registrations.contains { $0.blueprint == blueprint } }
}

/// A rule of an app as the program wrote it, with the prefix of its blueprint.
struct NamedRule: Sendable {
  var endpoint: String
  var methods: String
  var text: String
  var hasDefaults = false
  /// Whether it is for static files.
  var isStatic = false
}

/// A view with its place.
struct Route: Sendable {
  var view: Value
  var endpoint: String
  /// The blueprint registration that it belongs to, as an index into those of the app.
  var registration: Int?
  /// Whether Flask answers OPTIONS itself.
  var answersOptions: Bool
}

/// Apps: creating them, their attributes, and what is registered on them.
extension Evaluator {
  mutating func newApp(_ arguments: Arguments) throws(Interruption) -> Value {
    let app = allocateApp(of: nil)
    try initializeApp(app, arguments)
    return .app(app)
  }

  /// Adds an app of a class of the program, or of `Flask` itself.
  mutating func allocateApp(of type: ClassID?) -> Int {
    var session = Session(name: source.name, release: release)
    _ = session.read(source)
    session.declarationEvents = .complete
    apps.append(
      AppObject(
        session: session, map: URLMap(release: release), unmodeledRules: URLMap(release: release), type: type,
        span: current))
    let app = apps.count - 1
    if let reasonOfModules { apps[app].taint(reasonOfModules) }
    return app
  }

  /// The constructor of Flask.
  mutating func initializeApp(_ app: Int, _ arguments: Arguments) throws(Interruption) {
    if arguments.keywords["static_path"] != nil, !release.isBefore("1.0") {
      throw raise("TypeError", "__init__() got an unexpected keyword argument 'static_path'")
    }
    apps[app].isInitialized = true
    if arguments.keywords["instance_path"] != nil { _ = reason("`instance_path` is not modeled") }
    if let reason = arguments.unknown { apps[app].taint(reason) }
    for option in ["host_matching", "subdomain_matching", "static_host"] where arguments.keywords[option] != nil {
      apps[app].taint(reason("the option `\(option)` of an app is not modeled"))
    }
    noteTemplateFolder(arguments)
    try addStaticRule(arguments, to: app)
    apps[app].attributes["extensions"] = newDictionary()
    if let name = arguments.value(0, "import_name"), name != .text(moduleName) {
      apps[app].attributes["name"] = name
      apps[app].attributes["import_name"] = name
    }
  }

  /// Records that templates can be in a folder that is not read.
  mutating func noteTemplateFolder(_ arguments: Arguments) {
    let folder = arguments.keywords["template_folder"] ?? .text("templates")
    if folder != .text("templates") || arguments.keywords["root_path"] != nil { hasOtherTemplates = true }
  }

  /// Adds the rule for static files, as far as the app has a folder for them.
  private mutating func addStaticRule(_ arguments: Arguments, to app: Int) throws(Interruption) {
    let folder = arguments.keywords["static_folder"]
    guard folder != Value.none else { return }
    let given = arguments.keywords["static_url_path"] ?? arguments.value(1, "static_path")
    guard let path = staticPath(given, folder: folder ?? .text("static")) else {
      return apps[app].taint(reason("the URL of static files is not known"))
    }
    let text = path + "/<path:filename>"
    apps[app].rules.append(NamedRule(endpoint: "static", methods: "GET", text: text, isStatic: true))
    _ = apps[app].map.add(
      URLMap.Rule(
        text: text, methods: ["GET", "OPTIONS"],
        route: addRoute(Route(view: Self.staticView, endpoint: "static", answersOptions: true), to: app)))
  }

  /// Returns the start of the URLs of static files: the given one, or the name of their folder; nil if it is not known.
  func staticPath(_ given: Value?, folder: Value) -> String? {
    switch (given, folder) {
    case (.text(let path)?, _): return path.isEmpty || (path.hasPrefix("/") && !path.hasSuffix("/")) ? path : nil
    case (nil, .text(let folder)), (Value.none?, .text(let folder)):
      guard let name = folder.split(separator: "/").last, !folder.hasSuffix("/"), !folder.hasPart("\\") else {
        return nil
      }
      return "/" + name
    default: return nil
    }
  }

  /// The view of files in the folder `static`, which are not known.
  static let staticView = Value.library("flask.static")

  mutating func addRoute(_ route: Route, to app: Int) -> Int {
    apps[app].routes.append(route)
    return apps[app].routes.count - 1
  }

  mutating func appAttribute(_ name: String, of app: Int) throws(Interruption) -> Value {
    if let value = apps[app].attributes[name] { return value }
    if name == "__class__", let type = apps[app].type { return .type(type) }
    if let type = apps[app].type, let (value, _) = classAttribute(name, of: type) {
      return try bound(value, to: .app(app))
    }
    switch name {
    case "wsgi_app" where apps[app].middleware != nil: return apps[app].middleware ?? .none
    case "config": return .config(app: app)
    case "debug": return try configValue(.text("DEBUG"), of: app)
    case "testing": return try configValue(.text("TESTING"), of: app)
    case "name", "import_name": return unknown("the name of the module is not known", isHarmless: true)
    case "logger", "jinja_env", "cli", "json", "wsgi_app", "static_folder", "root_path", "view_functions",
      "url_map", "blueprints", "error_handler_spec", "secret_key", "permanent_session_lifetime", "jinja_options",
      "instance_path":
      return .libraryMethod(.app(app), name)
    case "get", "post", "put", "delete", "patch":
      if release.isBefore("2.0.0") { throw missingAttribute(name, ofType: "Flask") }
      return .libraryMethod(.app(app), name)
    default:
      if let reason = apps[app].reason, !Self.appMethods.contains(name) { return .unknown(Unknown(reason: reason)) }
      return .libraryMethod(.app(app), name)
    }
  }

  /// The methods of an app that are modeled.
  static let appMethods: Set<String> = [
    "get", "post", "put", "delete", "patch",
    "route", "errorhandler", "register_error_handler", "add_url_rule", "register_blueprint", "before_request",
    "after_request", "teardown_request", "before_first_request", "teardown_appcontext", "test_client", "app_context",
    "test_request_context", "run", "make_response",
  ]

  mutating func setAppAttribute(_ name: String, of app: Int, to value: Value) throws(Interruption) {
    switch name {
    case "debug": try setConfig(.text("DEBUG"), to: value, of: app)
    case "testing": try setConfig(.text("TESTING"), to: value, of: app)
    case "secret_key": try setConfig(.text("SECRET_KEY"), to: value, of: app)
    case "json_encoder", "json", "json_provider_class": apps[app].hasOwnJSON = true
    case "template_folder": hasOtherTemplates = true
    case "permanent_session_lifetime", "static_folder", "jinja_options": break
    case "aborter", "aborter_class", "make_aborter":
      reasonOfAborter = reason("`\(name)` of the app is not modeled")
      apps[app].taint(reason("`\(name)` of the app is not modeled"))
    case "wsgi_app": wrap(app, with: value)
    case "session_interface", "request_class", "response_class", "test_client_class", "url_rule_class",
      "url_map_class",
      "handle_exception", "handle_user_exception", "handle_http_exception", "make_response", "dispatch_request",
      "error_handler_spec":
      apps[app].taint(reason("`\(name)` of the app is not modeled"))
    default: apps[app].attributes[name] = value
    }
  }

  /// The methods that Flask refuses after the first request. Those that return decorators are checked later.
  private static let setupMethods: Set<String> = [
    "register_error_handler", "add_url_rule", "register_blueprint", "before_request", "after_request",
    "teardown_request", "before_first_request", "teardown_appcontext", "context_processor", "template_filter",
    "template_global", "template_test", "add_template_filter", "add_template_global", "add_template_test",
    "shell_context_processor", "url_value_preprocessor", "url_defaults",
  ]

  /// Raises what Flask raises if an app has answered a request and is changed: before 2.2 only in debug mode.
  mutating func checkSetup(of app: Int, by name: String) throws(Interruption) {
    guard apps[app].isStarted else { return }
    if release.isBefore("2.2.0"), try !isDebug(app) { return }
    throw raise("AssertionError", "The setup method '\(name)' can no longer be called")
  }

  mutating func callApp(
    _ name: String, _ app: Int, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    if let reason = arguments.unknown { apps[app].taint(reason) }
    if Self.setupMethods.contains(name) { try checkSetup(of: app, by: name) }
    switch name {
    case "route": return .partial("flask.route", [.app(app)] + arguments.positional, arguments.keywords)
    case "get", "post", "put", "delete", "patch":
      if arguments.keywords["methods"] != nil { throw raise("TypeError", "Use the 'route' decorator.") }
      var keywords = arguments.keywords
      keywords["methods"] = newList([.text(name.uppercased())])
      return .partial("flask.route", [.app(app)] + arguments.positional, keywords)
    case "errorhandler":
      let target = arguments.value(0, "code_or_exception")
      return .partial("flask.errorhandler", [.app(app)] + [target].compactMap { $0 }, Keywords())
    case "register_error_handler":
      guard let target = arguments.value(0, "code_or_exception"), let function = arguments.value(1, "f") else {
        throw raise("TypeError", "register_error_handler() missing an argument")
      }
      try register(function, for: target, on: app, at: span)
      return .none
    case "add_url_rule":
      try addRule(arguments, to: .app(app), at: span)
      return .none
    case "register_blueprint":
      guard case .blueprint(let blueprint)? = arguments.value(0, "blueprint") else {
        if case .unknown(let unknown)? = arguments.value(0, "blueprint") { apps[app].taint(unknown.reason) }
        return .none
      }
      try register(blueprint, on: app, parent: nil, arguments, at: span)
      return .none
    case "before_request", "after_request", "teardown_request", "before_first_request", "teardown_appcontext",
      "url_value_preprocessor", "url_defaults":
      guard let function = arguments.positional.first else { return .libraryMethod(.app(app), name) }
      return try addHook(name, function, to: app)
    case "test_client":
      if arguments.keywords["use_cookies"] != nil {
        return unknown("a client without cookies is not modeled", at: span)
      }
      return .client(app: app, session: new(.dictionary(HeapObject.Entries())))
    case "test_cli_runner": return unknown("the CLI runner is not modeled", at: span)
    case "app_context": return .partial("flask.context", [.app(app), .boolean(false)], Keywords())
    case "test_request_context", "request_context":
      return .partial("flask.context", [.app(app), .boolean(true)] + arguments.positional, arguments.keywords)
    case "context_processor" where arguments.positional.count == 1:
      apps[app].contextProcessors.append(arguments.positional[0])
      return arguments.positional[0]
    case "run", "context_processor", "template_filter", "template_global", "template_test", "shell_context_processor",
      "cli", "add_template_filter", "add_template_global", "add_template_test", "register_shell_context_processor",
      "open_resource", "open_instance_resource", "auto_find_instance_path",
      "get_send_file_max_age":
      let why = reason("`\(name)` is not modeled", at: span)
      register(arguments.all, why)
      return arguments.positional.first.map { isCallable($0) ? $0 : .library("flask.keep") } ?? .library("flask.keep")
    case "make_response": return try makeResponse(arguments, at: span)
    case "wsgi_app": return try callWSGIApp(app, arguments, at: span)
    default:
      throw notModeled("`app.\(name)` is not modeled", at: span)
    }
  }

  func isCallable(_ value: Value) -> Bool {
    switch value {
    case .function, .method, .type, .partial: true
    default: false
    }
  }
}
