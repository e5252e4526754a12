import Diagnostics
import PythonSyntax
import Resolution

/// The steps of one test: fixtures and setup, the test itself, teardown.
extension Evaluator {
  mutating func runSteps(
    of item: TestItem, _ values: inout FixtureValues, isFirstOfClass: Bool
  ) throws(Interruption) {
    let result: Result<Void, Interruption>
    do throws(Interruption) {
      try setUpAndCall(item, &values, isFirstOfClass: isFirstOfClass)
      result = .success(())
    } catch {
      result = .failure(error)
    }
    isTearingDown = true
    defer { isTearingDown = false }
    if let type = item.type, isTestCase(type) { tearDown(item) }
    end(scope: "function", &values)
    if item.type.map({ !isTestCase($0) }) ?? true { tearDown(item) }
    testInstance = nil
    undoPatches()
    try result.get()
  }

  private mutating func setUpAndCall(
    _ item: TestItem, _ values: inout FixtureValues, isFirstOfClass: Bool
  ) throws(Interruption) {
    var instance: Value?
    if let type = item.type { instance = try instantiate(type, Arguments()) }
    testInstance = instance
    var arguments = Arguments()
    let function = functions[item.function.index]
    if let instance, function.kind != .staticMethod { arguments.positional.append(instance) }
    var setUp = SetUp(item: item, instance: instance, isFirstOfClass: isFirstOfClass)
    for name in fixtureClosure(of: item) {
      let fixture = fixture(named: name, for: item.type)
      try run(&setUp, before: fixture)
      let value = try fixtureValue(name, for: item, instance, &values)
      if function.parameters.contains(where: { $0.name == name }) { arguments.keywords[name] = value }
    }
    try run(&setUp, before: nil)
    for (name, value) in item.arguments { arguments.keywords[name] = value }
    if let type = item.type, isTestCase(type), let instance { try callMethod(["setUp"], of: instance, item) }
    _ = try call(item.function, arguments)
  }

  /// The setup functions of a test that have not been called yet. pytest treats them as automatic fixtures.
  private struct SetUp {
    var item: TestItem
    var instance: Value?
    var isFirstOfClass: Bool
    var hasClass = false
    var hasFunction = false
    var hasMethod = false
  }

  /// Calls the setup functions that come before a fixture; nil for the test itself.
  private mutating func run(_ setUp: inout SetUp, before fixture: Fixture?) throws(Interruption) {
    let scope = fixture?.scope ?? "function"
    guard scope == "class" || scope == "function" else { return }
    if !setUp.hasClass {
      setUp.hasClass = true
      if let type = setUp.item.type, setUp.isFirstOfClass {
        try callClassMethod(["setUpClass", "setup_class"], of: type)
      }
    }
    guard scope == "function" else { return }
    if !setUp.hasFunction {
      setUp.hasFunction = true
      if setUp.item.type == nil { callIfDefined(["setup_function"], .function(setUp.item.function)) }
    }
    // The automatic fixtures of the module come before the methods of a class.
    let isOfModule = fixture.map { $0.isAutomatic && functions[$0.function.index].owner == nil } ?? false
    guard !isOfModule, !setUp.hasMethod else { return }
    setUp.hasMethod = true
    if let instance = setUp.instance, let type = setUp.item.type, !isTestCase(type) {
      try callMethod(["setup_method", "setup"], of: instance, setUp.item)
    }
  }

  /// Calls the teardown functions of a test.
  private mutating func tearDown(_ item: TestItem) {
    attempt("the teardown of the test", at: functions[item.function.index].span) { evaluator throws(Interruption) in
      if let instance = evaluator.testInstance {
        try evaluator.callMethod(["tearDown", "teardown_method", "teardown"], of: instance, item)
      } else {
        evaluator.callIfDefined(["teardown_function"], .function(item.function))
      }
    }
  }

  /// Calls the teardown methods of a class after its last test.
  mutating func tearDown(_ type: ClassID) {
    attempt("the teardown of the class", at: classes[type]?.span ?? current) { evaluator throws(Interruption) in
      try evaluator.callClassMethod(["tearDownClass", "teardown_class"], of: type)
    }
  }

  private mutating func callClassMethod(_ names: [String], of type: ClassID) throws(Interruption) {
    for name in names {
      guard let (value, _) = classAttribute(name, of: type), case .function(let id) = value else { continue }
      _ = try call(id, Arguments(positional: [.type(type)]))
    }
  }

  private mutating func callMethod(_ names: [String], of instance: Value, _ item: TestItem) throws(Interruption) {
    guard let type = classOfInstance(instance) else { return }
    for name in names {
      guard let (value, _) = classAttribute(name, of: type), case .function(let id) = value else { continue }
      let hasParameter = functions[id.index].parameters.count > 1
      _ = try call(id, Arguments(positional: [instance] + (hasParameter ? [.function(item.function)] : [])))
    }
  }

  // MARK: Fixtures

  /// Ends the fixtures of a scope, the last one first: runs what comes after their `yield`.
  mutating func end(scope: String, _ values: inout FixtureValues) {
    for ended in values.end(scope: scope).reversed() { finish(ended) }
  }

  mutating func finish(_ fixture: FixtureValues.Ended) {
    defer { leave(fixture.left) }
    guard let callScope = fixture.callScope, case .block(let block) = functions[fixture.function.index].body else {
      return
    }
    let outer = scope
    scope = callScope
    defer { scope = outer }
    let function = Value.function(fixture.function)
    attempt("the end of a fixture", at: functions[fixture.function.index].span, changing: function) {
      evaluator throws(Interruption) in
      _ = try evaluator.resume(block)
    }
  }

  /// Leaves the contexts and clients of a fixture.
  private mutating func leave(_ left: FixtureValues.Left) {
    for context in left.contexts.reversed() {
      if let index = contexts.lastIndex(of: context) { contexts.remove(at: index) }
    }
    for client in left.clients {
      if let index = openClients.lastIndex(of: client) { openClients.remove(at: index) }
      lingering = nil
    }
  }

  /// Runs the statements after the `yield` of a fixture. Returns whether the block contains it.
  private mutating func resume(_ block: [PythonStatement]) throws(Interruption) -> Bool {
    for (index, statement) in block.enumerated() {
      switch statement.kind {
      case .expression(let value), .assignment(_, let value):
        guard case .yield = value.kind else { continue }
      case .with(_, let body): guard try resume(body) else { continue }
      case .try(let parts):
        guard try resume(parts.body) else { continue }
        _ = try run(parts.finally)
      default: continue
      }
      _ = try run(Array(block[(index + 1)...]))
      return true
    }
    return false
  }
}
