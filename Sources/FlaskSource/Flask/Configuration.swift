import Diagnostics
import PythonSyntax
import Resolution

/// `app.config`.
extension Evaluator {
  /// The options that change error handling.
  private static let options: Set<String> = [
    "DEBUG", "TESTING", "PROPAGATE_EXCEPTIONS", "TRAP_HTTP_EXCEPTIONS", "TRAP_BAD_REQUEST_ERRORS",
  ]

  /// The options that an app has from the start, in one release or another.
  static let defaults: Set<String> = [
    "APPLICATION_ROOT", "DEBUG", "ENV", "EXPLAIN_TEMPLATE_LOADING", "JSONIFY_MIMETYPE", "JSONIFY_PRETTYPRINT_REGULAR",
    "JSON_AS_ASCII", "JSON_SORT_KEYS", "LOGGER_HANDLER_POLICY", "LOGGER_NAME", "MAX_CONTENT_LENGTH", "MAX_COOKIE_SIZE",
    "MAX_FORM_MEMORY_SIZE", "MAX_FORM_PARTS", "PERMANENT_SESSION_LIFETIME", "PREFERRED_URL_SCHEME",
    "PRESERVE_CONTEXT_ON_EXCEPTION", "PROPAGATE_EXCEPTIONS", "PROVIDE_AUTOMATIC_OPTIONS", "SECRET_KEY",
    "SECRET_KEY_FALLBACKS", "SEND_FILE_MAX_AGE_DEFAULT", "SERVER_NAME", "SESSION_COOKIE_DOMAIN",
    "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_NAME", "SESSION_COOKIE_PARTITIONED", "SESSION_COOKIE_PATH",
    "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_SECURE", "SESSION_REFRESH_EACH_REQUEST", "TEMPLATES_AUTO_RELOAD",
    "TESTING", "TRAP_BAD_REQUEST_ERRORS", "TRAP_HTTP_EXCEPTIONS", "TRUSTED_HOSTS", "USE_X_SENDFILE",
  ]

  /// Options of Flask that change other things than the choice of a handler, and are not modeled.
  private static let unmodeledOptions: Set<String> = ["APPLICATION_ROOT", "SERVER_NAME"]

  mutating func setConfig(_ key: Value, to value: Value, of app: Int) throws(Interruption) {
    guard case .text(let name) = key else {
      if case .unknown(let unknown) = key { loseConfig(of: app, unknown.reason) }
      return
    }
    let before = apps[app].config[key]
    apps[app].config[key] = value
    if Self.unmodeledOptions.contains(name), value != .none {
      apps[app].taint(reason("the option `\(name)` is not modeled"))
    }
    if name == "SECRET_KEY", apps[app].isStarted, let before, value != before, try hasSecretKey(app) {
      apps[app].taint(reason("changing the secret key after a request is not modeled"))
    }
    guard Self.options.contains(name) else { return }
    switch value {
    case .unknown(let unknown): apps[app].taint(unknown.reason)
    case .none:
      if let before, before != .none { apps[app].taint(reason("setting `\(name)` back to None is not modeled")) }
    default:
      let isOn = try isTrue(value)
      // An option that is off from the start needs no statement. PROPAGATE_EXCEPTIONS has three states.
      if !isOn, before == nil, name != "PROPAGATE_EXCEPTIONS", name != "TRAP_BAD_REQUEST_ERRORS" { return }
      try declare(.config(name, on: isOn), in: app, at: current)
    }
  }

  /// Whether an app is in debug mode.
  mutating func isDebug(_ app: Int) throws(Interruption) -> Bool { try isTrue(configValue(.text("DEBUG"), of: app)) }

