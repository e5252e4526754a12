import Diagnostics

extension Parser {
  /// A status code of a class, a target, an abort or a response: 0 to 999999.
  mutating func code(after context: String) -> Number? {
    number(in: 0...999_999, needs: "`\(context)` needs a code", kind: .codeOutOfRange, name: "a code")
  }

  /// The status with which a handler answers: 200 to 599.
  mutating func status() -> Number? {
    number(
      in: 200...599, needs: "a status is missing after the comma", kind: .statusOutOfRange, name: "a handler's status")
  }

  /// The status that an expectation names; a page may have any code.
  mutating func expectedStatus() -> Number? {
    number(in: 0...999_999, needs: "a status is missing after the comma", kind: .codeOutOfRange, name: "a status")
  }

  private mutating func number(
    in range: ClosedRange<Int>, needs: String, kind: DiagnosticKind, name: String
  ) -> Number? {
    let token = current
    let next = peek(1)
    if token.kind == .minus, next.kind == .number, next.start == token.end {
      outOfRange(range, kind, name, token.span.joined(next.span))
      return nil
    }
    guard token.kind == .number else {
      if token.kind == .string, case let digits = withoutQuotes(token), !digits.isEmpty,
        digits.allSatisfy({ $0.isASCII && $0.isNumber })
      {
        fail(
          .missingCode, "\(name) is a number and is written without quotes", at: Label(token.span),
          help: write((token.span, digits)))
      } else {
        unexpected(.missingCode, needs)
      }
      return nil
    }
    let value = value(of: token)
    guard range.contains(value) else {
      outOfRange(range, kind, name, token.span)
      return nil
    }
    advance()
    return Number(value, token.span)
  }

  /// A number too large to matter stops growing.
  private func value(of token: Token) -> Int {
    lexer.bytes[Int(token.start)..<Int(token.end)].reduce(0) { value, byte in
      min(value * 10 + Int(byte & 0x0F), 1_000_000)
    }
  }

  private mutating func outOfRange(_ range: ClosedRange<Int>, _ kind: DiagnosticKind, _ name: String, _ span: Span) {
    fail(kind, "\(name) is a number from \(range.lowerBound) to \(range.upperBound)", at: Label(span))
  }
}
