import Diagnostics

/// Codes and statuses.
extension DiagnosticKind {
  static let missingCode = Self(
    "missing-code", title: "Missing status code",
    explanation: #"""
      The statement needs a status code here: a whole number such as 404. Whether Werkzeug has an error class for \#
      that number is checked later, when the statement runs.
      """#,
    wrong: "abort NotFound",
    right: "abort 404")

  static let codeOutOfRange = Self(
    "code-out-of-range", title: "Code not between 0 and 999999",
    explanation: #"""
      A code is a whole number from 0 to 999999. HTTP defines far fewer. errorbook accepts the others so that you can \#
      see what Flask does with a code such as 600.
      """#,
    wrong: "abort 1000000",
    right: "abort 404")

  static let statusOutOfRange = Self(
    "status-out-of-range", title: "Status not between 200 and 599",
    explanation: #"""
      A handler returns a response, and the status of a response is a number from 200 to 599. Below 200, HTTP only \#
      announces that the response is still to come. Above 599, HTTP defines no statuses.
      """#,
    wrong: #"handler KeyError -> "no such key", 44"#,
    right: #"handler KeyError -> "no such key", 404"#)
}
