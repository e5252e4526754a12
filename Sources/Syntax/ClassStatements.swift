import Diagnostics

extension StatementDescriptor {
  static var `class`: Self {
    Self(
      .declaration, "class E(Exception)", usage: "class NAME(BASE, ...) [code CODE|None] [self.code CODE|None]",
      summary: "Declares an exception class, as in Python.",
      details: """
        `code` is a class attribute, which Flask reads of HTTP errors. The constructor sets `self.code`, for each instance.
        """,
      example: """
        class PaymentError(Exception)
        class CardTimeout(PaymentError, TimeoutError)
        mro CardTimeout
        """)
  }
}

/// `class NAME(BASES) [code N] [self.code N]`.
extension Parser {
  mutating func classStatement() -> Statement.Kind? {
    guard var declaration = classHeader() else { return nil }
    if take(.colon) { classBody(&declaration) }
    return .classDeclaration(declaration)
  }

  /// Everything up to a colon; also what stands behind `expect refused`.
  mutating func classHeader() -> ClassDeclaration? {
    advance()
    guard let name = name(.class, after: "class"), let bases = bases(of: name) else { return nil }
    var declaration = ClassDeclaration(name: name, bases: bases)
    while failure == nil, isWord(.code) || isSelfCode {
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
  private var isSelfCode: Bool { isWord(.selfName) && peek(1).kind == .dot && spells(peek(2), .code) }

  /// A number, or `None`.
  mutating func classCode(after context: String) -> ClassDeclaration.Code? {
    if takeWord(.pythonNone) { return .pythonNone }
    return code(after: context).map { .number(Int32($0.value)) }
  }

  private mutating func repeatedCode(_ word: String) {
    fail(.extraText, "a class has one `\(word)`", at: Label(current.span), help: "leave one of the two out")
  }

  private mutating func bases(of name: Name) -> BaseList? {
    guard current.kind == .leftParen else {
      basesRequired(name, insert: Span(start: name.span.end, end: name.span.end))
      return nil
    }
    let open = current
    var bases: BaseList?
    advance()
    continueInParentheses()
    if current.kind == .rightParen { basesRequired(name, insert: open.span.joined(current.span)) }
    while !isAtEnd {
      guard let base = self.name(.base, after: bases == nil ? "(" : ",") else { return nil }
      if bases == nil { bases = BaseList(base) } else { bases?.append(base) }
      continueInParentheses()
      guard take(.comma) else { break }
      continueInParentheses(isAfterComma: true)
      // Python allows a comma behind the last base.
      if current.kind == .rightParen { break }
    }
    if !take(.rightParen) { unclosedBases(open) }
    return failure == nil ? bases : nil
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
    let label = Label(name.span, "derives from nothing")
    let message = "`\(shown(text(name.span)))` has no base class"
    if let bases = namedBases() {
      return fail(
        .basesRequired, message, at: label,
        help: write((Span(start: name.span.end, end: bases.end), "(\(text(bases)))")))
    }
    fail(
      .basesRequired, message, at: label,
      help: write((insert, "(Exception)"), droppingColon: true)?
        .followed(by: ", or name the exception that it builds on"))
  }

  /// The bases as another language names them: `E1 extends Exception`, `E1 < A, B`, `E1 : Exception`.
  private func namedBases() -> Span? {
    var place = index
    let joins = ["extends", "inherits", "implements", "derives", "subclasses", "from", "of", "is", "a", "an", "with"]
    while place < tokens.count {
      let token = tokens[place]
      let isSign = token.kind == .colon || (token.kind == .symbol && text(of: token) == "<")
      guard isSign || joins.contains(spelling(token)) else { break }
      place += 1
    }
    guard place > index || current.kind == .word, place < tokens.count else { return nil }
    let first = tokens[place]
    // `class card timeout` is a name of two words.
    guard startsLikeClass(first) || spelling(first) == "object" else { return nil }
    var last: Token?
    while place < tokens.count, tokens[place].kind == .word, !isClassPart(tokens[place]) {
      last = tokens[place]
      guard place + 1 < tokens.count, tokens[place + 1].kind == .comma else { break }
      place += 2
    }
    return last.map { first.span.joined($0.span) }
  }

  /// `code`, `self` and what a body on the same line begins with.
  private func isClassPart(_ token: Token) -> Bool {
    spells(token, .code) || spells(token, .selfName) || spells(token, .pass) || spells(token, .description)
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

/// What Python writes below a class line: taken where it means the same here.
extension Parser {
  /// The body behind a colon: on the same line, or indented below.
  mutating func classBody(_ declaration: inout ClassDeclaration) {
    guard failure == nil else { return }
    isInClassBody = true
    defer { isInClassBody = false }
    guard isAtEnd else { return bodyLine(&declaration) }
    let colonEnd = lastEnd
    let dotsArePrompt = shape.hasPrompt
    let indent = shape.indent
    while failure == nil, index == tokens.count, nextLineIsBody(below: indent, dotsArePrompt: dotsArePrompt) {
      if lastEnd != colonEnd { traceLoop(.classBody, place) }
      _ = readLine(dotsArePrompt: dotsArePrompt)
      bodyLine(&declaration)
    }
    if failure == nil, lastEnd == colonEnd {
      note(
        .emptyBody, "Python wants a body below the colon; here the class is complete without one",
        at: Span(start: colonEnd - 1, end: colonEnd), help: "the colon can be left out")
    }
  }

  /// Whether the next line that is not blank belongs to a body below a line of this indent. Nothing is consumed.
  mutating func nextLineIsBody(below indent: Int, dotsArePrompt: Bool) -> Bool {
    guard let next = nextShape(dotsArePrompt: dotsArePrompt) else {
      endedOpen = .indentation
      return false
    }
    return next.indent > indent && lexer.byte(next.start) != 0x7D
  }

  /// The shape of the next line that is not blank, which stays unread.
  func nextShape(dotsArePrompt: Bool) -> LineShape? {
    var ahead = lexer
    while !ahead.isAtEnd {
      let shape = ahead.lineShape(dotsArePrompt: dotsArePrompt)
      guard shape.isBlank else { return shape }
      ahead.offset = shape.start
      ahead.skipLine()
    }
    return nil
  }

  private mutating func bodyLine(_ declaration: inout ClassDeclaration) {
    repeat {
      if isAtEnd { return }
      bodyStatement(&declaration)
    } while take(.semicolon)
    if !isAtEnd { bodyNotUnderstood() }
  }

  private mutating func bodyStatement(_ declaration: inout ClassDeclaration) {
    switch current.kind {
    case .ellipsis, .string, .tripleString:
      advance()
    case .word where isWord(.pass):
      advance()
    case .word where isWord(.code) && peek(1).kind == .equals:
      advance()
      advance()
      declaration.code = classCode(after: "code =")
    case .word where isWord(.description) && peek(1).kind == .equals && peek(2).kind == .string:
      let span = current.span.joined(peek(2).span)
      for _ in 0..<3 { advance() }
      note(.textPlaysNoPart, "the description plays no part in which handler runs", at: span)
    case .unclosedTripleString:
      if lexer.isAtEnd { endedOpen = .indentation }
      fail(
        .unclosedString, "this docstring is never closed",
        at: Label(Span(start: current.start, end: current.start + 3)),
        help: "end it with the same three quotes")
    default:
      bodyNotUnderstood()
    }
  }

  private mutating func bodyNotUnderstood() {
    fail(
      .classBody, "only `pass`, a docstring, `code = N` and a description can stand in a class here",
      at: Label(restOfLine), help: "leave it out: which handler runs depends on bases and code alone")
  }
}