  mutating func configValue(_ key: Value, of app: Int) throws(Interruption) -> Value {
    if let value = apps[app].config[key] { return value }
    switch key {
    case .text("DEBUG"), .text("TESTING"), .text("TRAP_HTTP_EXCEPTIONS"): return .boolean(false)
    case .text("PROPAGATE_EXCEPTIONS"), .text("SECRET_KEY"), .text("TRAP_BAD_REQUEST_ERRORS"): return .none
    case .text(let name) where Self.defaults.contains(name): return unknown("the value of `\(name)` is not known")
    default:
      if let reason = apps[app].reasonOfConfig { return .unknown(Unknown(reason: reason)) }
      throw try missingKey(key)
    }
  }

  /// Records that an app reads options that are not known.
  private mutating func loseConfig(of app: Int, _ reason: Int) {
    apps[app].taint(reason)
    apps[app].reasonOfConfig = apps[app].reasonOfConfig ?? reason
    for key in apps[app].config.keys { apps[app].config[key] = .unknown(Unknown(reason: reason)) }
  }

  mutating func callConfig(
    _ name: String, _ app: Int, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    switch name {
    case "update", "from_mapping":
      if name == "from_mapping", release.isBefore("0.11") { throw missingAttribute(name, ofType: "Config") }
      if arguments.positional.count > 1 { throw raise("TypeError", "\(name) takes one mapping") }
      for value in arguments.positional { try update(app, from: value, at: span) }
      for key in arguments.keywords.keys.sorted() {
        try setConfig(.text(key), to: arguments.keywords[key] ?? .none, of: app)
      }
    case "from_object":
      switch arguments.positional.first {
      case .type(let id)?:
        for ancestor in Array(hierarchy.mro(id)).reversed() {
          try update(app, from: classes[ancestor]?.namespace ?? [:])
        }
      case .instance?:
        let value = arguments.positional[0]
        if let id = classOfInstance(value) {
          for ancestor in Array(hierarchy.mro(id)).reversed() {
            try update(app, from: classes[ancestor]?.namespace ?? [:])
          }
        }
        try update(app, from: attributesOfInstance(value))
      case .text(let path)? where path == moduleName || path == "__main__" || path == "__name__":
        try update(app, from: scopes[moduleScope].variables)
      default: loseConfig(of: app, reason("this configuration is not known", at: span))
      }
    case "get":
      guard let key = arguments.positional.first else { return .none }
      if let value = apps[app].config[key] { return value }
      if case .text(let name) = key, Self.defaults.contains(name) { return try configValue(key, of: app) }
      if let reason = apps[app].reasonOfConfig { return .unknown(Unknown(reason: reason)) }
      return arguments.value(1, "default") ?? .none
    case "setdefault":
      guard let key = arguments.positional.first else { return .none }
      if let value = apps[app].config[key] { return value }
      if case .text(let name) = key, Self.defaults.contains(name) {
        return try configValue(key, of: app)
      }
      if let reason = apps[app].reasonOfConfig { return .unknown(Unknown(reason: reason)) }
      let value = arguments.value(1, "default") ?? .none
      try setConfig(key, to: value, of: app)
      return value
    case "from_pyfile", "from_envvar", "from_json", "from_file", "from_prefixed_env":
      // Silent variants load nothing if the file is missing; which is not known.
      let why = reason("`config.\(name)` reads something that is not known", at: span)
      loseConfig(of: app, why)
      return .unknown(Unknown(reason: why))
    default: return unknown("`config.\(name)` is not modeled", isHarmless: true, at: span)
    }
    return .none
  }

  private mutating func update(_ app: Int, from value: Value, at span: Span) throws(Interruption) {
    guard case .dictionary(let id) = value else {
      if value != .none { loseConfig(of: app, reason("this configuration is not known", at: span)) }
      return
    }
    for (key, value) in entries(id).pairs { try setConfig(key, to: value, of: app) }
  }

  /// Takes over the attributes in upper case.
  private mutating func update(_ app: Int, from variables: [String: Value]) throws(Interruption) {
    for name in variables.keys.sorted() where name == name.uppercased() && !name.hasPrefix("_") {
      try setConfig(.text(name), to: variables[name] ?? .none, of: app)
    }
  }
}
