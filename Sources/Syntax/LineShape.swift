import Characters
import Diagnostics

/// What is known about a line before its tokens are read: where its text starts, after white space and a prompt.
struct LineShape: Sendable {
  /// The first byte that is neither white space nor part of a prompt.
  var start: Int
  /// The columns of white space before it. A tab goes to the next multiple of 8, as in Python.
  var indent: Int
  /// Whether the line was copied with its prompt, such as `>>>`.
  var hasPrompt: Bool
  /// Whether the line is empty or only a comment.
  var isBlank: Bool
}

extension Lexer {
  /// Returns the shape of the line that starts at the offset.
  ///
  /// `...` at the start of a line is Python's second prompt. In the body of a class it is a body instead, unless the
  /// class line also has a prompt.
  func lineShape(dotsArePrompt: Bool) -> LineShape {
    var (place, indent) = afterIndent(offset)
    let textStart = place
    // Twice: a session that was pasted into a prompt and copied again has two prompts.
    for _ in 0..<2 {
      guard let promptEnd = afterPrompt(place, dotsArePrompt: dotsArePrompt) else { break }
      (place, indent) = afterIndent(byte(promptEnd) == 0x20 ? promptEnd + 1 : promptEnd)
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

  private func afterPrompt(_ place: Int, dotsArePrompt: Bool) -> Int? {
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
      return afterOwnPrompt(place)
    default:
      return nil
    }
  }

  /// Skips errorbook's own prompt: the release, perhaps `memo`, the line number, as in `0.12.2 [7]>`.
  private func afterOwnPrompt(_ start: Int) -> Int? {
    var place = start
    while byte(place).isDigit || byte(place) == 0x2E { place += 1 }
    let releaseEnd = place
    while place - releaseEnd < 16, byte(place) == 0x20 || byte(place) == 0x2B || byte(place).isLetter { place += 1 }
    guard byte(place) == 0x5B, byte(place + 1).isDigit else { return nil }
    place += 1
    while byte(place).isDigit { place += 1 }
    guard byte(place) == 0x5D, byte(place + 1) == 0x3E else { return nil }
    return place + 2
  }
}
