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
    Self("missing-\(slug)", at: line, "exercise `\(name)` has no \(what)")
  }

  static func uselessTests(_ name: String, at line: Int) -> Self {
    Self(
      "useless-tests", at: line, "exercise `\(name)` is not judged by tests, so nobody runs these",
      help: "remove them, or remove `equivalent` or `catches` from the exercise")
  }

  static func brokenTests(_ name: String, at line: Int, _ message: String) -> Self {
    Self("broken-tests", at: line, "a test of `\(name)` cannot be read: \(message)")
  }
}
