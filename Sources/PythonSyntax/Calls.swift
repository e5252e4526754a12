import Diagnostics

/// What follows an expression in brackets: arguments and subscripts.
extension PythonParser {
  /// Parses the arguments of a call or a class, with their parentheses.
  mutating func arguments() throws(Diagnostic) -> [PythonArgument] {
    let opening = advance()
    var arguments: [PythonArgument] = []
    while current.kind != .rightParen {
      let argument = try argument(after: arguments, opening)
      arguments.append(argument)
      guard accept(.comma) else { break }
    }
    try expect(.rightParen, "`,` or `)`")
    return arguments
  }

  private mutating func argument(
    after others: [PythonArgument], _ opening: PythonToken
  ) throws(Diagnostic) -> PythonArgument {
    let start = current
    if accept(.doubleStar) { return PythonArgument(try expression(), kind: .keywords) }
    if accept(.star) {
      let value = try expression()
      if others.contains(where: { $0.kind == .keywords }) { throw argumentOrder("`*`", after: "`**`", start) }
      return PythonArgument(value, kind: .positions)
    }
    if start.kind == .name, token(after: 1).kind == .equal {
      let name = source.text(advance().span)
      advance()
      return PythonArgument(try expression(), kind: .keyword(name))
    }
    let value = try namedExpression()
    if startsComprehension() {
      let generator = try node(comprehension(.generator, value), from: opening.start)
      return PythonArgument(try soleGenerator(generator, after: others, start))
    }
    guard let last = others.last(where: { $0.kind != .positional && $0.kind != .positions }) else {
      return PythonArgument(value)
    }
    let isAfterKeywords = last.kind == .keywords
    throw argumentOrder("a positional argument", after: isAfterKeywords ? "`**`" : "a keyword argument", start)
  }

  /// Returns a generator that has no parentheses of its own. It must be the only argument, and its span contains the
  /// parentheses of the call.
  private func soleGenerator(
    _ generator: PythonExpression, after others: [PythonArgument], _ start: PythonToken
  ) throws(Diagnostic) -> PythonExpression {
    guard others.isEmpty, current.kind == .rightParen else {
      throw syntaxError(
        "a generator needs parentheses if there are other arguments", Int(start.start)..<Int(lastEnd))
    }
    var generator = generator
    generator.span.end = current.end
    return generator
  }

  private func argumentOrder(_ what: String, after other: String, _ token: PythonToken) -> Diagnostic {
    syntaxError("\(what) cannot follow \(other)", token.span)
  }

  /// Parses what is in the brackets of a subscript, with the brackets.
  mutating func subscripts() throws(Diagnostic) -> PythonExpression {
    advance()
    let start = current.start
    let first = try subscriptOrSlice()
    if current.kind == .rightBracket {
      advance()
      // `a[*b]` is a tuple without a comma.
      guard case .starred = first.kind else { return first }
      var tuple = try node(.tuple([first]), from: start)
      tuple.span = first.span
      return tuple
    }
    var elements = [first]
    while accept(.comma), current.kind != .rightBracket { elements.append(try subscriptOrSlice()) }
    let tuple = try node(.tuple(elements), from: start)
    try expect(.rightBracket, "`,` or `]`")
    return tuple
  }

  private mutating func subscriptOrSlice() throws(Diagnostic) -> PythonExpression {
    if current.kind == .star { return try starred() }
    let start = current.start
    let first = current.kind == .colon ? nil : try namedExpression()
    guard accept(.colon) else {
      if let first { return first }
      throw unexpected("an expression")
    }
    let second = endsSlice ? nil : try expression()
    let third = accept(.colon) && !endsSlice ? try expression() : nil
    return try node(.slice(first, second, third), from: start)
  }

  private var endsSlice: Bool {
    current.kind == .colon || current.kind == .comma || current.kind == .rightBracket
  }
}
