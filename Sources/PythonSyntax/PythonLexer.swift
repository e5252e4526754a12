import Characters
import Diagnostics

/// # PythonSyntax
///
/// Input: the bytes of a Python 3.11 file. Output: statements and expressions with their spans, and diagnostics. First
/// the lexer splits the whole file into tokens, then the parser reads them. Text that is no Python becomes a token that
/// the parser reports, so that each statement has at most one error.

/// Splits a Python file into tokens, with the indentation as tokens.
struct PythonLexer {
  let bytes: [UInt8]
  /// The offset after the last byte to read.
  let end: Int
  /// The offset of the next byte to read.
  var offset: Int
  var tokens: [PythonToken] = []
  /// The indentation of the blocks around the current line.
  var indentations = [Indentation(column: 0, columnWithSmallTabs: 0)]
  /// The offsets of the open brackets.
  private var brackets: [Int] = []
  /// Whether a string or a bracket on this line is broken, so that the open brackets end with the line.
  private var leavesBracketsOpen = false

  /// Returns the tokens of a file.
  static func tokens(of bytes: [UInt8], in range: Range<Int>? = nil) -> [PythonToken] {
    let range = range ?? bytes.indices
    let mark = bytes[range].starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var lexer = Self(bytes: bytes, offset: range.lowerBound + mark, end: range.upperBound)
    while lexer.offset < lexer.end { lexer.readLine() }
    lexer.finish()
    return lexer.tokens
  }

  /// Returns the tokens of a replacement field of an f-string, in parentheses.
  static func tokens(ofReplacement range: Range<Int>, in bytes: [UInt8]) -> [PythonToken] {
    var lexer = Self(bytes: bytes, offset: range.lowerBound, end: min(range.upperBound, bytes.count))
    lexer.append(.leftParen, length: 0)
    lexer.brackets.append(range.lowerBound)
    lexer.readLogicalLine()
    lexer.append(.rightParen, length: 0)
    lexer.append(.newline, length: 0)
    lexer.append(.end, length: 0)
    return lexer.tokens
  }

  private init(bytes: [UInt8], offset: Int, end: Int) {
    self.bytes = bytes
    self.offset = offset
    self.end = end
  }

  /// Returns the byte at an offset, or 0 outside the text. NUL is no part of any token.
  func byte(_ place: Int) -> UInt8 { place < end ? bytes[place] : 0 }

  /// Appends a token that starts at the next byte, and moves past it.
  mutating func append(_ kind: PythonToken.Kind, length: Int) {
    tokens.append(PythonToken(kind, offset, offset + length))
    offset += length
  }

  /// Reads a logical line with its indentation. Blank lines and comments have no tokens.
  private mutating func readLine() {
    guard readIndentation() else { return skipPhysicalLine() }
    if byte(offset) == UInt8(ascii: ">"), byte(offset + 1) == UInt8(ascii: ">"), byte(offset + 2) == UInt8(ascii: ">") {
      append(.prompt, length: 3)
    }
    readLogicalLine()
  }

  /// Moves to the start of the next physical line.
  private mutating func skipPhysicalLine() {
    skipToLineEnd()
    skipLineEnd()
  }

  private mutating func skipToLineEnd() { while offset < end, !bytes[offset].endsLine { offset += 1 } }

  /// Moves past a line break, if there is one.
  mutating func skipLineEnd() {
    guard byte(offset).endsLine else { return }
    offset += byte(offset) == .carriageReturn && byte(offset + 1) == .lineFeed ? 2 : 1
  }

  private mutating func readLogicalLine() {
    while offset < end {
      let first = bytes[offset]
      switch first {
      case 0x20, 0x09, 0x0C: offset += 1
      case 0x0A, 0x0D:
        if brackets.isEmpty || leavesBracketsOpen { return endLogicalLine() }
        skipLineEnd()
        if startsStatement() { return endLogicalLine() }
      case UInt8(ascii: "#"): skipToLineEnd()
      case UInt8(ascii: "\\"): readContinuation()
      case 0x30...0x39: readNumber()
      case UInt8(ascii: "."): if byte(offset + 1).isDigit { readNumber() } else { readOperator(first) }
      case UInt8(ascii: "\""), UInt8(ascii: "'"): readString(prefix: 0)
      case 0x80...: readName()
      case _ where first.isWordByte: readName()
      default: readOperator(first)
      }
    }
  }

