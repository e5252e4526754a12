extension Lexer {
  /// Returns the scalar at an offset and its length in bytes; nil if the bytes are not UTF-8.
  func scalar(at place: Int) -> (scalar: Unicode.Scalar, length: Int)? { decodeScalar(bytes, at: place) }
}

/// Decodes one scalar as the Unicode standard requires: no overlong forms, no surrogates, nothing above U+10FFFF.
func decodeScalar(_ bytes: [UInt8], at place: Int) -> (scalar: Unicode.Scalar, length: Int)? {
  guard place >= 0, place < bytes.count else { return nil }
  let first = bytes[place]
  let length: Int
  let least: UInt32
  var value: UInt32
  switch first {
  case 0x00...0x7F: return (Unicode.Scalar(first), 1)
  case 0xC2...0xDF: (length, least, value) = (2, 0x80, UInt32(first & 0x1F))
  case 0xE0...0xEF: (length, least, value) = (3, 0x800, UInt32(first & 0x0F))
  case 0xF0...0xF4: (length, least, value) = (4, 0x10000, UInt32(first & 0x07))
  default: return nil
  }
  guard place + length <= bytes.count else { return nil }
  for byte in bytes[(place + 1)..<(place + length)] {
    guard byte & 0xC0 == 0x80 else { return nil }
    value = value << 6 | UInt32(byte & 0x3F)
  }
  guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
  return (scalar, length)
}

extension Unicode.Scalar {
  /// Whether it is a typographic quote, which word processors and web pages use instead of " and '.
  var isCurlyQuote: Bool {
    switch value {
    case 0x2018...0x201F, 0xAB, 0xBB, 0x2039, 0x203A, 0x300C...0x300F, 0xFF02, 0xFF07: true
    default: false
    }
  }

  /// Whether it is an arrow in one character.
  var isTypographicArrow: Bool {
    switch value {
    case 0x2192, 0x21D2, 0x21A6, 0x27F6, 0x27F9, 0x2794, 0x2799...0x27AF, 0x279C, 0x2B95: true
    default: false
    }
  }

  /// Whether it is a dash, which some editors write instead of the hyphen in `->`.
  var isDash: Bool {
    switch value {
    case 0x2010...0x2015, 0x2212: true
    default: false
    }
  }
}
