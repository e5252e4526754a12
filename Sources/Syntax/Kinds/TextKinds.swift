import Diagnostics

/// Files that are not scripts, and characters that no statement uses.
extension DiagnosticKind {
  static let utf16File = Self(
    "utf16-file", title: "File in UTF-16",
    explanation: #"""
      A script is text in UTF-8. Some editors on Windows save as UTF-16 when you choose Unicode. Then every character \#
      takes two bytes, and errorbook cannot read the file.

      Every editor can save as UTF-8; the setting is often called encoding. A UTF-8 byte order mark at the start of \#
      the file is fine.
      """#,
    wrong: "",
    right: "")

  static let binaryFile = Self(
    "binary-file", title: "File that is not text",
    explanation: #"""
      The file contains a NUL byte, so it is not a text file. Perhaps you gave the name of an archive, a picture or a \#
      compiled program by mistake.
      """#,
    wrong: "",
    right: "")

  static let invalidUTF8 = Self(
    "invalid-utf8", title: "Invalid UTF-8",
    explanation: #"""
      A script is text in UTF-8. The byte that the message shows is not valid there. The file is probably in an older \#
      encoding such as Latin-1 or Windows-1252, in which an accented letter takes one byte.

      Open the file in that encoding and save it as UTF-8. Only letters outside ASCII change.
      """#,
    wrong: "",
    right: "")

  static let fileTooLarge = Self(
    "file-too-large", title: "File larger than 64 MiB",
    explanation: #"""
      A script may have up to 64 MiB, which is more than a million statements. The limit protects the memory if you \#
      give the wrong file name, such as that of a disk image.
      """#,
    wrong: "",
    right: "")

  static let lineTooLong = Self(
    "line-too-long", title: "Line longer than 1 MiB",
    explanation: #"""
      A line may have up to 1 MiB. A line is one statement, so a longer line is a mistake. Often the file has lost \#
      its line breaks.
      """#,
    wrong: "",
    right: "")

  static let unexpectedCharacter = Self(
    "unexpected-character", title: "Unexpected character",
    explanation: #"""
      Outside strings and comments, a script contains names, numbers and the signs ( ) { } , : and ->. Text copied \#
      from a web page or a word processor often contains other characters: a no-break space, a full-width comma, or \#
      an invisible character.

      The message gives the Unicode number of the character, so that you can search for it.
      """#,
    wrong: "raise\u{A0}KeyError",
    right: "raise KeyError")
}
