import CMarkGFM
import Diagnostics

/// # Workbook
///
/// In: lessons, which are Markdown files. Out: their cells and what these print, their exercises and a verdict on an
/// answer, and whether all of it is as the lesson says. A lesson is a good read on any Git host and a program at once, so
/// it is never rewritten by machine except where an output stands: its text is kept as it is, and fences are runs of its
/// lines.
///
/// Lessons/ reads a lesson and runs its cells, Exercises/ knows what an exercise is, Judging/ says whether an answer does
/// what was asked, and Checking/ proves that a lesson keeps its own promises.

/// A lesson: a Markdown text and the fences in it that errorbook understands.
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

    /// The words of an opening line, without its marks.
    static func words(of info: some StringProtocol) -> [String] {
      info.split { $0.isWhitespace || $0 == "=" }.map { String($0) }
    }
  }

  package let text: SourceText
  /// The name of its file without a folder, which is what its outputs call it: they stay the same wherever the file lies.
  package var name: String { String(text.name.split(separator: "/").last ?? "lesson.md") }
  package let fences: [Fence]

  package init(_ text: SourceText) {
    self.text = text
    fences = Self.fences(of: text)
  }

  // MARK: Reading Markdown

  private static func fences(of text: SourceText) -> [Fence] {
    Markdown.parse(text) { document in Markdown.blocks(of: document).compactMap { fence($0, text) } } ?? []
  }

  /// A block as a fence; nil for other blocks, indented code, and fences that do not begin at the left margin.
  private static func fence(_ block: OpaquePointer, _ text: SourceText) -> Fence? {
    guard cmark_node_get_type(block) == CMARK_NODE_CODE_BLOCK, isFenced(block),
      cmark_node_get_start_column(block) == 1, let info = cmark_node_get_fence_info(block),
      let content = cmark_node_get_literal(block)
    else { return nil }
    return Fence(
      words: Fence.words(of: String(cString: info)), content: String(cString: content),
      line: Int(cmark_node_get_start_line(block)),
      endLine: Int(cmark_node_get_end_line(block)))
  }

  private static func isFenced(_ block: OpaquePointer) -> Bool {
    var length: Int32 = 0
    var offset: Int32 = 0
    var mark: CChar = 0
    // cmark writes all three, whether they are wanted or not.
    return cmark_node_get_fenced(block, &length, &offset, &mark) != 0
  }
}
