import Diagnostics
import Interpreter
import Rendering
import Syntax

extension Lesson {
  /// A part of a lesson after the session came there.
  package enum Performed: Sendable {
    case cell(CellRun)
    case exercise(Judge)
  }

  /// A cell after it ran.
  package struct CellRun: Sendable {
    package var cell: Cell
    package var events: [Event]
    /// What it showed, as an `output` fence would hold it.
    package var shown: String
    /// The session after it.
    package var session: Session
  }

  /// Runs the cells in one session. Lines count over the cells only, so that prose can change without a change in any
  /// output.
  package func play(in session: inout Session) -> [CellRun] {
    perform(in: &session).compactMap { if case .cell(let played) = $0 { played } else { nil } }
  }

  /// Runs the cells, and makes a judge wherever an exercise stands.
  package func perform(in session: inout Session) -> [Performed] {
    parts.map { part in
      switch part {
      case .cell(let cell): .cell(Self.play(cell, in: &session))
      case .exercise(let exercise): .exercise(Judge(exercise, in: session))
      }
    }
  }

  /// The judges of all exercises, in order.
  package func judges() -> [Judge] {
    var session = Session(name: name)
    return perform(in: &session).compactMap { if case .exercise(let judge) = $0 { judge } else { nil } }
  }

  package static func play(_ cell: Cell, in session: inout Session) -> CellRun {
    let transcript = Transcript(.script())
    var parser = session.read(Array(cell.code.content.utf8))
    var events: [Event] = []
    var shown = StyledText()
    while let parsed = session.next(from: &parser) {
      for event in session.run(parsed) {
        events.append(event)
        shown += transcript.render(event, in: session.source)
      }
    }
    return CellRun(cell: cell, events: events, shown: Theme.colorless.render(shown), session: session)
  }
}
