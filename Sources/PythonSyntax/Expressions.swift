import Diagnostics

/// Expressions with operators, from the weakest to the strongest.
extension PythonParser {
  /// Parses expressions with commas between them: one expression, or a tuple without parentheses.
  mutating func starExpressions() throws(Diagnostic) -> PythonExpression {
    let start = current.start
    let first = try starExpression()
    guard current.kind == .comma else { return first }
    var elements = [first]
    while accept(.comma), startsExpression(current.kind) || current.kind == .star {
      elements.append(try starExpression())
    }
    return try node(.tuple(elements), from: start)
  }

  private mutating func starExpression() throws(Diagnostic) -> PythonExpression {
    current.kind == .star ? try starred() : try expression()
  }

  /// Parses `yield` and what follows it, or expressions with commas between them.
  mutating func yieldOrExpressions() throws(Diagnostic) -> PythonExpression {
    current.kind == .yield ? try yield() : try starExpressions()
  }

  /// Parses `*` and its operand.
  mutating func starred() throws(Diagnostic) -> PythonExpression {
    let start = advance().start
    let value = try operand(.bitOr)
    return try node(.starred(value), from: start)
  }

  mutating func yield() throws(Diagnostic) -> PythonExpression {
    let start = advance().start
    let outer = try enter()
    defer { leave(outer) }
    if accept(.from) {
      let value = try expression()
      return try node(.yieldFrom(value), from: start)
    }
    guard startsExpression(current.kind) || current.kind == .star else { return leaf(.yield(nil), from: start) }
    let value = try starExpressions()
    return try node(.yield(value), from: start)
  }

  /// Whether `name :=` comes next.
  var startsNamed: Bool { current.kind == .name && token(after: 1).kind == .colonEqual }

  /// Parses an expression, or `name := value`.
  mutating func namedExpression() throws(Diagnostic) -> PythonExpression {
    startsNamed ? try named() : try expression()
  }

  private mutating func named() throws(Diagnostic) -> PythonExpression {
    let start = current.start
    let name = source.text(advance().span)
    advance()
    let value = try expression()
    return try node(.named(name, value), from: start)
  }

  /// Parses an expression, `name := value`, or `*value`.
  mutating func starNamedExpression() throws(Diagnostic) -> PythonExpression {
    current.kind == .star ? try starred() : try namedExpression()
  }

  /// Parses an expression without a comma: with operators, conditional, or a lambda.
  mutating func expression() throws(Diagnostic) -> PythonExpression {
    let outer = try enter()
    defer { leave(outer) }
    if current.kind == .lambda { return try lambda() }
    let start = current.start
    let value = try operators(.or)
    return current.kind == .if ? try conditional(value, from: start) : value
  }

  private mutating func conditional(
    _ value: PythonExpression, from start: Int32
  ) throws(Diagnostic) -> PythonExpression {
    advance()
    let test = try operand(.or)
    try expect(.else, "`else` of the conditional expression")
    let otherwise = try expression()
    return try node(.conditional(test: test, value: value, otherwise: otherwise), from: start)
  }

  private mutating func lambda() throws(Diagnostic) -> PythonExpression {
    let start = advance().start
    let parameters = try parameters(until: .colon, allowsTypes: false)
    try expect(.colon, "`:` after the parameters of the lambda")
    let body = try expression()
    return try node(.lambda(parameters, body), from: start)
  }

  /// Parses an operand of an operator: operators that bind at least as strongly as `weakest`.
  mutating func operand(_ weakest: OperatorPrecedence) throws(Diagnostic) -> PythonExpression {
    let outer = try enter()
    defer { leave(outer) }
    return try operators(weakest)
  }

  private mutating func operators(_ weakest: OperatorPrecedence) throws(Diagnostic) -> PythonExpression {
    let start = current.start
    var left = current.kind == .not && weakest <= .not ? try negation() : try unary()
    while let precedence = operatorPrecedence, precedence >= weakest {
      left = try binary(left, precedence, from: start)
    }
    return left
  }

  /// The precedence of the operator that comes next; nil if there is none.
  private var operatorPrecedence: OperatorPrecedence? {
    switch current.kind {
    case .or: .or
    case .and: .and
    case _ where startsComparison(): .comparison
    default: current.kind.binaryOperator?.precedence
    }
  }

