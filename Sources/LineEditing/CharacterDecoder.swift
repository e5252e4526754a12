/// Puts the bytes of typed UTF-8 together to characters. What is no UTF-8 becomes U+FFFD, so that it is seen.
struct CharacterDecoder {
  private var bytes: [UInt8] = []
  private var length = 0

  /// The characters that this byte finishes: mostly one, none within a character, two after a broken one.
  mutating func take(_ byte: UInt8) -> [Unicode.Scalar] {
    if bytes.isEmpty { return begin(byte) }
    guard byte & 0xC0 == 0x80 else {
      bytes = []
      return ["\u{FFFD}"] + begin(byte)
    }
    bytes.append(byte)
    guard bytes.count == length else { return [] }
    defer { bytes = [] }
    return [String(validating: bytes, as: UTF8.self)?.unicodeScalars.first ?? "\u{FFFD}"]
  }

  private mutating func begin(_ byte: UInt8) -> [Unicode.Scalar] {
    switch byte {
    case 0x00...0x7F: return [Unicode.Scalar(byte)]
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return ["\u{FFFD}"]
    }
    bytes = [byte]
    return []
  }
}
