import Characters
import Diagnostics

/// Splits a line into tokens. It works on bytes and creates no strings, because most tokens are never shown.
struct Lexer: Sendable {
  let bytes: [UInt8]
  /// The offset of the next byte to read.
  var offset: Int
  /// The number of the current line.
  var line: Int
  private let emptyHash = TextHash.empty
  /// How many triple-quoted strings were opened but not closed before the end.
  private(set) var unclosedTexts = 0
  var endsInText: Bool { unclosedTexts > 0 }

  init(_ bytes: [UInt8], from offset: Int, line: Int = 1) {
    self.bytes = bytes
    self.line = line
    self.offset = min(max(offset, 0), bytes.count)
    if self.offset == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { self.offset = 3 }
  }

  var isAtEnd: Bool { offset >= bytes.count }

  /// Returns the byte at an offset, or 0 outside the text. No statement can contain a NUL, so 0 matches no token.
  func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  /// Moves to the start of the next line.
  mutating func skipLine() {
    while offset < bytes.count, !bytes[offset].endsLine { offset += 1 }
    skipLineEnd()
  }

  private mutating func skipLineEnd() {
    guard offset < bytes.count else { return }
    let isPair = bytes[offset] == .carriageReturn && byte(offset + 1) == .lineFeed
    offset += isPair ? 2 : 1
    line += 1
  }

  /// Appends the tokens of the line and moves to the next line. Only a triple-quoted string can make a token longer
  /// than the line.
  mutating func readLine(into tokens: inout [Token]) {
    while offset < bytes.count {
      let first = bytes[offset]
      switch first {
      case 0x20, 0x09, 0x0C:
        offset += 1
      case 0x0A, 0x0D:
        return skipLineEnd()
      case 0x23:  // #
        return skipLine()
      case 0x41...0x5A, 0x5F, 0x61...0x7A:
        tokens.append(word())
      case 0x30...0x39:
        tokens.append(number())
      case 0x22, 0x27:  // " '
        tokens.append(string(quote: first))
      case 0x80...:
        tokens.append(beyondASCII())
      default:
        tokens.append(punctuation(first))
      }
    }
  }

  private mutating func word() -> Token {
    let start = offset
    var isPlain = true
    var end = start
    var hash = emptyHash
    while end < bytes.count {
      let byte = bytes[end]
      if byte.isWordByte {
        hash.add(byte)
        end += 1
      } else if byte >= 0x80, let length = lengthOfLetter(at: end) {
        isPlain = false
        for place in end..<end + length { hash.add(bytes[place]) }
        end += length
      } else {
        break
      }
    }
    offset = end
    return Token(
      .word, start, end, isPlain: isPlain, Word.spelled(by: bytes, start..<end), hash: hash.value)
  }

  /// Returns the length in bytes of a letter outside ASCII that can be part of a name; nil for other characters. It is
  /// a separate function because looking up the properties of a scalar takes stack space that every word would pay for.
  @inline(never)
  private func lengthOfLetter(at place: Int) -> Int? {
    guard let (scalar, length) = scalar(at: place), scalar.continuesName else { return nil }
    return length
  }

