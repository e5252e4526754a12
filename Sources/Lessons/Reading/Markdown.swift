import CMarkGFM
import Diagnostics
import Exercises
import Synchronization

/// Parses Markdown with cmark-gfm, including tables.
package enum Markdown {
  /// cmark-gfm has global state, so only one text is parsed and traversed at a time.
  private static let parsing = Mutex(())

  /// Runs a function that calls cmark-gfm with exclusive access to it.
  package static func withExclusiveAccess<Result>(_ body: () throws -> sending Result) rethrows -> sending Result {
    try parsing.withLock { _ in try body() }
  }

  /// Parses a text and passes the document to `body`, then frees it. Returns nil if memory ran out.
  static func parse<Result: Sendable>(_ text: SourceText, _ body: (OpaquePointer) -> Result) -> Result? {
    parsing.withLock { _ in
      cmark_gfm_core_extensions_ensure_registered()
      guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return nil }
      defer { cmark_parser_free(parser) }
      if let tables = cmark_find_syntax_extension("table") { cmark_parser_attach_syntax_extension(parser, tables) }
      text.bytes.withUnsafeBytes { buffer in
        cmark_parser_feed(parser, buffer.bindMemory(to: CChar.self).baseAddress, buffer.count)
      }
      guard let document = cmark_parser_finish(parser) else { return nil }
      defer { cmark_node_free(document) }
      return body(document)
    }
  }

  /// Returns the children of a node. The children of a document are the blocks at the left margin.
  static func blocks(of parent: OpaquePointer) -> [OpaquePointer] {
    var blocks: [OpaquePointer] = []
    var next = cmark_node_first_child(parent)
    while let block = next {
      blocks.append(block)
      next = cmark_node_next(block)
    }
    return blocks
  }

  /// Returns the lines, counted from 1, of a code block. If a quote or a list ends before its fence is closed, cmark counts
  /// one line too many; this function does not.
  static func linesOfCode(_ block: OpaquePointer, _ text: SourceText) -> ClosedRange<Int> {
    let start = Int(cmark_node_get_start_line(block))
    let end = max(start, Int(cmark_node_get_end_line(block)))
    var (length, offset, mark): (Int32, Int32, CChar) = (0, 0, 0)
    guard cmark_node_get_fenced(block, &length, &offset, &mark) != 0, let content = cmark_node_get_literal(block) else {
      return start...end
    }
    let last = start + String(cString: content).utf8.count { $0 == UInt8(ascii: "\n") }
    guard end > last else { return start...end }
    let closing = text.spanOfLine(last + 1).map { text.text($0) } ?? ""
    let marks = closing.drop { " \t>".contains($0) }.prefix { $0.asciiValue == UInt8(bitPattern: mark) }
    return start...(marks.count >= max(3, Int(length)) ? last + 1 : last)
  }

  /// Whether a block is a table. Extensions have no constants for their types, only names.
  static func isTable(_ block: OpaquePointer) -> Bool {
    cmark_node_get_type_string(block).map { String(cString: $0) } == "table"
  }
}
