import Diagnostics

/// Diagrams for Graphviz and Mermaid. Each arrow goes from a class to a base class. If there are several base classes, the
/// arrows have numbers, because Python's MRO depends on their order.
extension ClassDiagram {
  /// The diagram for `dot`.
  public var dot: String {
    var lines = ["digraph \(Self.dotString([title])) {", "  rankdir = BT;", "  node [shape = box];"]
    for (index, node) in nodes.enumerated() {
      var attributes = ["label = \(Self.dotString(node.label))"]
      if !node.isDeclared { attributes.append("style = dashed") }
      if !node.handlers.isEmpty { attributes.append("penwidth = 2") }
      lines.append("  c\(index) [\(attributes.joined(separator: ", "))];")
    }
    for edge in edges {
      let number = edge.number.map { " [label = \($0)]" } ?? ""
      lines.append("  c\(edge.from) -> c\(edge.to)\(number);")
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  /// The diagram for Mermaid, which many Git hosts render in Markdown.
  public var mermaid: String {
    var lines = ["flowchart BT"]
    for (index, node) in nodes.enumerated() {
      // A node can have only one style class.
      let style =
        switch (node.isDeclared, node.handlers.isEmpty) {
        case (true, true): ""
        case (true, false): ":::handled"
        case (false, true): ":::known"
        case (false, false): ":::knownHandled"
        }
      lines.append("  c\(index)[\"\(Self.mermaidText(node.label))\"]\(style)")
    }
    for edge in edges {
      lines.append("  c\(edge.from) -->\(edge.number.map { "|\($0)|" } ?? "") c\(edge.to)")
    }
    lines += [
      "  classDef known stroke-dasharray:4", "  classDef handled stroke-width:3px",
      "  classDef knownHandled stroke-dasharray:4,stroke-width:3px",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private var edges: [(from: Int, to: Int, number: Int?)] {
    nodes.enumerated().flatMap { index, node in
      node.bases.enumerated().map { place, base in (index, base, node.bases.count > 1 ? place + 1 : nil) }
    }
  }

  /// Returns a quoted string for Graphviz with centered lines.
  private static func dotString(_ lines: [String]) -> String {
    let escaped = lines.map { escapedForDisplay($0).withEach("\\", as: "\\\\").withEach("\"", as: "\\\"") }
    return "\"\(escaped.joined(separator: "\\n"))\""
  }

  /// Returns the content of a quoted Mermaid label, where `#` starts an entity and `<` a tag.
  private static func mermaidText(_ lines: [String]) -> String {
    let escaped = lines.map { line in
      escapedForDisplay(line).withEach("#", as: "#35;").withEach("\"", as: "#quot;").withEach("<", as: "#lt;")
        .withEach(">", as: "#gt;")
    }
    return escaped.joined(separator: "<br>")
  }
}
