import CMarkGFM
import Exercises
import Rendering

/// A table: columns where the screen has room for them, else one row after the other.
struct ProseTable {
  /// The first row is the head.
  private var rows: [[StyledText]] = []

  init(_ table: OpaquePointer) {
    rows = Markdown.blocks(of: table).map { row in Markdown.blocks(of: row).map { InlineProse.text(of: $0) } }
  }

  func text(columns: Int) -> StyledText {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].width : 0 }.max() ?? 0
    }
    let isWide = widths.reduce(2 * max(0, count - 1), +) > columns
    return isWide ? listed : aligned(widths)
  }

  private func aligned(_ widths: [Int]) -> StyledText {
    var text = StyledText()
    for (index, row) in rows.enumerated() {
      if index > 0 { text += "\n" }
      for (column, cell) in row.enumerated() {
        if column > 0 { text += "  " }
        let shown = index == 0 ? cell.restyled(.strong) : cell
        text += column + 1 < row.count ? shown.padded(to: widths[column]) : shown
      }
    }
    return text
  }

  /// `head: cell` under each other.
  private var listed: StyledText {
    var text = StyledText()
    let head = rows.first ?? []
    for row in rows.dropFirst() {
      if !text.isEmpty { text += "\n\n" }
      for (column, cell) in row.enumerated() {
        if column > 0 { text += "\n" }
        if column < head.count, !head[column].isEmpty { text += head[column].restyled(.strong) + ": " }
        text += cell.isEmpty ? "-" : cell
      }
    }
    return text
  }
}
