/// What is looked for first when a class is raised.
enum FirstSearch: Sendable, Hashable {
  /// Nothing: the class cannot be raised, leaves Flask at once, or is a response by itself.
  case nothing
  /// A handler in the tables for this code; nil: in those for classes without one.
  case tables(code: Int32?)
}

extension Process {
  /// What is looked for first, for each class; `unreachable` are classes that no request raises.
  func firstSearches(in hierarchy: Hierarchy, without unreachable: Set<ClassID>) -> [FirstSearch] {
    var searches: [FirstSearch] = []
    var raisable: [Bool] = []
    searches.reserveCapacity(hierarchy.count)
    raisable.reserveCapacity(hierarchy.count)
    for index in 0..<Int32(hierarchy.count) {
      let id = ClassID(index)
      // A declared class has no constructor of its own, so with one base it is like that base; asking the MRO of every
      // class of a long chain would take a long time.
      let base = hierarchy.isKnown(id) ? nil : hierarchy.onlyBase(id)
      raisable.append(base.map { raisable[Int($0.index)] } ?? hierarchy.isRaisableWithoutArguments(id))
      let isRaised = raisable[Int(index)] && !unreachable.contains(id)
      searches.append(isRaised ? firstSearch(for: id, in: hierarchy) : .nothing)
    }
    return searches
  }

  private func firstSearch(for id: ClassID, in hierarchy: Hierarchy) -> FirstSearch {
    guard hierarchy.isException(id) else { return .nothing }
    guard hierarchy.isHTTP(id), configuration.trap(for: id, era.rules, in: hierarchy) == nil else {
      return .tables(code: hierarchy.tableCode(id))
    }
    if era.rules.returnsRoutingExceptions, hierarchy.isRouting(id) { return .nothing }
    return hierarchy.code(id).map { .tables(code: $0) } ?? .nothing
  }
}
