import Diagnostics

/// The line that a diagnostic proposes: the original line with as few changes as possible.
extension Parser {
  /// Returns ``write `...` `` with parts of the statement replaced. Also replaces typographic quotes and arrows, and
  /// fixes other errors of the line. Returns nil if the result is not a correct line, is too long to show, or has
  /// several lines.
  func write(_ edits: (span: Span, text: String)..., droppingColon: Bool = false) -> Advice? {
    guard failure == nil, let line = finishedLine(edits, limit: 120, droppingColon: droppingColon),
      let right = corrected(line)
    else { return nil }
    return Advice("write `\(right)`", offering: Suggestion(replacing: line.span, with: right))
  }

  /// Returns ``did you mean `...`?``, for a line that is too long to show.
  func replaceWord(_ span: Span, by word: String) -> Advice? {
    guard failure == nil, let line = finishedLine([(span, word)], limit: 4096), reads(line) else { return nil }
    return Advice("did you mean `\(word)`?", offering: Suggestion(replacing: span, with: word))
  }

  /// A proposed line.
  struct ProposedLine {
    var text: String
    /// The part of the source that it replaces.
    var span: Span
    /// The rest of the line, which is not changed.
    var rest = ""
  }

  private func finishedLine(
    _ edits: [(span: Span, text: String)], limit: Int32, droppingColon: Bool = false
  ) -> ProposedLine? {
    guard let first = tokens.first(where: { $0.start >= statementStart }), let end = finishedEnd(droppingColon) else {
      return nil
    }
    guard end >= first.start, end - first.start <= limit else { return nil }
    var all = edits.filter { $0.span.end <= end }
    for token in tokens where token.start >= first.start && token.end <= end {
      guard let text = fixed(token), !edits.contains(where: { overlap($0.span, token.span) }) else { continue }
      all.append((token.span, text))
    }
    var line = ""
    var place = first.start
    for edit in all.sorted(by: { $0.span.start < $1.span.start }) where edit.span.start >= place {
      line += text(Span(start: place, end: edit.span.start)) + edit.text
      place = edit.span.end
    }
    line += text(Span(start: place, end: end))
    while line.last == " " { line.removeLast() }
    let isOneLine = line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0x60 }
    guard isOneLine else { return nil }
    let rest = droppingColon ? text(Span(start: end, end: tokens.last?.end ?? end)) : ""
    return ProposedLine(text: line, span: Span(start: first.start, end: end), rest: rest)
  }

  /// The end of the proposed line: before the brace that closes the test.
  private func finishedEnd(_ droppingColon: Bool) -> Int32? {
    if droppingColon, let colon = tokens.first(where: { $0.kind == .colon && $0.start >= statementStart }) {
      return colon.start
    }
    guard isInBlock, tokens.last?.kind == .rightBrace else { return tokens.last?.end }
    return tokens.dropLast().last?.end
  }

  private func overlap(_ left: Span, _ right: Span) -> Bool { left.start < right.end && right.start < left.end }

  /// Returns what the user should have typed instead of a token; nil if the token is fine.
  private func fixed(_ token: Token) -> String? {
    switch token.kind {
    case .arrowLookalike: "->"
    case .curlyString: straightened(token)
    case .unclosedString: straightenedEnd(token)
    case .oddScalar: asciiEquivalent(of: token)
    default: nil
    }
  }

  /// Returns the ASCII character for a similar-looking one. An invisible character is removed, unless two words would
  /// then become one.
  private func asciiEquivalent(of token: Token) -> String? {
    let equivalent = text(of: token).unicodeScalars.first?.asciiEquivalent
    let parts = tokens.contains { $0.end == token.start && $0.kind == .word }
    return equivalent == "" && parts && tokens.contains { $0.start == token.end && $0.kind == .word } ? " " : equivalent
  }

  /// Returns the text between typographic quotes with straight ones.
  private func straightened(_ token: Token) -> String {
    let inner = text(of: token).unicodeScalars.filter { !$0.isCurlyQuote }
    return inStraightQuotes(String(String.UnicodeScalarView(inner)))
  }

  /// Returns a string that starts with a straight quote and ends with a typographic one, with straight quotes.
  private func straightenedEnd(_ token: Token) -> String? {
    let scalars = text(of: token).unicodeScalars
    guard let end = scalars.firstIndex(where: { $0.isCurlyQuote }) else { return nil }
    let inner = scalars[scalars.index(after: scalars.startIndex)..<end]
    return inStraightQuotes(String(inner)) + String(scalars[scalars.index(after: end)...])
  }

  /// Returns the end of a string that starts with a straight quote and ends with a typographic one.
  func curlyEnd(of token: Token) -> Int32? {
    var place = Int(token.start)
    while place < Int(token.end) {
      // A byte that is not UTF-8 counts as one character, which is longer than one byte when it is shown.
      let (scalar, length) = lexer.scalar(at: place) ?? ("\u{FFFD}", 1)
      place += length
      if scalar.isCurlyQuote { return Int32(truncatingIfNeeded: place) }
    }
    return nil
  }

  /// Returns quoted text with straight quotes. The text already contains its escapes, so it is not `quoted` again.
  private func inStraightQuotes(_ text: String) -> String { text.contains("\"") ? "'\(text)'" : "\"\(text)\"" }
}

extension Unicode.Scalar {
  /// The ASCII character that a similar-looking character was meant for.
  var asciiEquivalent: String? {
    switch value {
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
    case 0x200B...0x200D, 0x2060, 0xFEFF, 0xAD: ""
    // A statement ends without a semicolon.
    case 0xFF1B: ""
    // The full-width forms are in the order of ASCII.
    case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0).map { String(Character($0)) }
    case 0x2010...0x2015, 0x2212: "-"
    case 0x3001: ","
    default: nil
    }
  }
}
