/// A mistake in a lesson: something that is malformed, or that does not do what the lesson says.
package struct LessonProblem: Error, Sendable, Hashable {
  /// A stable identifier: lower-case words joined by hyphens.
  package var slug: String
  /// The line in the lesson's file, counted from 1.
  package var line: Int
  /// One sentence without a period.
  package var message: String
  /// One next step; nil if the message is enough.
  package var help: String?
  /// Lines that show the problem: a difference, or why an answer failed. They have no line ends.
  package var details: [String] = []

  package init(_ slug: String, at line: Int, _ message: String, help: String? = nil, details: [String] = []) {
    self.slug = slug
    self.line = line
    self.message = message
    self.help = help
    self.details = details
  }
}

/// Problems with the fences of exercises.
extension LessonProblem {
  package static func unnamed(_ role: String, at line: Int) -> Self {
    Self(
      "unnamed-fence", at: line, "this `\(role)` fence does not name its exercise",
      help: "write the exercise's name after `\(role)`: lower-case letters, digits and hyphens")
  }

  static func badFence(_ message: String, at line: Int) -> Self { Self("bad-fence", at: line, message) }

  static func otherPoints(_ exercise: Exercise) -> Self {
    let (stated, sum) = (exercise.statedPoints ?? 1, exercise.pointsStatedByTests)
    return .badFence(
      "exercise `\(exercise.name)` has \(stated) points, but its tests have \(sum)", at: exercise.starter.line)
  }

  package static func duplicateExercise(_ name: String, at line: Int, first: Int) -> Self {
    Self(
      "duplicate-exercise", at: line, "exercise `\(name)` already exists in line \(first)",
      help: "give it another name")
  }

  static func unknownExercise(_ name: String, _ role: String, at line: Int) -> Self {
    Self(
      "unknown-exercise", at: line, "this `\(role)` fence names `\(name)`, but there is no such exercise above it",
      help: "put it after the exercise and use the same name")
  }

  static func secondSolution(_ name: String, at line: Int, first: Int) -> Self {
    Self(
      "second-solution", at: line, "exercise `\(name)` already has a solution in line \(first)",
      help: "use `also` for other answers that must pass")
  }

  static func lacks(_ slug: String, _ what: String, _ name: String, at line: Int) -> Self {
    Self("missing-\(slug)", at: line, "exercise `\(name)` has no \(what)")
  }

  static func uselessTests(_ name: String, at line: Int) -> Self {
    Self(
      "useless-tests", at: line, "exercise `\(name)` does not use tests, so these never run",
      help: "remove them, or remove `equivalent` or `catches` from the exercise")
  }

  static func brokenTests(_ name: String, at line: Int, _ message: String) -> Self {
    Self("broken-tests", at: line, "a test of `\(name)` cannot be read: \(message)")
  }
}
