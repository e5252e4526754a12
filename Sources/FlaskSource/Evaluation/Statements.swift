import Diagnostics
import PythonSyntax
import Resolution

/// Evaluating statements.
extension Evaluator {
  /// Evaluates the statements of a block in order.
  mutating func run(_ block: [PythonStatement]) throws(Interruption) -> Flow {
    for statement in block {
      let flow = try run(statement)
      if case .next = flow { continue }
      return flow
    }
    return .next
  }

  private mutating func run(_ statement: PythonStatement) throws(Interruption) -> Flow {
    try step(at: statement.span)
    try descend(at: statement.span)
    let outer = current
    defer {
      depth -= 1
      current = outer
    }
    current = statement.span
    switch statement.kind {
    case .expression(let expression): _ = try evaluate(expression)
    case .assignment(let targets, let value):
      let value = try evaluate(value)
      for target in targets { try assign(value, to: target) }
    case .annotation(let target, let value):
      if let value { try assign(evaluate(value), to: target) }
    case .augmentedAssignment(let target, let operation, let value):
      try augment(target, operation, value)
    case .return(let value):
      guard let value else { return .return(.none) }
      return .return(try evaluate(value))
    case .raise(let exception, let cause): try raise(exception, cause)
    case .assert(let test, _): try assertTrue(test)
    case .pass: break
    case .break: return .break
    case .continue: return .continue
    case .delete(let targets): for target in targets { try delete(target) }
    case .global(let names): for name in names { scopes[scope].redirected[name] = moduleScope }
    case .nonlocal(let names):
      for name in names { scopes[scope].redirected[name] = scopeOfEnclosing(name) }
    case .importModules(let imports): importModules(imports)
    case .importNames(let module, let level, let names): importNames(module, level, names)
    case .function(let function): try define(function)
    case .classDefinition(let definition): try define(definition)
    case .if(let branches, let otherwise): return try runIf(branches, otherwise)
    case .while(let test, let body, let otherwise): return try runWhile(test, body, otherwise)
    case .for(let target, let iterable, let body, let otherwise):
      return try runFor(target, iterable, body, otherwise)
    case .try(let parts): return try runTry(parts)
    case .with(let contexts, let body): return try runWith(contexts[...], body)
    case .match(let subject, let cases): return try runMatch(subject, cases)
    case .broken: throw notModeled("this statement has a syntax error")
    }
    return .next
  }

  /// The scope of the module that the current function belongs to.
  var moduleScope: Int {
    var index = scope
    while let parent = scopes[index].parent { index = parent }
    return index
  }

  private func scopeOfEnclosing(_ name: String) -> Int {
    var index = scopes[scope].parent
    while let place = index {
      if scopes[place].variables[name] != nil { return place }
      index = scopes[place].parent
    }
    return scope
  }

  // MARK: Conditions and loops

  private mutating func runIf(
    _ branches: [PythonBranch], _ otherwise: [PythonStatement]
  ) throws(Interruption) -> Flow {
    for branch in branches {
      let test = try evaluate(branch.test)
      guard case .unknown(let unknown) = test, request == nil, !isInFunction else {
        if try isTrue(test) { return try run(branch.body) }
        continue
      }
      // In a module, an unknown condition usually concerns the surroundings: an environment variable, a setting.
      skip(branches.map { $0.body } + [otherwise], because: unknown)
      return .next
    }
    return try run(otherwise)
  }

  private var isInFunction: Bool { !scopes[scope].isModule }

  private mutating func runWhile(
    _ test: PythonExpression, _ body: [PythonStatement], _ otherwise: [PythonStatement]
  ) throws(Interruption) -> Flow {
    var rounds = 0
    while try isTrue(evaluate(test)) {
      rounds += 1
      if rounds > Self.mostRounds { throw notModeled("the loop takes too many rounds", at: test.span) }
      switch try run(body) {
      case .next, .continue: continue
      case .break: return .next
      case .return(let value): return .return(value)
      }
    }
    return try run(otherwise)
  }

