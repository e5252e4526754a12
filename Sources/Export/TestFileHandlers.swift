import Syntax

/// Handler functions and their registration.
extension TestFile {
  /// Whether a handler is a module-level function, because tests register it or only some apps have it.
  func isFunctionOfModule(_ index: Int) -> Bool {
    let declaration = plan.declarations[index]
    guard case .handler = declaration.kind else { return false }
    if declaration.isLate { return true }
    return !declaration.builds.isEmpty && declaration.builds.count < plan.builds.count && declaration.refusal == nil
  }

  /// Writes a handler in `create_app`.
  mutating func writeRegistration(of index: Int, _ out: inout PythonText) {
    let declaration = plan.declarations[index]
    guard case .handler(let handler) = declaration.kind else { return }
    if let refusal = declaration.refusal {
      out.space()
      out.comment(
        "Line \(declaration.line): the handler for \(handler.targetText) is left out, because registering it raises"
          + " \(refusal).")
      out.space()
      return
    }
    let scope = handler.scope.map { names.declarations[$0] } ?? names.helper("app")
    let function = names.declarations[index]
    let target = target(handler)
    if isFunctionOfModule(index) {
      out.line(dialect.registration(scope, target, function))
    } else {
      out.space()
      writeFunction(of: index, decorator: dialect.hasDecorators ? dialect.registration(scope, target, nil) : nil, &out)
      out.space()
      if !dialect.hasDecorators { out.line(dialect.registration(scope, target, function)) }
    }
  }

  mutating func writeFunction(of index: Int, decorator: String?, _ out: inout PythonText) {
    guard case .handler(let handler) = plan.declarations[index].kind else { return }
    let lines = conditionalLines(handler.answer)
    if let decorator { out.line("@\(decorator)") }
    out.block(dialect.handlerHeader(&self, names.declarations[index])) { out in
      if plan.usesReceived {
        out.line("\(names.helper("received")).append(\(names.builtin("type"))(\(names.helper("error"))).__name__)")
      }
      for line in lines { write(line, &out) }
    }
  }

  /// A statement of a handler, and the condition under which it runs.
  private struct ConditionalLine {
    var condition: String?
    var statement: String
  }

  private mutating func conditionalLines(_ answer: PlannedHandler.Answer) -> [ConditionalLine] {
    guard case .conditional(let arms, let otherwise) = answer else {
      return [ConditionalLine(condition: nil, statement: dialect.answer(&self, answer))]
    }
    var lines: [ConditionalLine] = []
    for arm in arms {
      lines.append(ConditionalLine(condition: expression(arm.condition), statement: dialect.answer(&self, arm.answer)))
    }
    return lines + [ConditionalLine(condition: nil, statement: dialect.answer(&self, otherwise))]
  }

  private func write(_ line: ConditionalLine, _ out: inout PythonText) {
    guard let condition = line.condition else { return out.line(line.statement) }
    out.block("if \(condition):") { $0.line(line.statement) }
  }

  // MARK: Expressions

  private mutating func expression(_ condition: PlannedHandler.Condition) -> String {
    let error = names.helper("error")
    let not = condition.isNegated ? "not " : ""
    switch condition.test {
    case .isInstance(let type): return "\(not)\(names.builtin("isinstance"))(\(error), \(names.reference(type)))"
    case .originalIsInstance(let type):
      return "\(not)\(names.builtin("isinstance"))(\(error).original_exception, \(names.reference(type)))"
    case .isExactly(let type): return "\(names.builtin("type"))(\(error)) is \(not)\(names.reference(type))"
    case .hasCode(let code): return "\(error).\(dialect.codeOfError) \(condition.isNegated ? "!=" : "==") \(code)"
    }
  }

  /// Returns a body with values of the exception as an f-string.
  mutating func expression(_ template: BodyTemplate) -> String {
    let error = names.helper("error")
    var literal = "f\""
    for piece in template.pieces {
      switch piece {
      case .text(let text):
        let braces = String(decoding: text.flatMap { $0 == 0x7B || $0 == 0x7D ? [$0, $0] : [$0] }, as: UTF8.self)
        literal += pythonLiteral(braces).dropFirst().dropLast()
      case .value(.className): literal += "{\(names.builtin("type"))(\(error)).__name__}"
      case .value(.code): literal += "{\(error).\(dialect.codeOfError)}"
      case .value(.name): literal += "{\(error).name}"
      case .value(.originalClassName): literal += "{\(names.builtin("type"))(\(error).original_exception).__name__}"
      }
    }
    return literal + "\""
  }

  mutating func target(_ handler: PlannedHandler) -> String {
    switch handler.target {
    case .type(let type): names.reference(type)
    case .code(let code): String(code)
    }
  }
}
