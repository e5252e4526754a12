import Diagnostics

/// Cuts a line into tokens. It works on bytes and an offset, and makes no text: most tokens are never shown to anybody.
struct Lexer: Sendable {
  let bytes: [UInt8]
  /// The next byte to be read.
  var offset: Int
  /// The number of the line on which it is.
  var line: Int
  private let emptyHash = TextHash.empty
  /// How many texts in three quotes began and were not closed before the end.
  private(set) var unclosedTexts = 0
  var endsInText: Bool { unclosedTexts > 0 }

  init(_ bytes: [UInt8], from offset: Int, line: Int = 1) {
    self.bytes = bytes
    self.line = line
    self.offset = min(max(offset, 0), bytes.count)
    if self.offset == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { self.offset = 3 }
  }

  var isAtEnd: Bool { offset >= bytes.count }

  /// The byte at a place, and 0 outside of the text: no statement can use a NUL, so it is no one's token.
  func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  /// Moves behind the next line end.
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

  /// Appends the tokens up to the end of the line and moves behind it. Only a string in three quotes makes the line
  /// longer than it looks.
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

  /// How many bytes a letter beyond ASCII has that a name can go on with; nil where there is none. By itself, since asking
  /// for the properties of a scalar takes room that each word would pay for.
  @inline(never)
  private func lengthOfLetter(at place: Int) -> Int? {
    guard let (scalar, length) = scalar(at: place), scalar.continuesName else { return nil }
    return length
  }

  /// A number or a release. A dot belongs to it only where a digit or letter follows.
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

  /// Escapes are not looked at: so a string that never ends is searched for its end once a file and quote, not once a
  /// line, and the text of a docstring plays no part anyway.
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

  /// From one typographic quote to the next on the line; without a next one, the quote alone.
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

/// The smallest piece of a line that means something: a kind and the bytes that it covers.
struct Token: Sendable {
  enum Kind: UInt8, Sendable {
    /// Not in the text: what the parser sees behind the last token of a line.
    case end
    /// A name or a word of the language; which of the two is a matter of position.
    case word
    /// Digits only.
    case number
    /// Begins with a digit and holds more than digits, such as `0.12.2`.
    case release
    case string
    /// A string whose line ends before its closing quote.
    case unclosedString
    /// `"""..."""`, possibly over several lines.
    case tripleString
    case unclosedTripleString
    /// Text between typographic quotes, or one such quote alone.
    case curlyString
    case arrow
    /// Something that was meant as an arrow, such as `=>`.
    case arrowLookalike
    case leftParen, rightParen, leftBrace, rightBrace, leftBracket, rightBracket
    case comma, colon, semicolon, dot, ellipsis, at, equals, minus
    /// An ASCII character that no statement uses.
    case symbol
    /// A scalar outside ASCII that no name may hold.
    case oddScalar
    /// A byte that is not UTF-8.
    case invalidByte
  }

  var kind: Kind
  /// What it means, if it is a word.
  var word: Word
  /// A word of ASCII only, a string without escapes: nothing needs a closer look.
  var isPlain: Bool
  var start: Int32
  var end: Int32
  /// Of the text, if it is a word.
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
