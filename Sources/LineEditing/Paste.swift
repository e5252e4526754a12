/// Bracketed paste: the terminal marks the start and end of pasted text, so that a whole program is one entry and a tab in
/// it does not trigger completion.
///
/// Pasted text waits for Enter like typed text. A paste that does not fit on the screen is accepted immediately, since
/// libedit cannot show it for editing.
enum Paste {
  static let on = "\u{1B}[?2004h"
  static let off = "\u{1B}[?2004l"
  private static let end = Array("\u{1B}[201~".unicodeScalars)

  /// Reads to the end of the paste. Returns nil after Ctrl-C or at the end of the input.
  static func read(_ next: () -> Unicode.Scalar?) -> [Unicode.Scalar]? {
    var pasted: [Unicode.Scalar] = []
    while let scalar = next() {
      if scalar == "\u{3}" { return nil }
      pasted.append(scalar)
      if scalar == "~", pasted.count >= end.count, pasted.suffix(end.count).elementsEqual(end) {
        return clean(pasted.dropLast(end.count))
      }
    }
    return nil
  }

  /// Normalizes line endings to newlines, and removes newlines at the end and control characters.
  private static func clean(_ pasted: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] {
    var text: [Unicode.Scalar] = []
    var last: Unicode.Scalar?
    for scalar in pasted {
      defer { last = scalar }
      switch scalar {
      case "\r": text.append("\n")
      case "\n" where last == "\r": break
      case "\n", "\t": text.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}": break
      default: text.append(scalar)
      }
    }
    text.removeLast(text.reversed().prefix { $0 == "\n" }.count)
    return text
  }
}

extension KeyEditor {
  func takePaste() -> KeyBindings.Outcome {
    guard let text = Paste.read(plainCharacter) else { return ending == nil ? cancelLine() : .endInput }
    insert(Composition.compose(text))
    guard !fitsScreen(line.scalars) else { return .draw }
    ending = .pasted(lines: 1 + text.count { $0 == "\n" })
    return .endLine
  }
}
