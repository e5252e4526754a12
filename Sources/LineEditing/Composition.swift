/// Composes a letter and a combining mark into one character.
///
/// libedit stores combining marks but cannot draw them. Most pairs have an equivalent composed character, which it can
/// draw. A mark without a composed form stays unchanged.
enum Composition {
  /// The ranges with composed letters: Latin, Greek, Cyrillic, Arabic, Vietnamese, polytonic Greek, kana.
  private static let ranges: [ClosedRange<UInt32>] = [0xC0...0x6FF, 0x1E00...0x1FFF, 0x3040...0x30FF]

  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x300 && scalar.properties.generalCategory == .nonspacingMark
  }

  /// Returns the composed character of a letter and a mark. Swift compares strings by canonical equivalence, so no table is
  /// needed. The search is slow but runs only when a mark is typed.
  static func pair(_ letter: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
    var pair = String.UnicodeScalarView()
    pair.append(letter)
    pair.append(mark)
    let text = String(pair)
    for value in ranges.joined() {
      if let scalar = Unicode.Scalar(value), String(scalar) == text { return scalar }
    }
    return nil
  }

  static func compose(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var known: [[Unicode.Scalar]: Unicode.Scalar?] = [:]
    return text.reduce(into: []) { composed, scalar in
      guard isMark(scalar), let last = composed.last else { return composed.append(scalar) }
      let found = known[[last, scalar]] ?? pair(last, scalar)
      known[[last, scalar]] = .some(found)
      guard let found else { return composed.append(scalar) }
      composed[composed.count - 1] = found
    }
  }
}

extension KeyEditor {
  /// Composes a typed mark with the letter before the cursor. Returns all other characters unchanged.
  func composed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard Composition.isMark(scalar), let letter = line.beforeCursor.last,
      let composed = Composition.pair(letter, scalar)
    else { return scalar }
    deleteBeforeCursor(1)
    insert([composed])
    return KeyBindings.step
  }
}
