/// The mistake of reading "nearest ancestor" as "fewest steps up": all bases are tried before any of their bases. Python's
/// MRO goes by C3 instead, which may come to a grandparent on the left before a parent on the right.
extension HandlerTables {
  func findBreadthFirst(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    let order = Self.breadthFirst(from: query.sought, in: hierarchy)
    return firstByCodeThenClass(query) { look($0, for: order, query, &record) { _ in true } }
  }

  private static func breadthFirst(from id: ClassID, in hierarchy: Hierarchy) -> [ClassID] {
    var order = [id]
    var seen: Set<ClassID> = [id]
    var next = 0
    while next < order.count {
      for base in hierarchy.bases(order[next]) where seen.insert(base).inserted { order.append(base) }
      next += 1
    }
    return order
  }
}
