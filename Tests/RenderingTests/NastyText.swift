import SeededRandom

extension SeededRandom {
  /// Returns a short text of difficult characters: controls, escapes, bidi, marks, joiners, wide and ordinary
  /// characters.
  mutating func nastyText() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...12, using: &self) { text.append(nastyScalar()) }
    return String(text)
  }

  private mutating func nastyScalar() -> Unicode.Scalar {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x20, 0x20...0x7E, 0x20...0x7E, 0x7F...0xA0, 0x22...0x22, 0x5C...0x5C, 0x2000...0x2070, 0x300...0x310,
      0xFE00...0xFE0F, 0x1F1E6...0x1F1FF, 0x1F468...0x1F469, 0x1F3FB...0x1F3FF, 0x4E00...0x4E10, 0xE0000...0xE0080,
      0xFFF0...0xFFFF, 0...0x10FFFF,
    ]
    let range = ranges.randomElement(using: &self) ?? 0...0
    return Unicode.Scalar(UInt32.random(in: range, using: &self)) ?? "\u{FFFD}"
  }
}
