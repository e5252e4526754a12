import Diagnostics

/// Strings, quotes and arrows.
extension DiagnosticKind {
  static let unclosedString = Self(
    "unclosed-string", title: "Unterminated string",
    explanation: #"""
      A string ends on the line that it starts on, with the same quote: " or '. To write that quote inside the \#
      string, put a backslash before it.
      """#,
    wrong: #"handler KeyError -> "no such key, 404"#,
    right: #"handler KeyError -> "no such key", 404"#)

  static let unknownEscape = Self(
    "unknown-escape", title: "Unknown escape sequence",
    explanation: #"""
      A string knows these escape sequences: \" and \' for the quotes, \\ for a backslash, \n for a newline, \t for a \#
      tab, and \u{...} for any character by its number. errorbook rejects all others, because a mistyped path or \#
      pattern would otherwise change without a message.
      """#,
    wrong: #"""
      handler KeyError -> "C:\keys", 404
      """#,
    right: #"""
      handler KeyError -> "C:\\keys", 404
      """#)

  static let badScalarEscape = Self(
    "bad-scalar-escape", title: #"Invalid \u escape"#,
    explanation: #"""
      Write the number of a Unicode character after \u, in hexadecimal and in braces: \u{e9} is é. The highest number \#
      is 10ffff. The numbers from d800 to dfff are UTF-16 surrogates, not characters.

      Python writes the same character as \u00e9, without braces and with exactly four digits.
      """#,
    wrong: #"""
      handler KeyError -> "caf\u00e9", 404
      """#,
    right: #"""
      handler KeyError -> "caf\u{e9}", 404
      """#)

  static let tripleQuotes = Self(
    "triple-quotes", title: "Triple-quoted string",
    explanation: #"""
      Python uses triple quotes for text of several lines. A body here is one line: use single or double quotes, and \#
      \n for a newline. You can use triple quotes for a docstring below a class line.
      """#,
    wrong: #"handler KeyError -> """no such key""", 404"#,
    right: #"handler KeyError -> "no such key", 404"#)

  static let curlyQuotes = Self(
    "curly-quotes", title: "Typographic quotes",
    explanation: #"""
      Word processors and web pages turn straight quotes into curved or angled ones. These are different characters. \#
      Write a string between " and ", or between ' and '.
      """#,
    wrong: "handler KeyError -> “no such key”, 404",
    right: #"handler KeyError -> "no such key", 404"#)

  static let arrowLookalike = Self(
    "arrow-lookalike", title: "Wrong kind of arrow",
    explanation: #"""
      The arrow is a hyphen and a greater-than sign: ->. Some editors replace the two with a single arrow character, \#
      or the hyphen with a dash. Other languages use =>.
      """#,
    wrong: #"handler KeyError → "no such key", 404"#,
    right: #"handler KeyError -> "no such key", 404"#)

  static let missingString = Self(
    "missing-string", title: "Missing name of a test",
    explanation: #"""
      The name of a test is a string in quotes, so that it can be a whole sentence.
      """#,
    wrong: #"""
      test lookup {
        expect raise KeyError -> 500
      }
      """#,
    right: #"""
      test "lookup" {
        expect raise KeyError -> 500
      }
      """#)
}
