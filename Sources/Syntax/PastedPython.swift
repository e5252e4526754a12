import Diagnostics

/// Lines of a Flask program that are written differently here, or not at all. The diagnostic shows the line to write.
extension Parser {
  /// Reports the line if it is Python. Returns whether it is.
  mutating func pastedPython(_ first: Token, _ word: String) -> Bool {
    switch word {
    case "import", "from":
      pasted(.pastedSetup, "you do not import Flask and its exceptions here", help: "remove the line")
      return true
    case "def", "async":
      pastedFunction()
      return true
    default: break
    }
    if pythonKeywords.contains(word) {
      let help: Advice? =
        word == "assert" ? "use `expect` to check a response, as in `expect raise E -> \"text\", 500`" : nil
      pasted(.pastedCode, "`\(word)` is Python code, which scripts do not support", help: help)
      return true
    }
    switch peek(1).kind {
    case .equals: pastedAssignment(word)
    case .dot: pastedCall()
    case .leftParen where nearestName(to: word, among: statementWords) == nil:
      pasted(.pastedCode, "a call of `\(shown(word))` is Python code, which scripts do not support", help: nil)
    default: return false
    }
    return true
  }

  /// Reports the line, and skips the lines on which its brackets continue.
  private mutating func pasted(_ kind: DiagnosticKind, _ message: String, help: Advice?) {
    let span = restOfLine
    skipOpenBrackets(.brackets)
    fail(kind, message, at: Label(span), help: help)
  }

  /// Reports the line, and offers the statements that mean the same here.
  private mutating func pasted(_ kind: DiagnosticKind, _ message: String, write line: String?, _ remark: String = "") {
    let span = restOfLine
    skipOpenBrackets(.brackets)
    fail(kind, message, at: Label(span), help: line.flatMap { writeInstead([$0], remark) })
  }

  /// Returns ``write `...` and `...` ``, which replaces everything that was read of the statement.
  func writeInstead(_ lines: [String], _ remark: String = "") -> Advice? {
    guard let statements = readable(lines.joined(separator: "\n")) else { return nil }
    let end = max(lastEnd, tokens.last?.end ?? lastEnd)
    return Advice(
      "write \(lines.map { "`\($0)`" }.joined(separator: " and "))\(remark)",
      offering: Suggestion(replacing: Span(start: statementStart, end: end), with: statements))
  }

  private mutating func pastedAssignment(_ name: String) {
    switch spelling(peek(2)) {
    case "Flask":
      pasted(.pastedSetup, "the app exists from the start", help: "remove the line")
    case "Blueprint":
      pasted(.pastedSetup, "use the `blueprint` statement to declare a blueprint", write: "blueprint \(shown(name))")
    default:
      pasted(.pastedCode, "scripts have no variables", help: nil)
    }
  }

  /// Reports `object.method(argument, ...)` as a statement.
  private mutating func pastedCall() {
    let call = dottedCall(from: index)
    switch call.method {
    case "register_error_handler", "errorhandler", "app_errorhandler":
      let answer = lambdaAnswer() ?? .unknown
      pasted(
        .pastedFunction, "use the `handler` statement to register a handler",
        write: handlerLine(call, answer), answer.remark)
    case "register_blueprint":
      let message = "a blueprint is registered by its `blueprint` statement"
      if call.object == "app" { return pasted(.pastedSetup, message, help: "remove the line") }
      pasted(.pastedSetup, message, write: "blueprint \(call.argument ?? "child") in \(call.object)")
    case "abort":
      let path = Span(start: current.start, end: call.methodSpan.end)
      fail(.dottedName, "write `abort` without its module", at: Label(path), help: write((path, "abort")))
    case "config":
      pasted(.pastedSetup, "use the `config` statement to set an option", write: configLine())
    case "testing", "debug":
      pasted(.pastedSetup, "use the `config` statement to set an option", write: attributeLine(call.method))
    case "run", "test_client", "secret_key":
      pasted(.pastedSetup, "the app needs no setup here", help: "remove the line")
    default:
      pasted(.pastedCode, "this is Python code, which scripts do not support", help: nil)
    }
  }

  /// Returns the statement for `app.config["NAME"] = True`.
  private func configLine() -> String? {
    guard let option = tokens.first(where: { $0.kind == .string }), let value = tokens.last else { return nil }
    let name = text(Span(start: option.start + 1, end: option.end - 1))
    guard spells(value, .pythonTrue) || spells(value, .pythonFalse) else { return nil }
    return "config \(shown(name)) \(spells(value, .pythonTrue) ? "on" : "off")"
  }

  /// Returns the statement for `app.testing = True`.
  private func attributeLine(_ attribute: String) -> String? {
    guard let value = tokens.last, spells(value, .pythonTrue) || spells(value, .pythonFalse) else { return nil }
    return "config \(attribute.uppercased()) \(spells(value, .pythonTrue) ? "on" : "off")"
  }

  func spelling(_ token: Token) -> String { token.kind == .word ? shown(token) : "" }
}
