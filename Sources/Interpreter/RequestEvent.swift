import Diagnostics
import Resolution
import Syntax

/// A request and its answer.
public struct RequestEvent: Sendable, Hashable {
  /// The request without its route and its blueprint.
  public enum Target: Sendable, Hashable {
    /// `raise E`.
    case raise(TextID)
    /// `abort 404`.
    case abort(Int)
    /// `visit unknown`.
    case visit(Request.Visit)
    /// `respond 404`. The body is nil if the statement gives none.
    case respond(body: TextID?, Int)
  }

  /// The reason why a different exception than the raised one reached the 500 path, although no handler raised it.
  public enum Failure: Sendable, Hashable {
    /// Werkzeug failed while it built the page of an HTTP error of this class.
    case page(of: TextID, raises: String)
    /// A handler read `e.code`, but an exception of this class has no code.
    case noCode(TextID)
    /// A handler read an attribute that an exception of this class does not have.
    case noAttribute(TextID, name: String)
    /// A handler returned an exception of this class, which is not a response.
    case noResponse(TextID)
    /// Flask read the key of a BadRequestKeyError without a key.
    case missingKey
    /// Sanic tested the exception against a registered number (up to 21.3).
    case notAClass
    /// The app cannot answer any request, because a registration broke it.
    case brokenApp
    /// A handler of an outer app matches an exception of this class, but an inner app has sent a response.
    case alreadyStarted(TextID)
  }

  /// A called handler and the classes of the exception that it received.
  public struct HandlerCall: Sendable, Hashable {
    /// The handler that was called.
    public var handler: HandlerReference
    /// The class of the object that the handler received.
    public var argument: TextID
    /// The class of the object's `original_exception` (Flask 1.1 and later), if it has one.
    public var original: TextID?
  }

  /// The first two called handlers in order, as `Outcome.HandlerCalls`.
  public struct HandlerCalls: Sendable, Hashable {
    /// The first call, if a handler was called.
    public var first: HandlerCall?
    /// The call after the first handler failed, if there was one.
    public var second: HandlerCall?
  }

  /// Data that only few requests have.
  public struct Rest: Sendable, Hashable {
    /// The reasons why different exceptions than the raised one reached the 500 path.
    public var failures: [Failure] = []
    /// The steps of the lookups, if they were recorded.
    public var lookups: [LookupEvent]?
    /// The entries that the cache wrote.
    public var written: [WrittenEntry] = []
    /// The answer in a fresh process, if a cache entry changed this answer.
    public var fresh: Answer?
    /// The handlers that were called after the first two (Starlette).
    public var laterCalls: [HandlerCall] = []
    /// The number of the last calls that came after a response was sent (Starlette).
    public var lateCalls = 0
    /// The call of a test client that sent the request, if it comes from a Python program.
    public var client: ClientCall?

    var isEmpty: Bool {
      failures.isEmpty && lookups == nil && written.isEmpty && fresh == nil && laterCalls.isEmpty
        && lateCalls == 0 && client == nil
    }
  }

  /// A call of a test client in a Python program.
  public struct ClientCall: Sendable, Hashable {
    /// The HTTP method, such as `GET`.
    public var method: TextID
    /// The URL as the program passes it.
    public var path: TextID
    /// Whether the text of the body is known. If not, the body of the answer describes how the program makes it.
    public var isBodyKnown: Bool

    /// Creates a call.
    public init(method: TextID, path: TextID, isBodyKnown: Bool) {
      self.method = method
      self.path = path
      self.isBodyKnown = isBodyKnown
    }
  }

  /// The request without its route and its blueprint.
  public var target: Target
  /// The route of the view, if the request names one.
  public var route: TextID?
  /// The blueprint, as the request names it.
  public var scope: TextID?
  /// The release that answered.
  public var release: Release
  /// The answer of the app.
  public var answer: Answer
  /// Whether the exception reached the 500 path and was not propagated.
  public var unhandled: Bool
  /// The option that made Flask treat an HTTP error like any other exception.
  public var trappedBy: Configuration.Option?
  /// The option that made the exception leave the app, so that Flask did not call the handler for 500.
  public var propagatedBy: Configuration.Option?
  /// The first two handlers that were called, in order. `rest` has the others.
  public var calls: HandlerCalls
  /// An indirect enum, so that an event is plain data with only one pointer.
  private var box: Box?

  private indirect enum Box: Sendable, Hashable {
    case rest(Rest)
  }

  /// All handlers that were called, in order.
  public var allCalls: [HandlerCall] {
    var all: [HandlerCall] = []
    forEachCall { call, _ in all.append(call) }
    return all
  }

  /// Calls `body` with each handler call in order, and whether it came after a response was sent. It makes no array.
  public func forEachCall(_ body: (HandlerCall, _ isLate: Bool) -> Void) {
    guard let first = calls.first else { return }
    let rest = rest
    let count = (calls.second == nil ? 1 : 2) + rest.laterCalls.count
    body(first, count <= rest.lateCalls)
    if let second = calls.second { body(second, count - 1 <= rest.lateCalls) }
    for (index, call) in rest.laterCalls.enumerated() { body(call, rest.laterCalls.count - index <= rest.lateCalls) }
  }

  /// Whether `rest` is not empty.
  public var hasRest: Bool { box != nil }

  /// Data that only few requests have; empty for the others.
  public var rest: Rest {
    get { if case .rest(let rest)? = box { rest } else { Rest() } }
    set { box = newValue.isEmpty ? nil : .rest(newValue) }
  }

  init(
    target: Target, route: TextID?, scope: TextID?, release: Release, answer: Answer, unhandled: Bool,
    trappedBy: Configuration.Option?, propagatedBy: Configuration.Option?, calls: HandlerCalls
  ) {
    self.target = target
    self.route = route
    self.scope = scope
    self.release = release
    self.answer = answer
    self.unhandled = unhandled
    self.trappedBy = trappedBy
    self.propagatedBy = propagatedBy
    self.calls = calls
  }
}

/// The answer to a request: what the client gets and what the answering handler receives.
///
/// Two outcomes are compared by their answers.
public struct Answer: Sendable, Hashable {
  /// The status code; nil if no response was sent.
  public var status: Int?
  /// The body; nil for pages of Flask or Werkzeug.
  public var body: TextID?
  /// The handler that answered; nil if no handler did.
  public var handler: HandlerReference?
  /// The class of the object that the answering handler received.
  public var argument: TextID?
  /// The class of the argument's `original_exception` (Flask 1.1 and later), if it has one.
  public var original: TextID?
  /// The class of the exception that left the app, if one did. Starlette can also send a response.
  public var escaped: TextID?

  /// Returns whether the two answers are the same for the client and the handler.
  ///
  /// The texts of both must be in one table. The line of the handler does not matter.
  public func isSame(as other: Answer) -> Bool {
    status == other.status && body == other.body && argument == other.argument && original == other.original
      && escaped == other.escaped
  }

  /// Returns the answer in the words of the language: `"E2", 500`, `404 page`, `crash`.
  public func text(_ texts: TextTable) -> String {
    if escaped != nil, status == nil { return "crash" }
    let status = status ?? 200
    guard let body else { return "\(status) page" }
    return "\(quoted(texts[body])), \(status)"
  }
}

/// An entry that a lookup wrote into a handler table, in Flask 0.11 to 0.12.5 and in Sanic.
public struct WrittenEntry: Sendable, Hashable {
  /// The table with the new entry.
  public var table: TablePlace
  /// The class that is the key of the entry: the class that was looked up.
  public var type: TextID
  /// Whether the entry stores that there is no handler (Sanic).
  public var isMiss: Bool
}
