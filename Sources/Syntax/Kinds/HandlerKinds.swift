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

  static let unknownPlaceholder = Self(
    "unknown-placeholder", title: "Unknown value in a body",
    explanation: #"""
      A body with an `f` before its quotes can show four values of the exception: the name of its class \#
      (`{type(e).__name__}`), its status code (`{e.code}`), Werkzeug's name of the status (`{e.name}`), and the name of \#
      the class that an InternalServerError wraps (`{type(e.original_exception).__name__}`).

      Other values, such as `{e.description}`, are not modeled. For a brace in the text, write it twice.
      """#,
    wrong: #"handler KeyError -> f"missing: {e.args}", 404"#,
    right: #"handler KeyError -> f"missing: {type(e).__name__}", 404"#)

  static let unpairedBrace = Self(
    "unpaired-brace", title: "Brace without a partner",
    explanation: #"""
      In a body with an `f` before its quotes, braces surround a value of the exception. For a brace in the text, write \#
      it twice.
      """#,
    wrong: #"handler KeyError -> f"no key }", 404"#,
    right: #"handler KeyError -> f"no key }}", 404"#)

  static let unknownCondition = Self(
    "unknown-condition", title: "Unknown condition",
    explanation: #"""
      A condition after `if` asks for the class of the exception or for its code: `isinstance(e, NotFound)`, `type(e) is \#
      NotFound`, `e.code == 404`. `isinstance(e.original_exception, KeyError)` asks for the exception that an \#
      InternalServerError wraps. `not` before a condition reverses it.

      Other conditions are not modeled.
      """#,
    wrong: #"handler Exception -> "no key", 404 if issubclass(e, KeyError) else "sorry", 500"#,
    right: #"handler Exception -> "no key", 404 if isinstance(e, KeyError) else "sorry", 500"#)

  static let missingElse = Self(
    "missing-else", title: "Missing else after a condition",
    explanation: #"""
      A handler must do something in every case, so a condition is followed by `else` and another answer. To leave the \#
      other exceptions alone, write `else raise e`.
      """#,
    wrong: #"handler Exception -> "no key", 404 if isinstance(e, KeyError)"#,
    right: #"handler Exception -> "no key", 404 if isinstance(e, KeyError) else raise e"#)

  static let tooManyAnswers = Self(
    "too-many-answers", title: "Too many answers",
    explanation: #"""
      The answer of a handler can have at most \#(HandlerDeclaration.ConditionalAnswer.answerLimit) parts with conditions \#
      between them. Register handlers for some of the classes instead.
      """#,
    wrong: "handler KeyError -> \(manyAnswers(17))",
    right: "handler KeyError -> \(manyAnswers(2))")

  private static func manyAnswers(_ count: Int) -> String {
    (2...count).map { "\"\($0)\", 500 if e.code == \($0) else " }.joined() + "raise e"
  }

  static let returnAnswer = Self(
    "return-answer", title: "Return after the arrow",
    explanation: #"""
      The text after the arrow is what the function returns, so you do not write `return`.
      """#,
    wrong: #"handler KeyError -> return "no such key", 404"#,
    right: #"handler KeyError -> "no such key", 404"#)
}
