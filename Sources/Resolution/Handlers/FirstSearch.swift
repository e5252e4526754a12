/// The first lookup after a class is raised.
enum FirstSearch: Sendable, Hashable {
  /// No lookup: the class cannot be raised, leaves Flask immediately, or is itself the response.
  case nothing
  /// A lookup in the tables for this code; nil: in the tables for classes without a code.
  case tables(code: Int32?)
}

extension Process {
  /// Returns the first lookup for each class. `unreachable` are the classes that no request raises.
  func firstSearches(in hierarchy: Hierarchy, without unreachable: Set<ClassID>) -> [FirstSearch] {
    var searches: [FirstSearch] = []
    searches.reserveCapacity(hierarchy.count)
    for index in 0..<Int32(hierarchy.count) {
      let id = ClassID(index)
      let isRaised = hierarchy.canBeRaised(id) && !unreachable.contains(id)
      searches.append(isRaised ? firstSearch(for: id, in: hierarchy) : .nothing)
    }
    return searches
  }

  private func firstSearch(for id: ClassID, in hierarchy: Hierarchy) -> FirstSearch {
    guard hierarchy.isException(id) else { return .nothing }
    guard let rules = rules.flask else { return .tables(code: nil) }
    guard !configuration.failsOnMissingKey(id, rules, in: hierarchy) else { return .nothing }
    guard hierarchy.isHTTP(id), configuration.trap(for: id, rules, in: hierarchy) == nil else {
      return .tables(code: hierarchy.tableCode(id))
    }
    if rules.returnsRoutingExceptions, hierarchy.isRouting(id) { return .nothing }
    return hierarchy.instanceCode(id) == .none ? .nothing : .tables(code: hierarchy.tableCode(id))
  }
}
