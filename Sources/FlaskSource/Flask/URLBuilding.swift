import Diagnostics
import PythonSyntax
import Resolution

/// `url_for`, for endpoints with one rule and simple variables.
extension Evaluator {
  /// Returns the URL of an endpoint; nil if it is not known.
  mutating func urlFor(_ arguments: Arguments) throws(Interruption) -> Value? {
    let isInContext = requestContexts > 0
    guard case .text(var endpoint)? = arguments.positional.first, arguments.positional.count == 1,
      let app = request?.app ?? (isInContext ? contexts.last : nil), apps[app].reason == nil
    else { return nil }
    let blueprint = request?.blueprint
    if endpoint.hasPrefix(".") { endpoint = (blueprint.map { $0 + "." } ?? "") + endpoint.dropFirst() }
    var values = arguments.keywords
    for name in ["APPLICATION_ROOT", "SERVER_NAME", "PREFERRED_URL_SCHEME"] where apps[app].config[.text(name)] != nil {
      return nil
    }
    try addDefaults(of: endpoint, blueprint, app, to: &values)
    let rules = apps[app].rules.filter { $0.endpoint == endpoint }
    guard rules.count == 1, let rule = rules.first else { return nil }
    var isExternal = false
    if let option = values.removeValue(forKey: "_external") { isExternal = try isTrue(option) }
    guard let path = path(of: rule.text, &values), values.isEmpty else { return nil }
    return .text((isExternal ? "http://localhost" : "") + path)
  }

  /// Calls the functions that `url_defaults` registered.
  private mutating func addDefaults(
    of endpoint: String, _ blueprint: String?, _ app: Int, to values: inout Keywords
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

  /// Returns the path of a rule, and removes the values that it uses; nil if that is not modeled.
  private func path(of rule: String, _ values: inout Keywords) -> String? {
    var result = ""
    var rest = Substring(rule)
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { return nil }
      let parts = rest[rest.index(after: start)..<end].split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count <= 2, let name = parts.last, let value = values.removeValue(forKey: String(name)) else {
        return nil
      }
      let converter = parts.count == 2 ? parts.first.map { String($0) } ?? "" : "string"
      guard let text = text(of: value, converter) else { return nil }
      result += rest[..<start] + text
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private func text(of value: Value, _ converter: String) -> String? {
    switch (converter, value) {
    case ("int", .integer(let number)), ("string", .integer(let number)):
      return number >= 0 ? "\(number)" : nil
    case ("string", .text(let text)), ("path", .text(let text)):
      let isPlain = text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "_.-".utf8.contains(byte)
          || (byte == 0x2F && converter == "path")
      }
      return isPlain && !text.isEmpty ? text : nil
    default: return nil
    }
  }
}
