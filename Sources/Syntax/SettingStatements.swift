import Diagnostics

/// `use`, `config` and `trace`: what the next statements run under.
extension Parser {
  mutating func useStatement() -> Statement.Kind {
    advance()
    if !takeWord("flask") { unexpected(.missingRelease, "`use` needs `flask` and a release") }
    let release = release(after: "use flask")
    return .use(Use(release: release, memo: memo()))
  }

  /// Numbers joined by dots. Which of them are releases is the interpreter's business.
  mutating func release(after context: String) -> Name {
    let token = current
    guard token.kind == .number || (token.kind == .release && isDottedNumber(token)) else {
      unexpected(.missingRelease, "`\(context)` needs a release, such as `0.12.2`")
      return Name("", token.span)
    }
    advance()
    return Name(text(of: token), token.span)
  }

  private func isDottedNumber(_ token: Token) -> Bool {
    lexer.bytes[Int(token.start)..<Int(token.end)].allSatisfy { $0.isDigit || $0 == 0x2E }
  }

  private mutating func memo() -> Span? {
    let with = current
    guard takeWord("with") else { return nil }
    if !takeWord("memo") { unexpected(.extraText, "only `memo` can follow `with`") }
    return Span(start: with.start, end: lastEnd)
  }

  mutating func configStatement() -> Statement.Kind {
    advance()
    let name = name(.option, after: "config")
    return .config(Config(name: name, on: onOrOff(after: "config \(shown(name.text))")))
  }

  mutating func traceStatement() -> Statement.Kind {
    advance()
    return .trace(on: onOrOff(after: "trace"))
  }

  private mutating func onOrOff(after context: String) -> Bool {
    if takeWord("on") { return true }
    if takeWord("off") { return false }
    unexpected(.onOrOff, "`\(context)` needs `on` or `off`")
    return false
  }
}