  private mutating func runFor(
    _ target: PythonExpression, _ iterable: PythonExpression, _ body: [PythonStatement], _ otherwise: [PythonStatement]
  ) throws(Interruption) -> Flow {
    let iterated = try evaluate(iterable)
    var elements = try iterate(over: iterated)[...]
    while let element = elements.popFirst() {
      try step(at: iterable.span)
      try assign(element, to: target)
      // A loop that ends early leaves the rest in the iterator.
      if case .iterator(let id) = iterated { update(id, .elements(Array(elements))) }
      switch try run(body) {
      case .next, .continue: continue
      case .break: return .next
      case .return(let value): return .return(value)
      }
    }
    return try run(otherwise)
  }

  /// Returns the elements that a `for` loop visits.
  mutating func iterate(over value: Value) throws(Interruption) -> [Value] {
    switch value {
    case .tuple(let values): return values
    case .list(let id), .set(let id): return elements(id)
    case .iterator(let id):
      guard case .elements(let elements)? = object(id) else {
        throw notModeled("an iterator that is used again is not modeled")
      }
      update(id, .elements([]))
      return elements
    case .dictionary(let id): return entries(id).keys
    case .text(let text): return text.unicodeScalars.prefix(Self.mostElements).map { .text(String($0)) }
    case .type(let id) where isEnumeration(id): return members(of: id)
    case .instance:
      guard let function = method("__iter__", of: value) else {
        throw notModeled("a loop over this value is not modeled")
      }
      return try iterate(over: call(function, Arguments(positional: [value])))
    case .unknown(let unknown): throw undecided(unknown)
    // A session without a secret key is empty.
    case .library("flask.session") where request != nil: return []
    case .none, .boolean, .integer, .float, .ellipsis, .type, .function, .method:
      throw raise("TypeError", "object is not iterable")
    case .bytes, .template, .parent, .library, .libraryMethod, .partial, .app, .blueprint, .client, .config,
      .response, .received, .condition, .page:
      throw notModeled("a loop over this value is not modeled")
    }
  }

  // MARK: Exceptions

  private mutating func raise(_ exception: PythonExpression?, _ cause: PythonExpression?) throws(Interruption) {
    guard let exception else {
      if let last = handled.last { throw .raised(last) }
      if decisions != nil { throw .raised(.received(.exception)) }
      throw raise("RuntimeError", "No active exception to reraise")
    }
    let value = try evaluate(exception)
    raisedAt = current
    let instance = try exceptionInstance(value)
    if case .instance(let id) = instance {
      if let cause { setAttribute("__cause__", of: id, to: try evaluate(cause)) }
      if let last = handled.last, attributesOfInstance(instance)["__context__"] == nil {
        setAttribute("__context__", of: id, to: last)
      }
    }
    throw .raised(instance)
  }

  /// Returns the instance that `raise value` raises.
  mutating func exceptionInstance(_ value: Value) throws(Interruption) -> Value {
    switch value {
    case .type(let id):
      guard hierarchy.isBaseException(id) else { break }
      return try instantiate(id, Arguments())
    case .instance:
      if let id = classOfInstance(value), hierarchy.isBaseException(id) { return value }
    case .received(.exception): return value
    case .received(.original): throw notModeled("raising `original_exception` is not modeled")
    case .unknown(let unknown): throw undecided(unknown)
    default: break
    }
    throw raise("TypeError", "exceptions must derive from BaseException")
  }

  /// Returns the interruption of an exception that Python itself raises.
  ///
  /// - Parameter isExact: Whether the message is Python's or Flask's, word for word. Others are only for our reports.
  mutating func raise(_ name: String, _ message: String, isExact: Bool = false) -> Interruption {
    guard let id = hierarchy.knownClass(name) else { return notModeled("Python raises \(name) here") }
    raisedAt = current
    guard !isExact else { return .raised(newInstance(of: id, ["args": .tuple([.text(message)])])) }
    let text = unknown("Python raises \(name): \(message)", isHarmless: true)
    return .raised(newInstance(of: id, ["args": .tuple([text]), Self.guessMark: text]))
  }

  /// Returns the interruption of an exception that is certain, with a message that is not known.
  mutating func raiseCertainly(_ name: String, _ message: String) -> Interruption {
    guard let id = hierarchy.knownClass(name) else { return notModeled("Python raises \(name) here") }
    raisedAt = current
    let text = unknown("the message \(message)", isHarmless: true)
    return .raised(newInstance(of: id, ["args": .tuple([text])]))
  }

  /// Returns the interruption of the KeyError for a key that is missing. Its argument is the key itself.
  mutating func missingKey(_ key: Value) throws(Interruption) -> Interruption {
    .raised(newInstance(of: try known("KeyError"), ["args": .tuple([key])]))
  }

