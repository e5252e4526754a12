/// For one table, and for each class that is looked for in it, the shortest way to mislead it (`OrderHunt` says why these
/// are the shortest).
///
/// One value serves all tables, one after another: arrays for all classes are too expensive to be made for each of many
/// blueprints.
struct MisleadingPaths {
  /// What is known of a class.
  private struct State {
    /// Whether it can write an entry into the table. Asked once for each class: to look into the hunt at every step of
    /// every walk took three quarters of the time.
    var isEligible = false
    /// The effect of its own registered handler; -1 for none.
    var registered: Int32 = -1
    /// The effect of the first registered class of its MRO; -1 where nothing is found.
    var first: Int32 = -1
    /// The fewest raises, itself included, that change what it is answered; 0 where none do.
    var length: Int32 = 0
    /// The one whose entry misleads it.
    var entry = ClassID(-1)
  }

  private let hierarchy: Hierarchy
  private var key = TableKey(nil, code: nil)
  private var states: [State]
  /// The classes whose states belong to the current table.
  private var changed: [ClassID] = []

  init(in hierarchy: Hierarchy) {
    self.hierarchy = hierarchy
    states = Array(repeating: State(), count: hierarchy.count)
  }

  /// Finds the ways for one table, and forgets those for the one before.
  /// - Parameter classes: in order of declaration, and with each class all its ancestors from the first registered one
  ///   on.
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

  /// The shortest proof whose last raise is that of a class.
  func proof(for id: ClassID, in scope: RegistrationID?) -> OrderHunt.Proof? {
    guard states[Int(id.index)].length > 0 else { return nil }
    let entry = states[Int(id.index)].entry
    let earlier = states[Int(id.index)].length > 2 ? shortestPath(entry).dropLast() : []
    return OrderHunt.Proof(
      last: OrderHunt.Raise(id, in: scope), table: key, entry: entry, earlier: Array(earlier))
  }

  /// The raises that change what a class is answered, that class the last of them.
  private func shortestPath(_ id: ClassID) -> [ClassID] {
    var way = [id]
    var current = id
    // Each entry is that of a class with one raise less to go.
    while states[Int(current.index)].length > 1 {
      let length = states[Int(current.index)].length
      current = states[Int(current.index)].entry
      way.append(current)
      if length == 2 { break }
    }
    return way.reversed()
  }

  private mutating func find(_ id: ClassID) {
    let index = Int(id.index)
    if states[index].registered >= 0 {
      states[index].first = states[index].registered
    } else if let base = hierarchy.onlyBase(id) {
      // What stands before the first registered class is the base and what stood there for the base.
      let base = states[Int(base.index)]
      states[index].first = base.first
      states[index].length = base.length
      states[index].entry = base.entry
    } else if hasAnswer(aBaseOf: id) {
      walk(id)
    }
  }

  private func hasAnswer(aBaseOf id: ClassID) -> Bool {
    var hasAnswer = false
    hierarchy.forEachBase(id) { if states[Int($0.index)].first >= 0 { hasAnswer = true } }
    return hasAnswer
  }

  /// Goes through the MRO of a class up to its first registered class.
  private mutating func walk(_ id: ClassID) {
    let answering = hierarchy.mro(id).first { states[Int($0.index)].registered >= 0 }
    guard let answering else { return }
    var state = states[Int(id.index)]
    state.first = states[Int(answering.index)].registered
    for id in hierarchy.mro(id).dropFirst() {
      if id == answering { break }
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

  /// Of two entries that mislead with equally many raises, the one whose raises come first in order of declaration.
  ///
  /// The ways are followed side by side, from the last raise to the first, without making lists of them: the earliest
  /// raise in which they differ decides, and where they meet they stay together.
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
