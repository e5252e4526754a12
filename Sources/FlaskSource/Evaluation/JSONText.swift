import Diagnostics
import PythonSyntax
import Resolution

/// JSON, as Python's `json` and Flask's `jsonify` write it.
extension Evaluator {
  /// The way in which a text is written.
  struct JSONStyle: Sendable {
    var itemSeparator = ", "
    var keySeparator = ": "
    /// The spaces of each level, if the text has line breaks.
    var indent: Int?
    var sortsKeys = false
  }

  /// Returns the JSON text of a value, or an unknown value if a part of it is not known.
  mutating func json(_ value: Value, _ style: JSONStyle, at span: Span) throws(Interruption) -> Value {
    var parts: [TextPart] = []
    guard try writeJSON(value, style, level: 0, to: &parts) else { return unknownText(of: span) }
    return template(parts)
  }

  /// Writes a value. Returns false if it is not known.
  private mutating func writeJSON(
    _ value: Value, _ style: JSONStyle, level: Int, to parts: inout [TextPart]
  ) throws(Interruption) -> Bool {
    guard level < 20 else { return false }
    switch value {
    case .none: parts.append(.text("null"))
    case .boolean(let value): parts.append(.text(value ? "true" : "false"))
    case .integer(let number): parts.append(.text("\(number)"))
    case .text(let text):
      guard let quoted = quotedJSON(text) else { return false }
      parts.append(.text(quoted))
    case .received(.code): parts.append(.value(.code))
    case .received(.typeName), .received(.statusName), .received(.originalTypeName), .template:
      parts.append(.text("\""))
      for part in self.parts(of: value) {
        guard case .text(let text) = part else {
          parts.append(part)
          continue
        }
        guard let quoted = quotedJSON(text) else { return false }
        parts.append(.text(String(quoted.dropFirst().dropLast())))
      }
      parts.append(.text("\""))
    case .list, .tuple:
      let values = try iterate(over: value)
      return try writeJSON(values.map { (nil, $0) }, "[", "]", style, level, to: &parts)
    case .dictionary(let id):
      var members: [(key: String?, value: Value)] = []
      for (key, value) in entries(id).pairs {
        switch key {
        case .text(let text): members.append((text, value))
        case .integer(let number): members.append(("\(number)", value))
        default: return false
        }
      }
      if style.sortsKeys { members.sort { ($0.key ?? "") < ($1.key ?? "") } }
      return try writeJSON(members, "{", "}", style, level, to: &parts)
    case .instance:
      guard let id = classOfInstance(value), let fields = classes[id]?.fields else { return false }
      let attributes = attributesOfInstance(value)
      let members = fields.map { (key: String?.some($0.name), value: attributes[$0.name] ?? .none) }
      return try writeJSON(members, "{", "}", style, level, to: &parts)
    default: return false
    }
    return true
  }

  private mutating func writeJSON(
    _ members: [(key: String?, value: Value)], _ open: String, _ close: String, _ style: JSONStyle, _ level: Int,
    to parts: inout [TextPart]
  ) throws(Interruption) -> Bool {
    guard !members.isEmpty else {
      parts.append(.text(open + close))
      return true
    }
    func lineBreak(_ level: Int) -> String {
      style.indent.map { "\n" + String(repeating: " ", count: $0 * level) } ?? ""
    }
    parts.append(.text(open + lineBreak(level + 1)))
    for (index, member) in members.enumerated() {
      if index > 0 {
        parts.append(.text(style.itemSeparator + lineBreak(level + 1)))
      }
      if let key = member.key {
        guard let quoted = quotedJSON(key) else { return false }
        parts.append(.text(quoted + style.keySeparator))
      }
      guard try writeJSON(member.value, style, level: level + 1, to: &parts) else { return false }
    }
    parts.append(.text(lineBreak(level) + close))
    return true
  }

