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

  /// Adds a number, digit by digit.
  mutating func append(decimal number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    let start = count
    var rest = number.magnitude
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    // The digits were produced in reverse order.
    var (low, high) = (start, count - 1)
    while low < high {
      swapAt(low, high)
      (low, high) = (low + 1, high - 1)
    }
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
