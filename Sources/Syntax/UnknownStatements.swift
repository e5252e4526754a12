import Diagnostics

/// Lines that do not start with the word of a statement, and what they were probably meant to be.
extension Parser {
  mutating func unknownStatement() {
    let first = current
    switch first.kind {
    case .rightBrace: unopenedBrace()
    case .at: pastedFunction()
    case .colon: commandWithColon()
    case .tripleString, .unclosedTripleString:
      fail(
        .pastedCode, "a triple-quoted string is not a statement",
        at: Label(Span(start: first.start, end: first.start + 3)),
        help: "start the line with `#` to make it a comment")
    case .word: unknownWord(first, text(of: first))
    default: unexpected(.unknownStatement, "a statement")
    }
  }

  private mutating func unknownWord(_ first: Token, _ word: String) {
    // `flask.abort(404)` and `history = []` are Python, although prompt commands have these names too.
    let isPython = peek(1).kind == .dot || peek(1).kind == .equals
    if !isPython, CommandWord.all.contains(word) { return sessionCommand(word, first.span) }
    if pastedPython(first, word) { return }
    if peek(1).kind == .arrow || peek(1).kind == .arrowLookalike {
      let before = Span(start: first.start, end: first.start)
      fail(
        .unknownStatement, "a statement starts with a word such as `handler`", at: Label(first.span),
        help: startsAnswer(peek(2)) ? write((before, "handler ")) : nil)
      return
    }
    if let joined = joinedWord(word) {
      let insertion = Span(start: first.start + Int32(joined.utf8.count), end: first.start + Int32(joined.utf8.count))
      fail(
        .unknownStatement, "expected a space after `\(joined)`", at: Label(first.span), help: write((insertion, " ")))
      return
    }
    let near = Self.keywordsOfOtherLanguages[word] ?? nearestName(to: word, among: statementWords)
    let help = near.flatMap { near in write((first.span, near)) ?? replaceWord(first.span, by: near) }
    fail(.unknownStatement, "unknown statement `\(shown(first))`", at: Label(first.span), help: help)
  }

  /// Words of other languages for statements of this one.
  private static let keywordsOfOtherLanguages = ["throw": "raise", "catch": "handler", "errorhandler": "handler"]

  /// Returns whether a token after an arrow can start the answer of a handler. In `A -> B`, which shows an order of
  /// classes, it cannot.
  private func startsAnswer(_ token: Token) -> Bool {
    token.kind == .string || spells(token, .raise) || spells(token, .abort) || spells(token, .return)
      || spells(token, .e)
  }

  /// Returns the statement word that is joined with the following name, as in `classE1(Exception)`.
  private func joinedWord(_ word: String) -> String? {
    let starts = ["class", "blueprint", "handler", "raise", "abort", "respond", "visit", "mro", "why"]
    return starts.first { start in
      let next = word.utf8.dropFirst(start.utf8.count).first
      return word.hasPrefix(start) && next.map { $0 < 0x61 && $0 != 0x5F } == true
    }
  }

  private mutating func commandWithColon() {
    let colon = current
    let next = peek(1)
    let word = next.kind == .word ? text(of: next) : ""
    if CommandWord.all.contains(word) { return sessionCommand(word, colon.span.joined(next.span)) }
    let isStatement = statementWords.contains(word)
    fail(
      .unknownStatement, "expected a statement, found `:`", at: Label(colon.span),
      help: isStatement ? write((colon.span, "")) : nil)
  }

  private mutating func sessionCommand(_ word: String, _ span: Span) {
    let release = peek(1)
    if word == "flask", release.kind == .release || release.kind == .number {
      let before = Span(start: span.start, end: span.start)
      return fail(
        .sessionCommand, "`flask` is a prompt command and cannot be used in a script", at: Label(span),
        help: write((before, "use ")))
    }
    fail(
      .sessionCommand, "`\(word)` is a prompt command and cannot be used in a script", at: Label(span),
      help: word == "flask" ? "to set the release in a script, write `use flask 0.12.2`" : "remove the line")
  }
}
