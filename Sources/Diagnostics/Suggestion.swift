/// A change to a source text that fixes what a diagnostic reports.
///
/// Applied, the statement parses, and it runs where its names exist. A first line of a block may be a suggestion too: then
/// only the end of the block is missing.
package struct Suggestion: Sendable, Hashable {
  /// What is replaced; empty where text is only inserted.
  package var span: Span
  package var text: String

  package init(replacing span: Span, with text: String) {
    self.span = span
    self.text = text
  }

  package init(insertingAt place: Int32, _ text: String) {
    self.init(replacing: Span(start: place, end: place), with: text)
  }

  /// Returns the changed bytes of the text that the span points into.
  package func applied(to bytes: [UInt8]) -> [UInt8] {
    let start = min(max(Int(span.start), 0), bytes.count)
    let end = min(max(Int(span.end), start), bytes.count)
    return bytes[..<start] + Array(text.utf8) + bytes[end...]
  }

  /// The lines that it changes or adds, of a text before or after the change.
  package func lines(in source: SourceText) -> ClosedRange<Int> {
    let first = source.line(of: span.start)
    return first...first + text.utf8.count { $0 == .lineFeed }
  }

  /// Returns the same change of a text that starts at this offset.
  package func moved(by offset: Int32) -> Suggestion {
    Suggestion(replacing: Span(start: span.start &+ offset, end: span.end &+ offset), with: text)
  }
}

/// What to do about a diagnostic: a sentence, and the changes that it offers as data, so that they can be tested and applied.
package struct Advice: Sendable, Hashable, ExpressibleByStringInterpolation {
  package var text: String
  package var suggestions: [Suggestion]

  package init(_ text: String, offering suggestions: [Suggestion]) {
    self.text = text
    self.suggestions = suggestions
  }

  package init(_ text: String, offering suggestion: Suggestion) { self.init(text, offering: [suggestion]) }

  package init(_ text: String) { self.init(text, offering: []) }

  package init(stringLiteral text: String) { self.init(text) }

  /// Returns the same advice with more said after it.
  package func followed(by words: String) -> Advice { Advice(text + words, offering: suggestions) }
}
