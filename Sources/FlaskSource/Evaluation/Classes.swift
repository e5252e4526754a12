import Diagnostics
import PythonSyntax
import Resolution

/// A class of the program.
struct ClassObject: Sendable {
  var name: String
  /// The attributes and methods that the class statement defines.
  var namespace: [String: Value]
  /// The names of the class body in order.
  var order: [String]
  var span: Span
  /// Why a base class is unknown, if one is.
  var unknownBase: Int?
  /// The full names of bases from libraries that are not exceptions: `unittest.TestCase`, `flask.views.MethodView`.
  var libraryBases: [String] = []
  /// Whether `@dataclass` generates a constructor; then its fields in order.
  var fields: [(name: String, defaultValue: Value?)]?
  /// Whether `@dataclass` makes the attributes constant.
  var isFrozen = false
  /// Whether the class is not nested in a function or class.
  var isOfModule = false
  /// The attributes that its methods assign to their first argument.
  var assigned: Set<String> = []
  /// The code that `__init__` always sets.
  var constructorCode: InstanceCode?
}

/// Classes, their instances, and `isinstance`.
extension Evaluator {
  mutating func define(_ definition: PythonClass) throws(Interruption) {
    var bases: [ClassID] = []
    var unknownBase: Int?
    var libraryBases: [String] = []
    for argument in definition.arguments where argument.kind == .positional {
      switch try evaluate(argument.value) {
      case .type(let id): bases.append(id)
      case .library(let name):
        // `str` and `object` are known classes too.
        if let id = hierarchy.knownClass(name) { bases.append(id) } else { libraryBases.append(name) }
      case .unknown(let unknown): unknownBase = unknown.reason
      // `class E(Generic[T])`, a named tuple: the instances are not exceptions.
      case .partial(let name, _, _), .libraryMethod(_, let name): libraryBases.append(name)
      default: throw notModeled("this base class is not modeled", at: argument.value.span)
      }
    }
    for base in bases { unknownBase = unknownBase ?? inheritedUnknownBase(base) }
    let (namespace, order) = try runBody(of: definition)
    let id = try declare(definition, bases, namespace)
    classes[id] = ClassObject(
      name: definition.name, namespace: adopted(namespace, by: id), order: order, span: definition.nameSpan,
      unknownBase: unknownBase,
      libraryBases: libraryBases, constructorCode: constructorCode(definition))
    classes[id]?.isOfModule = scopes[scope].isModule
    if libraryBases.contains("enum.Enum") { try makeMembers(of: id) }
    let assigned = assignedAttributes(definition)
    classes[id]?.assigned = assigned
    if isDataclass(definition) {
      let fields = try fields(of: definition, id)
      classes[id]?.fields = fields
    }
    try callInitSubclass(of: id, definition)
    var value = Value.type(id)
    for decorator in definition.decorators.reversed() {
      value = try decorateClass(value, with: evaluate(decorator), at: decorator.span)
    }
    setVariable(definition.name, value)
  }

  /// Calls `__init_subclass__` of a base, with the keywords of the class statement.
  private mutating func callInitSubclass(of id: ClassID, _ definition: PythonClass) throws(Interruption) {
    var keywords = Keywords()
    for argument in definition.arguments {
      guard case .keyword(let name) = argument.kind else { continue }
      let value = try evaluate(argument.value)
      if name != "metaclass" {
        keywords[name] = value
      } else if value != .library("abc.ABCMeta") {
        let reason = reason("metaclasses are not modeled", at: argument.value.span)
        classes[id]?.unknownBase = reason
      }
    }
    guard case .function(let function)? = classAttribute("__init_subclass__", of: id, after: id)?.value else { return }
    _ = try call(function, Arguments(positional: [.type(id)], keywords: keywords))
  }

  /// Runs the body of a class statement and returns its variables.
  private mutating func runBody(
    of definition: PythonClass
  ) throws(Interruption) -> (variables: [String: Value], order: [String]) {
    let outer = scope
    scopes.append(Scope(parent: outer, isClassBody: true))
    scope = scopes.count - 1
    let body = scope
    defer { scope = outer }
    _ = try run(definition.body)
    scopes[body].variables["__doc__"] = documentation(of: definition.body)
    return (scopes[body].variables, scopes[body].order)
  }

  /// Returns the text at the start of a body.
  func documentation(of body: [PythonStatement]) -> Value {
    guard case .expression(let first)? = body.first?.kind, case .string(let text) = first.kind else { return .none }
    return .text(text)
  }

  func inheritedUnknownBase(_ id: ClassID) -> Int? {
    for ancestor in hierarchy.mro(id) { if let reason = classes[ancestor]?.unknownBase { return reason } }
    return nil
  }

  /// Adds the class to the hierarchy; raises TypeError if Python refuses it.
  private mutating func declare(
    _ definition: PythonClass, _ bases: [ClassID], _ namespace: [String: Value]
  ) throws(Interruption) -> ClassID {
    let code: CodeAttribute =
      switch namespace["code"] {
      case .integer(let code)?: .number(Int32(clamping: code))
      case Value.none?: .none
      default: .absent
      }
    let bases = bases.isEmpty ? [hierarchy.wellKnown.object] : bases
    let result = hierarchy.declare(bases: bases, code: code, instanceCode: constructorCode(definition))
    switch result {
    case .success(let id): return id
    case .failure(.tooManyClasses): throw notModeled("the program has too many classes")
    case .failure: throw raise("TypeError", "Python refuses the class \(definition.name)")
    }
  }

