import Diagnostics

/// Statements with blocks.
extension PythonParser {
  /// Parses the whole file.
  mutating func module() -> [PythonStatement] {
    var statements: [PythonStatement] = []
    while current.kind != .end { statement(into: &statements) }
    return statements
  }

  /// Parses a statement, or a line of statements. After an error, a statement is `broken`.
  private mutating func statement(into statements: inout [PythonStatement]) {
    let start = index
    do throws(Diagnostic) {
      guard let kind = try compoundStatement() else { return line(into: &statements) }
      statements.append(PythonStatement(kind, span: Span(start: tokens[start].start, end: lastEnd)))
    } catch {
      statements.append(recover(from: error, startingAt: start))
    }
  }

  /// Parses a line of statements without blocks. After an error, one of them is `broken`.
  private mutating func line(into statements: inout [PythonStatement]) {
    var start = index
    do throws(Diagnostic) { try simpleStatements(into: &statements, start: &start) } catch {
      statements.append(recover(from: error, startingAt: start))
    }
  }

  /// Parses a statement with blocks; nil if no such statement comes next.
  private mutating func compoundStatement() throws(Diagnostic) -> PythonStatement.Kind? {
    height = 0
    switch current.kind {
    case .if: return try conditional()
    case .while: return try whileLoop()
    case .for: return try forLoop()
    case .try: return try tried()
    case .with: return try with()
    case .def: return .function(try function([], isAsync: false))
    case .class: return .classDefinition(try classDefinition([]))
    case .at: return try decorated()
    case .async: return try async()
    case .name where startsMatch(): return try match()
    default: return nil
    }
  }

  /// Parses the block after the first line of a statement or clause, with the colon.
  private mutating func block(_ after: String) throws(Diagnostic) -> [PythonStatement] {
    try expect(.colon, "`:` after \(after)")
    var statements: [PythonStatement] = []
    guard accept(.newline) else {
      line(into: &statements)
      return statements
    }
    guard current.kind == .indent else { throw missingBlock(after) }
    let outer = try enter()
    blockLevel += 1
    defer {
      leave(outer)
      blockLevel -= 1
    }
    advance()
    while current.kind != .dedent, current.kind != .end { statement(into: &statements) }
    _ = accept(.dedent)
    return statements
  }

  private mutating func otherwise() throws(Diagnostic) -> [PythonStatement] {
    accept(.else) ? try block("`else`") : []
  }

  private mutating func conditional() throws(Diagnostic) -> PythonStatement.Kind {
    var branches: [PythonBranch] = []
    repeat {
      advance()
      let test = try namedExpression()
      branches.append(PythonBranch(test: test, body: try block("the condition")))
    } while current.kind == .elif
    return .if(branches, otherwise: try otherwise())
  }

  private mutating func whileLoop() throws(Diagnostic) -> PythonStatement.Kind {
    advance()
    let test = try namedExpression()
    let body = try block("the condition")
    return .while(test, body: body, otherwise: try otherwise())
  }

  private mutating func forLoop() throws(Diagnostic) -> PythonStatement.Kind {
    advance()
    let target = try targets()
    try expect(.in, "`in`")
    let iterable = try starExpressions()
    let body = try block("the iterable")
    return .for(target: target, iterable: iterable, body: body, otherwise: try otherwise())
  }

  private mutating func decorated() throws(Diagnostic) -> PythonStatement.Kind {
    var decorators: [PythonExpression] = []
    while accept(.at) {
      decorators.append(try namedExpression())
      try expect(.newline, "the end of the line after the decorator")
    }
    switch current.kind {
    case .def: return .function(try function(decorators, isAsync: false))
    case .class: return .classDefinition(try classDefinition(decorators))
    case .async where token(after: 1).kind == .def:
      advance()
      return .function(try function(decorators, isAsync: true))
    default: throw unexpected("a function or class after the decorator")
    }
  }

  private mutating func async() throws(Diagnostic) -> PythonStatement.Kind {
    advance()
    switch current.kind {
    case .def: return .function(try function([], isAsync: true))
    case .for: return try forLoop()
    case .with: return try with()
    default: throw unexpected("`def`, `for` or `with` after `async`")
    }
  }

  private mutating func function(
    _ decorators: [PythonExpression], isAsync: Bool
  ) throws(Diagnostic) -> PythonFunction {
    advance()
    let nameSpan = current.span
    let name = try name("the name of the function")
    try expect(.leftParen, "`(` after the name of the function")
    let parameters = try parameters(until: .rightParen, allowsTypes: true)
    try expect(.rightParen, "`,` or `)`")
    if accept(.arrow) { _ = try expression() }
    return PythonFunction(
      name: name, nameSpan: nameSpan, parameters: parameters, body: try block("the function"),
      decorators: decorators, isAsync: isAsync)
  }

  private mutating func classDefinition(_ decorators: [PythonExpression]) throws(Diagnostic) -> PythonClass {
    advance()
    let nameSpan = current.span
    let name = try name("the name of the class")
    let arguments = current.kind == .leftParen ? try arguments() : []
    return PythonClass(
      name: name, nameSpan: nameSpan, arguments: arguments, body: try block("the class"), decorators: decorators)
  }

