import Diagnostics
import Resolution
import Syntax

/// A request and how it was answered.
package struct RequestEvent: Sendable, Hashable {
  package enum Target: Sendable, Hashable {
    /// `raise E`.
    case raise(TextID)
    /// `abort 404`.
    case abort(Int)
    /// `visit unknown`.
    case visit(Request.Visit)
    /// `respond 404`; nil: without a body of its own.
    case respond(body: TextID?, Int)
  }

  /// Why another exception than the one that was raised went to the 500 path, though no handler raised it.
  package enum Failure: Sendable, Hashable {
    /// Werkzeug failed while it built the page of an HTTP error of this class.
    case page(of: TextID, raises: String)
    /// A handler read `e.code` from an exception of this class, which has none.
    case noCode(TextID)
    /// A handler returned an exception of this class, which is no response.
    case noResponse(TextID)
    /// Flask read the key of a BadRequestKeyError that has none.
    case missingKey
  }

  /// A handler that was entered and the classes of what it received.
  package struct Ran: Sendable, Hashable {
    package var handler: HandlerReference
    package var argument: TextID
    package var original: TextID?
  }

  /// The handlers that were called, in order: two at most, as `Outcome.HandlerCalls`.
  package struct Calls: Sendable, Hashable, RandomAccessCollection {
    package var first: Ran?
    package var second: Ran?

    package var startIndex: Int { 0 }
    package var endIndex: Int { first == nil ? 0 : second == nil ? 1 : 2 }

    package subscript(position: Int) -> Ran {
      guard let call = position == 0 ? first : second else { preconditionFailure("no such call") }
      return call
    }
  }

  /// What few requests come to.
  package struct Rest: Sendable, Hashable {
    package var failures: [Failure] = []
    /// The searches, where they were asked for.
    package var lookups: [LookupEvent]?
    /// The entries that the cache wrote.
    package var written: [WrittenEntry] = []
    /// What a new process would answer, where a cached entry made this answer another one.
    package var fresh: Answer?

    var isEmpty: Bool { failures.isEmpty && lookups == nil && written.isEmpty && fresh == nil }
  }

  package var target: Target
  /// The blueprint, as the request names it.
  package var scope: TextID?
  package var release: Release
  package var answer: Answer
  package var unhandled: Bool
  /// The option because of which an HTTP error was treated like any other exception.
  package var trappedBy: Configuration.Option?
  /// The option because of which the exception left the app, so that the handler for 500 was not called.
  package var propagatedBy: Configuration.Option?
  package var ran: Calls
  /// In a box, so that an event is plain data but for one pointer.
  private var box: Box?

  private indirect enum Box: Sendable, Hashable {
    case rest(Rest)
  }

  /// Whether `rest` is not empty.
  package var hasRest: Bool { box != nil }

  package var rest: Rest {
    get { if case .rest(let rest)? = box { rest } else { Rest() } }
    set { box = newValue.isEmpty ? nil : .rest(newValue) }
  }

  init(
    target: Target, scope: TextID?, release: Release, answer: Answer, unhandled: Bool,
    trappedBy: Configuration.Option?, propagatedBy: Configuration.Option?, ran: Calls
  ) {
    self.target = target
    self.scope = scope
    self.release = release
    self.answer = answer
    self.unhandled = unhandled
    self.trappedBy = trappedBy
    self.propagatedBy = propagatedBy
    self.ran = ran
  }
}

/// What a client and the answering handler see: the part of an outcome by which two outcomes are told apart.
package struct Answer: Sendable, Hashable {
  /// Nil where the exception left Flask.
  package var status: Int?
  /// Nil for pages that Flask or Werkzeug made.
  package var body: TextID?
  package var handler: HandlerReference?
  /// The class of the object that the answering handler received.
  package var argument: TextID?
  package var original: TextID?
  /// The class of the exception that left Flask.
  package var escaped: TextID?

  /// Whether a client and a handler could tell the two apart, whose texts are in one table; which statement the handler stands in does not matter.
  package func isSame(as other: Answer) -> Bool {
    status == other.status && body == other.body && argument == other.argument && original == other.original
      && escaped == other.escaped
  }

  /// In the words of the language: `"E2", 500`, `404 page`, `crash`.
  package func text(_ texts: TextTable) -> String {
    if escaped != nil { return "crash" }
    let status = status ?? 200
    guard let body else { return "\(status) page" }
    return "\(quoted(texts[body])), \(status)"
  }
}

package struct WrittenEntry: Sendable, Hashable {
  package var scope: String?
  package var code: Int?
  package var type: TextID
}
