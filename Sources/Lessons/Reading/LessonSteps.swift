import CMarkGFM
import Diagnostics
import Exercises
import Rendering

extension Lesson {
  /// The lesson as somebody reads it step by step on a screen of this width. What is in `<details>` is left out: hints and
  /// solutions are shown when they are asked for. So is what is in `<div class="page">`: it is for readers of the page.
  ///
  /// - Parameter isPlain: for a reader who listens: without lines that are drawn.
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

  /// Whether a block is a fence that some cell or exercise shows or keeps: an output, a diagram, tests, a hint.
  private func belongsToPart(_ block: OpaquePointer) -> Bool {
    let line = Int(cmark_node_get_start_line(block))
    guard let fence = fences.first(where: { $0.line == line }), let word = fence.words.first else { return false }
    return ["errorbook", "output", "mermaid", "hint", "tests"].contains(word)
  }
}

/// The elements of HTML that are open around a block, as far as they say who a text is for.
private struct OpenElements {
  private enum Element {
    case fold
    case division(isForPage: Bool)
  }

  private var open: [Element] = []

  /// Whether what is in them is left out on a screen.
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
