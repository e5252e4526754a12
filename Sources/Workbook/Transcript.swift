import Diagnostics
import Interpreter
import Rendering

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

extension Lesson {
  /// A cell after it ran.
  package struct Played: Sendable {
    package var cell: Cell
    package var events: [Event]
    /// What it showed, as an `output` fence would hold it.
    package var shown: String
  }

  /// Runs the cells in one session. Lines count over the cells only, so that prose can change without a change in any
  /// output.
  package func play(in session: inout Session) -> [Played] {
    let transcript = Transcript(.script())
    return cells.map { cell in
      var parser = session.read(Array(cell.code.content.utf8))
      var events: [Event] = []
      var shown = StyledText()
      while let parsed = parser.next() {
        for event in session.run(parsed) {
          events.append(event)
          shown += transcript.render(event, in: session.source)
        }
      }
      return Played(cell: cell, events: events, shown: Theme.colourless.render(shown))
    }
  }
}
