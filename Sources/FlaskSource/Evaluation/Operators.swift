import Diagnostics
import PythonSyntax
import Resolution

/// Operators and comparisons.
extension Evaluator {
  mutating func evaluate(
    _ operation: PythonExpression.UnaryOperator, _ operand: PythonExpression
  ) throws(Interruption) -> Value {
    let value = try evaluate(operand)
    switch (operation, value) {
    case (.not, .unknown): return value
    case (.not, .condition(let condition, let isNegated)): return .condition(condition, isNegated: !isNegated)
    case (.not, _): return .boolean(try !isTrue(value))
    case (.minus, .integer(let number)):
      let (result, overflows) = Int64(0).subtractingReportingOverflow(number)
      return overflows ? unknown("a number is too large") : .integer(result)
    case (.plus, .integer): return value
    case (_, .unknown): return value
    default: return unknown("this operator is not modeled", at: operand.span)
    }
  }

  /// Returns the result of a binary operator.
  mutating func combine(
    _ left: Value, _ operation: PythonExpression.BinaryOperator, _ right: Value
  ) throws(Interruption) -> Value {
    switch (left, operation, right) {
    case (.integer(let left), _, .integer(let right)): return try calculate(left, operation, right)
    case (.boolean(let left), _, .integer), (.boolean(let left), .add, .boolean):
      return try combine(.integer(left ? 1 : 0), operation, right)
    case (.integer, _, .boolean(let right)): return try combine(left, operation, .integer(right ? 1 : 0))
    case (.text, .add, .text), (.text, .add, .template), (.template, .add, .text), (.template, .add, .template),
      (.text, .add, .received), (.received, .add, .text), (.received, .add, .template), (.template, .add, .received):
      return template(parts(of: left) + parts(of: right))
    // A complex number, as Python writes it: its text is a part of the names of tests.
    case (.integer(let real), .add, .float(let imaginary))
    where imaginary.hasSuffix("j") && Int64(imaginary.dropLast()).map { "\($0)j" } == imaginary:
      return .float("(\(real)+\(imaginary))")
    case (.bytes(let left), .add, .bytes(let right)):
      guard left.utf8.count + right.utf8.count <= Self.mostElements else { throw notModeled("bytes are too long") }
      return .bytes(left + right)
    case (.text(let format), .remainder, _): return try format.formatted(with: right, by: &self)
    case (.text(let text), .multiply, .integer(let count)), (.integer(let count), .multiply, .text(let text)):
      let count = max(count, 0)
      guard count < Int64(Self.mostElements), count * Int64(text.utf8.count) <= Int64(Self.mostElements) else {
        throw notModeled("a text is too long")
      }
      return .text(String(repeating: text, count: Int(count)))
    case (.bytes(let text), .multiply, .integer(let count)), (.integer(let count), .multiply, .bytes(let text)):
      let count = max(count, 0)
      guard count < Int64(Self.mostElements), count * Int64(text.utf8.count) <= Int64(Self.mostElements) else {
        throw notModeled("bytes are too long")
      }
      return .bytes(String(repeating: text, count: Int(count)))
    case (.list(let left), .add, .list(let right)):
      return newList(try joined(elements(left), elements(right)))
    case (.tuple(let left), .add, .tuple(let right)): return .tuple(try joined(left, right))
    case (.dictionary(let left), .bitOr, .dictionary(let right)):
      var merged = entries(left)
      merged.add(entries(right))
      return .dictionary(new(.dictionary(merged)))
    case (.unknown(let unknown), _, _), (_, _, .unknown(let unknown)): return .unknown(unknown)
    case (.partial, _, _), (_, _, .partial):
      return combineDates(left, operation, right) ?? combineDecimals(left, operation, right)
        ?? unknown("this operator is not modeled")
    case (.type, .bitOr, _), (.library, .bitOr, _), (_, .bitOr, .library):
      return unknown("a union of types", isHarmless: true)
    case (.text, .add, .none), (.text, .add, .integer), (.integer, .add, .text), (.none, _, _), (_, _, .none),
      (.text, .add, .bytes), (.bytes, .add, .text), (.integer, .divide, .text), (.text, .divide, _):
      throw raise("TypeError", "unsupported operand types")
    default: return unknown("this operator is not modeled")
    }
  }

  private mutating func joined(_ left: [Value], _ right: [Value]) throws(Interruption) -> [Value] {
    guard left.count + right.count <= Self.mostElements else { throw notModeled("a list has too many elements") }
    return left + right
  }

