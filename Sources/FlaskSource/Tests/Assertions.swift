import Diagnostics
import PythonSyntax
import Resolution

/// `assert`, the assertions of unittest, and `pytest.raises`.
extension Evaluator {
  mutating func assertTrue(_ test: PythonExpression) throws(Interruption) {
    guard request == nil, decisions == nil else {
      if try !isTrue(evaluate(test)) { throw raise("AssertionError", "") }
      return
    }
    if case .and(let parts) = test.kind {
      for part in parts { try assertTrue(part) }
      return
    }
    guard case .comparison(let first, let others) = test.kind, others.count == 1 else {
      return try conclude(evaluate(test), actual: "", at: test.span)
    }
    let left = try evaluate(first)
    let right = try evaluate(others[0].right)
    let result = try compare(left, others[0].operator, right, at: test.span)
    try conclude(result, actual: description(of: left), at: test.span)
  }

  /// Records the outcome of an assertion, and raises AssertionError if it failed.
  mutating func conclude(_ result: Value, actual: String, at span: Span) throws(Interruption) {
    if case .unknown(let unknown) = result {
      let outcome = TranslationLog.Assertion.Outcome.unchecked(reason: unknown.reason)
      return log.add(
        .assertion(TranslationLog.Assertion(span: span, outcome: outcome, isInTeardown: isTearingDown)))
    }
    let passed = try isTrue(result)
    if !passed, let reason = uncertainty ?? reasonOfState {
      return try conclude(.unknown(Unknown(reason: reason)), actual: actual, at: span)
    }
    log.add(
      .assertion(
        TranslationLog.Assertion(span: span, outcome: passed ? .passed : .failed, actual: passed ? "" : actual)))
    if !passed { throw raise("AssertionError", "") }
  }

  /// Returns a value as the report of a failed assertion shows it.
  func description(of value: Value) -> String {
    switch value {
    case .none: "None"
    case .boolean(let value): value ? "True" : "False"
    case .integer(let value): "\(value)"
    case .text(let text): "'\(shortened(text))'"
    case .bytes(let text): "b'\(shortened(text))'"
    case .tuple(let values): "(" + values.map { description(of: $0) }.joined(separator: ", ") + ")"
    case .list(let id):
      "[" + elements(id).prefix(10).map { isFlat($0) ? description(of: $0) : "..." }.joined(separator: ", ") + "]"
    case .page: "a default page"
    case .type(let id): className(id)
    case .instance: classOfInstance(value).map { "\(className($0))()" } ?? "an object"
    default: "another value"
    }
  }

  private func isFlat(_ value: Value) -> Bool {
    switch value {
    case .list, .tuple: false
    default: true
    }
  }

  // MARK: unittest