  /// Returns a text as a JSON string; nil if it has characters that are written as escapes with a number.
  private func quotedJSON(_ text: String) -> String? {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where scalar.value < 0x20 || scalar.value > 0x7E: return nil
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Returns the body that `jsonify` makes of a value.
  mutating func jsonifyBody(_ value: Value, _ app: Int?, at span: Span) throws(Interruption) -> Value {
    let isDebug = try app.map { app throws(Interruption) in try self.isDebug(app) } ?? false
    let option = app.flatMap { apps[$0].config[.text("JSONIFY_PRETTYPRINT_REGULAR")] }
    let options = ["JSON_AS_ASCII", "JSON_SORT_KEYS"].map { name in app.flatMap { apps[$0].config[.text(name)] } }
    // Rarely used options and encoders are not modeled.
    let hasOwnJSON = app.map { apps[$0].hasOwnJSON } ?? false
    guard options.allSatisfy({ $0 == nil }), app != nil || apps.count <= 1, !hasOwnJSON else {
      return unknownText(of: span)
    }
    let isPretty = try isTrue(ifGiven: option) ?? release.isBefore("1.0")
    var style = JSONStyle(itemSeparator: ",", keySeparator: ":", sortsKeys: true)
    if isPretty || isDebug {
      style = JSONStyle(itemSeparator: release.isBefore("2.2.0") ? ", " : ",", indent: 2, sortsKeys: true)
    }
    let text = try json(value, style, at: span)
    if isUnknown(text) || release.isBefore("0.11") { return release.isBefore("0.11") ? unknownText(of: span) : text }
    return template(parts(of: text) + [.text("\n")])
  }

  /// The argument of `jsonify(...)`: one value, a list of several, or a dictionary of keywords.
  mutating func jsonifyArgument(_ arguments: Arguments) -> Value {
    if !arguments.keywords.isEmpty {
      return newDictionary(arguments.keywords.sorted { $0.key < $1.key }.map { (.text($0.key), $0.value) })
    }
    return arguments.positional.count == 1 ? arguments.positional[0] : newList(arguments.positional)
  }

  // MARK: Reading

  /// Returns the value of a JSON text; nil if it is not one.
  mutating func value(ofJSON text: String) -> Value? {
    var rest = Array(text.utf8)[...]
    guard let value = readJSON(&rest, level: 0) else { return nil }
    skipSpaces(&rest)
    return rest.isEmpty ? value : nil
  }

  private func skipSpaces(_ rest: inout ArraySlice<UInt8>) {
    while let byte = rest.first, byte == 0x20 || (0x09...0x0D).contains(byte) { rest = rest.dropFirst() }
  }

  private func take(_ text: String, from rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  private mutating func readJSON(_ rest: inout ArraySlice<UInt8>, level: Int) -> Value? {
    guard level < 20 else { return nil }
    skipSpaces(&rest)
    switch rest.first {
    case UInt8(ascii: "{"): return readObject(&rest, level)
    case UInt8(ascii: "["): return readArray(&rest, level)
    case UInt8(ascii: "\""): return readString(&rest).map { .text($0) }
    case UInt8(ascii: "t"): return take("true", from: &rest) ? .boolean(true) : nil
    case UInt8(ascii: "f"): return take("false", from: &rest) ? .boolean(false) : nil
    case UInt8(ascii: "n"): return take("null", from: &rest) ? Value.none : nil
    default:
      let digits = rest.prefix { ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-") }
      guard let number = Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
      rest = rest.dropFirst(digits.count)
      if let next = rest.first, next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e") { return nil }
      return .integer(number)
    }
  }

  private mutating func readObject(_ rest: inout ArraySlice<UInt8>, _ level: Int) -> Value? {
    rest = rest.dropFirst()
    var entries: [(Value, Value)] = []
    skipSpaces(&rest)
    if take("}", from: &rest) { return newDictionary() }
    while true {
      skipSpaces(&rest)
      guard let key = readString(&rest) else { return nil }
      skipSpaces(&rest)
      guard take(":", from: &rest), let value = readJSON(&rest, level: level + 1) else { return nil }
      entries.append((.text(key), value))
      skipSpaces(&rest)
      if take("}", from: &rest) { return newDictionary(entries) }
      guard take(",", from: &rest) else { return nil }
    }
  }

  private mutating func readArray(_ rest: inout ArraySlice<UInt8>, _ level: Int) -> Value? {
    rest = rest.dropFirst()
    var values: [Value] = []
    skipSpaces(&rest)
    if take("]", from: &rest) { return newList([]) }
    while true {
      guard let value = readJSON(&rest, level: level + 1) else { return nil }
      values.append(value)
      skipSpaces(&rest)
      if take("]", from: &rest) { return newList(values) }
      guard take(",", from: &rest) else { return nil }
    }
  }

  private func readString(_ rest: inout ArraySlice<UInt8>) -> String? {
    guard rest.first == UInt8(ascii: "\"") else { return nil }
    rest = rest.dropFirst()
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        switch rest.popFirst() {
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case let escaped? where [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/")].contains(escaped):
          bytes.append(escaped)
        default: return nil
        }
      default: bytes.append(byte)
      }
    }
    return nil
  }
}
