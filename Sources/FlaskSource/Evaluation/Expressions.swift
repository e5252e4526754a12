import Diagnostics
import PythonSyntax
import Resolution

/// Evaluating expressions.
extension Evaluator {
  mutating func evaluate(_ expression: PythonExpression) throws(Interruption) -> Value {
    try step(at: expression.span)
    try descend(at: expression.span)
    defer { depth -= 1 }
    let value = try evaluateKind(of: expression)
    if case .name = expression.kind { return value }
    try limitTuple(value, at: expression.span)
    return value
  }

  private mutating func evaluateKind(of expression: PythonExpression) throws(Interruption) -> Value {
    switch expression.kind {
    case .name(let name): return try lookUp(name)
    case .integer(let value): return .integer(value)
    case .otherNumber: return .float(source.text(expression.span))
    case .string(let text): return .text(text)
    case .bytes(let bytes):
      let text = String(decoding: bytes, as: UTF8.self)
      return text.utf8.elementsEqual(bytes) ? .bytes(text) : unknown("bytes that are not UTF-8", at: expression.span)
    case .formatted(let parts): return try evaluate(parts)
    case .none: return .none
    case .true: return .boolean(true)
    case .false: return .boolean(false)
    case .ellipsis: return .ellipsis
    case .tuple(let values): return .tuple(try evaluate(values))
    case .list(let values): return newList(try evaluate(values))
    case .set(let values):
      let values = try evaluate(values)
      return .set(new(.elements(try distinct(values))))
    case .dictionary(let entries): return try evaluate(entries)
    case .unary(let operation, let value): return try evaluate(operation, value)
    case .binary(let left, let operation, let right):
      let left = try evaluate(left)
      return try combine(left, operation, evaluate(right))
    case .and(let values): return try evaluate(values, until: false)
    case .or(let values): return try evaluate(values, until: true)
    case .comparison(let first, let others): return try compare(first, others)
    case .call(let function, let arguments): return try evaluateCall(function, arguments, expression.span)
    case .attribute(let value, let name):
      return try attribute(name, of: evaluate(value), at: expression.span)
    case .subscripted(let value, let key):
      let value = try evaluate(value)
      return try element(of: value, key, at: expression.span)
    case .slice: return unknown("this slice is not modeled", at: expression.span)
    case .lambda(let parameters, let body):
      return .function(try newFunction("<lambda>", parameters, .expression(body), at: expression.span))
    case .conditional(let test, let value, let otherwise):
      return try isTrue(evaluate(test)) ? evaluate(value) : evaluate(otherwise)
    case .comprehension(let comprehension): return try evaluate(comprehension)
    case .await(let value): return try awaited(evaluate(value))
    case .yield(let value): return try yield(value)
    case .yieldFrom: throw notModeled("generators are not modeled")
    case .starred(let value): return try evaluate(value)
    case .named(let name, let value):
      let value = try evaluate(value)
      setVariable(name, value)
      return value
    }
  }

  private mutating func yield(_ value: PythonExpression?) throws(Interruption) -> Value {
    yielded = try value.map { expression throws(Interruption) in try evaluate(expression) } ?? Value.none
    throw .yielded
  }

  private mutating func evaluate(_ expressions: [PythonExpression]) throws(Interruption) -> [Value] {
    var values: [Value] = []
    for expression in expressions {
      if case .starred(let inner) = expression.kind {
        values += try iterate(over: evaluate(inner))
      } else {
        values.append(try evaluate(expression))
      }
    }
    return values
  }

  private mutating func evaluate(_ entries: [PythonExpression.DictionaryEntry]) throws(Interruption) -> Value {
    var dictionary = HeapObject.Entries()
    for entry in entries {
      if let key = entry.key {
        let key = try evaluate(key)
        try checkKey(key)
        dictionary[key] = try evaluate(entry.value)
      } else {
        guard case .dictionary(let id) = try evaluate(entry.value) else {
          return unknown("this dictionary is not modeled", at: entry.value.span)
        }
        dictionary.add(self.entries(id))
      }
    }
    return .dictionary(new(.dictionary(dictionary)))
  }

  /// `and` and `or`: returns the first operand with the truth value, or else the last.
  private mutating func evaluate(_ values: [PythonExpression], until truth: Bool) throws(Interruption) -> Value {
    var last = Value.none
    for (index, value) in values.enumerated() {
      last = try evaluate(value)
      if index == values.count - 1 { break }
      // `unknown or ...`: the result is unknown, unless the rest could do something.
      if try isTrue(last) == truth { return last }
    }
    return last
  }

