import Diagnostics

/// Expectations.
extension DiagnosticKind {
  static let unknownExpectation = Self(
    "unknown-expectation", title: "Nothing that can be expected",
    explanation: #"""
      `expect` is followed by a request and its answer (`expect raise KeyError -> "no"`, also `abort` and \#
      `visit`), by a statement that is refused (`expect refused class X(A, B)`), by an order (`expect mro E: E, \#
      Exception, BaseException, object`) or by `safe` or `not safe`.
      """#,
    wrong: "expect KeyError -> 500",
    right: "expect raise KeyError -> 500")

  static let answerOrder = Self(
    "answer-order", title: "Body and status the wrong way round",
    explanation: #"""
      A body comes before its status, as in a handler: `"no such key", 404`. Only the word `page` comes behind: \#
      `404 page`.
      """#,
    wrong: #"expect raise KeyError -> 500, "oops""#,
    right: #"""
      handler KeyError -> "oops", 500
      expect raise KeyError -> "oops", 500
      """#)

  static let crashAlone = Self(
    "crash-alone", title: "A crash with something behind it",
    explanation: #"""
      `crash` says that the exception leaves Flask: no page is sent, so there is no status, and no handler \#
      answered, so none received anything.
      """#,
    wrong: "expect raise KeyboardInterrupt -> crash, 500",
    right: "expect raise KeyboardInterrupt -> crash")

  static let missingColon = Self(
    "missing-colon", title: "No colon before the order",
    explanation: #"""
      The linearization of a class is written behind its name and a colon, from the class itself to `object`.
      """#,
    wrong: "expect mro Exception Exception, BaseException, object",
    right: "expect mro Exception: Exception, BaseException, object")
}
