import Exercises

/// What can be wrong with cells.
extension LessonProblem {
  static func unclosed(at line: Int) -> Self {
    Self("unclosed-fence", at: line, "this fence is never closed", help: "end it with a line of the same marks")
  }

  static func strayOutput(at line: Int) -> Self {
    Self(
      "stray-output", at: line, "no cell stands right before this output, so nothing proves it",
      help: "put it behind the cell that prints it")
  }

  /// - Parameter suggestion: the words that were probably meant; empty if nobody knows.
  static func unknownFence(_ words: String, suggestion: String, at line: Int) -> Self {
    Self(
      "bad-fence", at: line, "`\(words)` is no kind of fence",
      help: suggestion.isEmpty
        ? "write `errorbook`, `errorbook predict`, or `errorbook exercise NAME`" : "did you mean `\(suggestion)`?")
  }

  static func givesAnswerAway(_ exercise: String, _ words: String, at line: Int) -> Self {
    Self(
      "answer-in-text", at: line, "this fence passes `\(exercise)`, and `hand-out` would give it to students",
      help: (words.isEmpty ? "" : "`\(words)` is no kind of fence: ")
        + "call it `errorbook also \(exercise)`, or leave it out")
  }

  static func unshownError(_ message: String, at line: Int) -> Self {
    Self(
      "unshown-error", at: line, "the cell has an error, and shows no output: \(message)",
      help: "put an output fence behind it, if the error is meant")
  }

  static func differs(_ what: String, at line: Int, _ details: [String]) -> Self {
    Self(
      "\(what)-differs", at: line, "the \(what) is not what comes out", help: "`--accept` writes what comes out",
      details: details)
  }

  static func noTitle(at line: Int) -> Self {
    Self("missing-title", at: line, "the lesson has no title", help: "begin it with `# ` and a title")
  }

  package static func brokenLink(_ target: String, _ reason: String, at line: Int) -> Self {
    Self("broken-link", at: line, "the link to `\(target)` leads nowhere: \(reason)")
  }
}

/// What can be wrong with the answers that an exercise comes with.
extension LessonProblem {
  static func starterPasses(_ name: String, at line: Int) -> Self {
    Self("starter-passes", at: line, "the starter of `\(name)` passes as it is, so there is nothing to do")
  }

  static func holdsUnanswered(_ name: String, at line: Int) -> Self {
    Self("empty-passes", at: line, "what `\(name)` asks for holds without an answer")
  }

  static func fails(_ role: String, _ name: String, at line: Int, _ verdict: Verdict) -> Self {
    Self(
      "\(role)-fails", at: line, "this answer to `\(name)` should pass, and it does not: \(verdict.status.rawValue)",
      details: verdict.findings.map(\.text))
  }

  static func wrongPasses(_ name: String, at line: Int) -> Self {
    Self("wrong-passes", at: line, "this answer to `\(name)` should fail, and it passes")
  }

  static func unneeded(_ name: String, at line: Int) -> Self {
    Self(
      "unneeded-statement", at: line, "the solution of `\(name)` passes without this statement",
      help: "leave it out, or ask for what it does")
  }
}
