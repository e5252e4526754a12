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
      searches.append(isRaised ? rules.model.firstSearch(self, id, hierarchy) : .nothing)
    }
    return searches
  }
}
