import Diagnostics
import PythonSyntax
import Resolution

/// `match` statements.
extension Evaluator {
  mutating func runMatch(_ subject: PythonExpression, _ cases: [PythonCase]) throws(Interruption) -> Flow {
    let value = try evaluate(subject)
    for (index, item) in cases.enumerated() {
      guard let pattern = item.pattern else { throw notModeled("this pattern is not modeled", at: subject.span) }
      if pattern.isIrrefutable, item.condition == nil, index < cases.count - 1 {
        throw notModeled("a pattern after one that matches anything is a syntax error", at: subject.span)
      }
      var captured: [(name: String, value: Value)] = []
      guard try matches(pattern, value, &captured) else { continue }
      for (name, value) in captured { setVariable(name, value) }
      if let condition = item.condition, try !isTrue(evaluate(condition)) { continue }
      return try run(item.body)
    }
    return .next
  }

  /// Returns whether a value matches a pattern. The depth is limited by the depth of the pattern.
  private mutating func matches(
    _ pattern: PythonPattern, _ value: Value, _ captured: inout [(name: String, value: Value)]
  ) throws(Interruption) -> Bool {
    try step(at: current)
    switch pattern {
    case .wildcard: return true
    case .capture(let name):
      captured.append((name, value))
      return true
    case .named(let inner, let name):
      guard try matches(inner, value, &captured) else { return false }
      captured.append((name, value))
      return true
    case .or(let patterns):
      for pattern in patterns {
        let count = captured.count
        if try matches(pattern, value, &captured) { return true }
        captured.removeSubrange(count...)
      }
      return false
    case .starred: return true
    default: break
    }
    if case .unknown(let unknown) = value { throw undecided(unknown) }
    switch pattern {
    case .value(let expression):
      let isConstant =
        switch expression.kind {
        case .none, .true, .false: true
        default: false
        }
      return try isTrue(equal(value, evaluate(expression), isIdentity: isConstant))
    case .sequence(let patterns): return try matches(sequence: patterns, value, &captured)
    case .mapping(let entries, let rest): return try matches(entries, rest, value, &captured)
    case .instance(let type, let patterns, let attributes):
      return try matches(evaluate(type), patterns, attributes, value, &captured)
    default: return false
    }
  }

  private mutating func matches(
    sequence patterns: [PythonPattern], _ value: Value, _ captured: inout [(name: String, value: Value)]
  ) throws(Interruption) -> Bool {
    let elements: [Value]
    switch value {
    case .list(let id): elements = self.elements(id)
    case .tuple(let values): elements = values
    case .instance, .library, .libraryMethod, .partial, .received:
      throw notModeled("a pattern for the elements of this value is not modeled")
    default: return false
    }
    let star = patterns.firstIndex { if case .starred = $0 { true } else { false } }
    guard let star else {
      guard elements.count == patterns.count else { return false }
      return try matches(patterns, elements, &captured)
    }
    let after = patterns.count - star - 1
    guard elements.count >= star + after else { return false }
    guard try matches(Array(patterns[..<star]), Array(elements[..<star]), &captured) else { return false }
    if case .starred(let name?) = patterns[star] {
      captured.append((name, newList(Array(elements[star..<(elements.count - after)]))))
    }
    return try matches(Array(patterns[(star + 1)...]), Array(elements.suffix(after)), &captured)
  }

  private mutating func matches(
    _ patterns: [PythonPattern], _ values: [Value], _ captured: inout [(name: String, value: Value)]
  ) throws(Interruption) -> Bool {
    for (pattern, value) in zip(patterns, values) where try !matches(pattern, value, &captured) { return false }
    return true
  }

  private mutating func matches(
    _ patterns: [PythonPattern.Entry], _ rest: String?, _ value: Value,
    _ captured: inout [(name: String, value: Value)]
  ) throws(Interruption) -> Bool {
    guard case .dictionary(let id) = value else {
      switch value {
      case .instance, .library, .libraryMethod, .partial, .config, .received:
        throw notModeled("a pattern for the entries of this value is not modeled")
      default: return false
      }
    }
    var remaining = entries(id)
    for entry in patterns {
      let key = try evaluate(entry.key)
      guard let found = try self.entry(key, of: entries(id)), try matches(entry.pattern, found, &captured) else {
        return false
      }
      remaining[key] = nil
    }
    if let rest { captured.append((rest, .dictionary(new(.dictionary(remaining))))) }
    return true
  }

  /// The built-in types whose pattern takes the value itself as its only position.
  private static let selfMatching: Set<String> = [
    "bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple",
  ]

  private mutating func matches(
    _ type: Value, _ patterns: [PythonPattern], _ attributes: [PythonPattern.Attribute], _ value: Value,
    _ captured: inout [(name: String, value: Value)]
  ) throws(Interruption) -> Bool {
    let isInstance: Bool
    switch (value, type) {
    case (_, .unknown(let unknown)): throw undecided(unknown)
    case (_, .type), (_, .library): isInstance = try self.isInstance(value, of: type)
    default: throw raise("TypeError", "called match pattern must be a class")
    }
    guard isInstance else { return false }
    var named: [PythonPattern.Attribute] = []
    if !patterns.isEmpty {
      if case .library(let name) = type, Self.selfMatching.contains(name) {
        guard patterns.count == 1 else { throw raise("TypeError", "\(name)() accepts 1 positional sub-pattern") }
        guard try matches(patterns[0], value, &captured) else { return false }
      } else {
        guard case .type(let id) = type else { throw notModeled("this pattern is not modeled") }
        let names = try matchedPositions(of: id)
        guard patterns.count <= names.count else {
          throw raise("TypeError", "\(className(id))() accepts \(names.count) positional sub-patterns")
        }
        for (name, pattern) in zip(names, patterns) {
          named.append(PythonPattern.Attribute(name: name, pattern: pattern))
        }
      }
    }
    for attribute in named + attributes {
      let found: Value
      do {
        found = try self.attribute(attribute.name, of: value, at: current)
      } catch .raised(let exception) where self.isInstance(exception, ofKnown: "AttributeError") {
        return false
      }
      guard try matches(attribute.pattern, found, &captured) else { return false }
    }
    return true
  }

  /// The attributes that the positions of a pattern for a class mean: `__match_args__`, or the fields of a dataclass.
  private mutating func matchedPositions(of id: ClassID) throws(Interruption) -> [String] {
    for ancestor in hierarchy.mro(id) {
      if case .tuple(let names)? = classes[ancestor]?.namespace["__match_args__"] {
        return names.compactMap { if case .text(let name) = $0 { name } else { nil } }
      }
      if let fields = classes[ancestor]?.fields { return fields.map { $0.name } }
    }
    if hasLibraryBase(id, { _ in true }) || inheritedUnknownBase(id) != nil {
      throw notModeled("the positions of this pattern are not known")
    }
    return []
  }
}
