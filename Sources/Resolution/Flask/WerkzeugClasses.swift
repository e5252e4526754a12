/// The generations of Werkzeug that differ in their exception classes, measured with Werkzeug 0.16.1, 1.0.1 to 3.0.6
/// and 3.1.
enum Werkzeug: Int, Sendable, Comparable, CaseIterable {
  /// 0.14 to 0.16.
  case v0_16
  /// 1.0: `_RetryAfter` is new.
  case v1_0
  /// 2.0 and 2.1: the same classes, with other constructors.
  case v2_0
  /// 2.2 to 3.0: pages are built with another escape function.
  case v2_2
  /// 3.1: `MisdirectedRequest` is new.
  case v3_1

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Werkzeug {
  /// The known classes of a generation.
  var knownClasses: KnownClassSet {
    KnownClassSet(classes: { KnownClass.all(self) }, hierarchy: { hierarchy })
  }

  private var hierarchy: Hierarchy {
    switch self {
    case .v0_16: Self.known0_16
    case .v1_0: Self.known1_0
    case .v2_0: Self.known2_0
    case .v2_2: Self.known2_2
    case .v3_1: Self.known3_1
    }
  }

  // Each hierarchy is built when it is first used.
  private static let known0_16 = Hierarchy(of: v0_16)
  private static let known1_0 = Hierarchy(of: v1_0)
  private static let known2_0 = Hierarchy(of: v2_0)
  private static let known2_2 = Hierarchy(of: v2_2)
  private static let known3_1 = Hierarchy(of: v3_1)
}

extension Hierarchy {
  fileprivate init(of werkzeug: Werkzeug) {
    self.init(KnownClass.all(werkzeug), pages: PageRules(of: werkzeug), attributes: AttributeRules(of: werkzeug))
  }
}

extension PageRules {
  fileprivate init(of werkzeug: Werkzeug) {
    self.init(
      callsBaseByName: werkzeug < .v2_0, refusesLengths: werkzeug < .v2_0, escapesTextsOnly: werkzeug == .v2_0)
  }
}

extension AttributeRules {
  fileprivate init(of werkzeug: Werkzeug) {
    self.init(hasName: true, unnamedCodes: werkzeug < .v1_0 ? [103, 208, 306, 425, 506, 508, 511] : [])
  }
}

extension KnownClass {
  /// Returns the classes of Python and of this generation of Werkzeug. Each class comes after its bases.
  static func all(_ werkzeug: Werkzeug) -> [KnownClass] {
    var known = python
    for exception in Werkzeug.exceptions where exception.since <= werkzeug {
      var knownClass = exception.knownClass
      knownClass.constructor = .werkzeug(named: knownClass.name, werkzeug)
      if werkzeug >= .v1_0, ["TooManyRequests", "ServiceUnavailable"].contains(knownClass.name) {
        knownClass.bases = ["_RetryAfter"]
      }
      known.append(knownClass)
    }
    return known
  }
}

extension Werkzeug {
  /// One of Werkzeug's exceptions, and the first generation that has it.
  fileprivate struct WerkzeugException {
    var knownClass: KnownClass
    var since = Werkzeug.v0_16
  }

  /// The names of the classes of all generations.
  static var classNames: [String] { exceptions.map { $0.knownClass.name } }

  fileprivate static let exceptions: [WerkzeugException] =
    [
      WerkzeugException(
        knownClass: KnownClass(name: "HTTPException", bases: ["Exception"], code: .none, role: .httpException)),
      WerkzeugException(
        knownClass: KnownClass(name: "RoutingException", bases: ["Exception"], role: .routingException)),
      WerkzeugException(knownClass: KnownClass(name: "_RetryAfter", bases: ["HTTPException"]), since: .v1_0),
      WerkzeugException(
        knownClass: KnownClass(
          name: "RequestRedirect", bases: ["HTTPException", "RoutingException"], code: .number(308),
          role: .requestRedirect)),
    ]
    + errors.map { name, code in
      WerkzeugException(
        knownClass: KnownClass(
          name: name, bases: ["HTTPException"], code: .number(code), role: roles[name], isRaisedByAbort: true),
        since: code == 421 ? .v3_1 : .v0_16)
    }
    + ["BadHost", "ClientDisconnected", "SecurityError"].map {
      WerkzeugException(knownClass: KnownClass(name: $0, bases: ["BadRequest"]))
    }
    + [
      WerkzeugException(
        knownClass: KnownClass(
          name: "BadRequestKeyError", bases: ["BadRequest", "KeyError"], role: .badRequestKeyError))
    ]

