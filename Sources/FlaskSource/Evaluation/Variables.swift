import Diagnostics
import PythonSyntax
import Resolution

/// Names, and assigning to targets.
extension Evaluator {
  /// Returns the value of a name in the current scope and those around it; nil if it is not defined there.
  func variable(_ name: String) -> Value? {
    if let redirected = scopes[scope].redirected[name] { return scopes[redirected].variables[name] }
    var index: Int? = scope
    while let place = index {
      if let value = scopes[place].variables[name] { return value }
      index = scopes[place].parent
    }
    return nil
  }

  mutating func setVariable(_ name: String, _ value: Value) {
    let place = scopes[scope].redirected[name] ?? scope
    let isNew = scopes[place].variables.updateValue(value, forKey: name) == nil
    if isNew, scopes[place].isModule || scopes[place].isClassBody { scopes[place].order.append(name) }
  }

  /// Returns the value of a name, a built-in name included; raises NameError.
  mutating func lookUp(_ name: String) throws(Interruption) -> Value {
    if let value = variable(name) { return try resolved(value) }
    if let id = hierarchy.knownClass(name), isBuiltinClass(id) || name == "object" { return .type(id) }
    switch name {
    case "__name__": return .text(moduleName)
    case "__file__": return .text("\(moduleName).py")
    case "__doc__": return .none
    case "__debug__": return .boolean(true)
    case "Ellipsis": return .ellipsis
    default: break
    }
    if Library.builtins.contains(name) { return .library(name) }
    if Library.unmodeledBuiltins.contains(name) { throw notModeled("`\(name)` is not modeled") }
    if hasStarImport { throw notModeled("`\(name)` may be imported with `*`") }
    throw raise("NameError", "name '\(name)' is not defined", isExact: true)
  }

  /// Whether a known class is an exception of Python. Those of Werkzeug must be imported.
  private func isBuiltinClass(_ id: ClassID) -> Bool {
    hierarchy.isBaseException(id) && !hierarchy.isHTTP(id) && !hierarchy.isRouting(id)
  }

  mutating func assign(_ value: Value, to target: PythonExpression) throws(Interruption) {
    switch target.kind {
    case .name(let name): setVariable(name, value)
    case .tuple(let targets), .list(let targets): try unpack(value, to: targets)
    case .attribute(let object, let name): try setAttribute(name, of: evaluate(object), to: value)
    case .subscripted(let object, let key): try setElement(of: evaluate(object), key, to: value)
    case .starred(let inner): try assign(value, to: inner)
    default: throw notModeled("assigning to this is not modeled", at: target.span)
    }
  }

  private mutating func unpack(_ value: Value, to targets: [PythonExpression]) throws(Interruption) {
    if case .unknown(let unknown) = value {
      for target in targets { try assign(.unknown(unknown), to: target) }
      return
    }
    let elements = try iterate(over: value)
    let star = targets.firstIndex { if case .starred = $0.kind { true } else { false } }
    guard let star else {
      guard elements.count == targets.count else { throw raise("ValueError", "wrong number of values to unpack") }
      for (element, target) in zip(elements, targets) { try assign(element, to: target) }
      return
    }
    let after = targets.count - star - 1
    guard elements.count >= star + after else { throw raise("ValueError", "not enough values to unpack") }
    for index in 0..<star { try assign(elements[index], to: targets[index]) }
    try assign(newList(Array(elements[star..<(elements.count - after)])), to: targets[star])
    for index in 0..<after { try assign(elements[elements.count - after + index], to: targets[star + 1 + index]) }
  }

  mutating func augment(
    _ target: PythonExpression, _ operation: PythonExpression.BinaryOperator, _ value: PythonExpression
  ) throws(Interruption) {
    if case .name(let name) = target.kind, !scopes[scope].isModule, scopes[scope].redirected[name] == nil,
      scopes[scope].variables[name] == nil, variable(name) != nil
    {
      throw raise("UnboundLocalError", "cannot access local variable '\(name)'")
    }
    let old = try evaluate(target)
    let right = try evaluate(value)
    if case .list(let id) = old, operation == .add {
      return try extend(id, with: iterate(over: right))
    }
    try assign(combine(old, operation, right), to: target)
  }

  mutating func extend(_ id: ObjectID, with values: [Value]) throws(Interruption) {
    let all = elements(id) + values
    guard all.count <= Self.mostElements else { throw notModeled("a list has too many elements") }
    update(id, .elements(all))
  }

