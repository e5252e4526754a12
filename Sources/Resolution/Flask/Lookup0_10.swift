/// Flask 0.10 (app.py, `handle_user_exception` and `handle_http_exception` of tag 0.10.1).
///
/// Flask looks up an HTTP error by its code, first in the blueprint and then in the application. It never uses handlers
/// that are registered for classes of HTTP errors. For other exceptions it searches the blueprint's list and then the
/// application's list in the order of registration. The first entry with a matching class wins, even if a later class
/// is more specific.
extension EraRules {
  static let v0_10 = EraRules(
    .v0_10, lookup: .registrationOrder, unknownCode: nil, notAnException: nil, refusesServerErrorOnBlueprint: true,
    checksBlueprintsAtMount: true, returnsRoutingExceptions: false, blueprints: .v0_10)
}

extension HandlerTables {
  @inline(never)
  func findByNumberOrRegistration(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    guard let code = query.code else { return findInRegistrationOrder(query, in: hierarchy, &record) }
    return findByNumber(code, query, &record)
  }

  private func findByNumber(_ code: Int32, _ query: Query, _ record: inout SearchRecord) -> Hit? {
    for scope in chain(from: query.scope) {
      let key = TableKey(scope, code: code)
      let entry = handler(forNumber: code, in: scope).map { HandlerTable.Entry(handler: $0) }
      record.cost.tables += 1
      record.cost.classes += 1
      record.trace?.addStep(key, .number(code), entry)
      if let entry { return Hit(key: key, id: query.sought, entry: entry) }
    }
    return nil
  }

  func findInRegistrationOrder(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    for scope in chain(from: query.scope) {
      guard let list = list(scope) else { continue }
      let key = TableKey(scope, code: nil)
      let place = list.firstMatch(hierarchy.mro(query.sought))
      record.cost.tables += 1
      record.cost.classes += place.map { $0 + 1 } ?? list.items.count
      record.trace?.addStep(list, upTo: place, key)
      if let place {
        return Hit(key: key, id: query.sought, entry: HandlerTable.Entry(handler: list.items[place].handler))
      }
    }
    return nil
  }
}

extension LookupTrace {
  fileprivate mutating func addStep(_ list: RegistrationList, upTo place: Int?, _ key: TableKey) {
    if list.items.isEmpty { addStep(key, .emptyTable, nil) }
    for (index, item) in list.items.prefix((place ?? list.items.count - 1) + 1).enumerated() {
      addStep(key, .registration(item.id), index == place ? HandlerTable.Entry(handler: item.handler) : nil)
    }
  }
}

extension HandlerTables {
  /// Returns the matching registrations as steps.
  func matches(_ query: Query, in hierarchy: Hierarchy) -> [LookupTrace.Probe] {
    let ancestors = Set(hierarchy.mro(query.sought))
    return chain(from: query.scope).flatMap { scope in
      (list(scope)?.items ?? []).filter { ancestors.contains($0.id) }.map {
        LookupTrace.Probe(
          table: TableKey(scope, code: nil), target: .registration($0.id),
          found: HandlerTable.Entry(handler: $0.handler))
      }
    }
  }

  /// Returns the entries for the code as steps.
  func numbers(_ query: Query) -> [LookupTrace.Probe] {
    guard let code = query.code else { return [] }
    return chain(from: query.scope).compactMap { scope in
      handler(forNumber: code, in: scope).map {
        LookupTrace.Probe(
          table: TableKey(scope, code: code), target: .number(code), found: HandlerTable.Entry(handler: $0))
      }
    }
  }
}

extension Pseudocode {
  static let v0_10 = Pseudocode([
    Line("to find a handler for an error:"),
    Line("  if it is an HTTP error:"),
    Line("    for scope in blueprint, application:"),
    Line("      if the scope has a handler for its code: return that handler", .number),
    Line("  else:"),
    Line("    for scope in blueprint, application:", .table),
    Line("      for each registration of the scope, oldest first:"),
    Line("        if the error is an instance of its class:", .probe),
    Line("          return its handler", .found),
    Line("  return no handler", .nothing),
  ])
}
