/// The `__init__` of one of Werkzeug's exceptions: what it takes, and what it passes on.
///
/// `raise E` without arguments works for each of them alone. With several bases one constructor calls another one's, and
/// some pass on what that one does not take: Python then raises TypeError instead of E.
public struct HTTPConstructor: Sendable, Hashable {
  enum Parameter: Sendable, Hashable {
    case description, response, wwwAuthenticate, validMethods, length, units, retryAfter, originalException, key, newURL
  }

  /// How it calls the next constructor.
  enum Next: Sendable, Hashable {
    /// Calls none that could fail or set an attribute.
    case none
    /// The next one in the MRO, with these values in this order.
    case values([Parameter])
    /// The next one in the MRO, with `description` and `response` as keyword arguments.
    case keywords
    /// HTTPException's by name, whatever comes before it in the MRO.
    case httpException([Parameter])
    /// The next one, with all but the first value (BadRequestKeyError).
    case rest
    /// The same, but the next one after BadRequest.
    case restAfterBadRequest
  }

  var parameters: [Parameter]
  /// How many of the parameters have no default.
  var required = 0
  /// Whether it takes any further values (`*args, **kwargs`).
  var takesRest = false
  var next: Next

  /// What a constructor is called with, besides `self`.
  struct Arguments: Sendable {
    var values: [Value] = []
    /// Whether `description` and `response` are passed by keyword, and their values.
    var keywords: [Parameter: Value] = [:]
  }

  /// A value as far as anything depends on it.
  enum Value: Sendable, Hashable {
    case none, text, list, other
  }

  /// The values of its parameters; nil where Python raises TypeError.
  func bind(_ given: Arguments) -> [Parameter: Value]? {
    guard takesRest || given.values.count <= parameters.count else { return nil }
    var bound: [Parameter: Value] = [:]
    for (parameter, value) in zip(parameters, given.values) { bound[parameter] = value }
    guard given.values.count >= required else { return nil }
    for (keyword, value) in given.keywords where !takesRest {
      guard parameters.contains(keyword), bound[keyword] == nil else { return nil }
      bound[keyword] = value
    }
    return bound
  }
}
