/// The rules of an era of Flask that other frameworks do not have. They were measured on 31 releases through their test
/// clients.
public struct FlaskRules: Sendable {
  /// The argument that the 500 path passes to its handler.
  public enum ServerErrorArgument: Sendable {
    case exception
    /// An InternalServerError with the exception as its `original_exception` (1.1 and later).
    case wrapped
  }

  /// The HTTP errors that debug mode treats like any other exception if TRAP_BAD_REQUEST_ERRORS is not set.
  public enum DebugTrap: Sendable {
    case nothing
    /// Only 1.0: every BadRequest.
    case badRequests
    /// 1.0.1 and later: BadRequestKeyError.
    case keyErrors
  }

  /// Flask's message for a change of an app after its first request.
  public enum LateMessage: Sendable {
    /// "A setup function was called ...", with two spaces between the sentences.
    case setupFunction
    /// The same message with one space (2.0 and 2.1).
    case setupFunctionRespaced
    /// "The setup method '...' can no longer be called ..." (2.2 and later).
    case setupMethod
  }

  /// The argument that the 500 path passes to its handler.
  public var serverErrorArgument: ServerErrorArgument
  /// Whether Flask returns redirects that routing raises without looking up a handler (1.0.3 and later).
  public var returnsRoutingExceptions: Bool
  /// The HTTP errors that debug mode traps if TRAP_BAD_REQUEST_ERRORS is not set.
  public var debugTrap: DebugTrap
  /// The message for a change of the app after its first request.
  public var lateMessage: LateMessage
  /// Whether the 500 path looks up its handler before it propagates the exception (up to 1.0.4). Flask 0.11 to 0.12.5
  /// then write a cache entry, although they do not call the handler.
  public var looksUpBeforePropagating: Bool
  /// Whether Flask reads the first argument of a BadRequestKeyError in debug mode, even if it has none (1.0.3 to
  /// 1.1.4).
  public var readsMissingKeys: Bool
}

extension EraRules {
  /// Flask's rules for what happens to an exception; nil for another framework.
  public var flask: FlaskRules? { if case .flask(let rules) = dispatch { rules } else { nil } }

  /// Changes Flask's rules for what happens to an exception.
  mutating func changeFlask(_ change: (inout FlaskRules) -> Void) {
    guard var rules = flask else { return }
    change(&rules)
    dispatch = .flask(rules)
  }
}
