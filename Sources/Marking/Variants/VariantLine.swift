import Diagnostics

/// The line in a hand-out or an answer that names its variant.
package enum VariantLine {
  private static let words = "errorbook variant:"
  private static let wordBytes = Array(words.utf8)

  /// Returns the line for a page, as a comment that readers do not see.
  package static func comment(_ variant: Variant) -> String { "<!-- \(words) \(encoded(variant.seed)) -->\n" }

  /// Returns the line for a script.
  package static func code(_ variant: Variant) -> String { "# \(words) \(encoded(variant.seed))\n" }

  /// Returns the first variant that a page or a script names; nil if there is none.
  package static func variant(in bytes: [UInt8]) -> Variant? {
    // Most answers name no variant. This check is fast.
    guard hasWords(bytes[...]) else { return nil }
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) where hasWords(line) {
      // A seed is a name: a longer one was not written by errorbook.
      let text = String(decoding: line.prefix(4096), as: UTF8.self).withoutOuterSpace
      var seed: Substring
      if text.hasPrefix("<!-- \(words)"), text.hasSuffix("-->") {
        seed = text.dropFirst(5 + words.count).dropLast(3)
      } else if text.hasPrefix("#"), case let rest = text.drop(while: { $0 == "#" || $0 == " " }), rest.hasPrefix(words)
      {
        seed = rest.dropFirst(words.count)
      } else {
        continue
      }
      return Variant(decoded(String(seed).withoutOuterSpace))
    }
    return nil
  }

  private static func hasWords(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.indices.contains { bytes[$0] == wordBytes[0] && bytes[$0...].starts(with: wordBytes) }
  }

  /// Returns a seed encoded so that it cannot end a comment or a line.
  private static func encoded(_ seed: String) -> String {
    var encoded = ""
    let scalars = Array(seed.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isInner = index > 0 && index + 1 < scalars.count
      let isPlain =
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "@", ".", "_", "+": true
        case " ", "-": isInner && scalars[index - 1] != scalar
        default: scalar.value >= 0x80 && scalar.properties.isAlphabetic
        }
      encoded += isPlain ? String(scalar) : String(scalar).utf8.map { "%" + hex($0) }.joined()
    }
    return encoded
  }

  private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }

  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// The text without whitespace at its ends.
  package var withoutOuterSpace: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
