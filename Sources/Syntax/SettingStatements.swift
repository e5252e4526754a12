import Characters
import Diagnostics

extension StatementDescriptor {
  static var use: Self {
    Self(
      .control, "use flask 0.12.2", usage: "use FRAMEWORK RELEASE [with memo]",
      summary: "Runs the same app under another release or framework, in a new process.",
      details: """
        Tab lists the frameworks and their releases. From Flask 1.0 on, `with memo` adds a cache without the bug.
        """,
      example: "use flask 0.12.2")
  }

  static var config: Self {
    Self(
      .declaration, "config DEBUG on", usage: "config OPTION on|off", summary: "Sets an option of the app.",
      details: "All options are off at the start. Other frameworks than Flask have none.",
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
      details: """
        The new process has answered no requests. Handlers that were registered too late are now registered from the start.
        """,
      example: """
        raise ValueError
        restart
        """)
  }

  static var reset: Self {
    Self(
      .control, "reset", usage: "reset", summary: "Removes everything except the current release.", example: "reset")
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

/// Parses `use`, `config` and `trace`, which set what the next statements run under.
extension Parser {
  mutating func useStatement() -> Statement.Kind? {
    advance()
    let use = lastEnd
    guard let framework = framework() else { return nil }
    let context = "use \(text(framework.span))"
    return release(after: context, from: use).map { .use(Use(framework: framework, release: $0, memo: memo())) }
  }

  /// Parses the word for a framework. The interpreter checks whether it is modeled.
  private mutating func framework() -> Name? {
    if let framework = frameworkWord() { return framework }
    unexpected(
      .missingRelease, "a framework and a release after `use`",
      help: releaseLine(from: lastEnd) ?? "a framework and a release are written like `flask 0.12.2`")
    return nil
  }

  /// Parses a word for a framework, if there is one.
  mutating func frameworkWord() -> Name? {
    let token = current
    guard token.kind == .word, !isVersion(token) else { return nil }
    advance()
    return name(at: token.span)
  }

  /// Returns whether a word is the start of a release, as in `v1.0`.
  private func isVersion(_ token: Token) -> Bool {
    let text = text(of: token).lowercased()
    return text.hasPrefix("v") && text.count > 1 && text.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// Parses numbers joined by dots. The interpreter checks whether they are a known release.
  mutating func release(after context: String, from start: Int32? = nil) -> Name? {
    let token = current
    guard token.kind == .number || (token.kind == .release && isDottedNumber(token)) else {
      unexpected(
        .missingRelease, "a release after `\(context)`",
        help: start.flatMap(releaseLine) ?? "a release is written like `0.12.2`")
      return nil
    }
    advance()
    return name(at: token.span)
  }

  /// Returns the correct line for `use flask==0.12.2`, the form of pip, `use flask v1.0`, or `use 0.12.2`.
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
    if !takeWord(.memo) { unexpected(.extraText, "`memo` after `with`") }
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
      .onOrOff, "`on` or `off` after `\(context)`",
      help: isTrue || isFalse ? write((value, isTrue ? " on" : " off")) : nil)
    return nil
  }
}
