/// A run of bytes of a source text, `start` included, `end` not.
package struct Span: Sendable, Hashable {
  package var start: Int32
  package var end: Int32

  package init(start: Int32, end: Int32) {
    self.start = start
    self.end = end
  }

  /// The smallest span that holds both.
  package func joined(_ other: Span) -> Span {
    Span(start: min(start, other.start), end: max(end, other.end))
  }

  package var isEmpty: Bool { end <= start }

  /// The place of what is in no text.
  package static let nowhere = Span(start: 0, end: 0)
}

/// Line and column as people count them: both from 1, columns in Unicode scalars.
package struct Position: Sendable, Hashable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
