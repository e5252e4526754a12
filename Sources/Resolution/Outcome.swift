/// What a request of the workbook does, by ids.
package struct ResolvedRequest: Sendable, Hashable {
  package enum Cause: Sendable, Hashable {
    case raise(ClassID)
    case abort(Int32)
    /// Routing fails with this class; such a request has no blueprint.
    case routing(ClassID)
    /// The view returns a response; no exception is raised.
    case respond(body: BodyID, status: Int32)
  }

  package var cause: Cause
  package var scope: RegistrationID?

  package init(cause: Cause, scope: RegistrationID?) {
    self.cause = cause
    self.scope = scope
  }
}

/// How a request was answered. Plain data, as long as nothing fails, nothing is written and nobody asks for the lookups:
/// then no array has memory of its own.
package struct Outcome: Sendable, Hashable {
  /// A handler that was called, and with what.
  package struct HandlerCall: Sendable, Hashable {
    package var handler: HandlerID
    package var argument: ClassID
    /// The class of `argument.original_exception`, where 1.1 and later wrap.
    package var original: ClassID?
  }

  /// Why another exception than the one that was raised went to the 500 path, though no handler raised it.
  package enum Failure: Sendable, Hashable {
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
  package var raised: ClassID?
  /// Nil where the exception left Flask.
  package var status: Int32?
  /// Nil for pages that Flask or Werkzeug made.
  package var body: BodyID?
  /// The handler whose answer was sent, and its argument; nil for pages that no handler had a part in.
  package var answered: HandlerCall?
  /// Whether the 500 path was taken.
  package var unhandled = false
  /// The option because of which an HTTP error was treated like any other exception.
  package var trappedBy: Configuration.Option?
  /// The option because of which the exception left the app instead of being answered by the 500 path.
  package var propagatedBy: Configuration.Option?
  package var failures: [Failure] = []
  /// The class of the exception that left Flask.
  package var escaped: ClassID?
  /// Every handler that was called, in order. There are two at most: what the first one raises goes to the 500 path, and
  /// what the handler there raises goes to the server.
  package var ran = HandlerCalls()
  /// The searches, in order; empty unless they were asked for.
  package var lookups: [LookupTrace] = []
  /// Whether a cached entry decided where a registration, alone, would have decided otherwise.
  package var wasMisled = false
  /// The entries that the cache wrote while this request was answered.
  package var written: [Written] = []

  package struct Written: Sendable, Hashable {
    package var table: TableKey
    package var id: ClassID
  }
}

extension Outcome {
  /// The handlers of one request, in order, without memory of their own.
  package struct HandlerCalls: Sendable, Hashable, RandomAccessCollection {
    private var earlier: HandlerCall?
    private var later: HandlerCall?

    package var startIndex: Int { 0 }
    package var endIndex: Int { earlier == nil ? 0 : later == nil ? 1 : 2 }

    package subscript(position: Int) -> HandlerCall {
      guard let call = position == 0 ? earlier : later else { preconditionFailure("no such call") }
      return call
    }

    package var first: HandlerCall? { earlier }
    package var second: HandlerCall? { later }

    mutating func append(_ call: HandlerCall) {
      precondition(later == nil, "a request calls two handlers at most")
      if earlier == nil { earlier = call } else { later = call }
    }
  }
}
