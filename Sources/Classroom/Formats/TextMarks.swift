import Marking
import Rendering

/// Marks for people: one line for each mark, and the reasons below it.
package struct TextMarks: MarkFormat {
  private let theme: Theme
  private var count = MarkCount()

  package init(_ theme: Theme) { self.theme = theme }

  package mutating func write(_ mark: Mark) -> [UInt8] {
    count.add(mark)
    let style: StyledText.Style = mark.status == .passed ? .success : .error
    var text =
      StyledText(mark.student, .strong).padded(to: 24) + " "
      + StyledText(mark.exercise).padded(to: 20)
    text += " " + StyledText(mark.status.rawValue, style).padded(to: 13)
    text += " \(mark.points)/\(mark.possible)"
    if let late = mark.late { text += "  late: \(late)" }
    if let reason = mark.overridden { text += "  changed: \(reason)" }
    text += "\n"
    for reason in (mark.reason.map { [$0] } ?? []) + mark.furtherReasons {
      text += "    " + StyledText(prose: reason) + "\n"
    }
    for warning in mark.warnings { text += "    \("warning", .warning): \(warning)\n" }
    return Array(LogCommands.removed(from: theme.render(text)).utf8)
  }

  package mutating func footer() -> [UInt8] { Array("\(count.sentence)\n".utf8) }
}

/// Commands that CI systems execute when they find them in a log. A student's file name could set a variable or hide lines.
package enum LogCommands {
  /// Returns the text without active commands: one character of each command is escaped.
  ///
  /// GitHub looks for `##[` anywhere in a line and for `::` at its start, Azure for `##vso[` and `##[`, and TeamCity for
  /// `##teamcity[`.
  package static func removed(from text: String) -> String {
    guard mayHaveCommand(Array(text.utf8)) else { return text }
    var out = ""
    var startsLine = true
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.popFirst() {
      if startsLine, scalar == ":", rest.first == ":" {
        out += "\\u{3A}"
      } else if scalar == "#", rest.first == "#", isCommand(rest.dropFirst()) {
        out += "\\u{23}"
      } else {
        out.unicodeScalars.append(scalar)
      }
      startsLine = scalar.properties.isWhitespace && (startsLine || scalar == "\n" || scalar == "\r")
    }
    return out
  }

  /// Whether two number signs or colons are adjacent, as in every command and in few other texts.
  private static func mayHaveCommand(_ bytes: [UInt8]) -> Bool {
    var last: UInt8 = 0
    for byte in bytes {
      if byte == last, byte == UInt8(ascii: "#") || byte == UInt8(ascii: ":") { return true }
      last = byte
    }
    return false
  }

  /// Whether the text after two number signs is an optional word and a bracket.
  private static func isCommand(_ rest: Substring.UnicodeScalarView) -> Bool {
    rest.drop { $0.properties.isAlphabetic || $0 == "-" || $0 == "_" || $0 == "." }.first == "["
  }
}
