import Diagnostics

/// # Exercises
///
/// In: the fences of a lesson, answers, and a learner's progress log. Out: cells and what they print, exercises, and a
/// verdict on each answer. Lesson/ models a lesson, however it was parsed; Exercises/ models exercises; Judging/ checks
/// answers; Progress/ records what a learner has done.

/// A lesson: its text, and the parts of it that errorbook understands.
package struct Lesson: Sendable {
  /// A fenced block at the left margin.
  package struct Fence: Sendable, Hashable {
    /// The words after the opening marks, such as `errorbook` or `output`, separated by spaces or `=`.
    package var words: [String]
    /// The lines between the marks. Each ends in a line feed, whatever line ending the file uses.
    package var content: String
    /// The line of the opening marks in the file, counted from 1.
    package var line: Int
    /// The line of the closing marks; if they are missing, the last line of the block.
    package var endLine: Int

    package init(words: [String], content: String, line: Int, endLine: Int) {
      self.words = words
      self.content = content
      self.line = line
      self.endLine = endLine
    }

    /// Returns the words of an opening line, without its marks.
    package static func words(of info: some StringProtocol) -> [String] {
      info.split { $0.isWhitespace || $0 == "=" }.map { String($0) }
    }
  }

  package let text: SourceText
  /// The file name without a folder. Outputs show this name, so they do not depend on where the file is.
  package var name: String { String(text.name.split(separator: "/").last ?? "lesson.md") }
  package let fences: [Fence]
  /// The first level-1 heading as plain text; nil if there is none.
  package let heading: String?
  /// The key for the learner's answers, wherever the file is; nil if the lesson has no valid id.
  package let id: String?

  package init(text: SourceText, fences: [Fence], heading: String?, id: String?) {
    self.text = text
    self.fences = fences
    self.heading = heading
    self.id = id
  }

  /// The title that lists show.
  package var title: String { heading ?? name }
}
