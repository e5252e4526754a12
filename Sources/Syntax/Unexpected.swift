import Diagnostics

/// What is said where something else was wanted. Characters that are wrong anywhere come first: who typed `→` needs to
/// hear of the arrow, not of what could have stood in its place.
extension Parser {
  mutating func unexpected(_ kind: DiagnosticKind, _ needs: String, help: Advice? = nil) {
    guard failure == nil else { return }
    switch current.kind {
    case .curlyString: curlyQuotes(current.span)
    case .arrowLookalike: arrowLookalike()
    case .unclosedString: unclosedString()
    case .tripleString, .unclosedTripleString: tripleQuotes()
    case .oddScalar, .invalidByte: oddCharacter()
    case .symbol where lexer.byte(Int(current.start)) < 0x21 || lexer.byte(Int(current.start)) == 0x7F: oddCharacter()
    default: fail(kind, "\(needs), and here \(found)", at: Label(current.span), help: help)
    }
  }

  private var found: String { current.kind == .end ? "the line ends" : "stands `\(shown(current))`" }

  /// A piece of the text as a diagnostic shows it: cut where it is long.
  func shown(_ token: Token) -> String {
    shown(text(Span(start: token.start, end: min(token.end, token.start + 200))))
  }

  func shown(_ text: String) -> String {
    text.utf8.count <= 60 ? text : String(text.unicodeScalars.prefix(40)) + "..."
  }

  private mutating func curlyQuotes(_ span: Span) {
    fail(
      .curlyQuotes, "a string stands between straight quotes, not typographic ones", at: Label(span),
      help: write() ?? "type `\"` on both sides")
  }

  private mutating func arrowLookalike() {
    fail(
      .arrowLookalike, "the arrow is written `->`, not `\(shown(current))`", at: Label(current.span),
      help: write() ?? "type a hyphen and `>`")
  }

  private mutating func unclosedString() {
    let token = current
    if let end = curlyEnd(of: token) { return curlyQuotes(Span(start: token.start, end: end)) }
    let quote = text(Span(start: token.start, end: token.start + 1))
    fail(
      .unclosedString, "this string is not closed before its line ends", at: Label(trimmed(token.span)),
      help: writeClosed(token, quote) ?? "put \(quote) behind its last character")
  }

  /// The string with its second quote: before a status, as in `"sorry, 500`, or at the end. Another kind of quote
  /// there was meant as this one.
  private func writeClosed(_ token: Token, _ quote: String) -> Advice? {
    guard token.end - token.start <= 120 else { return nil }
    let words = text(trimmed(token.span))
    // What closes a test was read as part of the string.
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
      .tripleQuotes, "a string stands between single or double quotes, not three",
      at: Label(Span(start: token.start, end: token.start + 3)),
      help: token.kind == .tripleString ? write((token.span, text(inner))) : nil)
  }

  private mutating func oddCharacter() {
    let token = current
    let fixed = token.kind == .oddScalar ? write() : nil
    fail(
      .unexpectedCharacter, "\(characterName(token)) has no meaning here", at: Label(token.span),
      help: fixed ?? "remove it")
  }

  private func characterName(_ token: Token) -> String {
    guard token.kind != .invalidByte, let scalar = text(of: token).unicodeScalars.first else {
      return "a byte that is not UTF-8"
    }
    let number = String(scalar.value, radix: 16, uppercase: true)
    return "the character U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
  }
}
