/// Flask 2.0 and later (app.py, `_find_error_handler` of tags 2.0.3, 2.2.5 and 3.1.2).
///
/// Blueprints may stand in blueprints: the chain goes from the innermost outward and ends at the application. All
/// tables for the code come first, then all tables without one, as in 1.0, whose search this is with a longer chain.
/// What changed after 2.0 is when registering comes too late.
extension EraRules {
  static let v2_0 = EraRules(
    lookup: .nested, serverErrorArgument: .wrapped, returnsRoutingExceptions: true, unknownCode: .keyError,
    notAnException: .assertionError, refusesServerErrorOnBlueprint: false, checksBlueprintsAtMount: false,
    lateOnApp: .accepted, lateOnBlueprint: .ignored, lateBlueprint: .accepted, nestsBlueprints: true,
    debugTrap: .keyErrors, lateWording: .setupFunctionRespaced, looksUpBeforePropagating: false,
    readsMissingKeys: false, blueprints: .v2_0)

  /// 2.0.1: nested blueprints are registered under their whole name, and `name=` is new.
  static let v2_0_1 = {
    var rules = v2_0
    rules.blueprints = .v2_0_1
    return rules
  }()

  /// 2.0.2: a blueprint that is registered again under another name brings its handlers with it.
  static let v2_0_2 = {
    var rules = v2_0_1
    rules.blueprints = .v2_0_2
    return rules
  }()

  /// 2.2: the app refuses what comes after the first request; a blueprint warns.
  static let v2_2 = {
    var rules = v2_0_2
    rules.unknownCode = .valueError
    rules.notAnException = .valueError
    rules.lateOnApp = .refused
    rules.lateOnBlueprint = .ignoredWithWarning
    rules.lateBlueprint = .refused
    rules.lateWording = .setupMethod
    return rules
  }()

  /// 2.3 and later: a blueprint refuses as well.
  static let v2_3 = {
    var rules = v2_2
    rules.lateOnBlueprint = .refused
    rules.blueprints = .v2_3
    return rules
  }()
}

extension Pseudocode {
  static let v2_0 = Pseudocode([
    Line("to find a handler for an error:"),
    Line("  for code in the error's code (if it has one), no code:"),
    Line("    for scope in blueprint, the blueprints around it, application:"),
    Line("      table = the scope's table for the code", .table),
    Line("      for class in the error's MRO:"),
    Line("        if the table has an entry for the class:", .probe),
    Line("          answer it", .found),
    Line("  answer nobody", .nothing),
  ])
}
