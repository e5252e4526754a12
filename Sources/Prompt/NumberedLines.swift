import Diagnostics
import Interpreter
import Rendering

/// Code with line numbers, formatted like `list`.
struct NumberedLines {
  var code: String
  /// The number of the first line.
  var first: Int
  /// Whether a line that is too long for the screen is wrapped, under its own start. Code that somebody may copy is not.
  var isWrapped = false

  /// Returns the code with its line numbers.
  /// - Parameter isPlain: whether to write `line 3:` for screen readers.
  func text(isPlain: Bool) -> StyledText {
    var text = StyledText()
    for (index, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { text.breakLine() }
      // The text after the last newline is not a line.
      guard !line.isEmpty else { continue }
      let number = String(first + index)
      let style: StyledText.Style = isWrapped ? .code : .listing
      if isPlain {
        text += "line \(number): \(String(line), style)"
        continue
      }
      let margin = "\(String(repeating: " ", count: max(0, Self.margin - 2 - number.count)))\(number)  "
      text += "\(margin, .faint)"
      if isWrapped { text.hangHere() }
      text += "\(String(line), style)"
    }
    return text
  }

  /// The width of the line numbers of most lessons, and two spaces.
  private static let margin = 6
}

extension Session {
  /// The number of the next line.
  var nextLine: Int { source.bytes.isEmpty ? 1 : source.lineCount + 1 }
}
