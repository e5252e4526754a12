/// # Characters
///
/// How many terminal columns a character takes. The line editor and the renderers both need this, and neither can
/// import the other, so it is below both. It imports nothing.
///
/// The widths are those of the C library: libedit lays out a line with `wcwidth`, and the line editor has to know how
/// many rows that takes. This table gives the same result everywhere, also without a C library. A test compares the two
/// for every character.
extension Unicode.Scalar {
  /// The number of columns of the character alone: 0, 1 or 2. Characters that cannot be printed take 0.
  package var columns: Int {
    switch value {
    case 0x20..<0x7F: 1
    case ..<0xA0: 0
    case ..<0x300: 1
    // Hangul letters that combine with the previous one.
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: 0
    default: isZeroWidth ? 0 : isWide ? 2 : 1
    }
  }

  /// Marks on the previous character, and invisible characters.
  private var isZeroWidth: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .lineSeparator, .paragraphSeparator: true
    case .format: !isVisibleFormat
    default: false
    }
  }

  /// Format characters that are visible, such as the Arabic number sign.
  private var isVisibleFormat: Bool {
    switch value {
    case 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: true
    default: false
    }
  }

  private var isWide: Bool {
    guard value >= 0x1100 else { return false }
    var low = 0
    var high = wideRanges.count
    while low < high {
      let middle = (low + high) / 2
      if value > wideRanges[middle].last { low = middle + 1 } else { high = middle }
    }
    return low < wideRanges.count && value >= wideRanges[low].first
  }
}

/// The characters of two columns, as closed ranges in order: those that are wide or fullwidth in Unicode 14 (East Asian
/// Width W and F), the numbers in black squares and the hexagrams.
///
/// Created with glibc 2.36 in the locale C.UTF-8. Unassigned scalars between two wide ones are in the range:
///
///     ranges, inside = [], False
///     for scalar in range(0x20, 0x110000):
///       if 0xD800 <= scalar < 0xE000 or libc.wcwidth(scalar) < 0: continue
///       wide = libc.wcwidth(scalar) == 2
///       if wide: ranges[len(ranges) - inside:] = [(ranges[-1][0] if inside else scalar, scalar)]
///       inside = wide
let wideRanges: [(first: UInt32, last: UInt32)] = [
  (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3),
  (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1),
  (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA),
  (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B),
  (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797),
  (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x2E80, 0x3029),
  (0x302E, 0x303E), (0x3041, 0x3096), (0x309B, 0xA4C6), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAD9),
  (0xFE10, 0xFE19), (0xFE30, 0xFE6B), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x16FE3), (0x16FF0, 0x1B2FB),
  (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F200, 0x1F320),
  (0x1F32D, 0x1F335), (0x1F337, 0x1F37C), (0x1F37E, 0x1F393), (0x1F3A0, 0x1F3CA), (0x1F3CF, 0x1F3D3),
  (0x1F3E0, 0x1F3F0), (0x1F3F4, 0x1F3F4), (0x1F3F8, 0x1F43E), (0x1F440, 0x1F440), (0x1F442, 0x1F4FC),
  (0x1F4FF, 0x1F53D), (0x1F54B, 0x1F54E), (0x1F550, 0x1F567), (0x1F57A, 0x1F57A), (0x1F595, 0x1F596),
  (0x1F5A4, 0x1F5A4), (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5), (0x1F6CC, 0x1F6CC), (0x1F6D0, 0x1F6D2),
  (0x1F6D5, 0x1F6DF), (0x1F6EB, 0x1F6EC), (0x1F6F4, 0x1F6FC), (0x1F7E0, 0x1F7F0), (0x1F90C, 0x1F93A),
  (0x1F93C, 0x1F945), (0x1F947, 0x1F9FF), (0x1FA70, 0x1FAF6), (0x20000, 0x3134A),
]
