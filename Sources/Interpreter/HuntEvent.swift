import Diagnostics
import Resolution
import Syntax

/// The result of `hunt`: whether an order of raises changes an answer, and the shortest order that does.
public struct HuntEvent: Sendable, Hashable {
  /// The basis of a verdict.
  public enum Basis: Sendable, Hashable {
    /// The lookup of the release writes nothing, so no order can change an answer.
    case writesNothing
    /// The lookup stores its results in a separate table, and every registration empties it.
    case memo
    /// The lookup stores its results in a separate table. No registration empties it, but `hunt` examines only handlers
    /// that are registered before the first request (Sanic up to 21.3).
    case separateCache
    /// A search of the tables.
    case search
  }

  /// A raise, as a statement names it.
  public struct Raise: Sendable, Hashable {
    /// The request that raises the class, without its route and its blueprint.
    public var target: RequestEvent.Target
    /// The route of the view, if the request names one.
    public var route: TextID?
    /// The registration that the request goes to, as requests name it; nil: the app.
    public var scope: TextID?
  }

  /// A sequence of raises that changes the answer of the last one.
  public struct Proof: Sendable, Hashable {
    /// The raises in order. The other raises change the answer of the last one.
    public var raises: [Raise]
    /// The answer to the last raise after the others.
    public var answer: Answer
    /// The answer to the same raise in a fresh process.
    public var fresh: Answer
  }

  /// A class with an answer that other raises can change, and the cache entry that changes it.
  public struct Affected: Sendable, Hashable {
    /// The raise that gets another answer.
    public var raise: Raise
    /// The number of raises in the shortest proof.
    public var raises: Int
    /// The class for which the cache wrote the entry.
    public var entry: TextID
    /// The table with the entry.
    public var table: TablePlace
    /// The handler in the entry; nil if the entry stores that there is none (Sanic).
    public var handler: HandlerReference?
    /// The handler that the lookup finds in a fresh process; nil if it finds none.
    public var instead: HandlerReference?
  }

  /// The class that the statement names; nil: all classes.
  public var target: TextID?
  /// The blueprint that the statement names; nil: the application and each blueprint.
  public var scope: TextID?
  /// The release.
  public var release: Release
  /// The basis of the verdict.
  public var basis: Basis
  /// The shortest proof that an order changes an answer; nil: safe.
  public var proof: Proof?
  /// The affected classes in order of declaration. If there are many, only the first ones.
  public var affected: [Affected]
  /// The number of affected classes, including those that are not listed. A class counts once for each table.
  public var affectedCount: Int
  /// The number of different affected classes. One class can be affected in the application and in blueprints.
  public var affectedClasses: Int

  /// Whether no order of raises changes an answer.
  public var isSafe: Bool { proof == nil }
}

extension HuntEvent.Raise {
  /// Creates the raise that an event answers.
  init(_ event: RequestEvent) { self.init(target: event.target, route: event.route, scope: event.scope) }

  /// The raise as a statement: `raise E at checkout in admin`.
  public func text(_ texts: TextTable) -> String { target.request(at: route, in: scope).text(texts) }
}

extension HuntEvent {
  /// The statement that makes this search: `hunt E in admin`.
  public var statement: Question {
    .hunt(target.map { Subject(name: Name($0), scope: scope.map { Name($0) }) })
  }
}
