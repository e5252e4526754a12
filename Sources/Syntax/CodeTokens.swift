import Diagnostics

/// A piece of a script with the role that an editor shows in color.
public struct CodeToken: Sendable, Hashable {
  /// What a piece of code is.
  public enum Role: Sendable, Hashable {
    /// The word that starts a statement, such as `handler`.
    case statement
    /// A word with a meaning inside a statement, such as `in`.
    case word
    case name
    /// A number or a release.
    case number
    case text
    case comment
    /// Punctuation, such as `->`.
    case sign
    /// Something that no statement can contain, and a string that does not end.
    case problem
  }

  /// What the piece is.
  public var role: Role
  /// The offsets of its bytes.
  public var bytes: Range<Int>

  /// Returns the tokens of a script in order. What is between them is blank.
  public static func all(in bytes: [UInt8]) -> [CodeToken] {
    var reader = CodeTokenReader(bytes)
    return reader.read()
  }
}

private struct CodeTokenReader {
  private var lexer: Lexer
  private var found: [CodeToken] = []
  /// Whether a token can start a statement: it is the first one of its line, or follows a brace.
  private var isAtStart = true

  init(_ bytes: [UInt8]) {
    lexer = Lexer(bytes, from: 0)
  }

  mutating func read() -> [CodeToken] {
    var tokens: [Token] = []
    while !lexer.isAtEnd {
      tokens.removeAll(keepingCapacity: true)
      let start = lexer.offset
      lexer.readLine(into: &tokens)
      isAtStart = true
      for token in tokens { add(token) }
      addComment(from: tokens.last.map { Int($0.end) } ?? start)
    }
    return found
  }

  private mutating func add(_ token: Token) {
    found.append(CodeToken(role: role(of: token), bytes: Int(token.start)..<Int(token.end)))
    isAtStart = token.kind == .leftBrace || token.kind == .rightBrace
  }

  private func role(of token: Token) -> CodeToken.Role {
    switch token.kind {
    case .word:
      switch token.word {
      case .statement: isAtStart ? .statement : .word
      case .part: .word
      case .name: .name
      }
    case .number, .release: .number
    case .string, .tripleString, .curlyString: .text
    case .end, .arrow, .leftParen, .rightParen, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .comma, .colon,
      .semicolon, .dot, .ellipsis, .at, .equals, .minus:
      .sign
    case .unclosedString, .unclosedTripleString, .arrowLookalike, .symbol, .oddScalar, .invalidByte: .problem
    }
  }

  /// Adds the comment that ends a line. The lexer skips comments.
  private mutating func addComment(from end: Int) {
    var start = end
    while [0x20, 0x09, 0x0C].contains(lexer.byte(start)) { start += 1 }
    guard lexer.byte(start) == UInt8(ascii: "#") else { return }
    var stop = start
    while stop < lexer.bytes.count, !lexer.byte(stop).endsLine { stop += 1 }
    found.append(CodeToken(role: .comment, bytes: start..<stop))
  }
}
