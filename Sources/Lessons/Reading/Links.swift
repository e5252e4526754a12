import CMarkGFM
import Diagnostics
import Exercises

/// Where a lesson points to, and where it can be pointed at.
extension Lesson {
  package struct Link: Sendable, Hashable {
    /// As written.
    package var target: String
    /// The line of the paragraph or heading that it stands in.
    package var line: Int

    /// The file, relative to the lesson's folder, and the place in it; nil for links that leave the lessons: those with
    /// a scheme, and paths from the root.
    package var place: (file: String, anchor: String?)? {
      guard !target.isEmpty, !target.hasPrefix("/"), !target.contains("://"), !target.hasPrefix("mailto:") else {
        return nil
      }
      let pieces = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(pieces[0]), pieces.count > 1 ? String(pieces[1]) : nil)
    }
  }

  /// The links and pictures of the prose, in order.
  package var links: [Link] {
    Self.walk(text) { node, line in
      let type = cmark_node_get_type(node)
      guard type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE, let url = cmark_node_get_url(node) else { return nil }
      return Link(target: String(cString: url), line: line)
    }
  }

  /// The names under which Git hosts let one link to a heading: lower-case, hyphens for blanks, most punctuation left out.
  package var anchors: Set<String> {
    var anchors: Set<String> = []
    for heading in Self.headings(of: text).map(\.text) {
      let name = String(
        String.UnicodeScalarView(
          heading.lowercased().unicodeScalars.compactMap { scalar in
            if scalar == " " { return "-" }
            return scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
              || scalar.properties.numericType != nil
              ? scalar : nil
          }))
      var number = 1
      var anchor = name
      while !anchors.insert(anchor).inserted {
        anchor = "\(name)-\(number)"
        number += 1
      }
    }
    return anchors
  }

  /// The headings of the prose with their levels, from 1, in order.
  static func headings(of text: SourceText) -> [(level: Int, text: String)] {
    walk(text) { node, _ in
      guard cmark_node_get_type(node) == CMARK_NODE_HEADING else { return nil }
      return (Int(cmark_node_get_heading_level(node)), Self.text(of: node))
    }
  }

  /// The words of a node, as they are read.
  private static func text(of node: OpaquePointer) -> String {
    var text = ""
    guard let walk = cmark_iter_new(node) else { return text }
    defer { cmark_iter_free(walk) }
    while true {
      let event = cmark_iter_next(walk)
      guard event != CMARK_EVENT_DONE else { return text }
      guard event == CMARK_EVENT_ENTER, let inner = cmark_iter_get_node(walk) else { continue }
      let type = cmark_node_get_type(inner)
      if type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE, let literal = cmark_node_get_literal(inner) {
        text += String(cString: literal)
      } else if type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK {
        text += " "
      }
    }
  }

  /// What `pick` makes of the nodes of the document, in order, each with the line of the block that it stands in.
  private static func walk<Found: Sendable>(
    _ text: SourceText, _ pick: (OpaquePointer, Int) -> Found?
  ) -> [Found] {
    Markdown.parse(text) { document in
      var found: [Found] = []
      guard let walk = cmark_iter_new(document) else { return found }
      defer { cmark_iter_free(walk) }
      var line = 1
      while true {
        let event = cmark_iter_next(walk)
        guard event != CMARK_EVENT_DONE else { return found }
        guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(walk) else { continue }
        // Inline nodes have no lines of their own.
        let own = Int(cmark_node_get_start_line(node))
        if own > 0 { line = own }
        if let picked = pick(node, line) { found.append(picked) }
      }
    } ?? []
  }
}
