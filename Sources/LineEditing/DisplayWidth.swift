import CLibEdit
import Characters

/// The width of text on the screen, as libedit lays it out.
enum DisplayWidth {
  /// Selects a Unicode locale, since libedit drops non-ASCII characters in the C locale.
  /// - Returns: false if the machine has no locale files, not even C.UTF-8.
  @discardableResult static func useUnicode() -> Bool {
    libedit_use_locale("")
    if isUnicode { return true }
    libedit_use_locale("C.UTF-8")
    return isUnicode
  }

  private static var isUnicode: Bool { libedit_is_unicode() != 0 }

  static func of(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + $1.columns }
  }

  /// Returns how many rows a text takes if it starts in this column.
  static func rows(of text: some Sequence<Unicode.Scalar>, from column: Int, width: Int) -> Int {
    var (rows, column) = (1 + column / max(1, width), column % max(1, width))
    for scalar in text {
      let room = scalar == "\t" ? 8 - column % 8 : scalar.columns
      if scalar == "\n" {
        (rows, column) = (rows + 1, 0)
      } else if column + room > width {
        (rows, column) = (rows + 1, room)
      } else {
        column += room
      }
    }
    return rows
  }
}
