import CMarkGFM
import Diagnostics
import Exercises
import Rendering

extension Lesson {
  /// Returns the steps of the lesson for a screen of this width. `<details>` sections are left out, because hints and
  /// solutions are shown on request. `<div class="page">` is left out too: it is only for readers of the page.
  ///
  /// - Parameter isPlain: whether the text is for a screen reader. Then it has no drawn lines.
  package func steps(columns: Int, isPlain: Bool = false) -> [Step] {
    let parts = parts
    return Markdown.parse(text) { document in
      var steps: [Step] = []
      var prose = StyledText()
      var elements = OpenElements()
      let renderer = Prose(columns: columns, isPlain: isPlain)
      for block in Markdown.blocks(of: document) {
        let line = Int(cmark_node_get_start_line(block))
        if let part = parts.first(where: { $0.line == line }) {
          steps.append(Step(prose: prose, part: part))
          prose = StyledText()
        } else if let html = Self.html(block) {
          elements.read(html)
        } else if !elements.hideText, !belongsToPart(block) {
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

  /// Whether a block is a fence that a cell or an exercise shows or hides: an output, a diagram, tests, a hint.
  private func belongsToPart(_ block: OpaquePointer) -> Bool {
    let line = Int(cmark_node_get_start_line(block))
    guard let fence = fences.first(where: { $0.line == line }), let word = fence.words.first else { return false }
    return ["errorbook", "output", "mermaid", "reasons", "hint", "tests"].contains(word)
  }
}

/// The open HTML elements around a block that decide whether it is shown on a screen.
private struct OpenElements {
  private enum Element {
    case fold
    case division(isForPage: Bool)
  }

  private var open: [Element] = []

  /// Whether text inside the open elements is left out on a screen.
  var hideText: Bool {
    open.contains { element in
      switch element {
      case .fold: true
      case .division(let isForPage): isForPage
      }
    }
  }

  mutating func read(_ html: String) {
    for tag in html.lowercased().split(separator: "<") {
      if tag.hasPrefix("details") {
        open.append(.fold)
      } else if tag.hasPrefix("/details") {
        close { if case .fold = $0 { true } else { false } }
      } else if tag.hasPrefix("div") {
        open.append(.division(isForPage: tag.prefix { $0 != ">" }.contains(#"class="page""#)))
      } else if tag.hasPrefix("/div") {
        close { if case .division = $0 { true } else { false } }
      }
    }
  }

  private mutating func close(_ isOpening: (Element) -> Bool) {
    if let index = open.lastIndex(where: isOpening) { open.remove(at: index) }
  }
}
