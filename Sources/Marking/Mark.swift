import Exercises
import Resolution

/// # Marking
///
/// In: a lesson, a teacher's own tests, and one answer. Out: a mark. An answer is judged the way `learn` judges it. A mark
/// does not contain what a student may not see of hidden tests, so no format can reveal it. Variants rename the parts of a
/// lesson, and a hand-in is a page with the answers of one student. Nothing here reads Markdown or a file, so a browser can
/// mark too.

/// The result of one student's answer to one exercise.
package struct Mark: Sendable, Hashable {
  package enum Status: String, Sendable, Hashable, CaseIterable {
    case passed, failed
    /// No answer was submitted.
    case missing
    /// The submission has no statements.
    case empty
    case syntaxError = "syntax-error"
    /// Not a valid script file: a link, a device, not UTF-8, or changed while it was read.
    case refusedInput = "refused-input"
    /// The answer exceeds a limit.
    case limit
    /// An internal error: the judge failed.
    case graderError = "grader-error"
  }

  /// A test, with its share of the points.
  package struct Test: Sendable, Hashable {
    /// `hidden` if the teacher hides the name.
    package var name: String
    /// Nil if the teacher hides the result.
    package var passed: Bool?
    /// The result in words; nil if there is nothing to say or the teacher hides it.
    package var message: String?
    package var points: Int
    package var possible: Int

    package init(name: String, passed: Bool?, message: String?, points: Int, possible: Int) {
      self.name = name
      self.passed = passed
      self.message = message
      self.points = points
      self.possible = possible
    }
  }

  /// Whether a test passed, for formats that need it for each test. For a hidden test this follows from its points. A hidden
  /// test without points passes if the whole answer passed.
  package func hasPassed(_ test: Test) -> Bool {
    test.passed ?? (status == .passed || (test.possible > 0 && test.points == test.possible))
  }

  /// The other reasons why the answer did not pass, as far as the student may see them.
  package var furtherReasons: [String] {
    var messages = tests.compactMap { $0.passed == true ? nil : $0.message }
    if let first = messages.firstIndex(where: { $0 == reason }) { messages.remove(at: first) }
    return messages
  }

  /// Identifies a mark: each student has one mark for each exercise.
  package struct Key: Sendable, Hashable {
    package var student: String
    package var exercise: String

    package init(_ student: String, _ exercise: String) {
      self.student = student
      self.exercise = exercise
    }
  }

  package var key: Key { Key(student, exercise) }

  package var student: String
  package var exercise: String
  package var status: Status
  package var points: Int
  package var possible: Int
  /// Why the answer did not pass, in one or two sentences.
  package var reason: String?
  package var tests: [Test]
  /// Warnings for people who read the answer: names that look alike, characters that change how text looks.
  package var warnings: [String]
  /// What a download or a file of times says about lateness. It does not change the points.
  package var late: String?
  /// Why a person changed the points.
  package var overridden: String?
  /// Other names of the student, so that a class list can be matched with marks like with submissions; nil if there are none.
  package var names: [String]?

  package init(
    student: String, exercise: String, status: Status, points: Int, possible: Int, reason: String?, tests: [Test],
    warnings: [String], late: String?, overridden: String?, names: [String]? = nil
  ) {
    self.student = student
    self.exercise = exercise
    self.status = status
    self.points = points
    self.possible = possible
    self.reason = reason
    self.tests = tests
    self.warnings = warnings
    self.late = late
    self.overridden = overridden
    self.names = names
  }
}

extension Mark {
  /// The valid range of points: more than any lesson gives, and small enough to add up without overflow.
  package static let possiblePoints = 0...1_000_000

  /// Whether its points can be added to others without overflow, wherever the mark comes from.
  package var canBeAdded: Bool {
    let all = [points, possible] + tests.flatMap { [$0.points, $0.possible] }
    return all.allSatisfy { Self.possiblePoints.contains($0) }
  }

  /// Creates a mark for an answer that was not judged.
  package init(
    _ status: Status, student: String, exercise: String, possible: Int, reason: String?, late: String? = nil
  ) {
    self.init(
      student: student, exercise: exercise, status: status, points: 0, possible: possible, reason: reason, tests: [],
      warnings: [], late: late, overridden: nil)
  }

  /// Creates a mark from a verdict.
  package init(_ verdict: Verdict, student: String, exercise: String, warnings: [String], late: String?) {
    let status = Status(rawValue: verdict.status.rawValue) ?? .graderError
    self.init(
      student: student, exercise: exercise, status: status, points: verdict.points, possible: verdict.possiblePoints,
      reason: verdict.passed ? nil : verdict.shownFindings.first?.text,
      tests: verdict.obstacle == nil ? verdict.parts.flatMap { Self.tests($0) } : [], warnings: warnings, late: late,
      overridden: nil)
  }

  private static func tests(_ part: Verdict.Part) -> [Test] {
    switch part.visibility {
    case .never:
      return [
        Test(
          name: "hidden", passed: nil, message: nil, points: part.earnedPoints, possible: part.points)
      ]
    case .all, .rationale:
      return zip(part.checks, part.shares).map { check, share in
        Test(
          name: check.name + (check.release.map { " under \($0.name)" } ?? ""), passed: check.finding == nil,
          message: part.visibility == .all ? check.finding?.text : nil,
          points: share.points, possible: share.possible)
      }
    }
  }
}
