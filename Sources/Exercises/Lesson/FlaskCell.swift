import Diagnostics
import Interpreter
import Resolution
import Syntax

#if !WITHOUT_PYTHON
  import FlaskSource
  import PythonSyntax
#endif

extension Lesson.Cell {
  /// Whether the code is a Flask program in Python.
  package var isProgram: Bool { code.words == Self.wordsOfProgram }

  /// The words of a code block with a Flask program.
  package static let wordsOfProgram = ["python", "errorbook"]
}

extension Lesson {
  /// The cells with statements, without those with Python.
  package var statementCells: [Cell] { cells.filter { !$0.isProgram } }

  /// Whether this build can run Flask programs. The browser's smaller module cannot.
  package static var canRunPrograms: Bool {
    #if !WITHOUT_PYTHON
      true
    #else
      false
    #endif
  }

  #if !WITHOUT_PYTHON
    /// Runs the Flask program of a cell. Its app becomes the app of the session, so that later cells can ask about it.
    package static func runProgram(_ cell: Cell, in session: inout Session) -> [Event] {
      let start = session.source.bytes.count
      _ = session.read(Array(cell.code.content.utf8))
      let span = Span(start: Int32(clamping: start), end: Int32(clamping: session.source.bytes.count))
      let program = PythonProgram(parsing: session.source, in: span)
      if let refusal = program.otherFramework {
        return [Event(line: session.source.line(of: refusal.primary.span.start), .diagnostic(refusal))]
      }
      let translation = Translation(program, release: session.releaseOfPrograms)
      var run = TranslationRun(translation, tracing: session.isTracing)
      let events = run.run()
      if let app = run.lastApp { session = app }
      session.source = run.source
      return events
    }
  #else
    /// Runs no program: callers check `canRunPrograms` first.
    package static func runProgram(_ cell: Cell, in session: inout Session) -> [Event] { [] }
  #endif
}
