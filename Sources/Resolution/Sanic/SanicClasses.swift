/// The releases of Sanic that differ in their exception classes (sanic/exceptions.py).
enum SanicClasses: Int, Sendable, Comparable, CaseIterable {
  case v20_12, v21_3, v21_6, v21_9, v22_3, v22_6, v22_12, v23_3, v25_12

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension SanicClasses {
  /// The known classes of these releases.
  var knownClasses: KnownClassSet { KnownClassSet(classes: { all }, hierarchy: { hierarchy }) }

  /// The names of the classes of all releases.
  static var names: [String] { exceptions.map { $0.name } + (aliases + newAliases).map { $0.alias } }

  /// Returns the name of a class with its module, as Python shows it in a script.
  static func qualified(_ name: String) -> String {
    if exceptions.contains(where: { $0.name == name }) { return "sanic.exceptions.\(name)" }
    return KnownClass.python.contains { $0.name == name } ? name : "__main__.\(name)"
  }

  private var hierarchy: Hierarchy { Self.hierarchies[rawValue] }

  private static let hierarchies = allCases.map { release in
    Hierarchy(
      release.all, pages: PageRules(),
      aliases: (release < .v22_6 ? [] : aliases) + (release < .v23_3 ? [] : newAliases))
  }

  private var all: [KnownClass] {
    KnownClass.python
      + Self.exceptions.filter { $0.since <= self && self <= $0.until }.map { exception in
        KnownClass(
          name: exception.name, bases: [base(of: exception)], code: code(of: exception),
          role: Self.roles[exception.name])
      }
  }

  /// In 23.3 the classes with a status code of their own got a common base class.
  private func base(of exception: SanicException) -> String {
    switch exception.base {
    case "SanicException" where self >= .v23_3 && exception.code != nil && exception.name != "HTTPException":
      return "HTTPException"
    case "InvalidUsage" where self >= .v22_6: return "BadRequest"
    case "ServerError" where self >= .v23_3: return "HTTPException"
    default: return exception.base
    }
  }

  private func code(of exception: SanicException) -> CodeAttribute {
    if let code = exception.code { return .number(code) }
    return self >= .v23_3 && exception.name == "SanicException" ? .number(500) : .absent
  }

  /// A class, and the first and last releases that have it under this name.
  private struct SanicException {
    var name: String
    var base = "SanicException"
    var code: Int32?
    var since = SanicClasses.v20_12
    var until = SanicClasses.v25_12
  }

  private static let exceptions = [
    SanicException(name: "SanicException", base: "Exception"),
    SanicException(name: "HTTPException", since: .v23_3),
    SanicException(name: "NotFound", code: 404),
    SanicException(name: "InvalidUsage", code: 400, until: .v22_3),
    SanicException(name: "BadRequest", code: 400, since: .v22_6),
    SanicException(name: "BadURL", base: "InvalidUsage", since: .v22_3, until: .v22_12),
    SanicException(name: "MethodNotSupported", code: 405, until: .v22_3),
    SanicException(name: "MethodNotAllowed", code: 405, since: .v22_6),
    SanicException(name: "ServerError", code: 500),
    SanicException(name: "ServiceUnavailable", code: 503),
    SanicException(name: "URLBuildError", base: "ServerError", code: 500),
    SanicException(name: "FileNotFound", base: "NotFound"),
    SanicException(name: "RequestTimeout", code: 408),
    SanicException(name: "PayloadTooLarge", code: 413),
    SanicException(name: "URITooLong", code: 414, since: .v25_12),
    SanicException(name: "HeaderNotFound", base: "InvalidUsage"),
    SanicException(name: "InvalidHeader", base: "InvalidUsage", since: .v21_9),
    SanicException(name: "ContentRangeError", code: 416, until: .v22_3),
    SanicException(name: "RangeNotSatisfiable", code: 416, since: .v22_6),
    SanicException(name: "InvalidRangeType", base: "ContentRangeError", until: .v22_3),
    SanicException(name: "InvalidRangeType", base: "RangeNotSatisfiable", since: .v22_6),
    SanicException(name: "HeaderExpectationFailed", code: 417, until: .v22_3),
    SanicException(name: "ExpectationFailed", code: 417, since: .v22_6),
    SanicException(name: "Forbidden", code: 403),
    SanicException(name: "Unauthorized", code: 401),
    SanicException(name: "LoadFileException"),
    SanicException(name: "PyFileError", base: "Exception", until: .v22_12),
    SanicException(name: "PyFileError", since: .v23_3),
    SanicException(name: "InvalidSignal", since: .v21_3),
    SanicException(name: "WebsocketClosed", since: .v21_9),
    SanicException(name: "ServerKilled", base: "Exception", since: .v22_12),
  ]

  private static let roles: [String: KnownClass.Role] = [
    "SanicException": .httpException, "NotFound": .notFound, "MethodNotSupported": .methodNotAllowed,
    "MethodNotAllowed": .methodNotAllowed, "ServerError": .internalServerError,
  ]

  /// The names that 22.6 and later keep for the classes that they renamed, and those that 23.3 added.
  private static let aliases = [
    (alias: "InvalidUsage", name: "BadRequest"), (alias: "MethodNotSupported", name: "MethodNotAllowed"),
    (alias: "ContentRangeError", name: "RangeNotSatisfiable"),
    (alias: "HeaderExpectationFailed", name: "ExpectationFailed"),
  ]

  private static let newAliases = [
    (alias: "InternalServerError", name: "ServerError"), (alias: "BadURL", name: "BadRequest"),
  ]
}
