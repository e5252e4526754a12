import Diagnostics
import Syntax

/// How the same raise is answered under every era.
package struct CompareEvent: Sendable, Hashable {
  package enum Verdict: Sendable, Hashable {
    case answer(Answer)
    /// What these releases cannot express, and why.
    case notPossible(String)
  }

  /// Releases, next to each other, that answer alike.
  package struct Row: Sendable, Hashable {
    package var first: String
    /// The newest, which was asked; so was the newest of each era between.
    package var last: String
    /// After the requests of the running process.
    package var now: Verdict
    /// In a new process.
    package var fresh: Verdict
    /// The statement of the app that does not exist under these releases, and why; nil where all do.
    package var leftOut: String?
    /// Whether the release in use is one of them.
    package var isInUse: Bool
  }

  /// Where two neighbouring rows part.
  package struct Parting: Sendable, Hashable {
    package enum Step: Sendable, Hashable {
      case look(LookupEvent.Look)
      /// No look follows.
      case ended
    }

    /// The last release of one row and the first that was asked of the next.
    package var before: String
    package var after: String
    /// The first look that differs, or that only one of them takes.
    package var stepBefore: Step
    package var stepAfter: Step
    /// What the same handler receives, where that is the difference.
    package var receivedBefore: Received?
    package var receivedAfter: Received?

    package struct Received: Sendable, Hashable {
      package var argument: TextID
      package var original: TextID?
    }
  }

  /// One raise and its rows.
  package struct Comparison: Sendable, Hashable {
    package var target: RequestEvent.Target
    package var scope: TextID?
    package var rows: [Row]
    package var partings: [Parting]
  }

  /// The request that was asked about; nil: a raise of every declared class, in a new process.
  package var target: RequestEvent.Target?
  package var scope: TextID?
  package var comparisons: [Comparison]

  /// The statement that asks for it.
  package var statement: Question { .compare(target.map { $0.request(in: scope) }) }
}
