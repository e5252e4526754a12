import Diagnostics

extension StatementDescriptor {
  static var expect: Self {
    Self(
      .claim, "expect raise E -> \"text\", 500",
      usage: "expect REQUEST|last -> \"BODY\"[, STATUS] [received EXCEPTION]",
      "expect REQUEST|last -> contains|lacks \"TEXT\"[, STATUS] [received EXCEPTION]",
      "expect REQUEST|last -> STATUS [page] [received EXCEPTION]", "expect REQUEST|last -> page",
      "expect REQUEST|last -> crash [CLASS]",
      "expect mro CLASS: CLASS, ...", "expect refused DECLARATION", "expect [not] safe [EXCEPTION [in BLUEPRINT]]",
      summary: "Sends the request and compares the response with what you expect.",
      details: """
        `last` is the last response: no request is sent. `received` is the class that the handler was called with. \
        `contains` and `lacks` check a part of the body. `page` is the framework's own page. `crash` is an exception that \
        leaves the app, of CLASS or a subclass if you write one. DECLARATION is a `class` or `handler` line \
        that Python or the framework refuses. `safe` expects that `hunt` finds nothing, `not safe` that it finds \
        something.
        """,
      example: """
        handler KeyError -> "no key", 404
        expect raise KeyError -> "no key", 404
        """)
  }
}

/// Parses `expect ...`, a claim that is checked when it runs.
extension Parser {
  mutating func expectStatement() -> Statement.Kind? {
    advance()
    if isRequestVerb(current) {
      guard let request = request() else { return nil }
      arrow()
      return expectedAnswer().map { .expect(.answer(request, $0)) }
    }
    if isWord(.last) {
      advance()
      arrow()
      return expectedAnswer().map { .expect(.last($0)) }
    }
    if takeWord(.refused) { return refused().map { .expect($0) } }
    if takeWord(.mro) { return expectedOrder().map { .expect($0) } }
    if takeWord(.safe) { return .expect(.safe(subject(), isSafe: true)) }
    if isWord(.not), spells(peek(1), .safe) {
      advance()
      advance()
      return .expect(.safe(subject(), isSafe: false))
    }
    unknownExpectation()
    return nil
  }

  private mutating func refused() -> Expectation? {
    if isWord(.class) { return classHeader().map { .refusedClass($0) } }
    if isWord(.handler) { return handler().map { .refusedHandler($0) } }
    unexpected(.unknownExpectation, "a `class` or `handler` statement after `expect refused`")
    return nil
  }

  private mutating func expectedOrder() -> Expectation? {
    guard let name = name(.class, after: "expect mro") else { return nil }
    if !take(.colon) {
      let before = Span(start: lastEnd, end: lastEnd)
      unexpected(
        .missingColon, "a colon after the class",
        help: current.kind == .word ? write((before, ":")) : nil)
    }
    var order: [Name] = []
    repeat {
      guard let next = self.name(.class, after: order.isEmpty ? ":" : ",") else { return nil }
      order.append(next)
    } while take(.comma)
    return .mro(name, order)
  }

  private mutating func expectedAnswer() -> ExpectedAnswer? {
    let start = current.start
    var answer = ExpectedAnswer(body: .any, span: current.span)
    switch current.kind {
    case .string:
      guard let body = string("") else { return nil }
      answer.body = .text(body)
      if take(.comma) { answer.status = expectedStatus() }
      if answer.status == nil, current.kind == .number { missingCommaBeforeStatus() }
    case .number:
      answer.status = expectedStatus()
      if takeWord(.page) { answer.body = .page }
    default:
      if takeWord(.page) {
        answer.body = .page
      } else if takeWord(.crash) {
        answer.body = .crash
        if current.kind == .word, !isWord(.received) {
          guard let name = name(.class, after: "crash") else { return nil }
          answer.body = .crashOf(name)
        }
      } else if isWord(.contains) || isWord(.lacks) {
        guard partOfBody(&answer) else { return nil }
      } else {
        missingExpectation()
        return nil
      }
    }
    checkOrder(answer)
    if !answer.isCrash, takeWord(.received) { answer.received = name(.class, after: "received") }
    answer.span = Span(start: start, end: lastEnd)
    return answer
  }

  /// Parses `contains "TEXT"[, STATUS]` or `lacks "TEXT"[, STATUS]`.
  private mutating func partOfBody(_ answer: inout ExpectedAnswer) -> Bool {
    let lacks = isWord(.lacks)
    advance()
    guard let text = string("a text in quotes after `\(lacks ? "lacks" : "contains")`") else { return false }
    answer.body = lacks ? .lacks(text) : .contains(text)
    if take(.comma) { answer.status = expectedStatus() }
    if answer.status == nil, current.kind == .number { missingCommaBeforeStatus() }
    return true
  }

  /// Reports a status and a body or page in the wrong order.
  private mutating func checkOrder(_ answer: ExpectedAnswer) {
    let next = peek(1)
    if case .any = answer.body, let status = answer.status, current.kind == .comma, next.kind == .string {
      fail(
        .answerOrder, "write the body before the status", at: Label(status.span.joined(next.span)),
        help: write((status.span, text(of: next)), (next.span, "\(status.value)")))
    }
    let number = current.kind == .comma ? next : current
    if answer.body == .page, answer.status == nil, number.kind == .number {
      let page = Span(start: answer.span.start, end: lastEnd)
      fail(
        .answerOrder, "write the status before `page`", at: Label(page.joined(number.span)),
        help: write((page.joined(number.span), "\(shown(number)) page")))
    }
    if answer.isCrash, current.kind == .comma || current.kind == .number || isWord(.received) {
      fail(
        .crashAlone, "a crash has no status and no handler", at: Label(restOfLine),
        help: write((Span(start: lastEnd, end: restOfLine.end), "")))
    }
  }

  private mutating func missingExpectation() {
    let isHandlerAnswer = isWord(.e) || isWord(.raise) || isWord(.abort)
    unexpected(
      .missingAnswer, "a body, a status, `contains`, `lacks`, `page` or `crash` after `->`",
      help: isHandlerAnswer ? "if the handler returns the exception, the response is its `page`" : nil)
  }

  /// The words that can follow `expect`.
  private static var claims: [String] {
    StatementCategory.request.words.map { $0.rawValue } + ["last", "refused", "mro", "safe"]
  }

  /// Reports an unknown expectation. If the rest shows what was meant, offers the missing `raise` or `abort`.
  private mutating func unknownExpectation() {
    let before = Span(start: current.start, end: current.start)
    let next = peek(1).kind
    let hasArrow = next == .arrow || next == .arrowLookalike || spells(peek(1), .in) || spells(peek(1), .at)
    var help: Advice?
    if hasArrow, current.kind == .word { help = write((before, "raise ")) }
    if hasArrow, current.kind == .number { help = write((before, "abort ")) }
    if help == nil, current.kind == .word {
      help = nearestName(to: text(of: current), among: Self.claims + ["not"]).flatMap { write((current.span, $0)) }
    }
    unexpected(
      .unknownExpectation,
      "\(Self.claims.map { "`\($0)`" }.joined(separator: ", ")) or `not safe` after `expect`",
      help: help)
  }
}
