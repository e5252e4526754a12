import Diagnostics
import Resolution

/// Creating instances of classes, and asking for their class.
extension Evaluator {
  /// Calls a class.
  mutating func instantiate(_ id: ClassID, _ arguments: Arguments) throws(Interruption) -> Value {
    if let reason = inheritedUnknownBase(id) {
      // An instance of a class with an unknown base can do anything.
      return .unknown(Unknown(reason: reason))
    }
    if hasLibraryBase(id, { $0 == "flask.Flask" || $0 == "flask.app.Flask" }) {
      return try newApp(of: id, arguments)
    }
    if hasLibraryBase(id, { $0 == "flask.Blueprint" || $0 == "flask.blueprints.Blueprint" }) {
      return try newBlueprint(of: id, arguments)
    }
    if isEnumeration(id) { return try member(of: id, for: arguments) }
    try checkCreation(of: id)
    let value = newInstance(
      of: id, hierarchy.isBaseException(id) ? ["args": .tuple(arguments.positional)] : [:])
    guard case .instance(let object) = value else { return value }
    if let (initializer, _) = classAttribute("__init__", of: id) {
      guard case .function(let function) = initializer else { throw notModeled("this constructor is not modeled") }
      _ = try call(function, arguments.inserting(value))
    } else if let fields = classes[id]?.fields {
      try initialize(object, fields, arguments)
    } else {
      try initializeKnown(object, id, arguments)
    }
    return value
  }

  /// Raises TypeError for a class with abstract methods, and refuses classes with a constructor of their own.
  private mutating func checkCreation(of id: ClassID) throws(Interruption) {
    if classAttribute("__new__", of: id) != nil { throw notModeled("`__new__` is not modeled") }
    if let known = libraryExceptions["werkzeug.routing.BuildError"], hierarchy.isSubclass(id, of: known) {
      throw notModeled("the constructor of `BuildError` is not modeled")
    }
    for ancestor in hierarchy.mro(id) {
      for (name, value) in classes[ancestor]?.namespace ?? [:] {
        guard case .function(let function) = value, functions[function.index].isAbstract,
          classAttribute(name, of: id)?.value == value
        else { continue }
        throw raise("TypeError", "Can't instantiate abstract class \(className(id))")
      }
    }
  }

  private mutating func initialize(
    _ object: ObjectID, _ fields: [(name: String, defaultValue: Value?)], _ arguments: Arguments
  ) throws(Interruption) {
    guard arguments.positional.count <= fields.count,
      arguments.keywords.keys.allSatisfy({ name in fields.contains { $0.name == name } })
    else { throw raise("TypeError", "the constructor of a data class gets other arguments") }
    for (index, field) in fields.enumerated() {
      let given = index < arguments.positional.count ? arguments.positional[index] : arguments.keywords[field.name]
      var value = given
      if value == nil { value = try defaultValue(of: field.defaultValue) }
      guard let value else {
        throw raise("TypeError", "missing argument: '\(field.name)'")
      }
      setAttribute(field.name, of: object, to: value)
    }
    if let function = method("__post_init__", of: .instance(object)) {
      _ = try call(function, Arguments(positional: [.instance(object)]))
    }
  }

  /// Returns the default of a field: the result of its factory, which is called for each instance.
  private mutating func defaultValue(of value: Value?) throws(Interruption) -> Value? {
    guard case .partial("dataclasses.field", _, let options)? = value else { return value }
    if options["init"] != nil || options["kw_only"] != nil { throw notModeled("this field is not modeled") }
    if let factory = options["default_factory"] { return try call(factory, Arguments(), at: current) }
    return options["default"]
  }

