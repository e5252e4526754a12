/// The keyword arguments of a call, in the order in which the program gives them: `**options` and `dict(...)` keep it.
struct Keywords: Sendable, Hashable {
  private(set) var keys: [String] = []
  private var indexed: [String: Value] = [:]

  var isEmpty: Bool { keys.isEmpty }
  var values: [Value] { keys.compactMap { indexed[$0] } }

  /// The names with their values, in order.
  var pairs: [(key: String, value: Value)] {
    keys.compactMap { key in indexed[key].map { (key, $0) } }
  }

  subscript(_ name: String) -> Value? {
    get { indexed[name] }
    set {
      guard let newValue else {
        _ = removeValue(forKey: name)
        return
      }
      if indexed.updateValue(newValue, forKey: name) == nil { keys.append(name) }
    }
  }

  mutating func removeValue(forKey name: String) -> Value? {
    guard let value = indexed.removeValue(forKey: name) else { return nil }
    keys.removeAll { $0 == name }
    return value
  }
}

extension Keywords: Sequence {
  func makeIterator() -> IndexingIterator<[(key: String, value: Value)]> { pairs.makeIterator() }

  var count: Int { keys.count }
}

extension Keywords: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (String, Value)...) {
    for (name, value) in elements { self[name] = value }
  }
}
