/// Why Python, or a limit of this workbook, refuses a class. Bases are named by their number in the list, from 0.
public enum ClassRefusal: Error, Sendable, Hashable {
  /// The base is final, as `bool` is.
  case unacceptableBase(number: Int)
  /// Two bases whose instances are laid out in ways that cannot be joined, with the classes that fix those layouts.
  case layoutConflict(first: Int, ClassID, second: Int, ClassID)
  case duplicateBase(first: Int, second: Int)
  /// C3 found no order. `heads` is what CPython names in its message; `orders` is a circle: each order contradicts the
  /// others, and the second class of one is the first of the next.
  case inconsistentMRO(heads: [ClassID], orders: [Precedence])
  case tooManyClasses(limit: Int)
  /// The linearizations of the app would take more room than is allowed.
  case tooManyEntries(limit: Int)
}

/// One class must stand before another in an MRO, and why.
public struct Precedence: Sendable, Hashable {
  /// The rule of C3 that puts one class before another.
  public enum Reason: Sendable, Hashable {
    /// `first` derives from `second`.
    case inheritance
    /// A class lists a base that brings `first` before a base that brings `second`. Nil: the class that is being
    /// declared. The numbers are those of the two bases in its list.
    case bases(of: ClassID?, Int, Int)
  }

  /// The class that must come first.
  public var first: ClassID
  /// The class that must come later.
  public var second: ClassID
  /// The rule that demands it, and where it comes from.
  public var reason: Reason
}

extension Hierarchy {
  /// Finds a circle among the orders that kept C3 from going on.
  ///
  /// Each head that is left stands in the tail of some list, behind that list's head, which is itself blocked. So going
  /// from a head to the head before it never ends, and must come back to where it was: that is the circle.
  func contradiction(_ heads: [ClassID], of bases: [ClassID]) -> [Precedence] {
    guard var current = heads.first else { return [] }
    let left = Set(heads)
    // For each blocked head, one blocked head that some list puts before it.
    var path: [ClassID] = []
    var places: [ClassID: Int] = [:]
    while places[current] == nil {
      places[current] = path.count
      path.append(current)
      guard let earlier = blocker(of: current, among: left, of: bases) else { return [] }
      current = earlier
    }
    let circle = Array(path[(places[current] ?? 0)...].reversed())
    return circle.indices.flatMap { index in
      precedences(circle[index], before: circle[(index + 1) % circle.count], of: bases)
    }
  }

  /// A blocked head that a list (the MRO of a base, or the bases themselves) puts before `id`.
  private func blocker(of id: ClassID, among left: Set<ClassID>, of bases: [ClassID]) -> ClassID? {
    for base in bases {
      var earlier: ClassID?
      for member in mro(base) {
        if member == id { break }
        if earlier == nil, left.contains(member) { earlier = member }
      }
      if let earlier, isSubclass(base, of: id) { return earlier }
    }
    let before = bases.prefix { $0 != id }
    return before.count < bases.count ? before.first { left.contains($0) } : nil
  }

  /// Why `first` stands before `second` in one of the lists that were merged.
  private func precedences(_ first: ClassID, before second: ClassID, of bases: [ClassID]) -> [Precedence] {
    if let left = bases.firstIndex(of: first), let right = bases.firstIndex(of: second), left < right {
      return [Precedence(first: first, second: second, reason: .bases(of: nil, left, right))]
    }
    guard let base = bases.first(where: { orders($0, first, second) }) else { return [] }
    return origins(of: first, before: second, in: base)
  }
}
