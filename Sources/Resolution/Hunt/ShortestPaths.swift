/// Finds, for one table and each class that is looked up in it, the shortest path to a wrong handler. `OrderHunt`
/// explains why these paths are the shortest.
///
/// One value is used for all tables in turn, because creating arrays of all classes for each of many blueprints is too
/// expensive.
struct ShortestPaths {
  /// The results for a class.
  private struct State {
    /// Whether it can write an entry into the table. Stored once for each class, because asking `OrderHunt` at every
    /// class of every MRO took three quarters of the time.
    var isEligible = false
    /// The effect of its own registered handler; -1 for none.
    var registered: Int32 = -1
    /// The effect of the first registered class on its MRO; -1 if there is none.
    var first: Int32 = -1
    /// The smallest number of raises, including its own, that change its answer; 0 if none do.
    var length: Int32 = 0
    /// The class whose entry gives it the wrong handler.
    var entry = ClassID(-1)
  }

  private let hierarchy: Hierarchy
  private var key = TableKey(nil, code: nil)
  private var states: [State]
  /// The classes with a state for the current table.
  private var changed: [ClassID] = []

  init(in hierarchy: Hierarchy) {
    self.hierarchy = hierarchy
    states = Array(repeating: State(), count: hierarchy.count)
  }

  /// Finds the paths for one table and removes those for the previous table.
  ///
  /// - Parameter classes: The classes in order of declaration. Each class needs all its ancestors below a registered
  ///   class.
  mutating func find(for classes: [ClassID], _ key: TableKey, _ effects: HandlerEffects, _ hunt: OrderHunt) {
    self.key = key
    for id in changed { states[Int(id.index)] = State() }
    changed = classes + effects.registered.map { $0.id }
    for (id, number) in effects.registered { states[Int(id.index)].registered = number }
    for id in classes {
      states[Int(id.index)].isEligible = hunt.isEligible(id, for: key)
      find(id)
    }
  }

  /// Returns the shortest proof that ends with a raise of a class.
  func proof(for id: ClassID, in scope: RegistrationID?) -> OrderHunt.Proof? {
    guard states[Int(id.index)].length > 0 else { return nil }
    let entry = states[Int(id.index)].entry
    let earlier = states[Int(id.index)].length > 2 ? shortestPath(entry).dropLast() : []
    return OrderHunt.Proof(
      last: OrderHunt.Raise(id, in: scope), table: key, entry: entry, earlier: Array(earlier))
  }

  /// Returns the raises that change the answer to a class. The last one is the raise of that class.
  private func shortestPath(_ id: ClassID) -> [ClassID] {
    var path = [id]
    var current = id
    // Each entry belongs to a class with a path that is one raise shorter.
    while states[Int(current.index)].length > 1 {
      let length = states[Int(current.index)].length
      current = states[Int(current.index)].entry
      path.append(current)
      if length == 2 { break }
    }
    return path.reversed()
  }

  private mutating func find(_ id: ClassID) {
    let index = Int(id.index)
    if states[index].registered >= 0 {
      states[index].first = states[index].registered
    } else if let base = hierarchy.onlyBase(id) {
      // On the MRO, the classes before the first registered class are the base and those that come before it for the
      // base.
      let base = states[Int(base.index)]
      states[index].first = base.first
      states[index].length = base.length
      states[index].entry = base.entry
    } else if hasAnswer(aBaseOf: id) {
      searchMRO(id)
    }
  }

  private func hasAnswer(aBaseOf id: ClassID) -> Bool {
    var hasAnswer = false
    hierarchy.forEachBase(id) { if states[Int($0.index)].first >= 0 { hasAnswer = true } }
    return hasAnswer
  }

  /// Searches the MRO of a class up to its first registered class.
  private mutating func searchMRO(_ id: ClassID) {
    let registered = hierarchy.mro(id).first { states[Int($0.index)].registered >= 0 }
    guard let registered else { return }
    var state = states[Int(id.index)]
    state.first = states[Int(registered.index)].registered
    for id in hierarchy.mro(id).dropFirst() {
      if id == registered { break }
      let member = states[Int(id.index)]
      guard member.first >= 0, member.isEligible else { continue }
      let length = member.first != state.first ? 2 : member.length + 1
      guard length > 1, state.length == 0 || length <= state.length else { continue }
      if length == state.length, !isBefore(id, state.entry, length) { continue }
      state.length = length
      state.entry = id
    }
    states[Int(id.index)] = state
  }

  /// Returns whether the raises of the left path come first in order of declaration. Both paths have the same length.
  ///
  /// It follows both paths from the last raise to the first without building lists. The earliest raise in which they
  /// differ decides. Once they meet they stay the same.
  private func isBefore(_ left: ClassID, _ right: ClassID, _ length: Int32) -> Bool {
    var (left, right) = (left, right)
    var isBefore = false
    for remaining in stride(from: length, to: 1, by: -1) {
      guard left != right else { return isBefore }
      isBefore = hierarchy.rank(left) < hierarchy.rank(right)
      guard remaining > 2 else { return isBefore }
      left = states[Int(left.index)].entry
      right = states[Int(right.index)].entry
    }
    return isBefore
  }
}
