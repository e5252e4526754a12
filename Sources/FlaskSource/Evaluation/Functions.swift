import Diagnostics
import PythonSyntax
import Resolution

/// The arguments of a call.
struct Arguments: Sendable {
  var positional: [Value] = []
  var keywords = Keywords()
  /// Why arguments are missing here, if `*unknown` or `**unknown` was passed.
  var unknown: Int?

  var isEmpty: Bool { positional.isEmpty && keywords.isEmpty }

  /// Returns the arguments with one more in front.
  func inserting(_ first: Value) -> Arguments {
    var arguments = self
    arguments.positional.insert(first, at: 0)
    return arguments
  }

  /// Returns the argument of a parameter, by its position or its name.
  func value(_ index: Int, _ name: String) -> Value? {
    positional.indices.contains(index) ? positional[index] : keywords[name]
  }

  /// All values.
  var all: [Value] { positional + keywords.values }
}

/// Defining and calling the functions of a program.
extension Evaluator {
  mutating func define(_ definition: PythonFunction) throws(Interruption) {
    let id = try newFunction(
      definition.name, definition.parameters, .block(definition.body), isAsync: definition.isAsync,
      at: definition.nameSpan)
    var value = Value.function(id)
    var decorators: [(value: Value, span: Span)] = []
    for decorator in definition.decorators { decorators.append((try evaluate(decorator), decorator.span)) }
    for decorator in decorators.reversed() { value = try decorate(value, with: decorator.value, at: decorator.span) }
    setVariable(definition.name, value)
  }

  mutating func newFunction(
    _ name: String, _ parameters: [PythonParameter], _ body: FunctionObject.Body, isAsync: Bool = false, at span: Span
  ) throws(Interruption) -> FunctionID {
    var defaults: [Value?] = []
    for parameter in parameters {
      guard let value = parameter.defaultValue else {
        defaults.append(nil)
        continue
      }
      defaults.append(try evaluate(value))
    }
    let enclosing = scopes[scope].isClassBody ? scopes[scope].parent ?? scope : scope
    var function = FunctionObject(
      name: name, parameters: parameters, defaults: defaults, body: body, scope: enclosing, span: span)
    if case .block(let statements) = body {
      var mentions = Mentions()
      mentions.add(statements)
      function.isGenerator = mentions.hasYield
    }
    function.isAsync = isAsync
    functions.append(function)
    return FunctionID(index: functions.count - 1)
  }

  /// Applies a decorator to a function.
  private mutating func decorate(
    _ value: Value, with decorator: Value, at span: Span
  ) throws(Interruption) -> Value {
    if let decorated = decorateByLibrary(value, decorator) { return decorated }
    if case .unknown(let unknown) = decorator {
      if case .function(let id) = value, functions[id.index].name.hasPrefix("test") {
        functions[id.index].unmodeled = reason("a decorator of unknown origin", at: span)
        return value
      }
      let reason = reason("a decorator of unknown origin", at: span)
      register([value], reason)
      return .unknown(Unknown(reason: reason, isHarmless: unknown.isHarmless))
    }
    return try call(decorator, Arguments(positional: [value]), at: span)
  }

  /// Applies a decorator of Python or pytest that leaves the function callable.
  private mutating func decorateByLibrary(_ value: Value, _ decorator: Value) -> Value? {
    guard case .function(let id) = value else { return nil }
    // `@value.setter` defines another property with the same functions, and this one to assign.
    var setterCopy = id
    if case .libraryMethod(.function(let property), "setter") = decorator, functions[property.index].kind == .property {
      functions.append(functions[id.index])
      setterCopy = FunctionID(index: functions.count - 1)
    }
    switch decorator {
    case .library("staticmethod"): functions[id.index].kind = .staticMethod
    case .library("classmethod"): functions[id.index].kind = .classMethod
    case .library("property"), .library("functools.cached_property"): functions[id.index].kind = .property
    case .partial("functools.wraps", let wrapped, _):
      if case .function(let original)? = wrapped.first { functions[id.index].name = functions[original.index].name }
    case .library("abc.abstractmethod"): functions[id.index].isAbstract = true
    case .libraryMethod(.function(let property), let name) where functions[property.index].kind == .property:
      functions[id.index] = name == "getter" ? functions[id.index] : functions[property.index]
      functions[id.index].kind = .property
      if name == "setter" { functions[id.index].setter = setterCopy }
    case .library("typing.override"), .library("unittest.skip"): break
    case .library(let name), .partial(let name, _, _):
      if isPatch(decorator) {
        functions[id.index].patches.append(decorator)
        return value
      }
      guard
        name.hasPrefix("pytest.mark.") || name.hasPrefix("pytest.fixture") || name.hasPrefix("unittest.")
          || name.hasPrefix("pytest.yield_fixture")
      else {
        return nil
      }
      functions[id.index].marks.append(decorator)
    default: return nil
    }
    return value
  }

  // MARK: Calls

  /// Calls a function of the program.
  mutating func call(_ id: FunctionID, _ arguments: Arguments) throws(Interruption) -> Value {
    if !functions[id.index].patches.isEmpty { return try callPatched(id, arguments) }
    if functions[id.index].isAsync, !functions[id.index].isGenerator, arguments.unknown == nil {
      return coroutine(of: id, arguments)
    }
    return try run(id, arguments)
  }

