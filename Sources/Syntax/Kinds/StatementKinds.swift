import Diagnostics

/// Statements as a whole, and their words.
extension DiagnosticKind {
  static let unknownStatement = Self(
    "unknown-statement", title: "A line that begins with no word of the language",
    explanation: #"""
      Each line begins with a word that says what it is: \#(statementWords.dropLast().joined(separator: ", ")) \#
      or \#(statementWords.last ?? ""). All of them are in lower case.
      """#,
    wrong: "rise KeyError",
    right: "raise KeyError")

  static let sessionCommand = Self(
    "session-command", title: "A command of the prompt in a script",
    explanation: #"""
      Commands such as `help`, `list` or `undo` steer a session at the prompt. In a script there is nobody to \#
      steer, so they are refused instead of being passed over.
      """#,
    wrong: #"""
      raise KeyError
      undo
      """#,
    right: "raise KeyError")

  static let extraText = Self(
    "extra-text", title: "More than the statement takes",
    explanation: #"""
      The statement was complete before this place. One statement stands on a line, without a semicolon; what \#
      follows a `#` is a comment.
      """#,
    wrong: "raise KeyError KeyError",
    right: #"""
      raise KeyError
      raise KeyError
      """#)

  static let unknownVisit = Self(
    "unknown-visit", title: "A visit that is not known",
    explanation: #"""
      `visit` is a request that reaches no view, for one of three reasons: the URL is `unknown` (404), its \#
      method is not allowed, `wrong-method` (405), or its trailing slash is missing, `redirect`.
      """#,
    wrong: "visit nowhere",
    right: "visit unknown")

  static let missingRelease = Self(
    "missing-release", title: "No release where one is needed",
    explanation: #"""
      A release is numbers joined by dots, as on PyPI: `use flask 0.12.2`. The release is what the same app is \#
      run under, so it is always written out.
      """#,
    wrong: "use 0.12.2",
    right: "use flask 0.12.2")

  static let onOrOff = Self(
    "on-or-off", title: "Neither on nor off",
    explanation: #"""
      Options and the trace are either `on` or `off`.
      """#,
    wrong: "trace True",
    right: "trace on")
}
