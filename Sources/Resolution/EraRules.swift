/// The rules of an era, as data. They were measured on 31 releases through their test clients.
public struct EraRules: Sendable {
  /// The argument that the 500 path passes to its handler.
  public enum ServerErrorArgument: Sendable {
    case exception
    /// An InternalServerError with the exception as its `original_exception` (1.1 and later).
    case wrapped
  }

  /// The HTTP errors that debug mode treats like any other exception if TRAP_BAD_REQUEST_ERRORS is not set.
  public enum DebugTrap: Sendable {
    case nothing
    /// Only 1.0: every BadRequest.
    case badRequests
    /// 1.0.1 and later: BadRequestKeyError.
    case keyErrors
  }

  /// Flask's message for a change of an app after its first request.
  public enum LateMessage: Sendable {
    /// "A setup function was called ...", with two spaces between the sentences.
    case setupFunction
    /// The same message with one space (2.0 and 2.1).
    case setupFunctionRespaced
    /// "The setup method '...' can no longer be called ..." (2.2 and later).
    case setupMethod
  }

  /// The effect of a registration after the first request.
  public enum Lateness: Sendable {
    case accepted
    /// Flask accepts it, but never uses it.
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

  /// The way in which a handler is looked up.
  public var lookup: Lookup
  /// The argument that the 500 path passes to its handler.
  public var serverErrorArgument: ServerErrorArgument
  /// Whether Flask returns redirects that routing raises without looking up a handler (1.0.3 and later).
  public var returnsRoutingExceptions: Bool
  /// The error for a handler for a code without a Werkzeug class; nil if Flask accepts it.
  public var unknownCode: TargetError?
  /// The error for a handler for a class that does not derive from Exception; nil if Flask accepts it.
  public var notAnException: TargetError?
  /// Whether Flask refuses a handler for 500 on a blueprint (0.10).
  public var refusesServerErrorOnBlueprint: Bool
  /// Whether Flask checks a blueprint's handlers only when it mounts the blueprint (up to 1.1).
  public var checksBlueprintsAtMount: Bool
  /// The effect of registering a handler on the app after the first request. In debug mode every era refuses it.
  public var lateOnApp: Lateness
  /// The effect of registering a handler or blueprint on a blueprint that is already mounted.
  public var lateOnBlueprint: Lateness
  /// The effect of registering a blueprint on the app after the first request. In debug mode every era refuses it.
  public var lateBlueprint: Lateness
  /// Whether blueprints can be registered on blueprints.
  public var nestsBlueprints: Bool
  /// The HTTP errors that debug mode traps if TRAP_BAD_REQUEST_ERRORS is not set.
  public var debugTrap: DebugTrap
  /// The message for a change of the app after its first request.
  public var lateMessage: LateMessage
  /// Whether the 500 path looks up its handler before it propagates the exception (up to 1.0.4). Flask 0.11 to 0.12.5
  /// then write a cache entry, although they do not call the handler.
  public var looksUpBeforePropagating: Bool
  /// Whether Flask reads the first argument of a BadRequestKeyError in debug mode, even if it has none (1.0.3 to
  /// 1.1.4).
  public var readsMissingKeys: Bool
  /// The rules for blueprints with several registrations or unusual names.
  public var blueprints: BlueprintRules
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

  static let v0_10 = BlueprintRules(tables: .ofBlueprint, dottedNames: .accepted, emptyNames: .accepted)
  static let v2_0 = BlueprintRules(tables: .ofBlueprint, dottedNames: .split, emptyNames: .accepted)
  static let v2_0_1 = BlueprintRules(
    tables: .ofFirstRegistration, dottedNames: .refused, emptyNames: .ignoredOnApp)
  static let v2_0_2 = BlueprintRules(
    tables: .ofEachRegistration, dottedNames: .refused, emptyNames: .ignoredOnApp)
  static let v2_3 = BlueprintRules(tables: .ofEachRegistration, dottedNames: .refused, emptyNames: .refused)
}
