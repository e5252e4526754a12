/// UTF-8 to which small pieces are added without a String for each.
extension [UInt8] {
  /// Adds a text if each of its bytes is shown as itself, as nearly always.
  /// - Returns: whether it was added.
  mutating func appendIfPrintable(_ text: String) -> Bool {
    // Over memory that lies in one piece both the test and the copy are many times faster.
    text.utf8.withContiguousStorageIfAvailable { utf8 in
      guard utf8.allSatisfy({ $0.isPrintableASCII }) else { return false }
      append(contentsOf: utf8)
      return true
    } ?? false
  }

  /// Adds a text between quotation marks if it needs no escape there, as nearly always.
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

  /// Adds our own words.
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
    // The last digit came first.
    var (low, high) = (start, count - 1)
    while low < high {
      swapAt(low, high)
      (low, high) = (low + 1, high - 1)
    }
  }
}

extension UInt8 {
  /// Whether it is shown as itself in one column, as nearly always.
  var isPrintableASCII: Bool { self >= 0x20 && self < 0x7F }

  /// Whether a string literal, of the language or of JSON, holds it as it is.
  var isPlainInLiteral: Bool {
    isPrintableASCII && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\")
  }
}