  private mutating func tried() throws(Diagnostic) -> PythonStatement.Kind {
    advance()
    var statement = PythonTry(body: try block("`try`"), handlers: [], otherwise: [], finally: [])
    var catchesGroups: Bool?
    while current.kind == .except {
      let keyword = advance()
      let catchesGroup = accept(.star)
      guard catchesGroups == nil || catchesGroups == catchesGroup else {
        throw syntaxError("a `try` cannot have both `except` and `except*`", keyword.span)
      }
      catchesGroups = catchesGroup
      statement.handlers.append(try handler(isGroup: catchesGroup))
    }
    if !statement.handlers.isEmpty { statement.otherwise = try otherwise() }
    if accept(.finally) {
      statement.finally = try block("`finally`")
    } else if statement.handlers.isEmpty {
      throw unexpected("`except` or `finally` after the block of `try`")
    }
    return .try(statement)
  }

  private mutating func handler(isGroup: Bool) throws(Diagnostic) -> PythonTry.Handler {
    guard isGroup || current.kind != .colon else {
      return PythonTry.Handler(type: nil, name: nil, body: try block("`except`"))
    }
    let type = try expression()
    if current.kind == .comma { throw exceptWithComma(type) }
    let name = accept(.as) ? try name("a name after `as`") : nil
    return PythonTry.Handler(type: type, name: name, body: try block("the exception"))
  }
}

/// `with`, whose parentheses are ambiguous.
extension PythonParser {
  private mutating func with() throws(Diagnostic) -> PythonStatement.Kind {
    advance()
    if let contexts = contextsInParentheses() { return .with(contexts, body: try block("`with`")) }
    var contexts: [PythonContext] = []
    repeat { contexts.append(try context()) } while accept(.comma)
    return .with(contexts, body: try block("`with`"))
  }

  private mutating func context() throws(Diagnostic) -> PythonContext {
    let value = try expression()
    return PythonContext(value: value, target: accept(.as) ? try target() : nil)
  }

  /// Parses `(a as b, c as d)` before the colon; nil if the parentheses belong to an expression.
  private mutating func contextsInParentheses() -> [PythonContext]? {
    guard current.kind == .leftParen, closesBeforeColon() else { return nil }
    let before = (index, lastEnd)
    do throws(Diagnostic) {
      advance()
      var contexts: [PythonContext] = []
      repeat { contexts.append(try context()) } while accept(.comma) && current.kind != .rightParen
      if accept(.rightParen), current.kind == .colon { return contexts }
    } catch {
      // The parentheses are tried again as an expression, which reports the error.
    }
    (index, lastEnd) = before
    height = 0
    return nil
  }

  /// Returns whether a colon follows the bracket that closes the current one.
  private func closesBeforeColon() -> Bool {
    var depth = 0
    var place = index
    while tokens[place].kind != .newline, tokens[place].kind != .end {
      switch tokens[place].kind {
      case .leftParen, .leftBracket, .leftBrace: depth += 1
      case .rightParen, .rightBracket, .rightBrace: depth -= 1
      default: break
      }
      place += 1
      if depth == 0 { return tokens[place].kind == .colon }
    }
    return false
  }
}

/// `match`, which is a keyword only at the start of this statement.
extension PythonParser {
  /// Returns whether the line starts with `match`, ends with a colon, and a block with `case` follows.
  private func startsMatch() -> Bool {
    guard isName("match") else { return false }
    var place = index + 1
    while tokens[place].kind != .newline, tokens[place].kind != .end {
      if tokens[place].kind == .semicolon { return false }
      place += 1
    }
    guard place > index + 2, tokens[place - 1].kind == .colon, place + 2 < tokens.count else { return false }
    return tokens[place + 1].kind == .indent && source.text(tokens[place + 2].span) == "case"
  }

  private mutating func match() throws(Diagnostic) -> PythonStatement.Kind {
    advance()
    let subject = try matchSubject()
    try expect(.colon, "`:` after the subject of `match`")
    try expect(.newline, "the end of the line")
    let block = index
    do throws(Diagnostic) { return .match(subject, cases: try cases()) } catch {
      // The whole block is broken, so the parser continues after it.
      index = block
      throw error
    }
  }

  private mutating func cases() throws(Diagnostic) -> [PythonCase] {
    try expect(.indent, "an indented block after `match`")
    let outer = try enter()
    defer { leave(outer) }
    var cases: [PythonCase] = []
    while isName("case") {
      advance()
      let pattern = try casePattern()
      let condition = accept(.if) ? try namedExpression() : nil
      cases.append(PythonCase(pattern: pattern, condition: condition, body: try block("the pattern")))
    }
    guard accept(.dedent) || current.kind == .end else { throw unexpected("`case`") }
    return cases
  }

  private mutating func matchSubject() throws(Diagnostic) -> PythonExpression {
    let start = current.start
    let first = try starNamedExpression()
    guard current.kind == .comma else { return first }
    var elements = [first]
    while accept(.comma), current.kind != .colon { elements.append(try starNamedExpression()) }
    return try node(.tuple(elements), from: start)
  }
}
