import Diagnostics

/// `expect ...`: a claim that the run checks.
extension Parser {
  mutating func expectStatement() -> Statement.Kind {
    advance()
    if isWord("raise") || isWord("abort") || isWord("visit") {
      let request = request()
      arrow()
      return .expect(.answer(request, expectedAnswer()))
    }
    if takeWord("refused") { return .expect(refused()) }
    if takeWord("mro") { return .expect(expectedOrder()) }
    if takeWord("safe") { return .expect(.safe(subject(), isSafe: true)) }
    if isWord("not"), spells(peek(1), "safe") {
      advance()
      advance()
      return .expect(.safe(subject(), isSafe: false))
    }
    unknownExpectation()
    return .restart
  }

  private mutating func refused() -> Expectation {
    if isWord("class") { return .refusedClass(classHeader()) }
    if isWord("handler") { return .refusedHandler(handler()) }
    unexpected(.unknownExpectation, "`expect refused` needs a `class` or a `handler` statement")
    return .safe(nil, isSafe: true)
  }

  private mutating func expectedOrder() -> Expectation {
    let name = name(.class, after: "expect mro")
    if !take(.colon) { unexpected(.missingColon, "a colon is missing between the class and its order") }
    var order: [Name] = []
    repeat { order.append(self.name(.class, after: order.isEmpty ? ":" : ",")) } while take(.comma)
    return .mro(name, order)
  }

  private mutating func expectedAnswer() -> ExpectedAnswer {
    let start = current.start
    var answer = ExpectedAnswer(body: .any, span: current.span)
    switch current.kind {
    case .string:
      answer.body = .text(string(""))
      if take(.comma) { answer.status = expectedStatus() }
      if answer.status == nil, current.kind == .number { missingCommaBeforeStatus() }
    case .number:
      answer.status = expectedStatus()
      if takeWord("page") { answer.body = .page }
    default:
      if takeWord("page") {
        answer.body = .page
      } else if takeWord("crash") {
        answer.body = .crash
      } else {
        unexpected(.missingAnswer, "the expected answer is missing")
      }
    }
    if answer.body != .crash, takeWord("received") { answer.received = name(.class, after: "received") }
    answer.span = Span(start: start, end: lastEnd)
    return answer
  }

  private mutating func unknownExpectation() {
    unexpected(.unknownExpectation, "`expect` needs `raise`, `abort`, `visit`, `refused`, `mro`, `safe` or `not safe`")
  }
}