  private mutating func calculate(
    _ left: Int64, _ operation: PythonExpression.BinaryOperator, _ right: Int64
  ) throws(Interruption) -> Value {
    let result: (partialValue: Int64, overflow: Bool)
    switch operation {
    case .add: result = left.addingReportingOverflow(right)
    case .subtract: result = left.subtractingReportingOverflow(right)
    case .multiply: result = left.multipliedReportingOverflow(by: right)
    case .divide, .floorDivide, .remainder:
      if right == 0 { throw raise("ZeroDivisionError", "division by zero", isExact: operation == .divide) }
      if operation == .divide { return unknown("a float", isHarmless: true) }
      result = floored(left, right, wantsRemainder: operation == .remainder)
    case .bitAnd: return .integer(left & right)
    case .bitOr: return .integer(left | right)
    case .bitXor: return .integer(left ^ right)
    case .power: return power(left, right)
    case .matrixMultiply, .shiftLeft, .shiftRight: return unknown("this operator is not modeled")
    }
    return result.overflow ? unknown("a number is too large", isHarmless: true) : .integer(result.partialValue)
  }

  private mutating func power(_ base: Int64, _ exponent: Int64) -> Value {
    guard (0...64).contains(exponent) else { return unknown("this power is not modeled") }
    var result: Int64 = 1
    for _ in 0..<exponent {
      let (product, overflows) = result.multipliedReportingOverflow(by: base)
      if overflows { return unknown("a number is too large") }
      result = product
    }
    return .integer(result)
  }

  /// Python rounds a quotient down, and a remainder has the sign of the divisor.
  private func floored(
    _ left: Int64, _ right: Int64, wantsRemainder: Bool
  ) -> (partialValue: Int64, overflow: Bool) {
    let quotient = left.dividedReportingOverflow(by: right)
    if quotient.overflow { return quotient }
    let remainder = left - quotient.partialValue * right
    let isOff = remainder != 0 && (remainder < 0) != (right < 0)
    return wantsRemainder ? (remainder + (isOff ? right : 0), false) : (quotient.partialValue - (isOff ? 1 : 0), false)
  }

  // MARK: Comparing

  mutating func compare(
    _ first: PythonExpression, _ others: [PythonExpression.Comparison]
  ) throws(Interruption) -> Value {
    var left = try evaluate(first)
    var last = Value.boolean(true)
    for other in others {
      let right = try evaluate(other.right)
      last = try compare(left, other.operator, right, at: other.right.span)
      switch last {
      case .unknown: return last
      case .condition where others.count == 1: return last
      default: if try !isTrue(last) { return .boolean(false) }
      }
      left = right
    }
    return last
  }

  mutating func compare(
    _ left: Value, _ operation: PythonExpression.Comparison.Operator, _ right: Value, at span: Span
  ) throws(Interruption) -> Value {
    switch operation {
    case .equal, .is: return try equal(left, right, isIdentity: operation == .is)
    case .notEqual, .isNot: return negated(try equal(left, right, isIdentity: operation == .isNot))
    case .in: return try contains(right, left, at: span)
    case .notIn: return negated(try contains(right, left, at: span))
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return try order(left, operation, right)
    }
  }

  private func negated(_ value: Value) -> Value {
    switch value {
    case .boolean(let value): .boolean(!value)
    case .condition(let condition, let isNegated): .condition(condition, isNegated: !isNegated)
    default: value
    }
  }

