/// What a search is given, besides the tables.
struct Query {
  var sought: ClassID
  /// The status code by which the error is looked up; nil for none.
  var code: Int32?
  /// The registration that the request goes to; the search goes outward from there. Nil: the application.
  var scope: RegistrationID?
  /// Entries that the cache wrote for this request and later ones are passed over, as if those had not come yet; 1: as
  /// if none had.
  var ignoresWritesFrom = Int32.max
}

/// What a search found, and where.
struct Hit {
  var key: TableKey
  /// The class under which the entry stands; in 0.10, that is sought.
  var id: ClassID
  var entry: HandlerTable.Entry
}

extension HandlerTables {
  /// Looks into the table for a code of each scope, from one outward, until one answers.
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

  /// The first class of the MRO that has an entry in the table.
  func searchTable(_ query: Query, _ key: TableKey, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    guard !record.isTracing else { return searchTableStepwise(query, key, in: hierarchy, &record) }
    return firstEntry(key, along: hierarchy.linearizations, query, &record.cost)
  }

  /// The same with a record of each step. What few searches need is a call of its own: a search is so short that the
  /// registers of a large function would cost more than the search.
  @inline(never)
  func searchTableStepwise(
    _ query: Query, _ key: TableKey, in hierarchy: Hierarchy, _ record: inout SearchRecord
  ) -> Hit? {
    probe(key, for: hierarchy.mro(query.sought), query, &record) { _ in true }
  }

  /// Looks for classes in a table, in their order, until an entry is accepted.
  func probe(
    _ key: TableKey, for classes: some Sequence<ClassID>, _ query: Query, _ record: inout SearchRecord,
    until isAccepted: (Hit) -> Bool
  ) -> Hit? {
    record.cost.tables += 1
    guard let table = table(key), !table.isEmpty else {
      record.trace?.note(key, .emptyTable, nil)
      return nil
    }
    var count = 0
    defer { record.cost.classes += count }
    for candidate in classes {
      count += 1
      var entry = table[candidate]
      if entry?.isThere(before: query.ignoresWritesFrom) == false { entry = nil }
      record.trace?.note(key, .inTable(candidate), entry)
      if let entry {
        let hit = Hit(key: key, id: candidate, entry: entry)
        if isAccepted(hit) { return hit }
      }
    }
    return nil
  }
}

extension Process {
  /// The handler that a raise of a class in the application would find now, and nothing around it: what
  /// `_find_error_handler` answers. Nothing is written.
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
