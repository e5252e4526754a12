import Diagnostics

/// Whether the lines typed so far are only a beginning, so that the prompt asks for another line before it runs them.
///
/// A test waits for its closing brace, whatever is wrong inside of it. A class line that ends in a colon, its body, and
/// a pasted function wait for an empty line, as in Python, where one inside of a docstring does not count. All else is
/// complete, be it right or wrong.
public func isIncomplete(_ bytes: [UInt8]) -> Bool {
  var parser = Parser(SourceText(name: "", bytes: bytes))
  parser.readToTheEnd()
  return parser.isIncomplete
}

extension Parser {
  /// The same, of a text that was read to its end.
  public var isIncomplete: Bool {
    switch endedOpen {
    case .braces: true
    case .indentation: lexer.endsInText || !endsWithEmptyLine(lexer.bytes)
    case nil: false
    }
  }
}

/// Whether the last line is blank; a line end after the last line does not begin another one.
private func endsWithEmptyLine(_ bytes: [UInt8]) -> Bool {
  var end = bytes.count
  if end > 0, bytes[end - 1] == .lineFeed { end -= 1 }
  if end > 0, bytes[end - 1] == .carriageReturn { end -= 1 }
  var lexer = Lexer(bytes, from: bytes[..<end].lastIndex { $0.endsLine }.map { $0 + 1 } ?? 0)
  let shape = lexer.lineShape(dotsArePrompt: true)
  lexer.offset = shape.start
  return shape.isBlank && lexer.byte(shape.start) != 0x23
}