  /// Calls a method of `unittest.TestCase`; returns nil if the object is no test case.
  mutating func callTestCase(
    _ name: String, _ receiver: Value, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value? {
    guard let id = classOfInstance(receiver), isTestCase(id) else { return nil }
    let (first, second) = (arguments.value(0, "first"), arguments.value(1, "second"))
    let result: Value
    switch (name, first, second) {
    case ("assertEqual", let first?, let second?), ("assertEquals", let first?, let second?),
      ("assertListEqual", let first?, let second?), ("assertDictEqual", let first?, let second?),
      ("assertMultiLineEqual", let first?, let second?), ("assertTupleEqual", let first?, let second?):
      result = try equal(first, second)
    case ("assertNotEqual", let first?, let second?): result = try compare(first, .notEqual, second, at: span)
    case ("assertIs", let first?, let second?): result = try equal(first, second, isIdentity: true)
    case ("assertIn", let first?, let second?): result = try compare(first, .in, second, at: span)
    case ("assertNotIn", let first?, let second?): result = try compare(first, .notIn, second, at: span)
    case ("assertGreater", let first?, let second?): result = try compare(first, .greater, second, at: span)
    case ("assertGreaterEqual", let first?, let second?): result = try compare(first, .greaterOrEqual, second, at: span)
    case ("assertLess", let first?, let second?): result = try compare(first, .less, second, at: span)
    case ("assertLessEqual", let first?, let second?): result = try compare(first, .lessOrEqual, second, at: span)
    case ("assertIsNone", let first?, _): result = try equal(first, .none)
    case ("assertIsNotNone", let first?, _): result = try compare(first, .isNot, .none, at: span)
    case ("assertIsInstance", let first?, let second?):
      result = isUnknown(first) ? first : .boolean(try isInstance(first, of: second))
    case ("assertTrue", let first?, _): result = isUnknown(first) ? first : .boolean(try isTrue(first))
    case ("assertFalse", let first?, _): result = isUnknown(first) ? first : .boolean(try !isTrue(first))
    case ("assertRaises", let type?, nil), ("assertRaisesRegex", let type?, _):
      return .partial("unittest.raises", [type], Keywords())
    case ("assertRaises", let type?, let function?):
      return try callExpecting(
        type, function, Arguments(positional: Array(arguments.positional.dropFirst(2)), keywords: arguments.keywords),
        at: span)
    case ("fail", _, _):
      result = .boolean(false)
    case ("addCleanup", _, _), ("setUp", _, _), ("tearDown", _, _), ("doCleanups", _, _), ("id", _, _):
      return Value.none
    case ("skipTest", _, _): throw .raised(newInstance(of: hierarchy.wellKnown.object, [Self.skipMark: .none]))
    case ("subTest", _, _): return .partial("unittest.subTest", [], Keywords())
    default:
      result = unknown("`\(name)` is not modeled", at: span)
    }
    try conclude(result, actual: first.map { description(of: $0) } ?? "", at: span)
    return Value.none
  }

  func isTestCase(_ id: ClassID) -> Bool {
    hasLibraryBase(id) { $0.hasSuffix("TestCase") }
  }

  /// The attribute that marks the exception with which a test skips itself.
  static let skipMark = "<skip>"

  // MARK: pytest

  /// Calls a function of pytest or unittest; returns nil for other functions.
  mutating func callTestLibrary(
    _ name: String, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value? {
    if name.hasPrefix("pytest.monkeypatch.") {
      return try patch(String(name.dropFirst("pytest.monkeypatch.".count)), arguments, at: span)
    }
    if let value = try callMockLibrary(name, arguments, at: span) { return value }
    switch name {
    case "_pytest.monkeypatch.MonkeyPatch", "pytest.MonkeyPatch": return .library("pytest.monkeypatch")
    case "pytest.raises":
      guard let type = arguments.value(0, "expected_exception") else { return nil }
      if arguments.positional.count > 1 {
        let rest = Arguments(positional: Array(arguments.positional.dropFirst(2)), keywords: arguments.keywords)
        return try callExpecting(type, arguments.positional[1], rest, at: span)
      }
      return .partial("pytest.raises", [type], arguments.keywords)
    case "pytest.warns" where !arguments.positional.isEmpty:
      return .partial(name, arguments.positional, arguments.keywords)
    case "pytest.fail":
      try conclude(.boolean(false), actual: "", at: span)
      return Value.none
    case "pytest.skip", "pytest.xfail":
      throw .raised(newInstance(of: hierarchy.wellKnown.object, [Self.skipMark: .none]))
    case "pytest.param", "pytest.fixture", "pytest.yield_fixture", "dataclasses.dataclass", "dataclasses.field":
      return .partial(name, arguments.positional, arguments.keywords)
    case "pytest.main", "unittest.main", "logging.basicConfig": return Value.none
    case "pytest.importorskip":
      if case .text(let module)? = arguments.value(0, "modname"),
        arguments.positional.count + arguments.keywords.count == 1,
        Library.harmlessModules.contains(module),
        !["simplejson", "click", "blinker", "typing_extensions"].contains(module)
      {
        return .library(module)
      }
      throw notModeled("`pytest.importorskip` is not modeled", at: span)
    default:
      guard name.hasPrefix("pytest.mark.") || name.hasPrefix("unittest.") else { return nil }
      return .partial(name, arguments.positional, arguments.keywords)
    }
  }

  private mutating func callExpecting(
    _ type: Value, _ function: Value, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    let entered = newInstance(of: hierarchy.wellKnown.object, [Self.startMark: .integer(Int64(unknownCount))])
    do {
      _ = try call(function, arguments, at: span)
    } catch .raised(let exception) {
      guard try leaveRaises([type], Keywords(), entered, raised: exception) else { throw .raised(exception) }
      return entered
    }
    _ = try leaveRaises([type], Keywords(), entered, raised: nil)
    return entered
  }

  /// The attribute with the number of unknown values when a block was entered.
  static let startMark = "<start>"

  /// Returns an unknown value if something in a block is not known, because it may raise an exception.
  private mutating func reasonOfRequest(since entered: Value) -> Value? {
    guard case .integer(let start)? = attributesOfInstance(entered)[Self.startMark], unknownCount > Int(start) else {
      return nil
    }
    return .unknown(Unknown(reason: reasons.count - 1))
  }

  /// Leaves `with pytest.warns(...)`. Only Flask's own warnings are known.
  mutating func checkWarnings(_ types: [Value], since start: Int) throws(Interruption) {
    guard case .type(let id)? = types.first else { throw notModeled("`pytest.warns` is not modeled") }
    let isExpected = warnings.dropFirst(start).contains { name in
      hierarchy.knownClass(name).map { hierarchy.isSubclass($0, of: id) } ?? false
    }
    guard isExpected else { throw notModeled("`pytest.warns` is not modeled") }
  }

  /// Leaves `with pytest.raises(...)`. Returns whether the exception is one of the expected ones.
  mutating func leaveRaises(
    _ types: [Value], _ keywords: Keywords, _ entered: Value, raised: Value?
  ) throws(Interruption) -> Bool {
    let expected = types.first ?? .none
    guard let raised else {
      let unknown = reasonOfRequest(since: entered)
      if unknown != nil, case .instance(let id) = entered { setAttribute(Self.openMark, of: id, to: .none) }
      try conclude(unknown ?? .boolean(false), actual: "no exception", at: current)
      return false
    }
    guard try isInstance(raised, of: expected) else { return false }
    if isInstance(raised, ofKnown: "AssertionError") { log.forgiveLastAssertion() }
    if case .instance(let id) = entered {
      setAttribute("value", of: id, to: raised)
      setAttribute("exception", of: id, to: raised)
      if let type = classOfInstance(raised) { setAttribute("type", of: id, to: .type(type)) }
    }
    let hasPattern = keywords["match"].map { $0 != Value.none } ?? false
    try conclude(
      hasPattern ? unknown("the pattern of `match` is not checked", isHarmless: true) : .boolean(true),
      actual: description(of: raised), at: current)
    return true
  }
}
