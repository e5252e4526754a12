import CMarkGFM
import Diagnostics
import Exercises

/// The HTML comments of a lesson. They are for its author, so a hand-out leaves them out.
package struct Comments: Sendable {
  /// The byte ranges of the comments, in order.
  private(set) var places: [Range<Int>] = []
  /// Comments that are never closed.
  private(set) var problems: [LessonProblem] = []

  private let text: SourceText
  private let bytes: [UInt8]

  package init(of lesson: Lesson) {
    text = lesson.text
    bytes = lesson.text.bytes
    guard Self.start(in: bytes[...]) != nil else { return }
    var blocks = Self.blocks(of: text)[...]
    var line = 1
    while line <= text.lineCount {
      while let block = blocks.first, block.lines.upperBound < line { blocks.removeFirst() }
      guard let block = blocks.first, block.lines.contains(line) else {
        line = readLine(line)
        continue
      }
      switch block.kind {
      case .code: line = block.lines.upperBound + 1
      case .html: line = readHTML(block.lines)
      case .prose: line = readProse(block.lines, from: line)
      }
    }
  }

  /// The lines, counted from 1, that contain part of a comment.
  var lines: Set<Int> {
    Set(
      places.flatMap {
        text.line(of: Int32($0.lowerBound))...text.line(of: Int32(max($0.lowerBound, $0.upperBound - 1)))
      })
  }

  // MARK: Finding

  private struct Block: Sendable {
    enum Kind { case code, html, prose }
    var kind: Kind
    /// From 1.
    var lines: ClosedRange<Int>
  }

  /// Returns the leaf blocks at any depth, in order.
  private static func blocks(of text: SourceText) -> [Block] {
    Markdown.parse(text) { document in
      var blocks: [Block] = []
      guard let iterator = cmark_iter_new(document) else { return blocks }
      defer { cmark_iter_free(iterator) }
      while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
        guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator), let kind = kind(of: node) else {
          continue
        }
        if kind == .code {
          blocks.append(Block(kind: kind, lines: Markdown.linesOfCode(node, text)))
          continue
        }
        let start = Int(cmark_node_get_start_line(node))
        blocks.append(Block(kind: kind, lines: start...max(start, Int(cmark_node_get_end_line(node)))))
      }
      return blocks
    } ?? []
  }

  private static func kind(of node: OpaquePointer) -> Block.Kind? {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_CODE_BLOCK: .code
    case CMARK_NODE_HTML_BLOCK: .html
    case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING: .prose
    default: nil
    }
  }

  /// Reads lines of HTML, and returns the next line to read. A comment ends at `-->`, as in a browser.
  private mutating func readHTML(_ lines: ClosedRange<Int>) -> Int {
    let (start, end) = (start(of: lines.lowerBound), self.start(of: lines.upperBound + 1))
    var place = start
    while place < end, let opening = Self.start(in: bytes[place..<end]) {
      guard let closing = Self.end(in: bytes[(opening + 2)...]) else {
        addUnclosed(opening)
        places.append(opening..<bytes.count)
        return text.lineCount + 1
      }
      places.append(opening..<closing)
      place = closing
    }
    return max(lines.upperBound + 1, place > end ? text.line(of: Int32(place)) + (isRestBlank(place) ? 1 : 0) : 0)
  }

  private func isRestBlank(_ place: Int) -> Bool {
    bytes[place...].prefix { !$0.endsLine }.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  /// Reads a line outside of all visible blocks, such as a link definition.
  private mutating func readLine(_ line: Int) -> Int { readProse(line...line, from: line) }

  /// Reads a paragraph or a heading. Code spans and backslashes can contain text that only looks like a comment.
  private mutating func readProse(_ lines: ClosedRange<Int>, from line: Int) -> Int {
    let end = start(of: lines.upperBound + 1)
    var place = start(of: line)
    if let last = places.last { place = max(place, last.upperBound) }
    while place < end {
      switch bytes[place] {
      case UInt8(ascii: "\\"): place += 2
      case UInt8(ascii: "`"): place = endOfCode(at: place, before: end)
      case UInt8(ascii: "<") where Self.isStart(bytes[place...]):
        guard let closing = Self.end(in: bytes[(place + 2)..<end]) else {
          addUnclosed(place)
          return lines.upperBound + 1
        }
        places.append(place..<closing)
        place = closing
      default: place += 1
      }
    }
    return lines.upperBound + 1
  }

  /// Returns the position after a code span, or after the backticks if they open none.
  private func endOfCode(at start: Int, before end: Int) -> Int {
    let marks = bytes[start..<end].prefix { $0 == UInt8(ascii: "`") }.count
    var place = start + marks
    while place < end {
      let run = bytes[place..<end].prefix { $0 == UInt8(ascii: "`") }.count
      if run == marks { return place + run }
      place += max(1, run)
    }
    return start + marks
  }

  private mutating func addUnclosed(_ place: Int) {
    problems.append(
      LessonProblem(
        "bad-comment", at: text.line(of: Int32(place)), "this comment is never closed",
        help: "end it with `-->`: `hand-out` leaves out comments"))
  }

  private func start(of line: Int) -> Int { text.spanOfLine(line).map { Int($0.start) } ?? bytes.count }

  private static func isStart(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.starts(with: "<!--".utf8) }

  private static func start(in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.first { bytes[$0] == UInt8(ascii: "<") && isStart(bytes[$0...]) }
  }

  /// Whether a text contains `<!--`.
  fileprivate static func canBe(in text: SourceText) -> Bool { start(in: text.bytes[...]) != nil }

  /// Returns the first line that contains `<!--`.
  fileprivate static func firstLine(in text: SourceText) -> Int {
    start(in: text.bytes[...]).map { text.line(of: Int32($0)) } ?? 1
  }

  /// Returns the position after `-->`.
  private static func end(in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.first { bytes[$0] == UInt8(ascii: "-") && bytes[$0...].starts(with: "-->".utf8) }.map { $0 + 3 }
  }

  // MARK: Leaving them out

  /// The text without its comments. Lines that contain nothing else are removed too.
  fileprivate var textWithout: [UInt8] {
    var kept: [UInt8] = []
    var place = 0
    for comment in places where comment.lowerBound >= place {
      kept += bytes[place..<comment.lowerBound]
      place = comment.upperBound
      guard isRestBlank(place) else { continue }
      let blank = kept.reversed().prefix {
        $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: ">")
      }
      let isWholeLine = blank.count == kept.count || kept[kept.count - blank.count - 1].endsLine
      guard isWholeLine else {
        // Two spaces at the end of a line would be a line break.
        while kept.last == UInt8(ascii: " ") { kept.removeLast() }
        place += bytes[place...].prefix { !$0.endsLine }.count
        continue
      }
      place += bytes[place...].prefix { !$0.endsLine }.count
      // An empty line stays between lines that the comment separated.
      guard !needsLine(kept.dropLast(blank.count), bytes[place...]) else { continue }
      kept.removeLast(blank.count)
      place += bytes[place...].starts(with: [.carriageReturn, .lineFeed]) ? 2 : min(1, bytes.count - place)
    }
    return kept + bytes[min(place, bytes.count)...]
  }

  /// Whether the lines before and after a comment both have text.
  private func needsLine(_ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>) -> Bool {
    let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ">")]
    let rest = after.drop { $0 == .carriageReturn }.dropFirst()
    let next = rest.prefix { !$0.endsLine }
    let previous = before.dropLast().reversed().prefix { !$0.endsLine }
    return !next.allSatisfy(blanks.contains) && !previous.allSatisfy(blanks.contains)
  }
}

