/// The options of an app that change its error handling. Flask reads them at every request.
public struct Configuration: Sendable, Hashable {
  /// The modeled options. The raw value is the name in `app.config`.
  public enum Option: String, Sendable, CaseIterable {
    case propagateExceptions = "PROPAGATE_EXCEPTIONS"
    case testing = "TESTING"
    case debug = "DEBUG"
    case trapHTTPExceptions = "TRAP_HTTP_EXCEPTIONS"
    case trapBadRequestErrors = "TRAP_BAD_REQUEST_ERRORS"

    /// The effect of the option. Together with the name of the option it forms a sentence.
    public var effect: String {
      switch self {
      case .propagateExceptions:
        """
        lets an unhandled exception leave the app: Flask does not call the handler for 500, and a test client gets the \
        exception. If it is not set, TESTING and DEBUG turn it on.
        """
      case .testing: "turns on PROPAGATE_EXCEPTIONS, unless that option is set."
      case .debug:
        """
        turns on PROPAGATE_EXCEPTIONS, unless that option is set. It also turns on TRAP_BAD_REQUEST_ERRORS for \
        BadRequestKeyError (1.0.1 and later) or for every BadRequest (1.0), unless that option is set. In debug mode Flask \
        refuses handlers that are registered after the first request.
        """
      case .trapHTTPExceptions:
        """
        treats HTTP errors like any other exception: without a handler, the response is a 500.
        """
      case .trapBadRequestErrors: "does the same for BadRequest and its subclasses."
      }
    }
  }

  /// TRAP_HTTP_EXCEPTIONS; false until it is set.
  public private(set) var trapsHTTPExceptions = false
  /// TRAP_BAD_REQUEST_ERRORS; nil until it is set. In 1.0 and later nil is not the same as off.
  public private(set) var trapsBadRequests: Bool?
  /// DEBUG; false until it is set.
  public private(set) var isDebug = false
  /// TESTING; false until it is set.
  public private(set) var isTesting = false
  /// PROPAGATE_EXCEPTIONS; nil until it is set. While it is nil, TESTING and DEBUG decide.
  public private(set) var propagates: Bool?

  /// Creates a configuration in which no option is set.
  public init() {}

  /// Sets an option to on or off.
  public mutating func set(_ option: Option, _ on: Bool) {
    switch option {
    case .propagateExceptions: propagates = on
    case .testing: isTesting = on
    case .debug: isDebug = on
    case .trapHTTPExceptions: trapsHTTPExceptions = on
    case .trapBadRequestErrors: trapsBadRequests = on
    }
  }
}

extension Configuration {
  /// The option that makes an exception on the 500 path leave the app, if there is one.
  ///
  /// It is the same in every release (app.py, `propagate_exceptions`, in 2.3 and later `handle_exception` itself).
  public var propagation: Option? {
    if let propagates { return propagates ? .propagateExceptions : nil }
    if isTesting { return .testing }
    return isDebug ? .debug : nil
  }

  /// Returns the option that makes Flask treat an HTTP error like any other exception, if there is one (app.py,
  /// `trap_http_exception`).
  func trap(for raised: ClassID, _ rules: FlaskRules, in hierarchy: Hierarchy) -> Option? {
    if trapsHTTPExceptions { return .trapHTTPExceptions }
    if trapsBadRequests == true { return hierarchy.isBadRequest(raised) ? .trapBadRequestErrors : nil }
    guard trapsBadRequests == nil, isDebug else { return nil }
    switch rules.debugTrap {
    case .nothing: return nil
    case .badRequests: return hierarchy.isBadRequest(raised) ? .debug : nil
    case .keyErrors: return hierarchy.isBadRequestKeyError(raised) ? .debug : nil
    }
  }

  /// Returns whether Flask fails with IndexError before it looks up a handler.
  ///
  /// That happens if it reads the first argument of a BadRequestKeyError that has none (app.py, `handle_user_exception`
  /// of tags 1.0.3 to 1.1.4: `e.args[0]`).
  func failsOnMissingKey(_ raised: ClassID, _ rules: FlaskRules, in hierarchy: Hierarchy) -> Bool {
    guard rules.readsMissingKeys, isDebug || trapsBadRequests == true else { return false }
    return hierarchy.isBadRequestKeyError(raised) && !hierarchy.hasArguments(raised)
  }
}
