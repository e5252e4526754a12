import Characters

/// Shows characters that could affect a terminal or mislead a reader as visible escapes: `\n`, `\t`, `\u{1B}`.
///
/// These are all control characters, line and paragraph separators, bidirectional controls, and invisible characters,
/// unless they are part of an emoji. A backslash is not escaped: `\n` in a script must look as it was written.
public func escapedForDisplay(_ text: String) -> String {
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
  /// Whether all bytes are printed without escapes, in one column each, which is nearly always true.
  var isPrintableASCII: Bool {
    // With contiguous memory, the check is many times faster.
    withContiguousStorageIfAvailable { $0.allSatisfy { $0.isPrintableASCII } } ?? allSatisfy { $0.isPrintableASCII }
  }
}

extension Unicode.Scalar {
  /// Whether the character controls the terminal, affects its neighbors, or is invisible.
  var isUnfitForDisplay: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x20..<0xAD: false
    // Line and paragraph separators, and the marks that hide interlinear annotations.
    case 0x2028, 0x2029, 0xFFF9...0xFFFB: true
    // These include the bidirectional controls.
    default: properties.isDefaultIgnorableCodePoint
    }
  }

  /// The escape that is shown for the character.
  var displayEscape: String {
    switch self {
    case "\n": #"\n"#
    case "\r": #"\r"#
    case "\t": #"\t"#
    default: #"\u{"# + String(value, radix: 16, uppercase: true) + "}"
    }
  }
}

/// Returns the width of a text in terminal columns. The text must already be escaped. The caller handles tabs.
public func displayWidth(of text: String) -> Int {
  if text.utf8.isPrintableASCII { return text.utf8.count }
  var width = 0
  var placing = ScalarPlacing()
  var scalars = text.unicodeScalars.makeIterator()
  var next = scalars.next()
  while let scalar = next {
    next = scalars.next()
    width += placing.place(scalar, before: next).width(of: scalar)
  }
  return width
}

/// Goes through scalars and decides how each is shown. Escapes, widths and carets all use this type, so they always
/// agree.
struct ScalarPlacing {
  enum Placement: Equatable {
    /// Must be shown as an escape.
    case escaped
    /// Takes its own columns.
    case separate(width: Int)
    /// Belongs to the character before it, which may become one column wider.
    case joined(extra: Int)

    func width(of scalar: Unicode.Scalar) -> Int {
      switch self {
      case .escaped: scalar.displayEscape.utf8.count
      case .separate(let width): width
      case .joined(let extra): extra
      }
    }
  }

  /// The scalar before this one, if it was not escaped.
  private var previous: Unicode.Scalar?
  /// The columns of the last separate scalar, with the scalars that belong to it.
  private var pendingWidth = 0
  /// How many scalars belong to it.
  private var joinedCount = 0

  /// The maximum number of marks on one character. Languages and emoji need far fewer (Unicode's stream-safe format has
  /// the same limit). Marks take no column, so without a limit a text could flood the screen with them.
  private static let joinedLimit = 30

  mutating func place(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) -> Placement {
    let placement = placement(of: scalar, before: next)
    switch placement {
    case .escaped:
      previous = nil
      pendingWidth = 0
    case .separate(let width):
      previous = scalar
      pendingWidth = width
      joinedCount = 0
    case .joined(let extra):
      previous = scalar
      pendingWidth += extra
      joinedCount += 1
    }
    return placement
  }

  private func placement(of scalar: Unicode.Scalar, before next: Unicode.Scalar?) -> Placement {
    if scalar.value >= 0x20, scalar.value < 0x7F { return .separate(width: 1) }
    if scalar.isUnfitForDisplay {
      guard let previous, joinedCount < Self.joinedLimit, scalar.isValidInEmoji(after: previous, before: next)
      else { return .escaped }
      // VARIATION SELECTOR-16 requests the emoji form, which is two columns wide.
      return .joined(extra: scalar == .emojiSelector && pendingWidth == 1 ? 1 : 0)
    }
    if let previous, scalar.continuesEmoji(after: previous) { return .joined(extra: 0) }
    let columns = scalar.columns
    if columns == 0 { return joinedCount < Self.joinedLimit ? .joined(extra: 0) : .escaped }
    return .separate(width: columns)
  }
}

extension Unicode.Scalar {
  fileprivate static let zeroWidthJoiner: Unicode.Scalar = "\u{200D}"
  fileprivate static let textSelector: Unicode.Scalar = "\u{FE0E}"
  fileprivate static let emojiSelector: Unicode.Scalar = "\u{FE0F}"
  fileprivate static let keycap: Unicode.Scalar = "\u{20E3}"

  /// Whether it is an emoji. Digits are emoji in Unicode's tables because of keycaps, but not here.
  private var isPictured: Bool { value > 0x7F && properties.isEmoji }

  /// Whether an invisible character is valid here, inside an emoji.
  fileprivate func isValidInEmoji(after previous: Unicode.Scalar, before next: Unicode.Scalar?) -> Bool {
    switch self {
    case .textSelector, .emojiSelector: previous.isPictured || (previous.properties.isEmoji && next == .keycap)
    case .zeroWidthJoiner: (previous.isPictured || previous == .emojiSelector) && next?.isPictured == true
    default: false
    }
  }

  /// Whether it merges with the emoji before it: the next part of a joined emoji, or a skin tone.
  fileprivate func continuesEmoji(after previous: Unicode.Scalar) -> Bool {
    previous == .zeroWidthJoiner || (properties.isEmojiModifier && previous.properties.isEmojiModifierBase)
  }
}
