import CLibEdit
import OperatingSystem

extension KeyEditor {
  var screenSize: (rows: Int, columns: Int) {
    guard let size = TerminalSize(of: .output), size.rows > 0, size.columns > 0 else { return (24, 80) }
    return (size.rows, size.columns)
  }

  /// Returns whether a line with its prompt fits on the screen. If it does not, libedit overwrites the output above.
  func fitsScreen(_ text: some Sequence<Unicode.Scalar>) -> Bool {
    DisplayWidth.rows(of: text, from: DisplayWidth.of(prompt.plain), width: screenSize.columns) < screenSize.rows
  }

  /// Redraws the whole line from its first row after the size of the window has changed.
  ///
  /// Most terminals rewrap a long line at the new width; some keep the rows. A program cannot tell which. If the number of
  /// rows differs, the smaller one is cleared: an old row may remain above the new line, but no output is lost.
  func resize() {
    guard let handle else { return }
    let new = screenSize.columns
    let rows = min(rowsAboveCursor(width: drawnColumns), rowsAboveCursor(width: new))
    drawnColumns = new
    write((rows > 0 ? "\u{1B}[\(rows)A" : "") + "\r\u{1B}[J")
    el_resize(handle)
    libedit_draw_again(handle)
  }

  /// Returns how many rows of the line are above the cursor.
  private func rowsAboveCursor(width: Int) -> Int {
    let line = line
    // Include the character under the cursor: after a full row it is in the next one.
    let text = line.beforeCursor + [line.cursor < line.scalars.count ? line.scalars[line.cursor] : " "]
    return DisplayWidth.rows(of: text, from: DisplayWidth.of(shownPrompt.plain), width: width) - 1
  }
}