  /// Ends the logical line. A bracket that is still open has no end.
  private mutating func endLogicalLine() {
    if let bracket = brackets.last, !leavesBracketsOpen {
      tokens.append(PythonToken(.unclosedBracket, bracket, bracket + 1))
    }
    brackets.removeAll()
    leavesBracketsOpen = false
    append(.newline, length: 0)
    skipLineEnd()
  }

  /// Returns whether the line inside brackets starts with a keyword that cannot be inside brackets.
  private func startsStatement() -> Bool {
    var place = offset
    while byte(place).isBlank { place += 1 }
    let start = place
    while byte(place).isLetter, place - start < 9 { place += 1 }
    guard place > start, !byte(place).isWordByte, byte(place) < 0x80 else { return false }
    return PythonToken.Kind(keyword: text(start..<place))?.startsOnlyStatements == true
  }

  private mutating func finish() {
    if let last = tokens.last, last.kind != .newline { endLogicalLine() }
    for _ in indentations.dropFirst() { append(.dedent, length: 0) }
    append(.end, length: 0)
  }

  private mutating func readContinuation() {
    guard byte(offset + 1).endsLine, offset + 1 < end else { return append(.badContinuation, length: 1) }
    offset += 1
    skipLineEnd()
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Reads a name, a keyword, or a string with a prefix.
  private mutating func readName() {
    let start = offset
    while offset < end {
      if bytes[offset].isWordByte {
        offset += 1
      } else if bytes[offset] >= 0x80, let length = lengthOfLetter(at: offset, isFirst: offset == start) {
        offset += length
      } else {
        break
      }
    }
    let length = offset - start
    guard length > 0 else { return append(.badCharacter, length: scalar(at: offset)?.length ?? 1) }
    if length <= 2, byte(offset) == UInt8(ascii: "\"") || byte(offset) == UInt8(ascii: "'"),
      StringPrefix(bytes[start..<offset]) != nil
    {
      offset = start
      return readString(prefix: length)
    }
    let keyword = length <= 8 ? PythonToken.Kind(keyword: text(start..<offset)) : nil
    tokens.append(PythonToken(keyword ?? .name, start, offset))
  }

  /// Returns the length of a letter outside ASCII that can be part of a name; nil for other characters.
  private func lengthOfLetter(at place: Int, isFirst: Bool) -> Int? {
    guard let (scalar, length) = scalar(at: place) else { return nil }
    return (isFirst ? scalar.properties.isXIDStart : scalar.properties.isXIDContinue) ? length : nil
  }

  /// Returns the scalar at an offset and its length in bytes; nil if the bytes are not UTF-8.
  func scalar(at place: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    let first = byte(place)
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard place + length <= end, let scalar = text(place..<place + length).unicodeScalars.first,
      UTF8.width(scalar) == length, scalar != "\u{FFFD}" || first == 0xEF
    else { return nil }
    return (scalar, length)
  }

  private mutating func readOperator(_ first: UInt8) {
    let (kind, length) = PythonToken.Kind.operator(first, byte(offset + 1), byte(offset + 2))
    switch kind {
    case .leftParen, .leftBracket, .leftBrace: brackets.append(offset)
    case .rightParen, .rightBracket, .rightBrace: return closeBracket(kind)
    default: break
    }
    append(kind, length: length)
  }

  private mutating func closeBracket(_ kind: PythonToken.Kind) {
    guard let opening = brackets.popLast() else { return append(.unopenedBracket, length: 1) }
    if bytes[opening].closingBracket == byte(offset) { return append(kind, length: 1) }
    leavesBracketsOpen = true
    append(.mismatchedBracket, length: 1)
  }

  /// Makes the open brackets end with the line.
  mutating func leaveBracketsOpen() { leavesBracketsOpen = true }
}

extension UInt8 {
  /// The bracket that closes this opening bracket.
  var closingBracket: UInt8 {
    switch self {
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    default: UInt8(ascii: "}")
    }
  }
}
