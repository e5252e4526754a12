import CMarkGFM
import Diagnostics
import Exercises

/// The links in a lesson, and the anchors that others can link to.
extension Lesson {
  package struct Link: Sendable, Hashable {
    /// As written.
    package var target: String
    /// The line where its paragraph or heading starts.
    package var line: Int

    /// The file, relative to the lesson's folder, and the anchor in it. Nil for links out of the lessons: URLs with a
    /// scheme, and absolute paths.
    package var place: (file: String, anchor: String?)? {
      guard !target.isEmpty, !target.hasPrefix("/"), !target.contains("://"), !target.hasPrefix("mailto:") else {
        return nil
      }
      let pieces = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(pieces[0]), pieces.count > 1 ? String(pieces[1]) : nil)
    }
  }

  /// The links and images in the prose, in order.
  package var links: [Link] {
    Self.collect(text) { node, line in
      let type = cmark_node_get_type(node)
      guard type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE, let url = cmark_node_get_url(node) else { return nil }
      return Link(target: String(cString: url), line: line)
    }
  }

  /// The names that Git hosts give to headings for links: lower-case, hyphens for spaces, most punctuation left out.
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

  /// Returns the headings of the prose with their levels, counted from 1, in order.
  static func headings(of text: SourceText) -> [(level: Int, text: String)] {
    collect(text) { node, _ in
      guard cmark_node_get_type(node) == CMARK_NODE_HEADING else { return nil }
      return (Int(cmark_node_get_heading_level(node)), Self.text(of: node))
    }
  }

  /// Returns the plain text of a node.
  private static func text(of node: OpaquePointer) -> String {
    var text = ""
    guard let iterator = cmark_iter_new(node) else { return text }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE else { return text }
      guard event == CMARK_EVENT_ENTER, let inner = cmark_iter_get_node(iterator) else { continue }
      let type = cmark_node_get_type(inner)
      if type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE, let literal = cmark_node_get_literal(inner) {
        text += String(cString: literal)
      } else if type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK {
        text += " "
      }
    }
  }

  /// Calls `pick` for each node of the document, with the line of the block around it, and returns the non-nil results.
  private static func collect<Found: Sendable>(
    _ text: SourceText, _ pick: (OpaquePointer, Int) -> Found?
  ) -> [Found] {
    Markdown.parse(text) { document in
      var found: [Found] = []
      guard let iterator = cmark_iter_new(document) else { return found }
      defer { cmark_iter_free(iterator) }
      var line = 1
      while true {
        let event = cmark_iter_next(iterator)
        guard event != CMARK_EVENT_DONE else { return found }
        guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
        // Inline nodes have no lines of their own.
        let own = Int(cmark_node_get_start_line(node))
        if own > 0 { line = own }
        if let picked = pick(node, line) { found.append(picked) }
      }
    } ?? []
  }
}
