/// Finds, for one route and each class, the shortest path to a wrong answer. `SanicHunt` explains why these paths are the
/// shortest.
///
/// One value is used for all routes in turn, because creating arrays of all classes for each of many blueprints is too
/// expensive.
struct SanicHuntPaths {
  /// The request whose entry gives a class the wrong handler.
  enum Cause: Sendable {
    /// A raise on the same route.
    case raise(ClassID)
    case unmatched(ClassID)
  }

  /// The results for a class on a kind of routes.
  private struct State {
    /// The handler that a fresh process finds, as a value of the hunt; nil if the table examined has none for the class.
    var fresh: Int32?
    /// The smallest number of requests, with the raise of the class as the last one, that give it a wrong entry; 0 if
    /// none do.
    var length: Int32 = 0
    /// The last request before its raise, if `length` is not 0.
    var cause = Cause.raise(ClassID(-1))
    /// The entries that a lookup of a subclass can end at.
    var entries = Entries()
  }

  private let hunt: SanicHunt
  private let hierarchy: Hierarchy
  /// For each class, whether its raises write entries: it can be raised and the app has no handler for it.
  private var writes: [Bool]
  /// For each class, the value of its own handler of the app.
  private var registered: [Int32?]
  /// For each class, the handler of the app that a fresh process finds; 0 for none.
  private var handlerOfApp: [Int32]
  /// For each class, the classes of unmatched requests before the first class with a handler of the app on its MRO, as a
  /// set of bits. Classes without such a handler may have none.
  private var unmatched: [UInt32]
  /// The number of the answer for each value of the hunt. Equal answers have equal numbers.
  private var answers: [Int32] = []
  /// The results for routes without a handler of a blueprint for the class.
  private var onApp: [State]
  /// The results for the current group of routes, for classes with a handler of the blueprint.
  private var onGroup: [State]
  /// For each class, the value of its own handler of the blueprint of the current group.
  private var registeredOnGroup: [Int32?]
  private var group = SanicHunt.RouteGroup()
  /// The classes with results for the current group.
  private var changed: [ClassID] = []

  /// Prepares a search among some classes, in order of declaration. Each class needs all its ancestors.
  init(_ hunt: SanicHunt, among classes: [ClassID]) {
    self.hunt = hunt
    hierarchy = hunt.hierarchy
    let count = hierarchy.count
    writes = Array(repeating: false, count: count)
    registered = Array(repeating: nil, count: count)
    handlerOfApp = Array(repeating: 0, count: count)
    unmatched = Array(repeating: 0, count: count)
    onApp = Array(repeating: State(), count: count)
    onGroup = onApp
    registeredOnGroup = registered
    for item in hunt.app { registered[Int(item.id.index)] = item.value }
    for id in classes {
      writes[Int(id.index)] = hunt.canRaise(id) && registered[Int(id.index)] == nil
      findHandlerOfApp(for: id)
    }
  }

  // MARK: Handlers of the app

  private mutating func findHandlerOfApp(for id: ClassID) {
    let index = Int(id.index)
    if let value = registered[index] {
      handlerOfApp[index] = value
    } else if let base = hierarchy.onlyBase(id) {
      handlerOfApp[index] = handlerOfApp[Int(base.index)]
      // No class comes before a base with a handler.
      if registered[Int(base.index)] == nil { unmatched[index] = unmatched[Int(base.index)] | bit(of: base) }
    } else {
      var hasHandler = false
      hierarchy.forEachBase(id) { if handlerOfApp[Int($0.index)] != 0 { hasHandler = true } }
      if hasHandler { searchMRO(of: id) }
    }
  }

  private mutating func searchMRO(of id: ClassID) {
    var passed: UInt32 = 0
    for ancestor in hierarchy.mro(id).dropFirst() {
      if let value = registered[Int(ancestor.index)] {
        handlerOfApp[Int(id.index)] = value
        unmatched[Int(id.index)] = passed
        return
      }
      passed |= bit(of: ancestor)
      if ancestor == hierarchy.wellKnown.baseException { return }
    }
  }

  private func bit(of id: ClassID) -> UInt32 {
    guard hunt.lookup == .classesAndRoutes, let index = hunt.unmatched.firstIndex(of: id) else { return 0 }
    return 1 << UInt32(clamping: index)
  }

  // MARK: Paths

