/// For one table, and for each class that is looked for in it, the shortest way to mislead it (`OrderHunt` says why these
/// are the shortest).
struct MisleadingPaths {
  private let key: TableKey
  private let hierarchy: Hierarchy
  private let knownCount: Int32
  private let classCount: Int32
  /// By class: whether it can write an entry into the table. Asked once for each class: to look into the hunt at every step
  /// of every walk took three quarters of the time.
  private let eligible: [Bool]
  /// By class: the effect of its own registered handler; -1 for none.
  private var registered: [Int32]
  /// By class: the effect of the first registered class of its MRO; -1 where nothing is found.
  private var first: [Int32]
  /// By class: the fewest raises, itself included, that change what it is answered; 0 where none do.
  private var lengths: [Int32]
  /// By class: the one whose entry misleads it.
  private var entries: [ClassID]

  /// - Parameter classes: in order of declaration, and with each class all its ancestors from the first registered one
  ///   on.
  init(for classes: some Sequence<ClassID>, _ key: TableKey, _ effects: HandlerEffects, _ hunt: OrderHunt) {
    self.key = key
    hierarchy = hunt.hierarchy
    knownCount = Int32(hierarchy.knownCount)
    classCount = Int32(hierarchy.count)
    eligible = hunt.eligible(for: key)
    registered = Array(repeating: -1, count: hunt.hierarchy.count)
    first = registered
    lengths = Array(repeating: 0, count: hunt.hierarchy.count)
    entries = Array(repeating: ClassID(-1), count: hunt.hierarchy.count)
    for (id, number) in effects.registered { registered[Int(id.index)] = number }
    for id in classes { find(id) }
  }

  /// Whether the class can write an entry into the table: its own search ends there, if it finds anything.
  func isEligible(_ id: ClassID) -> Bool { eligible[Int(id.index)] }

  /// The shortest proof whose last raise is that of a class.
  func proof(for id: ClassID, in scope: RegistrationID?) -> OrderHunt.Proof? {
    guard lengths[Int(id.index)] > 0 else { return nil }
    let entry = entries[Int(id.index)]
    let earlier = lengths[Int(id.index)] > 2 ? wayTo(entry).dropLast() : []
    return OrderHunt.Proof(
      last: OrderHunt.Raise(id, in: scope), table: key, entry: entry, earlier: Array(earlier))
  }

  /// The raises that change what a class is answered, that class the last of them.
  private func wayTo(_ id: ClassID) -> [ClassID] {
    var way = [id]
    var current = id
    // Each entry is that of a class with one raise less to go.
    while lengths[Int(current.index)] > 1 {
      let length = lengths[Int(current.index)]
      current = entries[Int(current.index)]
      way.append(current)
      if length == 2 { break }
    }
    return way.reversed()
  }

  private mutating func find(_ id: ClassID) {
    let index = Int(id.index)
    if registered[index] >= 0 {
      first[index] = registered[index]
    } else if let base = hierarchy.onlyBase(id) {
      // What stands before the first registered class is the base and what stood there for the base.
      first[index] = first[Int(base.index)]
      lengths[index] = lengths[Int(base.index)]
      entries[index] = entries[Int(base.index)]
    } else if hierarchy.bases(id).contains(where: { first[Int($0.index)] >= 0 }) {
      walk(id)
    }
  }

  /// Goes through the MRO of a class up to its first registered class.
  private mutating func walk(_ id: ClassID) {
    let index = Int(id.index)
    let answering = hierarchy.mro(id).first { registered[Int($0.index)] >= 0 }
    guard let answering else { return }
    let effect = registered[Int(answering.index)]
    first[index] = effect
    for member in hierarchy.mro(id).dropFirst() {
      if member == answering { return }
      let place = Int(member.index)
      guard first[place] >= 0 else { continue }
      let length = first[place] != effect ? 2 : lengths[place] + 1
      guard length > 1, lengths[index] == 0 || length <= lengths[index], isEligible(member) else { continue }
      if length == lengths[index], !isBefore(member, entries[index], length) { continue }
      lengths[index] = length
      entries[index] = member
    }
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
      isBefore = rank(left) < rank(right)
      guard remaining > 2 else { return isBefore }
      left = entries[Int(left.index)]
      right = entries[Int(right.index)]
    }
    return isBefore
  }

  private func rank(_ id: ClassID) -> Int32 { id.index >= knownCount ? id.index - knownCount : classCount + id.index }
}
