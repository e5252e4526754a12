import Diagnostics

/// Expressions without operators: names, literals, and what is in brackets.
extension PythonParser {
  mutating func atom() throws(Diagnostic) -> PythonExpression {
    switch current.kind {
    case .name: return nameOrNumber()
    case .number: return nameOrNumber()
    case .string: return try strings()
    case .none: return constant(.none)
    case .true: return constant(.true)
    case .false: return constant(.false)
    case .ellipsis: return constant(.ellipsis)
    case .leftParen: return try parentheses()
    case .leftBracket: return try list()
    case .leftBrace: return try braces()
    default: throw unexpected("an expression")
    }
  }

  private mutating func nameOrNumber() -> PythonExpression {
    let token = advance()
    guard token.kind == .number else { return leaf(.name(source.text(token.span)), from: token.start) }
    let value = integerValue(bytes[Int(token.start)..<Int(token.end)])
    return leaf(value.map { .integer($0) } ?? .otherNumber, from: token.start)
  }

  private mutating func constant(_ kind: PythonExpression.Kind) -> PythonExpression {
    let start = advance().start
    return leaf(kind, from: start)
  }

  /// Parses an expression in parentheses, a tuple or a generator.
  private mutating func parentheses() throws(Diagnostic) -> PythonExpression {
    let opening = advance()
    if accept(.rightParen) { return leaf(.tuple([]), from: opening.start) }
    if current.kind == .yield { return try yieldInParentheses(opening) }
    let isStarred = current.kind == .star
    let first = try starNamedExpression()
    if startsComprehension() { return try generator(first, opening) }
    if current.kind == .comma || isStarred { return try tuple(first, opening) }
    try expect(.rightParen, closing(of: opening))
    return first
  }

  private mutating func yieldInParentheses(_ opening: PythonToken) throws(Diagnostic) -> PythonExpression {
    let value = try yield()
    try expect(.rightParen, closing(of: opening))
    return value
  }

  private mutating func generator(
    _ element: PythonExpression, _ opening: PythonToken
  ) throws(Diagnostic) -> PythonExpression {
    let generator = try comprehension(.generator, element)
    try expect(.rightParen, closing(of: opening))
    return try node(generator, from: opening.start)
  }

  private mutating func tuple(
    _ first: PythonExpression, _ opening: PythonToken
  ) throws(Diagnostic) -> PythonExpression {
    guard current.kind == .comma else {
      throw syntaxError("`*` needs a comma in a tuple: `(*value,)`", first.span)
    }
    let elements = try elements(after: first, until: .rightParen)
    try expect(.rightParen, "`,` or \(closing(of: opening))")
    return try node(.tuple(elements), from: opening.start)
  }

  private mutating func list() throws(Diagnostic) -> PythonExpression {
    let start = advance().start
    if accept(.rightBracket) { return leaf(.list([]), from: start) }
    let first = try starNamedExpression()
    let kind = startsComprehension() ? try comprehension(.list, first) : try listElements(first)
    try expect(.rightBracket, "`,` or `]`")
    return try node(kind, from: start)
  }

  private mutating func listElements(_ first: PythonExpression) throws(Diagnostic) -> PythonExpression.Kind {
    .list(try elements(after: first, until: .rightBracket))
  }

  /// Parses the other elements of a tuple, list or set, if a comma follows.
  private mutating func elements(
    after first: PythonExpression, until end: PythonToken.Kind
  ) throws(Diagnostic) -> [PythonExpression] {
    var elements = [first]
    while accept(.comma), current.kind != end { elements.append(try starNamedExpression()) }
    return elements
  }

  /// Parses a dictionary or a set.
  private mutating func braces() throws(Diagnostic) -> PythonExpression {
    let start = advance().start
    if accept(.rightBrace) { return leaf(.dictionary([]), from: start) }
    let kind = try dictionaryOrSet()
    try expect(.rightBrace, "`,` or `}`")
    return try node(kind, from: start)
  }

  private mutating func dictionaryOrSet() throws(Diagnostic) -> PythonExpression.Kind {
    if current.kind == .doubleStar { return try dictionary(after: nil) }
    let canBeKey = current.kind != .star && !startsNamed
    let first = try starNamedExpression()
    if current.kind == .colon, canBeKey { return try dictionary(after: first) }
    return startsComprehension() ? try comprehension(.set, first) : try setElements(first)
  }

  private mutating func setElements(_ first: PythonExpression) throws(Diagnostic) -> PythonExpression.Kind {
    .set(try elements(after: first, until: .rightBrace))
  }

  /// - Parameter key: The first key, if it was parsed already.
  private mutating func dictionary(after key: PythonExpression?) throws(Diagnostic) -> PythonExpression.Kind {
    let first = try entry(key)
    if let key = first.key, startsComprehension() { return try comprehension(.dictionary(key: key), first.value) }
    return try dictionaryEntries(first)
  }

  private mutating func dictionaryEntries(
    _ first: PythonExpression.DictionaryEntry
  ) throws(Diagnostic) -> PythonExpression.Kind {
    var entries = [first]
    while accept(.comma), current.kind != .rightBrace { entries.append(try entry(nil)) }
    return .dictionary(entries)
  }

  private mutating func entry(_ firstKey: PythonExpression?) throws(Diagnostic) -> PythonExpression.DictionaryEntry {
    if firstKey == nil, accept(.doubleStar) {
      return PythonExpression.DictionaryEntry(key: nil, value: try operand(.bitOr))
    }
    let key = if let firstKey { firstKey } else { try expression() }
    try expect(.colon, "`:` after the key")
    return PythonExpression.DictionaryEntry(key: key, value: try expression())
  }
}

extension PythonParser {
  /// Returns whether the clause of a comprehension comes next.
  func startsComprehension() -> Bool {
    current.kind == .for || (current.kind == .async && token(after: 1).kind == .for)
  }

  /// Parses the clauses after the element of a comprehension.
  mutating func comprehension(
    _ kind: PythonExpression.Comprehension.Kind, _ element: PythonExpression
  ) throws(Diagnostic) -> PythonExpression.Kind {
    try requireElement(element)
    var clauses: [PythonExpression.Comprehension.Clause] = []
    while startsComprehension() { clauses.append(try clause()) }
    return .comprehension(PythonExpression.Comprehension(kind: kind, element: element, clauses: clauses))
  }

  /// Throws an error if an expression cannot be the element of a comprehension.
  private func requireElement(_ element: PythonExpression) throws(Diagnostic) {
    if case .starred = element.kind { throw syntaxError("a comprehension cannot contain `*`", element.span) }
  }

  private mutating func clause() throws(Diagnostic) -> PythonExpression.Comprehension.Clause {
    _ = accept(.async)
    advance()
    let target = try targets()
    try expect(.in, "`in`")
    var clause = PythonExpression.Comprehension.Clause(target: target, iterable: try operand(.or), conditions: [])
    while accept(.if) { clause.conditions.append(try operand(.or)) }
    return clause
  }
}

/// Returns what closes a parenthesis, for a message. The tokens of a replacement field have parentheses without bytes.
private func closing(of opening: PythonToken) -> String { opening.span.isEmpty ? "`}`" : "`)`" }
