import Diagnostics

/// The letters before the quotes of a string literal.
struct StringPrefix: Sendable, Hashable {
  var isRaw = false
  var isBytes = false
  var isFormatted = false

  /// Creates a prefix from letters; nil if they are not one of `r`, `b`, `u`, `f`, `br`, `fr` in any case and order.
  init?(_ letters: ArraySlice<UInt8>) {
    for letter in letters {
      switch letter | 0x20 {
      case UInt8(ascii: "r") where !isRaw: isRaw = true
      case UInt8(ascii: "b") where !isBytes && !isFormatted: isBytes = true
      case UInt8(ascii: "f") where !isBytes && !isFormatted: isFormatted = true
      case UInt8(ascii: "u") where letters.count == 1: break
      default: return nil
      }
    }
  }
}

extension PythonLexer {
  /// Reads a string literal whose prefix has this length.
  mutating func readString(prefix: Int) {
    let start = offset
    offset += prefix
    let quote = byte(offset)
    let isTriple = byte(offset + 1) == quote && byte(offset + 2) == quote
    offset += isTriple ? 3 : 1
    while offset < end {
      let next = bytes[offset]
      if next == UInt8(ascii: "\\") {
        // The escaped character, which may be a whole line break.
        offset += 1
        if byte(offset).endsLine { skipLineEnd() } else { offset += 1 }
      } else if next == quote, !isTriple || (byte(offset + 1) == quote && byte(offset + 2) == quote) {
        offset += isTriple ? 3 : 1
        tokens.append(PythonToken(.string, start, offset))
        return
      } else if next.endsLine, !isTriple {
        break
      } else {
        offset += 1
      }
    }
    offset = min(offset, end)
    leaveBracketsOpen()
    tokens.append(PythonToken(isTriple ? .unterminatedText : .unterminatedString, start, offset))
  }
}

/// A string literal in its parts.
struct PythonStringLiteral {
  var prefix: StringPrefix
  /// The bytes between the quotes.
  var body: Range<Int>

  /// - Parameter token: A token of the kind `string`.
  init(_ token: PythonToken, in bytes: [UInt8]) {
    let (start, end) = (Int(token.start), Int(token.end))
    let quoteAt = bytes[start..<end].firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") } ?? start
    let quote = bytes[quoteAt]
    let isTriple = end - quoteAt >= 6 && bytes[quoteAt + 1] == quote && bytes[quoteAt + 2] == quote
    prefix = StringPrefix(bytes[start..<quoteAt]) ?? StringPrefix()
    let length = isTriple ? 3 : 1
    body = quoteAt + length..<max(quoteAt + length, end - length)
  }
}

extension StringPrefix {
  /// Creates the prefix without letters.
  fileprivate init() {}
}

/// The text of a string literal while it is read.
struct StringText {
  /// UTF-8, or the bytes of a bytes literal.
  var bytes: [UInt8] = []

  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends a scalar. Surrogates, which only Python allows in a string, become U+FFFD.
  mutating func append(scalar value: UInt32) {
    bytes.append(contentsOf: Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8))
  }
}

extension PythonParser {
  /// Appends the text of a literal without replacement fields.
  func appendText(of literal: PythonStringLiteral, to text: inout StringText) throws(Diagnostic) {
    var place = literal.body.lowerBound
    while place < literal.body.upperBound {
      if bytes[place] == UInt8(ascii: "\\"), !literal.prefix.isRaw {
        try appendEscape(at: &place, in: literal, to: &text)
      } else {
        try appendByte(at: &place, in: literal, to: &text)
      }
    }
  }

  /// Appends the next byte of a literal. Every line break is an LF.
  func appendByte(at place: inout Int, in literal: PythonStringLiteral, to text: inout StringText) throws(Diagnostic) {
    let byte = bytes[place]
    if byte == .carriageReturn {
      if place + 1 >= literal.body.upperBound || bytes[place + 1] != .lineFeed { text.bytes.append(.lineFeed) }
    } else {
      if byte >= 0x80, literal.prefix.isBytes {
        throw syntaxError("a bytes literal can only contain ASCII characters", at: place, help: "use `\\x` escapes")
      }
      text.bytes.append(byte)
    }
    place += 1
  }

