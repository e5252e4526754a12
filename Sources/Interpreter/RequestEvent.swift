import Diagnostics
import Resolution
import Syntax

/// A request and how it was answered.
public struct RequestEvent: Sendable, Hashable {
  /// What was requested, without the blueprint.
  public enum Target: Sendable, Hashable {
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
  public enum Failure: Sendable, Hashable {
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
  public struct HandlerCall: Sendable, Hashable {
    /// The handler that was called.
    public var handler: HandlerReference
    /// The class of the object that the handler received.
    public var argument: TextID
    /// The class of the object's `original_exception` (Flask 1.1 and later); nil where there is none.
    public var original: TextID?
  }

  /// What few requests come to.
  public struct Rest: Sendable, Hashable {
    /// Why other exceptions than the one that was raised went to the 500 path.
    public var failures: [Failure] = []
    /// The searches, where they were asked for.
    public var lookups: [LookupEvent]?
    /// The entries that the cache wrote.
    public var written: [WrittenEntry] = []
    /// What a new process would answer, where a cached entry made this answer another one.
    public var fresh: Answer?

    var isEmpty: Bool { failures.isEmpty && lookups == nil && written.isEmpty && fresh == nil }
  }

  /// What was requested, without the blueprint.
  public var target: Target
  /// The blueprint, as the request names it.
  public var scope: TextID?
  /// The release that answered.
  public var release: Release
  /// What the client and the answering handler got.
  public var answer: Answer
  /// Whether the 500 path was taken and did not propagate the exception.
  public var unhandled: Bool
  /// The option because of which an HTTP error was treated like any other exception.
  public var trappedBy: Configuration.Option?
  /// The option because of which the exception left the app, so that the handler for 500 was not called.
  public var propagatedBy: Configuration.Option?
  /// The handlers that were called, in order.
  public var calls: HandlerCalls<HandlerCall>
  /// In a box, so that an event is plain data but for one pointer.
  private var box: Box?

  private indirect enum Box: Sendable, Hashable {
    case rest(Rest)
  }

  /// Whether `rest` is not empty.
  public var hasRest: Bool { box != nil }

  /// What few requests come to; empty for the others.
  public var rest: Rest {
    get { if case .rest(let rest)? = box { rest } else { Rest() } }
    set { box = newValue.isEmpty ? nil : .rest(newValue) }
  }

  init(
    target: Target, scope: TextID?, release: Release, answer: Answer, unhandled: Bool,
    trappedBy: Configuration.Option?, propagatedBy: Configuration.Option?, calls: HandlerCalls<HandlerCall>
  ) {
    self.target = target
    self.scope = scope
    self.release = release
    self.answer = answer
    self.unhandled = unhandled
    self.trappedBy = trappedBy
    self.propagatedBy = propagatedBy
    self.calls = calls
  }
}

/// What a client and the answering handler see: the part of an outcome by which two outcomes are told apart.
public struct Answer: Sendable, Hashable {
  /// Nil where the exception left Flask.
  public var status: Int?
  /// Nil for pages that Flask or Werkzeug made.
  public var body: TextID?
  /// The handler whose answer was sent; nil where no handler had a part in it.
  public var handler: HandlerReference?
  /// The class of the object that the answering handler received.
  public var argument: TextID?
  /// The class of the argument's `original_exception` (Flask 1.1 and later); nil where there is none.
  public var original: TextID?
  /// The class of the exception that left Flask.
  public var escaped: TextID?

  /// Whether a client and a handler could tell the two apart, whose texts are in one table; which statement the handler stands in does not matter.
  public func isSame(as other: Answer) -> Bool {
    status == other.status && body == other.body && argument == other.argument && original == other.original
      && escaped == other.escaped
  }

  /// In the words of the language: `"E2", 500`, `404 page`, `crash`.
  public func text(_ texts: TextTable) -> String {
    if escaped != nil { return "crash" }
    let status = status ?? 200
    guard let body else { return "\(status) page" }
    return "\(quoted(texts[body])), \(status)"
  }
}

/// An entry that a lookup wrote into a handler table, as in 0.11 to 0.12.5.
public struct WrittenEntry: Sendable, Hashable {
  /// The registration whose table it is, as requests name it; nil: the app.
  public var scope: String?
  /// The status code of the table; nil: the table for classes without one.
  public var code: Int?
  /// The class under which the entry was written: the one that was sought.
  public var type: TextID
}
