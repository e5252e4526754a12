import Exercises
import Lessons
import Rendering

/// Writes the prose of a lesson as HTML. HTML in the lesson is escaped, except for a few tags without attributes.
struct ProseHTML {
  private let source: BookSource
  private let links: PageLinks
  private var anchors = AnchorNames()

  init(_ source: BookSource, _ links: PageLinks) { (self.source, self.links) = (source, links) }

  mutating func write(_ blocks: [MarkdownBlock], to html: inout HTMLWriter) {
    for block in blocks { write(block, to: &html) }
  }

  mutating func write(_ block: MarkdownBlock, to html: inout HTMLWriter, isTight: Bool = false) {
    switch block.kind {
    case .heading(let level, let text): writeHeading(level, text, to: &html)
    case .paragraph(let text):
      if isTight {
        writeInlines(text, to: &html)
      } else {
        html.element("p") { html in writeInlines(text, to: &html) }
      }
    case .quote(let blocks):
      html.element("blockquote") { html in
        html.line()
        write(blocks, to: &html)
      }
    case .list(let start, let isTight, let items): writeList(start, isTight, items, to: &html)
    case .code(let words, let content): writeCode(words, content, to: &html)
    case .table(let table): writeTable(table, to: &html)
    case .rule: html.void("hr")
    case .html(let text): writeOther(text, to: &html)
    }
    if !isTight { html.line() }
  }

  /// Counts the headings of a block that is not shown, so that the others get the same names as on a Git host.
  mutating func skip(_ block: MarkdownBlock) {
    for heading in block.headings { _ = anchors.next(heading) }
  }

  // MARK: Blocks

  private mutating func writeHeading(_ level: Int, _ text: [MarkdownInline], to html: inout HTMLWriter) {
    let id = links.headingID(anchors.next(MarkdownInline.plainText(text)), on: source)
    html.element("h\(max(1, min(level, 6)))", [.init("id", id)]) { html in writeInlines(text, to: &html) }
  }

  private mutating func writeList(
    _ start: Int?, _ isTight: Bool, _ items: [[MarkdownBlock]], to html: inout HTMLWriter
  ) {
    let attributes: [HTMLWriter.Attribute] = start.map { $0 == 1 ? [] : [.init("start", String($0))] } ?? []
    html.element(start == nil ? "ul" : "ol", attributes) { html in
      html.line()
      for item in items {
        html.element("li") { html in
          for (index, block) in item.enumerated() {
            if isTight, index > 0 { html.line() }
            write(block, to: &html, isTight: isTight)
          }
        }
        html.line()
      }
    }
  }

  private func writeCode(_ words: [String], _ content: String, to html: inout HTMLWriter) {
    // A fence with part of an exercise is not at the left margin, so it is not one. It may still contain an answer.
    let isHidden = Lesson.Fence(words: words, content: "", line: 0, endLine: 0).isAnswer
    guard !isHidden else { return }
    html.element("pre") { html in
      html.element("code") { html in
        if words.first == "errorbook" {
          html.raw(Self.colored(content))
        } else {
          html.text(content)
        }
      }
    }
  }

  /// Returns code of the language as HTML.
  static func colored(_ code: String) -> [UInt8] {
    var bytes: [UInt8] = []
    writeHTML(ofCode: Array(code.utf8), to: &bytes)
    return bytes
  }

  /// Writes a table in an element that scrolls on a narrow screen, also with the keyboard.
  private mutating func writeTable(_ table: MarkdownTable, to html: inout HTMLWriter) {
    let attributes: [HTMLWriter.Attribute] = [
      .init("class", "table"), .init("role", "group"), .init("aria-label", "Table"), .init("tabindex", "0"),
    ]
    html.element("div", attributes) { html in
      html.element("table") { html in
        html.line()
        html.element("thead") { html in writeRow(table.rows.first ?? [], "th", table.alignments, to: &html) }
        html.line()
        guard table.rows.count > 1 else { return }
        html.element("tbody") { html in
          for row in table.rows.dropFirst() {
            html.line()
            writeRow(row, "td", table.alignments, to: &html)
          }
        }
        html.line()
      }
    }
  }

