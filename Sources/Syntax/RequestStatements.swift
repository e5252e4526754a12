import Diagnostics

/// `raise CLASS`, `abort CODE` and `visit WAY`, each with `[in BLUEPRINT]`.
extension Parser {
  /// A request; the current token is its first word.
  mutating func request() -> Request {
    let cause = cause()
    return Request(cause: cause, scope: optionalScope())
  }

  private mutating func cause() -> Request.Cause {
    let first = current
    if isWord("abort") { return .abort(abortedCode()) }
    advance()
    if spells(first, "visit") { return visit() }
    if current.kind == .number { raisedNumber(first) }
    return .raise(raisedClass(after: "raise"))
  }

  /// A class, perhaps called as in Python. What it is called with plays no part.
  mutating func raisedClass(after context: String) -> Name {
    let name = name(.class, after: context)
    _ = ignoredArguments(of: name.text)
    return name
  }

  /// `abort 404` or, as in Python, `abort(404)`.
  mutating func abortedCode() -> Number {
    advance()
    guard take(.leftParen) else { return code(after: "abort") }
    let code = code(after: "abort")
    closeArguments(of: "abort", from: current)
    return code
  }

  /// Arguments in parentheses behind a class.
  private mutating func ignoredArguments(of name: String) -> Bool {
    guard current.kind == .leftParen else { return false }
    advance()
    closeArguments(of: name, from: current)
    return true
  }

  private mutating func closeArguments(of name: String, from first: Token) {
    while [.string, .number, .comma, .tripleString].contains(current.kind) { advance() }
    let given = Span(start: first.start, end: lastEnd)
    guard take(.rightParen) else {
      unexpected(.unclosedParenthesis, "the parenthesis after `\(shown(name))` is not closed")
      return
    }
    if !given.isEmpty {
      note(.textPlaysNoPart, "what `\(shown(name))` is called with plays no part in which handler runs", at: given)
    }
  }

  private mutating func visit() -> Request.Cause {
    let first = current
    for visit in Request.Visit.allCases {
      let end = index + visitTokens(visit)
      guard visitText(to: end) == visit.rawValue else { continue }
      while index < end { advance() }
      return .visit(visit, Span(start: first.start, end: lastEnd))
    }
    unknownVisit()
    return .visit(.unknown, first.span)
  }

  /// `wrong-method` is three tokens that touch.
  private func visitTokens(_ visit: Request.Visit) -> Int { visit == .wrongMethod ? 3 : 1 }

  private func visitText(to end: Int) -> String {
    guard current.kind == .word, end <= tokens.count, let last = tokens[index..<end].last else { return "" }
    return last.end - current.start < 20 ? source.text(current.span.joined(last.span)) : ""
  }

  private mutating func unknownVisit() {
    unexpected(.unknownVisit, "`visit` needs `unknown`, `wrong-method` or `redirect`")
  }

  mutating func raisedNumber(_ raise: Token) {
    let span = raise.span.joined(current.span)
    fail(
      .raiseNumber, "a number cannot be raised", at: Label(current.span),
      help: write((span, "abort \(text(of: current))")))
  }
}
