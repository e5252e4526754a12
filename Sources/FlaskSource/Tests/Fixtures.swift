import Diagnostics
import PythonSyntax
import Resolution

/// A fixture of pytest.
struct Fixture: Sendable {
  var name: String
  var function: FunctionID
  var scope = "function"
  var isAutomatic = false
  var parameters: Value?
  var ids: Value?
}

/// The values of fixtures while tests run.
struct FixtureValues: Sendable {
  private struct Entry: Sendable {
    var fixture: FunctionID
    var parameter: Value?
    var scope: String
    var value: Value
    var callScope: Int?
    var left: Left
  }

  /// The contexts and clients that a fixture entered and did not leave.
  struct Left: Sendable {
    var contexts: [AppContext] = []
    var clients: [ObjectID] = []
  }

  /// A fixture that ends, and the variables of its call if it is a generator.
  struct Ended: Sendable {
    var function: FunctionID
    var callScope: Int?
    var left: Left
  }

  /// In the order in which they were set up.
  private var entries: [Entry] = []

  func value(of fixture: FunctionID, _ parameter: Value?) -> Value? {
    entries.last { $0.fixture == fixture && $0.parameter == parameter }?.value
  }

  mutating func add(
    _ value: Value, of fixture: FunctionID, _ parameter: Value?, scope: String, callScope: Int?, _ left: Left
  ) {
    entries.append(
      Entry(fixture: fixture, parameter: parameter, scope: scope, value: value, callScope: callScope, left: left))
  }

  /// Ends the fixtures of a scope and returns them in the order in which they were set up.
  mutating func end(scope: String) -> [Ended] { end { $0.scope == scope } }

  /// Ends a fixture that gets another parameter.
  mutating func end(_ fixture: FunctionID) -> [Ended] { end { $0.fixture == fixture } }

  private mutating func end(_ isEnded: (Entry) -> Bool) -> [Ended] {
    let ended = entries.filter(isEnded).map { Ended(function: $0.fixture, callScope: $0.callScope, left: $0.left) }
    entries.removeAll(where: isEnded)
    return ended
  }
}

/// Finding and evaluating fixtures.
extension Evaluator {
  /// The modules whose fixtures a test can use: the file, then its `conftest.py`.
  private var fixtureModules: [Int] { [testModule] + [modules["conftest"]].compactMap { $0 } }

  /// Returns a fixture by its name, as a test of a class or a function sees it.
  func fixture(named name: String, for type: ClassID?) -> Fixture? {
    allFixtures(for: type).first { $0.name == name }
  }

  private func allFixtures(for type: ClassID?) -> [Fixture] {
    var found: [Fixture] = []
    if let type {
      for ancestor in hierarchy.mro(type) {
        for name in classes[ancestor]?.order ?? [] {
          if case .function(let id)? = classes[ancestor]?.namespace[name], let fixture = fixture(id, name) {
            found.append(fixture)
          }
        }
      }
    }
    for module in fixtureModules {
      for name in scopes[module].order {
        if case .function(let id)? = scopes[module].variables[name], let fixture = fixture(id, name) {
          found.append(fixture)
        }
      }
    }
    return found
  }

  private func fixture(_ id: FunctionID, _ name: String) -> Fixture? {
    for mark in functions[id.index].marks {
      switch mark {
      case .library("pytest.fixture"), .library("pytest.yield_fixture"): return Fixture(name: name, function: id)
      case .partial("pytest.fixture", let positional, let keywords),
        .partial("pytest.yield_fixture", let positional, let keywords):
        var fixture = Fixture(name: name, function: id)
        if case .text(let own)? = keywords["name"] { fixture.name = own }
        if case .text(let scope)? = keywords["scope"] ?? positional.first { fixture.scope = scope }
        fixture.isAutomatic = keywords["autouse"] == .boolean(true)
        fixture.parameters = keywords["params"].flatMap { $0 == Value.none ? nil : $0 }
        fixture.ids = keywords["ids"]
        return fixture
      default: continue
      }
    }
    return nil
  }

  /// Returns the names of all fixtures that a test needs, in the order in which pytest sets them up: automatic ones
  /// first, larger scopes first.
  func fixtureClosure(of item: TestItem) -> [String] {
    let automatic = allFixtures(for: item.type).filter { $0.isAutomatic }.map { $0.name }
    var names: [String] = []
    let mocks = functions[item.function.index].patches.count { givesMock($0) }
    let own = parameters(of: item.function, isMethod: item.type != nil).dropFirst(mocks)
    for name in automatic + usedFixtures(item.marks) + own
    where !names.contains(name) {
      names.append(name)
    }
    var index = 0
    while index < names.count {
      if let fixture = fixture(named: names[index], for: item.type) {
        for name in parameters(of: fixture.function, isMethod: functions[fixture.function.index].owner != nil)
        where !names.contains(name) {
          names.append(name)
        }
      }
      index += 1
    }
    let ranks = ["session": 0, "package": 1, "module": 2, "class": 3, "function": 4]
    let ranked = names.enumerated().map { place, name in
      (rank: ranks[fixture(named: name, for: item.type)?.scope ?? "function"] ?? 4, place: place, name: name)
    }
    return ranked.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.map { $0.name }
  }

