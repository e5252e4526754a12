import Diagnostics

/// Statements as a whole, and their words.
extension DiagnosticKind {
  static let unknownStatement = Self(
    "unknown-statement", title: "Unknown statement",
    explanation: #"""
      Every line starts with one of these words: \#(statementWords.dropLast().joined(separator: ", ")) \#
      or \#(statementWords.last ?? ""). They are all in lower case.
      """#,
    wrong: "rise KeyError",
    right: "raise KeyError")

  static let sessionCommand = Self(
    "session-command", title: "Prompt command in a script",
    explanation: #"""
      Commands such as `help`, `list` or `undo` control a session at the prompt. They have no meaning in a script, so \#
      errorbook reports them instead of ignoring them.
      """#,
    wrong: #"""
      raise KeyError
      undo
      """#,
    right: "raise KeyError")

  static let extraText = Self(
    "extra-text", title: "Extra text after the statement",
    explanation: #"""
      The statement is already complete. Write one statement per line, without a semicolon. Text after `#` is a \#
      comment.
      """#,
    wrong: "raise KeyError KeyError",
    right: #"""
      raise KeyError
      raise KeyError
      """#)

  static let unknownVisit = Self(
    "unknown-visit", title: "Unknown kind of visit",
    explanation: #"""
      `visit` is a request that reaches no view. There are three kinds: the URL is `unknown` (404), the route does \#
      not allow the method (`wrong-method`, 405), or the URL lacks its trailing slash (`redirect`).
      """#,
    wrong: "visit nowhere",
    right: "visit unknown")

  static let misplacedRoute = Self(
    "misplaced-route", title: "Route in the wrong place",
    explanation: #"""
      A request can name the route of its view. `at` comes after the class or the code, and before `in`. \#
      `visit` has no route, because its request matches none. `hunt` and `expect safe` cover all routes, and \#
      handlers belong to the app or to a blueprint.
      """#,
    wrong: #"""
      blueprint shop
      raise KeyError in shop at checkout
      """#,
    right: #"""
      blueprint shop
      raise KeyError at checkout in shop
      """#)

  /// An error: `use` without a framework and a release.
  public static let missingRelease = Self(
    "missing-release", title: "Missing release",
    explanation: #"""
      A release is numbers joined by dots, as on PyPI: `use flask 0.12.2`, `use sanic 25.12`. Write the framework and \#
      the release: errorbook runs the app under exactly that release.
      """#,
    wrong: "use 0.12.2",
    right: "use flask 0.12.2")

  static let onOrOff = Self(
    "on-or-off", title: "Value other than on or off",
    explanation: #"""
      An option and the trace are either `on` or `off`.
      """#,
    wrong: "trace True",
    right: "trace on")
}
