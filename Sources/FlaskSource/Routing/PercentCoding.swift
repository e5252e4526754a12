/// Percent-encoding of URL paths.
enum PercentCoding {
  /// Returns the characters of a path as Flask sees it. Returns nil if they are not UTF-8, or if the path contains
  /// control characters that are not encoded.
  static func decoded(_ path: String) -> [Unicode.Scalar]? {
    guard !path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
    return decodedScalars(Array(path.utf8))
  }

  private static func decodedScalars(_ encoded: [UInt8]) -> [Unicode.Scalar]? {
    guard let text = String(validating: decoded(encoded), as: UTF8.self) else { return nil }
    return Array(text.unicodeScalars)
  }

  /// Returns the name or the value of a parameter in a query.
  static func decodedQuery(_ text: String) -> String {
    let encoded = text.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
    return String(decoding: decoded(encoded), as: UTF8.self)
  }

  private static func decoded(_ encoded: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = 0
    while index < encoded.count {
      let rest = encoded[(index + 1)...].prefix(2)
      if encoded[index] == 0x25, rest.count == 2, let high = hexDigit(rest[index + 1]),
        let low = hexDigit(rest[index + 2])
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(encoded[index])
        index += 1
      }
    }
    return bytes
  }

  /// Returns the path of a redirect as in the header `Location`.
  static func redirectPath(_ path: [Unicode.Scalar], _ behavior: RoutingBehavior) -> String {
    let slash: [Unicode.Scalar] = ["/"]
    return String(scalars: encodedText(slash + path.drop { $0 == "/" }, behavior))
  }

  /// Returns a text of a rule in the URL that is built for the rule.
  static func encodedText(_ text: [Unicode.Scalar], _ behavior: RoutingBehavior) -> [Unicode.Scalar] {
    encoded(text) { isSafe($0, behavior) || (!isNewest(behavior) && ($0 == "|" || $0 == "+")) }
  }

  /// Returns the value of a variable in the URL that is built for a rule.
  static func encodedValue(_ text: [Unicode.Scalar], _ behavior: RoutingBehavior) -> [Unicode.Scalar] {
    encoded(text) { isSafe($0, behavior) }
  }

  /// Decodes a built URL again. Returns nil if it is not UTF-8.
  static func decodedAgain(_ path: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    decodedScalars(Array(String(scalars: path).utf8))
  }

  private static func encoded(_ text: [Unicode.Scalar], isSafe: (Unicode.Scalar) -> Bool) -> [Unicode.Scalar] {
    let hexDigits = Array("0123456789ABCDEF".unicodeScalars)
    var result: [Unicode.Scalar] = []
    for scalar in text {
      if isSafe(scalar) {
        result.append(scalar)
        continue
      }
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        result += ["%", hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
      }
    }
    return result
  }

  private static func isNewest(_ behavior: RoutingBehavior) -> Bool { behavior.quoting == .since2_3 }

  private static func isSafe(_ scalar: Unicode.Scalar, _ behavior: RoutingBehavior) -> Bool {
    if scalar.isASCIILetter || scalar.isASCIIDigit { return true }
    let always: [Unicode.Scalar] = ["-", ".", "_", "~", "/", ":"]
    if always.contains(scalar) { return true }
    let delimiters: [Unicode.Scalar] = ["$", "!", "'", "(", ")", "*", "+", ",", ";"]
    let more: [Unicode.Scalar] = ["&", "=", "@"]
    switch behavior.quoting {
    case .before2_1: return false
    case .before2_3: return delimiters.contains(scalar)
    case .since2_3: return delimiters.contains(scalar) || more.contains(scalar)
    }
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