  private mutating func evaluateCall(
    _ function: PythonExpression, _ arguments: [PythonArgument], _ span: Span
  ) throws(Interruption) -> Value {
    if isSuper(function), let parent = try parent(arguments) { return parent }
    if case .name("globals") = function.kind { return .libraryMethod(.library("builtins"), "globals") }
    let callee = try evaluate(function)
    var values = Arguments()
    for argument in arguments {
      let value = try evaluate(argument.value)
      switch argument.kind {
      case .positional: values.positional.append(value)
      case .keyword(let name): values.keywords[name] = value
      case .positions:
        if case .unknown(let unknown) = value {
          values.unknown = unknown.reason
        } else {
          values.positional += try iterate(over: value)
        }
      case .keywords:
        if case .unknown(let unknown) = value { values.unknown = unknown.reason } else { try add(value, to: &values) }
      }
    }
    let outer = current
    current = span
    defer { current = outer }
    return try call(callee, values, at: span)
  }

  private mutating func add(_ value: Value, to arguments: inout Arguments) throws(Interruption) {
    guard case .dictionary(let id) = value else { throw notModeled("`**` is not modeled for this value") }
    for (key, value) in entries(id).pairs {
      guard case .text(let name) = key else { throw raise("TypeError", "keywords must be strings") }
      arguments.keywords[name] = value
    }
  }

  /// Returns whether a called function is Python's `super`.
  private func isSuper(_ function: PythonExpression) -> Bool {
    switch function.kind {
    case .name("super"): variable("super") == nil
    case .attribute(let module, "super"):
      if case .name(let name) = module.kind { variable(name) == .library("builtins") } else { false }
    default: false
    }
  }

  /// `super()` in a method, or `super(class, object)`.
  private mutating func parent(_ arguments: [PythonArgument]) throws(Interruption) -> Value? {
    if arguments.count == 2, arguments.allSatisfy({ $0.kind == .positional }) {
      guard case .type(let owner) = try evaluate(arguments[0].value) else { return nil }
      return .parent(of: try evaluate(arguments[1].value), after: owner)
    }
    guard arguments.isEmpty else { return nil }
    var index: Int? = scope
    while let place = index {
      if let method = scopes[place].method { return .parent(of: method.receiver, after: method.owner) }
      index = scopes[place].parent
    }
    return nil
  }

  private mutating func evaluate(_ comprehension: PythonExpression.Comprehension) throws(Interruption) -> Value {
    let outer = scope
    scopes.append(Scope(parent: scope))
    scope = scopes.count - 1
    defer { scope = outer }
    var values: [(key: Value?, value: Value)] = []
    try visit(comprehension.clauses[...], of: comprehension, &values)
    switch comprehension.kind {
    case .list: return newList(values.map { $0.value })
    case .generator: return newIterator(values.map { $0.value })
    case .set: return .set(new(.elements(try distinct(values.map { $0.value }))))
    case .dictionary: return newDictionary(values.map { ($0.key ?? .none, $0.value) })
    }
  }

  private mutating func visit(
    _ clauses: ArraySlice<PythonExpression.Comprehension.Clause>, of comprehension: PythonExpression.Comprehension,
    _ values: inout [(key: Value?, value: Value)]
  ) throws(Interruption) {
    guard let clause = clauses.first else {
      guard values.count < Self.mostElements else { throw notModeled("a list has too many elements") }
      var key: Value?
      if case .dictionary(let expression) = comprehension.kind { key = try evaluate(expression) }
      values.append((key, try evaluate(comprehension.element)))
      return
    }
    let iterated = try evaluate(clause.iterable)
    // A generator takes elements only as long as its user wants some.
    let elements =
      if case .generator = comprehension.kind { try iteratePartly(over: iterated) } else { try iterate(over: iterated) }
    elements: for element in elements {
      try step(at: clause.iterable.span)
      try assign(element, to: clause.target)
      for condition in clause.conditions where try !isTrue(evaluate(condition)) { continue elements }
      try visit(clauses.dropFirst(), of: comprehension, &values)
    }
  }

