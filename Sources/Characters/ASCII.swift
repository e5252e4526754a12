/// The kinds of ASCII characters that both languages of errorbook, its own and Python, read byte by byte.
extension UInt8 {
  /// Whether it is one of `0` to `9`.
  @inlinable public var isDigit: Bool { self &- 0x30 < 10 }

  /// Whether it is a digit of a hexadecimal number, in either case.
  @inlinable public var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }

  /// Whether it is one of `a` to `z`, in either case.
  @inlinable public var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

  /// Whether it is an ASCII letter, a digit or an underscore.
  @inlinable public var isWordByte: Bool { isLetter || isDigit || self == 0x5F }

  /// Whether it is white space within a line.
  @inlinable public var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0C }
}
