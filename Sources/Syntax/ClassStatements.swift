import Diagnostics

/// `class NAME(BASES) [code N] [self.code N]`.
extension Parser {
  mutating func classStatement() -> Statement.Kind {
    var declaration = classHeader()
    if take(.colon) { classBody(&declaration) }
    return .classDeclaration(declaration)
  }

  /// Everything up to a colon; also what stands behind `expect refused`.
  mutating func classHeader() -> ClassDeclaration {
    advance()
    let name = name(.class, after: "class")
    let bases = bases(of: name)
    var declaration = ClassDeclaration(name: name, bases: bases)
    while failure == nil, isWord("code") || isSelfCode {
      if isSelfCode {
        for _ in 0..<3 { advance() }
        if declaration.instanceCode != nil { repeatedCode("self.code") }
        declaration.instanceCode = classCode(after: "self.code")
      } else {
        advance()
        if declaration.code != nil { repeatedCode("code") }
        declaration.code = classCode(after: "code")
      }
    }
    return declaration
  }

  /// Whether `self.code` comes next.
  private var isSelfCode: Bool { isWord("self") && peek(1).kind == .dot && spells(peek(2), "code") }

  /// A number, or `None`.
  mutating func classCode(after context: String) -> ClassDeclaration.Code {
    let token = current
    if takeWord("None") { return .none(token.span) }
    return .number(code(after: context))
  }

  private mutating func repeatedCode(_ word: String) {
    fail(.extraText, "a class has one `\(word)`", at: Label(current.span), help: "leave one of the two out")
  }

  private mutating func bases(of name: Name) -> [Name] {
    var bases: [Name] = []
    guard current.kind == .leftParen else {
      basesRequired(name, insert: Span(start: name.span.end, end: name.span.end))
      return bases
    }
    let open = current
    advance()
    continueInParentheses()
    if current.kind == .rightParen { basesRequired(name, insert: open.span.joined(current.span)) }
    while !isAtEnd {
      bases.append(self.name(.base, after: bases.isEmpty ? "(" : ","))
      continueInParentheses()
      guard take(.comma) else { break }
      continueInParentheses(isAfterComma: true)
      // Python allows a comma behind the last base.
      if current.kind == .rightParen { break }
    }
    if !take(.rightParen) { unclosedBases(open) }
    return bases
  }

  /// Python lets a line end within parentheses. The next line is taken in only where it goes on like a list of names,
  /// so that a forgotten parenthesis costs one line and not two.
  private mutating func continueInParentheses(isAfterComma: Bool = false) {
    guard failure == nil, index == tokens.count else { return }
    guard !lexer.isAtEnd else {
      endedOpen = .indentation
      return
    }
    let next = lexer.lineShape(dotsArePrompt: true)
    guard !next.isBlank, goesOnWithNames(next) else { return }
    if isAfterComma { traceLoop(.bases, place) }
    lexer.offset = next.start
    lexer.readLine(into: &tokens)
  }

  private func goesOnWithNames(_ next: LineShape) -> Bool {
    var place = next.start
    if lexer.byte(place) == 0x29 { return true }
    while lexer.byte(place).isWordByte || lexer.byte(place) >= 0x80 { place += 1 }
    guard place > next.start else { return false }
    while lexer.byte(place).isBlank { place += 1 }
    switch lexer.byte(place) {
    case 0x29, 0x2C: return true
    case 0x00, 0x0A, 0x0D, 0x23: return next.indent > shape.indent
    default: return false
    }
  }

  private mutating func basesRequired(_ name: Name, insert: Span) {
    fail(
      .basesRequired, "`\(shown(name.text))` has no base class", at: Label(name.span, "derives from nothing"),
      help: write((insert, "(object)"), droppingColon: true).map { "\($0), or name the exception that it builds on" })
  }

  private mutating func unclosedBases(_ open: Token) {
    if current.kind == .word {
      let before = Span(start: lastEnd, end: lastEnd)
      fail(
        .missingComma, "a comma is missing between two bases", at: Label(current.span), help: write((before, ",")))
    } else if current.kind == .equals {
      fail(
        .classBody, "a class line takes bases and nothing else between its parentheses", at: Label(current.span))
    } else {
      unexpected(.unclosedParenthesis, "the parenthesis after the class name is not closed")
    }
  }
}
