import Rendering

/// The output of a session: a terminal, a web page or a test.
package protocol PromptScreen {
  /// Appends a text to the output.
  mutating func show(_ text: StyledText)
  /// The width of the screen.
  var columns: Int { get }
  /// The height of the screen, or nil if a text of any length can be read.
  var rows: Int? { get }
  /// Whether the user has asked to stop the running statements.
  var isInterrupted: Bool { get }
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
