import Diagnostics

/// The patterns of `match`.
extension PythonParser {
  /// Parses a pattern with the colon or the `if` after it as the next token; nil if it has an unusual form.
  mutating func casePattern() throws(Diagnostic) -> PythonPattern? {
    let before = (index, lastEnd, level)
    do throws(Diagnostic) {
      let pattern = try openPattern()
      if current.kind == .colon || current.kind == .if { return pattern }
    } catch {
      // The pattern is skipped instead, which reports what is wrong with the brackets.
    }
    (index, lastEnd, level) = before
    height = 0
    try skipPattern()
    return nil
  }

  /// Moves to the colon after a pattern. A guard is an expression like any other.
  private mutating func skipPattern() throws(Diagnostic) {
    var depth = 0
    while !(depth == 0 && (current.kind == .colon || current.kind == .if)) {
      switch current.kind {
      case .newline, .end: throw unexpected("`:` after the pattern")
      case .leftParen, .leftBracket, .leftBrace: depth += 1
      case .rightParen, .rightBracket, .rightBrace: depth -= 1
      case _ where current.kind.isProblem: throw unexpected("a pattern")
      default: break
      }
      advance()
    }
  }

  /// Parses a pattern, or a sequence without brackets.
  private mutating func openPattern() throws(Diagnostic) -> PythonPattern {
    let first = try elementPattern()
    guard current.kind == .comma else {
      if case .starred = first { throw unexpected("`,`") }
      return first
    }
    var elements = [first]
    while accept(.comma), current.kind != .colon, current.kind != .if { elements.append(try elementPattern()) }
    return .sequence(elements)
  }

  /// Parses an element of a sequence: a pattern, or `*name`.
  private mutating func elementPattern() throws(Diagnostic) -> PythonPattern {
    guard accept(.star) else { return try pattern() }
    let name = try name("a name after `*`")
    return .starred(name == "_" ? nil : name)
  }

  private mutating func pattern() throws(Diagnostic) -> PythonPattern {
    let outer = try enter()
    defer { leave(outer) }
    var alternatives = [try closedPattern()]
    while accept(.bar) { alternatives.append(try closedPattern()) }
    // Nothing after a pattern that matches anything is ever tried, so Python refuses the file.
    if alternatives.dropLast().contains(where: { $0.isIrrefutable }) { throw unexpected("another pattern") }
    let pattern = alternatives.count == 1 ? alternatives[0] : PythonPattern.or(alternatives)
    return accept(.as) ? .named(pattern, try name("a name after `as`")) : pattern
  }

  private mutating func closedPattern() throws(Diagnostic) -> PythonPattern {
    switch current.kind {
    case .none, .true, .false, .string: return .value(try atom())
    case .number, .minus: return .value(try operand(.sum))
    case .name: return try namePattern()
    case .leftBracket:
      advance()
      return .sequence(try elementPatterns(until: .rightBracket))
    case .leftParen: return try patternInParentheses()
    case .leftBrace: return try mappingPattern()
    default: throw unexpected("a pattern")
    }
  }

  /// Parses the elements of a sequence with the closing bracket.
  private mutating func elementPatterns(until end: PythonToken.Kind) throws(Diagnostic) -> [PythonPattern] {
    var elements: [PythonPattern] = []
    while current.kind != end {
      elements.append(try elementPattern())
      guard accept(.comma) else { break }
    }
    try expect(end, "`,` or a closing bracket")
    return elements
  }

  private mutating func patternInParentheses() throws(Diagnostic) -> PythonPattern {
    advance()
    if accept(.rightParen) { return .sequence([]) }
    let first = try elementPattern()
    if accept(.comma) { return .sequence([first] + (try elementPatterns(until: .rightParen))) }
    if case .starred = first { throw unexpected("`,`") }
    try expect(.rightParen, "`)`")
    return first
  }

  /// Parses a name, a dotted name or a class.
  private mutating func namePattern() throws(Diagnostic) -> PythonPattern {
    let value = try dottedName()
    if accept(.leftParen) { return try classPattern(value) }
    guard case .name(let name) = value.kind else { return .value(value) }
    return name == "_" ? .wildcard : .capture(name)
  }

  private mutating func dottedName() throws(Diagnostic) -> PythonExpression {
    let start = current.start
    var value = leaf(.name(try name("a name")), from: start)
    value.span = Span(start: start, end: lastEnd)
    while accept(.dot) { value = try node(.attribute(value, try name("a name after `.`")), from: start) }
    return value
  }

  private mutating func classPattern(_ type: PythonExpression) throws(Diagnostic) -> PythonPattern {
    var positional: [PythonPattern] = []
    var attributes: [PythonPattern.Attribute] = []
    while current.kind != .rightParen {
      if current.kind == .name, token(after: 1).kind == .equal {
        let name = try name("a name")
        advance()
        attributes.append(PythonPattern.Attribute(name: name, pattern: try pattern()))
      } else {
        guard attributes.isEmpty else { throw unexpected("a name with `=`") }
        positional.append(try pattern())
      }
      guard accept(.comma) else { break }
    }
    try expect(.rightParen, "`,` or `)`")
    return .instance(type, positional, attributes)
  }

  private mutating func mappingPattern() throws(Diagnostic) -> PythonPattern {
    advance()
    var entries: [PythonPattern.Entry] = []
    var rest: String?
    while current.kind != .rightBrace {
      if accept(.doubleStar) {
        rest = try name("a name after `**`")
      } else {
        let key = current.kind == .name ? try dottedName() : try keyLiteral()
        try expect(.colon, "`:` after the key")
        entries.append(PythonPattern.Entry(key: key, pattern: try pattern()))
      }
      guard rest == nil, accept(.comma) else { break }
    }
    _ = accept(.comma)
    try expect(.rightBrace, "`,` or `}`")
    return .mapping(entries, rest: rest)
  }

  private mutating func keyLiteral() throws(Diagnostic) -> PythonExpression {
    guard case .value(let key) = try closedPattern() else { throw unexpected("a literal") }
    return key
  }
}
