/// The input of a lookup in the tables.
struct Query {
  var sought: ClassID
  /// The status code by which the error is looked up; nil for none.
  var code: Int32?
  /// The registration that the request goes to, where the lookup starts. Nil: the application.
  var scope: RegistrationID?
  /// The number of the first request whose cache entries are ignored. 1 ignores all of them.
  var ignoresWritesFrom = Int32.max

  /// The table for classes of the scope where the lookup starts.
  var ownTable: TableKey { TableKey(scope, code: nil) }
}

/// An entry that a lookup found, and its place.
struct Hit {
  var key: TableKey
  /// The class that is the key of the entry; in 0.10, the class that was looked up.
  var id: ClassID
  var entry: HandlerTable.Entry
}

extension HandlerTables {
  /// Searches the table for a code in each scope, from one scope outward, until one has a handler.
  @inline(__always)
  func first(from scope: RegistrationID?, _ code: Int32?, _ probe: (TableKey) -> Hit?) -> Hit? {
    var scope = scope
    while let inner = scope {
      switch searched(for: inner) {
      case .own: if let hit = probe(TableKey(inner, code: code)) { return hit }
      case .others(let others):
        for other in others { if let hit = probe(TableKey(other, code: code)) { return hit } }
      }
      scope = outer(of: inner)
    }
    return probe(TableKey(nil, code: code))
  }

  /// Returns the entry of the first class on the MRO that has one in the table.
  func searchTable(_ query: Query, _ key: TableKey, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    guard !record.isTracing else { return searchTableStepwise(query, key, in: hierarchy, &record) }
    return firstEntry(key, along: hierarchy.linearizations, query, &record.cost)
  }

  /// Does the same and records each step.
  ///
  /// It is a separate function that is not inlined, because few lookups need it. A lookup is so short that saving the
  /// registers of a large function would take longer than the lookup.
  @inline(never)
  func searchTableStepwise(
    _ query: Query, _ key: TableKey, in hierarchy: Hierarchy, _ record: inout SearchRecord
  ) -> Hit? {
    probe(key, for: hierarchy.mro(query.sought), query, &record) { _ in true }
  }

  /// Searches a table for classes in their order until an entry is accepted.
  func probe(
    _ key: TableKey, for classes: some Sequence<ClassID>, _ query: Query, _ record: inout SearchRecord,
    until isAccepted: (Hit) -> Bool
  ) -> Hit? {
    record.cost.tables += 1
    guard let table = table(key), !table.isEmpty else {
      record.trace?.addStep(key, .emptyTable, nil)
      return nil
    }
    var count = 0
    defer { record.cost.classes += count }
    for candidate in classes {
      count += 1
      var entry = table[candidate]
      if entry?.existed(before: query.ignoresWritesFrom) == false { entry = nil }
      record.trace?.addStep(key, .inTable(candidate), entry)
      if let entry {
        let hit = Hit(key: key, id: candidate, entry: entry)
        if isAccepted(hit) { return hit }
      }
    }
    return nil
  }
}

extension Process {
  /// Returns the handler that `_find_error_handler` finds now for a class in the application. It writes nothing.
  public func handler(for id: ClassID, in hierarchy: Hierarchy) -> HandlerID? {
    if resolver == .memo, let remembered = memo.found(id, from: nil) { return remembered.handler }
    return searchedHandler(for: id, in: hierarchy)
  }

  @inline(never)
  private func searchedHandler(for id: ClassID, in hierarchy: Hierarchy) -> HandlerID? {
    let query = Query(sought: id, code: hierarchy.tableCode(id))
    guard !lookup.usesLists else {
      var record = SearchRecord()
      return tables.find(query, by: lookup, in: hierarchy, &record)?.entry.handler
    }
    var cost = Counters.SearchCost()
    return tables.find(query, by: lookup, along: hierarchy.linearizations, &cost)?.entry.handler
  }
}
