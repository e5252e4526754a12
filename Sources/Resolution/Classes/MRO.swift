/// The classes after each class in its MRO, stored separately from other data about classes.
///
/// Lookups spend their time going through MROs, so this data must be small and flat.
struct Linearizations: Sendable {
  struct Link: Sendable {
    /// The index of the only base, or, if negative, the complement of an index into `ranges`.
    var base: Int32
    /// The number of classes after this one in its MRO with consecutive falling indices, as in a chain that is declared
    /// in order. A table searches such a row in its bit set, 64 classes at once. Following the links takes 2 ns for
    /// each class.
    var row: Int32
  }

  /// The link of each class.
  private(set) var links: [Link] = []
  /// The ranges of the stored tails in `entries`.
  private(set) var ranges: [Range<Int>] = []
  private(set) var entries: [ClassID] = []

  var storedEntries: Int { entries.count }

  mutating func addClass(base: ClassID) {
    let isNext = Int(base.index) == links.count - 1
    links.append(Link(base: base.index, row: isNext ? (links.last?.row ?? 0) + 1 : 0))
  }

  mutating func addClass(tail: [ClassID]) {
    links.append(Link(base: ~Int32(ranges.count), row: 0))
    ranges.append(entries.count..<entries.count + tail.count)
    entries.append(contentsOf: tail)
  }

  func onlyBase(of id: ClassID) -> ClassID? {
    let index = Int(id.index)
    guard links.indices.contains(index), links[index].base >= 0 else { return nil }
    return ClassID(links[index].base)
  }
}

/// The bases of the classes that do not have exactly one, numbered as the stored tails are.
///
/// One list comes after the other in one array. As arrays of their own they were scattered over memory: the more classes an
/// app had, the longer `hunt` took for each of them.
struct BaseLists: Sendable {
  private var bases: [ClassID] = []
  /// Where each list ends.
  private var ends: [Int32] = []

  mutating func append(_ list: [ClassID]) {
    bases += list
    ends.append(Int32(clamping: bases.count))
  }

  @inline(__always)
  func forEach(inList list: Int, _ body: (ClassID) -> Void) {
    let start = list == 0 ? 0 : ends[list - 1]
    for place in Int(start)..<Int(ends[list]) { body(bases[place]) }
  }
}

/// The method resolution order of a class, the class itself first.
public struct MRO: Sendable, Sequence, IteratorProtocol {
  private let linearizations: Linearizations
  /// The next class, as long as each class has one base.
  private var upcoming: ClassID?
  /// The range of the rest in `entries`, after a class with a stored tail.
  private var rest: Range<Int> = 0..<0

  init(of id: ClassID, in linearizations: Linearizations) {
    self.linearizations = linearizations
    upcoming = linearizations.links.indices.contains(Int(id.index)) ? id : nil
  }

  /// Returns the next class on the MRO; nil at the end.
  public mutating func next() -> ClassID? {
    guard let current = upcoming else {
      guard let index = rest.popFirst() else { return nil }
      return linearizations.entries[index]
    }
    let base = linearizations.links[Int(current.index)].base
    if base >= 0 {
      upcoming = ClassID(base)
    } else {
      upcoming = nil
      rest = linearizations.ranges[Int(~base)]
    }
    return current
  }
}
