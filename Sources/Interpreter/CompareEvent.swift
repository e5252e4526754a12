import Diagnostics
import Syntax

/// How the same raise is answered under every era.
public struct CompareEvent: Sendable, Hashable {
  public enum Verdict: Sendable, Hashable {
    case answer(Answer)
    /// What these releases cannot express, and why.
    case notPossible(String)
  }

  /// Releases, next to each other, that answer alike.
  public struct Row: Sendable, Hashable {
    public var first: String
    /// The newest, which was asked; so was the newest of each era between.
    public var last: String
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
  public struct Parting: Sendable, Hashable {
    public enum Step: Sendable, Hashable {
      case look(LookupEvent.Look)
      /// No look follows.
      case ended
    }

    /// The last release of one row and the first that was asked of the next.
    public var before: String
    public var after: String
    /// The first look that differs, or that only one of them takes.
    public var stepBefore: Step
    public var stepAfter: Step
    /// What the same handler receives, where that is the difference.
    public var receivedBefore: Received?
    public var receivedAfter: Received?

    public struct Received: Sendable, Hashable {
      public var argument: TextID
      public var original: TextID?
    }
  }

  /// One raise and its rows.
  public struct Comparison: Sendable, Hashable {
    public var target: RequestEvent.Target
    public var scope: TextID?
    public var rows: [Row]
    public var partings: [Parting]
  }

  /// The request that was asked about; nil: a raise of every declared class, in a new process.
  public var target: RequestEvent.Target?
  public var scope: TextID?
  public var comparisons: [Comparison]

  /// The statement that asks for it.
  public var statement: Question { .compare(target.map { $0.request(in: scope) }) }
}
