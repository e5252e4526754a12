import CMarkGFM
import Exercises
import Rendering

/// The text inside paragraphs, headings and table cells.
enum InlineProse {
  /// Returns the inline text of a block, on one line except for hard breaks.
  static func text(of block: OpaquePointer) -> StyledText {
    guard let iterator = cmark_iter_new(block) else { return StyledText() }
    defer { cmark_iter_free(iterator) }
    var text = StyledText()
    var strong = 0
    // The addresses of the links that are still open.
    var addresses: [(address: String, start: Int)] = []
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return text }
      let isEntered = event == CMARK_EVENT_ENTER
      switch cmark_node_get_type(node) {
      case CMARK_NODE_TEXT: text.append(literal(node), strong > 0 ? .strong : .plain)
      // The backticks stay: without colors, only they distinguish `reset` from a plain word.
      case CMARK_NODE_CODE: text.append("`\(literal(node))`", .code)
      case CMARK_NODE_SOFTBREAK: text += " "
      case CMARK_NODE_LINEBREAK: text += "\n"
      case CMARK_NODE_EMPH, CMARK_NODE_STRONG: strong += isEntered ? 1 : -1
      case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
        if isEntered {
          addresses.append((cmark_node_get_url(node).map { String(cString: $0) } ?? "", text.characters.utf8.count))
        } else if let link = addresses.popLast() {
          text += address(link.address, after: String(text.characters.utf8.dropFirst(link.start)) ?? "")
        }
      default: break
      }
    }
  }

  /// Returns the address of a web link, unless the link text already shows it. Other links lead to lessons, which the text
  /// names.
  private static func address(_ address: String, after words: String) -> StyledText {
    guard address.contains("://"), words != address else { return StyledText() }
    return StyledText(" (\(address))", .faint)
  }

  private static func literal(_ node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }
}
