import Diagnostics
import PythonSyntax
import Resolution

/// Calls with bound arguments: decorators of Flask and Python, and contexts.
extension Evaluator {
  mutating func callPartial(
    _ name: String, _ bound: [Value], _ keywords: Keywords, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    if let result = try callInMiddleware(name, bound, arguments, at: span) { return result }
    guard let receiver = bound.first else { return try callFree(name, bound, arguments, at: span) }
    let function = arguments.positional.first ?? .none
    switch name {
    case "flask.route":
      var given = Arguments(positional: Array(bound.dropFirst()), keywords: keywords)
      given.keywords["view_func"] = function
      try addRule(given, to: receiver, at: span)
      return function
    case "flask.errorhandler":
      for target in bound.dropFirst() {
        if case .app(let app) = receiver { try register(function, for: target, on: app, at: span) }
        if case .blueprint(let blueprint) = receiver {
          try add(BlueprintHandler(target: target, function: function, isForApp: false, span: span), to: blueprint)
        }
      }
      return function
    case "flask.app_errorhandler":
      guard case .blueprint(let blueprint) = receiver, bound.count > 1 else { return function }
      try add(BlueprintHandler(target: bound[1], function: function, isForApp: true, span: span), to: blueprint)
      return function
    case "functools.partial":
      var given = arguments
      given.positional = bound.dropFirst() + arguments.positional
      given.keywords = keywords
      for (name, value) in arguments.keywords.pairs { given.keywords[name] = value }
      return try call(receiver, given, at: span)
    case "functools.wraps": return function
    case "functools.lru_cache", "functools.cache": return function
    case "flask.view": throw notModeled("calling a class-based view is not modeled", at: span)
    default: return try callFree(name, bound, arguments, at: span)
    }
  }

  private mutating func callFree(
    _ name: String, _ bound: [Value], _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    if name.hasPrefix("pytest.mark.") || name.hasPrefix("pytest.fixture") || name.hasPrefix("functools.") {
      return arguments.positional.first ?? .none
    }
    throw notModeled("`\(name)` is not modeled", at: span)
  }

  /// `app.jinja_env.filters.update(...)`, `app.url_map.strict_slashes`, `request.args.get(...)`.
  mutating func callNested(
    _ receiver: Value, _ path: String, _ name: String, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    switch (receiver, path) {
    case (.library("flask.request"), _): return try callRequestMethod(path, name, arguments, at: span)
    case (.page, "lower case") where name == "startswith":
      // The pages of all releases start with the same doctype, in capitals or not.
      guard case .text(let text)? = arguments.positional.first?.asText else { break }
      return .boolean("<!doctype html".hasPrefix(text))
    case (.library("builtins"), "globals") where name == "get":
      guard case .text(let variable)? = arguments.positional.first else { break }
      return scopes[moduleScope].variables[variable] ?? arguments.value(1, "default") ?? .none
    case (.library("werkzeug.http"), "HTTP_STATUS_CODES") where name == "get":
      if case .integer(let code)? = arguments.positional.first, Library.statuses.values.contains(code) {
        return .text(hierarchy.statusName(Int32(clamping: code)))
      }
    case (.library("flask.g"), _): return unknown("`g.\(path)` is not modeled", at: span)
    case (.app(let app), "error_handler_spec"), (.app(let app), "view_functions"), (.app(let app), "blueprints"):
      apps[app].taint(reason("changing `\(path)` is not modeled", at: span))
      return unknown("`\(path)` is not modeled", at: span)
    case (.library("os"), "environ"):
      if name == "get" { return environmentVariable(arguments, at: span) }
      return unknown("the environment is not known", isHarmless: true, at: span)
    case (.app(let app), _) where !Self.harmlessParts.contains(path):
      apps[app].taint(reason("`app.\(path).\(name)` is not modeled", at: span))
      return unknown("`\(path)` is not modeled", at: span)
    case (.response(let id), "headers") where !["get", "getlist", "keys", "items"].contains(name):
      if let name = arguments.positional.first, arguments.positional.count > 1 {
        setHeader(name, of: id, to: arguments.positional[1])
      } else {
        setResponseAttribute("headers", of: id, to: .none)
      }
      return .none
    case (.libraryMethod, _), (.client, _): changePart(path, of: receiver)
    case (.app, _), (.response, _): return unknown("`\(path).\(name)` is not modeled", isHarmless: true, at: span)
    default: break
    }
    let why = reason("`\(path).\(name)` is not modeled", at: span)
    register(arguments.all, why)
    unknownCount += 1
    return .unknown(Unknown(reason: why))
  }

