import Diagnostics
import Resolution
import Syntax

/// How the same raise is answered under every era.
public struct CompareEvent: Sendable, Hashable {
  /// The answer of a group of releases, or why they have none.
  public enum Verdict: Sendable, Hashable {
    case answer(Answer)
    /// What these releases cannot express, and why.
    case notPossible(String)
  }

  /// Releases, next to each other, that answer alike.
  public struct Row: Sendable, Hashable {
    /// The oldest of the releases.
    public var first: Release
    /// The newest, which was asked; so was the newest of each era between.
    public var last: Release
    /// After the requests of the running process.
    public var now: Verdict
    /// In a new process.
    public var fresh: Verdict
    /// The statement of the app that does not exist under these releases, and why; nil where all do.
    public var leftOut: String?
    /// Whether the release in use is one of them.
    public var isInUse: Bool
  }

  /// Where two neighbouring rows part.
  public struct Divergence: Sendable, Hashable {
    /// What the lookup of one row does at the place where two rows differ.
    public enum Step: Sendable, Hashable {
      case probe(LookupEvent.Probe)
      /// No look follows.
      case ended
    }

    /// The last release of one row and the first that was asked of the next.
    public var before: String
    /// The first release that was asked of the next row, which is the newest of its era.
    public var after: String
    /// The first look that differs, or that only one of them takes.
    public var stepBefore: Step
    /// The look of the next row at the same place.
    public var stepAfter: Step
    /// What the same handler receives, where that is the difference.
    public var receivedBefore: Received?
    /// What it receives under the next row; nil where that is not the difference.
    public var receivedAfter: Received?

    /// The classes of what a handler receives.
    public struct Received: Sendable, Hashable {
      /// The class of the object that the handler receives.
      public var argument: TextID
      /// The class of the object's `original_exception` (Flask 1.1 and later); nil where there is none.
      public var original: TextID?
    }
  }

  /// One raise and its rows.
  public struct Comparison: Sendable, Hashable {
    /// The request, without its blueprint.
    public var target: RequestEvent.Target
    /// The blueprint, as the request names it; nil: the app.
    public var scope: TextID?
    /// The releases, oldest first, those together that answer alike.
    public var rows: [Row]
    /// Where neighboring rows part, oldest first; rows whose lookups cannot be compared have none.
    public var divergences: [Divergence]
  }

  /// The request that was asked about; nil: a raise of every declared class, in a new process.
  public var target: RequestEvent.Target?
  /// The blueprint, as the request names it; nil: the app.
  public var scope: TextID?
  /// One for the request; without a request, one for each declared class in order of declaration.
  public var comparisons: [Comparison]

  /// The statement that asks for it.
  public var statement: Question { .compare(target.map { $0.request(in: scope) }) }
}
