import Diagnostics

/// Expectations.
extension DiagnosticKind {
  static let unknownExpectation = Self(
    "unknown-expectation", title: "Unknown expectation",
    explanation: #"""
      `expect` takes a request and its answer (`expect raise KeyError -> "no"`, also with `abort`, `visit` and \#
      `respond`), or `last` and an answer.

      It also takes a statement that Python or the framework refuses (`expect refused class X(A, B)`), an MRO (`expect mro E: \#
      E, Exception, BaseException, object`), and `safe` or `not safe`.
      """#,
    wrong: "expect KeyError -> 500",
    right: "expect raise KeyError -> 500")

  static let answerOrder = Self(
    "answer-order", title: "Body and status in the wrong order",
    explanation: #"""
      Write the body before the status, as in a handler: `"no such key", 404`. Only `page` comes after its status: \#
      `404 page`.
      """#,
    wrong: #"expect raise KeyError -> 500, "oops""#,
    right: #"""
      handler KeyError -> "oops", 500
      expect raise KeyError -> "oops", 500
      """#)

  static let crashAlone = Self(
    "crash-alone", title: "Text after crash",
    explanation: #"""
      `crash` means that the exception leaves the app: Flask sends no response. So there is no status, and no handler \#
      received an exception. Only a class can follow: `crash KeyError`. Starlette can send a response first: write a second `expect` for the response.
      """#,
    wrong: "expect raise KeyboardInterrupt -> crash, 500",
    right: "expect raise KeyboardInterrupt -> crash")

  static let missingColon = Self(
    "missing-colon", title: "Missing colon before the MRO",
    explanation: #"""
      Write the name of the class, a colon, and the MRO of the class, from the class itself to `object`.
      """#,
    wrong: "expect mro Exception Exception, BaseException, object",
    right: "expect mro Exception: Exception, BaseException, object")
}
