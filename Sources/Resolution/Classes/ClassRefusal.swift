/// The reason why Python, or a limit of errorbook, refuses a class. Bases are given by their index in the list, from 0.
public enum ClassRefusal: Error, Sendable, Hashable {
  /// Python does not allow subclasses of the base, for example of `bool`.
  case unacceptableBase(number: Int)
  /// Two bases have conflicting memory layouts. The classes are those that define the layouts.
  case layoutConflict(first: Int, ClassID, second: Int, ClassID)
  case duplicateBase(first: Int, second: Int)
  /// C3 found no order. `heads` are the classes that CPython names in its message. `orders` is a cycle: the second
  /// class of each order is the first class of the next order, so they contradict each other.
  case inconsistentMRO(heads: [ClassID], orders: [Precedence])
  case tooManyClasses(limit: Int)
  /// The stored MROs of the app would have too many entries.
  case tooManyEntries(limit: Int)
}

/// A requirement that one class must come before another in an MRO, with its reason.
public struct Precedence: Sendable, Hashable {
  /// The rule of C3 that puts one class before another.
  public enum Reason: Sendable, Hashable {
    /// `first` derives from `second`.
    case inheritance
    /// A class lists a base with `first` on its MRO before a base with `second` on its MRO. Nil means the class that is
    /// being declared. The numbers are the indices of the two bases.
    case bases(of: ClassID?, Int, Int)
  }

  /// The class that must come first.
  public var first: ClassID
  /// The class that must come later.
  public var second: ClassID
  /// The rule that requires the order.
  public var reason: Reason
}

extension Hierarchy {
  /// Finds a cycle of orders that blocks C3.
  ///
  /// Each remaining head is in the tail of some list, after the head of that list, which is blocked too. So following
  /// the blocking heads never ends and returns to an earlier head. This is the cycle.
  func contradiction(_ heads: [ClassID], of bases: [ClassID]) -> [Precedence] {
    guard var current = heads.first else { return [] }
    let remaining = Set(heads)
    // Each element is blocked by the next one: a blocked head that some list puts before it.
    var path: [ClassID] = []
    var places: [ClassID: Int] = [:]
    while places[current] == nil {
      places[current] = path.count
      path.append(current)
      guard let earlier = blocker(of: current, among: remaining, of: bases) else { return [] }
      current = earlier
    }
    let cycle = Array(path[(places[current] ?? 0)...].reversed())
    return cycle.indices.flatMap { index in
      precedences(cycle[index], before: cycle[(index + 1) % cycle.count], of: bases)
    }
  }

  /// Returns a blocked head that a list (the MRO of a base, or the bases themselves) puts before `id`.
  private func blocker(of id: ClassID, among remaining: Set<ClassID>, of bases: [ClassID]) -> ClassID? {
    for base in bases {
      var earlier: ClassID?
      for member in mro(base) {
        if member == id { break }
        if earlier == nil, remaining.contains(member) { earlier = member }
      }
      if let earlier, isSubclass(base, of: id) { return earlier }
    }
    let before = bases.prefix { $0 != id }
    return before.count < bases.count ? before.first { remaining.contains($0) } : nil
  }

  /// Returns the reasons why `first` comes before `second` in one of the merged lists.
  private func precedences(_ first: ClassID, before second: ClassID, of bases: [ClassID]) -> [Precedence] {
    if let left = bases.firstIndex(of: first), let right = bases.firstIndex(of: second), left < right {
      return [Precedence(first: first, second: second, reason: .bases(of: nil, left, right))]
    }
    guard let base = bases.first(where: { orders($0, first, second) }) else { return [] }
    return origins(of: first, before: second, in: base)
  }
}