  /// Parses an operator and its right operands.
  private mutating func binary(
    _ left: PythonExpression, _ precedence: OperatorPrecedence, from start: Int32
  ) throws(Diagnostic) -> PythonExpression {
    switch precedence {
    case .or: return try node(.or(operands(after: left, .or, .and)), from: start)
    case .and: return try node(.and(operands(after: left, .and, .not)), from: start)
    case .comparison: return try comparisons(left, from: start)
    default:
      let binary = advance().kind.binaryOperator?.operator ?? .add
      let right = try operand(precedence.next)
      return try node(.binary(left, binary, right), from: start)
    }
  }

  private mutating func operands(
    after first: PythonExpression, _ keyword: PythonToken.Kind, _ weakest: OperatorPrecedence
  ) throws(Diagnostic) -> [PythonExpression] {
    var operands = [first]
    while accept(keyword) { operands.append(try operand(weakest)) }
    return operands
  }

  private mutating func negation() throws(Diagnostic) -> PythonExpression {
    let start = advance().start
    let value = try operand(.not)
    return try node(.unary(.not, value), from: start)
  }

  private func startsComparison() -> Bool {
    current.kind.comparison != nil || (current.kind == .not && token(after: 1).kind == .in)
  }

  private mutating func comparisons(
    _ first: PythonExpression, from start: Int32
  ) throws(Diagnostic) -> PythonExpression {
    var comparisons: [PythonExpression.Comparison] = []
    while startsComparison() {
      let comparison = comparisonOperator()
      comparisons.append(PythonExpression.Comparison(comparison, try operand(.bitOr)))
    }
    return try node(.comparison(first, comparisons), from: start)
  }

  private mutating func comparisonOperator() -> PythonExpression.Comparison.Operator {
    let kind = advance().kind
    if kind == .not {
      advance()
      return .notIn
    }
    if kind == .is, accept(.not) { return .isNot }
    return kind.comparison ?? .equal
  }

  /// Parses signs and what follows them.
  private mutating func unary() throws(Diagnostic) -> PythonExpression {
    if let sign = current.kind.sign { return try signed(sign) }
    let start = current.start
    let base = try primary()
    return current.kind == .doubleStar ? try power(base, from: start) : base
  }

  private mutating func signed(_ sign: PythonExpression.UnaryOperator) throws(Diagnostic) -> PythonExpression {
    let start = advance().start
    let outer = try enter()
    defer { leave(outer) }
    let value = try unary()
    return try node(.unary(sign, value), from: start)
  }

  private mutating func power(_ base: PythonExpression, from start: Int32) throws(Diagnostic) -> PythonExpression {
    advance()
    let outer = try enter()
    defer { leave(outer) }
    let exponent = try unary()
    return try node(.binary(base, .power, exponent), from: start)
  }

  private mutating func awaited() throws(Diagnostic) -> PythonExpression {
    let start = advance().start
    guard current.kind != .await else { throw unexpected("an expression") }
    let value = try primary()
    return try node(.await(value), from: start)
  }

  /// Parses calls, subscripts and attributes of an atom.
  private mutating func primary() throws(Diagnostic) -> PythonExpression {
    let start = current.start
    if current.kind == .await { return try awaited() }
    var value = try atom()
    while true {
      switch current.kind {
      case .leftParen: value = try call(value, from: start)
      case .leftBracket: value = try subscripted(value, from: start)
      case .dot: value = try attribute(value, from: start)
      default: return value
      }
    }
  }

  private mutating func attribute(_ value: PythonExpression, from start: Int32) throws(Diagnostic) -> PythonExpression {
    advance()
    let name = try name("the name of an attribute")
    return try node(.attribute(value, name), from: start)
  }

  /// Returns whether an expression can start with a token.
  func startsExpression(_ kind: PythonToken.Kind) -> Bool {
    switch kind {
    case .name, .number, .string, .none, .true, .false, .ellipsis, .leftParen, .leftBracket, .leftBrace, .not, .minus,
      .plus, .tilde, .lambda, .await:
      true
    // The error is reported where it is, not after the expression before it.
    case _ where kind.isProblem: true
    default: false
    }
  }
}