  /// Reads a number or a release. A dot belongs to it only if a digit or letter follows.
  private mutating func number() -> Token {
    let start = offset
    var kind = Token.Kind.number
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte.isDigit {
        offset += 1
      } else if byte.isWordByte || (byte == 0x2E && self.byte(offset + 1).isWordByte) {
        kind = .release
        offset += 1
      } else {
        break
      }
    }
    return Token(kind, start, offset)
  }

  private mutating func string(quote: UInt8) -> Token {
    let start = offset
    if byte(start + 1) == quote, byte(start + 2) == quote { return tripleString(quote: quote) }
    var isPlain = true
    offset += 1
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == quote {
        offset += 1
        return Token(.string, start, offset, isPlain: isPlain)
      }
      if byte.endsLine { break }
      if byte == 0x5C, offset + 1 < bytes.count, !bytes[offset + 1].endsLine {
        isPlain = false
        offset += 1
      }
      offset += 1
    }
    return Token(.unclosedString, start, offset, isPlain: isPlain)
  }

  /// Reads a triple-quoted string. Escapes are ignored: the text of a docstring has no effect. So a string that never
  /// ends is searched for its end once per file and kind of quote, not once per line.
  private mutating func tripleString(quote: UInt8) -> Token {
    let start = offset
    var place = start + 3
    while place + 2 < bytes.count {
      if bytes[place] == quote, bytes[place + 1] == quote, bytes[place + 2] == quote {
        offset = place + 3
        line += bytes.lineEnds(in: start..<offset)
        return Token(.tripleString, start, offset)
      }
      place += 1
    }
    unclosedTexts += 1
    while offset < bytes.count, !bytes[offset].endsLine { offset += 1 }
    return Token(.unclosedTripleString, start, offset)
  }

  private mutating func punctuation(_ first: UInt8) -> Token {
    let start = offset
    let second = byte(start + 1)
    let third = byte(start + 2)
    var length = 1
    let kind: Token.Kind
    switch (first, second, third) {
    case (0x2D, 0x3E, _): (kind, length) = (.arrow, 2)
    case (0x2D, 0x2D, 0x3E), (0x3D, 0x3D, 0x3E): (kind, length) = (.arrowLookalike, 3)
    case (0x3D, 0x3E, _): (kind, length) = (.arrowLookalike, 2)
    case (0x2E, 0x2E, 0x2E): (kind, length) = (.ellipsis, 3)
    case (0x28, _, _): kind = .leftParen
    case (0x29, _, _): kind = .rightParen
    case (0x2C, _, _): kind = .comma
    case (0x2D, _, _): kind = .minus
    case (0x2E, _, _): kind = .dot
    case (0x3A, _, _): kind = .colon
    case (0x3B, _, _): kind = .semicolon
    case (0x3D, _, _): kind = .equals
    case (0x40, _, _): kind = .at
    case (0x5B, _, _): kind = .leftBracket
    case (0x5D, _, _): kind = .rightBracket
    case (0x7B, _, _): kind = .leftBrace
    case (0x7D, _, _): kind = .rightBrace
    default: kind = .symbol
    }
    offset += length
    return Token(kind, start, offset)
  }

  private mutating func beyondASCII() -> Token {
    let start = offset
    guard let (scalar, length) = scalar(at: start) else {
      offset += 1
      return Token(.invalidByte, start, offset)
    }
    if scalar.beginsName { return word() }
    offset += length
    if scalar.isCurlyQuote { return curlyString(from: start) }
    if scalar.isDash, byte(offset) == 0x3E {
      offset += 1
      return Token(.arrowLookalike, start, offset)
    }
    return Token(scalar.isTypographicArrow ? .arrowLookalike : .oddScalar, start, offset)
  }

  /// Reads from one typographic quote to the next on the line. If there is no next one, the token is the quote alone.
  private mutating func curlyString(from start: Int) -> Token {
    let afterQuote = offset
    while offset < bytes.count, !bytes[offset].endsLine {
      guard bytes[offset] >= 0x80, let (scalar, length) = scalar(at: offset) else {
        offset += 1
        continue
      }
      offset += length
      if scalar.isCurlyQuote { return Token(.curlyString, start, offset) }
    }
    offset = afterQuote
    return Token(.curlyString, start, offset)
  }
}

/// The smallest part of a line that has a meaning: a kind and the bytes that it covers.
struct Token: Sendable {
  enum Kind: UInt8, Sendable {
    /// Not in the text: the parser sees it after the last token of a line.
    case end
    /// A name or a word of the language. The position decides which one.
    case word
    /// Digits only.
    case number
    /// Starts with a digit and contains other characters, such as `0.12.2`.
    case release
    case string
    /// A string whose line ends before its closing quote.
    case unclosedString
    /// `"""..."""`, possibly over several lines.
    case tripleString
    case unclosedTripleString
    /// Text between typographic quotes, or a single such quote.
    case curlyString
    case arrow
    /// Something that was meant as an arrow, such as `=>`.
    case arrowLookalike
    case leftParen, rightParen, leftBrace, rightBrace, leftBracket, rightBracket
    case comma, colon, semicolon, dot, ellipsis, at, equals, minus
    /// An ASCII character that no statement uses.
    case symbol
    /// A scalar outside ASCII that cannot be part of a name.
    case oddScalar
    /// A byte that is not UTF-8.
    case invalidByte
  }

  var kind: Kind
  /// The meaning of the token, if it is a word.
  var word: Word
  /// Whether the token is a word of ASCII only or a string without escapes, which needs no further checks.
  var isPlain: Bool
  var start: Int32
  var end: Int32
  /// The hash of the text, if the token is a word.
  var hash: UInt32

  var span: Span { Span(start: start, end: end) }

  init(_ kind: Kind, _ start: Int, _ end: Int, isPlain: Bool = true, _ word: Word = .name, hash: UInt32 = 0) {
    self.kind = kind
    self.word = word
    self.isPlain = isPlain
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
    self.hash = hash
  }
}
