/// What distinguishes the eras, as data. Measured on 31 releases through their test clients.
public struct EraRules: Sendable {
  /// What the 500 path calls its handler with.
  public enum ServerErrorArgument: Sendable {
    case exception
    /// InternalServerError, whose `original_exception` is the exception (from 1.1 on).
    case wrapped
  }

  /// Which HTTP errors debug mode treats like any other exception, while TRAP_BAD_REQUEST_ERRORS is not set.
  public enum DebugTrap: Sendable {
    case nothing
    /// 1.0 itself: every BadRequest.
    case badRequests
    /// 1.0.1 and later: BadRequestKeyError.
    case keyErrors
  }

  /// How Flask words that an app is changed after its first request.
  public enum LateWording: Sendable {
    /// "A setup function was called ...", with two spaces between its sentences.
    case setupFunction
    /// The same with one space (2.0 and 2.1).
    case setupFunctionRespaced
    /// "The setup method '...' can no longer be called ..." (2.2 and later).
    case setupMethod
  }

  /// What registering does that comes too late.
  public enum Lateness: Sendable {
    case accepted
    /// Accepted, but it can never run.
    case ignored
    case ignoredWithWarning
    case refused
  }

  /// Whether a target that makes no sense is refused, and by which exception; nil: it is accepted.
  public enum TargetError: Sendable {
    /// Python's own, from a dictionary read or a bare assert, without a text of Flask's.
    case bareKeyError, bareAssertionError
    case keyError, assertionError, valueError
  }

  /// How a handler is looked up.
  public var lookup: Lookup
  /// What the 500 path calls its handler with.
  public var serverErrorArgument: ServerErrorArgument
  /// Whether redirects made by routing are returned before any handler is looked for (from 1.0.3 on).
  public var returnsRoutingExceptions: Bool
  /// How a handler for a code without a Werkzeug class is refused; nil: it is accepted.
  public var unknownCode: TargetError?
  /// How a handler for a class that does not derive from Exception is refused; nil: it is accepted.
  public var notAnException: TargetError?
  /// Whether a handler for 500 on a blueprint is refused (0.10).
  public var refusesServerErrorOnBlueprint: Bool
  /// Whether a blueprint's handlers are checked only when it is mounted (up to 1.1).
  public var checksBlueprintsAtMount: Bool
  /// Outside of debug mode, in which every era refuses it.
  public var lateOnApp: Lateness
  /// A handler or a blueprint registered on a blueprint that is already mounted.
  public var lateOnBlueprint: Lateness
  /// A blueprint registered on the app after the first request; debug mode always refuses it.
  public var lateBlueprint: Lateness
  /// Whether blueprints can be registered on blueprints.
  public var nestsBlueprints: Bool
  /// Which HTTP errors debug mode traps while TRAP_BAD_REQUEST_ERRORS is not set.
  public var debugTrap: DebugTrap
  /// The words of the error for a change of the app after its first request.
  public var lateWording: LateWording
  /// Whether the 500 path looks for its handler before it propagates (up to 1.0.4): 0.11 to 0.12.5 then write what they
  /// found, though nobody calls it.
  public var looksUpBeforePropagating: Bool
  /// Whether Flask reads the first value of a BadRequestKeyError in debug mode, even where there is none (1.0.3 to 1.1.4).
  public var readsMissingKeys: Bool
  /// What becomes of blueprints with several registrations or odd names.
  public var blueprints: BlueprintRules
}

/// What a release does with blueprints that are registered more than once, and with odd names (blueprints.py,
/// `Blueprint.__init__` and `register`, of tags 1.1.4, 2.0.0, 2.0.1, 2.0.2, 2.1.3, 2.2.5 and 2.3.0).
public struct BlueprintRules: Sendable, Hashable {
  /// How the handlers of a blueprint are kept when it is registered more than once.
  public enum Tables: Sendable {
    /// One table under the blueprint's own name, whatever it is registered as.
    case ofBlueprint
    /// A table for each registration, but only the first one gets the handlers.
    case ofFirstRegistration
    /// A table for each registration, each with the handlers.
    case ofEachRegistration
  }

  /// What a dot in a blueprint's name means.
  public enum DottedNames: Sendable {
    case accepted
    /// The name is split when handlers are looked up: `api.v1` searches the tables of `v1` and `api`.
    case split
    case refused
  }

  /// What an empty name means.
  public enum EmptyNames: Sendable {
    case accepted
    /// Requests to such a blueprint on the app count as requests to the app itself.
    case ignoredOnApp
    case refused
  }

  /// One table up to 2.0.0; one for each registration from 2.0.1 on, all with the handlers from 2.0.2 on.
  public var tables: Tables
  /// Accepted up to 1.1, split in 2.0.0, refused from 2.0.1 on.
  public var dottedNames: DottedNames
  /// Accepted up to 2.0.0, ignored on the app from 2.0.1 on, refused from 2.3 on.
  public var emptyNames: EmptyNames

  static let v0_10 = BlueprintRules(tables: .ofBlueprint, dottedNames: .accepted, emptyNames: .accepted)
  static let v2_0 = BlueprintRules(tables: .ofBlueprint, dottedNames: .split, emptyNames: .accepted)
  static let v2_0_1 = BlueprintRules(
    tables: .ofFirstRegistration, dottedNames: .refused, emptyNames: .ignoredOnApp)
  static let v2_0_2 = BlueprintRules(
    tables: .ofEachRegistration, dottedNames: .refused, emptyNames: .ignoredOnApp)
  static let v2_3 = BlueprintRules(tables: .ofEachRegistration, dottedNames: .refused, emptyNames: .refused)
}
