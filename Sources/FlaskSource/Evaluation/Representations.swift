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
    case .float(let text): if text.isWrittenAsFloat { return .text(text) }
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
    var parts: [String] = []
    for value in values {
      let shown = try representation(of: value)
      guard case .text(let text) = shown else { return shown }
      parts.append(text)
    }
    return .text(open + parts.joined(separator: ", ") + close)
  }

  private mutating func representation(of entries: HeapObject.Entries) throws(Interruption) -> Value {
    var parts: [String] = []
    for (key, value) in entries.pairs {
      let (key, value) = (try representation(of: key), try representation(of: value))
      guard case .text(let keyText) = key else { return key }
      guard case .text(let valueText) = value else { return value }
      parts.append(keyText + ": " + valueText)
    }
    return .text("{" + parts.joined(separator: ", ") + "}")
  }

  private mutating func representation(of value: Value, _ id: ClassID) throws(Interruption) -> Value {
    if let function = method("__repr__", of: value) { return try call(function, Arguments(positional: [value])) }
    let attributes = attributesOfInstance(value)
    if let name = enumName(of: value), plainValue(ofMember: value) == nil {
      let shown = try representation(of: attributes["value"] ?? .none)
      guard case .text(let text) = shown else { return shown }
      return .text("<\(name): \(text)>")
    }
    if hierarchy.isBaseException(id), !hierarchy.isHTTP(id), classes[id]?.fields == nil,
      case .tuple(let arguments)? = attributes["args"]
    {
      let shown = try representation(of: arguments, "(", ")")
      guard case .text(let text) = shown else { return shown }
      return .text(className(id) + text)
    }
    return unknown("the representation of this object", isHarmless: true)
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

  /// Whether a number in a program is written as Python shows it: `1.5`, but not `1.50` or `1e3`.
  fileprivate var isWrittenAsFloat: Bool {
    let parts = utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 2, let whole = parts.first, let fraction = parts.last, !whole.isEmpty, !fraction.isEmpty,
      whole.count + fraction.count < 16, utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
    else { return false }
    let hasZero = whole.count > 1 && whole.first == UInt8(ascii: "0")
    // Python writes numbers below 0.0001 with an exponent.
    return !hasZero && (fraction.count == 1 || fraction.last != UInt8(ascii: "0"))
      && !(whole.elementsEqual("0".utf8) && fraction.starts(with: "0000".utf8))
  }
}
