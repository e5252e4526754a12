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
    if !isPython, sessionCommands.contains(word) { return sessionCommand(word, first.span) }
    if pastedPython(first, word) { return }
    if peek(1).kind == .arrow || peek(1).kind == .arrowLookalike {
      let before = Span(start: first.start, end: first.start)
      fail(
        .unknownStatement, "a statement begins with a word that says what it is", at: Label(first.span),
        help: write((before, "handler ")))
      return
    }
    let near = nearestName(to: word, among: statementWords)
    let help = near.map { near in write((first.span, near)) ?? "did you mean `\(near)`?" }
    fail(.unknownStatement, "`\(shown(first))` begins no statement", at: Label(first.span), help: help)
  }

  private mutating func commandWithColon() {
    let colon = current
    let next = peek(1)
    let word = next.kind == .word ? text(of: next) : ""
    if sessionCommands.contains(word) { return sessionCommand(word, colon.span.joined(next.span)) }
    let isStatement = statementWords.contains(word)
    fail(
      .unknownStatement, "a statement does not begin with a colon", at: Label(colon.span),
      help: isStatement ? write((colon.span, "")) : nil)
  }

  private mutating func sessionCommand(_ word: String, _ span: Span) {
    fail(
      .sessionCommand, "`\(word)` belongs to the prompt, not to a script", at: Label(span),
      help: word == "flask" ? "to choose a release in a script, write `use flask` and its number" : "leave the line out"
    )
  }
}
