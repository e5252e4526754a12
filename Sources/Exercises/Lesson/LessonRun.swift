import Diagnostics
import Interpreter
import Rendering
import Syntax

extension Lesson {
  /// A part of a lesson after the session reached it.
  package enum PlayedPart: Sendable {
    case cell(CellRun)
    case exercise(Judge)
    case essay(Essay)
  }

  /// A cell and the results of running it.
  package struct CellRun: Sendable {
    package var cell: Cell
    package var events: [Event]
    /// The session before the cell ran.
    package var before: Session
    /// The session after the cell ran.
    package var session: Session

    fileprivate init(_ cell: Cell, _ events: [Event], from before: Session, to session: Session) {
      self.cell = cell
      self.events = events
      self.before = before
      self.session = session
    }

    /// The printed text.
    package var text: StyledText { text(isPlain: false, columns: nil) }

    /// Returns the printed text.
    /// - Parameter columns: the columns of the screen; nil if there is no screen.
    package func text(isPlain: Bool, columns: Int?) -> StyledText {
      var style = EventText.script(isPlain: isPlain)
      style.isBrief = cell.isBrief
      let transcript = Transcript(style, columns: columns)
      return events.reduce(into: StyledText()) { $0 += transcript.render($1, in: session.source) }
    }

    /// The printed text in the form of an `output` fence.
    package var shown: String { Theme.colorless.render(text) }
  }

  /// Runs the cells in one session. Line numbers count only the lines of cells, so that edits to the prose do not change
  /// outputs.
  package func play(in session: inout Session) -> [CellRun] {
    perform(in: &session).compactMap { if case .cell(let played) = $0 { played } else { nil } }
  }

  /// Runs the cells, and creates a judge for each exercise.
  package func perform(in session: inout Session) -> [PlayedPart] {
    parts.map { part in
      switch part {
      case .cell(let cell): .cell(Self.play(cell, in: &session))
      case .exercise(let exercise): .exercise(Judge(exercise, in: session))
      case .essay(let essay): .essay(essay)
      }
    }
  }

  /// Returns the judges of all exercises, in order.
  package func judges() -> [Judge] {
    var session = Session(name: name)
    return perform(in: &session).compactMap { if case .exercise(let judge) = $0 { judge } else { nil } }
  }

  /// Runs a cell. A question of a quiz starts in a fresh session, so that it depends on no other one.
  package static func play(_ cell: Cell, in session: inout Session) -> CellRun {
    if cell.quizName != nil { session = Session(name: session.source.name) }
    let before = session
    if cell.isProgram { return CellRun(cell, runProgram(cell, in: &session), from: before, to: session) }
    var parser = session.read(Array(cell.code.content.utf8))
    var events: [Event] = []
    while let parsed = session.next(from: &parser) { events += session.run(parsed) }
    return CellRun(cell, events, from: before, to: session)
  }
}
