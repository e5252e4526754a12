import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// Subclasses of `Flask` and `Blueprint`: their methods, and the methods of Flask that they override.
extension Evaluator {
  /// The attributes of `Flask` in any release. Flask itself uses them, so overriding one can change everything.
  private static let attributesOfFlask: Set<String> = [
    "__call__", "__getattr__", "__getattribute__", "__new__", "__setattr__", "aborter", "aborter_class",
    "add_template_filter", "add_template_global", "add_template_test", "add_url_rule", "after_request",
    "after_request_funcs", "app_context", "app_ctx_globals_class", "async_to_sync", "auto_find_instance_path",
    "before_first_request", "before_first_request_funcs", "before_request", "before_request_funcs", "blueprints",
    "cli", "config", "config_class", "context_processor", "create_global_jinja_loader", "create_jinja_environment",
    "create_url_adapter", "debug", "default_config", "delete", "dispatch_request", "do_teardown_appcontext",
    "do_teardown_request", "endpoint", "ensure_sync", "env", "error_handler_spec", "error_handlers", "errorhandler",
    "extensions", "finalize_request", "full_dispatch_request", "get", "get_send_file_max_age", "got_first_request",
    "handle_exception", "handle_http_exception", "handle_url_build_error", "handle_user_exception",
    "has_static_folder", "import_name", "init_jinja_globals", "inject_url_defaults", "instance_path",
    "iter_blueprints", "jinja_env", "jinja_environment", "jinja_loader", "jinja_options", "json", "json_decoder",
    "json_encoder", "json_provider_class", "log_exception", "logger", "logger_name", "make_aborter", "make_config",
    "make_default_options_response", "make_null_session", "make_response", "make_shell_context", "name",
    "open_instance_resource", "open_resource", "open_session", "patch", "permanent_session_lifetime", "post",
    "preprocess_request", "preserve_context_on_exception", "process_response", "propagate_exceptions", "put",
    "raise_routing_exception", "redirect", "register_blueprint", "register_error_handler", "request_class",
    "request_context", "request_globals_class", "response_class", "root_path", "route", "run", "save_session",
    "secret_key", "select_jinja_autoescape", "send_file_max_age_default", "send_static_file", "session_cookie_name",
    "session_interface", "shell_context_processor", "shell_context_processors", "should_ignore_error",
    "static_folder", "static_url_path", "subdomain_matching", "teardown_appcontext", "teardown_appcontext_funcs",
    "teardown_request", "teardown_request_funcs", "template_context_processors", "template_filter", "template_folder",
    "template_global", "template_test", "templates_auto_reload", "test_cli_runner", "test_cli_runner_class",
    "test_client", "test_client_class", "test_request_context", "testing", "trap_http_exception",
    "try_trigger_before_first_request_functions", "update_template_context", "url_build_error_handlers",
    "url_default_functions", "url_defaults", "url_for", "url_map", "url_map_class", "url_rule_class",
    "url_value_preprocessor", "url_value_preprocessors", "use_x_sendfile", "view_functions", "wsgi_app",
  ]

  /// The attributes of `Blueprint` in any release.
  private static let attributesOfBlueprint: Set<String> = [
    "__getattr__", "__getattribute__", "__new__", "__setattr__", "add_app_template_filter", "add_app_template_global",
    "add_app_template_test", "add_url_rule", "after_app_request", "after_request", "after_request_funcs",
    "app_context_processor", "app_errorhandler", "app_template_filter", "app_template_global", "app_template_test",
    "app_url_defaults", "app_url_value_preprocessor", "before_app_first_request", "before_app_request",
    "before_request", "before_request_funcs", "cli", "cli_group", "context_processor", "deferred_functions", "delete",
    "endpoint", "error_handler_spec", "errorhandler", "get", "get_send_file_max_age", "has_static_folder",
    "import_name", "jinja_loader", "json_decoder", "json_encoder", "make_setup_state", "name", "open_resource",
    "patch", "post", "put", "record", "record_once", "register", "register_blueprint", "register_error_handler",
    "root_path", "route", "send_static_file", "static_folder", "static_url_path", "subdomain", "teardown_app_request",
    "teardown_request", "teardown_request_funcs", "template_context_processors", "template_folder",
    "url_default_functions", "url_defaults", "url_prefix", "url_value_preprocessor", "url_value_preprocessors",
    "url_values_defaults", "view_functions", "warn_on_modifications",
  ]