  /// `value[key]`.
  private mutating func element(
    of value: Value, _ key: PythonExpression, at span: Span
  ) throws(Interruption) -> Value {
    if case .slice(let from, let to, let step) = key.kind, step == nil {
      return try slice(
        of: value, from.map { bound throws(Interruption) in try evaluate(bound) },
        to.map { bound throws(Interruption) in try evaluate(bound) }, at: span)
    }
    return try element(of: value, evaluate(key), at: span)
  }

  private mutating func slice(
    of value: Value, _ from: Value?, _ to: Value?, at span: Span
  ) throws(Interruption) -> Value {
    func bounds(_ count: Int) -> Range<Int>? {
      func clamped(_ value: Value?, _ other: Int) -> Int? {
        switch value {
        case nil, Value.none?: other
        case .integer(let index)?: Int(min(max(index < 0 ? Int64(count) + index : index, 0), Int64(count)))
        default: nil
        }
      }
      guard let start = clamped(from, 0), let end = clamped(to, count) else { return nil }
      return start..<max(start, end)
    }
    switch value {
    case .text(let text):
      let characters = Array(text.unicodeScalars)
      guard let range = bounds(characters.count) else { break }
      var result = String.UnicodeScalarView()
      result.append(contentsOf: characters[range])
      return .text(String(result))
    case .list(let id):
      let values = elements(id)
      guard let range = bounds(values.count) else { break }
      return newList(Array(values[range]))
    case .tuple(let values):
      guard let range = bounds(values.count) else { break }
      return .tuple(Array(values[range]))
    case .unknown: return value
    default: break
    }
    return unknown("this slice is not modeled", at: span)
  }

  mutating func element(of value: Value, _ key: Value, at span: Span) throws(Interruption) -> Value {
    if case .unknown(let unknown) = key, !isUnknown(value) {
      // The element may be missing.
      if request != nil { throw undecided(unknown) }
      return key
    }
    switch value {
    case .dictionary(let id):
      if let found = try entry(key, of: entries(id)) { return found }
      throw try missingKey(key)
    case .list(let id): return try element(of: elements(id), key)
    case .set, .iterator: throw raise("TypeError", "object is not subscriptable")
    case .tuple(let values): return try element(of: values, key)
    case .text(let text):
      guard text.utf8.count <= Self.mostElements else { throw notModeled("a text is too long") }
      return try element(of: text.unicodeScalars.map { .text(String($0)) }, key)
    case .config(let app): return try configValue(key, of: app)
    case .library(let name): return try libraryElement(name, key, at: span)
    case .libraryMethod(let receiver, let name): return try libraryElement(of: receiver, name, key, at: span)
    case .unknown(let unknown):
      if request != nil, !unknown.isHarmless { throw undecided(unknown) }
      return value
    case .type(let id): return isEnumeration(id) ? try member(of: id, named: key) : value
    case .instance:
      guard let id = classOfInstance(value),
        case .function(let function)? = classAttribute("__getitem__", of: id)?.value
      else { throw missingMethod(of: value, "object is not subscriptable") }
      return try call(function, Arguments(positional: [value, key]))
    case .none, .boolean, .integer, .float, .function, .method, .ellipsis:
      throw raise("TypeError", "object is not subscriptable")
    case .partial("re.Match", _, _):
      return try callMatch("group", value, Arguments(positional: [key])) ?? unknown("this group", at: span)
    case .bytes, .template, .parent, .partial, .app, .blueprint, .client, .response, .received, .condition, .page:
      throw notModeled("elements of this value are not modeled", at: span)
    }
  }

  /// Returns the value of a key; nil if it is missing. For a value of the exception, each key is a condition.
  mutating func entry(_ key: Value, of entries: HeapObject.Entries) throws(Interruption) -> Value? {
    guard key.isSymbolic else {
      try checkKey(key)
      return entries[key]
    }
    for (other, value) in entries.pairs {
      if try isTrue(equal(other, key)) { return value }
    }
    return nil
  }

  private mutating func element(of values: [Value], _ key: Value) throws(Interruption) -> Value {
    guard case .integer(let index) = key else { throw raise("TypeError", "indices must be integers") }
    guard let place = position(index, in: values.count) else { throw raise("IndexError", "index out of range") }
    return values[place]
  }

  func isUnknown(_ value: Value) -> Bool { if case .unknown = value { true } else { false } }

  /// Returns a known class.
  mutating func known(_ name: String) throws(Interruption) -> ClassID {
    guard let id = hierarchy.knownClass(name) else { throw notModeled("Python's \(name) is not modeled") }
    return id
  }
}
