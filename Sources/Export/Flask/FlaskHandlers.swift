/// Handler functions and their registration.
extension FlaskFile {
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
    let registration = "\(scope).errorhandler(\(target(handler)))"
    if isFunctionOfModule(index) {
      out.line("\(registration)(\(names.declarations[index]))")
    } else {
      out.space()
      writeFunction(of: index, decorator: registration, &out)
      out.space()
    }
  }

  mutating func writeFunction(of index: Int, decorator: String?, _ out: inout PythonText) {
    guard case .handler(let handler) = plan.declarations[index].kind else { return }
    let answer = answer(handler.answer)
    if let decorator { out.line("@\(decorator)") }
    out.block("def \(names.declarations[index])(\(names.helper("error"))):") { out in
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

  private mutating func answer(_ answer: PlannedHandler.Answer) -> String {
    switch answer {
    case .body(let text, nil): "return \(pythonLiteral(text))"
    case .body(let text, .number(let status)): "return \(pythonLiteral(text)), \(status)"
    case .body(let text, .ofException): "return \(pythonLiteral(text)), \(names.helper("error")).code"
    case .reraise: "raise \(names.helper("error"))"
    case .raise(let raised): "raise \(names.instance(raised))"
    case .abort(let code): "\(names.imported("abort", from: "flask"))(\(code))"
    case .exception: "return \(names.helper("error"))"
    }
  }
}