extension Lesson {
  /// The lesson without its HTML comments, and why some cannot be left out.
  package var withoutComments: (lesson: Lesson, problems: [LessonProblem]) {
    let comments = Comments(of: self)
    guard !comments.places.isEmpty || !comments.problems.isEmpty || (Comments.canBe(in: text) && hasComment) else {
      return (self, [])
    }
    let stripped = Lesson(SourceText(name: text.name, bytes: comments.textWithout))
    var problems = comments.problems
    let isSame =
      fences.map(\.words) == stripped.fences.map(\.words) && fences.map(\.content) == stripped.fences.map(\.content)
    if problems.isEmpty, !isSame || !Comments(of: stripped).places.isEmpty || stripped.hasComment {
      let line = comments.places.first.map { text.line(of: Int32($0.lowerBound)) } ?? Comments.firstLine(in: text)
      problems.append(
        LessonProblem(
          "bad-comment", at: line, "removing the comments would change how this page reads",
          help: "put each comment on lines of its own, with an empty line before and after it"))
    }
    return (stripped, problems)
  }

  /// Whether Markdown passes an HTML comment on to its output.
  private var hasComment: Bool {
    Markdown.parse(text) { document in
      guard let iterator = cmark_iter_new(document) else { return true }
      defer { cmark_iter_free(iterator) }
      while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
        guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator),
          [CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE].contains(cmark_node_get_type(node)),
          let html = cmark_node_get_literal(node)
        else { continue }
        if String(cString: html).contains("<!--") { return true }
      }
      return false
    } ?? true
  }
}