  private func assignedAttributes(_ definition: PythonClass) -> Set<String> {
    var names: Set<String> = []
    for statement in definition.body {
      switch statement.kind {
      case .function(let function):
        var mentions = Mentions()
        mentions.add(function.body)
        names.formUnion(mentions.assignedAttributes)
      case .annotation(let target, _): if case .name(let name) = target.kind { names.insert(name) }
      default: continue
      }
    }
    return names
  }

  /// Returns the code that the constructor of a class always sets: `self.code = 404` in `__init__`.
  private func constructorCode(_ definition: PythonClass) -> InstanceCode? {
    for statement in definition.body {
      guard case .function(let function) = statement.kind, function.name == "__init__",
        let receiver = function.parameters.first?.name
      else { continue }
      for statement in function.body {
        guard case .assignment(let targets, let value) = statement.kind else { continue }
        for target in targets {
          guard case .attribute(let object, "code") = target.kind, case .name(receiver) = object.kind else { continue }
          switch value.kind {
          case .integer(let code): return .number(Int32(clamping: code))
          case .none: return InstanceCode.none
          default: return nil
          }
        }
      }
    }
    return nil
  }

  /// Returns the attributes of a class; its functions become methods of it.
  private mutating func adopted(_ namespace: [String: Value], by id: ClassID) -> [String: Value] {
    for value in namespace.values {
      if case .function(let function) = value, functions[function.index].owner == nil {
        functions[function.index].owner = id
      }
    }
    return namespace
  }

  private func isDataclass(_ definition: PythonClass) -> Bool {
    definition.decorators.contains { decorator in
      switch decorator.kind {
      case .name("dataclass"), .attribute(_, "dataclass"): true
      case .call(let function, _):
        switch function.kind {
        case .name("dataclass"), .attribute(_, "dataclass"): true
        default: false
        }
      default: false
      }
    }
  }

  private mutating func fields(
    of definition: PythonClass, _ id: ClassID
  ) throws(Interruption) -> [(name: String, defaultValue: Value?)] {
    var fields: [(name: String, defaultValue: Value?)] = []
    for base in hierarchy.bases(id) { fields += classes[base]?.fields ?? [] }
    for statement in definition.body {
      guard case .annotation(let target, let value) = statement.kind, case .name(let name) = target.kind,
        !source.text(statement.span).hasPart("ClassVar")
      else { continue }
      let given = value == nil ? nil : classes[id]?.namespace[name]
      if let index = fields.firstIndex(where: { $0.name == name }) {
        fields[index].defaultValue = given
      } else {
        fields.append((name, given))
      }
      if case .partial("dataclasses.field", _, let options)? = given {
        classes[id]?.namespace[name] = options["default"]
      }
    }
    return fields
  }

  private mutating func decorateClass(
    _ value: Value, with decorator: Value, at span: Span
  ) throws(Interruption) -> Value {
    switch decorator {
    case .library("dataclasses.dataclass"), .library("enum.unique"), .library("functools.total_ordering"): return value
    case .partial("dataclasses.dataclass", _, let options):
      if case .type(let id) = value { classes[id]?.isFrozen = options["frozen"].map { $0 != .boolean(false) } ?? false }
      return value
    case .library(let name), .partial(let name, _, _):
      if name == "unittest.skip" || name.hasPrefix("pytest.mark.") {
        if case .type(let id) = value { mark(id, with: decorator) }
        return value
      }
    case .libraryMethod(.app, _), .libraryMethod(.blueprint, _): break
    default: break
    }
    return try call(decorator, Arguments(positional: [value]), at: span)
  }

  private mutating func mark(_ id: ClassID, with mark: Value) {
    var marks: [Value] = []
    if case .tuple(let earlier)? = classes[id]?.namespace["pytestmark"] { marks = earlier }
    classes[id]?.namespace["pytestmark"] = .tuple(marks + [mark])
  }

  // MARK: Attributes of classes

  /// Returns an attribute of a class, and the class on the MRO that defines it.
  func classAttribute(
    _ name: String, of id: ClassID, after: ClassID? = nil
  ) -> (value: Value, owner: ClassID)? {
    var isSearching = after == nil
    for ancestor in hierarchy.mro(id) {
      if isSearching, let value = classes[ancestor]?.namespace[name] { return (value, ancestor) }
      // The constructor of a known class comes before those of classes after it.
      if isSearching, name == "__init__", hierarchy.hasOwnConstructor(ancestor) { return nil }
      if ancestor == after { isSearching = true }
    }
    return nil
  }

  /// Returns the name of a class.
  func className(_ id: ClassID) -> String { classes[id]?.name ?? hierarchy.knownName(id) ?? "object" }

  /// Returns whether a class has a base of a library with this full name.
  func hasLibraryBase(_ id: ClassID, _ isBase: (String) -> Bool) -> Bool {
    for ancestor in hierarchy.mro(id) {
      if let bases = classes[ancestor]?.libraryBases, bases.contains(where: isBase) { return true }
    }
    return false
  }
}
