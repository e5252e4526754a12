import Diagnostics
import Interpreter
import Rendering

/// Code with line numbers, formatted like `list`.
struct NumberedLines {
  var code: String
  /// The number of the first line.
  var first: Int

  init(code: String, first: Int) {
    self.code = code
    self.first = first
  }

  /// Returns the code with its line numbers.
  /// - Parameter isPlain: whether to write `line 3:` for screen readers.
  func text(isPlain: Bool) -> StyledText {
    var text = StyledText()
    for (index, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { text.breakLine() }
      // The text after the last newline is not a line.
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

  /// The width of the line numbers of most lessons, and two spaces.
  private static let margin = 6
}

extension Session {
  /// The number of the next line.
  var nextLine: Int { source.bytes.isEmpty ? 1 : source.lineCount + 1 }
}
