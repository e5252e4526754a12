import Rendering

/// What a session writes to: a terminal, a page, or a test.
package protocol PromptScreen {
  /// Shows a text after everything that was shown before.
  mutating func show(_ text: StyledText)
  /// How wide the screen is.
  var columns: Int { get }
  /// How many rows the screen has; nil where a text of any length can be read.
  var rows: Int? { get }
  /// Whether the user has asked to stop what runs.
  var isInterrupted: Bool { get }
}

/// What remains for the front end to do after an entry, because it needs files, keys or the course.
package enum PromptTask {
  /// Nothing: the next entry can be read.
  case none
  case edit(line: Int?)
  case load(path: String)
  case save(path: String)
  case restore(SessionCommand.RestoreChoice)
  /// To ask the stepper's question until it has no more.
  case step(Stepper)
  /// To show what was typed, in this and earlier sessions.
  case showHistory
  case learn(lesson: String?)
  case clearScreen
  case quit
}
