/// The lookup of Starlette (starlette/middleware/exceptions.py, from 0.28 on starlette/_exception_handler.py).
///
/// Each app has a dictionary `exception_handlers`. When its stack of middleware is built, the key 500 or Exception becomes
/// the handler of the outermost layer (`ServerErrorMiddleware`). The other keys are looked up: for an HTTPException first
/// by its status, then for each exception the first class on its MRO. An app searches only its own handlers.
extension HandlerTables {
  @inline(never)
  func findByStatusThenClass(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    if let code = query.code {
      let key = TableKey(query.scope, code: code)
      let entry = handler(forNumber: code, in: query.scope).map { HandlerTable.Entry(handler: $0) }
      record.cost.tables += 1
      record.cost.classes += 1
      if record.isTracing { record.trace?.addStep(key, .number(code), entry) }
      if let entry { return Hit(key: key, id: query.sought, entry: entry) }
    }
    return findByClassInApp(query, in: hierarchy, &record)
  }

  /// Returns the entry of the first class on the MRO. Exception is the key of the outermost layer and not looked up.
  private func findByClassInApp(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    let key = query.ownTable
    record.cost.tables += 1
    for member in hierarchy.mro(query.sought) {
      record.cost.classes += 1
      let entry = member == hierarchy.wellKnown.exception ? nil : entry(key, member)
      if record.isTracing { record.trace?.addStep(key, .inTable(member), entry) }
      if let entry { return Hit(key: key, id: member, entry: entry) }
      if hierarchy.hasDefaultHandler(member) { return nil }
    }
    return nil
  }

  /// Returns the entry for the code in the searched scope as a step.
  func numberOfOwnScope(_ query: Query) -> [LookupTrace.Probe] {
    guard let code = query.code, let handler = handler(forNumber: code, in: query.scope) else { return [] }
    return [
      LookupTrace.Probe(
        table: TableKey(query.scope, code: code), target: .number(code), found: HandlerTable.Entry(handler: handler))
    ]
  }
}

extension Hierarchy {
  /// Returns whether the framework registers a handler for the class itself.
  func hasDefaultHandler(_ id: ClassID) -> Bool {
    id == wellKnown.httpException || id == wellKnown.validationError || wellKnown.webSocketErrors.contains(id)
  }
}

extension Pseudocode {
  static let statusThenClass = Pseudocode([
    Line("to find a handler for an error in an app:"),
    Line("  if it is an HTTPException:"),
    Line("    if the app has a handler for its status: return that handler", .number),
    Line("  for class in the error's MRO:", .table),
    Line("    if the app has a handler for the class:", .probe),
    Line("      return it", .found),
    Line("  raise the error again, to the handler for 500 or Exception", .nothing),
  ])
}
