import Diagnostics

/// `ANSWER if CONDITION else ANSWER`, as Python's conditional expression. A whole answer is an arm: in Python, the body
/// and the status would need parentheses.
extension Parser {
  /// Parses an answer with its conditions, if it has any.
  ///
  /// - Parameter arm: Parses an answer without conditions.
  mutating func conditional(
    _ arm: (inout Parser) -> HandlerDeclaration.Answer?
  ) -> HandlerDeclaration.Answer? {
    guard var answer = arm(&self) else { return nil }
    if isWord(.elseWord) { elseWithoutIf() }
    var arms: [HandlerDeclaration.ConditionalAnswer.Arm] = []
    while isWord(.ifWord) {
      let start = current
      advance()
      guard arms.count + 2 <= HandlerDeclaration.ConditionalAnswer.answerLimit else {
        tooManyAnswers(start)
        return nil
      }
      guard let condition = condition() else { return nil }
      arms.append(.init(answer: answer, condition: condition))
      guard takeWord(.elseWord) else {
        missingElse()
        return nil
      }
      guard let next = arm(&self) else { return nil }
      answer = next
    }
    guard failure == nil else { return nil }
    return arms.isEmpty ? answer : .conditional(.init(arms: arms, otherwise: answer))
  }

  /// Parses `isinstance(e, CLASS)`, `isinstance(e.original_exception, CLASS)`, `type(e) is CLASS` or `e.code == N`.
  private mutating func condition() -> HandlerDeclaration.Condition? {
    let isNegated = takeWord(.not)
    guard var condition = test() else { return nil }
    if isNegated { condition.isNegated.toggle() }
    return condition
  }

  private mutating func test() -> HandlerDeclaration.Condition? {
    if isWord(.e) { return codeTest() }
    if isWord(.type), peek(1).kind == .leftParen { return typeTest() }
    if isWord(.isinstance), peek(1).kind == .leftParen { return instanceTest() }
    unknownCondition()
    return nil
  }

  private mutating func instanceTest() -> HandlerDeclaration.Condition? {
    for _ in 0..<2 { advance() }
    guard takeWord(.e) else {
      receivedException("isinstance(")
      return nil
    }
    let isOriginal = current.kind == .dot && text(of: peek(1)) == "original_exception"
    if isOriginal { for _ in 0..<2 { advance() } }
    if current.kind == .dot { unknownAttribute() }
    guard take(.comma) else {
      unexpected(.unknownCondition, "a comma and a class", help: help)
      return nil
    }
    if current.kind == .leftParen { severalClasses() }
    guard let name = name(.class, after: "isinstance(e,") else { return nil }
    guard closeTest() else { return nil }
    return .init(isOriginal ? .originalIsInstance(name) : .isInstance(name))
  }

  private mutating func typeTest() -> HandlerDeclaration.Condition? {
    for _ in 0..<2 { advance() }
    guard takeWord(.e) else {
      receivedException("type(")
      return nil
    }
    guard closeTest() else { return nil }
    guard takeWord(.isWord) else {
      let (first, second) = (current, peek(1))
      let isEqual = first.kind == .equals && second.kind == .equals && second.start == first.end
      unexpected(
        .unknownCondition, "`is` after `type(e)`",
        help: isEqual ? write((first.span.joined(second.span), "is")) ?? help : help)
      return nil
    }
    let isNegated = takeWord(.not)
    return name(.class, after: "type(e) is").map { .init(.isExactly($0), isNegated: isNegated) }
  }

  private mutating func codeTest() -> HandlerDeclaration.Condition? {
    guard peek(1).kind == .dot, spells(peek(2), .code) else {
      unknownCondition()
      return nil
    }
    for _ in 0..<3 { advance() }
    let (first, second) = (current, peek(1))
    let isPair = second.kind == .equals && second.start == first.end
    let isNegated = isPair && first.kind == .symbol && lexer.byte(Int(first.start)) == 0x21
    guard isNegated || (isPair && first.kind == .equals) else {
      unexpected(
        .unknownCondition, "`==` after `e.code`",
        help: first.kind == .equals ? write((first.span, "==")) ?? help : help)
      return nil
    }
    for _ in 0..<2 { advance() }
    return code(after: "e.code \(isNegated ? "!=" : "==")").map { .init(.hasCode($0), isNegated: isNegated) }
  }

  private mutating func closeTest() -> Bool {
    if take(.rightParen) { return true }
    unexpected(.unclosedParenthesis, "`)` in the condition")
    return false
  }

  // MARK: Errors

  private var help: Advice {
    "a condition is `isinstance(e, CLASS)`, `isinstance(e.original_exception, CLASS)`, `type(e) is CLASS` or `e.code == 404`"
  }

  private mutating func unknownCondition() {
    let token = current
    let near = token.kind == .word ? nearestName(to: text(of: token), among: ["isinstance", "type", "not"]) : nil
    unexpected(
      .unknownCondition, "a condition after `if`", help: near.flatMap { write((token.span, $0)) } ?? help)
  }

  private mutating func receivedException(_ start: String) {
    let token = current
    let isName = token.kind == .word && ["ex", "err", "error", "exc", "exception", "exn"].contains(text(of: token))
    unexpected(
      .unknownCondition, "`e`, the exception that the handler received, after `\(start)`",
      help: isName ? write((token.span, "e")) ?? help : help)
  }

  private mutating func unknownAttribute() {
    let attribute = peek(1)
    let near = attribute.kind == .word ? nearestName(to: text(of: attribute), among: ["original_exception"]) : nil
    fail(
      .unknownCondition, "expected `e` or `e.original_exception` before the comma",
      at: Label(current.span.joined(attribute.span)), help: near.flatMap { write((attribute.span, $0)) } ?? help)
  }

  private mutating func severalClasses() {
    fail(
      .unknownCondition, "expected one class, found several in parentheses", at: Label(current.span),
      help: "write an answer with a condition of its own for each class")
  }

  private mutating func elseWithoutIf() {
    fail(
      .unknownCondition, "expected `if` and a condition before `else`", at: Label(current.span), help: help)
  }

  private mutating func missingElse() {
    let after = Span(start: lastEnd, end: lastEnd)
    let advice = isAtEnd ? write((after, " else raise e"))?.followed(by: " to raise all others again") : nil
    unexpected(
      .missingElse, "`else` and another answer after the condition",
      help: advice ?? "for example `else raise e`, which raises the exception again")
  }

  private mutating func tooManyAnswers(_ start: Token) {
    let limit = HandlerDeclaration.ConditionalAnswer.answerLimit
    fail(
      .tooManyAnswers, "a handler can have at most \(limit) answers", at: Label(start.span),
      help: "register handlers for some of the classes")
  }
}
