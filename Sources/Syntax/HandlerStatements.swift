import Diagnostics

extension StatementDescriptor {
  static var handler: Self {
    Self(
      .declaration, "handler E -> \"text\", 500",
      usage: "handler EXCEPTION|CODE [in BLUEPRINT] -> \"BODY\"[, STATUS|e.code]",
      "handler EXCEPTION|CODE [in BLUEPRINT] -> f\"BODY {VALUE}\"[, STATUS|e.code]",
      "handler EXCEPTION|CODE [in BLUEPRINT] -> raise EXCEPTION|e",
      "handler EXCEPTION|CODE [in BLUEPRINT] -> abort CODE", "handler EXCEPTION|CODE [in BLUEPRINT] -> e",
      "handler EXCEPTION|CODE [in BLUEPRINT] -> ANSWER if CONDITION else ANSWER",
      summary: "Registers an error handler, as `@app.errorhandler` does.",
      details: """
        The handler returns a text, raises an exception, or calls `abort`. It can also return the exception that it \
        received, written `e`, or raise it again. The default status of a text is 200; `e.code` is the code of the \
        exception. A body with an `f` before its quotes shows values of the exception: `{type(e).__name__}`, `{e.code}`, `{e.name}` \
        or `{type(e.original_exception).__name__}`. ANSWER is any of the answers above. CONDITION is `isinstance(e, \
        CLASS)`, `type(e) is CLASS`, `e.code == CODE` or `isinstance(e.original_exception, CLASS)`, also with `not`. More \
        conditions can follow.
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

  /// Parses the whole statement, also after `expect refused`.
  mutating func handler() -> HandlerDeclaration? {
    advance()
    guard let target = handlerTarget() else { return nil }
    let scope = scopeWithoutRoute("a handler belongs to the app or to a blueprint, not to a route")
    arrow()
    return conditional { $0.handlerAnswer() }.map { HandlerDeclaration(target: target, scope: scope, answer: $0) }
  }

  private mutating func handlerTarget() -> HandlerDeclaration.Target? {
    let isCode = current.kind == .number || current.kind == .minus
    return isCode
      ? code(after: "handler").map { .code($0) } : name(.class, after: "handler").map { .named($0) }
  }

  /// Parses the arrow before an answer.
  mutating func arrow() {
    if take(.arrow) { return }
    missingArrow()
  }

  /// Parses an answer without conditions.
  private mutating func handlerAnswer() -> HandlerDeclaration.Answer? {
    let first = current
    if isTemplate { return template().map { .template($0, status: optionalStatus()) } }
    switch first.kind {
    case .string:
      return string("").map { .body($0, status: optionalStatus()) }
    case .word:
      if isWord(.raise) {
        advance()
        if current.kind == .number { raisedNumber(first) }
        if isWord(.e), ends(peek(1)) || spells(peek(1), .ifWord) || spells(peek(1), .elseWord) {
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
      .missingComma, "expected a comma between the body and its status", at: Label(current.span),
      help: write((before, ",")))
  }

  private mutating func missingArrow() {
    let before = Span(start: lastEnd, end: lastEnd)
    switch current.kind {
    case .colon, .equals:
      fail(
        .missingArrow, "expected `->` before the answer, found `\(shown(current))`", at: Label(current.span),
        help: write((mistakenArrow, (current.start > lastEnd ? "" : " ") + "->")))
    case .string, .number, .word:
      unexpected(.missingArrow, "`->` before the answer", help: write((before, " ->")))
    default:
      unexpected(.missingArrow, "`->` and an answer")
    }
  }

  /// The whole sign `==`, `=>` or `:=`.
  private var mistakenArrow: Span {
    var end = current.end
    for token in tokens[index...].dropFirst() {
      let isSign = [.equals, .colon, .minus, .arrow, .arrowLookalike].contains(token.kind)
      guard token.start == end, isSign || (token.kind == .symbol && text(of: token) == ">") else { break }
      end = token.end
    }
    return Span(start: current.start, end: end)
  }

  /// Reports a token after the arrow that is not an answer, with the answer that was probably meant.
  private mutating func wrongAnswer() {
    let token = current
    let answers = "a body, `raise`, `abort` or `e` after `->`"
    switch token.kind {
    case .number:
      fail(
        .missingAnswer, "expected a body before the status", at: Label(token.span),
        help: write((token.span, "\"BODY\", \(shown(token))")))
    case .leftParen:
      fail(
        .missingAnswer, "an answer has no parentheses", at: Label(token.span), help: writeWithoutParens())
    case .word: wrongWord(token, text(of: token), answers)
    default: unexpected(.missingAnswer, answers)
    }
  }

  private mutating func wrongWord(_ token: Token, _ word: String, _ answers: String) {
    switch word {
    case "pass", "None":
      fail(
        .passAnswer, "a handler must return a response, not `None`", at: Label(token.span),
        help: write((restOfLine, "e"))?.followed(by: " to return the exception"))
    case "return":
      let next = peek(1)
      let rest = Span(start: token.start, end: ends(next) ? token.end : next.start)
      fail(
        .returnAnswer, "`return` is not written after the arrow", at: Label(token.span),
        help: write((rest, ends(next) ? "e" : "")))
    case "ex", "err", "error", "exc", "exception", "exn":
      fail(
        .missingAnswer, "the exception that the handler received is always named `e`", at: Label(token.span),
        help: write((token.span, "e")))
    case "f" where peek(1).kind == .string:
      unexpected(
        .missingAnswer, answers, help: write((Span(start: token.start, end: peek(1).start), "f")))
    case "page", "crash":
      fail(
        .missingAnswer, "`\(word)` is for `expect`: a handler cannot return it", at: Label(token.span),
        help: "to return the exception itself, write `-> e`; its page is then the response")
    default:
      let isClass = ends(peek(1)) && token.isPlain && lexer.byte(Int(token.start)) < 0x61
      unexpected(
        .missingAnswer, answers, help: isClass ? write((token.span, "raise \(word)")) : writeInQuotes(from: token))
    }
  }

  /// Returns `-> card not charged, 402` with the missing quotes added.
  private func writeInQuotes(from first: Token) -> Advice? {
    let words = tokens[index...].prefix { $0.kind == .word && !ends($0) }
    guard let last = words.last, ends(peek(words.count)) || peek(words.count).kind == .comma else { return nil }
    return write(
      (Span(start: first.start, end: first.start), "\""), (Span(start: last.end, end: last.end), "\""))
  }

  /// Returns `("E2", 500)` without the parentheses.
  private func writeWithoutParens() -> Advice? {
    guard let last = tokens[index...].last(where: { $0.kind == .rightParen }) else { return nil }
    return write((current.span, ""), (last.span, ""))
  }
}
