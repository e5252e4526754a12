/// The bytes that the keys of an xterm send.
package enum Key {
  package static let enter = "\r"
  package static let tab = "\t"
  package static let backspace = "\u{7F}"
  package static let escape = "\u{1B}"
  package static let up = "\u{1B}[A"
  package static let down = "\u{1B}[B"
  package static let right = "\u{1B}[C"
  package static let left = "\u{1B}[D"
  package static let home = "\u{1B}[H"
  package static let end = "\u{1B}[F"
  package static let delete = "\u{1B}[3~"

  /// Returns Ctrl with a letter.
  package static func control(_ letter: Character) -> String {
    let code = (letter.asciiValue ?? 0x40) & 0x1F
    return String(Unicode.Scalar(code))
  }

  /// Returns pasted text as a terminal sends it with bracketed paste.
  package static func paste(_ text: String) -> String {
    "\u{1B}[200~" + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r")
      + "\u{1B}[201~"
  }
}
