import Characters

/// Shows what would disturb a terminal or mislead a reader as a visible escape: `\n`, `\t`, `\u{1B}`.
///
/// That is every control character, every line or paragraph separator, every bidirectional control, and every
/// character that shows nothing, unless it does its work inside an emoji. A backslash stays as it is: a script's own
/// `\n` must look as it was written.
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
  /// Whether each byte is shown as itself in one column, as nearly always.
  var isPrintableASCII: Bool {
    // Over memory that lies in one piece the test is many times faster.
    withContiguousStorageIfAvailable { $0.allSatisfy { $0.isPrintableASCII } } ?? allSatisfy { $0.isPrintableASCII }
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

/// How many terminal columns a text takes. The text is taken to be harmless already; tabs are the caller's business.
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

/// Walks over scalars and says of each how it comes to the screen. One walk serves escapes, widths and carets, so that
/// they cannot disagree.
struct ScalarPlacing {
  enum Placement: Equatable {
    /// Must not be shown as itself.
    case escaped
    /// Takes columns of its own.
    case lessonProgress(width: Int)
    /// Is part of what stands before it, which may grow by a column.
    case joined(extra: Int)

    func width(of scalar: Unicode.Scalar) -> Int {
      switch self {
      case .escaped: scalar.displayEscape.utf8.count
      case .lessonProgress(let width): width
      case .joined(let extra): extra
      }
    }
  }

  /// The scalar before this one, if it was shown as itself.
  private var previous: Unicode.Scalar?
  /// Columns that the last standing scalar takes, with what joined it.
  private var pendingWidth = 0
  /// How many scalars joined it.
  private var joinedCount = 0

  /// What languages and emoji need stays far below (Unicode's stream-safe format allows as many). Above it marks are
  /// piled up to flood the screen: they take no column, so nothing else would stop them.
  private static let joinedLimit = 30

  mutating func place(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) -> Placement {
    let placement = placement(of: scalar, before: next)
    switch placement {
    case .escaped:
      previous = nil
      pendingWidth = 0
    case .lessonProgress(let width):
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
    if scalar.value >= 0x20, scalar.value < 0x7F { return .lessonProgress(width: 1) }
    if scalar.isUnfitForDisplay {
      guard let previous, joinedCount < Self.joinedLimit, scalar.worksInEmoji(after: previous, before: next)
      else { return .escaped }
      // VARIATION SELECTOR-16 asks for the emoji form, which is two columns wide.
      return .joined(extra: scalar == .emojiSelector && pendingWidth == 1 ? 1 : 0)
    }
    if let previous, scalar.continuesEmoji(after: previous) { return .joined(extra: 0) }
    let columns = scalar.columns
    if columns == 0 { return joinedCount < Self.joinedLimit ? .joined(extra: 0) : .escaped }
    return .lessonProgress(width: columns)
  }
}

extension Unicode.Scalar {
  fileprivate static let zeroWidthJoiner: Unicode.Scalar = "\u{200D}"
  fileprivate static let textSelector: Unicode.Scalar = "\u{FE0E}"
  fileprivate static let emojiSelector: Unicode.Scalar = "\u{FE0F}"
  fileprivate static let keycap: Unicode.Scalar = "\u{20E3}"

  /// Digits count as emoji in Unicode's tables because of the keycaps; here they do not.
  private var isPictured: Bool { value > 0x7F && properties.isEmoji }

  /// Whether a character that shows nothing has its proper place here, inside an emoji.
  fileprivate func worksInEmoji(after previous: Unicode.Scalar, before next: Unicode.Scalar?) -> Bool {
    switch self {
    case .textSelector, .emojiSelector: previous.isPictured || (previous.properties.isEmoji && next == .keycap)
    case .zeroWidthJoiner: (previous.isPictured || previous == .emojiSelector) && next?.isPictured == true
    default: false
    }
  }

  /// Whether it merges with the emoji before it: the next part of a joined one, or a skin tone.
  fileprivate func continuesEmoji(after previous: Unicode.Scalar) -> Bool {
    previous == .zeroWidthJoiner || (properties.isEmojiModifier && previous.properties.isEmojiModifierBase)
  }
}
