import Diagnostics

/// Statements of Python 2, which old bug reports contain.
extension PythonParser {
  /// Returns the error that a simple statement does not end where it should.
  func unexpectedEnd(of first: PythonToken) -> Diagnostic {
    if first.kind == .name, index > 0, tokens[index - 1] == first, !current.kind.isProblem {
      let name = source.text(first.span)
      if name == "print" || name == "exec" { return statementForFunction(name, first) }
    }
    return unexpected("the end of the statement")
  }

  /// `print "x"` and `exec "x"`.
  private func statementForFunction(_ name: String, _ first: PythonToken) -> Diagnostic {
    let arguments = Span(start: current.start, end: endOfLine().end)
    var text = source.text(arguments)
    if name == "print", text.utf8.last == UInt8(ascii: ",") { text += " end=\" \"" }
    return python2Error(
      "`\(name)` is a function in Python 3", arguments.joined(first.span),
      replacing: Span(start: first.end, end: arguments.end), with: "(\(text))", showing: "\(name)(\(text))")
  }

  /// Returns the last token of the statement.
  private func endOfLine() -> PythonToken {
    var place = index
    while place + 1 < tokens.count {
      switch tokens[place + 1].kind {
      case .newline, .semicolon, .end: return tokens[place]
      default: place += 1
      }
    }
    return tokens[place]
  }

  /// `raise E, "text"` and `raise E, "text", traceback`.
  mutating func raiseWithComma(_ keyword: PythonToken, _ exception: PythonExpression) -> Diagnostic {
    let comma = current.span
    do throws(Diagnostic) {
      advance()
      let message = try expression()
      var raised = "\(source.text(exception.span))(\(source.text(message.span)))"
      if accept(.comma) { raised += ".with_traceback(\(source.text(try expression().span)))" }
      let whole = Span(start: exception.span.start, end: lastEnd)
      return python2Error(
        "`raise` takes no comma in Python 3", comma, replacing: whole, with: raised, showing: "raise \(raised)")
    } catch {
      return Diagnostic(
        .python2Syntax, "`raise` takes no comma in Python 3", at: Diagnostic.Label(comma),
        help: "write the text in parentheses after the exception")
    }
  }

  /// `except E, e:`.
  func exceptWithComma(_ type: PythonExpression) -> Diagnostic {
    let comma = current
    let name = token(after: 1)
    let what = "`except` takes no comma in Python 3"
    guard name.kind == .name, token(after: 2).kind == .colon else {
      return Diagnostic(
        .python2Syntax, what, at: Diagnostic.Label(comma.span), help: "put several exceptions in parentheses")
    }
    let (typeText, nameText) = (source.text(type.span), source.text(name.span))
    return python2Error(
      what, comma.span, replacing: Span(start: comma.start, end: name.end), with: " as \(nameText)",
      showing: "except \(typeText) as \(nameText):")
  }

  /// `def f((a, b)):`.
  func tupleParameter() -> Diagnostic {
    Diagnostic(
      .python2Syntax, "a parameter cannot be a tuple in Python 3", at: Diagnostic.Label(current.span),
      help: "take one parameter and unpack it in the function")
  }

  /// Returns the error for tokens that are valid in Python 3, but not where they are.
  func python2Error() -> Diagnostic? {
    guard current.kind == .string, index > 0, tokens[index - 1].kind == .name, tokens[index - 1].end == current.start
    else { return nil }
    let prefix = tokens[index - 1]
    guard source.text(prefix.span).lowercased() == "ur" else { return nil }
    return Diagnostic(
      .python2Syntax, "Python 3 has no `ur` strings", at: Diagnostic.Label(prefix.span), help: "write `r`")
  }

  /// Returns the error of a token of Python 2.
  func python2Problem(_ token: PythonToken) -> Diagnostic {
    let text = source.text(token.span)
    switch token.kind {
    case .backtick:
      return Diagnostic(
        .python2Syntax, "backticks are no operator in Python 3", at: Diagnostic.Label(token.span),
        help: "write `repr(...)`")
    case .lessGreater:
      return python2Error(
        "`<>` is no operator in Python 3", token.span, replacing: token.span, with: "!=", showing: "!=")
    case .longNumber:
      let number = String(text.dropLast())
      return python2Error(
        "numbers have no suffix in Python 3", token.span, replacing: token.span, with: number, showing: number)
    default:
      let number = "0o" + String(text.drop { $0 == "0" })
      return python2Error(
        "a number cannot start with 0 in Python 3", token.span, replacing: token.span, with: number, showing: number)
    }
  }

  private func python2Error(
    _ message: String, _ span: Span, replacing part: Span, with text: String, showing shown: String
  ) -> Diagnostic {
    Diagnostic(
      .python2Syntax, message, at: Diagnostic.Label(span),
      help: Advice("write `\(shown)`", offering: Suggestion(replacing: part, with: text)))
  }
}
