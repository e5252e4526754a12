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
    let answer = dialect.answer(&self, handler.answer)
    if let decorator { out.line("@\(decorator)") }
    out.block(dialect.handlerHeader(&self, names.declarations[index])) { out in
      if plan.usesReceived {
        out.line("\(names.helper("received")).append(\(names.builtin("type"))(\(names.helper("error"))).__name__)")
      }
      out.line(answer)
    }
  }

  mutating func target(_ handler: PlannedHandler) -> String {
    switch handler.target {
    case .type(let type): names.reference(type)
    case .code(let code): String(code)
    }
  }
}
