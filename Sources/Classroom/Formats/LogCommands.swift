/// Commands that the logs of CI systems obey wherever a line has them: a student could set a variable or hide lines with a name.
package enum LogCommands {
  /// Text in which nothing is a command: what would be one is spelled out in part.
  ///
  /// GitHub looks for `##[` anywhere in a line and for `::` at its beginning, Azure for `##vso[` and `##[`, TeamCity for
  /// `##teamcity[`.
  package static func removed(from text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "#")) || text.utf8.contains(UInt8(ascii: ":")) else { return text }
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

  /// Whether what follows two number signs is a word, or nothing, before a bracket.
  private static func isCommand(_ rest: Substring.UnicodeScalarView) -> Bool {
    rest.drop { $0.properties.isAlphabetic || $0 == "-" || $0 == "_" || $0 == "." }.first == "["
  }
}
