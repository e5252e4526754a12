import Diagnostics
import Syntax

/// One entry as it was read: what a line, a block or a pasted program says.
package struct PromptEntry {
  /// What an entry is: exactly one of these.
  package enum Kind {
    case blank
    case command(SessionCommand)
    /// It was meant as a command, and is none.
    case problem(SessionCommand.Problem)
    /// It holds bytes that are no text.
    case unreadable(Diagnostic, in: SourceText)
    case statements(ReadStatements)
    /// It needs more lines.
    case incomplete
  }

  /// As it was typed, without its last line end.
  package let bytes: [UInt8]
  package let kind: Kind

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  init(bytes: [UInt8], kind: Kind) {
    self.bytes = bytes
    self.kind = kind
  }

  /// Reads an entry that is there as a whole.
  /// - Parameter source: what the session has read before.
  package init(_ bytes: [UInt8], after source: SourceText) {
    var reader = EntryReader(after: source)
    _ = reader.feed(bytes)
    self = reader.entry
  }
}

/// The statements of an entry, parsed as what follows the session's text.
package struct ReadStatements {
  /// A statement, or what is wrong with it, and the part of the session's text that it takes.
  struct Step {
    var parsed: ParsedStatement
    var start: Int32
    var end: Int32
  }

  /// The whole lines that the session gets.
  let text: [UInt8]
  /// The session's text with them.
  let source: SourceText
  var steps: [Step]
  /// Whether the text is only a beginning.
  let isIncomplete: Bool

  init(_ text: [UInt8], after before: SourceText) {
    var source = before
    let span = source.append(text)
    var parser = Parser(source, from: span.start)
    var steps: [Step] = []
    while let step = parser.step(in: &source) { steps.append(step) }
    self.text = text
    self.source = source
    self.steps = steps
    isIncomplete = parser.isIncomplete
  }
}

extension Parser {
  mutating func step(in source: inout SourceText) -> ReadStatements.Step? {
    let start = offset
    return next(in: &source).map { ReadStatements.Step(parsed: $0, start: start, end: offset) }
  }
}
