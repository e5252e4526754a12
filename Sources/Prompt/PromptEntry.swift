import Diagnostics
import Syntax

/// One parsed entry: a line, a block or a pasted program.
package struct PromptEntry {
  /// The kind of an entry.
  package enum Kind {
    case blank
    case command(SessionCommand)
    /// An invalid command.
    case problem(SessionCommand.Problem)
    /// The entry contains bytes that are not text.
    case unreadable(Diagnostic, in: SourceText)
    case statements(ReadStatements)
    /// A pasted Flask program, or one for another framework.
    case program(PastedProgram)
    /// The entry needs more lines.
    case incomplete
  }

  /// The entry as typed, without its last newline.
  package let bytes: [UInt8]
  package let kind: Kind

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  init(bytes: [UInt8], kind: Kind) {
    self.bytes = bytes
    self.kind = kind
  }

  /// Reads a whole entry.
  /// - Parameter source: the text that the session has already read.
  package init(_ bytes: [UInt8], after source: SourceText) {
    var reader = EntryReader(after: source)
    _ = reader.feed(bytes)
    self = reader.entry
  }
}

/// The statements of an entry, parsed as a continuation of the session's text.
package struct ReadStatements {
  /// A statement or its error, and its place in the session's text.
  struct Step {
    var parsed: ParsedStatement
    var start: Int32
    var end: Int32
  }

  /// The whole lines to add to the session.
  let text: [UInt8]
  /// The session's text with these lines.
  let source: SourceText
  var steps: [Step]
  /// Whether the text needs more lines.
  let isIncomplete: Bool

  init(_ text: [UInt8], after before: SourceText) {
    var source = before
    let span = source.append(text)
    var parser = Parser(source, from: span.start)
    var steps: [Step] = []
    while let step = parser.stepWithSpan(in: &source) { steps.append(step) }
    self.text = text
    self.source = source
    self.steps = steps
    isIncomplete = parser.isIncomplete
  }
}

extension Parser {
  mutating func stepWithSpan(in source: inout SourceText) -> ReadStatements.Step? {
    let start = offset
    return next(in: &source).map { ReadStatements.Step(parsed: $0, start: start, end: offset) }
  }
}
