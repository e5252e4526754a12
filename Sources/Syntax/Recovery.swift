import Diagnostics

/// Going on behind a broken statement.
extension Parser {
  /// The statement has to end here.
  mutating func requireEnd() {
    guard failure == nil, !isAtEnd else { return }
    unexpected(.extraText, "the statement is complete before this")
  }

  /// Skips the rest of the statement: up to the end of the line or the brace that closes the test.
  mutating func recover() {
    var depth = 0
    while index < tokens.count {
      let kind = tokens[index].kind
      if isInBlock, kind == .rightBrace, depth == 0 { return }
      if kind == .leftBrace { depth += 1 }
      if kind == .rightBrace { depth -= 1 }
      index += 1
    }
  }
}
