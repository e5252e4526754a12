import Diagnostics
import PythonSyntax
import Resolution

/// JSON, as Python's `json` and Flask's `jsonify` write it.
extension Evaluator {
  /// How a text is written.
  struct JSONStyle: Sendable {
    var itemSeparator = ", "
    var keySeparator = ": "
    /// The spaces of each level, if the text has line breaks.
    var indent: Int?
    var sortsKeys = false
    /// Whether instances of data classes are written, as Flask does since 1.1.
    var writesDataclasses = false
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
    case .float(let text) where FloatText.isCanonical(text): parts.append(.text(text))
    case .text(let text):
      parts.append(.text(quotedJSON(text)))
    case .received(.code): parts.append(.value(.code))
    case .received(.typeName), .received(.statusName), .received(.originalTypeName), .template:
      parts.append(.text("\""))
      for part in self.parts(of: value) {
        guard case .text(let text) = part else {
          parts.append(part)
          continue
        }
        parts.append(.text(String(quotedJSON(text).dropFirst().dropLast())))
      }
      parts.append(.text("\""))
    case .list(let id) where isView(id): throw raise("TypeError", "this value is not JSON serializable")
    case .list, .tuple:
      let values = try iterate(over: value)
      return try writeJSON(values.map { (nil, $0) }, "[", "]", style, level, to: &parts)
    case .dictionary(let id):
      var members: [(key: String?, value: Value)] = []
      var pairs = Array(entries(id).pairs)
      if style.sortsKeys, let first = pairs.first {
        // Python does not sort keys of different types, and compares numbers before they become texts.
        guard pairs.allSatisfy({ precedes($0.0, first.0) != nil }) else { return false }
        pairs.sort { precedes($0.0, $1.0) == true }
      }
      for (key, value) in pairs {
        switch key {
        case .text(let text): members.append((text, value))
        case .integer(let number): members.append(("\(number)", value))
        default: return false
        }
      }
      return try writeJSON(members, "{", "}", style, level, to: &parts)
    case .instance:
      guard let id = classOfInstance(value) else { return false }
      guard style.writesDataclasses, let fields = classes[id]?.fields else { return try refuseJSON(of: value, id) }
      let attributes = attributesOfInstance(value)
      let members = fields.map { (key: String?.some($0.name), value: attributes[$0.name] ?? .none) }
      return try writeJSON(members, "{", "}", style, level, to: &parts)
    case .received(.exception), .received(.original):
      let isSpecial = classes.contains { id, object in
        hierarchy.isBaseException(id) && (object.fields != nil || object.namespace["__html__"] != nil)
      }
      if isSpecial { return false }
      throw raise("TypeError", "the exception is not JSON serializable")
    case .set, .bytes, .iterator: throw raise("TypeError", "this value is not JSON serializable")
    default: return false
    }
    return true
  }

  /// Raises TypeError for an object that `json` does not write; returns false if that is not modeled.
  private mutating func refuseJSON(of value: Value, _ id: ClassID) throws(Interruption) -> Bool {
    if classAttribute("__html__", of: id) != nil || classes[id]?.fields != nil || hasLibraryBase(id, { _ in true })
      || enumName(of: value) != nil || attributesOfInstance(value)[Self.openMark] != nil
    {
      return false
    }
    throw raise("TypeError", "Object of type \(className(id)) is not JSON serializable")
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
        parts.append(.text(quotedJSON(key) + style.keySeparator))
      }
      guard try writeJSON(member.value, style, level: level + 1, to: &parts) else { return false }
    }
    parts.append(.text(lineBreak(level) + close))
    return true
  }

  /// Returns a code unit as an escape: `\u00e9`.
  private func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  /// Returns a text as a JSON string in ASCII.
  private func quotedJSON(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case "\u{8}": quoted += "\\b"
      case "\u{C}": quoted += "\\f"
      case _ where scalar.value < 0x20 || scalar.value > 0x7E:
        for unit in String(scalar).utf16 { quoted += escape(unit) }
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Records a call of `jsonify`: before 1.0, it reads an attribute of the request that is deprecated.
  mutating func noteJSON() { if release.isBefore("1.0") { hasWarned = true } }

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
    style.writesDataclasses = !release.isBefore("1.1.0")
    let text = try json(value, style, at: span)
    if isUnknown(text) || release.isBefore("0.11") { return release.isBefore("0.11") ? unknownText(of: span) : text }
    return template(parts(of: text) + [.text("\n")])
  }

  /// The argument of `jsonify(...)`: one value, a list of several, or a dictionary of keywords.
  mutating func jsonifyArgument(_ arguments: Arguments) -> Value {
    if !arguments.keywords.isEmpty {
      return newDictionary(arguments.keywords.pairs.map { (.text($0.key), $0.value) })
    }
    if arguments.isEmpty { return release.isBefore("2.2.0") ? newDictionary() : .none }
    return arguments.positional.count == 1 ? arguments.positional[0] : newList(arguments.positional)
  }

  // MARK: Reading

  /// Returns the value of a JSON text; nil if it is not one, or is not modeled.
  mutating func value(ofJSON text: String) -> Value? {
    if case .value(let value) = ParsedJSON(text) { self.value(of: value) } else { nil }
  }

  /// Returns the value of a JSON text, or raises JSONDecodeError.
  mutating func loadJSON(_ text: String, at span: Span) throws(Interruption) -> Value {
    switch ParsedJSON(text) {
    case .value(let value): return self.value(of: value)
    case .invalid(let problem): throw try decodeError(problem, text)
    case .notModeled: throw notModeled("this JSON text is not modeled", at: span)
    }
  }

  private mutating func value(of json: PythonJSON) -> Value {
    switch json {
    case .null: return .none
    case .boolean(let value): return .boolean(value)
    case .integer(let number): return .integer(number)
    case .float(let text): return .float(text)
    case .text(let text): return .text(text)
    case .array(let values): return newList(values.map { value(of: $0) })
    case .object(let members): return newDictionary(members.map { (.text($0.key), value(of: $0.value)) })
    }
  }

  /// Returns the interruption of the JSONDecodeError for a text.
  private mutating func decodeError(_ problem: JSONProblem, _ text: String) throws(Interruption) -> Interruption {
    raisedAt = current
    let attributes: [String: Value] = [
      "args": .tuple([.text(problem.text)]), "msg": .text(problem.message), "doc": .text(text),
      "pos": .integer(Int64(problem.position)), "lineno": .integer(Int64(problem.line)),
      "colno": .integer(Int64(problem.column)),
    ]
    return .raised(newInstance(of: try jsonDecodeError(), attributes))
  }

  /// The class of the exception that Python raises for a text that is not JSON.
  mutating func jsonDecodeError() throws(Interruption) -> ClassID {
    guard let id = libraryException("json.JSONDecodeError") else {
      throw notModeled("`JSONDecodeError` is not modeled")
    }
    return id
  }
}
