import Diagnostics

/// Looking at tokens, taking them, and giving up on a statement.
///
/// What only looks is inlined: as a call it would be handed a copy of the whole parser, dozens of times a statement.
extension Parser {
  @inline(__always) var current: Token { peek(0) }

  /// The token some places ahead; behind the last one of the line, `end`.
  @inline(__always)
  func peek(_ distance: Int) -> Token {
    let place = index + distance
    return place < tokens.count ? tokens[place] : Token(.end, Int(endOfTokens), Int(endOfTokens))
  }

  @inline(__always) private var endOfTokens: Int32 { tokens.last?.end ?? Int32(truncatingIfNeeded: lexer.offset) }

  /// Whether the statement can end here.
  @inline(__always) var isAtEnd: Bool { ends(current) }

  @inline(__always) func ends(_ token: Token) -> Bool { token.kind == .end || (isInBlock && token.kind == .rightBrace) }

  mutating func advance() {
    guard index < tokens.count else { return }
    lastEnd = tokens[index].end
    index += 1
  }

  /// Takes the token if it is of this kind.
  mutating func take(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  mutating func takeWord(_ word: PartWord) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  mutating func takeWord(_ word: StatementWord) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  @inline(__always) func isWord(_ word: PartWord) -> Bool { spells(current, word) }
  @inline(__always) func isWord(_ word: StatementWord) -> Bool { spells(current, word) }

  @inline(__always) func spells(_ token: Token, _ word: PartWord) -> Bool { token.word == .part(word) }
  @inline(__always) func spells(_ token: Token, _ word: StatementWord) -> Bool { token.word == .statement(word) }

  func text(of token: Token) -> String { text(token.span) }

  /// The text under a span, with U+FFFD where bytes are not UTF-8.
  func text(_ span: Span) -> String {
    let start = min(max(Int(span.start), 0), lexer.bytes.count)
    let end = min(max(Int(span.end), start), lexer.bytes.count)
    return String(decoding: lexer.bytes[start..<end], as: UTF8.self)
  }

  /// The number of a word.
  mutating func textID(of word: Token) -> TextID {
    texts.id(of: lexer.bytes, Int(word.start)..<Int(word.end), word.hash)
  }

  /// The rest of the statement on this line, however it is made up.
  var restOfLine: Span {
    var end = current.end
    for token in tokens[min(index, tokens.count)...] {
      if ends(token) { break }
      end = token.end
    }
    return Span(start: current.start, end: end)
  }

  /// Gives the statement up. Only the first problem counts; from here on the rules see the end of the line.
  mutating func fail(
    _ kind: DiagnosticKind, _ message: String, at label: Diagnostic.Label, help: Advice? = nil, notes: [String] = []
  ) {
    guard failure == nil else { return }
    failure = Diagnostic(kind, .error, message, at: label, help: help, notes: notes)
    failureIndex = index
    brokeInBody = isInClassBody
    index = tokens.count
  }

  /// Says a fact about a statement that is right.
  mutating func note(_ kind: DiagnosticKind, _ message: String, at span: Span, help: Advice? = nil) {
    guard failure == nil else { return }
    diagnostics.append(Diagnostic(kind, .note, message, at: Diagnostic.Label(span), help: help))
  }
}

typealias Label = Diagnostic.Label
