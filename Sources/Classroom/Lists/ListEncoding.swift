/// The text encoding of a list. Spreadsheets write UTF-8, UTF-16, or Windows-1252, which Western European systems use and
/// which includes Latin-1.
enum ListEncoding: Sendable, Hashable {
  case utf8
  case windows1252
  case utf16(littleEndian: Bool, hasMark: Bool)

  init(of bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xFE]) {
      self = .utf16(littleEndian: true, hasMark: true)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16(littleEndian: false, hasMark: true)
    } else if let littleEndian = Self.zeroBytesOfUTF16(bytes.prefix(64)) {
      self = .utf16(littleEndian: littleEndian, hasMark: false)
    } else {
      self = String(validating: bytes, as: UTF8.self) == nil ? .windows1252 : .utf8
    }
  }

  /// Whether UTF-16 without a byte order mark is little-endian, judging by its zero bytes; nil if it is not UTF-16.
  private static func zeroBytesOfUTF16(_ head: ArraySlice<UInt8>) -> Bool? {
    let zeros = head.indices.filter { head[$0] == 0 }
    guard head.count >= 4, zeros.count * 3 >= head.count else { return nil }
    if zeros.allSatisfy({ $0 % 2 == 1 }) { return true }
    return zeros.allSatisfy { $0 % 2 == 0 } ? false : nil
  }

  /// Returns bytes in which separators, quotes and line ends are ASCII. Only UTF-16 is converted.
  func searchable(_ bytes: [UInt8]) -> [UInt8] {
    guard case .utf16(let littleEndian, let hasMark) = self else { return bytes }
    let units = stride(from: hasMark ? 2 : 0, to: bytes.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return littleEndian ? first | second << 8 : first << 8 | second
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Converts the result of `searchable` back to the encoding of the file.
  func original(_ bytes: [UInt8]) -> [UInt8] {
    guard case .utf16(let littleEndian, let hasMark) = self else { return bytes }
    let units = (hasMark ? [0xFEFF] : []) + Array(String(decoding: bytes, as: UTF8.self).utf16)
    return units.flatMap { unit in
      let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
      return littleEndian ? [low, high] : [high, low]
    }
  }

  /// Returns the text of searchable bytes.
  func text(_ bytes: ArraySlice<UInt8>) -> String {
    guard self == .windows1252 else { return String(decoding: bytes, as: UTF8.self) }
    return String(
      String.UnicodeScalarView(
        bytes.map { byte in
          (0x80..<0xA0).contains(byte) ? Self.windows1252Scalars[Int(byte) - 0x80] : Unicode.Scalar(byte)
        }))
  }

  /// 0x80 to 0x9F. The five that Windows-1252 does not define are as in Latin-1.
  private static let windows1252Scalars: [Unicode.Scalar] = [
    "\u{20AC}", "\u{81}", "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}", "\u{02C6}",
    "\u{2030}", "\u{0160}", "\u{2039}", "\u{0152}", "\u{8D}", "\u{017D}", "\u{8F}", "\u{90}", "\u{2018}", "\u{2019}",
    "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}", "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}",
    "\u{0153}", "\u{9D}", "\u{017E}", "\u{0178}",
  ]
}
