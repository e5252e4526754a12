import CMarkGFM
import Diagnostics
import Rendering

/// # Prose
///
/// In: the Markdown of a lesson. Out: the same for a screen of some width, as styled text: headings, emphasis, lists, tables,
/// quotes, links and code. What a lesson hides between `<details>` tags, and the fences that are cells, are left to whoever
/// walks through the lesson.
struct Prose {
  private let columns: Int

  /// Lines of prose are no wider than this, however wide the screen is: longer ones are hard to follow.
  private static let measure = 80

  /// - Parameter columns: of the screen; fewer than 20 are taken for 20.
  init(columns: Int) { self.columns = max(20, min(columns, Self.measure)) }

  /// A block of the document, without an empty line around it.
  func text(of block: OpaquePointer) -> StyledText {
    let type = cmark_node_get_type(block)
    switch type {
    case CMARK_NODE_HEADING: return heading(block)
    case CMARK_NODE_PARAGRAPH: return InlineProse.text(of: block).wrapped(to: columns)
    case CMARK_NODE_BLOCK_QUOTE: return marked(blocks(in: block, columns - 2), first: "| ", rest: "| ")
    case CMARK_NODE_LIST: return list(block)
    case CMARK_NODE_CODE_BLOCK: return code(block)
    case CMARK_NODE_THEMATIC_BREAK: return StyledText(String(repeating: "-", count: min(columns, 40)), .faint)
    case CMARK_NODE_HTML_BLOCK: return StyledText()
    default: return Markdown.isTable(block) ? ProseTable(block).text(columns: columns) : StyledText()
    }
  }

  private func heading(_ block: OpaquePointer) -> StyledText {
    StyledText(InlineProse.text(of: block).characters, .heading).wrapped(to: columns)
  }

  private func code(_ block: OpaquePointer) -> StyledText {
    var text = StyledText()
    let content = cmark_node_get_literal(block).map { String(cString: $0) } ?? ""
    text.appendLines(content, .code)
    return text.withoutLastBreak.indented(by: 4)
  }

  private func blocks(in parent: OpaquePointer, _ columns: Int, isTight: Bool = false) -> StyledText {
    let inner = Prose(columns: columns)
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

  /// The lines of a text, each behind a mark.
  private func marked(_ body: StyledText, first: String, rest: String) -> StyledText {
    var text = StyledText()
    for (index, line) in body.lines.enumerated() {
      if index > 0 { text += "\n" }
      let mark = index == 0 ? first : rest
      if !line.isEmpty || mark.contains("|") { text.append(mark, .faint) }
      text += line
    }
    return text
  }
}

extension StyledText {
  /// The same without the break at its end, where there is one.
  var withoutLastBreak: StyledText {
    guard characters.hasSuffix("\n") else { return self }
    var text = StyledText()
    for (index, line) in lines.dropLast().enumerated() {
      if index > 0 { text += "\n" }
      text += line
    }
    return text
  }
}
