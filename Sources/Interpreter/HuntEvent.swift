import Diagnostics
import Syntax

/// Whether an order of raises changes an answer, and the fewest raises that do.
package struct HuntEvent: Sendable, Hashable {
  /// What a verdict rests on.
  package enum Ground: Sendable, Hashable {
    /// The lookup of the release writes nothing, so there is nothing to look for.
    case writesNothing
    /// What is found is kept in a table of its own, which is emptied at every registration.
    case memo
    /// The tables were looked through.
    case search
  }

  /// A raise, as it could be typed.
  package struct Raise: Sendable, Hashable {
    package var target: RequestEvent.Target
    package var scope: TextID?
  }

  /// The raises, and what the last one of them answers.
  package struct Proof: Sendable, Hashable {
    package var raises: [Raise]
    package var answer: Answer
    /// What the same raise answers in a new process.
    package var fresh: Answer
  }

  /// A class whose answer can be changed, and the entry that does it.
  package struct Affected: Sendable, Hashable {
    package var raise: Raise
    /// How many raises it takes.
    package var raises: Int
    /// The class under which the cache wrote the entry, in the table of this scope and code.
    package var entry: TextID
    package var scope: String?
    package var code: Int?
    /// The handler that the entry holds.
    package var handler: HandlerReference
    /// The handler that would have been found.
    package var instead: HandlerReference
  }

  /// The class that was asked about; nil: all of them.
  package var target: TextID?
  /// The blueprint that was asked about; nil: the application and each blueprint.
  package var scope: TextID?
  package var flask: String
  package var ground: Ground
  /// Nil: safe.
  package var proof: Proof?
  package var affected: [Affected]
  /// How many there are, those included that are not listed.
  package var affectedCount: Int
  /// How many classes they are: one may be affected in the application and in blueprints.
  package var affectedClasses: Int

  package var isSafe: Bool { proof == nil }
}

extension HuntEvent.Raise {
  /// The raise as a statement: `raise E in admin`.
  package func text(_ texts: TextTable) -> String { target.request(in: scope).text(texts) }
}

extension HuntEvent {
  /// The statement that asks for it: `hunt E in admin`.
  package var statement: Question {
    .hunt(target.map { Subject(name: Name($0), scope: scope.map { Name($0) }) })
  }
}