  /// Returns whether two values are equal, as a boolean, a condition or an unknown value.
  mutating func equal(_ left: Value, _ right: Value, isIdentity: Bool = false) throws(Interruption) -> Value {
    switch (left, right) {
    case (.unknown(let unknown), _), (_, .unknown(let unknown)): return .unknown(unknown)
    case (.received(.code), .integer(let code)), (.integer(let code), .received(.code)):
      return .condition(.hasCode(Int32(clamping: code)), isNegated: false)
    case (.received(.type), .type(let id)), (.type(let id), .received(.type)):
      return .condition(.isExactly(id), isNegated: false)
    case (.received(.original), .none), (.none, .received(.original)):
      return .condition(.originalIsInstance(hierarchy.wellKnown.baseException), isNegated: true)
    case (.received(.exception), .none), (.none, .received(.exception)): return .boolean(false)
    case (.received, _), (_, .received), (.template, _), (_, .template):
      return unknown("a comparison with a value of the exception")
    case (.page, .text(let text)), (.text(let text), .page), (.page, .bytes(let text)), (.bytes(let text), .page):
      // Pages start with a doctype.
      if !text.hasPrefix("<") { return .boolean(false) }
      return unknown("the text of a default page is not modeled", isHarmless: true)
    case (.page, _), (_, .page): return unknown("the text of a default page is not modeled", isHarmless: true)
    case (.bytes(let bytes), .text(let text)), (.text(let text), .bytes(let bytes)):
      if !isIdentity { log.comparesBytesWithText(at: current) }
      return .boolean(bytes == text)
    case (.integer(let number), .boolean(let flag)), (.boolean(let flag), .integer(let number)):
      return .boolean(!isIdentity && number == (flag ? 1 : 0))
    case (.instance, .text), (.instance, .integer):
      if !isIdentity, let plain = plainValue(ofMember: left) { return try equal(plain, right) }
      return .boolean(false)
    case (.text, .instance), (.integer, .instance): return try equal(right, left, isIdentity: isIdentity)
    case (.instance, _) where !isIdentity && hasOwnEquality(left),
      (_, .instance) where !isIdentity && hasOwnEquality(right):
      return unknown("comparing these objects is not modeled")
    case (.tuple(let left), .tuple(let right)): return try allEqual(left, right)
    case (.set(let left), .set(let right)):
      if left == right { return .boolean(true) }
      return isIdentity ? .boolean(false) : .boolean(try haveSameElements(elements(left), elements(right)))
    case (.list(let left), .list(let right)):
      if left == right { return .boolean(true) }
      if isView(left) || isView(right) { return unknown("comparing ranges and views is not modeled") }
      return isIdentity ? .boolean(false) : try allEqual(elements(left), elements(right))
    case (.dictionary(let left), .dictionary(let right)):
      if left == right { return .boolean(true) }
      return isIdentity ? .boolean(false) : try equal(entries(left), entries(right))
    case (.float, .float), (.float, .integer), (.integer, .float):
      return unknown("comparing floats is not modeled", isHarmless: true)
    // Python creates a method, and Flask some attributes, each time that they are read.
    case (.libraryMethod, .libraryMethod) where isIdentity, (.method, .method) where isIdentity:
      return unknown("whether these are the same object is not modeled")
    default:
      if left == right { return .boolean(true) }
      if isRegularExpression(left) && right == .none || left == .none && isRegularExpression(right) {
        return .boolean(false)
      }
      if let (one, other) = comparableDates(left, right) ?? comparableDecimals(left, right) {
        return isIdentity ? unknown("this comparison is not modeled") : .boolean(one == other)
      }
      if isOfCalendar(left) || isOfCalendar(right), left == .none || right == .none { return .boolean(false) }
      // Objects of libraries can be equal to anything.
      if left.isOfLibrary || right.isOfLibrary { return unknown("this comparison is not modeled") }
      return .boolean(false)
    }
  }

  /// Whether two sets are equal.
  private mutating func haveSameElements(_ left: [Value], _ right: [Value]) throws(Interruption) -> Bool {
    guard left.count == right.count else { return false }
    elements: for element in left {
      try step(at: current)
      if right.contains(element) { continue }
      for other in right where try isTrue(equal(element, other)) { continue elements }
      return false
    }
    return true
  }

  /// Whether a value is a compiled pattern or a match.
  private func isRegularExpression(_ value: Value) -> Bool {
    switch value {
    case .partial("re.Pattern", _, _), .partial("re.Match", _, _): true
    default: false
    }
  }

  /// Whether the class of an object decides what it is equal to.
  func hasOwnEquality(_ value: Value) -> Bool {
    guard let id = classOfInstance(value), enumName(of: value) == nil else { return false }
    return classAttribute("__eq__", of: id) != nil || classes[id]?.fields != nil || hasLibraryBase(id) { _ in true }
  }

  private mutating func allEqual(_ left: [Value], _ right: [Value]) throws(Interruption) -> Value {
    // A list can contain itself.
    try step(at: current)
    try descend(at: current)
    defer { depth -= 1 }
    guard left.count == right.count else { return .boolean(false) }
    var unknown: Value?
    for (left, right) in zip(left, right) {
      let result = try equal(left, right)
      if case .boolean(let isEqual) = result {
        if !isEqual { return result }
      } else {
        unknown = result
      }
    }
    return unknown ?? .boolean(true)
  }

  private mutating func equal(
    _ left: HeapObject.Entries, _ right: HeapObject.Entries
  ) throws(Interruption) -> Value {
    guard Set(left.keys) == Set(right.keys) else { return .boolean(false) }
    return try allEqual(left.values, left.keys.map { right[$0] ?? .none })
  }

