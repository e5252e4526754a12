import Diagnostics

/// Looking at tokens, consuming them, and reporting errors.
///
/// Functions that only look at tokens are inlined. As calls they would copy the whole parser, dozens of times per
/// statement.
extension Parser {
  @inline(__always) var current: Token { peek(0) }

  /// Returns the token at a distance from the current one; `end` after the last token of the line.
  @inline(__always)
  func peek(_ distance: Int) -> Token {
    let place = index + distance
    return place < tokens.count ? tokens[place] : Token(.end, Int(endOfTokens), Int(endOfTokens))
  }

  @inline(__always) private var endOfTokens: Int32 { tokens.last?.end ?? Int32(truncatingIfNeeded: lexer.offset) }

  /// Returns whether the statement can end before this token.
  @inline(__always) var isAtEnd: Bool { ends(current) }

  @inline(__always) func ends(_ token: Token) -> Bool { token.kind == .end || (isInBlock && token.kind == .rightBrace) }

  mutating func advance() {
    guard index < tokens.count else { return }
    lastEnd = tokens[index].end
    index += 1
  }

  /// Consumes the token if it is of this kind.
  mutating func take(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  /// Returns the text of a span as a name.
  mutating func name(at span: Span) -> Name {
    Name(texts.id(of: lexer.bytes, Int(span.start)..<Int(span.end)), span)
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

  /// Returns the text of a span, with U+FFFD for bytes that are not UTF-8.
  func text(_ span: Span) -> String {
    let start = min(max(Int(span.start), 0), lexer.bytes.count)
    let end = min(max(Int(span.end), start), lexer.bytes.count)
    return String(decoding: lexer.bytes[start..<end], as: UTF8.self)
  }

  /// Returns the number of a word in the table of texts.
  mutating func textID(of word: Token) -> TextID {
    texts.id(of: lexer.bytes, Int(word.start)..<Int(word.end), word.hash)
  }

  /// The rest of the statement on this line, whatever it contains.
  var restOfLine: Span {
    var end = current.end
    for token in tokens[min(index, tokens.count)...] {
      if ends(token) { break }
      end = token.end
    }
    return Span(start: current.start, end: end)
  }

  /// Reports an error and gives up on the statement. Only the first error counts. After it, all rules see the end of
  /// the line.
  mutating func fail(
    _ kind: DiagnosticKind, _ message: String, at label: Diagnostic.Label, help: Advice? = nil, notes: [String] = []
  ) {
    guard failure == nil else { return }
    failure = Diagnostic(kind, .error, message, at: label, help: help, notes: notes)
    failureIndex = index
    brokeInBody = isInClassBody
    index = tokens.count
  }

  /// Reports a note about a correct statement.
  mutating func note(_ kind: DiagnosticKind, _ message: String, at span: Span, help: Advice? = nil) {
    guard failure == nil else { return }
    diagnostics.append(Diagnostic(kind, .note, message, at: Diagnostic.Label(span), help: help))
  }
}

typealias Label = Diagnostic.Label
