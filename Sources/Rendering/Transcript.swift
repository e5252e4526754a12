import Diagnostics
import Interpreter

/// What a stretch of a session shows a reader: events and diagnostics in the order in which they happened.
package struct Transcript: Sendable {
  package var events: EventText

  /// The columns of the screen, where there is one.
  package var columns: Int?

  package init(_ events: EventText, columns: Int? = nil) {
    self.events = events
    self.columns = columns
  }

  /// The text of one event; diagnostics are drawn from the session's source.
  package func render(_ event: Event, in source: SourceText) -> StyledText {
    guard case .diagnostic(let diagnostic) = event.kind else { return events.render(event) }
    return diagnostic.text(in: source, isPlain: events.isPlain, columns: columns)
  }
}