  /// The methods of `Flask` that a subclass can override here.
  private static let overridableMethods: Set<String> = [
    "handle_user_exception", "handle_http_exception", "handle_exception", "make_response", "log_exception", "run",
  ]

  // MARK: Creating

  /// Creates an app of a subclass of Flask.
  mutating func newApp(of id: ClassID, _ arguments: Arguments) throws(Interruption) -> Value {
    let app = allocateApp(of: id)
    for ancestor in Array(hierarchy.mro(id)).reversed() {
      for name in classes[ancestor]?.order ?? [] where Self.attributesOfFlask.contains(name) {
        guard let value = classes[ancestor]?.namespace[name] else { continue }
        try override(name, value, of: app, id)
      }
    }
    if let (initializer, _) = classAttribute("__init__", of: id) {
      guard case .function(let function) = initializer else { throw notModeled("this constructor is not modeled") }
      _ = try call(function, arguments.inserting(.app(app)))
      if !apps[app].isInitialized {
        apps[app].taint(reason("the constructor of Flask is not called", at: classes[id]?.span))
      }
    } else {
      try initializeApp(app, arguments)
    }
    return .app(app)
  }

  private mutating func override(
    _ name: String, _ value: Value, of app: Int, _ id: ClassID
  ) throws(Interruption) {
    switch value {
    case .boolean, .text, .integer, .none: try setAttribute(name, of: .app(app), to: value)
    case .function where Self.overridableMethods.contains(name): break
    case .type(let type) where name == "response_class" && isPlainResponseClass(type): break
    default: apps[app].taint(reason("`\(name)` of a subclass of Flask is not modeled", at: classes[id]?.span))
    }
  }

  /// Returns whether a subclass of `Response` changes neither the body nor the status.
  private func isPlainResponseClass(_ id: ClassID) -> Bool {
    hasLibraryBase(id) { $0 == "flask.Response" || $0 == "flask.wrappers.Response" }
      && inheritedUnknownBase(id) == nil
      && hierarchy.mro(id).allSatisfy { ancestor in
        (classes[ancestor]?.order ?? []).allSatisfy {
          ["default_mimetype", "charset", "__module__", "__doc__"].contains($0)
        }
      }
  }

  /// Creates a blueprint of a subclass of Blueprint.
  mutating func newBlueprint(of id: ClassID, _ arguments: Arguments) throws(Interruption) -> Value {
    for ancestor in hierarchy.mro(id) {
      for name in classes[ancestor]?.order ?? [] where Self.attributesOfBlueprint.contains(name) {
        throw notModeled("`\(name)` of a subclass of Blueprint is not modeled", at: classes[id]?.span)
      }
    }
    blueprints.append(BlueprintObject(name: "", span: current))
    let blueprint = blueprints.count - 1
    blueprints[blueprint].type = id
    guard let (initializer, _) = classAttribute("__init__", of: id) else {
      try initializeBlueprint(blueprint, arguments, at: current)
      return .blueprint(blueprint)
    }
    guard case .function(let function) = initializer else { throw notModeled("this constructor is not modeled") }
    _ = try call(function, arguments.inserting(.blueprint(blueprint)))
    if blueprints[blueprint].name.isEmpty {
      throw notModeled("the constructor of Blueprint is not called", at: classes[id]?.span)
    }
    return .blueprint(blueprint)
  }

