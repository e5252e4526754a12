/// The rules of an era of Flask that other frameworks do not have. They were measured on 31 releases through their test
/// clients.
public struct FlaskRules: Sendable {
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

  /// The argument that the 500 path passes to its handler.
  public var serverErrorArgument: ServerErrorArgument
  /// The HTTP errors that debug mode traps if TRAP_BAD_REQUEST_ERRORS is not set.
  public var debugTrap: DebugTrap
  /// Whether the 500 path looks up its handler before it propagates the exception (up to 1.0.4). Flask 0.11 to 0.12.5
  /// then write a cache entry, although they do not call the handler.
  public var looksUpBeforePropagating: Bool
  /// Whether Flask reads the first argument of a BadRequestKeyError in debug mode, even if it has none (1.0.3 to
  /// 1.1.4).
  public var readsMissingKeys: Bool
}

extension FlaskRules {
  static let v0_10 = FlaskRules(
    serverErrorArgument: .exception, debugTrap: .nothing, looksUpBeforePropagating: true, readsMissingKeys: false)
  /// 1.0: debug mode traps every BadRequest.
  static let v1_0 = FlaskRules(
    serverErrorArgument: .exception, debugTrap: .badRequests, looksUpBeforePropagating: true, readsMissingKeys: false)
  /// 1.0.1 and 1.0.2: debug mode traps fewer errors.
  static let v1_0_1 = FlaskRules(
    serverErrorArgument: .exception, debugTrap: .keyErrors, looksUpBeforePropagating: true, readsMissingKeys: false)
  static let v1_0_3 = FlaskRules(
    serverErrorArgument: .exception, debugTrap: .keyErrors, looksUpBeforePropagating: true, readsMissingKeys: true)
  /// 1.1: the 500 path wraps the exception in an InternalServerError.
  static let v1_1 = FlaskRules(
    serverErrorArgument: .wrapped, debugTrap: .keyErrors, looksUpBeforePropagating: false, readsMissingKeys: true)
  static let v2_0 = FlaskRules(
    serverErrorArgument: .wrapped, debugTrap: .keyErrors, looksUpBeforePropagating: false, readsMissingKeys: false)
}

extension EraRules {
  /// Creates the rules of an era of Flask.
  init(
    _ flask: FlaskRules, lookup: Lookup, unknownCode: TargetError?, notAnException: TargetError?,
    refusesServerErrorOnBlueprint: Bool = false, checksBlueprintsAtMount: Bool, lateOnApp: Lateness = .accepted,
    lateOnBlueprint: Lateness = .ignored, lateBlueprint: Lateness = .accepted, nestsBlueprints: Bool = false,
    returnsRoutingExceptions: Bool, blueprints: BlueprintRules
  ) {
    self.init(
      lookup: lookup, unknownCode: unknownCode, notAnException: notAnException,
      refusesServerErrorOnBlueprint: refusesServerErrorOnBlueprint, checksBlueprintsAtMount: checksBlueprintsAtMount,
      lateOnApp: lateOnApp, lateOnBlueprint: lateOnBlueprint, lateBlueprint: lateBlueprint,
      nestsBlueprints: nestsBlueprints, blueprints: blueprints, hasServerErrorPath: true, raisesForMissingSlash: true,
      returnsRoutingExceptions: returnsRoutingExceptions, model: .flask(flask))
  }

  /// Returns the same rules with other rules for what happens to an exception.
  func with(_ flask: FlaskRules) -> EraRules {
    var rules = self
    rules.model = .flask(flask)
    return rules
  }
}

extension FrameworkModel {
  static func flask(_ rules: FlaskRules) -> FrameworkModel {
    FrameworkModel(
      register: { $0.registerInFlask($1, $2, in: $3) }, answer: { $0.runFlask($1, rules, &$2, $3, in: $4) },
      call: { $0.finish($1, rules, &$2, $3, in: $4) },
      hunt: { OrderHunt.verdict($0, $1, $2, $3, without: $4, bodyText: $5) },
      firstSearch: { $0.firstSearch(for: $1, rules, in: $2) })
  }
}