  /// `element in container`.
  private mutating func contains(
    _ container: Value, _ element: Value, at span: Span
  ) throws(Interruption) -> Value {
    if case .unknown = element { return element }
    switch container {
    case .unknown: return container
    case .page: return unknown("the text of a default page is not modeled", isHarmless: true, at: span)
    case .text(let text), .bytes(let text):
      switch element {
      case .text(let part), .bytes(let part): return .boolean(part.isEmpty || text.hasPart(part))
      case .template, .received: return unknown("a comparison with a value of the exception", at: span)
      default: throw missingMethod(of: element, "requires string as left operand")
      }
    case .template: return unknown("a comparison with a value of the exception", at: span)
    case .partial(Self.unordered, let values, _): return .boolean(values.contains(element))
    case .dictionary(let id): return .boolean(try entry(element, of: entries(id)) != nil)
    case .instance where method("__contains__", of: container) != nil:
      guard let function = method("__contains__", of: container) else { return .none }
      return .boolean(try isTrue(call(function, Arguments(positional: [container, element]))))
    case .type(let id) where isEnumeration(id): return unknown("`in` of an enumeration is not modeled", at: span)
    case .tuple, .list, .set, .iterator:
      for candidate in try iteratePartly(over: container) {
        let result = try equal(candidate, element)
        guard case .boolean(let isEqual) = result else {
          if case .condition = result, try isTrue(result) { return .boolean(true) }
          if case .unknown = result { return result }
          continue
        }
        if isEqual { return .boolean(true) }
      }
      return .boolean(false)
    case .config(let app):
      if apps[app].config[element] != nil { return .boolean(true) }
      if let reason = apps[app].reasonOfConfig { return .unknown(Unknown(reason: reason)) }
      if case .text(let name) = element, Self.defaults.contains(name) {
        return unknown("whether a release has this option", isHarmless: true, at: span)
      }
      return .boolean(false)
    case .instance where isGlobals(container):
      guard case .text(let name) = element else { return .boolean(false) }
      return .boolean(attributesOfInstance(container)[name] != nil)
    case .library(let name): return try libraryContains(name, element, at: span)
    case .libraryMethod(.library("builtins"), "globals"):
      guard case .text(let name) = element else { return .boolean(false) }
      return .boolean(scopes[moduleScope].variables[name] != nil)
    case .libraryMethod(.library("flask.request"), let name):
      return .boolean(try requestContains(element, name, at: span))
    case .libraryMethod: return unknown("this `in` is not modeled", at: span)
    default: throw missingMethod(of: container, "argument is not iterable")
    }
  }

  private mutating func order(
    _ left: Value, _ operation: PythonExpression.Comparison.Operator, _ right: Value
  ) throws(Interruption) -> Value {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): return .boolean(isOrdered(left, operation, right))
    case (.text(let left), .text(let right)): return .boolean(isOrdered(left, operation, right))
    case (.unknown(let unknown), _), (_, .unknown(let unknown)): return .unknown(unknown)
    case (.received, _), (_, .received): return unknown("a comparison with a value of the exception")
    case (.tuple(let left), .tuple(let right)): return try order(left, operation, right)
    case (.partial, _), (_, .partial):
      guard let (left, right) = comparableDates(left, right) ?? comparableDecimals(left, right) else {
        return unknown("this comparison is not modeled")
      }
      return .boolean(isOrdered(left, operation, right))
    case (.none, _), (_, .none), (.text, .integer), (.integer, .text):
      throw raise("TypeError", "comparison not supported between these types")
    default: return unknown("this comparison is not modeled")
    }
  }

  /// Compares the first elements that differ, or else the lengths.
  private mutating func order(
    _ left: [Value], _ operation: PythonExpression.Comparison.Operator, _ right: [Value]
  ) throws(Interruption) -> Value {
    try descend(at: current)
    defer { depth -= 1 }
    for (one, other) in zip(left, right) {
      let isSame = try equal(one, other)
      if case .unknown = isSame { return isSame }
      if try !isTrue(isSame) { return try order(one, operation, other) }
    }
    return .boolean(isOrdered(left.count, operation, right.count))
  }

  private func isOrdered<T: Comparable>(
    _ left: T, _ operation: PythonExpression.Comparison.Operator, _ right: T
  ) -> Bool {
    switch operation {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    default: left >= right
    }
  }
}
