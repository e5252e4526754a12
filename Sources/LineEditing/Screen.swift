import CLibEdit
import OperatingSystem

extension KeyEditor {
  var screenSize: (rows: Int, columns: Int) {
    guard let size = TerminalSize(of: .output), size.rows > 0, size.columns > 0 else { return (24, 80) }
    return (size.rows, size.columns)
  }

  /// Whether a line with its prompt can be seen as a whole. libedit draws over what stands above where it cannot.
  func fitsScreen(_ text: some Sequence<Unicode.Scalar>) -> Bool {
    DisplayWidth.rows(of: text, from: DisplayWidth.of(prompt.plain), width: screenSize.columns) < screenSize.rows
  }

  /// The window has another size: the line is drawn again, whole, from where its first row is now.
  ///
  /// Most terminals break a long line again at the new width, so the cursor keeps its place in the text; some leave the rows as
  /// they are. Nothing says which. Where the two differ, the smaller number of rows is cleared: a row of the old drawing may
  /// stay above the new one, but no output is lost.
  func resize() {
    guard let handle else { return }
    let new = screenSize.columns
    let rows = min(rowsAboveCursor(width: drawnColumns), rowsAboveCursor(width: new))
    drawnColumns = new
    write((rows > 0 ? "\u{1B}[\(rows)A" : "") + "\r\u{1B}[J")
    el_resize(handle)
    libedit_draw_again(handle)
  }

  /// How many rows of the line are above the one with the cursor.
  private func rowsAboveCursor(width: Int) -> Int {
    let line = line
    // With what is under the cursor: after a full row that is in the next one.
    let text = line.beforeCursor + [line.cursor < line.scalars.count ? line.scalars[line.cursor] : " "]
    return DisplayWidth.rows(of: text, from: DisplayWidth.of(shownPrompt.plain), width: width) - 1
  }
}
