import PythonSyntax
import Resolution

/// `repr(value)`, which `str` shows for lists, dictionaries and most objects too.
extension Evaluator {
  /// Returns a text, or an unknown value.
  mutating func representation(of value: Value) throws(Interruption) -> Value {
    try step(at: current)
    try descend(at: current)
    defer { depth -= 1 }
    switch value {
    case .text(let text):
      guard let quoted = text.quotedByPython else { break }
      return .text(quoted)
    case .none, .boolean, .integer, .unknown: return try text(of: value)
    case .float(let text): if FloatText.isCanonical(text) { return .text(text) }
    case .list(let id) where !isView(id): return try representation(of: elements(id), "[", "]")
    case .tuple(let values): return try representation(of: values, "(", values.count == 1 ? ",)" : ")")
    case .dictionary(let id): return try representation(of: entries(id))
    case .instance:
      if let id = classOfInstance(value) { return try representation(of: value, id) }
    default: break
    }
    return unknown("the representation of this value", isHarmless: true)
  }

  private mutating func representation(
    of values: [Value], _ open: String, _ close: String
  ) throws(Interruption) -> Value {
    var parts: [TextPart] = [.text(open)]
    for (index, value) in values.enumerated() {
      if index > 0 { parts.append(.text(", ")) }
      let shown = try representation(of: value)
      if isUnknown(shown) { return shown }
      parts += self.parts(of: shown)
    }
    return template(parts + [.text(close)])
  }

  private mutating func representation(of entries: HeapObject.Entries) throws(Interruption) -> Value {
    var parts: [TextPart] = [.text("{")]
    for (index, (key, value)) in entries.pairs.enumerated() {
      if index > 0 { parts.append(.text(", ")) }
      let (key, value) = (try representation(of: key), try representation(of: value))
      if isUnknown(key) { return key }
      if isUnknown(value) { return value }
      parts += self.parts(of: key) + [.text(": ")] + self.parts(of: value)
    }
    return template(parts + [.text("}")])
  }

  private mutating func representation(of value: Value, _ id: ClassID) throws(Interruption) -> Value {
    let missing = unknown("the representation of this object", isHarmless: true)
    if let (method, _) = classAttribute("__repr__", of: id) {
      guard case .function(let function) = method else { return missing }
      return try call(function, Arguments(positional: [value]))
    }
    let attributes = attributesOfInstance(value)
    if let name = enumName(of: value), plainValue(ofMember: value) == nil {
      let shown = try representation(of: attributes["value"] ?? .none)
      return isUnknown(shown) ? shown : template([.text("<\(name): ")] + parts(of: shown) + [.text(">")])
    }
    guard hierarchy.isBaseException(id), hierarchy.mro(id).allSatisfy({ classes[$0]?.fields == nil }) else {
      return missing
    }
    if hierarchy.isHTTP(id) {
      return try httpStatus(of: value, id).map { .text("<\(className(id)) '\($0)'>") } ?? missing
    }
    guard case .tuple(let arguments)? = attributes["args"], arguments.count < 2 || inheritsText(id) else {
      return missing
    }
    let shown = try representation(of: arguments, "(", ")")
    return isUnknown(shown) ? shown : template([.text(className(id))] + parts(of: shown))
  }
}

extension String {
  /// The text as Python's `repr` quotes it; nil if it has characters that may not be printable.
  fileprivate var quotedByPython: String? {
    let quote: Unicode.Scalar = unicodeScalars.contains("'") && !unicodeScalars.contains("\"") ? "\"" : "'"
    var quoted = String(Character(quote))
    for scalar in unicodeScalars {
      switch scalar {
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case quote: quoted += "\\" + String(Character(quote))
      case _ where (0x20..<0x7F).contains(scalar.value) || scalar.value > 0x7F && scalar.properties.isAlphabetic:
        quoted.unicodeScalars.append(scalar)
      default: return nil
      }
    }
    return quoted + String(Character(quote))
  }
}
