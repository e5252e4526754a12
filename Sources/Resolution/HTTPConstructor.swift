/// What the `__init__` of one of Werkzeug's exceptions takes, and what it hands to the next one.
///
/// All of them begin `raise E` without arguments, but with several bases one's constructor calls another's, and some
/// hand over what that one does not take: Python then raises TypeError instead of E.
package struct HTTPConstructor: Sendable, Hashable {
  /// What a constructor is given besides `self`.
  struct Arguments: Sendable {
    /// How many values without a name.
    var values = 0
    /// Whether `description` and `response` are given by name.
    var hasNames = false
  }

  enum Next: Sendable, Hashable {
    /// Calls no other one that could fail.
    case none
    /// The next one of the MRO, with so many values.
    case values(Int)
    /// The next one, with `description` and `response` by name.
    case names
    /// HTTPException's, whatever stands before it in the MRO.
    case httpException
    /// The next one, with all but the first value (BadRequestKeyError).
    case rest
    /// The same, but the next one after BadRequest.
    case restAfterBadRequest
  }

  var values: ClosedRange<Int>
  var takesNames: Bool
  var next: Next

  func takes(_ given: Arguments) -> Bool { values.contains(given.values) && (takesNames || !given.hasNames) }
}

extension Constructor {
  /// The constructors of werkzeug/exceptions.py and werkzeug/routing.py of a generation.
  static func werkzeug(named name: String, _ werkzeug: Werkzeug) -> Constructor {
    let isOld = werkzeug < .v2_0
    switch name {
    case "HTTPException": return .http(HTTPConstructor(values: 0...2, takesNames: true, next: .values(0)))
    case "Unauthorized":
      return .http(HTTPConstructor(values: 0...3, takesNames: true, next: isOld ? .httpException : .values(2)))
    case "MethodNotAllowed": return http(values: isOld ? 2 : 3, isOld: isOld)
    case "RequestedRangeNotSatisfiable": return http(values: isOld ? 3 : 4, isOld: isOld)
    case "_RetryAfter": return .http(HTTPConstructor(values: 0...3, takesNames: true, next: .values(2)))
    case "InternalServerError" where werkzeug >= .v1_0:
      return .http(HTTPConstructor(values: 0...3, takesNames: true, next: .names))
    case "BadRequestKeyError":
      let next = isOld ? HTTPConstructor.Next.restAfterBadRequest : .rest
      return .http(HTTPConstructor(values: 0...Int.max, takesNames: true, next: next))
    case "RequestRedirect":
      return .http(HTTPConstructor(values: 1...1, takesNames: false, next: isOld ? .none : .values(1)))
    default: return .inherited
    }
  }

  /// Before 2.0 these knew no `response`.
  private static func http(values: Int, isOld: Bool) -> Constructor {
    .http(HTTPConstructor(values: 0...values, takesNames: !isOld, next: isOld ? .httpException : .names))
  }
}