  /// Finds the paths for routes of the app.
  ///
  /// - Parameters:
  ///   - classes: The same classes as those of the initializer.
  ///   - answers: The number of the answer for each value of the hunt.
  mutating func find(for classes: [ClassID], answers: [Int32]) {
    self.answers = answers
    for id in classes {
      var state = State(fresh: handlerOfApp[Int(id.index)])
      hierarchy.forEachBase(id) { state.entries.add(onApp[Int($0.index)].entries) }
      conclude(&state, for: id, unmatched: unmatched[Int(id.index)])
      onApp[Int(id.index)] = state
    }
  }

  /// Finds the paths for a group of routes, and removes those for the previous group.
  ///
  /// - Parameter classes: The classes with a handler of the blueprint in order of declaration, and any other classes.
  mutating func find(for classes: [ClassID], on group: SanicHunt.RouteGroup) {
    for id in changed { onGroup[Int(id.index)] = State() }
    for item in self.group.handlers { registeredOnGroup[Int(item.id.index)] = nil }
    self.group = group
    changed = classes
    for item in group.handlers { registeredOnGroup[Int(item.id.index)] = item.value }
    for id in classes { findOnGroup(id) }
  }

  private mutating func findOnGroup(_ id: ClassID) {
    var state = State()
    if let value = registeredOnGroup[Int(id.index)] {
      state.fresh = value
    } else if let base = hierarchy.onlyBase(id) {
      state = onGroup[Int(base.index)]
      state.length = 0
      if state.fresh != nil { conclude(&state, for: id, unmatched: 0) }
    } else if hasHandlerOfGroup(aBaseOf: id), searchMRO(of: id, &state) {
      conclude(&state, for: id, unmatched: 0)
    }
    onGroup[Int(id.index)] = state
  }

  private func hasHandlerOfGroup(aBaseOf id: ClassID) -> Bool {
    var hasHandler = false
    hierarchy.forEachBase(id) { if onGroup[Int($0.index)].fresh != nil { hasHandler = true } }
    return hasHandler
  }

  /// Searches the MRO of a class up to the first class with a handler of the blueprint.
  private func searchMRO(of id: ClassID, _ state: inout State) -> Bool {
    for ancestor in hierarchy.mro(id).dropFirst() {
      if let value = registeredOnGroup[Int(ancestor.index)] {
        state.fresh = value
        return true
      }
      addEntry(of: ancestor, onRoutes: self.state(of: ancestor), to: &state)
      if ancestor == hierarchy.wellKnown.baseException { break }
    }
    state = State()
    return false
  }

  /// Returns the results for a class on the routes of the current group.
  private func state(of id: ClassID) -> State {
    let state = onGroup[Int(id.index)]
    if state.fresh != nil { return state }
    // Without another handler of the blueprint, the class and all ancestors that can be raised get the one for all
    // exceptions.
    if let handler = group.catchAll { return State(fresh: handler) }
    return onApp[Int(id.index)]
  }

  /// Finds the shortest path to a class with the entries that its lookup can end at, and adds its own entry.
  private func conclude(_ state: inout State, for id: ClassID, unmatched: UInt32) {
    guard writes[Int(id.index)] else { return }
    let answer = self.answer(for: state.fresh)
    let entry = state.entries.firstWith(anotherAnswerThan: answer)
    if let request = firstUnmatched(among: unmatched, anotherAnswerThan: answer),
      entry.map({ hunt.order.rank(ofUnmatched: request) < $0.rank }) ?? true
    {
      (state.length, state.cause) = (2, .unmatched(request))
    } else if let entry {
      (state.length, state.cause) = (2, .raise(entry.id))
    } else if let entry = state.entries.firstWrong {
      (state.length, state.cause) = (entry.length + 1, .raise(entry.id))
    }
    addEntry(of: id, onRoutes: state, to: &state)
  }

  private func addEntry(of id: ClassID, onRoutes known: State, to state: inout State) {
    guard writes[Int(id.index)] else { return }
    state.entries.add(
      Entries.Entry(
        id: id, rank: Int32(clamping: hunt.order.rank(ofRaising: id)), answer: answer(for: known.fresh),
        length: known.length)
    )
  }

  private func answer(for value: Int32?) -> Int32 { answers[Int(value ?? 0)] }

