import Diagnostics
import PythonSyntax
import Resolution

/// Running a module and its tests.
extension Evaluator {
  /// Evaluates the statements of a module. A statement that is not modeled is reported, and the next one follows.
  mutating func runModule(_ statements: [PythonStatement]) {
    for statement in statements {
      do throws(Interruption) {
        _ = try run([statement])
      } catch .raised(let exception) {
        // Python would stop here. What follows has no effect.
        let why = reason("the module raises \(description(of: exception))", at: statement.span)
        log.add(.skipped("the rest of the module", statement.span, reason: why))
        for app in apps.indices { apps[app].taint(why) }
        importFailure = exception
        return
      } catch {
        skip(statement, reason(of: error))
      }
    }
  }

  private mutating func skip(_ statement: PythonStatement, _ reason: Int) {
    log.add(.skipped("not modeled", statement.span, reason: reason))
    skip([[statement]], because: Unknown(reason: reason))
  }

  /// Declares what no request has declared.
  mutating func declareRest() {
    for app in apps.indices {
      do throws(Interruption) { try declareRegistrations(of: app) } catch { apps[app].taint(reason(of: error)) }
    }
  }

  /// Runs all tests of the file.
  mutating func runTests() {
    let items: [TestItem]
    do throws(Interruption) {
      if siblings["conftest"] != nil { _ = libraryAttribute("__name__", of: "conftest", at: .nowhere) }
      items = try collectTests(in: testModule)
    } catch {
      return log.add(.skipped("the tests cannot be collected", .nowhere, reason: reason(of: error)))
    }
    var values = FixtureValues()
    var classState: (type: ClassID, isSetUp: Bool)?
    callIfDefined("setup_module")
    callIfDefined("setUpModule")
    for item in items {
      if classState?.type != item.type {
        values.end(scope: "class")
        classState = item.type.map { ($0, false) }
      }
      log.add(.testBegins(item.name, span(of: item.function), isExpectedToFail: isExpectedToFail(item)))
      let outcome = run(item, &values, isFirstOfClass: classState?.isSetUp == false)
      classState?.isSetUp = true
      log.add(.testEnds(outcome, span(of: item.function)))
      values.end(scope: "function")
      if item.type == nil { values.end(scope: "class") }
    }
  }

  private func span(of id: FunctionID) -> Span { functions[id.index].span }

  private mutating func callIfDefined(_ name: String) {
    guard case .function(let id)? = scopes[testModule].variables[name] else { return }
    let count = functions[id.index].parameters.count
    do throws(Interruption) {
      _ = try call(id, Arguments(positional: Array(repeating: Value.none, count: min(count, 1))))
    } catch {
      log.add(.skipped("`\(name)` is not modeled", span(of: id), reason: reason(of: error)))
    }
  }

  private mutating func reason(of interruption: Interruption) -> Int {
    switch interruption {
    case .notModeled(let reason): reason
    case .raised(let exception): reason("it raises \(description(of: exception))")
    case .yielded: reason("generators are not modeled")
    }
  }

  /// Runs one test with its fixtures.
  private mutating func run(
    _ item: TestItem, _ values: inout FixtureValues, isFirstOfClass: Bool
  ) -> TranslationLog.TestOutcome {
    if let skip = skipMark(item) { return skip }
    let start = log.items.count
    let outcome = runSteps(of: item, &values, isFirstOfClass: isFirstOfClass, since: start)
    guard case .failed = outcome, isExpectedToFail(item) else { return outcome }
    return .passed
  }

  private func isExpectedToFail(_ item: TestItem) -> Bool {
    item.marks.contains { mark in
      switch mark {
      case .library("pytest.mark.xfail"), .partial("pytest.mark.xfail", _, _), .library("unittest.expectedFailure"):
        true
      default: false
      }
    }
  }

  private mutating func runSteps(
    of item: TestItem, _ values: inout FixtureValues, isFirstOfClass: Bool, since start: Int
  ) -> TranslationLog.TestOutcome {
    do throws(Interruption) {
      try runSteps(of: item, &values, isFirstOfClass: isFirstOfClass)
      return unchecked(since: start) ?? .passed
    } catch {
      guard case .raised(let exception) = error else {
        // What the rest of the test does is not known.
        let reason = reason(of: error)
        if release.era.rules.lookup.writes { for app in apps.indices { apps[app].taint(reason) } }
        return .notModeled(reason: reason)
      }
      if attributesOfInstance(exception)[Self.skipMark] != nil { return .skipped }
      return .failed(classOfInstance(exception).map { className($0) } ?? "an exception", raisedAt)
    }
  }

  /// Returns the outcome of a test whose assertions could not all be checked.
  private func unchecked(since start: Int) -> TranslationLog.TestOutcome? {
    for item in log.items[start...] {
      switch item {
      case .assertion(let assertion):
        if case .unchecked(let reason) = assertion.outcome { return .notModeled(reason: reason) }
      case .notModeled(_, _, let reason): return .notModeled(reason: reason)
      default: continue
      }
    }
    return nil
  }

  private func skipMark(_ item: TestItem) -> TranslationLog.TestOutcome? {
    for mark in item.marks {
      switch mark {
      case .library("pytest.mark.skip"), .partial("pytest.mark.skip", _, _), .partial("unittest.skip", _, _),
        .library("unittest.skip"):
        return .skipped
      case .partial("pytest.mark.skipif", let values, _), .partial("unittest.skipIf", let values, _):
        if values.first == .boolean(true) { return .skipped }
      default: continue
      }
    }
    return nil
  }

  private mutating func runSteps(
    of item: TestItem, _ values: inout FixtureValues, isFirstOfClass: Bool
  ) throws(Interruption) {
    var instance: Value?
    if let type = item.type {
      if isFirstOfClass { try callClassMethod(["setUpClass", "setup_class"], of: type) }
      instance = try instantiate(type, Arguments())
    }
    var arguments = Arguments()
    let function = functions[item.function.index]
    if let instance, function.kind != .staticMethod { arguments.positional.append(instance) }
    for name in fixtureClosure(of: item) {
      let value = try fixtureValue(name, for: item, instance, &values)
      if function.parameters.contains(where: { $0.name == name }) { arguments.keywords[name] = value }
    }
    for (name, value) in item.arguments { arguments.keywords[name] = value }
    if let instance {
      try callMethod(["setUp", "setup_method", "setup"], of: instance)
      _ = try call(item.function, arguments)
      try callMethod(["tearDown", "teardown_method"], of: instance)
    } else {
      callIfDefined("setup_function")
      _ = try call(item.function, arguments)
    }
  }

  private mutating func callClassMethod(_ names: [String], of type: ClassID) throws(Interruption) {
    for name in names {
      guard let (value, _) = classAttribute(name, of: type), case .function(let id) = value else { continue }
      _ = try call(id, Arguments(positional: [.type(type)]))
    }
  }

  private mutating func callMethod(_ names: [String], of instance: Value) throws(Interruption) {
    guard let type = classOfInstance(instance) else { return }
    for name in names {
      guard let (value, _) = classAttribute(name, of: type), case .function(let id) = value else { continue }
      let count = functions[id.index].parameters.count
      _ = try call(
        id, Arguments(positional: [instance] + Array(repeating: Value.none, count: max(0, min(count, 2) - 1))))
    }
  }
}
