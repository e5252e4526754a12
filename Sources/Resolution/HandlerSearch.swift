/// What a search is given, besides the tables.
struct Query {
  var sought: ClassID
  /// The status code by which the error is looked up; nil for none.
  var code: Int32?
  /// The blueprint of the request, outward to the application, which is nil.
  var scopes: [BlueprintID?]
  /// Entries that the cache wrote for this request and later ones are passed over, as if those had not come yet; 1: as
  /// if none had.
  var ignoresWritesFrom = Int32.max
}

/// What a search found, and in which table.
struct Hit {
  var key: TableKey
  var entry: HandlerTable.Entry
}

extension HandlerTables {
  /// Finds a handler by the lookup of an era. Searching changes nothing; what 0.11 writes is written by its caller.
  func find(
    _ query: Query, by lookup: EraRules.Lookup, in hierarchy: Hierarchy, trace: inout LookupTrace?
  ) -> Hit? {
    switch lookup {
    case .registrationOrder:
      guard let code = query.code else { return findInRegistrationOrder(query, in: hierarchy, trace: &trace) }
      return findByNumber(code, query, trace: &trace)
    case .caching: return query.firstOfCode { walk(query, $0, in: hierarchy, trace: &trace) }
    case .codeThenClass, .nested: return query.firstByCodeThenClass { walk(query, $0, in: hierarchy, trace: &trace) }
    }
  }

  /// The first class of the MRO that has an entry in the table.
  func walk(_ query: Query, _ key: TableKey, in hierarchy: Hierarchy, trace: inout LookupTrace?) -> Hit? {
    guard let table = table(key), !table.isEmpty else {
      trace?.note(key, .emptyTable, nil)
      return nil
    }
    for candidate in hierarchy.mro(query.sought) {
      var entry = table[candidate]
      if let writer = entry?.writtenBy, writer >= query.ignoresWritesFrom { entry = nil }
      trace?.note(key, .inTable(candidate), entry)
      if let entry { return Hit(key: key, entry: entry) }
    }
    return nil
  }
}
