import Resolution

/// Making classes: linearizing them, checking what CPython checks, and keeping them.
struct ClassBuilding {
  func measure(against flask: FlaskSide, into table: inout Table) {
    table.addSpeed(
      "a chain of 5,000 classes", leastTime(rounds: 7) { Self.chain(5000).count }, flask.chain, "CPython", atLeast: 1000
    )
    let before = residentMemory
    let long = Self.chain(100_000)
    let bytes = max(0, residentMemory - before) / 100_000
    keep(long.count)
    table.add(
      "a chain of 100,000, memory", "\(bytes) bytes a class", goal: "at most 200 bytes", holds: bytes <= 200)
    let (hierarchy, bases) = Self.manyBases
    let wide = leastTime(rounds: 7) {
      var copy = hierarchy
      guard case .success(let id) = copy.declare(name: "Wide", bases: bases) else { return 0 }
      return Int(id.index)
    }
    table.addSpeed("1,000 bases, each the end of a chain of 10", wide, flask.wide, "CPython", atLeast: 100)
  }

  private static func chain(_ length: Int) -> Hierarchy {
    var hierarchy = Hierarchy(werkzeug: Release.standard.werkzeug)
    _ = hierarchy.addChain(length, named: "C")
    return hierarchy
  }

  private static var manyBases: (Hierarchy, [ClassID]) {
    var hierarchy = Hierarchy(werkzeug: Release.standard.werkzeug)
    let bases = (0..<1000).map { hierarchy.addChain(10, named: "C\($0)_") }
    return (hierarchy, bases)
  }
}

extension Hierarchy {
  /// Adds a chain of classes below Exception and answers the last.
  mutating func addChain(_ length: Int, named name: String) -> ClassID {
    var leaf = wellKnown.exception
    for index in 0..<length {
      if case .success(let id) = declare(name: "\(name)\(index)", bases: [leaf]) { leaf = id }
    }
    return leaf
  }
}
