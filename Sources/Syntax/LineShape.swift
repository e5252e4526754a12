import Diagnostics

/// What can be said about a line before its tokens are read: where its text begins behind white space and a prompt.
struct LineShape: Sendable {
  /// The first byte that is neither white space nor part of a prompt.
  var start: Int
  /// Columns of white space before it, a tab reaching to the next multiple of 8, as Python counts.
  var indent: Int
  /// The line was copied with its prompt, such as `>>>`.
  var hasPrompt: Bool
  /// Nothing, or only a comment.
  var isBlank: Bool
}

extension Lexer {
  /// The shape of the line that begins at the offset.
  ///
  /// `...` at the beginning of a line is Python's second prompt, but in the body of a class it is a body, unless the
  /// class line itself came with a prompt.
  func lineShape(dotsArePrompt: Bool) -> LineShape {
    var (place, indent) = afterIndent(offset)
    let textStart = place
    // Twice, since a session that was pasted into a prompt and copied again carries two.
    for _ in 0..<2 {
      guard let behind = behindPrompt(place, dotsArePrompt: dotsArePrompt) else { break }
      (place, indent) = afterIndent(byte(behind) == 0x20 ? behind + 1 : behind)
    }
    let first = byte(place)
    let isBlank = place >= bytes.count || first.endsLine || first == 0x23
    return LineShape(start: place, indent: indent, hasPrompt: place != textStart, isBlank: isBlank)
  }

  private func afterIndent(_ start: Int) -> (place: Int, indent: Int) {
    var place = start
    var indent = 0
    while place < bytes.count, bytes[place].isBlank {
      indent = bytes[place] == 0x09 ? (indent / 8 + 1) * 8 : indent + 1
      place += 1
    }
    return (place, indent)
  }

  private func behindPrompt(_ place: Int, dotsArePrompt: Bool) -> Int? {
    switch byte(place) {
    case 0x3E:  // >>>
      return byte(place + 1) == 0x3E && byte(place + 2) == 0x3E ? place + 3 : nil
    case 0x65:  // eb>
      return byte(place + 1) == 0x62 && byte(place + 2) == 0x3E ? place + 3 : nil
    case 0x2E:  // ...
      guard dotsArePrompt, byte(place + 1) == 0x2E, byte(place + 2) == 0x2E else { return nil }
      let next = byte(place + 3)
      return place + 3 >= bytes.count || next.isBlank || next.endsLine ? place + 3 : nil
    case 0x30...0x39:
      return behindOwnPrompt(place)
    default:
      return nil
    }
  }

  /// Our own prompt: the release, perhaps `memo`, the line number: `0.12.2 [7]>`.
  private func behindOwnPrompt(_ start: Int) -> Int? {
    var place = start
    while byte(place).isDigit || byte(place) == 0x2E { place += 1 }
    let behindRelease = place
    while place - behindRelease < 16, byte(place) == 0x20 || byte(place) == 0x2B || byte(place).isLetter { place += 1 }
    guard byte(place) == 0x5B, byte(place + 1).isDigit else { return nil }
    place += 1
    while byte(place).isDigit { place += 1 }
    guard byte(place) == 0x5D, byte(place + 1) == 0x3E else { return nil }
    return place + 2
  }
}
