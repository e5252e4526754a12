import Characters
import Diagnostics

/// Returns whether the lines typed so far are incomplete, so that the prompt asks for another line before it runs them.
///
/// A test waits for its closing brace, even if there are errors inside it. A class line that ends in a colon, its body,
/// and a pasted function wait for an empty line, as in Python. An empty line inside a docstring does not count. All
/// other text is complete, with or without errors.
public func isIncomplete(_ bytes: [UInt8]) -> Bool {
  var parser = Parser(SourceText(name: "", bytes: bytes))
  parser.readToTheEnd()
  return parser.isIncomplete
}

extension Parser {
  /// Returns the same for a text that was parsed to its end.
  public var isIncomplete: Bool {
    switch endedOpen {
    case .braces: true
    case .indentation: lexer.endsInText || !endsWithEmptyLine(lexer.bytes)
    case nil: false
    }
  }
}

/// Returns whether the last line is blank. A line break at the end of the last line does not start a new line.
private func endsWithEmptyLine(_ bytes: [UInt8]) -> Bool {
  var end = bytes.count
  if end > 0, bytes[end - 1] == .lineFeed { end -= 1 }
  if end > 0, bytes[end - 1] == .carriageReturn { end -= 1 }
  var lexer = Lexer(bytes, from: bytes[..<end].lastIndex { $0.endsLine }.map { $0 + 1 } ?? 0)
  let shape = lexer.lineShape(dotsArePrompt: true)
  lexer.offset = shape.start
  return shape.isBlank && lexer.byte(shape.start) != 0x23
}
