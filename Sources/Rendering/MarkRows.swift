/// Marks under one line of source, and the position of their labels.
///
/// A label comes after its marks if there is room up to the next mark. The other labels hang below, the rightmost
/// highest. A vertical line connects each one with the start of its marks:
///
///     class E(E1, E2)
///           - --  ^^ third
///           | |
///           | second
///           first
struct MarkRows {
  struct Mark {
    /// The columns of the shown text that are marked.
    var columns: Range<Int>
    /// The character that draws the marks.
    var glyph: Character
    var style: StyledText.Style
    var label: StyledText
  }

  /// A label that hangs below, and its rows. Row 0 has only the vertical lines.
  private struct Hanging {
    var column: Int
    var style: StyledText.Style
    var lines: [StyledText]
    var firstRow: Int
    var endRow: Int { firstRow + lines.count }
  }

  private(set) var rows: [PictureRow] = []
  private let columns: Int
  /// What is drawn in each column. If several marks share a column, the first one is drawn.
  private var drawn: [(glyph: Character, style: StyledText.Style)?] = []
  private var hanging: [Hanging] = []

  /// The first marks are the most important: they cover the others. No mark goes beyond `columns` columns.
  init(_ marks: [Mark], columns: Int) {
    self.columns = columns
    guard !marks.isEmpty else { return }
    draw(marks)
    var first = PictureRow()
    putMarks(in: &first)
    // From right to left. For the same start: first the shorter mark, then the more important one.
    let order = marks.indices.sorted { left, right in
      let (a, b) = (marks[left].columns, marks[right].columns)
      return (-a.lowerBound, a.upperBound, left) < (-b.lowerBound, b.upperBound, right)
    }
    for mark in order.map({ marks[$0] }) where !mark.label.isEmpty {
      if hasRoomAfter(mark) {
        first.put(mark.label, at: mark.columns.upperBound + 1)
        // No other label may be this close.
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
    // The space before the label, the label, and at least one space after it.
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

/// One row of a picture, to the right of its gutter, composed of texts at columns that do not overlap.
struct PictureRow {
  private var pieces: [(column: Int, text: StyledText)] = []

  mutating func put(_ text: StyledText, at column: Int) {
    pieces.append((column, text))
  }

  /// The row as text, without trailing spaces.
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
