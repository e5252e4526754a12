import Exercises

/// Problems with cells, outputs and links.
extension LessonProblem {
  static func unclosed(at line: Int) -> Self {
    Self("unclosed-fence", at: line, "this fence is never closed", help: "end it with a line of the same marks")
  }

  static func strayOutput(at line: Int) -> Self {
    Self(
      "stray-output", at: line, "this output does not directly follow a cell, so nothing checks it",
      help: "put it directly after the cell that prints it")
  }

  static func strayReasons(at line: Int) -> Self {
    Self(
      "bad-reasons", at: line, "these reasons do not follow a cell with a prediction, so nobody is asked",
      help: "put them directly after an `errorbook predict` cell or its output")
  }

  /// - Parameter suggestion: the likely intended words; empty if unknown.
  static func unknownFence(_ words: String, suggestion: String, at line: Int) -> Self {
    Self(
      "bad-fence", at: line, "`\(words)` is not a known kind of fence",
      help: suggestion.isEmpty
        ? "write `errorbook`, `errorbook predict`, or `errorbook exercise NAME`" : "did you mean `\(suggestion)`?")
  }

  static func givesAnswerAway(_ exercise: String, _ words: String, at line: Int) -> Self {
    Self(
      "answer-in-text", at: line, "this fence passes `\(exercise)`, so `hand-out` would give an answer to students",
      help: (words.isEmpty ? "" : "`\(words)` is not a known kind of fence: ")
        + "write `errorbook also \(exercise)` instead, or remove the fence")
  }

  static func unshownError(_ message: String, at line: Int) -> Self {
    Self(
      "unshown-error", at: line, "the cell has an error but no output: \(message)",
      help: "if the error is intended, add an output fence after the cell")
  }

  static func differs(_ what: String, at line: Int, _ details: [String]) -> Self {
    Self(
      "\(what)-differs", at: line, "the \(what) differs from the actual one", help: "`--accept` updates it",
      details: details)
  }

  static func noTitle(at line: Int) -> Self {
    Self("missing-title", at: line, "the lesson has no title", help: "start it with `# ` and a title")
  }

  package static func brokenLink(_ target: String, _ reason: String, at line: Int) -> Self {
    Self("broken-link", at: line, "broken link `\(target)`: \(reason)")
  }
}

/// Problems with the answers of an exercise.
extension LessonProblem {
  static func starterPasses(_ name: String, at line: Int) -> Self {
    Self("starter-passes", at: line, "the starter of `\(name)` already passes, so there is nothing to do")
  }

  static func passesEmpty(_ name: String, at line: Int) -> Self {
    Self("empty-passes", at: line, "`\(name)` passes without an answer")
  }

  static func fails(_ role: String, _ name: String, at line: Int, _ verdict: Verdict) -> Self {
    Self(
      "\(role)-fails", at: line, "this answer to `\(name)` should pass, got `\(verdict.status.rawValue)`",
      details: verdict.findings.map(\.text))
  }

  static func wrongPasses(_ name: String, at line: Int) -> Self {
    Self("wrong-passes", at: line, "this answer to `\(name)` should fail, but it passes")
  }

  static func unneeded(_ name: String, at line: Int) -> Self {
    Self(
      "unneeded-statement", at: line, "the solution of `\(name)` passes without this statement",
      help: "remove it, or add a test for what it does")
  }
}
