import Diagnostics
import Interpreter
import Resolution

/// The result of judging an answer.
package struct Verdict: Sendable {
  package enum Status: String, Sendable, Hashable, CaseIterable {
    case passed
    case failed
    /// The answer has no statements.
    case empty
    /// A statement has a syntax error, so nothing ran.
    case syntaxError = "syntax-error"
    /// The input is not valid text for a script.
    case refusedInput = "refused-input"
    /// The answer exceeds a limit.
    case limit
  }

  /// One check: a test under a release, or a resolver under which the answer's expectations must pass or fail.
  package struct Check: Sendable, Hashable {
    package var name: String
    /// The release, unless the name already includes it.
    package var release: Release?
    /// Why the check failed; nil if it passed.
    package var finding: Finding?

    /// The name of the check for expectations outside of test blocks.
    package static let loose = "expectations"

    package init(name: String, release: Release? = nil, finding: Finding? = nil) {
      self.name = name
      self.release = release
      self.finding = finding
    }
  }

  /// Checks that share points: one fence of tests, or the whole exercise if it has none.
  package struct Part: Sendable, Hashable {
    package var points: Int
    package var visibility: Exercise.Tests.Visibility
    /// Empty if judging stopped before these checks ran.
    package var checks: [Check]
    /// Whether each check earns its own share. Checks that only make sense together earn all or nothing.
    package var isDivided: Bool

    package var passed: Bool { !checks.isEmpty && checks.allSatisfy { $0.finding == nil } }

    package init(
      points: Int, visibility: Exercise.Tests.Visibility = .all, checks: [Check] = [], isDivided: Bool = false
    ) {
      self.points = points
      self.visibility = visibility
      self.checks = checks
      self.isDivided = isDivided
    }

    /// The points that a check earns and the points it could earn.
    package struct Share: Sendable, Hashable {
      package var points: Int
      package var possible: Int
    }

    /// The share of each check. The possible points add up to the part's points.
    ///
    /// Points are whole numbers. A part with fewer points than checks earns all or nothing. Otherwise one passing test could
    /// earn all its points. The possible points are then listed with the checks that fail.
    package var shares: [Share] {
      if passed || (isDivided && points >= checks.count) {
        return zip(checks, equalShares(of: points, among: checks.count)).map { check, share in
          Share(points: check.finding == nil ? share : 0, possible: share)
        }
      }
      var lost = equalShares(of: points, among: checks.count { $0.finding != nil })[...]
      return checks.map { Share(points: 0, possible: $0.finding == nil ? 0 : lost.popFirst() ?? 0) }
    }

    package var earnedPoints: Int { shares.reduce(0) { $0 + $1.points } }
  }

  package var status: Status
  package var parts: [Part]
  /// Why nothing was checked; nil if the checks ran.
  package var obstacle: Finding?
  /// Errors and notes about the answer's statements, with spans in `source`.
  package var diagnostics: [Diagnostic] = []
  /// The answer.
  package var source: SourceText

  package var passed: Bool { status == .passed }

  /// Everything that kept the answer from passing, in order.
  package var findings: [Finding] {
    [obstacle].compactMap { $0 } + parts.flatMap { $0.checks.compactMap { $0.finding } }
  }

  /// The findings that students may see, with one entry for all hidden tests that fail.
  package var shownFindings: [Finding] {
    let shown = parts.filter { $0.visibility == .all }.flatMap { $0.checks.compactMap { $0.finding } }
    return [obstacle].compactMap { $0 } + shown + (hidesFailure ? [.hidden] : [])
  }

  /// Whether a test that is not fully visible fails.
  var hidesFailure: Bool { obstacle == nil && parts.contains { $0.visibility != .all && !$0.passed } }

  package var points: Int { parts.reduce(0) { $0 + $1.earnedPoints } }

  package var possiblePoints: Int { parts.reduce(0) { $0 + $1.points } }
}

/// Why an answer or a check fails: the first difference, as a value.
package enum Finding: Sendable, Hashable {
  /// An expectation of a test failed.
  case unmet(Unmet)
  /// The answer's app behaves differently from the solution's app under a release.
  case behaves(Unmet)
  /// A statement had a runtime error. `under` is set if only that release has the error.
  case broken(message: String, line: Int, under: NamedResolver? = nil)
  /// The tests use something that the answer does not declare.
  case lacking(release: Release?, reason: String)
  /// The answer's app cannot run a request that the solution's app can.
  case withoutRequest(statement: String, release: Release, reason: String)
  /// All expectations of the answer pass under a resolver where one must fail.
  case unnoticed(by: Int, resolver: NamedResolver)
  /// All expectations that ran pass where one must fail, and a statement has an error. An error is not a failed expectation.
  case unnoticedAfterError(message: String, line: Int, resolver: NamedResolver)
  /// An expectation of the answer fails under a resolver where all must pass.
  case falseAlarm(Unmet, resolver: NamedResolver)
  /// The answer has no expectations.
  case expectsNothing
  /// The answer uses a forbidden word.
  case forbidden(word: String, line: Int)
  /// The answer has no statements.
  case empty
  /// The answer has a syntax error or is not valid text; this is the first problem.
  case unreadable(message: String, line: Int)
  case limit(String)
  /// A hidden test fails.
  case hidden

  /// An expectation that failed, after the fewest requests that make it fail.
  package struct Unmet: Sendable, Hashable {
    /// The requests before it, as statements, and handlers that were registered between them. All of the requests are needed.
    package var after: [String]
    package var subject: ExpectationEvent.Subject
    package var expected: String
    package var actual: String
    package var release: Release

    package init(after: [String], subject: ExpectationEvent.Subject, expected: String, actual: String, release: Release)
    {
      self.after = after
      self.subject = subject
      self.expected = expected
      self.actual = actual
      self.release = release
    }
  }
}