  /// The attribute of exceptions that Python raises if the values before it are read correctly. A test that ends with one
  /// more likely uses something that is not modeled.
  static let guessMark = "<guess>"

  private mutating func runTry(_ parts: PythonTry) throws(Interruption) -> Flow {
    var result: Result<Flow, Interruption>
    openTries += 1
    defer { openTries -= 1 }
    do {
      result = .success(try run(parts.body))
    } catch {
      result = .failure(error)
    }
    do {
      switch result {
      case .success(.next): result = .success(try run(parts.otherwise))
      case .failure(.raised(let exception)):
        if let flow = try runHandler(of: exception, parts.handlers) { result = .success(flow) }
      case .success, .failure: break
      }
    } catch {
      result = .failure(error)
    }
    if case .failure(.yielded) = result { throw .yielded }
    let last = try run(parts.finally)
    if case .next = last { return try result.get() }
    return last
  }

  /// Runs the first `except` clause that catches an exception; returns nil if none does.
  private mutating func runHandler(
    of exception: Value, _ handlers: [PythonTry.Handler]
  ) throws(Interruption) -> Flow? {
    for handler in handlers {
      if let type = handler.type {
        guard try isInstance(exception, of: evaluate(type)) else { continue }
      }
      if isInstance(exception, ofKnown: "AssertionError") { log.forgiveLastAssertion() }
      if let name = handler.name { setVariable(name, exception) }
      handled.append(exception)
      defer { handled.removeLast() }
      do {
        return try run(handler.body)
      } catch .raised(let other) {
        setContext(of: other, to: exception)
        throw .raised(other)
      }
    }
    return nil
  }

  /// Python notes on an exception which one was handled when it was raised.
  private mutating func setContext(of exception: Value, to handled: Value) {
    guard case .instance(let id) = exception, exception != handled,
      attributesOfInstance(exception)["__context__"] == nil
    else { return }
    setAttribute("__context__", of: id, to: handled)
  }

  // MARK: Contexts

  private mutating func runWith(
    _ contexts: ArraySlice<PythonContext>, _ body: [PythonStatement]
  ) throws(Interruption) -> Flow {
    guard let first = contexts.first else { return try run(body) }
    let manager = try evaluate(first.value)
    let before = self.entered
    let entered = try enter(manager)
    openTries += 1
    defer { openTries -= 1 }
    if let target = first.target { try assign(entered, to: target) }
    do {
      let flow = try runWith(contexts.dropFirst(), body)
      try leave(manager, entered, raised: nil)
      return flow
    } catch .raised(let exception) {
      if try leave(manager, entered, raised: exception) { return .next }
      throw .raised(exception)
    } catch .notModeled(let reason) {
      leaveContexts(after: before)
      throw .notModeled(reason)
    }
  }

  // MARK: Skipping

  /// Leaves out blocks whose condition is unknown. The names that they assign become unknown, and apps that they mention
  /// may behave in another way.
  mutating func skip(_ blocks: [[PythonStatement]], because unknown: Unknown) {
    var mentions = Mentions()
    for block in blocks { mentions.add(block) }
    for name in mentions.assigned { setVariable(name, .unknown(Unknown(reason: unknown.reason))) }
    for name in mentions.read { if let value = variable(name) { taint(value, reason: unknown.reason) } }
    if mayChangeState(mentions) { taintAll(unknown.reason) }
  }

  /// Records that something unknown may have changed the apps of a value.
  mutating func taint(_ value: Value, reason: Int) {
    switch value {
    case .app(let index), .client(let index, _), .config(let index): apps[index].taint(reason)
    case .blueprint(let index): blueprints[index].taint(reason)
    case .libraryMethod(let receiver, _): taint(receiver, reason: reason)
    case .tuple(let values): for value in values { taint(value, reason: reason) }
    case .list(let id), .set(let id):
      for value in elements(id) where !isContainer(value) { taint(value, reason: reason) }
    case .dictionary(let id):
      for value in entries(id).values where !isContainer(value) { taint(value, reason: reason) }
    default: break
    }
  }

  private func isContainer(_ value: Value) -> Bool {
    switch value {
    case .list, .set, .dictionary, .tuple: true
    default: false
    }
  }
}
