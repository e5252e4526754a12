import Diagnostics

/// `handler TARGET [in BLUEPRINT] -> ANSWER`.
extension Parser {
  mutating func handlerStatement() -> Statement.Kind { .handler(handler()) }

  /// The whole statement; also what stands behind `expect refused`.
  mutating func handler() -> HandlerDeclaration {
    advance()
    let target = handlerTarget()
    let scope = optionalScope()
    arrow()
    return HandlerDeclaration(target: target, scope: scope, answer: handlerAnswer())
  }

  private mutating func handlerTarget() -> HandlerDeclaration.Target {
    let isCode = current.kind == .number || current.kind == .minus
    return isCode ? .code(code(after: "handler")) : .named(name(.class, after: "handler"))
  }

  /// The arrow between a question and its answer.
  mutating func arrow() {
    if take(.arrow) { return }
    missingArrow()
  }

  private mutating func handlerAnswer() -> HandlerDeclaration.Answer {
    let first = current
    switch first.kind {
    case .string:
      let body = string("")
      return .body(body, status: optionalStatus())
    case .word:
      if isWord("raise") {
        advance()
        if current.kind == .number { raisedNumber(first) }
        return .raise(raisedClass(after: "raise"))
      }
      if isWord("abort") { return .abort(abortedCode()) }
      if takeWord("e") { return .exception(first.span) }
      wrongAnswer()
    default:
      wrongAnswer()
    }
    return .exception(first.span)
  }

  private mutating func optionalStatus() -> Number? {
    if take(.comma) { return status() }
    if current.kind == .number { missingCommaBeforeStatus() }
    return nil
  }

  mutating func missingCommaBeforeStatus() {
    let before = Span(start: lastEnd, end: lastEnd)
    fail(
      .missingComma, "a comma is missing between the body and its status", at: Label(current.span),
      help: write((before, ",")))
  }

  private mutating func missingArrow() {
    let before = Span(start: lastEnd, end: lastEnd)
    let canInsert = [.string, .number, .word].contains(current.kind)
    unexpected(.missingArrow, "an arrow `->` is missing", help: canInsert ? write((before, " ->")) : nil)
  }

  private mutating func wrongAnswer() {
    unexpected(.missingAnswer, "a handler's answer is missing")
  }
}
