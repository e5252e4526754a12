import Diagnostics

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
    case .word where isWord("pass"):
      advance()
    case .word where isWord("code") && peek(1).kind == .equals:
      advance()
      advance()
      declaration.code = classCode(after: "code =")
    case .word where isWord("description") && peek(1).kind == .equals && peek(2).kind == .string:
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
