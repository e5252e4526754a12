/// The options of an app that change how its errors are handled. Flask reads them at every request.
package struct Configuration: Sendable, Hashable {
  package enum Option: String, Sendable, CaseIterable {
    case trapHTTPExceptions = "TRAP_HTTP_EXCEPTIONS"
    case trapBadRequestErrors = "TRAP_BAD_REQUEST_ERRORS"
    case debug = "DEBUG"
  }

  package private(set) var trapsHTTPExceptions = false
  /// Nil until it is set: from 1.0 on that is not the same as off.
  package private(set) var trapsBadRequests: Bool?
  package private(set) var isDebug = false

  package init() {}

  package mutating func set(_ option: Option, _ on: Bool) {
    switch option {
    case .trapHTTPExceptions: trapsHTTPExceptions = on
    case .trapBadRequestErrors: trapsBadRequests = on
    case .debug: isDebug = on
    }
  }
}

extension Configuration {
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
}
