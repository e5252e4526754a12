import Diagnostics

extension StatementDescriptor {
  static var use: Self {
    Self(
      .control, "use flask 0.12.2", usage: "use flask RELEASE [with memo]",
      summary: "Runs the same app under another release, in a new process.",
      details: """
        Every release from 0.10 to 3.1.3 is known. From 1.0 on a release can have a memo, which is a cache without the bug.
        """,
      example: "use flask 0.12.2")
  }

  static var config: Self {
    Self(
      .declaration, "config DEBUG on", usage: "config OPTION on|off", summary: "Sets an option of the app.",
      details: "None is set at first.",
      example: """
        handler 500 -> "sorry", 500
        raise ValueError
        config TESTING on
        raise ValueError
        """)
  }

  static var restart: Self {
    Self(
      .control, "restart", usage: "restart", summary: "Starts a new process of the same app.",
      details: "It has answered no requests yet, and handlers that were registered too late are there from the start.",
      example: """
        raise ValueError
        restart
        """)
  }

  static var reset: Self {
    Self(
      .control, "reset", usage: "reset", summary: "Forgets everything but the current release.", example: "reset")
  }

  static var trace: Self {
    Self(
      .control, "trace on", usage: "trace on|off", summary: "Shows each step of the lookup with every answer.",
      example: """
        trace on
        raise ValueError
        """)
  }
}

/// `use`, `config` and `trace`: what the next statements run under.
extension Parser {
  mutating func useStatement() -> Statement.Kind? {
    advance()
    let use = lastEnd
    guard let framework = framework() else { return nil }
    let context = "use \(text(framework.span))"
    return release(after: context, behind: use).map { .use(Use(framework: framework, release: $0, memo: memo())) }
  }

  /// The word for a framework. Which of them are modeled is the interpreter's business.
  private mutating func framework() -> Name? {
    let token = current
    guard token.kind == .word, !isVersion(token) else {
      unexpected(
        .missingRelease, "`use` needs a framework and a release, such as `flask 0.12.2`",
        help: releaseLine(from: lastEnd))
      return nil
    }
    advance()
    return Name(texts.id(of: lexer.bytes, Int(token.start)..<Int(token.end)), token.span)
  }

  /// Whether a word is the beginning of a release, as in `v1.0`.
  private func isVersion(_ token: Token) -> Bool {
    let text = text(of: token).lowercased()
    return text.hasPrefix("v") && text.count > 1 && text.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// Numbers joined by dots. Which of them are releases is the interpreter's business.
  mutating func release(after context: String, behind start: Int32? = nil) -> Name? {
    let token = current
    guard token.kind == .number || (token.kind == .release && isDottedNumber(token)) else {
      unexpected(
        .missingRelease, "`\(context)` needs a release, such as `0.12.2`", help: start.flatMap(releaseLine))
      return nil
    }
    advance()
    return Name(texts.id(of: lexer.bytes, Int(token.start)..<Int(token.end)), token.span)
  }

  /// `use flask==0.12.2`, as one would tell pip, or `use flask v1.0`.
  private func releaseLine(from start: Int32) -> Advice? {
    guard let last = tokens.last, !ends(current) else { return nil }
    let bytes = lexer.bytes[Int(current.start)..<Int(last.end)]
    guard let first = bytes.firstIndex(where: { $0.isDigit }), bytes[first...].allSatisfy({ $0.isDigit || $0 == 0x2E })
    else { return nil }
    let release = text(Span(start: Int32(truncatingIfNeeded: first), end: last.end))
    return write((Span(start: start, end: last.end), " flask \(shown(release))"))
  }

  private func isDottedNumber(_ token: Token) -> Bool {
    lexer.bytes[Int(token.start)..<Int(token.end)].allSatisfy { $0.isDigit || $0 == 0x2E }
  }

  private mutating func memo() -> Span? {
    let with = current
    guard takeWord(.with) else { return nil }
    if !takeWord(.memo) { unexpected(.extraText, "only `memo` can follow `with`") }
    return Span(start: with.start, end: lastEnd)
  }

  mutating func configStatement() -> Statement.Kind? {
    advance()
    guard let name = name(.option, after: "config") else { return nil }
    return onOrOff(after: "config \(shown(text(name.span)))").map { .config(Config(name: name, on: $0)) }
  }

  mutating func traceStatement() -> Statement.Kind? {
    advance()
    return onOrOff(after: "trace").map { .trace(on: $0) }
  }

  private mutating func onOrOff(after context: String) -> Bool? {
    if takeWord(.on) { return true }
    if takeWord(.off) { return false }
    let last = tokens.last ?? current
    let word = last.end - last.start <= 8 ? text(of: last).lowercased() : ""
    let isTrue = ["true", "yes", "1", "enabled"].contains(word)
    let isFalse = ["false", "no", "0", "disabled"].contains(word)
    let value = Span(start: lastEnd, end: restOfLine.end)
    unexpected(
      .onOrOff, "`\(context)` needs `on` or `off`",
      help: isTrue || isFalse ? write((value, isTrue ? " on" : " off")) : nil)
    return nil
  }
}
