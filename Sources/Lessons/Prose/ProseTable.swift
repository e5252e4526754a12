import CMarkGFM
import Exercises
import Rendering

extension Table {
  /// Creates a table from Markdown. Its first row is the head.
  init(_ table: OpaquePointer) {
    let rows = Markdown.blocks(of: table).map { row in Markdown.blocks(of: row).map { InlineProse.text(of: $0) } }
    self.init(head: rows.first ?? [])
    for row in rows.dropFirst() { add(row) }
  }
}
