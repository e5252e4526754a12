import CMarkGFM
import Diagnostics
import Exercises

/// # Lessons
///
/// In: Markdown. Out: lessons, their problems, and pages. A lesson is readable on any Git host and is also a program. So
/// only its outputs are ever rewritten by machine. Its text stays as it is, and fences refer to its lines.
///
/// Reading/ parses lessons from Markdown, Prose/ renders their prose for a screen, Checking/ checks lessons, and Writing/
/// generates Markdown. Only this target calls cmark-gfm.
extension Lesson {
  package init(_ text: SourceText) {
    let headings = Self.headings(of: text)
    self.init(
      text: text, fences: Self.fences(of: text), heading: headings.first { $0.level == 1 }?.text,
      id: Self.idComments(of: text).lazy.compactMap(\.id).first)
  }

  private static func fences(of text: SourceText) -> [Fence] {
    Markdown.parse(text) { document in Markdown.blocks(of: document).compactMap { fence($0, text) } } ?? []
  }

  /// Returns a block as a fence; nil for other blocks, indented code, and fences that do not start at the left margin.
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
    // cmark writes all three values, even if they are not needed.
    return cmark_node_get_fenced(block, &length, &offset, &mark) != 0
  }
}
