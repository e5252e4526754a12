import Diagnostics
import Interpreter
import Rendering

/// Code with the numbers that answers refer to, as `list` has them.
struct NumberedLines {
  var code: String
  /// The number of the first line.
  var first: Int

  init(code: String, first: Int) {
    self.code = code
    self.first = first
  }

  /// - Parameter isPlain: for a reader who listens: the number in words.
  func text(isPlain: Bool) -> StyledText {
    var text = StyledText()
    for (index, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { text.breakLine() }
      // What follows the last line end is no line.
      guard !line.isEmpty else { continue }
      let number = String(first + index)
      if isPlain {
        text += "line \(number): \(String(line), .listing)"
        continue
      }
      let margin = "\(String(repeating: " ", count: max(0, Self.margin - 2 - number.count)))\(number)  "
      text += "\(margin, .faint)\(String(line), .listing)"
    }
    return text
  }

  /// Room for the numbers of most lessons, and two blanks.
  private static let margin = 6
}

extension Session {
  /// The number of the line that is read next.
  var nextLine: Int { source.bytes.isEmpty ? 1 : source.lineCount + 1 }
}
