import Diagnostics
import Interpreter

/// What a stretch of a session shows a reader: events and diagnostics in the order in which they happened.
package struct Transcript: Sendable {
  package var events: EventText

  /// The columns of the screen, where there is one. On a narrower screen than a drawing needs, its marks would stand under
  /// the wrong words; there a diagnostic is told in sentences.
  package var columns: Int?

  package init(_ events: EventText, columns: Int? = nil) {
    self.events = events
    self.columns = columns
  }

  /// The text of one event; diagnostics are drawn from the session's source.
  package func render(_ event: Event, in source: SourceText) -> StyledText {
    guard case .diagnostic(let diagnostic) = event.kind else { return events.render(event) }
    if events.isPlain { return diagnostic.sentences(in: source) }
    let picture = diagnostic.picture(in: source)
    if let columns, picture.drawingWidth > columns { return diagnostic.sentences(in: source) }
    return picture
  }
}
