import Rendering

/// The output of a session: a terminal, a web page or a test.
package protocol PromptScreen {
  /// Appends a text to the output now, however long it is. Everything else uses `show`.
  mutating func write(_ text: StyledText)
  /// The part of the output that waits for Enter.
  var paging: PagedOutput { get set }
  /// The width of the screen.
  var columns: Int { get }
  /// The height of the screen, or nil if a text of any length can be read.
  var rows: Int? { get }
  /// Whether the user has asked to stop the running statements.
  var isInterrupted: Bool { get }
}

extension PromptScreen {
  /// Appends a text to the output. A text that does not fit waits: `endOutput` shows as much of it as fits.
  package mutating func show(_ text: StyledText) { write(paging.add(text, columns: columns, rows: rows)) }

  /// Whether a part of the output has not been shown.
  package var hasRest: Bool { !paging.rest.isEmpty }

  /// Shows the next part of the output. The front end calls it whenever it is about to read input.
  package mutating func endOutput() { write(paging.nextPage(columns: columns, rows: rows)) }

  /// Shows all of the output that is left, since no input follows.
  package mutating func finishOutput() { write(takeRest()) }

  /// Discards the part of the output that has not been shown, since the user does something else.
  package mutating func dropRest() { _ = takeRest() }

  /// Returns the part of the output that has not been shown. It does not wait for Enter any more.
  mutating func takeRest() -> StyledText { paging.takeRest() }
}

/// A task for the front end after an entry: it needs files, keys or the course.
package enum PromptTask {
  /// Nothing to do: read the next entry.
  case none
  case edit(line: Int?)
  case load(path: String)
  case save(path: String)
  case restore(SessionCommand.RestoreChoice)
  /// Ask the stepper's question until it has none.
  case step(Stepper)
  /// Show the entries of this and earlier sessions.
  case showHistory
  case learn(lesson: String?)
  case clearScreen
  case quit
}
