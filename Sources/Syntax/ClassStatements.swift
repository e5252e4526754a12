import Characters
import Diagnostics

extension StatementDescriptor {
  static var `class`: Self {
    Self(
      .declaration, "class E(Exception)", usage: "class NAME(BASE, ...) [code CODE|None] [self.code CODE|None]",
      summary: "Declares an exception class, as in Python.",
      details: """
        `code` is a class attribute that Flask reads from HTTP exceptions. `self.code` is set in the constructor, for \
        each instance.
        """,
      example: """
        class PaymentError(Exception)
        class CardTimeout(PaymentError, TimeoutError)
        mro CardTimeout
        """)
  }
}

/// Parses `class NAME(BASES) [code N] [self.code N]`.
extension Parser {
  mutating func classStatement() -> Statement.Kind? {
    guard var declaration = classHeader() else { return nil }
    if take(.colon) { classBody(&declaration) }
    return .classDeclaration(declaration)
  }

  /// Parses everything up to a colon, also after `expect refused`.
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

  /// Returns whether `self.code` comes next.
  private var isSelfCode: Bool { isWord(.selfName) && peek(1).kind == .dot && spells(peek(2), .code) }

  /// Parses a number or `None`.
  mutating func classCode(after context: String) -> ClassDeclaration.Code? {
    if takeWord(.pythonNone) { return .pythonNone }
    return code(after: context).map { .number(Int32($0.value)) }
  }

  private mutating func repeatedCode(_ word: String) {
    fail(.extraText, "`\(word)` is given twice", at: Label(current.span), help: "remove one of the two")
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
      // Python allows a comma after the last base class.
      if current.kind == .rightParen { break }
    }
    if !take(.rightParen) { unclosedBases(open) }
    return failure == nil ? bases : nil
  }

  /// Reads the next line if the list of base classes continues there: Python allows line breaks inside parentheses.
  /// Only a line that looks like a list of names is read, so a missing parenthesis affects one line and not two.
  private mutating func continueInParentheses(isAfterComma: Bool = false) {
    guard failure == nil, index == tokens.count else { return }
    guard !lexer.isAtEnd else {
      endedOpen = .indentation
      return
    }
    let next = lexer.lineShape(dotsArePrompt: true)
    guard !next.isBlank, continuesWithNames(next) else { return }
    if isAfterComma { traceLoop(.bases, place) }
    lexer.offset = next.start
    lexer.readLine(into: &tokens)
  }

  private func continuesWithNames(_ next: LineShape) -> Bool {
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
    let label = Label(name.span, "no base class")
    let message = "class `\(shown(text(name.span)))` needs a base class"
    if let bases = namedBases() {
      return fail(
        .basesRequired, message, at: label,
        help: write((Span(start: name.span.end, end: bases.end), "(\(text(bases)))")))
    }
    fail(
      .basesRequired, message, at: label,
      help: write((insert, "(Exception)"), droppingColon: true)?
        .followed(by: ", or use another exception as the base class"))
  }

  /// Returns the base classes as another language writes them: `E1 extends Exception`, `E1 < A, B`, `E1 : Exception`.
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

  /// Returns whether a token is `code`, `self` or the first word of a body on the same line.
  private func isClassPart(_ token: Token) -> Bool {
    spells(token, .code) || spells(token, .selfName) || spells(token, .pass) || spells(token, .description)
  }

  private mutating func unclosedBases(_ open: Token) {
    if current.kind == .word {
      let before = Span(start: lastEnd, end: lastEnd)
      fail(
        .missingComma, "expected a comma between the base classes", at: Label(current.span), help: write((before, ",")))
    } else if current.kind == .equals {
      fail(
        .classBody, "the parentheses of a class can only contain base classes", at: Label(current.span))
    } else {
      unexpected(.unclosedParenthesis, "`)` after the base classes")
    }
  }
}

/// Parses what Python writes below a class line, where it means the same here.
extension Parser {
  /// Parses the body after a colon: on the same line, or indented below.
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
        .emptyBody, "Python requires a body after the colon; here the class is complete without one",
        at: Span(start: colonEnd - 1, end: colonEnd), help: "you can remove the colon")
    }
  }

  /// Returns whether the next line that is not blank belongs to a body below a line of this indentation. Reads nothing.
  mutating func nextLineIsBody(below indent: Int, dotsArePrompt: Bool) -> Bool {
    guard let next = nextShape(dotsArePrompt: dotsArePrompt) else {
      endedOpen = .indentation
      return false
    }
    return next.indent > indent && lexer.byte(next.start) != 0x7D
  }

  /// Returns the shape of the next line that is not blank, without reading it.
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
      note(.textPlaysNoPart, "the description does not affect which handler runs", at: span)
    case .unclosedTripleString:
      if lexer.isAtEnd { endedOpen = .indentation }
      fail(
        .unclosedString, "this docstring has no closing quotes",
        at: Label(Span(start: current.start, end: current.start + 3)),
        help: "close it with the same three quotes")
    default:
      bodyNotUnderstood()
    }
  }

  private mutating func bodyNotUnderstood() {
    fail(
      .classBody, "a class body can only contain `pass`, a docstring, `code = N` or a description",
      at: Label(restOfLine), help: "remove it: only the base classes and the code affect which handler runs")
  }
}
