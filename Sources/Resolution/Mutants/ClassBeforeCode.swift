/// The mistake of asking for the class before the code: the tables for classes without a code come first. Then a handler
/// for Exception takes every HTTP error away from the handlers for 404 and its kin.
extension HandlerTables {
  func findClassBeforeCode(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    for code in query.code == nil ? [nil] : [nil, query.code] {
      if let hit = first(from: query.scope, code, { walk(query, $0, in: hierarchy, &record) }) { return hit }
    }
    return nil
  }
}
