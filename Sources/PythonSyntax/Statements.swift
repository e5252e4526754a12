import Diagnostics

/// Statements without a block.
extension PythonParser {
  /// Parses a line of statements with semicolons between them.
  ///
  /// - Parameter start: Becomes the index of the first token of each statement.
  mutating func simpleStatements(
    into statements: inout [PythonStatement], start: inout Int
  ) throws(Diagnostic) {
    repeat {
      start = index
      height = 0
      let first = current
      let kind = try simpleStatement()
      guard current.kind == .semicolon || current.kind == .newline else { throw unexpectedEnd(of: first) }
      statements.append(PythonStatement(kind, span: Span(start: first.start, end: lastEnd)))
    } while accept(.semicolon) && current.kind != .newline
    try expect(.newline, "the end of the line")
  }

  private mutating func simpleStatement() throws(Diagnostic) -> PythonStatement.Kind {
    switch current.kind {
    case .pass: return keyword(.pass)
    case .break: return keyword(.break)
    case .continue: return keyword(.continue)
    case .return: return try returned()
    case .raise: return try raised()
    case .assert: return try assertion()
    case .del: return try deletion()
    case .global: return .global(try names())
    case .nonlocal: return .nonlocal(try names())
    case .import: return try importedModules()
    case .from: return try importedNames()
    default: return try expressionStatement()
    }
  }

  private mutating func keyword(_ kind: PythonStatement.Kind) -> PythonStatement.Kind {
    advance()
    return kind
  }

  private var endsStatement: Bool { current.kind == .newline || current.kind == .semicolon }

  private mutating func returned() throws(Diagnostic) -> PythonStatement.Kind {
    advance()
    return .return(endsStatement ? nil : try starExpressions())
  }

  private mutating func raised() throws(Diagnostic) -> PythonStatement.Kind {
    let keyword = advance()
    if endsStatement { return .raise(nil, cause: nil) }
    let exception = try expression()
    if current.kind == .comma { throw raiseWithComma(keyword, exception) }
    return .raise(exception, cause: accept(.from) ? try expression() : nil)
  }

  private mutating func assertion() throws(Diagnostic) -> PythonStatement.Kind {
    advance()
    let test = try expression()
    return .assert(test, message: accept(.comma) ? try expression() : nil)
  }

  private mutating func deletion() throws(Diagnostic) -> PythonStatement.Kind {
    advance()
    var targets: [PythonExpression] = []
    repeat {
      let target = try operand(.bitOr)
      if let wrong = wrongTarget(target) { throw syntaxError("cannot delete \(wrong.nameOfKind)", wrong.span) }
      targets.append(target)
    } while accept(.comma) && !endsStatement
    return .delete(targets)
  }

  private mutating func names() throws(Diagnostic) -> [String] {
    advance()
    var names: [String] = []
    repeat { names.append(try name("a name")) } while accept(.comma)
    return names
  }

  private mutating func expressionStatement() throws(Diagnostic) -> PythonStatement.Kind {
    let first = try yieldOrExpressions()
    switch current.kind {
    case .equal: return try assignment(first)
    case .colon:
      try requireAnnotated(first)
      return try annotation(first)
    case _ where current.kind.augmentedOperator != nil:
      return try augmentedAssignment(first)
    default: return .expression(first)
    }
  }

  private mutating func assignment(_ first: PythonExpression) throws(Diagnostic) -> PythonStatement.Kind {
    var targets: [PythonExpression] = []
    var value = first
    while current.kind == .equal {
      try requireAssignable(value)
      targets.append(value)
      advance()
      value = try yieldOrExpressions()
    }
    return .assignment(targets: targets, value: value)
  }

  /// Throws an error if an expression cannot be before `=`.
  private func requireAssignable(_ target: PythonExpression) throws(Diagnostic) {
    guard let wrong = wrongTarget(target) else { return }
    let isWhole = wrong.span == target.span
    throw syntaxError(
      "cannot assign to \(wrong.nameOfKind)", wrong.span, help: isWhole ? "write `==` to compare" : nil)
  }

  /// Throws an error if an expression cannot be before `:`.
  private func requireAnnotated(_ target: PythonExpression) throws(Diagnostic) {
    switch target.kind {
    case .name, .attribute, .subscripted: return
    default: throw unexpected("the end of the statement")
    }
  }

  private mutating func annotation(_ target: PythonExpression) throws(Diagnostic) -> PythonStatement.Kind {
    advance()
    _ = try expression()
    return .annotation(target: target, value: accept(.equal) ? try yieldOrExpressions() : nil)
  }

  private mutating func augmentedAssignment(_ target: PythonExpression) throws(Diagnostic) -> PythonStatement.Kind {
    switch target.kind {
    case .name, .attribute, .subscripted: break
    default: throw syntaxError("this cannot be the target of `\(shown(current))`", target.span)
    }
    let augmented = advance().kind.augmentedOperator ?? .add
    return .augmentedAssignment(target: target, augmented, value: try yieldOrExpressions())
  }
}

/// Imports.
extension PythonParser {
  private mutating func importedModules() throws(Diagnostic) -> PythonStatement.Kind {
    advance()
    var modules: [PythonImport] = []
    repeat {
      let name = try dottedName()
      modules.append(PythonImport(name: name, alias: try alias()))
    } while accept(.comma)
    return .importModules(modules)
  }

  private mutating func dottedName() throws(Diagnostic) -> String {
    var dotted = try name("the name of a module")
    while accept(.dot) { dotted += "." + (try name("the name of a module")) }
    return dotted
  }

  private mutating func alias() throws(Diagnostic) -> String? {
    accept(.as) ? try name("a name after `as`") : nil
  }

  private mutating func importedNames() throws(Diagnostic) -> PythonStatement.Kind {
    advance()
    var dots = 0
    while current.kind == .dot || current.kind == .ellipsis { dots += advance().kind == .dot ? 1 : 3 }
    let module = dots > 0 && current.kind == .import ? "" : try dottedName()
    try expect(.import, "`import`")
    if accept(.star) { return .importNames(module: module, level: dots, [PythonImport(name: "*")]) }
    let isInParentheses = accept(.leftParen)
    var names: [PythonImport] = []
    repeat {
      let name = try name("a name to import")
      names.append(PythonImport(name: name, alias: try alias()))
    } while accept(.comma) && !(isInParentheses && current.kind == .rightParen)
    if isInParentheses { try expect(.rightParen, "`,` or `)`") }
    return .importNames(module: module, level: dots, names)
  }
}
