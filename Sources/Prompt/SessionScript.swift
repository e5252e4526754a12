import Diagnostics
import Interpreter
import Rendering

/// The session as a script. Statements that gave an error become comments, so that the script leads to the same state and
/// every line keeps its number.
package struct SessionScript {
  private struct Line {
    var text: String
    var isBroken: Bool
  }

  private var lines: [Line] = []

  init(_ snapshot: SessionSnapshot) {
    let source = snapshot.session.source
    guard !source.bytes.isEmpty else { return }
    var broken = snapshot.brokenLines[...]
    for number in 1...source.lineCount {
      guard let span = source.spanOfLine(number) else { continue }
      while let first = broken.first, first.lines.upperBound < number { broken.removeFirst() }
      var text = source.text(span)
      guard let found = broken.first, found.lines.contains(number), Self.isCode(text) else {
        lines.append(Line(text: text, isBroken: false))
        continue
      }
      let start = max(span.start, found.tail ?? span.start)
      let before = source.text(Span(start: span.start, end: start))
      text = before + "# " + source.text(Span(start: start, end: span.end))
      lines.append(Line(text: text, isBroken: true))
    }
  }

  private static func withoutTabs(_ text: String) -> String {
    var spaced = ""
    for character in text { if character == "\t" { spaced += "    " } else { spaced.append(character) } }
    return spaced
  }

  private static func isCode(_ text: String) -> Bool {
    let code = text.trimmed
    return !code.isEmpty && !code.hasPrefix("#")
  }

  package var isEmpty: Bool { lines.isEmpty }

  package var lineCount: Int { lines.count }

  /// The bytes of the script. Every line ends with a newline.
  package var bytes: [UInt8] { lines.flatMap { Array($0.text.utf8) + [.lineFeed] } }

  /// Returns the lines with their numbers, starting at line `first`.
  func listing(from first: Int = 1, isPlain: Bool) -> StyledText {
    let width = String(lines.count).count
    var text = StyledText()
    for (index, line) in lines.enumerated().dropFirst(first - 1) {
      let number = String(index + 1)
      let shown = Self.withoutTabs(line.text)
      if isPlain {
        text += "line \(number): \(shown, .listing)"
      } else {
        text += "\(String(repeating: " ", count: width - number.count) + number, .faint)  \(shown, .listing)"
      }
      if line.isBroken { text += "  \("(gave an error)", .faint)" }
      text.breakLine()
    }
    return text
  }
}
