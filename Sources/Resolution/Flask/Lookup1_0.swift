/// Flask 1.0 to 1.1 (app.py, `_find_error_handler` of tags 1.0.2 and 1.1.4): the fix, PR #2362.
///
/// A lookup writes nothing. Flask searches four tables in MRO order: the blueprint's and the application's tables for
/// the code, then the blueprint's and the application's tables without a code. If two of the four are the same table,
/// the real loop searches it twice. The second search cannot find more than the first, so this model leaves it out.
extension EraRules {
  static let v1_0 = EraRules(
    .v1_0, lookup: .codeThenClass, unknownCode: .keyError, notAnException: .bareAssertionError,
    checksBlueprintsAtMount: true, returnsRoutingExceptions: false, blueprints: .v0_10)

  /// 1.0.1 and 1.0.2: debug mode traps fewer errors.
  static let v1_0_1 = v1_0.with(.v1_0_1)

  /// 1.0.3 and 1.0.4: Flask calls no handlers for redirects that routing raises.
  static let v1_0_3 = {
    var rules = v1_0.with(.v1_0_3)
    rules.returnsRoutingExceptions = true
    return rules
  }()

  /// 1.1: the 500 path wraps the exception in an InternalServerError.
  static let v1_1 = v1_0_3.with(.v1_1)
}

extension HandlerTables {
  /// Searches the tables of this lookup in order until one has a handler.
  @inline(__always)
  func firstByCodeThenClass(_ query: Query, _ probe: (TableKey) -> Hit?) -> Hit? {
    if query.code != nil, let hit = first(from: query.scope, query.code, probe) { return hit }
    return first(from: query.scope, nil, probe)
  }
}

extension Pseudocode {
  static let v1_0 = Pseudocode([
    Line("to find a handler for an error:"),
    Line("  for code in the error's code (if it has one), no code:"),
    Line("    for scope in blueprint, application:"),
    Line("      table = the scope's table for the code", .table),
    Line("      for class in the error's MRO:"),
    Line("        if the table has an entry for the class:", .probe),
    Line("          return it", .found),
    Line("  return no handler", .nothing),
  ])
}
