import Diagnostics

/// Handlers and their answers.
extension DiagnosticKind {
  static let missingArrow = Self(
    "missing-arrow", title: "No arrow before the answer",
    explanation: #"""
      Between what a handler is for and what it answers stands an arrow, `->`. The same arrow stands between a \#
      request and what is expected of it.
      """#,
    wrong: #"handler KeyError "no such key", 404"#,
    right: #"handler KeyError -> "no such key", 404"#)

  static let missingAnswer = Self(
    "missing-answer", title: "No answer behind the arrow",
    explanation: #"""
      A handler answers with a body and perhaps a status (`"gone", 410`), raises an exception itself (`raise \#
      KeyError`), aborts (`abort 404`), or returns the exception that it received (`e`).

      An expectation knows a body and perhaps a status, a status alone, a page that Flask or Werkzeug made \#
      (`page`, `404 page`), and `crash`.
      """#,
    wrong: "handler KeyError -> 404",
    right: #"handler KeyError -> "no such key", 404"#)

  static let missingComma = Self(
    "missing-comma", title: "A comma is left out",
    explanation: #"""
      A comma stands between a body and its status, and between the bases of a class.
      """#,
    wrong: #"handler KeyError -> "no such key" 404"#,
    right: #"handler KeyError -> "no such key", 404"#)

  static let passAnswer = Self(
    "pass-answer", title: "A handler that returns nothing",
    explanation: #"""
      A view or handler that returns `None` is an error of its own in Flask: the request fails with a TypeError. \#
      A handler that has nothing to say returns the exception that it received, and an HTTP exception is a page.
      """#,
    wrong: "handler NotFound -> pass",
    right: "handler NotFound -> e")

  static let returnAnswer = Self(
    "return-answer", title: "A return behind the arrow",
    explanation: #"""
      The arrow says what the function returns, so the word is not written.
      """#,
    wrong: #"handler KeyError -> return "no such key", 404"#,
    right: #"handler KeyError -> "no such key", 404"#)
}
