import Diagnostics

/// Handlers and their answers.
extension DiagnosticKind {
  static let missingArrow = Self(
    "missing-arrow", title: "Missing arrow before the answer",
    explanation: #"""
      In a handler, write `->` between the class or code and the answer. In an expectation, write `->` between the \#
      request and the expected answer.
      """#,
    wrong: #"handler KeyError "no such key", 404"#,
    right: #"handler KeyError -> "no such key", 404"#)

  static let missingAnswer = Self(
    "missing-answer", title: "Missing answer after the arrow",
    explanation: #"""
      A handler returns a body and optionally a status (`"gone", 410`), raises an exception (`raise KeyError`), calls \#
      abort (`abort 404`), or returns the exception that it received (`e`).

      An expectation takes a body and optionally a status, a status alone, a page that the framework created \#
      (`page`, `404 page`), or `crash`.
      """#,
    wrong: "handler KeyError -> 404",
    right: #"handler KeyError -> "no such key", 404"#)

  static let missingComma = Self(
    "missing-comma", title: "Missing comma",
    explanation: #"""
      Write a comma between a body and its status, and between the base classes of a class.
      """#,
    wrong: #"handler KeyError -> "no such key" 404"#,
    right: #"handler KeyError -> "no such key", 404"#)

  static let passAnswer = Self(
    "pass-answer", title: "Handler that returns nothing",
    explanation: #"""
      A view or handler that returns `None` is an error in Flask: the request fails with a TypeError. A handler that \#
      has no response of its own can return the exception that it received: an HTTP exception is a valid response.
      """#,
    wrong: "handler NotFound -> pass",
    right: "handler NotFound -> e")

  static let returnAnswer = Self(
    "return-answer", title: "Return after the arrow",
    explanation: #"""
      The text after the arrow is what the function returns, so you do not write `return`.
      """#,
    wrong: #"handler KeyError -> return "no such key", 404"#,
    right: #"handler KeyError -> "no such key", 404"#)
}
