/// The mistake of taking handlers for `if` statements: of all handlers in a table that fit, the one that was registered
/// first wins, however general it is. Flask did so before 0.11, and Python's own `except` clauses do, which is where the
/// expectation comes from.
extension HandlerTables {
  func findFirstRegistered(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    firstByCodeThenClass(query) { key in
      var hits: [Hit] = []
      _ = look(key, for: hierarchy.mro(query.sought), query, &record) {
        hits.append($0)
        return false
      }
      return hits.min { $0.entry.handler.index < $1.entry.handler.index }
    }
  }
}
