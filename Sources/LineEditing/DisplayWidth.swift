import CLibEdit
import Characters

/// How much room characters take on the screen, as libedit lays them out.
enum DisplayWidth {
  /// Makes sure that characters beyond ASCII can be typed: in the C locale libedit would drop them.
  /// - Returns: false where the machine has no locale files, not even those of C.UTF-8.
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

  /// How many rows a text takes that begins in this column.
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