  /// `os.environ.get(...)` or `os.getenv(...)`.
  mutating func environmentVariable(_ arguments: Arguments, at span: Span) -> Value {
    let why = reason("the environment is not known", at: span)
    let hasDefault = arguments.value(1, "default").map { $0 != .none && $0 != .text("") } ?? false
    return .unknown(Unknown(reason: why, isHarmless: true, mayBeNone: !hasDefault))
  }

  /// Parts of an app whose methods do not change the answers to errors.
  private static let harmlessParts: Set<String> = [
    "logger", "cli", "jinja_env", "jinja_loader", "json", "extensions", "config", "secret_key",
    "permanent_session_lifetime",
  ]

  /// Records a change of a part of an app that is not modeled: `app.aborter.mapping[900] = E`.
  mutating func changePart(_ path: String, of receiver: Value) {
    switch receiver {
    case .libraryMethod(let outer, let name): changePart("\(name).\(path)", of: outer)
    case .client(let app, _): apps[app].taint(reason("changing `\(path)` of a client is not modeled"))
    case .app(let app):
      let part = String(path.prefix { $0 != "." })
      if part == "aborter" { reasonOfAborter = reason("changing `\(path)` of an app is not modeled") }
      if !Self.harmlessParts.contains(part) { apps[app].taint(reason("changing `\(path)` of an app is not modeled")) }
    default: break
    }
  }

  /// `app.url_map.strict_slashes = False` and the like.
  mutating func setPart(_ path: String, _ name: String, of app: Int, to value: Value) throws(Interruption) {
    if path == "jinja_env", name == "loader" {
      apps[app].attributes["jinja_loader"] = value
    } else if path == "url_map", name == "strict_slashes" {
      apps[app].map.strictSlashes = try isTrue(value)
    } else if path == "json" {
      apps[app].hasOwnJSON = true
    } else if !Self.harmlessParts.contains(path) {
      apps[app].taint(reason("`app.\(path).\(name)` is not modeled"))
    }
  }

  mutating func callInstance(
    _ name: String, _ receiver: Value, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    if case .instance(let id) = receiver, isGlobals(receiver) {
      return try callGlobals(name, id, arguments) ?? unknown("`g.\(name)` is not modeled", at: span)
    }
    if isMock(receiver) { return try callMockMethod(name, receiver, arguments, at: span) }
    if name == "with_traceback" || name == "add_note" { return receiver }
    if name == "get_response", let id = classOfInstance(receiver), hierarchy.isHTTP(id) {
      return .response(new(.response(try response(from: receiver, at: span))))
    }
    if let result = try callTestCase(name, receiver, arguments, at: span) { return result }
    return unknown("`\(name)` is not modeled", isHarmless: true, at: span)
  }

  /// Whether an object is `g`.
  func isGlobals(_ value: Value) -> Bool { attributesOfInstance(value)[Self.globalsMark] != nil }

