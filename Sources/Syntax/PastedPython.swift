import Diagnostics

/// Lines of a Flask program that say something else here, or need not be said. Each is answered with the line to write.
extension Parser {
  /// Whether the line is Python; if so, it is reported.
  mutating func pastedPython(_ first: Token, _ word: String) -> Bool {
    switch word {
    case "import", "from":
      pasted(.pastedSetup, "Flask and its exceptions are here without an import", help: "leave the line out")
      return true
    case "def", "async":
      pastedFunction()
      return true
    default: break
    }
    if pythonKeywords.contains(word) {
      let help: Advice? =
        word == "assert" ? "what should hold is said with `expect`, as in `expect raise E -> \"text\", 500`" : nil
      pasted(.pastedCode, "`\(word)` is Python and begins no statement here", help: help)
      return true
    }
    switch peek(1).kind {
    case .equals: pastedAssignment(word)
    case .dot: pastedCall()
    case .leftParen where nearestName(to: word, among: statementWords) == nil:
      pasted(.pastedCode, "a call of `\(shown(word))` is Python and no statement here", help: nil)
    default: return false
    }
    return true
  }

  /// Reports the line, and skips the lines on which its brackets go on.
  private mutating func pasted(_ kind: DiagnosticKind, _ message: String, help: Advice?) {
    let span = restOfLine
    skipOpenBrackets(.brackets)
    fail(kind, message, at: Label(span), help: help)
  }

  /// Reports the line, and offers the statements that say the same here.
  private mutating func pasted(_ kind: DiagnosticKind, _ message: String, write line: String?, _ remark: String = "") {
    let span = restOfLine
    skipOpenBrackets(.brackets)
    fail(kind, message, at: Label(span), help: line.flatMap { writeInstead([$0], remark) })
  }

  /// ``write `...` and `...` ``, for all that was read of the statement.
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
      pasted(.pastedSetup, "the app is here from the start", help: "leave the line out")
    case "Blueprint":
      pasted(.pastedSetup, "a blueprint is declared with a statement", write: "blueprint \(shown(name))")
    default:
      pasted(.pastedCode, "there are no variables here", help: nil)
    }
  }

  /// `object.method(argument, ...)` as a statement.
  private mutating func pastedCall() {
    let call = dottedCall(from: index)
    switch call.method {
    case "register_error_handler", "errorhandler", "app_errorhandler":
      let answer = lambdaAnswer() ?? .unknown
      pasted(
        .pastedFunction, "a handler is registered with a statement",
        write: handlerLine(call, answer), answer.remark)
    case "register_blueprint":
      let message = "blueprints are mounted by the first request"
      if call.object == "app" { return pasted(.pastedSetup, message, help: "leave the line out") }
      pasted(.pastedSetup, message, write: "blueprint \(call.argument ?? "child") in \(call.object)")
    case "abort":
      let path = Span(start: current.start, end: call.methodSpan.end)
      fail(.dottedName, "`abort` is written without its module", at: Label(path), help: write((path, "abort")))
    case "config":
      pasted(.pastedSetup, "an option is set with a statement", write: configLine())
    case "testing", "debug":
      pasted(.pastedSetup, "an option is set with a statement", write: attributeLine(call.method))
    case "run", "test_client", "secret_key":
      pasted(.pastedSetup, "the app needs no setting up here", help: "leave the line out")
    default:
      pasted(.pastedCode, "this is Python and no statement here", help: nil)
    }
  }

  /// `app.config["NAME"] = True`, as a statement.
  private func configLine() -> String? {
    guard let option = tokens.first(where: { $0.kind == .string }), let value = tokens.last else { return nil }
    let name = text(Span(start: option.start + 1, end: option.end - 1))
    guard spells(value, .pythonTrue) || spells(value, .pythonFalse) else { return nil }
    return "config \(shown(name)) \(spells(value, .pythonTrue) ? "on" : "off")"
  }

  /// `app.testing = True`, as a statement.
  private func attributeLine(_ attribute: String) -> String? {
    guard let value = tokens.last, spells(value, .pythonTrue) || spells(value, .pythonFalse) else { return nil }
    return "config \(attribute.uppercased()) \(spells(value, .pythonTrue) ? "on" : "off")"
  }

  func spelling(_ token: Token) -> String { token.kind == .word ? shown(token) : "" }
}
