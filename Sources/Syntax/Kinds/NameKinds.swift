import Diagnostics

/// Names.
extension DiagnosticKind {
  static let missingName = Self(
    "missing-name", title: "A name is left out",
    explanation: #"""
      The statement needs the name of a class, a blueprint or an option at this place. A name begins with a \#
      letter or an underscore and goes on with letters, digits and underscores, as in Python.
      """#,
    wrong: "raise in admin",
    right: #"""
      blueprint admin
      raise KeyError in admin
      """#)

  static let badName = Self(
    "bad-name", title: "Something that cannot be a name",
    explanation: #"""
      A name begins with a letter or an underscore and stands without quotes. Only handlers and `abort` know \#
      errors by number: to raise an HTTP error, name its class or abort with its code.
      """#,
    wrong: "class 2Late(Exception)",
    right: "class TooLate(Exception)")

  static let keywordName = Self(
    "keyword-name", title: "A word that Python keeps for itself",
    explanation: #"""
      Words such as `is`, `lambda` or `None` are part of Python's grammar, so no class can have them as its \#
      name, and no script here could be carried over to Flask. The words of this language, such as `handler` or \#
      `test`, can be names: their place tells which of the two is meant.
      """#,
    wrong: "class None(Exception)",
    right: "class Nothing(Exception)")

  static let nameNotNFKC = Self(
    "name-not-nfkc", title: "A name that Python would read as another",
    explanation: #"""
      Unicode knows many ways to write what looks like one letter: as one character or as a letter and an \#
      accent, wide, in bold, as a ligature. Python brings every name into one form, called NFKC, before it looks \#
      at it. Two names that look different in a script could so be one class in Python.

      Here such a name is refused, so that what is declared and what Python would declare are always the same.
      """#,
    wrong: "class Ｅ１(Exception)",
    right: "class E1(Exception)")

  static let dottedName = Self(
    "dotted-name", title: "A name with its module",
    explanation: #"""
      All of Python's exceptions and all of Werkzeug's are known here by their own names, without the module \#
      that they come from.
      """#,
    wrong: "raise werkzeug.exceptions.NotFound",
    right: "raise NotFound")
}
