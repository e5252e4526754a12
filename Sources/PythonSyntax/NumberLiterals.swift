import Characters

extension PythonLexer {
  /// Reads a number of any form. It ends before a keyword that follows without a space, as in `1if x else 2`.
  mutating func readNumber() {
    let start = offset
    var kind = PythonToken.Kind.number
    if byte(offset) == UInt8(ascii: "0"), let digits = NumberBase(byte(offset + 1)) {
      offset += 2
      if byte(offset) == UInt8(ascii: "_") { offset += 1 }
      if !skipDigits(where: digits.contains) { kind = .badNumber }
    } else {
      kind = readDecimal()
    }
    if startsWord(byte(offset)), !startsKeyword() {
      let isLong = kind == .number && byte(offset) | 0x20 == UInt8(ascii: "l") && !startsWord(byte(offset + 1))
      kind = isLong ? .longNumber : .badNumber
      while startsWord(byte(offset)) { offset += 1 }
    }
    tokens.append(PythonToken(kind, start, offset))
  }

  private mutating func readDecimal() -> PythonToken.Kind {
    let start = offset
    var isValid = byte(offset) == UInt8(ascii: ".") || skipDigits { $0.isDigit }
    let integerEnd = offset
    var isInteger = true
    if byte(offset) == UInt8(ascii: ".") {
      isInteger = false
      offset += 1
      if byte(offset).isDigit { isValid = skipDigits { $0.isDigit } && isValid }
    }
    if byte(offset) | 0x20 == UInt8(ascii: "e") {
      let sign = byte(offset + 1) == UInt8(ascii: "+") || byte(offset + 1) == UInt8(ascii: "-") ? 1 : 0
      if byte(offset + 1 + sign).isDigit {
        isInteger = false
        offset += 1 + sign
        isValid = skipDigits { $0.isDigit } && isValid
      }
    }
    if byte(offset) | 0x20 == UInt8(ascii: "j") {
      isInteger = false
      offset += 1
    }
    guard isValid else { return .badNumber }
    guard isInteger, byte(start) == UInt8(ascii: "0"), integerEnd - start > 1 else { return .number }
    let isZero = bytes[start..<integerEnd].allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "_") }
    return isZero ? .number : .oldOctal
  }

  /// Moves past digits with single underscores between them. Returns whether they have this form.
  private mutating func skipDigits(where isDigit: (UInt8) -> Bool) -> Bool {
    guard isDigit(byte(offset)) else { return false }
    while true {
      while isDigit(byte(offset)) { offset += 1 }
      guard byte(offset) == UInt8(ascii: "_") else { return true }
      offset += 1
      guard isDigit(byte(offset)) else { return false }
    }
  }

  private func startsWord(_ byte: UInt8) -> Bool { byte.isWordByte || byte >= 0x80 }

  /// Returns whether one of the keywords that may follow a number without a space comes next.
  private func startsKeyword() -> Bool {
    for keyword in ["and", "else", "for", "if", "in", "is", "or", "not"] {
      let letters = keyword.utf8
      if offset + letters.count <= end, bytes[offset..<offset + letters.count].elementsEqual(letters) { return true }
    }
    return false
  }
}

/// The base of an integer literal with a prefix.
private enum NumberBase: UInt8 {
  case binary = 2
  case octal = 8
  case hexadecimal = 16

  /// - Parameter letter: The byte after the zero.
  init?(_ letter: UInt8) {
    switch letter | 0x20 {
    case UInt8(ascii: "b"): self = .binary
    case UInt8(ascii: "o"): self = .octal
    case UInt8(ascii: "x"): self = .hexadecimal
    default: return nil
    }
  }

  func contains(_ digit: UInt8) -> Bool {
    switch self {
    case .binary: digit == 0x30 || digit == 0x31
    case .octal: digit &- 0x30 < 8
    case .hexadecimal: digit.isHexDigit
    }
  }
}

/// Returns the value of an integer literal; nil if it is a float or imaginary, or needs more than 64 bits.
func integerValue(_ literal: ArraySlice<UInt8>) -> Int64? {
  var digits = literal
  var base: Int64 = 10
  if literal.count > 2, literal.first == UInt8(ascii: "0"),
    let prefix = NumberBase(literal[literal.startIndex + 1])
  {
    base = Int64(prefix.rawValue)
    digits = literal.dropFirst(2)
  }
  var value: Int64 = 0
  for byte in digits where byte != UInt8(ascii: "_") {
    guard let digit = byte.digitValue, digit < base else { return nil }
    let (product, overflowsProduct) = value.multipliedReportingOverflow(by: base)
    let (sum, overflowsSum) = product.addingReportingOverflow(digit)
    if overflowsProduct || overflowsSum { return nil }
    value = sum
  }
  return value
}

extension UInt8 {
  /// The value of a decimal or hexadecimal digit.
  var digitValue: Int64? {
    if isDigit { return Int64(self - 0x30) }
    return isHexDigit ? Int64((self | 0x20) - 0x61) + 10 : nil
  }
}
