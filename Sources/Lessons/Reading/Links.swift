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

    package init(target: String, line: Int) { (self.target, self.line) = (target, line) }

    /// The file, relative to the lesson's folder, and the anchor in it. Nil for links out of the lessons: URLs with a
    /// scheme, and absolute paths.
    package var place: (file: String, anchor: String?)? {
      guard !target.isEmpty, !target.hasPrefix("/"), !target.contains("://"), !target.hasPrefix("mailto:") else {
        return nil
      }
      let pieces = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(pieces[0]), pieces.count > 1 ? String(pieces[1]) : nil)
    }

    /// Returns the path of a relative link in a file, with `%20` and the like decoded.
    package static func path(of link: String, from file: String) -> String {
      let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
      var bytes: [UInt8] = []
      var rest = Array(link.utf8)[...]
      while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%"), rest.count >= 2,
          let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), code != 0
        {
          bytes.append(code)
          rest = rest.dropFirst(2)
        } else {
          bytes.append(byte)
        }
      }
      return folder + String(decoding: bytes, as: UTF8.self)
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

  /// The names that Git hosts give to headings for links.
  package var anchors: Set<String> {
    var names = AnchorNames()
    return Set(Self.headings(of: text).map { names.next($0.text) })
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

/// Names the headings of a page for links, as Git hosts do: lower-case, hyphens for spaces, most punctuation left out.
package struct AnchorNames: Sendable {
  private var taken: Set<String> = []

  package init() {}

  /// Returns the name of the next heading of the page. A number distinguishes headings with the same text.
  package mutating func next(_ heading: String) -> String {
    let name = String(String.UnicodeScalarView(heading.lowercased().unicodeScalars.compactMap(Self.kept)))
    var number = 1
    var anchor = name
    while !taken.insert(anchor).inserted {
      anchor = "\(name)-\(number)"
      number += 1
    }
    return anchor
  }

  private static func kept(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if scalar == " " { return "-" }
    let isKept =
      scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    return isKept ? scalar : nil
  }
}
