import Diagnostics
import Resolution
import Syntax

/// A request and how it was answered.
public struct RequestEvent: Sendable, Hashable {
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
  public struct Ran: Sendable, Hashable {
    public var handler: HandlerReference
    public var argument: TextID
    public var original: TextID?
  }

  /// The handlers that were called, in order: two at most, as `Outcome.HandlerCalls`.
  public struct Calls: Sendable, Hashable, RandomAccessCollection {
    public var first: Ran?
    public var second: Ran?

    public var startIndex: Int { 0 }
    public var endIndex: Int { first == nil ? 0 : second == nil ? 1 : 2 }

    public subscript(position: Int) -> Ran {
      guard let call = position == 0 ? first : second else { preconditionFailure("no such call") }
      return call
    }
  }

  /// What few requests come to.
  public struct Rest: Sendable, Hashable {
    public var failures: [Failure] = []
    /// The searches, where they were asked for.
    public var lookups: [LookupEvent]?
    /// The entries that the cache wrote.
    public var written: [WrittenEntry] = []
    /// What a new process would answer, where a cached entry made this answer another one.
    public var fresh: Answer?

    var isEmpty: Bool { failures.isEmpty && lookups == nil && written.isEmpty && fresh == nil }
  }

  public var target: Target
  /// The blueprint, as the request names it.
  public var scope: TextID?
  public var release: Release
  public var answer: Answer
  public var unhandled: Bool
  /// The option because of which an HTTP error was treated like any other exception.
  public var trappedBy: Configuration.Option?
  /// The option because of which the exception left the app, so that the handler for 500 was not called.
  public var propagatedBy: Configuration.Option?
  public var ran: Calls
  /// In a box, so that an event is plain data but for one pointer.
  private var box: Box?

  private indirect enum Box: Sendable, Hashable {
    case rest(Rest)
  }

  /// Whether `rest` is not empty.
  public var hasRest: Bool { box != nil }

  public var rest: Rest {
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
public struct Answer: Sendable, Hashable {
  /// Nil where the exception left Flask.
  public var status: Int?
  /// Nil for pages that Flask or Werkzeug made.
  public var body: TextID?
  public var handler: HandlerReference?
  /// The class of the object that the answering handler received.
  public var argument: TextID?
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

public struct WrittenEntry: Sendable, Hashable {
  public var scope: String?
  public var code: Int?
  public var type: TextID
}
