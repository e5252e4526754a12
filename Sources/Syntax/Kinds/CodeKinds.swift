import Diagnostics

/// Codes and statuses.
extension DiagnosticKind {
  static let missingCode = Self(
    "missing-code", title: "A status code is left out",
    explanation: #"""
      At this place stands a status code, a whole number such as 404. Whether Werkzeug knows an error of that \#
      number is another question: it is Flask's answer when the statement runs.
      """#,
    wrong: "abort NotFound",
    right: "abort 404")

  static let codeOutOfRange = Self(
    "code-out-of-range", title: "A code outside of 0 to 999999",
    explanation: #"""
      A code is a whole number from 0 to 999999. That is far more than HTTP knows, on purpose: what Flask says \#
      to a code such as 600 is worth seeing.
      """#,
    wrong: "abort 1000000",
    right: "abort 404")

  static let statusOutOfRange = Self(
    "status-out-of-range", title: "A status that no page can have",
    explanation: #"""
      A handler answers with a page, and the status of a page is a number from 200 to 599. Below 200 HTTP \#
      announces that the page is still to come; above 599 nothing is defined.
      """#,
    wrong: #"handler KeyError -> "no such key", 44"#,
    right: #"handler KeyError -> "no such key", 404"#)
}
