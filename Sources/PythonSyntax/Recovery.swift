import Diagnostics

/// Errors, and how the parser continues after them.
extension PythonParser {
  /// Records an error and skips the statement that has it: the rest of the logical line and the block below it. Returns
  /// the broken statement.
  mutating func recover(from error: Diagnostic, startingAt start: Int) -> PythonStatement {
    var error = error
    if tokens[start].kind == .prompt { skipRest() }
    if !isAtLineStart(after: start) { error = skipLine(error, startingAt: start) }
    var hasSkippedBlock = skipBlock()
    // The other blocks of the statement, and the end of brackets that were left open.
    while (hasSkippedBlock || isCompound(start)) && current.kind.startsClause || current.kind.closesBracket {
      _ = skipLine(error, startingAt: start)
      hasSkippedBlock = skipBlock() || hasSkippedBlock
    }
    diagnostics.append(error)
    return PythonStatement(.broken, span: Span(start: tokens[start].start, end: max(lastEnd, tokens[start].start)))
  }

  /// Returns whether the current token is the first one of another line.
  private func isAtLineStart(after start: Int) -> Bool {
    guard index > start else { return current.kind == .indent }
    switch tokens[index - 1].kind {
    case .newline, .dedent: return true
    default: return current.kind == .indent
    }
  }

  private func isCompound(_ start: Int) -> Bool {
    switch tokens[start].kind {
    case .if, .while, .for, .try, .with, .async, .elif, .else, .except, .finally: true
    default: false
    }
  }

  /// Moves to the next logical line. Returns the error; if a bracket before it on an earlier line is never closed,
  /// that is the error.
  private mutating func skipLine(_ error: Diagnostic, startingAt start: Int) -> Diagnostic {
    var error = error
    let place = error.primary.span.start
    while current.kind != .end {
      let token = advance()
      if token.kind == .newline { break }
      guard token.kind == .unclosedBracket, token.start >= tokens[start].start, token.start < place,
        source.line(of: token.start) < source.line(of: place)
      else { continue }
      error = problem(token)
    }
    return error
  }

  /// Skips the rest of the file. After a prompt, the output of the session is not Python.
  private mutating func skipRest() { while current.kind != .end { advance() } }

  /// Skips an indented block, if one comes next.
  private mutating func skipBlock() -> Bool {
    guard current.kind == .indent else { return false }
    var depth = 0
    repeat {
      switch advance().kind {
      case .indent: depth += 1
      case .dedent: depth -= 1
      default: break
      }
    } while depth > 0 && current.kind != .end
    return true
  }
}

/// Errors without a kind of their own.
extension PythonParser {
  func syntaxError(
    _ message: String, _ range: Range<Int>, also: [Diagnostic.Label] = [], help: Advice? = nil
  ) -> Diagnostic {
    syntaxError(message, PythonToken(.badCharacter, range.lowerBound, range.upperBound).span, also: also, help: help)
  }

  func syntaxError(_ message: String, at place: Int, help: Advice? = nil) -> Diagnostic {
    syntaxError(message, place..<min(place + 1, bytes.count), help: help)
  }

  func syntaxError(
    _ message: String, _ span: Span, also: [Diagnostic.Label] = [], help: Advice? = nil
  ) -> Diagnostic {
    Diagnostic(.pythonSyntax, message, at: Diagnostic.Label(span), also: also, help: help)
  }

  /// Returns the error that the current token is not what must come next.
  func unexpected(_ expected: String) -> Diagnostic {
    if current.kind.isProblem { return problem(current) }
    if let python2 = python2Error() { return python2 }
    switch current.kind {
    case .indent:
      return indentationError("the line has more indentation than the line before it", current)
    case .newline: return syntaxError("expected \(expected), found the end of the line", current.span)
    case .rightParen where current.span.isEmpty:
      return syntaxError("expected \(expected), found the end of the expression", current.span)
    case .end, .dedent: return syntaxError("expected \(expected), found the end of the block", current.span)
    case .equal:
      return syntaxError("expected \(expected), found `=`", current.span, help: "write `==` to compare")
    default: return syntaxError("expected \(expected), found `\(shown(current))`", current.span)
    }
  }

  /// Returns the text of a token for a message.
  func shown(_ token: PythonToken) -> String {
    let text = source.text(Span(start: token.start, end: min(token.end, token.start + 200)))
    let line = text.unicodeScalars.prefix { $0.value >= 0x20 }
    guard line.count > 40 || line.count < text.unicodeScalars.count else { return text }
    return String(String.UnicodeScalarView(line.prefix(40))) + "..."
  }

  private func indentationError(_ message: String, _ token: PythonToken) -> Diagnostic {
    Diagnostic(.pythonIndentation, message, at: Diagnostic.Label(token.span))
  }

  func missingBlock(_ after: String) -> Diagnostic {
    if current.kind.isProblem { return problem(current) }
    return indentationError("expected an indented block after \(after)", current)
  }

  func tooDeep() -> Diagnostic {
    Diagnostic(.pythonTooDeep, "the code is nested too deeply", at: Diagnostic.Label(current.span))
  }

  /// Returns the error of a token that is no part of Python 3.
  func problem(_ token: PythonToken) -> Diagnostic {
    switch token.kind {
    case .unterminatedString:
      syntaxError(
        "the string has no end on its line", token.span, help: "a string of several lines needs triple quotes")
    case .unterminatedText: syntaxError("the triple-quoted string has no end", firstLine(of: token))
    case .unclosedBracket: syntaxError("`\(shown(token))` is never closed", token.span)
    case .mismatchedBracket: syntaxError("`\(shown(token))` does not match the opening bracket", token.span)
    case .unopenedBracket: syntaxError("no bracket is open for `\(shown(token))`", token.span)
    case .badNumber: syntaxError("`\(shown(token))` is not a number", token.span)
    case .badContinuation:
      syntaxError("a backslash can only be the last character of a line", token.span)
    case .nul: syntaxError("Python code cannot contain a NUL byte", token.span)
    case .badIndentation: indentationError("no block has the indentation of this line", token)
    case .mixedTabs:
      indentationError("tabs and spaces are mixed, so the indentation depends on the width of a tab", token)
    case .prompt:
      Diagnostic(
        .pythonPrompt, "this is a session of the Python prompt, not a Python file",
        at: Diagnostic.Label(token.span), help: "remove the prompts and the output")
    case .backtick, .lessGreater, .oldOctal, .longNumber: python2Problem(token)
    default: badCharacter(token)
    }
  }

  private func badCharacter(_ token: PythonToken) -> Diagnostic {
    let text = shown(token)
    let isQuote = text.unicodeScalars.first.map { (0x2018...0x201F).contains($0.value) } == true
    return syntaxError(
      "`\(text)` cannot be in Python code", token.span, help: isQuote ? "use straight quotes" : nil)
  }

  private func firstLine(of token: PythonToken) -> Span {
    let end = bytes[Int(token.start)..<Int(token.end)].firstIndex { $0.endsLine } ?? Int(token.end)
    return Span(start: token.start, end: Int32(clamping: end))
  }
}
