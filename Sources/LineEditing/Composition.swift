/// Letters with a mark that is typed after them, as one character.
///
/// libedit keeps a character that takes no room but cannot draw it. Most such pairs exist as one character too, which
/// means the same to Unicode and is drawn: that is put in their place. A mark without such a form stays as it is.
enum Composition {
  /// Where composed letters stand: Latin, Greek, Cyrillic, Arabic, Vietnamese, old Greek, kana.
  private static let ranges: [ClosedRange<UInt32>] = [0xC0...0x6FF, 0x1E00...0x1FFF, 0x3040...0x30FF]

  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x300 && scalar.properties.generalCategory == .nonspacingMark
  }

  /// The one character that means the same as the two. Strings that mean the same are equal, so no table is needed;
  /// it is looked for only where a mark is typed.
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
  /// A typed mark changes the letter before the cursor; every other character passes.
  func composed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard Composition.isMark(scalar), let letter = line.beforeCursor.last,
      let composed = Composition.pair(letter, scalar)
    else { return scalar }
    deleteBeforeCursor(1)
    insert([composed])
    return KeyBindings.step
  }
}
