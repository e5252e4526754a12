import Diagnostics

/// Texts that are no scripts, and characters that no statement uses.
extension DiagnosticKind {
  static let utf16File = Self(
    "utf16-file", title: "A file in UTF-16",
    explanation: #"""
      A script is text in UTF-8. Some editors on Windows save in UTF-16 when they are asked for Unicode; then \#
      every character takes two bytes, and nothing in the file reads as a statement.

      Every editor can save as UTF-8; the setting is often called encoding. A byte order mark of UTF-8 at the \#
      beginning does no harm.
      """#,
    wrong: "",
    right: "")

  static let binaryFile = Self(
    "binary-file", title: "A file that is no text",
    explanation: #"""
      The file holds a NUL byte, which no text does: it is probably an archive, a picture or a compiled program \#
      whose name was given by mistake.
      """#,
    wrong: "",
    right: "")

  static let invalidUTF8 = Self(
    "invalid-utf8", title: "Bytes that are not UTF-8",
    explanation: #"""
      A script is text in UTF-8. The byte that is named begins nothing that UTF-8 allows, so the file is \#
      probably in an older encoding such as Latin-1 or Windows-1252, in which an accented letter takes one byte.

      Open the file in that encoding and save it as UTF-8. Only letters outside of ASCII change.
      """#,
    wrong: "",
    right: "")

  static let fileTooLarge = Self(
    "file-too-large", title: "A file above 64 MiB",
    explanation: #"""
      A script may take 64 MiB, which is more than a million statements. The limit keeps a wrong file name, such \#
      as that of a disk image, from filling the memory.
      """#,
    wrong: "",
    right: "")

  static let lineTooLong = Self(
    "line-too-long", title: "A line above 1 MiB",
    explanation: #"""
      A line may take 1 MiB. Since a line is one statement, a longer one is never meant; often its line ends \#
      were lost on the way.
      """#,
    wrong: "",
    right: "")

  static let unexpectedCharacter = Self(
    "unexpected-character", title: "A character that means nothing here",
    explanation: #"""
      Outside of strings and comments, a script consists of names, numbers and the signs ( ) { } , : and ->. \#
      Text that was copied from a web page or a word processor often brings other characters with it: a no-break \#
      space, a wide comma, or one that cannot be seen at all.

      The message gives the name of the character in Unicode, so that it can be found.
      """#,
    wrong: "raise\u{A0}KeyError",
    right: "raise KeyError")
}
