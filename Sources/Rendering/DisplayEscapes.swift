/// Shows what would disturb a terminal or mislead a reader as a visible escape: `\n`, `\t`, `\u{1B}`.
///
/// That is every control character, every line or paragraph separator, every bidirectional control, and every
/// character that shows nothing, unless it does its work inside an emoji. A backslash stays as it is: a script's own
/// `\n` must look as it was written.
package func escapedForDisplay(_ text: String) -> String {
  if text.utf8.isPrintableASCII { return text }
  var shown = String.UnicodeScalarView()
  var placing = ScalarPlacing()
  var scalars = text.unicodeScalars.makeIterator()
  var next = scalars.next()
  while let scalar = next {
    next = scalars.next()
    if placing.place(scalar, before: next) == .escaped {
      shown.append(contentsOf: scalar.displayEscape.unicodeScalars)
    } else {
      shown.append(scalar)
    }
  }
  return String(shown)
}

extension Collection<UInt8> {
  /// Whether each byte is shown as itself in one column, as nearly always.
  var isPrintableASCII: Bool {
    // Over memory that lies in one piece the test is many times faster.
    withContiguousStorageIfAvailable { $0.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
      ?? allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }
}

extension Unicode.Scalar {
  /// Whether it acts on the terminal or on its neighbours, or shows nothing.
  var isUnfitForDisplay: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x20..<0xAD: false
    // Line and paragraph separator; the marks that hide interlinear annotations.
    case 0x2028, 0x2029, 0xFFF9...0xFFFB: true
    // The bidirectional controls are among these.
    default: properties.isDefaultIgnorableCodePoint
    }
  }

  /// The escape that stands for it on a screen.
  var displayEscape: String {
    switch self {
    case "\n": #"\n"#
    case "\r": #"\r"#
    case "\t": #"\t"#
    default: #"\u{"# + String(value, radix: 16, uppercase: true) + "}"
    }
  }
}