  mutating func delete(_ target: PythonExpression) throws(Interruption) {
    switch target.kind {
    case .name(let name):
      let place = scopes[scope].redirected[name] ?? scope
      guard scopes[place].variables.removeValue(forKey: name) != nil else {
        throw raise(scopes[place].isModule ? "NameError" : "UnboundLocalError", "name '\(name)' is not defined")
      }
    case .subscripted(let object, let key):
      let object = try evaluate(object)
      if case .list(let id) = object { return try delete(key, ofList: id) }
      let key = try evaluate(key)
      if let function = method("__delitem__", of: object) {
        _ = try call(function, Arguments(positional: [object, key]))
        return
      }
      guard case .dictionary(let id) = object else { throw notModeled("`del` is not modeled here") }
      var entries = entries(id)
      guard entries[key] != nil else { throw try missingKey(key) }
      entries[key] = nil
      update(id, .dictionary(entries))
    case .attribute(let object, let name):
      guard case .instance(let id) = try evaluate(object), case .instance(let type, var attributes)? = self.object(id)
      else { throw notModeled("`del` is not modeled here") }
      guard attributes[name] != nil || attributes[Self.openMark] != nil else { throw raise("AttributeError", name) }
      attributes[name] = nil
      update(id, .instance(type, attributes))
    case .tuple(let targets): for target in targets { try delete(target) }
    default: throw notModeled("`del` is not modeled here")
    }
  }

  /// `del list[index]` and `del list[:]`.
  private mutating func delete(_ key: PythonExpression, ofList id: ObjectID) throws(Interruption) {
    if case .slice(nil, nil, nil) = key.kind { return update(id, .elements([])) }
    guard case .integer(let index) = try evaluate(key) else { throw notModeled("`del` is not modeled here") }
    var elements = elements(id)
    guard let place = position(index, in: elements.count) else {
      throw raise("IndexError", "list assignment index out of range", isExact: true)
    }
    elements.remove(at: place)
    update(id, .elements(elements))
  }

  /// `object[key] = value`.
  private mutating func setElement(
    of object: Value, _ key: PythonExpression, to value: Value
  ) throws(Interruption) {
    let key = try evaluate(key)
    switch object {
    case .dictionary(let id):
      var entries = entries(id)
      guard entries.keys.count < Self.mostElements else { throw notModeled("a dictionary has too many entries") }
      try checkKey(key)
      entries[key] = value
      update(id, .dictionary(entries))
    case .list(let id):
      guard case .integer(let index) = key else { throw notModeled("assigning to a slice is not modeled") }
      var elements = elements(id)
      guard let place = position(index, in: elements.count) else {
        throw raise("IndexError", "list assignment index out of range")
      }
      elements[place] = value
      update(id, .elements(elements))
    case .config(let app): try setConfig(key, to: value, of: app)
    case .libraryMethod(.library("builtins"), "globals"):
      if case .text(let name) = key { scopes[moduleScope].variables[name] = value }
    case .libraryMethod(.libraryMethod(.app(let app), "url_map"), "converters"): setConverter(key, to: value, of: app)
    case .libraryMethod(.response(let id), "headers"): setHeader(key, of: id, to: value)
    case .libraryMethod(.app(let app), let path): try setPart(path, "[...]", of: app, to: value)
    case .libraryMethod(let receiver, let path): changePart(path, of: receiver)
    case .library("flask.session"):
      if decisions != nil, let app = contexts.last?.app, try hasSecretKey(app) { break }
      throw unavailableSession()
    // `os.environ[...]` and `response.headers[...]` change nothing that is modeled.
    case .unknown, .library: break
    case .instance: try setItem(of: object, key, to: value)
    default: throw notModeled("assigning to an element of this value is not modeled")
    }
  }

  private mutating func setItem(of object: Value, _ key: Value, to value: Value) throws(Interruption) {
    guard let id = classOfInstance(object), case .function(let function)? = classAttribute("__setitem__", of: id)?.value
    else { throw missingMethod(of: object, "object does not support item assignment") }
    _ = try call(function, Arguments(positional: [object, key, value]))
  }

  /// Returns the position of an index that can count from the end.
  func position(_ index: Int64, in count: Int) -> Int? {
    let place = index < 0 ? Int64(count) + index : index
    return (0..<Int64(count)).contains(place) ? Int(place) : nil
  }
}
