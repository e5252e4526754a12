import Diagnostics

/// # Exercises
///
/// In: the fences of a lesson, answers, and what a learner did. Out: cells and what they print, exercises, and a verdict on
/// an answer. Lesson/ is the lesson as a value, whoever read it; Exercises/ knows what an exercise is; Judging/ says whether
/// an answer does what was asked; Progress/ says where a learner stands.

/// A lesson: a text, and what errorbook understands of it.
package struct Lesson: Sendable {
  /// A fenced block at the left margin.
  package struct Fence: Sendable, Hashable {
    /// The words behind the opening marks, such as `errorbook` or `output`; blanks and `=` separate them.
    package var words: [String]
    /// The lines between the marks, each ending in a line feed, whatever it ends in in the file.
    package var content: String
    /// The line of the opening marks in the file, from 1.
    package var line: Int
    /// The line of the closing marks; where they are missing, the last line of the block.
    package var endLine: Int

    package init(words: [String], content: String, line: Int, endLine: Int) {
      self.words = words
      self.content = content
      self.line = line
      self.endLine = endLine
    }

    /// The words of an opening line, without its marks.
    package static func words(of info: some StringProtocol) -> [String] {
      info.split { $0.isWhitespace || $0 == "=" }.map { String($0) }
    }
  }

  package let text: SourceText
  /// The name of its file without a folder, which is what its outputs call it: they stay the same wherever the file lies.
  package var name: String { String(text.name.split(separator: "/").last ?? "lesson.md") }
  package let fences: [Fence]
  /// The first heading of the first level, as it is read; nil where there is none.
  package let heading: String?
  /// Under which answers to it are kept, wherever its file lies; nil where it has none that can be read.
  package let id: String?

  package init(text: SourceText, fences: [Fence], heading: String?, id: String?) {
    self.text = text
    self.fences = fences
    self.heading = heading
    self.id = id
  }

  /// What lists show.
  package var title: String { heading ?? name }
}
