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
    return fences.first { $0.line == line }?.belongsToPart ?? false
  }
}

extension Lesson.Fence {
  /// Whether a cell or an exercise shows or hides the fence: an output, a diagram, tests, a hint.
  package var belongsToPart: Bool {
    words.first.map { ["errorbook", "output", "mermaid", "reasons", "hint", "tests", Essay.word].contains($0) } ?? false
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
    for tag in BlockTag.all(in: html) {
      switch tag {
      case .fold: open.append(.fold)
      case .foldEnd: close { if case .fold = $0 { true } else { false } }
      case .division(let isForPage): open.append(.division(isForPage: isForPage))
      case .divisionEnd: close { if case .division = $0 { true } else { false } }
      case .other: break
      }
    }
  }

  private mutating func close(_ isOpening: (Element) -> Bool) {
    if let index = open.lastIndex(where: isOpening) { open.remove(at: index) }
  }
}