  /// `dataclasses.asdict(value)`: a dictionary of the fields, with copies of the lists and dictionaries in it.
  mutating func plainData(_ value: Value, level: Int) throws(Interruption) -> Value {
    guard level < 20 else { throw notModeled("data is nested too deeply") }
    var values: [Value] = []
    switch value {
    case .instance:
      guard let fields = classOfInstance(value).flatMap({ classes[$0]?.fields }) else { break }
      let attributes = attributesOfInstance(value)
      var entries: [(Value, Value)] = []
      for field in fields {
        entries.append((.text(field.name), try plainData(attributes[field.name] ?? .none, level: level + 1)))
      }
      return newDictionary(entries)
    case .list(let id):
      for element in elements(id) { values.append(try plainData(element, level: level + 1)) }
      return newList(values)
    case .tuple(let elements):
      for element in elements { values.append(try plainData(element, level: level + 1)) }
      return .tuple(values)
    case .dictionary(let id):
      var copy: [(Value, Value)] = []
      for (key, value) in entries(id).pairs { copy.append((key, try plainData(value, level: level + 1))) }
      return newDictionary(copy)
    default: break
    }
    if level == 0 { throw raise("TypeError", "asdict() should be called on dataclass instances", isExact: true) }
    return value
  }

  /// The constructor of a known class, or `super().__init__(...)` where the next class is a known one.
  mutating func initializeKnown(
    _ object: ObjectID, _ id: ClassID, _ arguments: Arguments
  ) throws(Interruption) {
    guard hierarchy.isBaseException(id) else {
      if !arguments.isEmpty, !hasLibraryBase(id, { _ in true }) {
        throw raise("TypeError", "\(className(id))() takes no arguments")
      }
      return
    }
    if arguments.positional.count > 1, case .integer? = arguments.positional.first,
      id == hierarchy.knownClass("OSError")
    {
      // Python creates an instance of a subclass, such as FileNotFoundError.
      throw notModeled("the class of an OSError with a number is not modeled")
    }
    setAttribute("args", of: object, to: .tuple(arguments.positional))
    guard hierarchy.isHTTP(id) else { return }
    guard let positions = hierarchy.pagePositions(of: id) else {
      // Python's own constructor runs, and Werkzeug's does not.
      if !arguments.keywords.isEmpty { throw notModeled("the keyword arguments of this exception are not modeled") }
      return
    }
    // Werkzeug's constructor passes no arguments to Python's.
    setAttribute("args", of: object, to: .tuple([]))
    if hierarchy.isSubclass(id, of: hierarchy.wellKnown.methodNotAllowed) {
      setAttribute(
        "valid_methods", of: object, to: arguments.value(0, "valid_methods") ?? .none)
    }
    for (name, index) in [("description", positions.description), ("response", positions.response)] {
      let position = index.flatMap { arguments.positional.indices.contains($0) ? arguments.positional[$0] : nil }
      if let value = arguments.keywords[name] ?? position, value != .none { setAttribute(name, of: object, to: value) }
    }
  }

  /// `isinstance(value, type)`.
  mutating func isInstance(_ value: Value, of type: Value) throws(Interruption) -> Bool {
    if case .tuple(let types) = type {
      for type in types { if try isInstance(value, of: type) { return true } }
      return false
    }
    if case .unknown(let unknown) = value { throw undecided(unknown) }
    if case .unknown(let unknown) = type { throw undecided(unknown) }
    switch (value, type) {
    // Every value is an object. Reading `e.original_exception` can still fail.
    case (.received, .library(let name)):
      guard let id = hierarchy.knownClass(name) else { return false }
      return try isInstance(value, of: .type(id))
    case (_, .library(let name)):
      if let result = isInstance(value, ofLibrary: name) { return result }
      throw notModeled("this `isinstance` check is not modeled")
    case (.instance, .type(let id)): return classOfInstance(value).map { hierarchy.isSubclass($0, of: id) } ?? false
    case (.received(.exception), .type(let id)): return try isTrue(.condition(.isInstance(id), isNegated: false))
    case (.received(.original), .type(let id)):
      return try isTrue(.condition(.originalIsInstance(id), isNegated: false))
    case (.received, .type): throw notModeled("this `isinstance` check is not modeled")
    case (.app, .type(let id)), (.blueprint, .type(let id)):
      return classOfInstance(value).map { hierarchy.isSubclass($0, of: id) } ?? false
    case (_, .type):
      if value.isOfLibrary { throw notModeled("this `isinstance` check is not modeled") }
      return false
    default: throw notModeled("this `isinstance` check is not modeled")
    }
  }
}
