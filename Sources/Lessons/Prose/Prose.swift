import CMarkGFM
import Diagnostics
import Exercises
import Rendering

/// # Prose
///
/// In: the Markdown of a lesson. Out: styled text for a screen of a given width: headings, emphasis, lists, tables, quotes,
/// links and code. The caller handles `<details>` sections and the fences that are cells.
struct Prose {
  private let columns: Int
  private let isPlain: Bool
  /// The number of lists and quotes around the text.
  private let depth: Int

  /// The maximum width of prose, even on wider screens: longer lines are hard to read.
  private static let measure = 80
  /// Deeper levels are left out. Nobody nests that deep, and the limit stops unbounded recursion.
  private static let depthLimit = 12

  /// - Parameters:
  ///   - columns: the width of the screen; at least 20 is assumed.
  ///   - isPlain: whether the text is for a screen reader. Then it has no drawn lines.
  init(columns: Int, isPlain: Bool = false) {
    self.init(max(20, min(columns, Self.measure)), isPlain, depth: 0)
  }

  private init(_ columns: Int, _ isPlain: Bool, depth: Int) {
    // Deep inside a narrow screen, a few words per line are better than none.
    self.columns = max(10, columns)
    self.isPlain = isPlain
    self.depth = depth
  }

  /// Returns a block of the document, without empty lines around it.
  func text(of block: OpaquePointer) -> StyledText {
    let type = cmark_node_get_type(block)
    switch type {
    case CMARK_NODE_HEADING: return heading(block)
    case CMARK_NODE_PARAGRAPH: return InlineProse.text(of: block).wrapped(to: columns)
    case CMARK_NODE_BLOCK_QUOTE: return marked(blocks(in: block, columns - 2), first: "| ", rest: "| ")
    case CMARK_NODE_LIST: return list(block)
    case CMARK_NODE_CODE_BLOCK: return code(block)
    case CMARK_NODE_THEMATIC_BREAK: return line("-", min(columns, 40))
    case CMARK_NODE_HTML_BLOCK: return StyledText()
    default: return Markdown.isTable(block) ? table(block) : StyledText()
    }
  }

  private func table(_ block: OpaquePointer) -> StyledText {
    var text = StyledText()
    for (index, line) in Table(block).text(columns: columns).lines.dropLast().enumerated() {
      if index > 0 { text.breakLine() }
      text += line
    }
    return text
  }

  /// Underlines the heading, so that it is recognizable without colors.
  private func heading(_ block: OpaquePointer) -> StyledText {
    let words = InlineProse.text(of: block).restyled(.heading).wrapped(to: columns)
    let mark = [1: "=", 2: "-"][cmark_node_get_heading_level(block)] ?? ""
    let under = line(mark, words.width)
    return words.isEmpty || under.isEmpty ? words : words + "\n" + under
  }

  private func line(_ mark: String, _ width: Int) -> StyledText {
    isPlain || mark.isEmpty ? StyledText() : StyledText(String(repeating: mark, count: width), .faint)
  }

  private func code(_ block: OpaquePointer) -> StyledText {
    var text = StyledText()
    let content = cmark_node_get_literal(block).map { String(cString: $0) } ?? ""
    text.appendLines(content.hasSuffix("\n") ? String(content.dropLast()) : content, .listing)
    // Code is indented only if it still fits, so that the terminal does not wrap it.
    return text.indented(by: max(0, min(4, columns - text.width)))
  }

  private func blocks(in parent: OpaquePointer, _ columns: Int, isTight: Bool = false) -> StyledText {
    guard depth < Self.depthLimit else { return StyledText("...", .faint) }
    let inner = Prose(columns, isPlain, depth: depth + 1)
    var text = StyledText()
    for block in Markdown.blocks(of: parent) {
      let part = inner.text(of: block)
      guard !part.isEmpty else { continue }
      if !text.isEmpty { text += isTight ? "\n" : "\n\n" }
      text += part
    }
    return text
  }

  private func list(_ block: OpaquePointer) -> StyledText {
    let isNumbered = cmark_node_get_list_type(block) == CMARK_ORDERED_LIST
    let start = Int(cmark_node_get_list_start(block))
    let isTight = cmark_node_get_list_tight(block) != 0
    var text = StyledText()
    for (index, item) in Markdown.blocks(of: block).enumerated() {
      let mark = isNumbered ? "\(start + index). " : "* "
      let body = blocks(in: item, columns - mark.count, isTight: isTight)
      if index > 0 { text += isTight ? "\n" : "\n\n" }
      text += marked(body, first: mark, rest: String(repeating: " ", count: mark.count))
    }
    return text
  }

  /// Returns the lines of a text, each after a mark. No line ends in spaces.
  private func marked(_ body: StyledText, first: String, rest: String) -> StyledText {
    var text = StyledText()
    for (index, line) in body.lines.enumerated() {
      if index > 0 { text += "\n" }
      let mark = index == 0 ? first : rest
      text.append(line.isEmpty ? String(mark.prefix { $0 != " " }) : mark, .faint)
      text += line
    }
    return text
  }
}
