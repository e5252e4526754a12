import Diagnostics
import Interpreter
import Resolution

/// What a judge found out about an answer.
package struct Verdict: Sendable {
  package enum Status: String, Sendable, Hashable, CaseIterable {
    case passed
    case failed
    /// There is no statement in it.
    case empty
    /// A statement could not be understood, so nothing was run.
    case syntaxError = "syntax-error"
    /// It is no text that a script could be.
    case refusedInput = "refused-input"
    /// It asks for more than is judged.
    case limit
  }

  /// One thing that was looked at: a test under a release, a resolver that had to be noticed.
  package struct Check: Sendable, Hashable {
    package var name: String
    /// The release, where the name does not tell.
    package var release: Release?
    /// Nil: it passed.
    package var finding: Finding?

    /// The name of the check of expectations that stand in no test.
    package static let loose = "expectations"

    package init(name: String, release: Release? = nil, finding: Finding? = nil) {
      self.name = name
      self.release = release
      self.finding = finding
    }
  }

  /// Checks that share points: one fence of tests or, where an exercise has none, all of it.
  package struct Part: Sendable, Hashable {
    package var points: Int
    package var visibility: Exercise.Tests.Visibility
    /// Empty where the answer did not come so far.
    package var checks: [Check]
    /// Whether a check earns its share alone. Checks that only mean something together earn all or nothing.
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

    /// What a check earns, and could earn.
    package struct Share: Sendable, Hashable {
      package var points: Int
      package var possible: Int
    }

    /// The share of each check. The possible points add up to those of the part, the points to what it earns.
    ///
    /// Points are whole numbers. A part with fewer points than checks earns all or nothing: otherwise the first test that
    /// passes would earn what takes all of them. Its possible points are then shown with the checks that fail.
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
  /// Why nothing was checked; nil where the checks say it all.
  package var obstacle: Finding?
  /// What was wrong with the answer's statements, and notes about them; spans are those of `source`.
  package var diagnostics: [Diagnostic] = []
  /// The answer.
  package var source: SourceText

  package var passed: Bool { status == .passed }

  /// What kept it from passing, first things first.
  package var findings: [Finding] {
    [obstacle].compactMap { $0 } + parts.flatMap { $0.checks.compactMap { $0.finding } }
  }

  /// Those that may be shown, with one for all that are hidden.
  package var shownDiagnostics: [Finding] {
    let shown = parts.filter { $0.visibility == .all }.flatMap { $0.checks.compactMap { $0.finding } }
    return [obstacle].compactMap { $0 } + shown + (hidesFailure ? [.hidden] : [])
  }

  /// Whether a test that is not shown does not pass.
  var hidesFailure: Bool { obstacle == nil && parts.contains { $0.visibility != .all && !$0.passed } }

  package var points: Int { parts.reduce(0) { $0 + $1.earnedPoints } }

  package var possiblePoints: Int { parts.reduce(0) { $0 + $1.points } }
}

/// Why an answer does not pass, or one check of it: the first difference, as a value.
package enum Finding: Sendable, Hashable {
  /// An expectation of a test did not hold.
  case unmet(Unmet)
  /// Under a release the answer's app behaves otherwise than the solution's.
  case behaves(Unmet)
  /// A statement got an error when it ran, and where, if it is not the release of the lesson.
  case broken(message: String, line: Int, under: NamedResolver? = nil)
  /// The tests ask for something that the answer does not have.
  case lacking(release: Release?, reason: String)
  /// The answer has no request that the solution has.
  case withoutRequest(statement: String, release: Release, reason: String)
  /// All expectations of the answer pass where one must fail.
  case unnoticed(by: Int, resolver: NamedResolver)
  /// The same, but not all of the answer runs there: an error is no expectation that fails.
  case unnoticedAfterError(message: String, line: Int, resolver: NamedResolver)
  /// An expectation of the answer fails where all must pass.
  case falseAlarm(Unmet, resolver: NamedResolver)
  /// The answer expects nothing.
  case expectsNothing
  /// The answer says a word that it may not, and all that it may not say.
  case forbidden(word: String, line: Int, unusable: [String])
  /// There is no statement in the answer.
  case empty
  /// The answer could not be read: the first problem.
  case unreadable(message: String, line: Int)
  case limit(String)
  /// A test does not pass of which nothing is shown.
  case hidden

  /// An expectation that did not hold, after the fewest requests after which it does not.
  package struct Unmet: Sendable, Hashable {
    /// The requests before it, as statements; all of them are needed.
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
