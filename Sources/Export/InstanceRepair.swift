import Resolution

/// What an instance of a class needs before Werkzeug can make a page of it.
///
/// Python runs the first constructor that it finds along the MRO. Where that is one of Python's own exceptions, as in
/// `class X(ValueError, NotFound)`, Werkzeug's constructor never runs and the attributes that it sets are missing.
/// Where it is one of Werkzeug's, it hands on arguments that the next one may not take. The model knows no constructors, so
/// the exported class gets what is missing, and says why.
struct InstanceRepair: Sendable {
  /// Attributes that a constructor would have set, with their values in Python.
  var attributes: [(name: String, value: String)]
  /// The arguments of the class's own constructor, where it needs one.
  var initArguments: String?
  var reason: String

  /// Werkzeug's classes whose constructors set attributes of their own (exceptions.py and routing, 0.16 to 3.1).
  private static let setters: [String: [(name: String, value: String)]] = [
    "Unauthorized": [("www_authenticate", "None")],
    "MethodNotAllowed": [("valid_methods", "None")],
    "RequestedRangeNotSatisfiable": [("length", "None"), ("units", "\"bytes\"")],
    "_RetryAfter": [("retry_after", "None")],
    "InternalServerError": [("original_exception", "None")],
    "RequestRedirect": [("new_url", "\"/\"")],
    "BadRequestKeyError": [],
  ]

  /// What a class needs; nil where its constructors go together.
  init?(_ id: ClassID, in hierarchy: Hierarchy) {
    guard hierarchy.isHTTP(id) else { return nil }
    let setters = Self.setters(of: id, in: hierarchy)
    let own = [("response", "None")] + setters.flatMap { Self.setters[$0] ?? [] }
    if let first = Self.pythonClassBeforeHTTP(id, in: hierarchy) {
      attributes = own
      reason = "Python runs the constructor of \(first) only, so what Werkzeug's sets up is missing."
      return
    }
    guard setters.count > 1 else { return nil }
    attributes = own
    initArguments = setters.contains("BadRequestKeyError") ? "self, \"key\"" : "self"
    reason = "The constructors of \(setters.joined(separator: " and ")) do not go together."
  }

  /// The arguments with which an instance is made: a redirect needs a URL, and Flask reads the key of a
  /// BadRequestKeyError.
  static func arguments(for id: ClassID, in hierarchy: Hierarchy) -> String {
    if let repair = InstanceRepair(id, in: hierarchy), repair.initArguments != nil { return "" }
    let setters = setters(of: id, in: hierarchy)
    if setters.contains("BadRequestKeyError") { return "\"key\"" }
    guard setters.contains("RequestRedirect"), pythonClassBeforeHTTP(id, in: hierarchy) == nil else { return "" }
    return "\"/\""
  }

  private static func setters(of id: ClassID, in hierarchy: Hierarchy) -> [String] {
    hierarchy.mro(id).lazy.filter { hierarchy.isKnown($0) }.map { hierarchy.name($0) }.filter { setters[$0] != nil }
  }

  /// One of Python's exceptions whose constructor Python finds before any of Werkzeug's. Most of Werkzeug's classes have
  /// none of their own and leave it to HTTPException's.
  private static func pythonClassBeforeHTTP(_ id: ClassID, in hierarchy: Hierarchy) -> String? {
    for member in hierarchy.mro(id) where hierarchy.isKnown(member) {
      if hierarchy.isHTTP(member) {
        let name = hierarchy.name(member)
        if name == "HTTPException" || setters[name] != nil { return nil }
        continue
      }
      // RoutingException has no constructor of its own.
      if hierarchy.isBaseException(member), !hierarchy.isRouting(member) { return hierarchy.name(member) }
    }
    return nil
  }
}
