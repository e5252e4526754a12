/// A promise that a lesson does not keep.
package struct LessonProblem: Error, Sendable, Hashable {
  /// Stable, lower-case words joined by hyphens.
  package var slug: String
  /// The line in the lesson's file, from 1.
  package var line: Int
  /// One sentence without a full stop.
  package var message: String
  /// One next step; nil where the message says enough.
  package var help: String?
  /// Lines that show it: a difference, or what an answer did. Each without its line end.
  package var details: [String] = []

  package init(_ slug: String, at line: Int, _ message: String, help: String? = nil, details: [String] = []) {
    self.slug = slug
    self.line = line
    self.message = message
    self.help = help
    self.details = details
  }
}

/// What can be wrong with the fences of exercises.
extension LessonProblem {
  package static func unnamed(_ role: String, at line: Int) -> Self {
    Self(
      "unnamed-fence", at: line, "this `\(role)` does not say which exercise it belongs to",
      help: "write the exercise's name behind it: lower-case letters, digits and hyphens")
  }

  static func badFence(_ message: String, at line: Int) -> Self { Self("bad-fence", at: line, message) }

  static func otherPoints(_ exercise: Exercise) -> Self {
    let (stated, sum) = (exercise.statedPoints ?? 1, exercise.pointsStatedByTests)
    return .badFence(
      "exercise `\(exercise.name)` states \(stated) points, and its tests state \(sum)", at: exercise.starter.line)
  }

  static func duplicateExercise(_ name: String, at line: Int, first: Int) -> Self {
    Self(
      "duplicate-exercise", at: line, "there is an exercise `\(name)` in line \(first) already",
      help: "give it another name")
  }

  static func unknownExercise(_ name: String, _ role: String, at line: Int) -> Self {
    Self(
      "unknown-exercise", at: line, "this `\(role)` belongs to `\(name)`, and no exercise above it has that name",
      help: "put it behind the exercise, under the same name")
  }

  static func secondSolution(_ name: String, at line: Int, first: Int) -> Self {
    Self(
      "second-solution", at: line, "exercise `\(name)` has a solution in line \(first) already",
      help: "call other answers that must pass `also`")
  }

  static func lacks(_ slug: String, _ what: String, _ name: String, at line: Int) -> Self {
    Self("missing-\(slug)", at: line, "exercise `\(name)` has no \(what.replacing("a ", with: "", maxReplacements: 1))")
  }

  static func uselessTests(_ name: String, at line: Int) -> Self {
    Self(
      "useless-tests", at: line, "exercise `\(name)` is not judged by tests, so nobody runs these",
      help: "remove them, or remove `equivalent` or `catches` from the exercise")
  }
}

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

  static func brokenTests(_ name: String, at line: Int, _ message: String) -> Self {
    Self("broken-tests", at: line, "a test of `\(name)` cannot be read: \(message)")
  }
}
