import Diagnostics
import PythonSyntax
import Resolution

/// `app.config`.
extension Evaluator {
  /// The options that change error handling.
  private static let options: Set<String> = [
    "DEBUG", "TESTING", "PROPAGATE_EXCEPTIONS", "TRAP_HTTP_EXCEPTIONS", "TRAP_BAD_REQUEST_ERRORS",
  ]

  /// Options of Flask that change other things than the choice of a handler, and are not modeled.
  private static let unmodeledOptions: Set<String> = ["APPLICATION_ROOT", "SERVER_NAME"]

  mutating func setConfig(_ key: Value, to value: Value, of app: Int) throws(Interruption) {
    guard case .text(let name) = key else {
      if case .unknown(let unknown) = key { apps[app].taint(unknown.reason) }
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
    case .text(let name) where name.allSatisfy({ $0.isUppercase || $0 == "_" }):
      return unknown("the value of `\(name)` is not known")
    default: throw try missingKey(key)
    }
  }

  mutating func callConfig(
    _ name: String, _ app: Int, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    switch name {
    case "update", "from_mapping":
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
      default: apps[app].taint(reason("this configuration is not known", at: span))
      }
    case "get":
      guard let key = arguments.positional.first else { return .none }
      if let value = apps[app].config[key] { return value }
      if let fallback = arguments.value(1, "default") { return fallback }
      return (try? configValue(key, of: app)) ?? .none
    case "setdefault":
      guard let key = arguments.positional.first else { return .none }
      if let value = apps[app].config[key] { return value }
      if case .text(let name) = key, Self.options.contains(name) || name == "SECRET_KEY" {
        return try configValue(key, of: app)
      }
      let value = arguments.value(1, "default") ?? .none
      try setConfig(key, to: value, of: app)
      return value
    case "from_pyfile", "from_envvar", "from_json", "from_file", "from_prefixed_env":
      // Silent variants load nothing if the file is missing; which is not known.
      let why = reason("`config.\(name)` reads something that is not known", at: span)
      apps[app].taint(why)
      return .unknown(Unknown(reason: why))
    default: return unknown("`config.\(name)` is not modeled", isHarmless: true, at: span)
    }
    return .none
  }

  private mutating func update(_ app: Int, from value: Value, at span: Span) throws(Interruption) {
    guard case .dictionary(let id) = value else {
      if value != .none { apps[app].taint(reason("this configuration is not known", at: span)) }
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
