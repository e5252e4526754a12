import PythonSyntax
import Resolution

/// Iterators: what `iter`, `map`, `zip` and generator expressions return.
extension Evaluator {
  mutating func newIterator(_ elements: [Value]) -> Value { .iterator(new(.elements(elements))) }

  /// `iter(value)`.
  mutating func iterator(over value: Value) throws(Interruption) -> Value {
    if case .iterator = value { return value }
    return newIterator(try iterate(over: value))
  }

  /// Returns the elements of a value for a function that may stop early. An iterator cannot be used afterwards.
  mutating func iteratePartly(over value: Value) throws(Interruption) -> [Value] {
    let elements = try iterate(over: value)
    if case .iterator(let id) = value { update(id, .spent) }
    return elements
  }

  /// `next(value)` and `next(value, default)`.
  mutating func next(_ value: Value, _ fallback: Value?) throws(Interruption) -> Value {
    switch value {
    case .iterator(let id):
      guard case .elements(var elements)? = object(id) else {
        throw notModeled("an iterator that is used again is not modeled")
      }
      guard !elements.isEmpty else {
        if let fallback { return fallback }
        throw .raised(newInstance(of: try known("StopIteration"), ["args": .tuple([])]))
      }
      let first = elements.removeFirst()
      update(id, .elements(elements))
      return first
    case .partial("itertools.count", let values, _):
      guard case .list(let id)? = values.first, case .integer(let number)? = elements(id).first,
        case .integer(let step)? = elements(id).last
      else { break }
      update(id, .elements([.integer(number &+ step), .integer(step)]))
      return .integer(number)
    case .unknown(let unknown): throw undecided(unknown)
    default: break
    }
    throw notModeled("`next` of this value is not modeled")
  }

  /// `itertools.count(start, step)`.
  mutating func counter(_ arguments: Arguments) -> Value {
    let start = arguments.value(0, "start") ?? .integer(0)
    let step = arguments.value(1, "step") ?? .integer(1)
    guard case .integer = start, case .integer = step else { return unknown("`itertools.count` is not modeled") }
    return .partial("itertools.count", [newList([start, step])], Keywords())
  }

  /// Returns the values without those that are equal to an earlier one: the elements of a set.
  mutating func distinct(_ values: [Value]) throws(Interruption) -> [Value] {
    var distinct: [Value] = []
    for value in values {
      try checkKey(value)
      if !distinct.contains(value) { distinct.append(value) }
    }
    return distinct
  }

  /// Refuses keys of dictionaries and elements of sets whose class decides what they are equal to.
  mutating func checkKey(_ key: Value) throws(Interruption) {
    switch key {
    case .instance where hasOwnEquality(key): throw notModeled("keys of this class are not modeled")
    case .float: throw notModeled("floats as keys are not modeled")
    case .list, .dictionary, .set: throw raise("TypeError", "unhashable type")
    default: break
    }
  }

  /// Returns the interruption for an object without a special method: TypeError, unless a base of a library has it.
  mutating func missingMethod(of value: Value, _ message: String) -> Interruption {
    if let id = classOfInstance(value), hasLibraryBase(id, { _ in true }) {
      return notModeled("objects of a class of a library are not modeled")
    }
    return raise("TypeError", message)
  }

  /// Returns the first attribute of an object's class with a name, if it is a function of the program.
  func method(_ name: String, of value: Value) -> FunctionID? {
    guard let id = classOfInstance(value), case .function(let function)? = classAttribute(name, of: id)?.value
    else { return nil }
    return function
  }
}