  /// Calls a function that `unittest.mock.patch` decorates. It gets the mocks, the one of the lowest decorator first.
  private mutating func callPatched(_ id: FunctionID, _ arguments: Arguments) throws(Interruption) -> Value {
    guard !functions[id.index].isAsync, !functions[id.index].isGenerator else {
      throw notModeled("a patch of this function is not modeled")
    }
    let count = patches.count
    defer { undoPatches(downTo: count) }
    var given = arguments
    for patch in functions[id.index].patches {
      let mock = try apply(patch)
      if givesMock(patch) { given.positional.append(mock) }
    }
    return try run(id, given)
  }

  /// Runs the body of a function.
  mutating func run(_ id: FunctionID, _ arguments: Arguments) throws(Interruption) -> Value {
    let function = functions[id.index]
    if let reason = arguments.unknown { throw .notModeled(reason) }
    if function.isGenerator { return unknown("generators are not modeled") }
    try descend(at: current)
    let (outer, outerSpan) = (scope, current)
    defer {
      depth -= 1
      scope = outer
      current = outerSpan
    }
    var callScope = Scope(parent: function.scope)
    if let owner = function.owner, let receiver = arguments.positional.first { callScope.method = (owner, receiver) }
    try bind(arguments, to: function, in: &callScope)
    scopes.append(callScope)
    scope = scopes.count - 1
    switch function.body {
    case .expression(let expression): return try evaluate(expression)
    case .block(let statements):
      guard case .return(let value) = try run(statements) else { return .none }
      return value
    }
  }

  private mutating func bind(
    _ arguments: Arguments, to function: FunctionObject, in scope: inout Scope
  ) throws(Interruption) {
    var positional = arguments.positional[...]
    var keywords = arguments.keywords
    for (parameter, defaultValue) in zip(function.parameters, function.defaults) {
      switch parameter.kind {
      case .positions:
        scope.variables[parameter.name] = .tuple(Array(positional))
        positional = []
      case .keywords:
        scope.variables[parameter.name] = newDictionary(
          keywords.pairs.map { (Value.text($0.key), $0.value) })
        keywords = Keywords()
      case .regular, .keywordOnly:
        if parameter.kind == .regular, let first = positional.popFirst() {
          scope.variables[parameter.name] = first
        } else if let value = keywords.removeValue(forKey: parameter.name) ?? defaultValue {
          scope.variables[parameter.name] = value
        } else {
          throw raise("TypeError", "\(function.name)() missing a required argument: '\(parameter.name)'")
        }
      }
    }
    if !positional.isEmpty { throw raise("TypeError", "\(function.name)() takes fewer positional arguments") }
    if let extra = keywords.keys.min() {
      throw raise("TypeError", "\(function.name)() got an unexpected keyword argument '\(extra)'")
    }
  }

  /// Calls any value.
  mutating func call(_ value: Value, _ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    switch value {
    case .function(let id): return try call(id, arguments)
    case .method(let receiver, let id): return try call(id, arguments.inserting(receiver))
    case .type(let id): return try instantiate(id, arguments)
    case .library(let name): return try callLibrary(name, arguments, at: span)
    case .libraryMethod(let receiver, let name): return try callMethod(name, of: receiver, arguments, at: span)
    case .partial(let name, let bound, let keywords):
      return try callPartial(name, bound, keywords, arguments, at: span)
    case .unknown(let unknown): return try callUnknown(unknown, arguments, at: span)
    case .instance where isMock(value): return try callMock(value, arguments, at: span)
    case .instance:
      guard let id = classOfInstance(value), case .function(let function)? = classAttribute("__call__", of: id)?.value
      else {
        throw missingMethod(
          of: value, "'\(classOfInstance(value).map { className($0) } ?? "object")' object is not callable")
      }
      return try call(function, arguments.inserting(value))
    case .received(.type), .received(.originalType): throw notModeled("calling the type of an exception is not modeled")
    case .received, .iterator: throw notModeled("calling this value is not modeled")
    case .app, .blueprint, .client, .config, .response, .none, .ellipsis, .boolean, .integer, .float, .text, .bytes,
      .template,
      .tuple, .list, .set, .dictionary, .parent, .condition, .page:
      throw raise("TypeError", "object is not callable")
    }
  }

  /// Calls something unknown. In a view or a handler it may raise an exception; elsewhere it may change an app that it
  /// gets.
  private mutating func callUnknown(
    _ unknown: Unknown, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    unknownCount += 1
    register(arguments.all, unknown.reason)
    if unknown.isHarmless { return .unknown(unknown) }
    if request != nil || decisions != nil { throw undecided(unknown) }
    unknownCall = unknownCall ?? unknown.reason
    for argument in arguments.all {
      taint(argument, reason: unknown.reason)
      switch argument {
      case .client, .app: hiddenCalls = hiddenCalls ?? unknown.reason
      default: if maySendRequests(argument) { hiddenCalls = hiddenCalls ?? unknown.reason }
      }
    }
    return .unknown(unknown)
  }
}
