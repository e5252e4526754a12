import Diagnostics
import PythonSyntax
import Resolution

/// `url_for`.
extension Evaluator {
  /// Returns the URL of an endpoint, or raises what Flask raises if there is none.
  mutating func urlFor(_ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    // A handler is also evaluated with each exception that it receives.
    if decisions != nil, request == nil { throw notModeled("the URL depends on the request", at: span) }
    if hasNoContext { throw raise("RuntimeError", "Working outside of application context.") }
    guard lingering == nil || request != nil, let app = request?.app ?? contexts.last?.app, apps[app].reason == nil,
      case .text(let name)? = arguments.value(0, "endpoint"), arguments.positional.count <= 1
    else { throw notModeled("`url_for` is not modeled here", at: span) }
    if request == nil, contexts.last?.isOfRequest == false {
      // The context of a request can be around that of an app.
      if contexts.contains(where: { $0.isOfRequest }) { throw notModeled("`url_for` is not modeled here", at: span) }
      throw raise("RuntimeError", "Unable to build URLs outside an active request without 'SERVER_NAME' configured.")
    }
    var endpoint = name
    if name.hasPrefix(".") {
      guard let request else { throw notModeled("the blueprint of this request is not known", at: span) }
      endpoint = request.blueprint.map { $0 + name } ?? String(name.dropFirst())
    }
    var values = arguments.keywords
    values["endpoint"] = nil
    var isExternal = false
    if let option = values.removeValue(forKey: "_external") { isExternal = try isTrue(option) }
    let hasAnchor = values.removeValue(forKey: "_anchor").map { $0 != .none } ?? false
    if values.keys.contains(where: { $0.hasPrefix("_") }) {
      throw notModeled("the options of this URL are not modeled", at: span)
    }
    try addDefaults(of: endpoint, app, to: &values)
    for (name, value) in values where value == .none { values[name] = nil }
    let path = try path(of: endpoint, in: app, values, at: span)
    guard case .text(let path) = path, !hasAnchor, !hasOwnRoot(app) else { return unknownText(of: span) }
    if !isExternal { return .text(path) }
    return hasPlainHost ? .text("http://localhost" + path) : unknownText(of: span)
  }

  /// Whether the URLs of an app start with something else than its host.
  private func hasOwnRoot(_ app: Int) -> Bool {
    let options = ["APPLICATION_ROOT", "SERVER_NAME", "PREFERRED_URL_SCHEME"]
    return options.contains { apps[app].config[.text($0)] != nil } || request?.hasScriptName == true
      || (request == nil && contexts.last?.isPlain != true)
  }

  /// Whether the current request is for the host of a client without options.
  private var hasPlainHost: Bool {
    guard let request else { return contexts.last?.isPlain == true }
    return request.headers.map { $0["host"] == nil } ?? false
  }

  /// Calls the functions that `url_defaults` registered.
  private mutating func addDefaults(
    of endpoint: String, _ app: Int, to values: inout Keywords
  ) throws(Interruption) {
    let hooks = apps[app].hooks.filter { $0.kind == .urlDefaults }
    if hooks.isEmpty { return }
    // Those of a blueprint concern the endpoints of the blueprint.
    let parts = endpoint.split(separator: ".", omittingEmptySubsequences: false).dropLast()
    guard parts.count < 2, hooks.count < 2 || hooks.allSatisfy({ $0.registration == nil }) else {
      throw notModeled("several functions of `url_defaults` are not modeled")
    }
    let dictionary = newDictionary(values.pairs.map { (.text($0.key), $0.value) })
    guard case .dictionary(let id) = dictionary else { return }
    for hook in hooks {
      if let registration = hook.registration, apps[app].registrations[registration].path != parts.map({ String($0) }) {
        continue
      }
      _ = try call(hook.function, Arguments(positional: [.text(endpoint), dictionary]), at: current)
    }
    values = [:]
    for (key, value) in entries(id).pairs { if case .text(let name) = key { values[name] = value } }
  }

  private mutating func path(
    of endpoint: String, in app: Int, _ values: Keywords, at span: Span
  ) throws(Interruption) -> Value {
    let rules = apps[app].rules.filter { $0.endpoint == endpoint }
    if rules.contains(where: { $0.hasDefaults }) {
      throw notModeled("the URL of a rule with defaults is not modeled", at: span)
    }
    let texts = rules.map { $0.text }
    let suitable = texts.filter { text in pieces(of: text).allSatisfy { $0.variable.map { values[$0] != nil } ?? true }
    }
    guard let text = suitable.first else {
      raisedAt = span
      throw raise(
        ofLibrary: "werkzeug.routing.BuildError", [unknownText(of: span)],
        ["endpoint": .text(endpoint), Self.openMark: .none])
    }
    guard texts.count == 1 else { return unknownText(of: span) }
    return try path(for: text, values, at: span)
  }

  /// A piece of a rule: a text, or a variable with its converter.
  private struct Piece {
    var text = ""
    var variable: String?
  }

  private func pieces(of rule: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = Substring(rule)
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      pieces.append(Piece(text: String(rest[..<start])))
      let parts = rest[rest.index(after: start)..<end].split(separator: ":", maxSplits: 1)
      pieces.append(
        Piece(text: parts.count > 1 ? String(parts[0]) : "", variable: parts.last.map { String($0) } ?? ""))
      rest = rest[rest.index(after: end)...]
    }
    return pieces + [Piece(text: String(rest))]
  }

  private mutating func path(for rule: String, _ values: Keywords, at span: Span) throws(Interruption) -> Value {
    var rest = values
    var url = ""
    for piece in pieces(of: rule) {
      guard let variable = piece.variable else {
        url += piece.text
        continue
      }
      guard let value = rest.removeValue(forKey: variable) ?? values[variable] else { return unknownText(of: span) }
      switch (piece.text, value) {
      case ("int", .integer(let number)) where number >= 0, ("", .integer(let number)) where number >= 0,
        ("string", .integer(let number)) where number >= 0:
        url += "\(number)"
      case ("", .text(let text)) where isPlain(text), ("string", .text(let text)) where isPlain(text): url += text
      case ("path", .text(let text)) where isPlain(text, with: "/"): url += text
      // A converter can refuse a value.
      default: throw notModeled("this URL is not modeled", at: span)
      }
    }
    guard url.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x20 }) else { return unknownText(of: span) }
    var separator = "?"
    for (name, value) in rest.pairs {
      guard isPlain(name) else { return unknownText(of: span) }
      switch value {
      case .text(let text) where isPlain(text, with: " "):
        url += "\(separator)\(name)=\(text.withEach(" ", as: "+"))"
      case .integer(let number): url += "\(separator)\(name)=\(number)"
      default: return unknownText(of: span)
      }
      separator = "&"
    }
    return .text(url)
  }

  /// Whether a text is not empty and the same in a URL, except for some more characters.
  private func isPlain(_ text: String, with others: String = "") -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "-._".utf8.contains(byte)
          || others.utf8.contains(byte)
      }
  }
}
