import Diagnostics

/// Expressions without operators: names, literals, and what is in brackets.
extension PythonParser {
  mutating func atom() throws(Diagnostic) -> PythonExpression {
    let start = current.start
    switch current.kind {
    case .name:
      let name = source.text(advance().span)
      return leaf(.name(name), from: start)
    case .number:
      let span = advance().span
      let value = integerValue(bytes[Int(span.start)..<Int(span.end)])
      return leaf(value.map { .integer($0) } ?? .otherNumber, from: start)
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

  private mutating func constant(_ kind: PythonExpression.Kind) -> PythonExpression {
    let start = advance().start
    return leaf(kind, from: start)
  }

  /// Parses an expression in parentheses, a tuple or a generator.
  private mutating func parentheses() throws(Diagnostic) -> PythonExpression {
    let start = advance().start
    if accept(.rightParen) { return leaf(.tuple([]), from: start) }
    if current.kind == .yield {
      let value = try yield()
      try expect(.rightParen, "`)`")
      return value
    }
    let first = try starNamedExpression()
    if startsComprehension() {
      let generator = try comprehension(.generator, first)
      try expect(.rightParen, "`)`")
      return try node(generator, from: start)
    }
    if current.kind == .comma {
      let elements = try elements(after: first, until: .rightParen)
      try expect(.rightParen, "`,` or `)`")
      return try node(.tuple(elements), from: start)
    }
    try expect(.rightParen, "`)`")
    if case .starred = first.kind { throw syntaxError("`*` needs a comma in a tuple: `(*value,)`", first.span) }
    return first
  }

  private mutating func list() throws(Diagnostic) -> PythonExpression {
    let start = advance().start
    if accept(.rightBracket) { return leaf(.list([]), from: start) }
    let first = try starNamedExpression()
    if startsComprehension() {
      let list = try comprehension(.list, first)
      try expect(.rightBracket, "`]`")
      return try node(list, from: start)
    }
    let elements = try elements(after: first, until: .rightBracket)
    try expect(.rightBracket, "`,` or `]`")
    return try node(.list(elements), from: start)
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
    if current.kind == .doubleStar { return try dictionary(after: nil, from: start) }
    let canBeKey = current.kind != .star && !startsNamed
    let first = try starNamedExpression()
    if current.kind == .colon, canBeKey { return try dictionary(after: first, from: start) }
    if startsComprehension() {
      let set = try comprehension(.set, first)
      try expect(.rightBrace, "`}`")
      return try node(set, from: start)
    }
    let elements = try elements(after: first, until: .rightBrace)
    try expect(.rightBrace, "`,` or `}`")
    return try node(.set(elements), from: start)
  }

  /// - Parameter key: The first key, if it was parsed already.
  private mutating func dictionary(
    after key: PythonExpression?, from start: Int32
  ) throws(Diagnostic) -> PythonExpression {
    let first = try entry(key)
    if let key = first.key, startsComprehension() {
      let dictionary = try comprehension(.dictionary(key: key), first.value)
      try expect(.rightBrace, "`}`")
      return try node(dictionary, from: start)
    }
    var entries = [first]
    while accept(.comma), current.kind != .rightBrace { entries.append(try entry(nil)) }
    try expect(.rightBrace, "`,` or `}`")
    return try node(.dictionary(entries), from: start)
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
    if case .starred = element.kind { throw syntaxError("a comprehension cannot contain `*`", element.span) }
    var clauses: [PythonExpression.Comprehension.Clause] = []
    while startsComprehension() {
      _ = accept(.async)
      advance()
      let target = try targets()
      try expect(.in, "`in`")
      var clause = PythonExpression.Comprehension.Clause(
        target: target, iterable: try operand(.or), conditions: [])
      while accept(.if) { clause.conditions.append(try operand(.or)) }
      clauses.append(clause)
    }
    return .comprehension(PythonExpression.Comprehension(kind: kind, element: element, clauses: clauses))
  }
}
