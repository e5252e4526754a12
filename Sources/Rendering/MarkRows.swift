/// Marks under one line of source, and where their labels go.
///
/// A label stands behind its marks if there is room up to the next mark. The others hang below, the rightmost highest,
/// each from a line that falls from the start of its marks:
///
///     class E(E1, E2)
///           - --  ^^ third
///           | |
///           | second
///           first
struct MarkRows {
  struct Mark {
    /// Columns under the shown text.
    var columns: Range<Int>
    /// What the marks are drawn with.
    var glyph: Character
    var style: StyledText.Style
    var label: StyledText
  }

  /// A label that hangs below, and the rows that it takes; row 0 has only the falling lines.
  private struct Hanging {
    var column: Int
    var style: StyledText.Style
    var lines: [StyledText]
    var firstRow: Int
    var endRow: Int { firstRow + lines.count }
  }

  private(set) var rows: [PictureRow] = []
  private let columns: Int
  /// Per column what is drawn there: of marks on the same place the first.
  private var drawn: [(glyph: Character, style: StyledText.Style)?] = []
  private var hanging: [Hanging] = []

  /// The first marks are the most important: they cover the others. Nothing goes beyond `columns` columns.
  init(_ marks: [Mark], columns: Int) {
    self.columns = columns
    guard !marks.isEmpty else { return }
    draw(marks)
    var first = PictureRow()
    putMarks(in: &first)
    // From right to left; of equal starts the inner, then the more important.
    let order = marks.indices.sorted { left, right in
      let (a, b) = (marks[left].columns, marks[right].columns)
      return (-a.lowerBound, a.upperBound, left) < (-b.lowerBound, b.upperBound, right)
    }
    for mark in order.map({ marks[$0] }) where !mark.label.isEmpty {
      if hasRoomAfter(mark) {
        first.put(mark.label, at: mark.columns.upperBound + 1)
        // No other label may come as near.
        for column in mark.columns.upperBound...mark.columns.upperBound + 1 { occupy(column, by: mark) }
      } else {
        hang(mark)
      }
    }
    rows = [first] + hangingRows()
  }

  private mutating func draw(_ marks: [Mark]) {
    for mark in marks {
      for column in mark.columns { occupy(column, by: mark) }
    }
  }

  private mutating func occupy(_ column: Int, by mark: Mark) {
    if column >= drawn.count { drawn += Array(repeating: nil, count: column + 1 - drawn.count) }
    if drawn[column] == nil { drawn[column] = (mark.glyph, mark.style) }
  }

  private func putMarks(in row: inout PictureRow) {
    for (column, mark) in drawn.enumerated() {
      guard let mark else { continue }
      row.put(StyledText(String(mark.glyph), mark.style), at: column)
    }
  }

  private func hasRoomAfter(_ mark: Mark) -> Bool {
    let start = mark.columns.upperBound
    // The blank before the label, the label, and a blank and more behind it.
    let end = start + 1 + mark.label.width + 2
    guard end - 2 <= columns else { return false }
    return !drawn.indices.clamped(to: start..<end).contains { drawn[$0] != nil }
  }

  private mutating func hang(_ mark: Mark) {
    let column = mark.columns.lowerBound
    let lines = mark.label.wrapped(to: columns - column).lines
    let width = lines.reduce(0) { max($0, $1.width) }
    let inTheWay = hanging.filter { $0.column <= column + width }
    let row = inTheWay.reduce(1) { max($0, $1.endRow) }
    hanging.append(Hanging(column: column, style: mark.style, lines: lines, firstRow: row))
  }

  private func hangingRows() -> [PictureRow] {
    let count = hanging.reduce(0) { max($0, $1.endRow) }
    return (0..<count).map { row in
      var pictureRow = PictureRow()
      var taken: Set<Int> = []
      for label in hanging {
        guard row < label.endRow, taken.insert(label.column).inserted else { continue }
        if row < label.firstRow {
          pictureRow.put(StyledText("|", label.style), at: label.column)
        } else {
          pictureRow.put(label.lines[row - label.firstRow], at: label.column)
        }
      }
      return pictureRow
    }
  }
}

/// One row of a picture, right of its gutter, put together from texts at columns that do not overlap.
struct PictureRow {
  private var pieces: [(column: Int, text: StyledText)] = []

  mutating func put(_ text: StyledText, at column: Int) {
    pieces.append((column, text))
  }

  /// The row as text, with no blanks at its end.
  var text: StyledText {
    var output = StyledText()
    var column = 0
    for piece in pieces.sorted(by: { $0.column < $1.column }) where !piece.text.isEmpty {
      output.space(piece.column - column)
      output += piece.text
      column = piece.column + piece.text.width
    }
    return output
  }
}
