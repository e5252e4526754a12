import Diagnostics

/// Names.
extension DiagnosticKind {
  static let missingName = Self(
    "missing-name", title: "Missing name",
    explanation: #"""
      The statement needs the name of a class, a blueprint or an option here. A name starts with a letter or an \#
      underscore and continues with letters, digits and underscores, as in Python.
      """#,
    wrong: "raise in admin",
    right: #"""
      blueprint admin
      raise KeyError in admin
      """#)

  static let badName = Self(
    "bad-name", title: "Invalid name",
    explanation: #"""
      A name starts with a letter or an underscore and is written without quotes. Only `handler`, `abort`, `why` and \#
      `compare` take an error by its number. To raise an HTTP error, use the name of its class, or `abort` with its \#
      code.
      """#,
    wrong: "class 2Late(Exception)",
    right: "class TooLate(Exception)")

  static let keywordName = Self(
    "keyword-name", title: "Python keyword used as a name",
    explanation: #"""
      Words such as `is`, `lambda` or `None` are Python keywords, so they cannot be class names, and a script that \#
      used them could not be translated to Flask. The words of this language, such as `handler` or `test`, can be \#
      names: the position of the word tells which one is meant.
      """#,
    wrong: "class None(Exception)",
    right: "class Nothing(Exception)")

  static let nameNotNFKC = Self(
    "name-not-nfkc", title: "Name that Python reads as a different name",
    explanation: #"""
      Unicode has several ways to write what looks like the same letter: as one character or as a letter and an \#
      accent, in full width, in bold, as a ligature. Python first converts every name to one form, called NFKC. So \#
      two names that look different in a script could be the same class in Python.

      errorbook rejects such a name, so that a script always declares the same names as Python would.
      """#,
    wrong: "class Ｅ１(Exception)",
    right: "class E1(Exception)")

  static let dottedName = Self(
    "dotted-name", title: "Name with a module",
    explanation: #"""
      errorbook knows all exceptions of Python and Werkzeug by their own names. Write the name without its module.
      """#,
    wrong: "raise werkzeug.exceptions.NotFound",
    right: "raise NotFound")
}
