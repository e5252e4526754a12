/// What a request of the workbook does, by ids.
public struct ResolvedRequest: Sendable, Hashable {
  /// What the view does, or that routing fails.
  public enum Cause: Sendable, Hashable {
    case raise(ClassID)
    case abort(Int32)
    /// Routing fails with this class; such a request has no blueprint.
    case routing(ClassID)
    /// The view returns a response; no exception is raised.
    case respond(body: BodyID, status: Int32)
  }

  /// What the view does, or that routing fails.
  public var cause: Cause
  /// The registration that the request goes to; nil: the app.
  public var scope: RegistrationID?

  /// Creates a request; without a scope it goes to the app.
  public init(cause: Cause, scope: RegistrationID?) {
    self.cause = cause
    self.scope = scope
  }
}

/// How a request was answered. Plain data, as long as nothing fails, nothing is written and nobody asks for the lookups:
/// then no array has memory of its own.
public struct Outcome: Sendable, Hashable {
  /// A handler that was called, and with what.
  public struct HandlerCall: Sendable, Hashable {
    /// The handler that was called.
    public var handler: HandlerID
    /// The class of the object that the handler received.
    public var argument: ClassID
    /// The class of `argument.original_exception`, where 1.1 and later wrap.
    public var original: ClassID?
  }

  /// Why another exception than the one that was raised went to the 500 path, though no handler raised it.
  public enum Failure: Sendable, Hashable {
    /// Werkzeug failed while it built the page of an HTTP error of this class.
    case page(of: ClassID, PageFailure)
    /// A handler read `e.code` from an exception of this class, which has none.
    case noCode(ClassID)
    /// A handler returned an exception of this class, which is no response.
    case noResponse(ClassID)
    /// Flask read the key of a BadRequestKeyError that has none.
    case missingKey
  }

  /// The class of the exception that the request met; nil where the view returned a response.
  public var raised: ClassID?
  /// Nil where the exception left Flask.
  public var status: Int32?
  /// Nil for pages that Flask or Werkzeug made.
  public var body: BodyID?
  /// The handler whose answer was sent, and its argument; nil for pages that no handler had a part in.
  public var answered: HandlerCall?
  /// Whether the 500 path was taken.
  public var unhandled = false
  /// The option because of which an HTTP error was treated like any other exception.
  public var trappedBy: Configuration.Option?
  /// The option because of which the exception left the app instead of being answered by the 500 path.
  public var propagatedBy: Configuration.Option?
  /// Why other exceptions than the one that was raised went to the 500 path, in order.
  public var failures: [Failure] = []
  /// The class of the exception that left Flask.
  public var escaped: ClassID?
  /// Every handler that was called, in order.
  public var calls = HandlerCalls<HandlerCall>()
  /// The searches, in order; empty unless they were asked for.
  public var lookups: [LookupTrace] = []
  /// Whether a cached entry decided where a registration, alone, would have decided otherwise.
  public var wasMisled = false
  /// The entries that the cache wrote while this request was answered.
  public var written: [Written] = []

  /// An entry that a lookup wrote into the table that it searched.
  public struct Written: Sendable, Hashable {
    /// The table that the entry was written into.
    public var table: TableKey
    /// The class under which it was written: the one that was sought.
    public var id: ClassID
  }
}

/// The calls of handlers in one request, in order, without memory of their own. There are two at most: what the first handler
/// raises goes to the 500 path, and what the handler there raises goes to the server.
public struct HandlerCalls<Call: Sendable & Hashable>: Sendable, Hashable, RandomAccessCollection {
  /// The call that came first; nil: no handler was called.
  public private(set) var first: Call?
  /// The call on the 500 path after the first handler failed; nil: none.
  public private(set) var second: Call?

  init() {}

  /// The place of the first call, 0.
  public var startIndex: Int { 0 }
  /// The number of calls, at most 2.
  public var endIndex: Int { first == nil ? 0 : second == nil ? 1 : 2 }

  /// The call at a place from 0, in the order in which the handlers were called.
  public subscript(position: Int) -> Call {
    guard let call = position == 0 ? first : second else { preconditionFailure("no such call") }
    return call
  }

  /// Returns the same calls, each described in another way.
  @inline(__always)
  public func each<Other>(_ describe: (Call) -> Other) -> HandlerCalls<Other> {
    var described = HandlerCalls<Other>()
    described.first = first.map(describe)
    described.second = second.map(describe)
    return described
  }

  mutating func append(_ call: Call) {
    precondition(second == nil, "a request calls two handlers at most")
    if first == nil { first = call } else { second = call }
  }
}