  private func firstUnmatched(among bits: UInt32, anotherAnswerThan answer: Int32) -> ClassID? {
    guard bits != 0 else { return nil }
    return hunt.unmatched.first { id in
      bits & bit(of: id) != 0 && self.answer(for: handlerOfApp[Int(id.index)]) != answer
    }
  }

  // MARK: Proofs

  /// Returns whether routes of the current group have a handler of the blueprint for a class.
  func hasHandlerOfGroup(_ id: ClassID) -> Bool { onGroup[Int(id.index)].fresh != nil || group.catchAll != nil }

  /// Returns whether requests can change the answer to a class on routes without a handler of a blueprint for it.
  func isAffectedOnApp(_ id: ClassID) -> Bool { writes[Int(id.index)] && onApp[Int(id.index)].length > 0 }

  /// Returns the shortest proof for a class on routes without a handler of a blueprint for it.
  func proofOnApp(for id: ClassID, route: Int) -> SanicHunt.Proof? {
    proof(for: id, route: route) { onApp[Int($0.index)] }
  }

  /// Returns the shortest proof for a class with a handler of the blueprint of the current group.
  func proofOnGroup(for id: ClassID) -> SanicHunt.Proof? {
    guard writes[Int(id.index)], registeredOnGroup[Int(id.index)] == nil, hasHandlerOfGroup(id) else { return nil }
    if isMatchedExactly(id) {
      return SanicHunt.Proof(last: .raise(id, route: group.route), entry: .unmatched(id))
    }
    return proof(for: id, route: group.route) { state(of: $0) }
  }

  /// Returns whether an unmatched request for the class changes its answer: way 3 of `SanicHunt`.
  private func isMatchedExactly(_ id: ClassID) -> Bool {
    guard bit(of: id) != 0, handlerOfApp[Int(id.index)] != 0 else { return false }
    return answer(for: handlerOfApp[Int(id.index)]) != answer(for: state(of: id).fresh)
  }

  private func proof(for id: ClassID, route: Int, _ state: (ClassID) -> State) -> SanicHunt.Proof? {
    guard writes[Int(id.index)], state(id).length > 0 else { return nil }
    var causes: [Cause] = []
    var current = state(id)
    // Each entry belongs to a class with a path that is one request shorter.
    while current.length > 1 {
      causes.append(current.cause)
      guard current.length > 2, case .raise(let id) = current.cause else { break }
      current = state(id)
    }
    let requests = causes.reversed().map { hunt.request($0, route: route) }
    guard let entry = requests.last else { return nil }
    return SanicHunt.Proof(
      last: hunt.lastRequest(id, route: route), entry: entry, earlier: Array(requests.dropLast()))
  }
}

/// The entries that a lookup can end at: not all, but those that decide whether one is wrong for a class.
///
/// These are the entries in a fresh process, and for each class the requests that give it a wrong entry. Adding an
/// entry twice changes nothing, so the entries of several bases can be combined.
struct Entries: Sendable {
  struct Entry: Sendable {
    var id: ClassID
    /// The place of the class in order of declaration.
    var rank: Int32
    /// The number of the answer in a fresh process.
    var answer: Int32
    /// The smallest number of requests that give the class a wrong entry; 0 if none do.
    var length: Int32
  }

  /// The first entry in order of declaration.
  private var first: Entry?
  /// The first entry with another answer than `first`.
  private var second: Entry?
  /// The entry that the fewest requests make wrong; among equals the first one.
  private(set) var firstWrong: Entry?

  mutating func add(_ entry: Entry) {
    if entry.length > 0, firstWrong.map({ (entry.length, entry.rank) < ($0.length, $0.rank) }) ?? true {
      firstWrong = entry
    }
    guard let first else { return self.first = entry }
    if entry.answer == first.answer {
      if entry.rank < first.rank { self.first = entry }
    } else if entry.rank < first.rank {
      self.first = entry
      second = first
    } else if second.map({ entry.rank < $0.rank }) ?? true {
      second = entry
    }
  }

  mutating func add(_ entries: Entries) {
    if let entry = entries.first { add(entry) }
    if let entry = entries.second { add(entry) }
    if let entry = entries.firstWrong { add(entry) }
  }

  /// Returns the first entry whose answer in a fresh process is not the given one.
  func firstWith(anotherAnswerThan answer: Int32) -> Entry? { first?.answer == answer ? second : first }
}
