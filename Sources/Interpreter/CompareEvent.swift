import Diagnostics
import Resolution
import Syntax

/// The answers of every era to the same request.
public struct CompareEvent: Sendable, Hashable {
  /// The answer of a group of releases, or the reason why they have none.
  public enum Verdict: Sendable, Hashable {
    case answer(Answer)
    /// The request is not possible in these releases, with the reason.
    case notPossible(String)
  }

  /// Consecutive releases with the same answer.
  public struct Row: Sendable, Hashable {
    /// The oldest of the releases.
    public var first: Release
    /// The newest of the releases. The answer is from this release and from the newest release of each era between.
    public var last: Release
    /// The answer after the requests of the running process.
    public var now: Verdict
    /// The answer in a fresh process.
    public var fresh: Verdict
    /// The first statement of the app that does not exist in these releases, and the reason; nil if all exist.
    public var leftOut: String?
    /// Whether the current release is one of them.
    public var isCurrent: Bool
  }

  /// The point where the lookups of two neighboring rows start to differ.
  public struct Divergence: Sendable, Hashable {
    /// The step that the lookup of one row takes where the two rows start to differ.
    public enum Step: Sendable, Hashable {
      case probe(LookupEvent.Probe)
      /// The lookup has no further step.
      case ended
    }

    /// The name of the framework of both releases.
    public var framework: String
    /// The last release of the first row.
    public var before: String
    /// The newest release of the first era of the next row.
    public var after: String
    /// The first different step in the lookup of the first row.
    public var stepBefore: Step
    /// The step of the next row at the same place.
    public var stepAfter: Step
    /// What the same handler receives in the first row; nil if the rows do not differ in this.
    public var receivedBefore: Received?
    /// What it receives in the next row; nil if the rows do not differ in this.
    public var receivedAfter: Received?

    /// The classes of the exception that a handler receives.
    public struct Received: Sendable, Hashable {
      /// The class of the object that the handler receives.
      public var argument: TextID
      /// The class of the object's `original_exception` (Flask 1.1 and later), if it has one.
      public var original: TextID?
    }
  }

  /// One request and its rows.
  public struct Comparison: Sendable, Hashable {
    /// The request, without its route and its blueprint.
    public var target: RequestEvent.Target
    /// The route of the view, if the request names one.
    public var route: TextID?
    /// The blueprint, as the request names it; nil: the app.
    public var scope: TextID?
    /// The rows, oldest releases first. Consecutive releases with the same answer share a row.
    public var rows: [Row]
    /// The points where neighboring rows differ, oldest first. Rows without comparable lookups have none.
    public var divergences: [Divergence]

    /// The request as a statement without spans.
    public var request: Request { target.request(at: route, in: scope) }
  }

  /// The compared request; nil if every declared class is raised in a fresh process.
  public var target: RequestEvent.Target?
  /// The route of the view, if the request names one.
  public var route: TextID?
  /// The blueprint, as the request names it; nil: the app.
  public var scope: TextID?
  /// The comparison of the request, or one comparison for each declared class in order of declaration.
  public var comparisons: [Comparison]

  /// The request; nil if every declared class is raised.
  public var request: Request? { target.map { $0.request(at: route, in: scope) } }

  /// The statement that makes this comparison.
  public var statement: Question { .compare(request) }
}
