import CMarkGFM
import Exercises
import Rendering

/// What stands inside of paragraphs, headings and cells of tables.
enum InlineProse {
  /// The text of the inline nodes of a block, on one line but for hard breaks.
  static func text(of block: OpaquePointer) -> StyledText {
    guard let walk = cmark_iter_new(block) else { return StyledText() }
    defer { cmark_iter_free(walk) }
    var text = StyledText()
    var strong = 0
    // The addresses of the links that are open.
    var addresses: [(address: String, start: Int)] = []
    while true {
      let event = cmark_iter_next(walk)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(walk) else { return text }
      let isEntered = event == CMARK_EVENT_ENTER
      switch cmark_node_get_type(node) {
      case CMARK_NODE_TEXT: text.append(literal(node), strong > 0 ? .strong : .plain)
      // The marks stay: where there are no colours, they alone tell `reset` from a word.
      case CMARK_NODE_CODE: text.append("`\(literal(node))`", .code)
      case CMARK_NODE_SOFTBREAK: text += " "
      case CMARK_NODE_LINEBREAK: text += "\n"
      case CMARK_NODE_EMPH, CMARK_NODE_STRONG: strong += isEntered ? 1 : -1
      case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
        if isEntered {
          addresses.append((cmark_node_get_url(node).map { String(cString: $0) } ?? "", text.characters.utf8.count))
        } else if let link = addresses.popLast() {
          text += address(link.address, behind: String(text.characters.utf8.dropFirst(link.start)) ?? "")
        }
      default: break
      }
    }
  }

  /// The address of a link, where the words do not say it: one on the network. Others lead to lessons, which are named in
  /// words.
  private static func address(_ address: String, behind words: String) -> StyledText {
    guard address.contains("://"), words != address else { return StyledText() }
    return StyledText(" (\(address))", .faint)
  }

  private static func literal(_ node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }
}
