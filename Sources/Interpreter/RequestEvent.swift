import Syntax

/// A request and how it was answered.
package struct RequestEvent: Sendable, Hashable {
  package enum Target: Sendable, Hashable {
    /// `raise E`.
    case raise(String)
    /// `abort 404`.
    case abort(Int)
    /// `visit unknown`.
    case visit(Request.Visit)
    /// `respond 404`; nil: without a body of its own.
    case respond(body: String?, Int)
  }

  /// Why another exception than the one that was raised went to the 500 path, though no handler raised it.
  package enum Failure: Sendable, Hashable {
    /// Werkzeug failed while it built the page of an HTTP error of this class.
    case page(of: String, raises: String)
    /// A handler read `e.code` from an exception of this class, which has none.
    case noCode(String)
    /// A handler returned an exception of this class, which is no response.
    case noResponse(String)
    /// Flask read the key of a BadRequestKeyError that has none.
    case missingKey
  }

  /// A handler that was entered and the classes of what it received.
  package struct Ran: Sendable, Hashable {
    package var handler: HandlerReference
    package var argument: String
    package var original: String?
  }

  package var target: Target
  package var scope: String?
  package var flask: String
  package var answer: Answer
  package var unhandled: Bool
  /// The option because of which an HTTP error was treated like any other exception.
  package var trappedBy: String?
  /// The option because of which the exception left the app, so that the handler for 500 was not called.
  package var propagatedBy: String?
  package var failures: [Failure]
  package var ran: [Ran]
  /// The searches, where they were asked for.
  package var lookups: [LookupEvent]?
  /// The entries that the cache wrote.
  package var written: [WrittenEntry]
  /// What a new process would answer, where a cached entry made this answer another one.
  package var fresh: Answer?
}

/// What a client and the answering handler see: the part of an outcome by which two outcomes are told apart.
package struct Answer: Sendable, Hashable {
  /// Nil where the exception left Flask.
  package var status: Int?
  /// Nil for pages that Flask or Werkzeug made.
  package var body: String?
  package var handler: HandlerReference?
  /// The class of the object that the answering handler received.
  package var argument: String?
  package var original: String?
  /// The class of the exception that left Flask.
  package var escaped: String?

  /// Whether a client and a handler could tell the two apart; which statement the handler stands in does not matter.
  package func isSame(as other: Answer) -> Bool {
    status == other.status && body == other.body && argument == other.argument && original == other.original
      && escaped == other.escaped
  }

  /// In the words of the language: `"E2", 500`, `404 page`, `crash`.
  package var text: String {
    if escaped != nil { return "crash" }
    let status = status ?? 200
    guard let body else { return "\(status) page" }
    return "\(quoted(body)), \(status)"
  }
}

package struct WrittenEntry: Sendable, Hashable {
  package var scope: String?
  package var code: Int?
  package var type: String
}
