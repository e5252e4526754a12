/// Flask 0.11 to 0.12.5 (app.py, `_find_error_handler` of tags 0.11 and 0.12.2): the releases with the bug.
///
/// The table for the error's code, or the one for classes without a code, is searched along the MRO: the blueprint's,
/// then the application's. What is found is written into that very table under the class that was raised, so that the
/// next search finds it at once (commit 8c054f04, "added caching"). Nothing tells such an entry from a registered one:
/// it answers for every class that has this one in its MRO before a registered class. That is issue #2267.
extension EraRules {
  static let v0_11 = EraRules(
    lookup: .caching, serverErrorArgument: .exception, returnsRoutingExceptions: false, unknownCode: .bareKeyError,
    notAnException: .bareAssertionError, refusesServerErrorOnBlueprint: false, checksBlueprintsAtMount: true,
    lateOnApp: .accepted, lateOnBlueprint: .ignored, lateBlueprint: .accepted, nestsBlueprints: false,
    debugTrap: .nothing, lateWording: .setupFunction, looksUpBeforePropagating: true, readsMissingKeys: false,
    blueprints: .v0_10)
}

extension HandlerTables {
  /// The tables of this search, in order, until one of them answers.
  @inline(__always)
  func firstOfCode(_ query: Query, _ probe: (TableKey) -> Hit?) -> Hit? { first(from: query.scope, query.code, probe) }

  /// The write that is the bug: `handler_map[exc_class] = handler`.
  ///
  /// Writing over an entry of the class itself changes nothing, since the walk began there and found that very entry.
  /// - Returns: whether the table had no entry for the class before.
  mutating func cache(_ hit: Hit, under id: ClassID, request: Int32) -> Bool {
    guard entry(hit.key, id) == nil else { return false }
    set(hit.key, id, HandlerTable.Entry(handler: hit.entry.handler, writtenBy: request))
    noteCacheWrite(hit.key, id)
    return true
  }

  /// Notes that an entry of the cache has ended a search.
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
    Line("        write it into the table, under the error's own class", .write),
    Line("        answer it", .found),
    Line("  answer nobody", .nothing),
  ])
}
