/// The rules of an era, as data: how handlers are registered and looked up, and what happens to an exception.
public struct EraRules: Sendable {
  /// The effect of a registration after the first request.
  public enum Lateness: Sendable {
    case accepted
    /// The framework accepts it, but never uses it.
    case ignored
    case ignoredWithWarning
    case refused
  }

  /// The exception with which Flask refuses a handler's target.
  public enum TargetError: Sendable {
    /// Raised by Python, from a dictionary lookup or an `assert` without a message.
    case bareKeyError, bareAssertionError
    case keyError, assertionError, valueError
  }

  /// How a handler is looked up.
  public var lookup: Lookup
  /// The error for a handler for a code without a class; nil if the framework accepts it.
  public var unknownCode: TargetError?
  /// The error for a handler for a class that does not derive from Exception; nil if the framework accepts it.
  public var notAnException: TargetError?
  /// Whether the framework refuses a handler for 500 on a blueprint (Flask 0.10).
  public var refusesServerErrorOnBlueprint = false
  /// Whether the framework checks a blueprint's handlers only when it mounts the blueprint (Flask up to 1.1, Sanic).
  public var checksBlueprintsAtMount: Bool
  /// The effect of registering a handler on the app after the first request. In debug mode every era of Flask refuses
  /// it.
  public var lateOnApp: Lateness
  /// The effect of registering a handler or blueprint on a blueprint that is already mounted.
  public var lateOnBlueprint: Lateness
  /// The effect of registering a blueprint on the app after the first request. In debug mode every era of Flask refuses
  /// it.
  public var lateBlueprint: Lateness
  /// Whether blueprints can be registered on blueprints.
  public var nestsBlueprints: Bool
  /// Whether a blueprint can be registered more than once, or under another name.
  public var registersBlueprintsAgain = true
  /// The rules for blueprints with several registrations or unusual names.
  public var blueprints: BlueprintRules
  /// Whether an exception without a handler, and one that a handler raises, is looked up as a server error.
  public var hasServerErrorPath = false
  /// Whether a handler that returns the exception is modeled.
  public var modelsReturnedExceptions = true
  /// Whether a request without its trailing slash is an exception.
  public var raisesForMissingSlash = false
  /// Whether redirects that routing raises are returned without looking up a handler (Flask 1.0.3 and later).
  public var returnsRoutingExceptions = false
  /// How handlers are registered and requests answered.
  var model: FrameworkModel
}

/// The functions with which a framework registers handlers and answers requests. They are in its folder.
struct FrameworkModel: Sendable {
  /// Registers a handler.
  var register: @Sendable (inout Process, Handler, HandlerID, Hierarchy) -> Registration
  /// Mounts the handlers of the waiting blueprints.
  var mount: @Sendable (inout Process, [Handler]) -> Void = { _, _ in }
  /// Answers a request. The result is in the outcome.
  var answer: @Sendable (inout Process, ResolvedRequest, inout Dispatch, [Handler], Hierarchy) -> Void
  /// Continues a request after its lookup found a handler, for `hunt`.
  var call: @Sendable (inout Process, Outcome.HandlerCall, inout Dispatch, [Handler], Hierarchy) -> Void = {
    _, _, _, _, _ in
  }
  /// Finds requests that change the answer to a later one, if lookups write into the tables that they search.
  var hunt:
    @Sendable (Process, HuntSubject?, [Handler], Hierarchy, _ unreachable: Set<ClassID>, BodyText?) -> HuntVerdict = {
      _, _, _, _, _, _ in HuntVerdict()
    }
  /// Returns the first lookup after a class is raised.
  var firstSearch: @Sendable (Process, ClassID, Hierarchy) -> FirstSearch = { _, id, hierarchy in
    hierarchy.isException(id) ? .tables(code: nil) : .nothing
  }
}

/// The rules of a release for blueprints that are registered more than once, and for unusual names.
///
/// Source: blueprints.py, `Blueprint.__init__` and `register`, tags 1.1.4, 2.0.0, 2.0.1, 2.0.2, 2.1.3, 2.2.5 and 2.3.0.
public struct BlueprintRules: Sendable, Hashable {
  /// The tables that contain the handlers of a blueprint that is registered more than once.
  public enum Tables: Sendable {
    /// One table under the blueprint's own name, even if it is registered under another name.
    case ofBlueprint
    /// A table for each registration, but only the first table gets the handlers.
    case ofFirstRegistration
    /// A table for each registration, and each table gets the handlers.
    case ofEachRegistration
    /// A table for each route of the blueprint (Sanic).
    case ofEachRoute
  }

  /// The meaning of a dot in a blueprint's name.
  public enum DottedNames: Sendable {
    case accepted
    /// The lookup of a handler splits the name: `api.v1` searches the tables of `v1` and `api`.
    case split
    case refused
  }

  /// The meaning of an empty name.
  public enum EmptyNames: Sendable {
    case accepted
    /// Flask treats requests to such a blueprint on the app as requests to the app itself.
    case ignoredOnApp
    case refused
  }

  /// The tables: up to 2.0.0 one for the blueprint, in 2.0.1 one for each registration, in 2.0.2 and later all with the
  /// handlers.
  public var tables: Tables
  /// Names with a dot: accepted up to 1.1, split in 2.0.0, refused in 2.0.1 and later.
  public var dottedNames: DottedNames
  /// Empty names: accepted up to 2.0.0, ignored on the app from 2.0.1 to 2.2, refused in 2.3 and later.
  public var emptyNames: EmptyNames
  /// Whether a nested blueprint's own URL prefix is replaced by the joined prefixes of those around it (2.0.0).
  public var keepsJoinedPrefixes = false

  /// Sanic: the handlers of a blueprint are those of its routes.
  static let ofRoutes = BlueprintRules(tables: .ofEachRoute, dottedNames: .accepted, emptyNames: .accepted)
  /// Starlette and singledispatch: an object with handlers of its own, wherever it is registered.
  static let ofApps = BlueprintRules(tables: .ofBlueprint, dottedNames: .accepted, emptyNames: .accepted)

  static let v0_10 = BlueprintRules(tables: .ofBlueprint, dottedNames: .accepted, emptyNames: .accepted)
  static let v2_0 = BlueprintRules(
    tables: .ofBlueprint, dottedNames: .split, emptyNames: .accepted, keepsJoinedPrefixes: true)
  static let v2_0_1 = BlueprintRules(
    tables: .ofFirstRegistration, dottedNames: .refused, emptyNames: .ignoredOnApp)
  static let v2_0_2 = BlueprintRules(
    tables: .ofEachRegistration, dottedNames: .refused, emptyNames: .ignoredOnApp)
  static let v2_3 = BlueprintRules(tables: .ofEachRegistration, dottedNames: .refused, emptyNames: .refused)
}
