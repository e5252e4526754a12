extension HandlerTables {
  /// The entries that would have answered, had the search not ended before: what a person asks about who expected
  /// another handler. In the order in which the search would have come to them.
  func unreached(_ query: Query, after steps: [LookupTrace.Step], by lookup: EraRules.Lookup, in hierarchy: Hierarchy)
    -> [LookupTrace.Step]
  {
    var found: [LookupTrace.Step] = []
    func collect(_ key: TableKey) -> Hit? {
      guard let table = table(key), !table.isEmpty else { return nil }
      for id in hierarchy.mro(query.sought) {
        guard let entry = table[id], entry.isThere(before: query.ignoresWritesFrom) else { continue }
        found.append(LookupTrace.Step(table: key, look: .inTable(id), found: entry))
      }
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

  private func matches(_ query: Query, in hierarchy: Hierarchy) -> [LookupTrace.Step] {
    let ancestors = Set(hierarchy.mro(query.sought))
    return chain(from: query.scope).flatMap { scope in
      (list(scope)?.items ?? []).filter { ancestors.contains($0.id) }.map {
        LookupTrace.Step(
          table: TableKey(scope, code: nil), look: .registration($0.id), found: HandlerTable.Entry(handler: $0.handler))
      }
    }
  }

  private func numbers(_ query: Query) -> [LookupTrace.Step] {
    guard let code = query.code else { return [] }
    return chain(from: query.scope).compactMap { scope in
      handler(forNumber: code, in: scope).map {
        LookupTrace.Step(
          table: TableKey(scope, code: code), look: .number(code), found: HandlerTable.Entry(handler: $0))
      }
    }
  }
}
