import CLibEdit
import OperatingSystem

extension KeyEditor {
  var screenSize: (rows: Int, columns: Int) {
    guard let size = TerminalSize(of: .output), size.rows > 0, size.columns > 0 else { return (24, 80) }
    return (size.rows, size.columns)
  }

  /// Whether a line with its prompt can be seen as a whole. libedit draws over what stands above where it cannot.
  func fitsScreen(_ text: some Sequence<Unicode.Scalar>) -> Bool {
    rows(of: text) < screenSize.rows
  }

  /// The window has another size. A line of one row is drawn anew in its place; a longer one keeps the old width until it
  /// ends, because nobody can know how the terminal has broken it.
  func resize() {
    guard let handle else { return }
    guard rows(of: line.scalars) == 1 else { return }
    write("\r\u{1B}[J")
    el_resize(handle)
    libedit_draw_again(handle)
  }

  private func rows(of text: some Sequence<Unicode.Scalar>) -> Int {
    DisplayWidth.rows(of: text, from: DisplayWidth.of(prompt.plain), width: screenSize.columns)
  }
}
