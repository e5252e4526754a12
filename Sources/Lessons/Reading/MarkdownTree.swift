import CMarkGFM
import Diagnostics
import Exercises

/// A block of a lesson's text as a value, for renderers that do not call cmark-gfm.
package struct MarkdownBlock: Sendable, Hashable {
  package indirect enum Kind: Sendable, Hashable {
    case heading(level: Int, [MarkdownInline])
    case paragraph([MarkdownInline])
    case quote([MarkdownBlock])
    /// - `start`: the number of the first item; nil for bullets.
    /// - `isTight`: whether the items are not separated by empty lines.
    case list(start: Int?, isTight: Bool, items: [[MarkdownBlock]])
    /// - `words`: the words after the opening marks of a fence; none for indented code.
    case code(words: [String], String)
    case table(MarkdownTable)
    case rule
    /// HTML as the author wrote it, which can be anything.
    case html(String)
  }

  package var kind: Kind
  /// The line where it starts, counted from 1.
  package var line: Int

  package init(kind: Kind, line: Int) { (self.kind, self.line) = (kind, line) }
}

package struct MarkdownTable: Sendable, Hashable {
  package enum Alignment: Sendable, Hashable {
    case start, center, end
  }

  /// One for each column.
  package var alignments: [Alignment]
  /// The first row is the head.
  package var rows: [[[MarkdownInline]]]
}

/// A piece of text inside a block.
package indirect enum MarkdownInline: Sendable, Hashable {
  case text(String)
  case code(String)
  case softBreak
  case hardBreak
  case emphasis([MarkdownInline])
  case strong([MarkdownInline])
  case anchor(target: String, [MarkdownInline])
  case image(target: String, [MarkdownInline])
  /// One tag or comment as the author wrote it.
  case html(String)

  /// The text without its markup.
  package static func plainText(_ pieces: [MarkdownInline]) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let words), .code(let words): text += words
      case .softBreak, .hardBreak: text += " "
      case .emphasis(let inner), .strong(let inner), .anchor(_, let inner), .image(_, let inner):
        text += plainText(inner)
      case .html: break
      }
    }
    return text
  }
}

extension Lesson {
  /// The blocks of the text, in order.
  package var blocks: [MarkdownBlock] {
    Markdown.parse(text) { document in MarkdownTree.blocks(of: document, depth: 0) } ?? []
  }
}

/// Copies the tree of cmark-gfm.
private enum MarkdownTree {
  /// Deeper levels are left out. Nobody nests that deep, and the limit stops unbounded recursion.
  private static let depthLimit = 24

  static func blocks(of parent: OpaquePointer, depth: Int) -> [MarkdownBlock] {
    guard depth < depthLimit else { return [] }
    return Markdown.blocks(of: parent).compactMap { block in
      kind(of: block, depth).map { MarkdownBlock(kind: $0, line: Int(cmark_node_get_start_line(block))) }
    }
  }

  private static func kind(of block: OpaquePointer, _ depth: Int) -> MarkdownBlock.Kind? {
    switch cmark_node_get_type(block) {
    case CMARK_NODE_HEADING: .heading(level: Int(cmark_node_get_heading_level(block)), inlines(of: block, depth: 0))
    case CMARK_NODE_PARAGRAPH: .paragraph(inlines(of: block, depth: 0))
    case CMARK_NODE_BLOCK_QUOTE: .quote(blocks(of: block, depth: depth + 1))
    case CMARK_NODE_LIST: list(block, depth)
    case CMARK_NODE_CODE_BLOCK:
      .code(words: Lesson.Fence.words(of: text(cmark_node_get_fence_info(block))), literal(block))
    case CMARK_NODE_THEMATIC_BREAK: .rule
    case CMARK_NODE_HTML_BLOCK: .html(literal(block))
    default: Markdown.isTable(block) ? .table(table(block)) : nil
    }
  }

  private static func list(_ block: OpaquePointer, _ depth: Int) -> MarkdownBlock.Kind {
    let isNumbered = cmark_node_get_list_type(block) == CMARK_ORDERED_LIST
    return .list(
      start: isNumbered ? Int(cmark_node_get_list_start(block)) : nil, isTight: cmark_node_get_list_tight(block) != 0,
      items: Markdown.blocks(of: block).map { blocks(of: $0, depth: depth + 1) })
  }

  private static func table(_ block: OpaquePointer) -> MarkdownTable {
    let rows = Markdown.blocks(of: block).map { row in Markdown.blocks(of: row).map { inlines(of: $0, depth: 0) } }
    let marks = UnsafeBufferPointer(
      start: cmark_gfm_extensions_get_table_alignments(block),
      count: Int(cmark_gfm_extensions_get_table_columns(block)))
    return MarkdownTable(alignments: marks.map { alignment($0) }, rows: rows)
  }

  private static func alignment(_ mark: UInt8) -> MarkdownTable.Alignment {
    switch mark {
    case UInt8(ascii: "c"): .center
    case UInt8(ascii: "r"): .end
    default: .start
    }
  }

  private static func inlines(of parent: OpaquePointer, depth: Int) -> [MarkdownInline] {
    guard depth < depthLimit else { return [] }
    return Markdown.blocks(of: parent).compactMap { inline($0, depth) }
  }

  private static func inline(_ node: OpaquePointer, _ depth: Int) -> MarkdownInline? {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: .text(literal(node))
    case CMARK_NODE_CODE: .code(literal(node))
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .hardBreak
    case CMARK_NODE_EMPH: .emphasis(inlines(of: node, depth: depth + 1))
    case CMARK_NODE_STRONG: .strong(inlines(of: node, depth: depth + 1))
    case CMARK_NODE_LINK: .anchor(target: text(cmark_node_get_url(node)), inlines(of: node, depth: depth + 1))
    case CMARK_NODE_IMAGE: .image(target: text(cmark_node_get_url(node)), inlines(of: node, depth: depth + 1))
    case CMARK_NODE_HTML_INLINE: .html(literal(node))
    default: nil
    }
  }

  private static func literal(_ node: OpaquePointer) -> String { text(cmark_node_get_literal(node)) }

  private static func text(_ characters: UnsafePointer<CChar>?) -> String {
    characters.map { String(cString: $0) } ?? ""
  }
}
