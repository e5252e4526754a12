/// The reason why a request reaches no view.
public enum RoutingFailure: Sendable, Hashable {
  /// No route matches the URL.
  case unknownURL
  /// A route matches the URL, but not the method.
  case wrongMethod
  /// The URL lacks its trailing slash.
  case redirect
}

/// A request with all names resolved to ids.
public struct ResolvedRequest: Sendable, Hashable {
  /// The action of the view, or a routing failure.
  public enum Cause: Sendable, Hashable {
    case raise(ClassID)
    case abort(Int32)
    /// The URL or its method matches no route. Such a request has no blueprint.
    case routing(RoutingFailure)
    /// The view returns a response; no exception is raised.
    case respond(body: BodyID, status: Int32)
  }

  /// The action of the view, or a routing failure.
  public var cause: Cause
  /// The registration that the request goes to; nil: the app.
  public var scope: RegistrationID?
  /// The route of the view; nil for the route that all requests without a name share. Only Sanic uses it.
  public var route: RouteName?
  /// Whether the exception is raised after the view has returned. Only Flask's model uses it.
  public var isAfterView = false

  /// Creates a request. Without a scope it goes to the app.
  public init(cause: Cause, scope: RegistrationID?, route: RouteName? = nil) {
    self.cause = cause
    self.scope = scope
    self.route = route
  }
}

/// The outcome of a request.
///
/// For most requests all arrays are empty, so an outcome allocates no memory.
public struct Outcome: Sendable, Hashable {
  /// A call of a handler and its argument.
  public struct HandlerCall: Sendable, Hashable {
    /// The handler that was called.
    public var handler: HandlerID
    /// The class of the object that the handler received.
    public var argument: ClassID
    /// The class of `argument.original_exception`, if 1.1 or later wraps the exception.
    public var original: ClassID?
  }

  /// The reason why a different exception than the raised one reached the 500 path, although no handler raised it.
  public enum Failure: Sendable, Hashable {
    /// Werkzeug failed while it built the page of an HTTP error of this class.
    case page(of: ClassID, PageFailure)
    /// A handler read `e.code`, but an exception of this class has no code.
    case noCode(ClassID)
    /// A handler read an attribute that an exception of this class does not have.
    case noAttribute(ClassID, ExceptionAttribute)
    /// A handler returned an exception of this class, which is not a response.
    case noResponse(ClassID)
    /// Flask read the key of a BadRequestKeyError without a key.
    case missingKey
    /// Sanic's lookup called `isinstance` with a registered number (up to 21.3).
    case notAClass
    /// The app cannot answer any request, because a registration broke it.
    case brokenApp
    /// A handler of an outer app matches an exception, but an inner app has sent a response (Starlette).
    case alreadyStarted(ClassID)
  }

  /// The class of the raised exception; nil if the view returned a response.
  public var raised: ClassID?
  /// The status code; nil if no response was sent. In Starlette an app can send a response and raise the exception again.
  public var status: Int32?
  /// The body; nil for pages of Flask or Werkzeug.
  public var body: BodyID?
  /// The values of the placeholders if the body is a template; empty for other bodies.
  public var values: [PlaceholderValue] = []
  /// The call of the handler that answered; nil if no handler did.
  public var answered: HandlerCall?
  /// Whether the exception reached the 500 path and was not propagated.
  public var unhandled = false
  /// The option that made Flask treat an HTTP error like any other exception.
  public var trappedBy: Configuration.Option?
  /// The option that made the exception leave the app, so that Flask did not call the handler for 500.
  public var propagatedBy: Configuration.Option?
  /// The reasons why different exceptions than the raised one reached the 500 path, in order.
  public var failures: [Failure] = []
  /// The class of the exception that left the app, if one did.
  public var escaped: ClassID?
  /// The calls of handlers in order.
  public var calls = HandlerCalls()
  /// The lookups in order; empty unless the request is traced.
  public var lookups: [LookupTrace] = []
  /// Whether a lookup found a cache entry with another handler than the registrations give.
  public var gotWrongHandler = false
  /// The entries that the cache wrote while this request was answered.
  public var written: [Written] = []

  /// The number of the last calls that came after a response was sent. Their responses are dropped (Starlette).
  public var lateCalls = 0

  /// An entry that a lookup wrote into the table that it searched.
  public struct Written: Sendable, Hashable {
    /// The table with the new entry.
    public var table: TableKey
    /// The class that is the key of the entry: the class that was looked up.
    public var id: ClassID
    /// Whether the entry stores that the lookup found no handler (Sanic).
    public var isMiss = false
  }
}

extension Outcome {
  /// Whether a response with this status can have a body: not if it is from 100 to 199, 204 or 304 (RFC 9110).
  public static func hasBody(status: Int) -> Bool { !(100..<200).contains(status) && status != 204 && status != 304 }

  /// Sends a response. It has no body if its status allows none.
  mutating func send(_ body: BodyID, _ status: Int32) {
    self.body = Self.hasBody(status: Int(status)) ? body : .empty
    self.status = status
  }
}

extension Outcome {
  /// Sets the values of a template after it was sent, unless the response has no body.
  mutating func fill(_ template: Handler.BodyTemplate, _ values: [PlaceholderValue]) {
    if body == template.text { self.values = values }
  }

  /// Returns the attribute that an AttributeError is about, if a handler read one that does not exist.
  func missingAttribute(of id: ClassID, in hierarchy: Hierarchy) -> ExceptionAttribute? {
    guard id == hierarchy.wellKnown.attributeError else { return nil }
    return switch failures.last {
    case .noCode: .code
    case .noAttribute(_, let attribute): attribute
    default: nil
    }
  }

  /// Returns the text of the body; nil for pages and without a response.
  func text(by bodyText: BodyText) -> [UInt8]? { body.map { bodyText($0, values) } }

  /// Records that a handler read an attribute that the exception does not have.
  mutating func addFailure(reading attribute: ExceptionAttribute, of id: ClassID) {
    failures.append(attribute == .code ? .noCode(id) : .noAttribute(id, attribute))
  }
}

extension Outcome {
  /// The calls of handlers in one request, in order. Up to two calls need no allocated memory.
  ///
  /// In Flask there are at most two: an exception of the first handler goes to the 500 path, and an exception of the
  /// handler there goes to the server. In Starlette each layer of middleware can call one. `RequestEvent.HandlerCalls` is
  /// the same with names: one generic type for both took a quarter of the instructions of a script, because it is not
  /// specialized across modules.
  public struct HandlerCalls: Sendable, Hashable {
    /// The first call, if a handler was called.
    public private(set) var first: HandlerCall?
    /// The call after the first handler failed, if there was one.
    public private(set) var second: HandlerCall?
    /// The calls after these two.
    public private(set) var others: [HandlerCall] = []

    /// All calls as an array.
    public var all: [HandlerCall] { [first, second].compactMap { $0 } + others }

    mutating func append(_ call: HandlerCall) {
      if first == nil { first = call } else if second == nil { second = call } else { others.append(call) }
    }
  }
}
