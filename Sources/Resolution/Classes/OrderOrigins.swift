/// Where an order comes from that a class inherits.
extension Hierarchy {
  /// The orders that lead from one class to another which stands behind it in the MRO of a third, each at the class that
  /// made it.
  ///
  /// Mostly that is one order. But C3 also puts classes in a row that no statement names together: where K lists P before
  /// Q, P holds z, and Q holds x before P's y before z, then x stands before z in K, by way of y.
  func origins(of first: ClassID, before second: ClassID, in holder: ClassID) -> [Precedence] {
    var found: [Precedence] = []
    var pending = [Step.claim(first, second, holder)]
    while let step = pending.popLast() {
      switch step {
      case .settled(let order): found.append(order)
      case .claim(let first, let second, _) where isSubclass(first, of: second):
        found.append(Precedence(first: first, second: second, reason: .inheritance))
      case .claim(let first, let second, let holder):
        pending += path(from: first, to: second, through: maker(of: first, before: second, holder)).reversed()
      }
    }
    return found
  }

  /// Whether both stand in the MRO of a class, in this order.
  func orders(_ id: ClassID, _ first: ClassID, _ second: ClassID) -> Bool {
    var sawFirst = false
    for member in mro(id) {
      if member == first { sawFirst = true }
      if member == second { return sawFirst }
    }
    return false
  }

  /// Goes down from a class whose MRO has the order to one that has it from no single base.
  private func maker(of first: ClassID, before second: ClassID, _ holder: ClassID) -> ClassID {
    var current = holder
    while true {
      let bases = bases(current)
      // A class with one base has its base's order, so a long chain need not be looked at link by link.
      let base = bases.count == 1 ? bases.first : bases.first { orders($0, first, second) }
      guard let base else { return current }
      current = base
    }
  }

  private enum Step {
    case settled(Precedence)
    /// An order that a base has.
    case claim(ClassID, ClassID, ClassID)
  }

  /// The fewest steps from one class to another through the MRO of a class that put them in order: each step is an order
  /// of one of its bases, or that of the bases themselves. Neighbours in an MRO are always one step apart.
  private func path(from first: ClassID, to second: ClassID, through holder: ClassID) -> [Step] {
    let row = Array(mro(holder).drop { $0 != first }.prefix { $0 != second }) + [second]
    // Nobody reads an explanation of hundreds of steps; it is left out.
    guard row.count <= Self.longestRow else { return [] }
    let bases = bases(holder)
    let places = bases.map { base in
      mro(base).enumerated().reduce(into: [ClassID: Int]()) { places, member in places[member.element] = member.offset }
    }
    func step(_ first: ClassID, _ second: ClassID) -> Step? {
      let left = places.firstIndex { $0[first] != nil }
      let right = places.lastIndex { $0[second] != nil }
      if let left, let right, left < right {
        return .settled(Precedence(first: first, second: second, reason: .bases(of: holder, left, right)))
      }
      let base = places.firstIndex { place in
        guard let left = place[first], let right = place[second] else { return false }
        return left < right
      }
      return base.map { .claim(first, second, bases[$0]) }
    }
    // Breadth first: where each member of the row was reached from, and how.
    var reached: [Int: (from: Int, by: Step)] = [:]
    var queue = [0]
    var next = 0
    while next < queue.count, reached[row.count - 1] == nil {
      let place = queue[next]
      next += 1
      for other in row.indices where other > place && reached[other] == nil {
        guard let step = step(row[place], row[other]) else { continue }
        reached[other] = (place, step)
        queue.append(other)
      }
    }
    var steps: [Step] = []
    var place = row.count - 1
    while let (from, step) = reached[place] {
      steps.append(step)
      place = from
    }
    return steps.reversed()
  }

  private static let longestRow = 300
}
