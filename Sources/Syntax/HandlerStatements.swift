import Diagnostics

extension StatementDescriptor {
  static var handler: Self {
    Self(
      .declaration, "handler E -> \"text\", 500",
      usage: "handler EXCEPTION|CODE [in BLUEPRINT] -> \"BODY\"[, STATUS|e.code]",
      "handler EXCEPTION|CODE [in BLUEPRINT] -> raise EXCEPTION|e",
      "handler EXCEPTION|CODE [in BLUEPRINT] -> abort CODE", "handler EXCEPTION|CODE [in BLUEPRINT] -> e",
      summary: "Registers an error handler, as `@app.errorhandler` does.",
      details: """
        It returns a text, fails itself, or returns or raises again the exception that it received, `e`. The status of a text \
        is 200 if none is given; `e.code` is the exception's own.
        """,
      example: """
        handler LookupError -> "not here", 404
        raise KeyError
        """)
  }
}

/// `handler TARGET [in BLUEPRINT] -> ANSWER`.
extension Parser {
  mutating func handlerStatement() -> Statement.Kind? { handler().map { .handler($0) } }

  /// The whole statement; also what stands behind `expect refused`.
  mutating func handler() -> HandlerDeclaration? {
    advance()
    guard let target = handlerTarget() else { return nil }
    let scope = optionalScope()
    arrow()
    return handlerAnswer().map { HandlerDeclaration(target: target, scope: scope, answer: $0) }
  }

  private mutating func handlerTarget() -> HandlerDeclaration.Target? {
    let isCode = current.kind == .number || current.kind == .minus
    return isCode
      ? code(after: "handler").map { .code($0) } : name(.class, after: "handler").map { .named($0) }
  }

  /// The arrow between a question and its answer.
  mutating func arrow() {
    if take(.arrow) { return }
    missingArrow()
  }

  private mutating func handlerAnswer() -> HandlerDeclaration.Answer? {
    let first = current
    switch first.kind {
    case .string:
      return string("").map { .body($0, status: optionalStatus()) }
    case .word:
      if isWord(.raise) {
        advance()
        if current.kind == .number { raisedNumber(first) }
        if isWord(.e), ends(peek(1)) {
          advance()
          return .reraise(first.span.joined(Span(start: first.start, end: lastEnd)))
        }
        return raisedClass(after: "raise").map { .raise($0) }
      }
      if isWord(.abort) { return abortedCode().map { .abort($0) } }
      if takeWord(.e) { return .exception(first.span) }
      wrongAnswer()
    default:
      wrongAnswer()
    }
    return nil
  }

  private mutating func optionalStatus() -> HandlerDeclaration.Status? {
    if take(.comma) {
      guard isWord(.e), peek(1).kind == .dot, spells(peek(2), .code) else {
        return status().map { .number(Int32($0.value)) }
      }
      for _ in 0..<3 { advance() }
      return .ofException
    }
    if current.kind == .number { missingCommaBeforeStatus() }
    return nil
  }

  mutating func missingCommaBeforeStatus() {
    let before = Span(start: lastEnd, end: lastEnd)
    fail(
      .missingComma, "a comma is missing between the body and its status", at: Label(current.span),
      help: write((before, ",")))
  }

  private mutating func missingArrow() {
    let before = Span(start: lastEnd, end: lastEnd)
    switch current.kind {
    case .colon, .equals:
      fail(
        .missingArrow, "an arrow stands between the question and its answer", at: Label(current.span),
        help: write((mistakenArrow, (current.start > lastEnd ? "" : " ") + "->")))
    case .string, .number, .word:
      unexpected(.missingArrow, "an arrow `->` is missing", help: write((before, " ->")))
    default:
      unexpected(.missingArrow, "an arrow `->` and an answer are missing")
    }
  }

  /// `==`, `=>` or `:=` as a whole.
  private var mistakenArrow: Span {
    var end = current.end
    for token in tokens[index...].dropFirst() {
      let isSign = [.equals, .colon, .minus, .arrow, .arrowLookalike].contains(token.kind)
      guard token.start == end, isSign || (token.kind == .symbol && text(of: token) == ">") else { break }
      end = token.end
    }
    return Span(start: current.start, end: end)
  }

  /// What stands behind the arrow in place of an answer, and the answer that was probably meant.
  private mutating func wrongAnswer() {
    let token = current
    let needs = "a handler answers with a body, `raise`, `abort` or `e`"
    switch token.kind {
    case .number:
      fail(
        .missingAnswer, "a status alone is no answer: a handler returns a body too", at: Label(token.span),
        help: write((token.span, "\"BODY\", \(shown(token))")))
    case .leftParen:
      fail(
        .missingAnswer, "an answer is written without parentheses", at: Label(token.span), help: writeWithoutParens())
    case .word: wrongWord(token, text(of: token), needs)
    default: unexpected(.missingAnswer, needs)
    }
  }

  private mutating func wrongWord(_ token: Token, _ word: String, _ needs: String) {
    switch word {
    case "pass", "None":
      fail(
        .passAnswer, "Flask fails on a handler that returns nothing", at: Label(token.span),
        help: write((restOfLine, "e"))?.followed(by: " to return the exception"))
    case "return":
      let next = peek(1)
      let rest = Span(start: token.start, end: ends(next) ? token.end : next.start)
      fail(
        .returnAnswer, "the arrow already says `return`", at: Label(token.span),
        help: write((rest, ends(next) ? "e" : "")))
    case "ex", "err", "error", "exc", "exception", "exn":
      fail(
        .missingAnswer, "the exception that the handler received is called `e`", at: Label(token.span),
        help: write((token.span, "e")))
    case "page", "crash":
      fail(
        .missingAnswer, "`\(word)` is what `expect` sees, not what a handler can return", at: Label(token.span),
        help: "to return the exception, and so its page, write `-> e`")
    default:
      let isClass = ends(peek(1)) && token.isPlain && lexer.byte(Int(token.start)) < 0x61
      unexpected(
        .missingAnswer, needs, help: isClass ? write((token.span, "raise \(word)")) : writeInQuotes(from: token))
    }
  }

  /// `-> card not charged, 402` with the quotes that its words lack.
  private func writeInQuotes(from first: Token) -> Advice? {
    let words = tokens[index...].prefix { $0.kind == .word && !ends($0) }
    guard let last = words.last, ends(peek(words.count)) || peek(words.count).kind == .comma else { return nil }
    return write(
      (Span(start: first.start, end: first.start), "\""), (Span(start: last.end, end: last.end), "\""))
  }

  /// `("E2", 500)` without its parentheses.
  private func writeWithoutParens() -> Advice? {
    guard let last = tokens[index...].last(where: { $0.kind == .rightParen }) else { return nil }
    return write((current.span, ""), (last.span, ""))
  }
}