  /// `g.get(...)`, `g.pop(...)`, `g.setdefault(...)`.
  private mutating func callGlobals(
    _ name: String, _ id: ObjectID, _ arguments: Arguments
  ) throws(Interruption) -> Value? {
    guard case .text(let key)? = arguments.positional.first, case .instance(let type, var attributes)? = object(id)
    else { return nil }
    if decisions != nil { return unknown("`g.\(name)`", isHarmless: true) }
    let value = attributes[key] ?? arguments.value(1, "default") ?? .none
    switch name {
    case "get": break
    case "pop":
      if attributes[key] == nil, arguments.value(1, "default") == nil { throw try missingKey(.text(key)) }
      attributes[key] = nil
    case "setdefault": attributes[key] = value
    default: return nil
    }
    update(id, .instance(type, attributes))
    return value
  }

  // MARK: Contexts

  /// Enters the context of a `with` statement and returns the value after `as`.
  mutating func enter(_ manager: Value) throws(Interruption) -> Value {
    switch manager {
    case .partial("flask.context", let values, let keywords):
      if case .app(let app)? = values.first {
        let isOfRequest = values.dropFirst().first == .boolean(true)
        try enterContext(of: app, isOfRequest: isOfRequest, isPlain: isPlainContext(values, keywords))
      }
      return unknown("the context of the app is not modeled", isHarmless: true)
    case .client(_, let session):
      openClients.append(session)
      return manager
    case _ where isPatch(manager): return try apply(manager)
    case .partial("flask.session_transaction", let values, _):
      // Without a secret key, Flask raises RuntimeError here.
      _ = reason("transactions of a session are modeled only in part")
      return values.first ?? .none
    case .partial("pytest.raises", _, _), .partial("unittest.raises", _, _):
      return newInstance(of: hierarchy.wellKnown.object, [Self.startMark: .integer(Int64(unknownCount))])
    case .partial("pytest.warns", _, _): return .integer(Int64(warnings.count))
    case .instance:
      guard let id = classOfInstance(manager),
        case .function(let function)? = classAttribute("__enter__", of: id)?.value
      else {
        if let id = classOfInstance(manager), classAttribute("__aenter__", of: id) != nil {
          throw notModeled("`async with` is not modeled")
        }
        return .none
      }
      return try call(function, Arguments(positional: [manager]))
    case .unknown(let unknown):
      // Inside of an unknown context, things can be replaced.
      if !unknown.isHarmless, !scopes[scope].isModule { throw undecided(unknown) }
      return manager
    default: return unknown("a context that is not modeled", isHarmless: true)
    }
  }

  /// Leaves a context. Returns whether it swallows the exception.
  @discardableResult
  mutating func leave(_ manager: Value, _ entered: Value, raised: Value?) throws(Interruption) -> Bool {
    switch manager {
    case _ where isPatch(manager):
      undoPatches(downTo: max(0, patches.count - 1))
      return false
    case .partial("pytest.raises", let types, let keywords), .partial("unittest.raises", let types, let keywords):
      return try leaveRaises(types, keywords, entered, raised: raised)
    case .partial("pytest.warns", let types, let keywords):
      guard raised == nil, case .integer(let start) = entered else { return false }
      try checkWarnings(types, since: Int(start))
      if keywords["match"] != nil { throw notModeled("the pattern of `match` is not checked") }
      try conclude(.boolean(true), actual: "", at: current)
      return false
    case .partial("flask.context", _, _):
      _ = contexts.popLast()
      return false
    case .client(_, let session):
      if let index = openClients.lastIndex(of: session) { openClients.remove(at: index) }
      lingering = nil
      return false
    case .partial("contextlib.suppress", let types, _):
      guard let raised else { return false }
      return try isInstance(raised, of: .tuple(types))
    case .instance:
      guard let id = classOfInstance(manager), case .function(let function)? = classAttribute("__exit__", of: id)?.value
      else { return false }
      let type = raised.flatMap { classOfInstance($0) }.map { Value.type($0) } ?? .none
      let result = try call(function, Arguments(positional: [manager, type, raised ?? .none, .none]))
      return try isTrue(result)
    case .unknown(let unknown):
      if raised != nil { throw undecided(unknown) }
      return false
    default: return false
    }
  }
}
