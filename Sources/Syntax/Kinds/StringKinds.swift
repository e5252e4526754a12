import Diagnostics

/// Strings, quotes and arrows.
extension DiagnosticKind {
  static let unclosedString = Self(
    "unclosed-string", title: "A string without its closing quote",
    explanation: #"""
      A string ends on the line on which it begins, with the quote that opened it: " or '. A quote of the same \#
      kind inside of it is written with a backslash.
      """#,
    wrong: #"handler KeyError -> "no such key, 404"#,
    right: #"handler KeyError -> "no such key", 404"#)

  static let unknownEscape = Self(
    "unknown-escape", title: "A backslash that escapes nothing",
    explanation: #"""
      In a string a backslash begins one of these: \" and \' for the quotes, \\ for itself, \n for a line end, \#
      \t for a tab, \u{...} for any character by its number. Others are refused, since a mistyped path or \#
      pattern would change without a word.
      """#,
    wrong: #"""
      handler KeyError -> "C:\keys", 404
      """#,
    right: #"""
      handler KeyError -> "C:\\keys", 404
      """#)

  static let badScalarEscape = Self(
    "bad-scalar-escape", title: #"A \u that names no character"#,
    explanation: #"""
      After \u stands the number of a Unicode scalar, in hexadecimal and between braces: \u{e9} is é. The \#
      numbers go up to 10ffff; those from d800 to dfff are halves of a pair in UTF-16 and no characters.

      Python writes the same as \u00e9, without braces and with exactly four digits.
      """#,
    wrong: #"""
      handler KeyError -> "caf\u00e9", 404
      """#,
    right: #"""
      handler KeyError -> "caf\u{e9}", 404
      """#)

  static let tripleQuotes = Self(
    "triple-quotes", title: "A string in three quotes",
    explanation: #"""
      Python writes texts of several lines between three quotes. A body here is one line: write it between \#
      single or double quotes, with \n where a line ends. As a docstring below a class line, three quotes are \#
      fine.
      """#,
    wrong: #"handler KeyError -> """no such key""", 404"#,
    right: #"handler KeyError -> "no such key", 404"#)

  static let curlyQuotes = Self(
    "curly-quotes", title: "Typographic quotes",
    explanation: #"""
      Word processors and web pages turn straight quotes into curved or angled ones. To a program they are \#
      different characters: a string stands between " and ", or between ' and '.
      """#,
    wrong: "handler KeyError -> “no such key”, 404",
    right: #"handler KeyError -> "no such key", 404"#)

  static let arrowLookalike = Self(
    "arrow-lookalike", title: "An arrow of another kind",
    explanation: #"""
      The arrow between a question and its answer is a hyphen and a greater-than sign. Some editors draw a \#
      single arrow in their place, or make a dash of the hyphen; => is the arrow of other languages.
      """#,
    wrong: #"handler KeyError → "no such key", 404"#,
    right: #"handler KeyError -> "no such key", 404"#)

  static let missingString = Self(
    "missing-string", title: "No text between quotes",
    explanation: #"""
      The name of a test is a text and stands between quotes, so that it can be a whole sentence.
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
