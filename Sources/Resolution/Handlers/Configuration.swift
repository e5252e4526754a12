/// The options of an app that change how its errors are handled. Flask reads them at every request.
public struct Configuration: Sendable, Hashable {
  /// The options that are modeled; the raw value is the name in `app.config`.
  public enum Option: String, Sendable, CaseIterable {
    case propagateExceptions = "PROPAGATE_EXCEPTIONS"
    case testing = "TESTING"
    case debug = "DEBUG"
    case trapHTTPExceptions = "TRAP_HTTP_EXCEPTIONS"
    case trapBadRequestErrors = "TRAP_BAD_REQUEST_ERRORS"

    /// What it does, as a sentence that begins with its name.
    public var effect: String {
      switch self {
      case .propagateExceptions:
        """
        lets an exception that no handler takes leave the app: the handler for 500 is not called, and a test client sees the \
        exception. While it is not set, TESTING and DEBUG turn it on.
        """
      case .testing: "turns on PROPAGATE_EXCEPTIONS while that is not set."
      case .debug:
        """
        turns on PROPAGATE_EXCEPTIONS while that is not set, turns on TRAP_BAD_REQUEST_ERRORS for BadRequestKeyError \
        (from 1.0 on, while that is not set), and refuses handlers that come after the first request.
        """
      case .trapHTTPExceptions:
        """
        treats HTTP errors like any other exception: if no handler is found, the response is a 500.
        """
      case .trapBadRequestErrors: "does so for BadRequest and its subclasses."
      }
    }
  }

  /// TRAP_HTTP_EXCEPTIONS; false until it is set.
  public private(set) var trapsHTTPExceptions = false
  /// Nil until it is set: from 1.0 on that is not the same as off.
  public private(set) var trapsBadRequests: Bool?
  /// DEBUG; false until it is set.
  public private(set) var isDebug = false
  /// TESTING; false until it is set.
  public private(set) var isTesting = false
  /// Nil until it is set: then it follows TESTING and DEBUG.
  public private(set) var propagates: Bool?

  /// Creates a configuration in which no option is set.
  public init() {}

  /// Sets an option on or off; afterwards it counts as set.
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
  /// The option because of which an exception that reaches the 500 path leaves the app; nil where none does (app.py,
  /// `propagate_exceptions`, since 2.3 `handle_exception` itself; the same in every release).
  public var propagation: Option? {
    if let propagates { return propagates ? .propagateExceptions : nil }
    if isTesting { return .testing }
    return isDebug ? .debug : nil
  }

  /// The option because of which Flask treats an HTTP error like any other exception; nil where it does not (app.py,
  /// `trap_http_exception`).
  func trap(for raised: ClassID, _ rules: EraRules, in hierarchy: Hierarchy) -> Option? {
    if trapsHTTPExceptions { return .trapHTTPExceptions }
    if trapsBadRequests == true { return hierarchy.isBadRequest(raised) ? .trapBadRequestErrors : nil }
    guard trapsBadRequests == nil, isDebug else { return nil }
    switch rules.debugTrap {
    case .nothing: return nil
    case .badRequests: return hierarchy.isBadRequest(raised) ? .debug : nil
    case .keyErrors: return hierarchy.isBadRequestKeyError(raised) ? .debug : nil
    }
  }

  /// Whether Flask fails with IndexError before it looks for a handler, since it reads the first value of a
  /// BadRequestKeyError that has none (app.py, `handle_user_exception` of tags 1.0.3 to 1.1.4: `e.args[0]`).
  func failsOnMissingKey(_ raised: ClassID, _ rules: EraRules, in hierarchy: Hierarchy) -> Bool {
    guard rules.readsMissingKeys, isDebug || trapsBadRequests == true else { return false }
    return hierarchy.isBadRequestKeyError(raised) && !hierarchy.hasArguments(raised)
  }
}