  private func usedFixtures(_ marks: [Value]) -> [String] {
    var names: [String] = []
    for case .partial("pytest.mark.usefixtures", let values, _) in marks {
      for case .text(let name) in values { names.append(name) }
    }
    return names
  }

  private func parameters(of id: FunctionID, isMethod: Bool) -> [String] {
    let function = functions[id.index]
    let names = zip(function.parameters, function.defaults).filter {
      $1 == nil && ($0.kind == .regular || $0.kind == .keywordOnly)
    }
    .map { $0.0.name }
    return Array(isMethod && function.kind != .staticMethod ? names.dropFirst() : names[...])
  }

  /// Returns the value of a fixture for a test, and sets it up if it has none.
  mutating func fixtureValue(
    _ name: String, for item: TestItem, _ instance: Value?, _ values: inout FixtureValues, skipping: FunctionID? = nil
  ) throws(Interruption) -> Value {
    // Fixtures can need each other.
    try descend(at: current)
    defer { depth -= 1 }
    if let value = item.arguments[name] { return value }
    guard let fixture = allFixtures(for: item.type).first(where: { $0.name == name && $0.function != skipping }) else {
      return try builtinFixture(name, item)
    }
    let parameter = item.fixtureParameters[name]
    if let value = values.value(of: fixture.function, parameter) { return value }
    var arguments = Arguments()
    let isMethod = functions[fixture.function.index].owner != nil
    if isMethod { arguments.positional.append(instance ?? .none) }
    for needed in parameters(of: fixture.function, isMethod: isMethod) {
      arguments.keywords[needed] =
        needed == "request"
        ? newInstance(of: hierarchy.wellKnown.object, requestAttributes(parameter, item, instance))
        : try fixtureValue(
          needed, for: item, instance, &values, skipping: needed == name ? fixture.function : nil)
    }
    for ended in values.end(fixture.function) { finish(ended) }
    let callScope = scopes.count
    let before = entered
    let value = try callFixture(fixture.function, arguments)
    let left = FixtureValues.Left(
      contexts: Array(contexts.dropFirst(before.contexts)), clients: Array(openClients.dropFirst(before.clients)))
    let isGenerator = functions[fixture.function.index].isGenerator
    values.add(
      value, of: fixture.function, parameter, scope: fixture.scope, callScope: isGenerator ? callScope : nil, left)
    return value
  }

  private func requestAttributes(_ parameter: Value?, _ item: TestItem, _ instance: Value?) -> [String: Value] {
    var attributes: [String: Value] = ["cls": item.type.map { .type($0) } ?? .none, "instance": instance ?? .none]
    attributes["param"] = parameter
    attributes["addfinalizer"] = .library("pytest.addfinalizer")
    attributes[Self.openMark] = Value.none
    return attributes
  }

  /// Calls a fixture: a function, or a generator up to its `yield`. What comes after it is not evaluated.
  private mutating func callFixture(_ id: FunctionID, _ arguments: Arguments) throws(Interruption) -> Value {
    if functions[id.index].isAsync { throw notModeled("`async` fixtures are not modeled") }
    guard functions[id.index].isGenerator else { return try call(id, arguments) }
    functions[id.index].isGenerator = false
    defer { functions[id.index].isGenerator = true }
    do {
      return try call(id, arguments)
    } catch .yielded {
      defer { yielded = nil }
      return yielded ?? .none
    }
  }

  private mutating func builtinFixture(_ name: String, _ item: TestItem) throws(Interruption) -> Value {
    switch name {
    case "request": return newInstance(of: hierarchy.wellKnown.object, requestAttributes(nil, item, nil))
    case "capsys", "capfd", "caplog", "tmp_path", "tmpdir", "tmp_path_factory", "recwarn", "pytestconfig",
      "record_property", "tmpdir_factory":
      return unknown("the fixture `\(name)` is not modeled", isHarmless: true)
    case "monkeypatch": return .library("pytest.monkeypatch")
    case "mocker": return unknown("the fixture `\(name)` is not modeled")
    default: throw notModeled("the fixture `\(name)` is not known")
    }
  }
}
