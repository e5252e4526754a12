import Characters
import Diagnostics

/// Messages for a token that does not fit. Characters that are wrong anywhere are reported first: a user who typed `→`
/// needs to know how to write the arrow, not what else could come here.
extension Parser {
  mutating func unexpected(_ kind: DiagnosticKind, _ expected: String, help: Advice? = nil) {
    guard failure == nil else { return }
    switch current.kind {
    case .curlyString: curlyQuotes(current.span)
    case .arrowLookalike: arrowLookalike()
    case .unclosedString: unclosedString()
    case .tripleString, .unclosedTripleString: tripleQuotes()
    case .oddScalar, .invalidByte: oddCharacter()
    case .symbol where lexer.byte(Int(current.start)) < 0x21 || lexer.byte(Int(current.start)) == 0x7F: oddCharacter()
    default: fail(kind, "expected \(expected), found \(found)", at: Label(current.span), help: help)
    }
  }

  private var found: String { current.kind == .end ? "the end of the line" : "`\(shown(current))`" }

  /// Returns the text of a token as a diagnostic shows it, shortened if it is long.
  func shown(_ token: Token) -> String {
    shown(text(Span(start: token.start, end: min(token.end, token.start + 200))))
  }

  func shown(_ text: String) -> String {
    text.utf8.count <= 60 ? text : String(text.unicodeScalars.prefix(40)) + "..."
  }

  private mutating func curlyQuotes(_ span: Span) {
    fail(
      .curlyQuotes, "expected straight quotes, found typographic quotes", at: Label(span),
      help: write() ?? "put `\"` on both sides")
  }

  private mutating func arrowLookalike() {
    fail(
      .arrowLookalike, "expected the arrow `->`, found `\(shown(current))`", at: Label(current.span),
      help: write() ?? "write a hyphen and `>`")
  }

  private mutating func unclosedString() {
    let token = current
    if let end = curlyEnd(of: token) { return curlyQuotes(Span(start: token.start, end: end)) }
    let quote = text(Span(start: token.start, end: token.start + 1))
    fail(
      .unclosedString, "this string has no closing quote", at: Label(trimmed(token.span)),
      help: writeClosed(token, quote) ?? "add \(quote) after its last character")
  }

  /// Returns the string with its closing quote: before a status, as in `"sorry, 500`, or at the end. If the string ends
  /// with the other kind of quote, that quote is replaced.
  private func writeClosed(_ token: Token, _ quote: String) -> Advice? {
    guard token.end - token.start <= 120 else { return nil }
    let words = text(trimmed(token.span))
    // The brace that closes a test was read as part of the string.
    guard !(isInBlock && words.last == "}") else { return nil }
    let digits = words.reversed().prefix { $0.isASCII && $0.isNumber }.count
    let before = words.dropLast(digits).reversed().drop { $0 == " " }
    guard digits == 3, before.first == "," else { return write((token.span, closed(words[...], quote))) }
    let body = String(before.dropFirst().drop { $0 == " " }.reversed())
    return write((token.span, "\(closed(body[...], quote)), \(words.suffix(digits))"))
      ?? write((token.span, closed(words[...], quote)))
  }

  private func closed(_ words: Substring, _ quote: String) -> String {
    let other: Character = quote == "'" ? "\"" : "'"
    return (words.last == other && words.dropLast().contains(other) == false ? words.dropLast() : words) + quote
  }

  private func trimmed(_ span: Span) -> Span {
    var end = span.end
    while end > span.start + 1, lexer.byte(Int(end) - 1).isBlank { end -= 1 }
    return Span(start: span.start, end: end)
  }

  private mutating func tripleQuotes() {
    let token = current
    let inner = Span(start: token.start + 2, end: token.end - 2)
    fail(
      .tripleQuotes, "triple quotes are not supported here: use single or double quotes",
      at: Label(Span(start: token.start, end: token.start + 3)),
      help: token.kind == .tripleString ? write((token.span, text(inner))) : nil)
  }

  private mutating func oddCharacter() {
    let token = current
    let fixed = token.kind == .oddScalar ? write() : nil
    fail(
      .unexpectedCharacter, "unexpected \(characterName(token))", at: Label(token.span),
      help: fixed ?? "remove it")
  }

  private func characterName(_ token: Token) -> String {
    guard token.kind != .invalidByte, let scalar = text(of: token).unicodeScalars.first else {
      return "byte that is not UTF-8"
    }
    let number = String(scalar.value, radix: 16, uppercase: true)
    return "character U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
  }
}
