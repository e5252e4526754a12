import CMarkGFM
import Diagnostics
import Exercises
import Rendering

extension Lesson {
  /// The lesson as somebody reads it step by step on a screen of this width. What stands between `<details>` tags is left
  /// out: hints and solutions are shown when they are asked for.
  ///
  /// - Parameter isPlain: for a reader who listens: without lines that are drawn.
  package func steps(columns: Int, isPlain: Bool = false) -> [Step] {
    let parts = parts
    return Markdown.parse(text) { document in
      var steps: [Step] = []
      var prose = StyledText()
      // How many folds are open.
      var depth = 0
      let renderer = Prose(columns: columns, isPlain: isPlain)
      for block in Markdown.blocks(of: document) {
        let line = Int(cmark_node_get_start_line(block))
        if let part = parts.first(where: { $0.line == line }) {
          steps.append(Step(prose: prose, part: part))
          prose = StyledText()
        } else if let html = Self.html(block) {
          depth = Self.depth(after: html, depth)
        } else if depth == 0, !belongsToPart(block) {
          let text = renderer.text(of: block)
          if !text.isEmpty { prose += (prose.isEmpty ? "" : "\n\n") + text }
        }
      }
      return steps + [Step(prose: prose, part: nil)]
    } ?? []
  }

  private static func html(_ block: OpaquePointer) -> String? {
    guard cmark_node_get_type(block) == CMARK_NODE_HTML_BLOCK else { return nil }
    return cmark_node_get_literal(block).map { String(cString: $0) }
  }

  /// Returns how many folds are open after a piece of HTML.
  private static func depth(after html: String, _ depth: Int) -> Int {
    html.lowercased().split(separator: "<").reduce(depth) { depth, tag in
      if tag.hasPrefix("details") { return depth + 1 }
      return tag.hasPrefix("/details") ? max(0, depth - 1) : depth
    }
  }

  /// Whether a block is a fence that some cell or exercise shows or keeps: an output, a diagram, tests, a hint.
  private func belongsToPart(_ block: OpaquePointer) -> Bool {
    let line = Int(cmark_node_get_start_line(block))
    guard let fence = fences.first(where: { $0.line == line }), let word = fence.words.first else { return false }
    return ["errorbook", "output", "mermaid", "hint", "tests"].contains(word)
  }
}
