import Diagnostics

extension Parser {
  /// A string in double or single quotes, its escapes resolved.
  mutating func string(_ needs: String) -> StringLiteral? {
    let token = current
    guard token.kind == .string else {
      let isWord = token.kind == .word && !spells(token, "under")
      unexpected(.missingString, needs, help: isWord ? write((token.span, "\"\(shown(token))\"")) : nil)
      return nil
    }
    advance()
    let inner = Int(token.start + 1)..<Int(token.end - 1)
    let text = token.isPlain ? String(decoding: lexer.bytes[inner], as: UTF8.self) : unescaped(inner)
    return failure == nil ? StringLiteral(text, token.span) : nil
  }

  private mutating func unescaped(_ range: Range<Int>) -> String {
    var text: [UInt8] = []
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = lexer.bytes[place]
      if byte == 0x5C {
        place = escape(at: place, in: range, into: &text)
      } else {
        text.append(byte)
        place += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Resolves one escape and says where the text goes on.
  private mutating func escape(at backslash: Int, in range: Range<Int>, into text: inout [UInt8]) -> Int {
    let letter = lexer.byte(backslash + 1)
    switch letter {
    case 0x22, 0x27, 0x5C: text.append(letter)
    case 0x6E: text.append(0x0A)
    case 0x74: text.append(0x09)
    case 0x75: return scalarEscape(at: backslash, in: range, into: &text)
    default:
      let length = lexer.scalar(at: backslash + 1)?.length ?? 1
      unknownEscape(span(backslash, min(backslash + 1 + length, range.upperBound)))
      return range.upperBound
    }
    return backslash + 2
  }

  private mutating func scalarEscape(at backslash: Int, in range: Range<Int>, into text: inout [UInt8]) -> Int {
    var place = backslash + 2
    var value: UInt32 = 0
    let hasBrace = lexer.byte(place) == 0x7B
    if hasBrace { place += 1 }
    let firstDigit = place
    while place < range.upperBound, let digit = lexer.bytes[place].hexadecimalValue {
      value = min(value << 4 | digit, 0x0FFF_FFFF)
      place += 1
    }
    let isClosed = hasBrace && place > firstDigit && place < range.upperBound && lexer.bytes[place] == 0x7D
    guard isClosed, let scalar = Unicode.Scalar(value) else {
      badScalarEscape(span(backslash, isClosed ? place + 1 : place))
      return range.upperBound
    }
    text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
    return place + 1
  }

  private func span(_ start: Int, _ end: Int) -> Span {
    Span(start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
  }

  private mutating func unknownEscape(_ span: Span) {
    fail(
      .unknownEscape, "`\(source.text(span))` is no escape", at: Label(span),
      help: #"the escapes are \" \' \\ \n \t and \u{...}; a backslash itself is written \\"#)
  }

  private mutating func badScalarEscape(_ span: Span) {
    fail(
      .badScalarEscape, "`\\u` needs the number of a Unicode scalar, in hexadecimal and in braces", at: Label(span),
      help: #"for example \u{e9} for é; the numbers end at 10ffff, without d800 to dfff"#)
  }
}

extension UInt8 {
  var hexadecimalValue: UInt32? {
    switch self {
    case 0x30...0x39: UInt32(self - 0x30)
    case 0x41...0x46: UInt32(self - 0x41 + 10)
    case 0x61...0x66: UInt32(self - 0x61 + 10)
    default: nil
    }
  }
}
