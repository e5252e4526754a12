/// A change to a source text that fixes the problem of a diagnostic.
///
/// The changed statement parses, and it runs if its names exist. A suggestion may also be the first line of a block:
/// then only the end of the block is missing.
public struct Suggestion: Sendable, Hashable {
  /// The part that is replaced; empty if text is only inserted.
  public var span: Span
  /// The new text; empty if text is only removed.
  public var text: String

  /// Creates a suggestion that replaces a span with a text.
  public init(replacing span: Span, with text: String) {
    self.span = span
    self.text = text
  }

  /// Creates a suggestion that inserts a text before the byte at an offset.
  public init(insertingAt place: Int32, _ text: String) {
    self.init(replacing: Span(start: place, end: place), with: text)
  }

  /// Returns the changed bytes of the text that the span points into.
  public func applied(to bytes: [UInt8]) -> [UInt8] {
    let start = min(max(Int(span.start), 0), bytes.count)
    let end = min(max(Int(span.end), start), bytes.count)
    return bytes[..<start] + Array(text.utf8) + bytes[end...]
  }

  /// Returns the lines that the suggestion changes or adds, in a text before or after the change.
  public func lines(in source: SourceText) -> ClosedRange<Int> {
    let first = source.line(of: span.start)
    return first...first + text.utf8.count { $0 == .lineFeed }
  }

  /// Returns the same change for a text that starts at this offset.
  public func moved(by offset: Int32) -> Suggestion {
    Suggestion(replacing: Span(start: span.start &+ offset, end: span.end &+ offset), with: text)
  }
}

/// What to do about a diagnostic: a sentence, and the changes as data, so that they can be tested and applied.
public struct Advice: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// The sentence that the picture shows after `help:`.
  public var text: String
  /// The changes to the source text, each a complete fix; empty if the advice is only words.
  public var suggestions: [Suggestion]

  /// Creates advice that offers several changes, each a complete fix.
  public init(_ text: String, offering suggestions: [Suggestion]) {
    self.text = text
    self.suggestions = suggestions
  }

  /// Creates advice that offers one change.
  public init(_ text: String, offering suggestion: Suggestion) { self.init(text, offering: [suggestion]) }

  /// Creates advice that offers no change.
  public init(_ text: String) { self.init(text, offering: []) }

  /// Creates advice that offers no change, from a literal.
  public init(stringLiteral text: String) { self.init(text) }

  /// Returns the same advice with more text after it.
  public func followed(by words: String) -> Advice { Advice(text + words, offering: suggestions) }
}
