/// Flask 2.0 and later (app.py, `_find_error_handler` of tags 2.0.3, 2.2.5 and 3.1.2).
///
/// Blueprints can be nested. Flask searches from the innermost blueprint outward and ends with the application. As in
/// 1.0, all tables for the code come first, then all tables without a code. Releases after 2.0 changed which late
/// registrations they accept, not the lookup.
extension EraRules {
  static let v2_0 = EraRules(
    .v2_0, lookup: .nested, unknownCode: .keyError, notAnException: .assertionError, checksBlueprintsAtMount: false,
    nestsBlueprints: true, returnsRoutingExceptions: true, blueprints: .v2_0)

  /// 2.0.1: nested blueprints are registered under their full dotted name, and `name=` is new.
  static let v2_0_1 = {
    var rules = v2_0
    rules.blueprints = .v2_0_1
    return rules
  }()

  /// 2.0.2: every registration of a blueprint has its handlers.
  static let v2_0_2 = {
    var rules = v2_0_1
    rules.blueprints = .v2_0_2
    return rules
  }()

  /// 2.2: the app refuses registrations after the first request; a mounted blueprint warns.
  static let v2_2 = {
    var rules = v2_0_2
    rules.unknownCode = .valueError
    rules.notAnException = .valueError
    rules.lateOnApp = .refused
    rules.lateOnBlueprint = .ignoredWithWarning
    rules.lateBlueprint = .refused
    return rules
  }()

  /// 2.3 and later: a mounted blueprint refuses registrations too.
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
    Line("          return it", .found),
    Line("  return no handler", .nothing),
  ])
}
