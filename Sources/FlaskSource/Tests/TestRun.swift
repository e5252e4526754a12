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
        let why = reason("the module raises \(messageLine(of: exception))", at: statement.span)
        log.add(.skipped("the rest of the module", statement.span, reason: why))
        for app in apps.indices { apps[app].taint(why) }
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

  /// Returns an exception as the last line of Python's traceback: `KeyError: 'x'`.
  private func messageLine(of exception: Value) -> String {
    guard let id = classOfInstance(exception) else { return description(of: exception) }
    guard case .tuple(let arguments)? = attributesOfInstance(exception)["args"], arguments.count == 1,
      case .text(let text)? = arguments.first, !text.isEmpty
    else { return className(id) }
    return "\(className(id)): \(text)"
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
    callIfDefined(["setup_module", "setUpModule"], nil)
    for (index, item) in items.enumerated() {
      log.add(.testBegins(item.name, span(of: item.function), isExpectedToFail: isExpectedToFail(item)))
      let isFirst = index == 0 || items[index - 1].type != item.type
      let outcome = run(item, &values, isFirstOfClass: isFirst)
      let isLast = index == items.count - 1 || items[index + 1].type != item.type
      if isLast, let type = item.type { tearDown(type) }
      if isLast || item.type == nil { end(scope: "class", &values) }
      log.add(.testEnds(outcome, span(of: item.function)))
    }
    callIfDefined(["teardown_module", "tearDownModule"], nil)
    for scope in ["module", "package", "session"] { end(scope: scope, &values) }
  }

  private func span(of id: FunctionID) -> Span { functions[id.index].span }

  /// Calls functions of the module, as far as they exist.
  mutating func callIfDefined(_ names: [String], _ argument: Value?) {
    for name in names {
      guard case .function(let id)? = scopes[testModule].variables[name] else { continue }
      let hasParameter = !functions[id.index].parameters.isEmpty
      attempt("`\(name)`", at: span(of: id), changing: .function(id)) {
        (evaluator: inout Evaluator) throws(Interruption) in
        _ = try evaluator.call(id, Arguments(positional: hasParameter ? [argument ?? .none] : []))
      }
    }
  }

  /// Evaluates something and reports what is not modeled of it.
  mutating func attempt(
    _ what: String, at span: Span, changing function: Value? = nil,
    _ body: (inout Evaluator) throws(Interruption) -> Void
  ) {
    do throws(Interruption) {
      try body(&self)
    } catch {
      let reason = reason(of: error)
      log.add(.skipped(what, span, reason: reason))
      guard case .notModeled = error else { return }
      if function.map({ mayChangeState($0) }) ?? true { taintAll(reason) }
    }
  }

  mutating func reason(of interruption: Interruption) -> Int {
    switch interruption {
    case .notModeled(let reason): reason
    case .raised(let exception): reason("it raises \(messageLine(of: exception))")
    case .yielded: reason("generators are not modeled")
    }
  }

  /// Runs one test with its fixtures.
  private mutating func run(
    _ item: TestItem, _ values: inout FixtureValues, isFirstOfClass: Bool
  ) -> TranslationLog.TestOutcome {
    if let skip = skipMark(item) { return skip }
    if let reason = functions[item.function.index].unmodeled { return .notModeled(reason: reason) }
    if functions[item.function.index].isAsync {
      // Only plugins of pytest and special test cases await them.
      return .notModeled(reason: reason("`async` tests are not modeled", at: span(of: item.function)))
    }
    let start = log.items.count
    (unknownCall, hiddenCalls, hasWarned) = (nil, nil, false)
    let before = uncertainty
    defer { uncertainty = before }
    let outcome = runSteps(of: item, &values, isFirstOfClass: isFirstOfClass, since: start)
    guard isExpectedToFail(item) else { return outcome }
    switch outcome {
    case .failed: return .passed
    case .passed: return isStrict(item) ? .failed("a test that is expected to fail", span(of: item.function)) : .passed
    case .skipped, .notModeled, .stopped: return outcome
    }
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

  private func isStrict(_ item: TestItem) -> Bool {
    item.marks.contains { mark in
      if case .partial("pytest.mark.xfail", _, let keywords) = mark {
        keywords["strict"] == .boolean(true)
      } else {
        mark == .library("unittest.expectedFailure")
      }
    }
  }

  private mutating func runSteps(
    of item: TestItem, _ values: inout FixtureValues, isFirstOfClass: Bool, since start: Int
  ) -> TranslationLog.TestOutcome {
    do throws(Interruption) {
      try runSteps(of: item, &values, isFirstOfClass: isFirstOfClass)
      if let hiddenCalls { return .stopped(reason: hiddenCalls) }
      return unchecked(since: start) ?? unknownCall.map { .stopped(reason: $0) } ?? .passed
    } catch {
      guard case .raised(let exception) = error else {
        // What the rest of the test does is not known.
        let reason = reason(of: error)
        noteRest(of: item, reason)
        return .stopped(reason: reason)
      }
      if attributesOfInstance(exception)[Self.skipMark] != nil { return .skipped }
      if case .unknown(let unknown)? = attributesOfInstance(exception)[Self.guessMark],
        !isInstance(exception, ofKnown: "AssertionError")
      {
        noteRest(of: item, unknown.reason)
        return .stopped(reason: unknown.reason)
      }
      if let reason = uncertainty ?? reasonOfState { return .stopped(reason: reason) }
      return .failed(classOfInstance(exception).map { className($0) } ?? "an exception", raisedAt)
    }
  }

  /// Records that the rest of a test is not seen: what it changes itself, and by its requests.
  private mutating func noteRest(of item: TestItem, _ reason: Int) {
    let test = Value.function(item.function)
    if release.era.rules.lookup.writes { taintAll(reason) }
    noteUnseenCalls(of: [test] + (maySendRequests(test) ? apps.indices.flatMap { functions(of: $0) } : []), reason)
  }

  /// Returns the outcome of a test whose assertions could not all be checked.
  private func unchecked(since start: Int) -> TranslationLog.TestOutcome? {
    for item in log.items[start...] {
      switch item {
      case .assertion(let assertion):
        if case .unchecked(let reason) = assertion.outcome, !assertion.isInTeardown || hasWarned {
          return .notModeled(reason: reason)
        }
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
        switch values.first {
        case .boolean(true)?: return .skipped
        case .unknown(let unknown)?: return .notModeled(reason: unknown.reason)
        default: continue
        }
      default: continue
      }
    }
    return nil
  }
}