  /// `super().name(...)` in a method of a subclass of Flask or Blueprint.
  mutating func callParent(
    _ name: String, ofFlask receiver: Value, _ arguments: Arguments
  ) throws(Interruption) -> Value {
    switch (receiver, name) {
    case (.app(let app), "__init__"):
      try initializeApp(app, arguments)
      return .none
    case (.blueprint(let blueprint), "__init__"):
      try initializeBlueprint(blueprint, arguments, at: current)
      return .none
    case (.app, "handle_user_exception"), (.app, "handle_http_exception"), (.app, "handle_exception"):
      guard let exception = arguments.value(0, "e") else { throw raise("TypeError", "missing argument: 'e'") }
      return .partial(Self.handledByFlask, [.text(name), exception], [:])
    case (.app, "log_exception"): return .none
    case (.app(let app), _): return try callApp(name, app, arguments, at: current)
    case (.blueprint(let blueprint), _): return try callBlueprint(name, blueprint, arguments, at: current)
    default: return .none
    }
  }

  /// The response of one of Flask's own methods that handle exceptions.
  private static let handledByFlask = "flask.handled"

  // MARK: Overridden methods

  private func overridden(_ name: String, of app: Int) -> FunctionID? {
    guard let type = apps[app].type, case .function(let function)? = classAttribute(name, of: type)?.value else {
      return nil
    }
    return function
  }

  /// Returns what the overridden `make_response` makes of the result of a view or a handler.
  mutating func made(_ value: Value, at span: Span) throws(Interruption) -> Value {
    guard let app = request?.app ?? contexts.last?.app, let function = overridden("make_response", of: app) else {
      return value
    }
    let result = try call(function, Arguments(positional: [.app(app), value]))
    guard case .response = result else { throw notModeled("what `make_response` returns is not a response", at: span) }
    return result
  }

  /// What an overridden method does with an exception.
  enum OverriddenHandling {
    case byFlask
    case response(Value)
  }

  private mutating func handling(
    _ name: String, _ exception: Value, _ app: Int
  ) throws(Interruption) -> OverriddenHandling {
    guard let function = overridden(name, of: app) else { return .byFlask }
    let result: Value
    do throws(Interruption) {
      result = try call(function, Arguments(positional: [.app(app), exception]))
    } catch .raised {
      throw notModeled("`\(name)` raises an exception")
    }
    guard case .partial(Self.handledByFlask, let values, _) = result else { return .response(result) }
    guard values == [.text(name), exception] else {
      throw notModeled("`\(name)` gives Flask another exception")
    }
    return .byFlask
  }

  /// Returns the response of the methods that the class of the app overrides, for an exception that is raised before or
  /// in the view; nil if Flask handles it as usual.
  mutating func overriddenResponse(to exception: Value, _ app: Int) throws(Interruption) -> Value? {
    if case .response(let value) = try handling("handle_user_exception", exception, app) { return value }
    guard overridden("handle_http_exception", of: app) != nil, let id = classOfInstance(exception),
      hierarchy.isHTTP(id)
    else { return nil }
    for option in ["TRAP_HTTP_EXCEPTIONS", "TRAP_BAD_REQUEST_ERRORS", "DEBUG"] {
      if try isTrue(configValue(.text(option), of: app)) {
        throw notModeled("`handle_http_exception` with the option `\(option)` is not modeled")
      }
    }
    guard case .response(let value) = try handling("handle_http_exception", exception, app) else { return nil }
    return value
  }

  /// Whether the class of an app handles exceptions in its own way.
  func overridesHandling(_ app: Int) -> Bool {
    overridden("handle_user_exception", of: app) != nil || overridden("handle_http_exception", of: app) != nil
  }

  /// Calls the overridden `handle_exception` for an exception that nobody handled. Returns why the response is not
  /// modeled, if it is not Flask's.
  mutating func reasonOfOverriddenResponse(to event: RequestEvent, _ raised: Value?, _ request: CurrentRequest) -> Int?
  {
    let name = "handle_exception"
    guard overridden(name, of: request.app) != nil, event.unhandled else { return nil }
    let outer = scope
    self.request = request
    defer {
      self.request = nil
      scope = outer
    }
    do throws(Interruption) {
      guard let raised, event.answer.escaped == nil else { throw notModeled("`\(name)` of a subclass is not modeled") }
      if case .byFlask = try handling(name, raised, request.app) { return nil }
      return reason("the response of `\(name)` is not modeled")
    } catch {
      return reason(of: error)
    }
  }
}
