import Diagnostics

extension StatementDescriptor {
  static var raise: Self {
    Self(
      .request, "raise E", usage: "raise EXCEPTION [at ROUTE] [in BLUEPRINT]",
      summary: "Sends a request whose view raises this class, and shows which handler answers.",
      details: "Requests without `at` share one route. The route matters only in Sanic 21.9 and later.",
      example: """
        handler Exception -> "sorry", 500
        raise ValueError
        """)
  }

  static var abort: Self {
    Self(
      .request, "abort 404", usage: "abort CODE [at ROUTE] [in BLUEPRINT]",
      summary: "Sends a request whose view calls `abort(CODE)`, and shows what the client gets.", example: "abort 404")
  }

  static var respond: Self {
    Self(
      .request, "respond 404", usage: "respond [\"BODY\",] STATUS [at ROUTE] [in BLUEPRINT]",
      summary: "Sends a request whose view returns a response with this status.", details: "No handler is called.",
      example: """
        handler 404 -> "no such page", 404
        respond 404
        abort 404
        """)
  }

  static var visit: Self {
    Self(
      .request, "visit unknown", usage: "visit unknown|wrong-method|redirect [in BLUEPRINT]",
      summary: "Sends a request that reaches no view.",
      details: "No route matches the URL (404), the route does not allow the method (405), or the URL is redirected.",
      example: "visit unknown")
  }
}

/// Parses `raise CLASS`, `abort CODE`, `visit WAY` and `respond [BODY,] STATUS`, each with `[at ROUTE] [in BLUEPRINT]`.
extension Parser {
  /// Parses a request; the current token is its first word.
  mutating func request() -> Request? { cause().map { request($0) } }

  /// Parses `[at ROUTE] [in BLUEPRINT]` after what the view does.
  mutating func request(_ cause: Request.Cause) -> Request {
    var request = Request(cause: cause)
    // A fast path for most requests of long scripts.
    if current.kind == .end { return request }
    if case .visit = cause {
      request.scope = scopeWithoutRoute("`visit` sends a request that matches no route")
    } else {
      request.route = optionalRoute()
      let place = current.start
      request.scope = optionalScope()
      if request.scope != nil, request.route == nil, isWord(.at) { routeAfterScope(at: place) }
    }
    return request
  }

  func isRequestVerb(_ token: Token) -> Bool {
    spells(token, .raise) || spells(token, .abort) || spells(token, .visit) || spells(token, .respond)
  }

  private mutating func cause() -> Request.Cause? {
    let first = current
    if isWord(.abort) { return abortedCode().map { .abort($0) } }
    advance()
    if spells(first, .visit) { return visit() }
    if spells(first, .respond) { return response() }
    if current.kind == .number { raisedNumber(first) }
    return raisedClass(after: "raise").map { .raise($0) }
  }

  /// Parses `[BODY,] STATUS`, the response of the view.
  private mutating func response() -> Request.Cause? {
    guard current.kind == .string else { return responseStatus().map { .respond(nil, $0) } }
    guard let body = string("") else { return nil }
    if !take(.comma) {
      if current.kind == .number {
        missingCommaBeforeStatus()
      } else {
        let after = Span(start: lastEnd, end: lastEnd)
        unexpected(
          .missingCode, "a comma and a status after the body", help: isAtEnd ? write((after, ", 200")) : nil)
      }
    }
    return responseStatus().map { .respond(body, $0) }
  }

  private mutating func responseStatus() -> Number? {
    if current.kind == .word, !isWord(.in), !isWord(.at) {
      let isClass = lexer.byte(Int(current.start)) < 0x61
      unexpected(
        .missingCode, "a status code after `respond`",
        help: isClass ? "for a view that raises an exception, write `raise` or `abort`" : nil)
    }
    return code(after: "respond")
  }

  /// Parses a class, perhaps called as in Python. The arguments are ignored.
  mutating func raisedClass(after context: String) -> Name? {
    guard let name = className(after: context) else { return nil }
    if take(.leftParen) { closeArguments(of: text(name.span), from: current) }
    return name
  }

  /// Parses `abort 404` or, as in Python, `abort(404)`.
  mutating func abortedCode() -> Number? {
    advance()
    if current.kind == .word, !isWord(.in), !isWord(.at) { abortedClass() }
    guard take(.leftParen) else { return code(after: "abort") }
    let code = code(after: "abort")
    closeArguments(of: "abort", from: current)
    return code
  }

  /// Parses arguments after an opening parenthesis: strings and numbers. A note says that they have no effect.
  private mutating func closeArguments(of name: String, from first: Token) {
    guard failure == nil else { return }
    let open = lastEnd
    while [.string, .number, .comma, .tripleString].contains(current.kind) { advance() }
    let given = Span(start: first.start, end: max(first.start, lastEnd))
    guard take(.rightParen) else {
      if let close = tokens[index...].lastIndex(where: { $0.kind == .rightParen }) {
        fail(
          .callArguments, "the arguments of `\(shown(name))` can only be strings and numbers",
          at: Label(Span(start: first.start, end: tokens[close].start)),
          help: name == "abort" ? nil : write((Span(start: open - 1, end: tokens[close].end), "")))
        return
      }
      unexpected(.unclosedParenthesis, "`)` after the arguments of `\(shown(name))`")
      return
    }
    if !given.isEmpty {
      note(.textPlaysNoPart, "the arguments of `\(shown(name))` do not affect which handler runs", at: given)
    }
  }

  private mutating func visit() -> Request.Cause? {
    let first = current
    for visit in Request.Visit.allCases {
      let end = index + visitTokens(visit)
      guard visitText(to: end) == visit.rawValue else { continue }
      while index < end { advance() }
      return .visit(visit, Span(start: first.start, end: lastEnd))
    }
    unknownVisit()
    return nil
  }

  /// The number of tokens of a visit: `wrong-method` is three tokens without a space.
  private func visitTokens(_ visit: Request.Visit) -> Int { visit == .wrongMethod ? 3 : 1 }

  private func visitText(to end: Int) -> String {
    guard current.kind == .word, end <= tokens.count, let last = tokens[index..<end].last else { return "" }
    return last.end - current.start < 20 ? text(current.span.joined(last.span)) : ""
  }

  private mutating func unknownVisit() {
    let written = Span(start: current.start, end: visitWordEnd)
    let word = text(written).split { $0 == " " || $0 == "_" }.joined(separator: "-")
    let near = current.kind == .word ? nearestName(to: word, among: Request.Visit.allCases.map { $0.rawValue }) : nil
    unexpected(
      .unknownVisit, "`unknown`, `wrong-method` or `redirect` after `visit`",
      help: near.flatMap { write((written, $0)) })
  }

  /// The end of the words that may have been meant as one, such as `wrong method` or `wrong_method`.
  private var visitWordEnd: Int32 {
    var end = current.end
    for token in [peek(1), peek(2)] {
      guard token.kind == .minus || (token.kind == .word && !spells(token, .in) && !spells(token, .at)) else { break }
      end = token.end
    }
    return end
  }

  private mutating func abortedClass() {
    let abort = Span(start: lastEnd - 5, end: lastEnd)
    // Offer `raise` only for something that looks like a class.
    let isClass = lexer.byte(Int(current.start)) < 0x61
    unexpected(.missingCode, "a status code after `abort`", help: isClass ? write((abort, "raise")) : nil)
  }

  mutating func raisedNumber(_ raise: Token) {
    let span = raise.span.joined(current.span)
    fail(
      .raiseNumber, "a number cannot be raised", at: Label(current.span),
      help: write((span, "abort \(text(of: current))")))
  }
}
