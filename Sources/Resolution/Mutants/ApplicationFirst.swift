/// The mistake of taking the application's handlers for the rule and the blueprint's for what is left: scopes are asked
/// from the outside in, so that a blueprint can never answer what the application has a handler for.
extension HandlerTables {
  func findApplicationFirst(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    for code in query.code == nil ? [nil] : [query.code, nil] {
      for scope in chain(from: query.scope).reversed() {
        if let hit = walk(query, TableKey(scope, code: code), in: hierarchy, &record) { return hit }
      }
    }
    return nil
  }
}