  private static let roles: [String: KnownClass.Role] = [
    "BadRequest": .badRequest, "NotFound": .notFound, "MethodNotAllowed": .methodNotAllowed,
    "InternalServerError": .internalServerError,
  ]

  /// Werkzeug's `default_exceptions`: the class that `abort(code)` raises and that a handler for the code is stored
  /// under.
  private static let errors: [(name: String, code: Int32)] = [
    ("BadRequest", 400), ("Unauthorized", 401), ("Forbidden", 403), ("NotFound", 404), ("MethodNotAllowed", 405),
    ("NotAcceptable", 406), ("RequestTimeout", 408), ("Conflict", 409), ("Gone", 410), ("LengthRequired", 411),
    ("PreconditionFailed", 412), ("RequestEntityTooLarge", 413), ("RequestURITooLarge", 414),
    ("UnsupportedMediaType", 415), ("RequestedRangeNotSatisfiable", 416), ("ExpectationFailed", 417),
    ("ImATeapot", 418), ("MisdirectedRequest", 421), ("UnprocessableEntity", 422), ("Locked", 423),
    ("FailedDependency", 424), ("PreconditionRequired", 428), ("TooManyRequests", 429),
    ("RequestHeaderFieldsTooLarge", 431), ("UnavailableForLegalReasons", 451), ("InternalServerError", 500),
    ("NotImplemented", 501), ("BadGateway", 502), ("ServiceUnavailable", 503), ("GatewayTimeout", 504),
    ("HTTPVersionNotSupported", 505),
  ]
}

extension Constructor {
  /// Returns a constructor in werkzeug/exceptions.py or werkzeug/routing.py of a generation.
  static func werkzeug(named name: String, _ werkzeug: Werkzeug) -> Constructor {
    let isOld = werkzeug < .v2_0
    switch name {
    case "HTTPException": return .http(HTTPConstructor(parameters: [.description, .response], next: .values([])))
    case "Unauthorized":
      return .http(
        HTTPConstructor(
          parameters: [.description, .response, .wwwAuthenticate],
          next: isOld ? .httpException([.description, .response]) : .values([.description, .response])))
    case "MethodNotAllowed": return http([.validMethods, .description], isOld: isOld)
    case "RequestedRangeNotSatisfiable": return http([.length, .units, .description], isOld: isOld)
    case "_RetryAfter":
      return .http(
        HTTPConstructor(
          parameters: [.description, .response, .retryAfter], next: .values([.description, .response])))
    case "InternalServerError" where werkzeug >= .v1_0:
      return .http(
        HTTPConstructor(parameters: [.description, .response, .originalException], next: .keywords))
    case "BadRequestKeyError":
      return .http(HTTPConstructor(parameters: [.key], takesRest: true, next: isOld ? .restAfterBadRequest : .rest))
    case "RequestRedirect":
      return .http(
        HTTPConstructor(parameters: [.newURL], required: 1, next: isOld ? .none : .values([.newURL])))
    default: return .inherited
    }
  }

  /// Returns a constructor that has no parameter `response` before 2.0.
  private static func http(_ parameters: [HTTPConstructor.Parameter], isOld: Bool) -> Constructor {
    .http(
      isOld
        ? HTTPConstructor(parameters: parameters, next: .httpException([.description]))
        : HTTPConstructor(parameters: parameters + [.response], next: .keywords))
  }
}
