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

  mutating func takeWord(_ word: String) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  @inline(__always) func isWord(_ word: String) -> Bool { spells(current, word) }

  @inline(__always)
  func spells(_ token: Token, _ word: String) -> Bool {
    guard token.kind == .word, Int(token.end - token.start) == word.utf8.count else { return false }
    return lexer.bytes[Int(token.start)..<Int(token.end)].elementsEqual(word.utf8)
  }

  func text(of token: Token) -> String { source.text(token.span) }

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
    _ kind: DiagnosticKind, _ message: String, at label: Diagnostic.Label, help: String? = nil, notes: [String] = []
  ) {
    guard failure == nil else { return }
    failure = Diagnostic(kind, .error, message, at: label, help: help, notes: notes)
    failureIndex = index
    brokeInBody = isInClassBody
    index = tokens.count
  }

  /// Says a fact about a statement that is right.
  mutating func note(_ kind: DiagnosticKind, _ message: String, at span: Span, help: String? = nil) {
    guard failure == nil else { return }
    notes.append(Diagnostic(kind, .note, message, at: Diagnostic.Label(span), help: help))
  }
}

typealias Label = Diagnostic.Label
