/// How a handler is looked up.
///
/// The search and the pseudocode of each case are in a file of their own in the framework's folder.
public enum Lookup: Sendable {
  /// Flask 0.10: by code for HTTP errors, in a list in registration order for other exceptions.
  case registrationOrder
  /// Flask 0.11 to 0.12.5: in MRO order, and the found handler is stored in the searched table (issue #2267).
  case caching
  /// Flask 1.0 and 1.1: tables for the code before tables for classes, blueprint before application.
  case codeThenClass
  /// Flask 2.0 and later: the same for any number of nested blueprints.
  case nested
  /// Sanic up to 21.3: in a list in registration order, with a cache in a table of its own.
  case cachedList
  /// Sanic 21.6: in MRO order, and the result is stored in the searched table (PR #2128).
  case cachingClasses
  /// Sanic 21.9 and later: the same, with a table for each route (PR #2208).
  case cachingRoutes
  /// Starlette and FastAPI: by status for an HTTPException, then in MRO order.
  case statusThenClass
  /// functools.singledispatch: in MRO order, with a cache in a table of its own that each registration empties.
  case classesWithCache

  /// Whether handlers are stored in lists and by code instead of in tables of classes (Flask 0.10).
  public var usesLists: Bool { self == .registrationOrder }

  /// Whether a lookup writes its result into the table that it searched.
  public var writesBack: Bool { self == .caching || self == .cachingClasses || self == .cachingRoutes }

  /// Whether a lookup writes anything that a later registration does not remove.
  public var writes: Bool { writesBack || self == .cachedList }

  /// Whether a lookup also stores that it found no handler.
  public var storesMisses: Bool { self == .cachedList || self == .cachingClasses || self == .cachingRoutes }

  /// Whether the lookup can find a handler for a status code. Sanic accepts such a handler without an error.
  public var findsNumbers: Bool {
    switch self {
    case .cachedList, .cachingClasses, .cachingRoutes, .classesWithCache: false
    case .registrationOrder, .caching, .codeThenClass, .nested, .statusThenClass: true
    }
  }

  /// Whether an HTTP error is looked up only by its code (Flask before 1.0).
  public var searchesOnlyByCode: Bool { self == .registrationOrder || self == .caching }

  /// Whether an HTTP error without a handler for its code is also looked up in the tables for classes without a code.
  public var looksUpHTTPErrorsByClass: Bool { self == .codeThenClass || self == .nested }

  /// Returns the table in which a lookup stores its result; nil if it stores none.
  ///
  /// - Parameters:
  ///   - found: The table with the entry that the lookup found, if it found one.
  ///   - isExact: Whether it found a handler for the class itself.
  func writtenTable(_ found: TableKey?, isExact: Bool, _ query: Query) -> TableKey? {
    switch self {
    case .caching: found
    case .cachedList, .cachingClasses: TableKey(nil, code: nil)
    case .cachingRoutes: isExact ? nil : query.ownTable
    case .registrationOrder, .codeThenClass, .nested, .statusThenClass, .classesWithCache: nil
    }
  }

  /// The lookup as pseudocode.
  public var pseudocode: Pseudocode {
    switch self {
    case .registrationOrder: .v0_10
    case .caching: .v0_11
    case .codeThenClass: .v1_0
    case .nested: .v2_0
    case .cachedList: .cachedList
    case .cachingClasses: .cachingClasses
    case .cachingRoutes: .cachingRoutes
    case .statusThenClass: .statusThenClass
    case .classesWithCache: .classesWithCache
    }
  }
}

extension HandlerTables {
  /// Finds a handler. It changes nothing: the caller writes the cache entry.
  func find(_ query: Query, by lookup: Lookup, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    switch lookup {
    case .registrationOrder: findByNumberOrRegistration(query, in: hierarchy, &record)
    case .cachedList: findInCacheOrList(query, in: hierarchy, &record)
    case .cachingClasses: findByClass(query, in: hierarchy, &record)
    case .cachingRoutes: findByClassAndRoute(query, in: hierarchy, &record)
    case .statusThenClass: findByStatusThenClass(query, in: hierarchy, &record)
    case .classesWithCache: first(from: query.scope, nil) { searchTable(query, $0, in: hierarchy, &record) }
    case _ where !record.isTracing: find(query, by: lookup, along: hierarchy.linearizations, &record.cost)
    case .caching: firstOfCode(query) { searchTableStepwise(query, $0, in: hierarchy, &record) }
    case .codeThenClass, .nested: firstByCodeThenClass(query) { searchTableStepwise(query, $0, in: hierarchy, &record) }
    }
  }

  /// Finds a handler in tables of classes without recording steps. Passing a record took 2 ns of 13 ns.
  @inline(__always)
  func find(_ query: Query, by lookup: Lookup, along lines: Linearizations, _ cost: inout Counters.SearchCost) -> Hit? {
    if lookup == .caching { return firstOfCode(query) { firstEntry($0, along: lines, query, &cost) } }
    return firstByCodeThenClass(query) { firstEntry($0, along: lines, query, &cost) }
  }

  /// Returns the entries that match too, but were not reached because the lookup ended before them, in lookup order.
  ///
  /// They explain why a request did not get a different handler.
  func unreached(_ query: Query, after steps: [LookupTrace.Probe], by lookup: Lookup, in hierarchy: Hierarchy)
    -> [LookupTrace.Probe]
  {
    var found: [LookupTrace.Probe] = []
    func collect(_ key: TableKey) -> Hit? {
      found += entries(key, for: query, in: hierarchy)
      return nil
    }
    switch lookup {
    case .registrationOrder: found = query.code == nil ? matches(query, in: hierarchy) : numbers(query)
    case .cachedList: found = matches(query, in: hierarchy)
    case .cachingClasses, .cachingRoutes:
      if query.scope != nil { _ = collect(TableKey(query.scope, code: nil)) }
      _ = collect(TableKey(nil, code: nil))
    case .statusThenClass: found = numberOfOwnScope(query) + entries(query.ownTable, for: query, in: hierarchy)
    case .classesWithCache: _ = first(from: query.scope, nil, collect)
    case .caching: _ = firstOfCode(query, collect)
    case .codeThenClass, .nested: _ = firstByCodeThenClass(query, collect)
    }
    let reached = Set(steps)
    return found.filter { !reached.contains($0) }
  }

  /// Returns the entries of a table for the classes on an MRO as steps.
  private func entries(_ key: TableKey, for query: Query, in hierarchy: Hierarchy) -> [LookupTrace.Probe] {
    guard let table = table(key), !table.isEmpty else { return [] }
    return hierarchy.mro(query.sought).compactMap { id in
      guard let entry = table[id], entry.existed(before: query.ignoresWritesFrom) else { return nil }
      return LookupTrace.Probe(table: key, target: .inTable(id), found: entry)
    }
  }
}
