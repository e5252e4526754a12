import Diagnostics

extension Parser {
  /// Parses a string in double or single quotes and resolves its escapes.
  mutating func string(_ expected: String) -> StringLiteral? {
    let token = current
    guard token.kind == .string else {
      unexpected(.missingString, expected, help: writeNameInQuotes())
      return nil
    }
    advance()
    let inner = Int(token.start + 1)..<Int(token.end - 1)
    let text = token.isPlain ? texts.id(of: lexer.bytes, inner) : texts.id(of: unescaped(inner))
    return failure == nil ? StringLiteral(text, token.span) : nil
  }

  /// Returns `test a card {` with quotes around the name.
  private func writeNameInQuotes() -> Advice? {
    let words = tokens[min(index, tokens.count)...].prefix { token in
      !ends(token) && token.kind != .leftBrace && !spells(token, .under) && !spells(token, .continuing)
    }
    guard let first = words.first, let last = words.last else { return nil }
    let name = text(first.span.joined(last.span))
    let isPlain = name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x27 && $0 != 0x5C && $0 != 0x60 }
    return isPlain ? write((first.span.joined(last.span), "\"\(name)\"")) : nil
  }

  private mutating func unescaped(_ range: Range<Int>) -> [UInt8] {
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
    return text
  }

  /// Resolves one escape and returns where the text continues.
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
      .unknownEscape, "unknown escape sequence `\(text(span))`", at: Label(span),
      help: #"use one of \" \' \\ \n \t \u{...}; for a backslash, write \\"#)
  }

  private mutating func badScalarEscape(_ span: Span) {
    fail(
      .badScalarEscape, "expected the hexadecimal number of a character in braces after `\\u`", at: Label(span),
      help: #"for example \u{e9} for é; allowed are 0 to 10ffff, except d800 to dfff"#)
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

extension Parser {
  /// Parses the status code of a class, a target, an abort or a response.
  mutating func code(after context: String) -> Number? {
    number(in: Number.values, expected: "a status code after `\(context)`", kind: .codeOutOfRange, name: "a code")
  }

  /// Parses the status that a handler returns: 200 to 599.
  mutating func status() -> Number? {
    number(
      in: 200...599, expected: "a status after the comma", kind: .statusOutOfRange, name: "a handler's status")
  }

  /// Parses the status in an expectation. A page may have any code.
  mutating func expectedStatus() -> Number? {
    number(in: Number.values, expected: "a status after the comma", kind: .codeOutOfRange, name: "a status")
  }

  private mutating func number(
    in range: ClosedRange<Int>, expected: String, kind: DiagnosticKind, name: String
  ) -> Number? {
    let token = current
    let next = peek(1)
    if token.kind == .minus, next.kind == .number, next.start == token.end {
      outOfRange(range, kind, name, token.span.joined(next.span))
      return nil
    }
    guard token.kind == .number else {
      if token.kind == .string, case let digits = withoutQuotes(token), !digits.isEmpty,
        digits.allSatisfy({ $0.isASCII && $0.isNumber })
      {
        fail(
          .missingCode, "\(name) is a number: write it without quotes", at: Label(token.span),
          help: write((token.span, digits)))
      } else {
        unexpected(.missingCode, expected)
      }
      return nil
    }
    let value = value(of: token)
    guard range.contains(value) else {
      outOfRange(range, kind, name, token.span)
      return nil
    }
    advance()
    return Number(value, token.span)
  }

  /// Returns the value of a number. A number above the limit stops growing.
  private func value(of token: Token) -> Int {
    lexer.bytes[Int(token.start)..<Int(token.end)].reduce(0) { value, byte in
      min(value * 10 + Int(byte & 0x0F), 1_000_000)
    }
  }

  private mutating func outOfRange(_ range: ClosedRange<Int>, _ kind: DiagnosticKind, _ name: String, _ span: Span) {
    fail(kind, "\(name) must be between \(range.lowerBound) and \(range.upperBound)", at: Label(span))
  }
}