  /// Appends the character of an escape sequence, and moves past it. The backslash of an unknown one is kept.
  func appendEscape(at place: inout Int, in literal: PythonStringLiteral, to text: inout StringText) throws(Diagnostic)
  {
    let start = place
    let end = literal.body.upperBound
    guard start + 1 < end else { return try appendByte(at: &place, in: literal, to: &text) }
    let letter = bytes[start + 1]
    place += 2
    switch letter {
    case .lineFeed: break
    case .carriageReturn: if place < end, bytes[place] == .lineFeed { place += 1 }
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): text.bytes.append(letter)
    case UInt8(ascii: "a"): text.bytes.append(0x07)
    case UInt8(ascii: "b"): text.bytes.append(0x08)
    case UInt8(ascii: "f"): text.bytes.append(0x0C)
    case UInt8(ascii: "n"): text.bytes.append(0x0A)
    case UInt8(ascii: "r"): text.bytes.append(0x0D)
    case UInt8(ascii: "t"): text.bytes.append(0x09)
    case UInt8(ascii: "v"): text.bytes.append(0x0B)
    case 0x30...0x37:
      place -= 1
      append(number(at: &place, base: 8, most: 3, end: end).value, in: literal, to: &text)
    case UInt8(ascii: "x"): append(try hexadecimal(2, from: start, at: &place, end: end), in: literal, to: &text)
    case UInt8(ascii: "u") where !literal.prefix.isBytes:
      text.append(scalar: try hexadecimal(4, from: start, at: &place, end: end))
    case UInt8(ascii: "U") where !literal.prefix.isBytes:
      let value = try hexadecimal(8, from: start, at: &place, end: end)
      guard value <= 0x10FFFF else { throw syntaxError("Unicode has no character with this number", start..<place) }
      text.append(scalar: value)
    case UInt8(ascii: "N") where !literal.prefix.isBytes:
      // The names of the characters are not stored here.
      try skipCharacterName(from: start, at: &place, end: end)
      text.append(scalar: 0xFFFD)
    default:
      text.bytes.append(UInt8(ascii: "\\"))
      place -= 1
    }
  }

  private func append(_ value: UInt32, in literal: PythonStringLiteral, to text: inout StringText) {
    if literal.prefix.isBytes {
      text.bytes.append(UInt8(truncatingIfNeeded: value))
    } else {
      text.append(scalar: value)
    }
  }

  private func hexadecimal(
    _ length: Int, from start: Int, at place: inout Int, end: Int
  ) throws(Diagnostic) -> UInt32 {
    let (value, digits) = number(at: &place, base: 16, most: length, end: end)
    guard digits == length else {
      throw syntaxError(
        "the escape sequence `\(source.text(Span(start: Int32(start), end: Int32(start + 2))))` needs \(length) digits",
        start..<place)
    }
    return value
  }

  private func number(at place: inout Int, base: Int64, most: Int, end: Int) -> (value: UInt32, digits: Int) {
    let start = place
    var value: UInt32 = 0
    while place < end, place - start < most, let digit = bytes[place].digitValue, digit < base {
      value = value &* UInt32(base) &+ UInt32(digit)
      place += 1
    }
    return (value, place - start)
  }

  private func skipCharacterName(from start: Int, at place: inout Int, end: Int) throws(Diagnostic) {
    let nameStart = place + 1
    if place < end, bytes[place] == UInt8(ascii: "{") {
      place += 1
      while place < end, bytes[place] != UInt8(ascii: "}") { place += 1 }
    }
    guard place < end, place > nameStart else {
      throw syntaxError("the escape sequence `\\N` needs the name of a character in braces", start..<place)
    }
    place += 1
  }
}
