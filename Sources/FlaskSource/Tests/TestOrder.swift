import Resolution

/// The order in which pytest runs tests: those with the same parameter of a fixture come together, so that each fixture
/// with a scope larger than a test is set up as rarely as possible.
///
/// This is `reorder_items` of pytest 8 (src/_pytest/fixtures.py), with indices of tests.
struct TestOrder {
  /// A parameter of a fixture, where its scope makes a difference.
  private struct Key: Hashable {
    var fixture: String
    var index: Int
    var type: ClassID?
  }

  private static let scopes = ["session", "package", "module", "class"]

  /// For each scope and test, its parameters.
  private var keys: [[[Key]]]
  /// For each scope and parameter, the tests with it, in order.
  private var tests: [[Key: [Int]]]

  init(_ items: [TestItem]) {
    keys = Self.scopes.map { scope in
      items.map { item in
        item.parameterIndexes.filter { $0.scope == scope }.map { parameter in
          Key(fixture: parameter.fixture, index: parameter.index, type: scope == "class" ? item.type : nil)
        }
      }
    }
    tests = keys.map { keys in
      var tests: [Key: [Int]] = [:]
      for (test, keys) in keys.enumerated() { for key in keys { tests[key, default: []].append(test) } }
      return tests
    }
  }

  /// Returns the tests in the order in which they run.
  static func sorted(_ items: [TestItem]) -> [TestItem] {
    var order = TestOrder(items)
    return order.sorted(Array(items.indices), scope: 0).map { items[$0] }
  }

  private mutating func sorted(_ items: [Int], scope: Int) -> [Int] {
    guard scope < Self.scopes.count, items.count >= 3 else { return items }
    let all = Set(items)
    var ignored: Set<Key> = []
    var waiting = items
    var done: [Int] = []
    var isDone: Set<Int> = []
    while !waiting.isEmpty {
      var without: [Int] = []
      var slicing: Key?
      while slicing == nil, !waiting.isEmpty {
        let item = waiting.removeFirst()
        if isDone.contains(item) || without.contains(item) { continue }
        guard let key = keys[scope][item].last(where: { !ignored.contains($0) }) else {
          without.append(item)
          continue
        }
        slicing = key
        let matching = (tests[scope][key] ?? []).filter { all.contains($0) }
        for item in matching.reversed() {
          waiting.insert(item, at: 0)
          moveToFront(item)
        }
      }
      for item in sorted(without, scope: scope + 1) where isDone.insert(item).inserted { done.append(item) }
      if let slicing { ignored.insert(slicing) }
    }
    return done
  }

  /// Puts a test first among those with each of its parameters.
  private mutating func moveToFront(_ item: Int) {
    for scope in Self.scopes.indices {
      for key in keys[scope][item] {
        guard var list = tests[scope][key] else { continue }
        list.removeAll { $0 == item }
        list.insert(item, at: 0)
        tests[scope][key] = list
      }
    }
  }
}
