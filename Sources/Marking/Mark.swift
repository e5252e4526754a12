import Exercises
import Resolution

/// # Marking
///
/// In: a lesson, a teacher's own tests, and one answer. Out: a mark. An answer is judged as `learn` judges it. A mark leaves out
/// what a student may not see of hidden tests: so no format can show more than the mark has. Variants give a lesson other names,
/// and a hand-in is the page with the answers of one student. Nothing here reads Markdown or a file, so a browser can mark too.

/// The result of one student's answer to one exercise.
package struct Mark: Sendable, Hashable {
  package enum Status: String, Sendable, Hashable, CaseIterable {
    case passed, failed
    /// Nothing was handed in.
    case missing
    /// What was handed in holds no statement.
    case empty
    case syntaxError = "syntax-error"
    /// No file that a script could be: a link, a device, no UTF-8, changed while it was read.
    case refusedInput = "refused-input"
    /// It asks for more than is judged.
    case limit
    /// Our fault: the judge could not do its work.
    case graderError = "grader-error"
  }

  /// A test, with its share of the points.
  package struct Test: Sendable, Hashable {
    /// `hidden` where the teacher keeps the name.
    package var name: String
    /// Nil where the teacher keeps even that.
    package var passed: Bool?
    /// What it came to; nil where there is nothing to say, or nothing may be said.
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

  /// Whether a test passed, for formats that want to know it of each. Of a hidden one its points tell; one without points
  /// stands for whatever keeps an answer from passing.
  package func hasPassed(_ test: Test) -> Bool {
    test.passed ?? (status == .passed || (test.possible > 0 && test.points == test.possible))
  }

  /// What else kept it from passing, as far as it may be shown.
  package var furtherReasons: [String] {
    var messages = tests.compactMap { $0.passed == true ? nil : $0.message }
    if let first = messages.firstIndex(where: { $0 == reason }) { messages.remove(at: first) }
    return messages
  }

  /// Whose answer it is, and to what: there is one mark of each.
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
  /// Why it did not pass, in a sentence or two.
  package var reason: String?
  package var tests: [Test]
  /// What a reader of the answer should know: names that look alike, characters that change what is seen.
  package var warnings: [String]
  /// What a download or a file of times says about lateness. It is shown, and costs nothing.
  package var late: String?
  /// Why a person changed the points.
  package var overridden: String?
  /// Other names of the student, so that a list can be matched to marks as it is to submissions; nil if there are none.
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
  /// Points that a mark may have: more than any lesson gives, and few enough to be added up.
  package static let possiblePoints = 0...1_000_000

  /// Whether its points can be added to others without a thought, wherever it comes from.
  package var canBeAdded: Bool {
    let all = [points, possible] + tests.flatMap { [$0.points, $0.possible] }
    return all.allSatisfy { Self.possiblePoints.contains($0) }
  }

  /// A mark for what never came to a judge.
  package init(
    _ status: Status, student: String, exercise: String, possible: Int, reason: String?, late: String? = nil
  ) {
    self.init(
      student: student, exercise: exercise, status: status, points: 0, possible: possible, reason: reason, tests: [],
      warnings: [], late: late, overridden: nil)
  }

  /// The mark that a verdict comes to.
  package init(_ verdict: Verdict, student: String, exercise: String, warnings: [String], late: String?) {
    let status = Status(rawValue: verdict.status.rawValue) ?? .graderError
    self.init(
      student: student, exercise: exercise, status: status, points: verdict.points, possible: verdict.possiblePoints,
      reason: verdict.passed ? nil : verdict.shownDiagnostics.first?.text,
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
