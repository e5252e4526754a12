/// The lookups of Sanic (sanic/handlers.py, from 23.3 on sanic/handlers/error.py: `ErrorHandler.lookup`).
///
/// The key of a table is a route: table 0 is for all routes, and each route has a table of its own. Handlers of the app
/// are in table 0, and handlers of a blueprint in the tables of its routes. A request that matches no route searches only
/// table 0.
///
/// A lookup stores its result in the table that it searches, also if it found nothing. This is the bug of Flask issue
/// #2267, and 21.6 to 25.12.1 have it.
extension EraRules {
  static let sanic20_12 = EraRules(sanic: .cachedList, .firstWins, lateOnBlueprint: .ignored)
  /// 21.6: one table by class, which a lookup also writes (PR #2128).
  static let sanic21_6 = EraRules(sanic: .cachingClasses, .lastWins, lateOnBlueprint: .ignored)
  /// 21.9: one table by class and route (PR #2208).
  static let sanic21_9 = EraRules(sanic: .cachingRoutes, .lastWins, lateOnBlueprint: .ignored)
  /// 21.12: a late handler on a blueprint raises an error.
  static let sanic21_12 = EraRules(sanic: .cachingRoutes, .lastWins, lateOnBlueprint: .finalizationError)
  /// 22.9: a second handler for the same class gets a warning (PR #2537).
  static let sanic22_9 = EraRules(sanic: .cachingRoutes, .lastWinsWithWarning, lateOnBlueprint: .finalizationError)
  /// 23.3: a second handler for the same class is refused (PR #2717), and a late handler on a blueprint breaks the app.
  static let sanic23_3 = EraRules(sanic: .cachingRoutes, .refused, lateOnBlueprint: .breaksRouter)
}

extension HandlerTables {
  /// Up to 21.3: the cache, then the first registration whose class matches.
  @inline(never)
  func findInCacheOrList(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    let key = TableKey(nil, code: nil)
    var ownClass = query
    ownClass.scope = nil
    if let hit = exactHit(ownClass, key, &record) { return hit }
    return findInRegistrationOrder(ownClass, in: hierarchy, &record)
  }

  /// 21.6: the first class of the MRO with an entry, even if the entry stores that there is no handler.
  @inline(never)
  func findByClass(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    searchExceptions(query, TableKey(nil, code: nil), in: hierarchy, &record)
  }

  /// 21.9 and later: the raised class itself in the tables of the route and of all routes, then the MRO in the same
  /// tables.
  ///
  /// For the class itself, an entry that stores that there is no handler does not count. On the MRO it does.
  @inline(never)
  func findByClassAndRoute(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    let general = TableKey(nil, code: nil)
    let keys = query.scope == nil ? [general] : [query.ownTable, general]
    for key in keys {
      if let hit = exactHit(query, key, &record), hit.entry.foundHandler != nil { return hit }
    }
    for key in keys {
      if let hit = searchExceptions(query, key, in: hierarchy, &record) { return hit }
    }
    return nil
  }

  private func exactHit(_ query: Query, _ key: TableKey, _ record: inout SearchRecord) -> Hit? {
    record.cost.tables += 1
    record.cost.classes += 1
    var entry = entry(key, query.sought)
    if entry?.existed(before: query.ignoresWritesFrom) == false { entry = nil }
    if record.isTracing { record.trace?.addStep(key, .inTable(query.sought), entry) }
    return entry.map { Hit(key: key, id: query.sought, entry: $0) }
  }

  /// Searches a table for the classes of the MRO up to BaseException. Sanic does not look up the classes after it.
  private func searchExceptions(
    _ query: Query, _ key: TableKey, in hierarchy: Hierarchy, _ record: inout SearchRecord
  ) -> Hit? {
    guard record.isTracing else {
      guard let hit = firstEntry(key, along: hierarchy.linearizations, query, &record.cost),
        !hierarchy.comesAfterBaseException(hit.id, on: query.sought)
      else { return nil }
      return hit
    }
    return probe(key, for: hierarchy.exceptions(on: query.sought), query, &record) { _ in true }
  }
}

extension Hierarchy {
  /// Returns the MRO of a raised class up to BaseException.
  fileprivate func exceptions(on raised: ClassID) -> [ClassID] {
    var searched: [ClassID] = []
    for member in mro(raised) {
      searched.append(member)
      if member == wellKnown.baseException { break }
    }
    return searched
  }

  /// Returns whether a class comes after BaseException on the MRO of a raised class.
  fileprivate func comesAfterBaseException(_ id: ClassID, on raised: ClassID) -> Bool {
    guard !isBaseException(id) else { return false }
    for member in mro(raised) {
      if member == id { return false }
      if member == wellKnown.baseException { return true }
    }
    return false
  }
}

extension Pseudocode {
  static let cachedList = Pseudocode([
    Line("to find a handler for an error:"),
    Line("  if the cache has an entry for the error's class: return it", .probe),
    Line("  for each registration, oldest first:", .table),
    Line("    if the error is an instance of its class:"),
    Line("      store its handler in the cache for the error's class", .write),
    Line("      return its handler", .found),
    Line("  store in the cache that there is no handler", .writeNothing),
    Line("  return no handler", .nothing),
  ])

  static let cachingClasses = Pseudocode([
    Line("to find a handler for an error:"),
    Line("  for class in the error's MRO, up to BaseException:", .table),
    Line("    if the table has an entry for the class:", .probe),
    Line("      store it in the table for the error's own class", .write),
    Line("      return it, even if it says that there is none", .found),
    Line("  store in the table that the error's class has no handler", .writeNothing),
    Line("  return no handler", .nothing),
  ])

  static let cachingRoutes = Pseudocode([
    Line("to find a handler for an error on a route:"),
    Line("  for key in the route, all routes:"),
    Line("    if the table has a handler for the error's class and the key: return it"),
    Line("  for key in the route, all routes:", .table),
    Line("    for class in the error's MRO, up to BaseException:"),
    Line("      if the table has an entry for the class and the key:", .probe),
    Line("        store it for the error's own class and the route", .write),
    Line("        return it, even if it says that there is none", .found),
    Line("  store that the error's class has no handler on the route", .writeNothing),
    Line("  return no handler", .nothing),
  ])
}
