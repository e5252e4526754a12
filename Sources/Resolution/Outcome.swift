/// What a request of the workbook does, by ids.
package struct RaisedRequest: Sendable, Hashable {
  package enum Cause: Sendable, Hashable {
    case raise(ClassID)
    case abort(Int32)
    /// Routing fails with this class; such a request has no blueprint.
    case routing(ClassID)
  }

  package var cause: Cause
  package var scope: BlueprintID?

  package init(cause: Cause, scope: BlueprintID?) {
    self.cause = cause
    self.scope = scope
  }
}

/// How a request was answered.
package struct Outcome: Sendable, Hashable {
  /// A handler that was entered, and with what.
  package struct Entered: Sendable, Hashable {
    package var handler: HandlerID
    package var argument: ClassID
    /// The class of `argument.original_exception`, where 1.1 and later wrap.
    package var original: ClassID?
  }

  /// The class of the exception that the request met.
  package var raised: ClassID
  /// Nil where the exception left Flask.
  package var status: Int32?
  /// Nil for pages that Flask or Werkzeug made.
  package var body: String?
  /// The handler whose answer was sent, and its argument; nil for pages that no handler had a part in.
  package var answered: Entered?
  /// Whether the 500 path was taken.
  package var unhandled = false
  /// The option because of which an HTTP error was treated like any other exception.
  package var trappedBy: Configuration.Option?
  /// The class of the exception that left Flask.
  package var escaped: ClassID?
  /// Every handler that was entered, in order.
  package var ran: [Entered] = []
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
