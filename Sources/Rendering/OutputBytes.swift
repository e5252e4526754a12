/// UTF-8 bytes to which small pieces are added without creating a String for each.
extension [UInt8] {
  /// Adds a text if all its bytes are printed without escapes, which is nearly always true.
  /// - Returns: whether it was added.
  mutating func appendIfPrintable(_ text: String) -> Bool {
    // With contiguous memory, both the check and the copy are many times faster.
    text.utf8.withContiguousStorageIfAvailable { utf8 in
      guard utf8.allSatisfy({ $0.isPrintableASCII }) else { return false }
      append(contentsOf: utf8)
      return true
    } ?? false
  }

  /// Adds a text in quotation marks if it needs no escape, which is nearly always true.
  /// - Returns: whether it was added.
  mutating func appendQuotedIfPlain(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { utf8 in
      guard utf8.allSatisfy({ $0.isPlainInLiteral }) else { return false }
      append(UInt8(ascii: "\""))
      append(contentsOf: utf8)
      append(UInt8(ascii: "\""))
      return true
    } ?? false
  }

  /// Adds fixed words.
  mutating func append(_ words: StaticString) {
    words.withUTF8Buffer { append(contentsOf: $0) }
  }

  /// Adds a number in decimal digits.
  mutating func append(decimal number: Int) {
    var place = count
    append(contentsOf: repeatElement(0, count: number.decimalWidth))
    var bytes = mutableSpan
    bytes.put(decimal: number, at: &place)
  }
}

extension MutableSpan<UInt8> {
  /// Writes a number in decimal digits at a place and moves the place to the byte after them.
  @inline(__always)
  mutating func put(decimal number: Int, at place: inout Int) {
    place += number.decimalWidth
    var (next, rest) = (place, number.magnitude)
    repeat {
      next -= 1
      self[next] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if number < 0 { self[next - 1] = UInt8(ascii: "-") }
  }
}

extension Int {
  /// The number of bytes that it has in decimal, with its sign.
  var decimalWidth: Int {
    let number = UInt64(magnitude)
    var (width, bound) = (1, UInt64(10))
    // 10 to the 19th is the last bound, since no number has more digits.
    while number >= bound { (width, bound) = (width + 1, bound * 10) }
    return self < 0 ? width + 1 : width
  }
}

extension UInt8 {
  /// Whether the byte is printed without an escape, in one column.
  var isPrintableASCII: Bool { self >= 0x20 && self < 0x7F }

  /// Whether a string literal, in a script or in JSON, contains the byte without an escape.
  var isPlainInLiteral: Bool {
    isPrintableASCII && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\")
  }
}
