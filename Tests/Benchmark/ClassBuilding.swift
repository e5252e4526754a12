import Resolution

/// Measures creating classes: linearizing them, checking them like CPython, and storing them.
struct ClassBuilding {
  func figures() -> [(name: String, figure: Double)] {
    let chain = leastTime(rounds: 7) { Self.chain(5000).count }
    let before = residentMemory
    let long = Self.chain(100_000)
    let bytes = max(0, residentMemory - before) / 100_000
    keep(long.count)
    let (hierarchy, bases) = Self.manyBases
    let wide = leastTime(rounds: 7) {
      var copy = hierarchy
      guard case .success(let id) = copy.declare(bases: bases) else { return 0 }
      return Int(id.index)
    }
    return [
      (name: "chain-5000", figure: chain), (name: "chain-bytes", figure: Double(bytes)), (name: "wide", figure: wide),
    ]
  }

  private static func chain(_ length: Int) -> Hierarchy {
    var hierarchy = Hierarchy(Release.standard.knownClasses)
    _ = hierarchy.addChain(length)
    return hierarchy
  }

  private static var manyBases: (Hierarchy, [ClassID]) {
    var hierarchy = Hierarchy(Release.standard.knownClasses)
    let bases = (0..<1000).map { _ in hierarchy.addChain(10) }
    return (hierarchy, bases)
  }
}

extension Hierarchy {
  /// Adds a chain of classes below Exception and returns the last one.
  mutating func addChain(_ length: Int) -> ClassID {
    var leaf = wellKnown.exception
    for _ in 0..<length {
      if case .success(let id) = declare(bases: [leaf]) { leaf = id }
    }
    return leaf
  }
}
