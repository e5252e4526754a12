import CMarkGFM
import Diagnostics
import Synchronization

/// Markdown as cmark-gfm reads it.
enum Markdown {
  /// cmark-gfm keeps state of its own between calls, so only one text is parsed and walked at a time.
  private static let parsing = Mutex(())

  /// Parses a text and gives its document to `body`, after which it is freed; nil where there was no memory.
  static func parse<Result: Sendable>(_ text: SourceText, _ body: (OpaquePointer) -> Result) -> Result? {
    parsing.withLock { _ in
      text.bytes.withUnsafeBytes { buffer in
        let start = buffer.bindMemory(to: CChar.self).baseAddress
        guard let document = cmark_parse_document(start, buffer.count, CMARK_OPT_DEFAULT) else { return nil }
        defer { cmark_node_free(document) }
        return body(document)
      }
    }
  }

  /// The blocks at the left margin.
  static func blocks(of document: OpaquePointer) -> [OpaquePointer] {
    var blocks: [OpaquePointer] = []
    var next = cmark_node_first_child(document)
    while let block = next {
      blocks.append(block)
      next = cmark_node_next(block)
    }
    return blocks
  }
}
