/// Flask 0.11 to 0.12.5 (app.py, `_find_error_handler` of tags 0.11 and 0.12.2): the releases with the bug.
///
/// Flask searches the table for the error's code, or the table for classes without a code, in MRO order: first that of
/// the blueprint, then that of the application. It stores the found handler in the same table under the raised class,
/// so that the next lookup finds it immediately (commit 8c054f04, "added caching"). Flask cannot tell such an entry
/// from a registered one. The entry also answers for every subclass that has this class on its MRO before a registered
/// class. This is issue #2267.
extension EraRules {
  static let v0_11 = EraRules(
    .v0_10, lookup: .caching, unknownCode: .bareKeyError, notAnException: .bareAssertionError,
    checksBlueprintsAtMount: true, returnsRoutingExceptions: false, blueprints: .v0_10)
}

extension HandlerTables {
  /// Searches the tables of this lookup in order until one has a handler.
  @inline(__always)
  func firstOfCode(_ query: Query, _ probe: (TableKey) -> Hit?) -> Hit? { first(from: query.scope, query.code, probe) }

  /// Records that a lookup found a cache entry.
  mutating func markUsed(_ hit: Hit) {
    var entry = hit.entry
    entry.markUsed()
    set(hit.key, hit.id, entry)
  }
}

extension Pseudocode {
  static let v0_11 = Pseudocode([
    Line("to find a handler for an error:"),
    Line("  for scope in blueprint, application:"),
    Line("    table = the scope's table for the error's code", .table),
    Line("    for class in the error's MRO:"),
    Line("      if the table has an entry for the class:", .probe),
    Line("        store it in the table for the error's own class", .write),
    Line("        return it", .found),
    Line("  return no handler", .nothing),
  ])
}
