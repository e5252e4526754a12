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