  private mutating func writeRow(
    _ cells: [[MarkdownInline]], _ name: String, _ alignments: [MarkdownTable.Alignment], to html: inout HTMLWriter
  ) {
    html.element("tr") { html in
      for (index, cell) in cells.enumerated() {
        let alignment = alignments.indices.contains(index) ? alignments[index] : .start
        // An empty cell at the corner of a table is no heading.
        html.element(cell.isEmpty ? "td" : name, Self.attributes(name, alignment)) { html in
          writeInlines(cell, to: &html)
        }
      }
    }
  }

  private static func attributes(_ name: String, _ alignment: MarkdownTable.Alignment) -> [HTMLWriter.Attribute] {
    switch alignment {
    case .start: []
    case .center: [.init("class", "center")]
    case .end: [.init("class", "end")]
    }
  }

  /// Writes what a block of HTML contains besides the tags that lessons use. The author sees that it is not allowed.
  private func writeOther(_ text: String, to html: inout HTMLWriter) {
    for case .other(let text) in BlockTag.all(in: text) { html.element("p", text: text.trimmed) }
  }

  // MARK: Inside of blocks

  /// The tags that a lesson may use, without attributes.
  private static let allowedTags: Set<String> = ["b", "em", "i", "kbd", "s", "strong", "sub", "sup", "u", "var"]

  mutating func writeInlines(_ pieces: [MarkdownInline], to html: inout HTMLWriter) {
    // Allowed tags that are open. A tag counts only if it is closed among the same pieces, so that elements nest.
    var open: [String] = []
    for (index, piece) in pieces.enumerated() {
      guard case .html(let tag) = piece else {
        write(piece, to: &html)
        continue
      }
      let name = String(tag.drop { $0 == "<" || $0 == "/" }.dropLast()).lowercased()
      if tag.hasPrefix("<!--") { continue }
      if ["br", "br/", "br /"].contains(name) {
        html.void("br")
      } else if tag.hasPrefix("</"), open.last == name {
        open.removeLast()
        html.close(name)
      } else if !tag.hasPrefix("</"), Self.allowedTags.contains(name),
        pieces[(index + 1)...].contains(.html("</\(name)>"))
      {
        open.append(name)
        html.open(name)
      } else {
        html.text(tag)
      }
    }
    for name in open.reversed() { html.close(name) }
  }

  private mutating func write(_ piece: MarkdownInline, to html: inout HTMLWriter) {
    switch piece {
    case .text(let text): html.text(text)
    case .code(let code): html.element("code", text: code)
    case .softBreak: html.line()
    case .hardBreak: html.void("br")
    case .emphasis(let inner): html.element("em") { html in writeInlines(inner, to: &html) }
    case .strong(let inner): html.element("strong") { html in writeInlines(inner, to: &html) }
    case .anchor(let target, let inner): writeLink(target, inner, to: &html)
    case .image(let target, let inner): writeImage(target, MarkdownInline.plainText(inner), to: &html)
    case .html(let tag): html.text(tag)
    }
  }

  /// Writes an image as part of the page, which may load nothing from elsewhere. Of other images, the words for it stay.
  private func writeImage(_ target: String, _ words: String, to html: inout HTMLWriter) {
    let file = Lesson.Link(target: target, line: 0).place?.file
    guard let file, let image = LinkedPath.resolved(file, from: source.path).flatMap({ links.images[$0] }) else {
      return html.text(words)
    }
    html.void("img", [.init("src", image), .init("alt", words)])
  }

  /// Writes a link. A link that leads nowhere becomes text.
  private mutating func writeLink(_ target: String, _ inner: [MarkdownInline], to html: inout HTMLWriter) {
    guard let href = links.href(of: Lesson.Link(target: target, line: 0), on: source) else {
      return writeInlines(inner, to: &html)
    }
    let isOutside = href.contains(":")
    html.element("a", [.init("href", href)] + (isOutside ? [.init("rel", "noreferrer")] : [])) { html in
      writeInlines(inner, to: &html)
    }
  }
}

extension String {
  /// The text without white space around it.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

extension Lesson.Fence {
  /// Whether its words say that it contains an answer, or tests that an answer must pass.
  var isAnswer: Bool {
    let role = words.first == "errorbook" ? words.dropFirst().first : words.first
    return role.map { ["solution", "also", "wrong", "answer", "tests", "hint", Essay.word].contains($0) } ?? false
  }
}
