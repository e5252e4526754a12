import Diagnostics

/// A line that begins with none of our words: what it was probably meant to be.
extension Parser {
  mutating func unknownStatement() {
    let first = current
    switch first.kind {
    case .rightBrace: unopenedBrace()
    case .at: pastedFunction()
    case .colon: commandWithColon()
    case .tripleString, .unclosedTripleString:
      fail(
        .pastedCode, "a text in three quotes is no statement",
        at: Label(Span(start: first.start, end: first.start + 3)),
        help: "begin the line with `#` to make it a comment")
    case .word: unknownWord(first, text(of: first))
    default: unexpected(.unknownStatement, "a statement begins with a word")
    }
  }

  private mutating func unknownWord(_ first: Token, _ word: String) {
    // `flask.abort(404)` and `history = []` are Python, though our commands have these names too.
    let isPython = peek(1).kind == .dot || peek(1).kind == .equals
    if !isPython, CommandWord.all.contains(word) { return sessionCommand(word, first.span) }
    if pastedPython(first, word) { return }
    if peek(1).kind == .arrow || peek(1).kind == .arrowLookalike {
      let before = Span(start: first.start, end: first.start)
      fail(
        .unknownStatement, "a statement begins with a word that says what it is", at: Label(first.span),
        help: beginsAnswer(peek(2)) ? write((before, "handler ")) : nil)
      return
    }
    if let joined = joinedWord(word) {
      let behind = Span(start: first.start + Int32(joined.utf8.count), end: first.start + Int32(joined.utf8.count))
      fail(
        .unknownStatement, "a space is missing behind `\(joined)`", at: Label(first.span), help: write((behind, " ")))
      return
    }
    let near = Self.foreignWords[word] ?? nearestName(to: word, among: statementWords)
    let help = near.flatMap { near in write((first.span, near)) ?? replaceWord(first.span, by: near) }
    fail(.unknownStatement, "`\(shown(first))` begins no statement", at: Label(first.span), help: help)
  }

  /// What other languages call our statements.
  private static let foreignWords = ["throw": "raise", "catch": "handler", "errorhandler": "handler"]

  /// Whether what stands behind an arrow can be what a handler answers; `A -> B` is somebody's order of classes.
  private func beginsAnswer(_ token: Token) -> Bool {
    token.kind == .string || spells(token, .raise) || spells(token, .abort) || spells(token, .return)
      || spells(token, .e)
  }

  /// The word of a statement that runs into the name behind it, as in `classE1(Exception)`.
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
      .unknownStatement, "a statement does not begin with a colon", at: Label(colon.span),
      help: isStatement ? write((colon.span, "")) : nil)
  }

  private mutating func sessionCommand(_ word: String, _ span: Span) {
    let release = peek(1)
    if word == "flask", release.kind == .release || release.kind == .number {
      let before = Span(start: span.start, end: span.start)
      return fail(
        .sessionCommand, "`flask` belongs to the prompt, not to a script", at: Label(span),
        help: write((before, "use ")))
    }
    fail(
      .sessionCommand, "`\(word)` belongs to the prompt, not to a script", at: Label(span),
      help: word == "flask" ? "`use flask 0.12.2` chooses a release in a script" : "leave the line out")
  }
}
