import Diagnostics

/// What follows an expression in brackets: arguments and subscripts.
extension PythonParser {
  mutating func call(_ function: PythonExpression, from start: Int32) throws(Diagnostic) -> PythonExpression {
    let arguments = try arguments()
    return try node(.call(function, arguments), from: start)
  }

  mutating func subscripted(_ value: PythonExpression, from start: Int32) throws(Diagnostic) -> PythonExpression {
    let place = try subscripts()
    return try node(.subscripted(value, place), from: start)
  }

  /// Parses the arguments of a call or a class, with their parentheses.
  mutating func arguments() throws(Diagnostic) -> [PythonArgument] {
    let opening = advance()
    var arguments: [PythonArgument] = []
    var others = EarlierArguments()
    while current.kind != .rightParen {
      let argument = try argument(after: others, opening)
      others.add(argument.kind)
      arguments.append(argument)
      guard accept(.comma) else { break }
    }
    try expect(.rightParen, "`,` or `)`")
    return arguments
  }

  private mutating func argument(
    after others: EarlierArguments, _ opening: PythonToken
  ) throws(Diagnostic) -> PythonArgument {
    let start = current
    let kind = argumentKind()
    let value = kind == .positional ? try namedExpression() : try expression()
    if kind == .positional, startsComprehension() {
      return PythonArgument(try soleGenerator(value, after: others, start, opening))
    }
    try requireOrder(kind, after: others, start)
    return PythonArgument(value, kind: kind)
  }

  /// Moves to the value of an argument.
  private mutating func argumentKind() -> PythonArgument.Kind {
    if accept(.doubleStar) { return .keywords }
    if accept(.star) { return .positions }
    guard current.kind == .name, token(after: 1).kind == .equal else { return .positional }
    let name = source.text(advance().span)
    advance()
    return .keyword(name)
  }

  /// Throws an error if an argument cannot follow the others.
  private func requireOrder(
    _ kind: PythonArgument.Kind, after others: EarlierArguments, _ start: PythonToken
  ) throws(Diagnostic) {
    switch kind {
    case .positions where others.hasKeywords: throw argumentOrder("`*`", after: "`**`", start)
    case .positional where others.hasKeywords: throw argumentOrder("a positional argument", after: "`**`", start)
    case .positional where others.hasKeyword:
      throw argumentOrder("a positional argument", after: "a keyword argument", start)
    default: break
    }
  }

  /// Parses the rest of a generator that has no parentheses of its own. It must be the only argument, and its span
  /// contains the parentheses of the call.
  private mutating func soleGenerator(
    _ element: PythonExpression, after others: EarlierArguments, _ start: PythonToken, _ opening: PythonToken
  ) throws(Diagnostic) -> PythonExpression {
    var generator = try node(comprehension(.generator, element), from: opening.start)
    guard others.areNone, current.kind == .rightParen else {
      throw syntaxError(
        "a generator needs parentheses if there are other arguments", Int(start.start)..<Int(lastEnd))
    }
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
    let isStarred = current.kind == .star
    let first = try subscriptOrSlice()
    // `a[*b]` is a tuple without a comma.
    if current.kind == .comma || isStarred { return try subscriptTuple(first, from: start) }
    try expect(.rightBracket, "`,` or `]`")
    return first
  }

  private mutating func subscriptTuple(
    _ first: PythonExpression, from start: Int32
  ) throws(Diagnostic) -> PythonExpression {
    var elements = [first]
    while accept(.comma), current.kind != .rightBracket { elements.append(try subscriptOrSlice()) }
    let tuple = try node(.tuple(elements), from: start)
    try expect(.rightBracket, "`,` or `]`")
    return tuple
  }

  private mutating func subscriptOrSlice() throws(Diagnostic) -> PythonExpression {
    let start = current.start
    if current.kind == .colon { return try slice(nil, from: start) }
    let first = try starNamedExpression()
    return current.kind == .colon ? try slice(first, from: start) : first
  }

  private mutating func slice(_ first: PythonExpression?, from start: Int32) throws(Diagnostic) -> PythonExpression {
    if case .starred = first?.kind { throw unexpected("`,` or `]`") }
    advance()
    let second = endsSlice ? nil : try expression()
    let third = accept(.colon) && !endsSlice ? try expression() : nil
    return try node(.slice(first, second, third), from: start)
  }

  private var endsSlice: Bool {
    current.kind == .colon || current.kind == .comma || current.kind == .rightBracket
  }
}

/// Which kinds of arguments were before an argument.
private struct EarlierArguments {
  var areNone = true
  var hasKeyword = false
  var hasKeywords = false

  mutating func add(_ kind: PythonArgument.Kind) {
    areNone = false
    switch kind {
    case .positional, .positions: break
    case .keyword: hasKeyword = true
    case .keywords: hasKeywords = true
    }
  }
}
