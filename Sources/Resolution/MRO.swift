/// What stands behind each class in its MRO, kept apart from everything else about classes: lookups do nothing but walk
/// it, so it has to be small and flat.
struct Linearizations: Sendable {
  /// For each class its only base, or, below zero, the complement of an index into `ranges`.
  private(set) var links: [Int32] = []
  /// How many classes behind each one in its MRO are numbered downward one by one, as in a chain that is declared in one
  /// go. A table looks such a row up in its bits, 64 classes at once; going from link to link costs 2 ns a class.
  private(set) var rows: [Int32] = []
  /// Where the stored tails stand in `entries`.
  private(set) var ranges: [Range<Int>] = []
  private(set) var entries: [ClassID] = []

  var storedEntries: Int { entries.count }

  mutating func addClass(base: ClassID) {
    let isNext = Int(base.index) == links.count - 1
    rows.append(isNext ? (rows.last ?? 0) + 1 : 0)
    links.append(base.index)
  }

  mutating func addClass(tail: [ClassID]) {
    rows.append(0)
    links.append(~Int32(ranges.count))
    ranges.append(entries.count..<entries.count + tail.count)
    entries.append(contentsOf: tail)
  }

  func onlyBase(of id: ClassID) -> ClassID? {
    let index = Int(id.index)
    guard links.indices.contains(index), links[index] >= 0 else { return nil }
    return ClassID(links[index])
  }
}

/// The method resolution order of a class, the class itself first.
package struct MRO: Sendable, Sequence, IteratorProtocol {
  private let linearizations: Linearizations
  /// The next class, while the walk goes from base to base.
  private var upcoming: ClassID?
  /// The rest, once the walk has come to a class whose tail is stored.
  private var rest: Range<Int> = 0..<0

  init(of id: ClassID, in linearizations: Linearizations) {
    self.linearizations = linearizations
    upcoming = linearizations.links.indices.contains(Int(id.index)) ? id : nil
  }

  package mutating func next() -> ClassID? {
    guard let current = upcoming else {
      guard let index = rest.popFirst() else { return nil }
      return linearizations.entries[index]
    }
    let link = linearizations.links[Int(current.index)]
    if link >= 0 {
      upcoming = ClassID(link)
    } else {
      upcoming = nil
      rest = linearizations.ranges[Int(~link)]
    }
    return current
  }
}
