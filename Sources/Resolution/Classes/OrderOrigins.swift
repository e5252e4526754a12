/// Finds the class statements that cause an inherited order.
extension Hierarchy {
  /// Returns the orders that put one class before another in the MRO of a third class, each with the class that
  /// requires it.
  ///
  /// Usually this is one order. But C3 also orders classes that no statement names together. For example, K lists P
  /// before Q, z is on the MRO of P, and the MRO of Q has x before P's y and y before z. Then x comes before z in the
  /// MRO of K, because of y.
  func origins(of first: ClassID, before second: ClassID, in owner: ClassID) -> [Precedence] {
    var found: [Precedence] = []
    var pending = [Step.inherited(first, second, owner)]
    while let step = pending.popLast() {
      switch step {
      case .found(let order): found.append(order)
      case .inherited(let first, let second, _) where isSubclass(first, of: second):
        found.append(Precedence(first: first, second: second, reason: .inheritance))
      case .inherited(let first, let second, let owner):
        pending += path(from: first, to: second, through: origin(of: first, before: second, owner)).reversed()
      }
    }
    return found
  }

  /// Returns whether the MRO of a class has both classes in this order.
  func orders(_ id: ClassID, _ first: ClassID, _ second: ClassID) -> Bool {
    var sawFirst = false
    for member in mro(id) {
      if member == first { sawFirst = true }
      if member == second { return sawFirst }
    }
    return false
  }

  /// Follows the bases from a class with the order to the class that inherits it from no single base.
  private func origin(of first: ClassID, before second: ClassID, _ owner: ClassID) -> ClassID {
    var current = owner
    while true {
      let bases = bases(current)
      // A class with one base has the order of its base, so its MRO does not need to be searched.
      let base = bases.count == 1 ? bases.first : bases.first { orders($0, first, second) }
      guard let base else { return current }
      current = base
    }
  }

  private enum Step {
    case found(Precedence)
    /// An order of two classes that the third class has on its MRO.
    case inherited(ClassID, ClassID, ClassID)
  }

  /// Returns the shortest list of steps that put one class before another in the MRO of a class.
  ///
  /// Each step is an order on the MRO of one of its bases, or the order of the bases themselves. Neighbors on an MRO
  /// are always one step apart.
  private func path(from first: ClassID, to second: ClassID, through owner: ClassID) -> [Step] {
    let row = Array(mro(owner).drop { $0 != first }.prefix { $0 != second }) + [second]
    // An explanation with hundreds of steps helps nobody, so it is left out.
    guard row.count <= Self.longestRow else { return [] }
    let bases = bases(owner)
    let places = bases.map { base in
      mro(base).enumerated().reduce(into: [ClassID: Int]()) { places, member in places[member.element] = member.offset }
    }
    func step(_ first: ClassID, _ second: ClassID) -> Step? {
      let left = places.firstIndex { $0[first] != nil }
      let right = places.lastIndex { $0[second] != nil }
      if let left, let right, left < right {
        return .found(Precedence(first: first, second: second, reason: .bases(of: owner, left, right)))
      }
      let base = places.firstIndex { place in
        guard let left = place[first], let right = place[second] else { return false }
        return left < right
      }
      return base.map { .inherited(first, second, bases[$0]) }
    }
    // Breadth-first search: for each member of the row, the member before it on the path and the step.
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
