import Diagnostics
import PythonSyntax
import Resolution

/// `url_for`.
extension Evaluator {
  /// Returns the URL of an endpoint, or raises what Flask raises if there is none.
  mutating func urlFor(_ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    // A handler is also evaluated with each exception that it receives.
    if decisions != nil { throw notModeled("the URL depends on the request", at: span) }
    if hasNoContext { throw raise("RuntimeError", "Working outside of application context.") }
    guard lingering == nil || request != nil, let app = request?.app ?? contexts.last?.app, apps[app].reason == nil,
      case .text(let name)? = arguments.value(0, "endpoint")
    else { throw notModeled("`url_for` is not modeled here", at: span) }
    if request == nil, contexts.last?.isOfRequest == false {
      throw raise("RuntimeError", "Unable to build URLs outside an active request without 'SERVER_NAME' configured.")
    }
    var endpoint = name
    if name.hasPrefix(".") { endpoint = request?.blueprint.map { $0 + name } ?? String(name.dropFirst()) }
    var values = arguments.keywords
    values["endpoint"] = nil
    for (name, value) in values where value == .none { values[name] = nil }
    return try url(of: endpoint, in: app, values, at: span)
  }

  private mutating func url(
    of endpoint: String, in app: Int, _ values: [String: Value], at span: Span
  ) throws(Interruption) -> Value {
    // Options such as `_external`.
    if values.keys.contains(where: { $0.hasPrefix("_") }) { return unknownText(of: span) }
    let rules = apps[app].rules.filter { $0.endpoint == endpoint }
    if rules.contains(where: { $0.hasDefaults }) { return unknownText(of: span) }
    let texts = rules.map { $0.text }
    let suitable = texts.filter { text in pieces(of: text).allSatisfy { $0.variable.map { values[$0] != nil } ?? true }
    }
    guard let text = suitable.first else {
      let message = unknownText(of: span)
      throw .raised(
        newInstance(
          of: try buildError(), ["args": .tuple([message]), "endpoint": .text(endpoint), Self.openMark: .none]))
    }
    guard texts.count == 1 else { return unknownText(of: span) }
    return try url(for: text, values, at: span)
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

  private mutating func url(for rule: String, _ values: [String: Value], at span: Span) throws(Interruption) -> Value {
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
    // The order of several keywords is not known here.
    guard rest.count <= 1, url.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x20 }) else { return unknownText(of: span) }
    for (name, value) in rest {
      switch value {
      case .text(let text) where isPlain(text, with: " "): url += "?\(name)=\(text.withEach(" ", as: "+"))"
      case .integer(let number): url += "?\(name)=\(number)"
      default: return unknownText(of: span)
      }
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

  /// Werkzeug's exception for a URL that cannot be built.
  mutating func buildError() throws(Interruption) -> ClassID {
    try exceptionOfLibrary("BuildError", bases: ["RoutingException", "LookupError"])
  }

  /// Returns an exception class of a library that is not a known class.
  mutating func exceptionOfLibrary(_ name: String, bases: [String]) throws(Interruption) -> ClassID {
    if let known = libraryExceptions[name] { return known }
    var ids: [ClassID] = []
    for base in bases { ids.append(try known(base)) }
    guard case .success(let id) = hierarchy.declare(bases: ids) else { throw notModeled("`\(name)` is not modeled") }
    classes[id] = ClassObject(name: name, namespace: [:], order: [], span: current)
    libraryExceptions[name] = id
    return id
  }
}
