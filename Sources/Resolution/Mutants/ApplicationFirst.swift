/// The mistake of taking the application's handlers for the rule and the blueprint's for what is left: scopes are asked
/// from the outside in, so that a blueprint can never answer what the application has a handler for.
extension HandlerTables {
  func findApplicationFirst(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    var reversed = query
    reversed.scopes.reverse()
    return reversed.firstByCodeThenClass { walk(reversed, $0, in: hierarchy, &record) }
  }
}
