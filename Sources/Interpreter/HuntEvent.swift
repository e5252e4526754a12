import Diagnostics
import Resolution
import Syntax

/// Whether an order of raises changes an answer, and the fewest raises that do.
public struct HuntEvent: Sendable, Hashable {
  /// What a verdict rests on.
  public enum Basis: Sendable, Hashable {
    /// The lookup of the release writes nothing, so there is nothing to look for.
    case writesNothing
    /// What is found is kept in a table of its own, which is emptied at every registration.
    case memo
    /// The tables were looked through.
    case search
  }

  /// A raise, as it could be typed.
  public struct Raise: Sendable, Hashable {
    /// The request that raises the class, without its blueprint.
    public var target: RequestEvent.Target
    /// The registration that the request goes to, as requests name it; nil: the app.
    public var scope: TextID?
  }

  /// The raises, and what the last one of them answers.
  public struct Proof: Sendable, Hashable {
    /// The raises in order; the answer of the last one is changed by the others.
    public var raises: [Raise]
    /// What the last raise answers after the others.
    public var answer: Answer
    /// What the same raise answers in a new process.
    public var fresh: Answer
  }

  /// A class whose answer can be changed, and the entry that does it.
  public struct Affected: Sendable, Hashable {
    /// The raise whose answer can be changed.
    public var raise: Raise
    /// How many raises it takes.
    public var raises: Int
    /// The class under which the cache wrote the entry, in the table of this scope and code.
    public var entry: TextID
    /// The registration whose table has the entry, as requests name it; nil: the app.
    public var scope: String?
    /// The status code of that table; nil: the table for classes without one.
    public var code: Int?
    /// The handler that the entry holds.
    public var handler: HandlerReference
    /// The handler that would have been found.
    public var instead: HandlerReference
  }

  /// The class that was asked about; nil: all of them.
  public var target: TextID?
  /// The blueprint that was asked about; nil: the application and each blueprint.
  public var scope: TextID?
  /// The release.
  public var release: Release
  /// What the verdict rests on.
  public var basis: Basis
  /// Nil: safe.
  public var proof: Proof?
  /// The classes whose answers can be changed, in order of declaration; not all where they are many.
  public var affected: [Affected]
  /// How many there are, those included that are not listed.
  public var affectedCount: Int
  /// How many classes they are: one may be affected in the application and in blueprints.
  public var affectedClasses: Int

  /// Whether no order of raises changes an answer.
  public var isSafe: Bool { proof == nil }
}

extension HuntEvent.Raise {
  /// The raise as a statement: `raise E in admin`.
  public func text(_ texts: TextTable) -> String { target.request(in: scope).text(texts) }
}

extension HuntEvent {
  /// The statement that asks for it: `hunt E in admin`.
  public var statement: Question {
    .hunt(target.map { Subject(name: Name($0), scope: scope.map { Name($0) }) })
  }
}
