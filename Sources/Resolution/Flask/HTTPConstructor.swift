/// The `__init__` of one of Werkzeug's exceptions: the arguments that it accepts and those that it passes on.
///
/// `raise E` without arguments works for each of these classes. In a class with several bases, one constructor calls
/// another, and some pass on arguments that the other does not accept. Python then raises TypeError instead of E.
public struct HTTPConstructor: Sendable, Hashable {
  enum Parameter: Sendable, Hashable {
    case description, response, wwwAuthenticate, validMethods, length, units, retryAfter, originalException, key, newURL
  }

  /// The call of the next constructor.
  enum Next: Sendable, Hashable {
    /// It calls no constructor that can fail or set an attribute.
    case none
    /// The next one on the MRO, with these positional arguments.
    case values([Parameter])
    /// The next one on the MRO, with `description` and `response` as keyword arguments.
    case keywords
    /// That of HTTPException by name, even if other classes come before it on the MRO.
    case httpException([Parameter])
    /// The next one on the MRO, with all arguments except the first (BadRequestKeyError).
    case rest
    /// The next one after BadRequest on the MRO, with all arguments except the first.
    case restAfterBadRequest
  }

  var parameters: [Parameter]
  /// The number of parameters without a default.
  var required = 0
  /// Whether it accepts further arguments (`*args, **kwargs`).
  var takesRest = false
  var next: Next

  /// The arguments of a constructor, without `self`.
  struct Arguments: Sendable {
    var values: [Value] = []
    /// The keyword arguments: none, or `description` and `response`.
    var keywords: [Parameter: Value] = [:]
  }

  /// The kind of a value, as far as the outcome depends on it.
  enum Value: Sendable, Hashable {
    case none, text, list, other
  }

  /// Returns the values of the parameters, or nil if Python raises TypeError.
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

extension Hierarchy {
  /// Returns the positions of `description` and `response` among the arguments of the constructor that runs first; nil
  /// if it is one of Python's own.
  public func pagePositions(of id: ClassID) -> (description: Int?, response: Int?)? {
    for member in mro(id) {
      switch constructor(member) {
      case .inherited: continue
      case .http(let constructor):
        // The rest goes to the next constructor, which takes both.
        let parameters = constructor.parameters + (constructor.takesRest ? [.description, .response] : [])
        return (parameters.firstIndex(of: .description), parameters.firstIndex(of: .response))
      case .anything, .anythingButTwo, .unicodeError, .group: return nil
      }
    }
    return nil
  }
}
