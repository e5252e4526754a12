/// How a handler is looked up. Each case has a file of its own in its framework's folder, with its search and its
/// pseudocode; this file says which belongs to which case.
public enum Lookup: Sendable {
  /// Flask 0.10: numbers for HTTP errors, a list in registration order for the rest.
  case registrationOrder
  /// Flask 0.11 to 0.12.5: along the MRO, and what was found is written into the table (issue #2267).
  case caching
  /// Flask 1.0 and 1.1: tables for the code before tables for classes, blueprint before application.
  case codeThenClass
  /// Flask 2.0 and later: the same for any number of nested blueprints.
  case nested

  /// Whether handlers are kept in lists and by number instead of in tables of classes.
  public var usesLists: Bool { self == .registrationOrder }

  /// Whether what a search found is written into the table that it searched.
  public var writesBack: Bool { self == .caching }

  /// Whether an HTTP error that no handler for its code answers is looked for among the classes without a code.
  public var seeksHTTPErrorsByClass: Bool { self == .codeThenClass || self == .nested }

  /// The lookup in words.
  public var pseudocode: Pseudocode {
    switch self {
    case .registrationOrder: .v0_10
    case .caching: .v0_11
    case .codeThenClass: .v1_0
    case .nested: .v2_0
    }
  }
}

extension HandlerTables {
  /// Finds a handler. Searching changes nothing; what a lookup writes back is written by its caller.
  func find(_ query: Query, by lookup: Lookup, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    switch lookup {
    case .registrationOrder: findByNumberOrRegistration(query, in: hierarchy, &record)
    case _ where !record.isTracing: find(query, by: lookup, along: hierarchy.linearizations, &record.cost)
    case .caching: firstOfCode(query) { searchTableStepwise(query, $0, in: hierarchy, &record) }
    case .codeThenClass, .nested: firstByCodeThenClass(query) { searchTableStepwise(query, $0, in: hierarchy, &record) }
    }
  }

  /// The same in tables of classes, where nobody asks for the steps: to have a record at hand took 2 ns of 13.
  @inline(__always)
  func find(_ query: Query, by lookup: Lookup, along lines: Linearizations, _ cost: inout Counters.SearchCost) -> Hit? {
    if lookup == .caching { return firstOfCode(query) { firstEntry($0, along: lines, query, &cost) } }
    return firstByCodeThenClass(query) { firstEntry($0, along: lines, query, &cost) }
  }

  /// The entries that would have answered, had the search not ended before: what a person asks about who expected
  /// another handler. In the order in which the search would have come to them.
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
    case .caching: _ = firstOfCode(query, collect)
    case .codeThenClass, .nested: _ = firstByCodeThenClass(query, collect)
    }
    let reached = Set(steps)
    return found.filter { !reached.contains($0) }
  }

  /// The entries of a table for the classes of an MRO, as steps.
  private func entries(_ key: TableKey, for query: Query, in hierarchy: Hierarchy) -> [LookupTrace.Probe] {
    guard let table = table(key), !table.isEmpty else { return [] }
    return hierarchy.mro(query.sought).compactMap { id in
      guard let entry = table[id], entry.isThere(before: query.ignoresWritesFrom) else { return nil }
      return LookupTrace.Probe(table: key, target: .inTable(id), found: entry)
    }
  }
}
