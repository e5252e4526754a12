import Diagnostics
import PythonSyntax
import Resolution

/// A test, as pytest collects it.
struct TestItem: Sendable {
  /// The name without the file: `TestShop::test_card[402]`.
  var name: String
  var function: FunctionID
  /// The class that it is a method of.
  var type: ClassID?
  /// The values of `parametrize`, by the names of parameters.
  var arguments: [String: Value] = [:]
  /// The values of `parametrize(..., indirect=True)` and of `fixture(params=...)`, by the names of fixtures.
  var fixtureParameters: [String: Value] = [:]
  /// For each fixture with parameters and a scope larger than a test: the index of the parameter.
  var parameterIndexes: [(fixture: String, scope: String, index: Int)] = []
  var marks: [Value] = []
}

/// Collecting tests in pytest's order.
extension Evaluator {
  /// Returns the tests of a module, in the order in which pytest runs them.
  mutating func collectTests(in module: Int) throws(Interruption) -> [TestItem] {
    var items: [TestItem] = []
    for name in scopes[module].order {
      guard let value = scopes[module].variables[name] else { continue }
      switch value {
      case .function(let id)
      where name.hasPrefix("test") && functions[id.index].attributes["__test__"] != .boolean(false) && !isFixture(id):
        items += try expanded(
          TestItem(name: name, function: id, marks: functions[id.index].marks + moduleMarks(module)))
      case .type(let id) where isTestClass(id, name):
        items += try collectMethods(of: id, named: name, module)
      default: continue
      }
    }
    return TestOrder.sorted(items)
  }

  private func moduleMarks(_ module: Int) -> [Value] { marks(of: scopes[module].variables["pytestmark"]) }

  private func marks(of value: Value?) -> [Value] {
    switch value {
    case .list(let id)?: elements(id)
    case .tuple(let values)?: values
    case nil, Value.none?: []
    case let value?: [value]
    }
  }

  private func isTestClass(_ id: ClassID, _ name: String) -> Bool {
    guard classes[id] != nil else { return false }
    let flag = classAttribute("__test__", of: id)?.value
    if flag == .boolean(false) { return false }
    if isTestCase(id) { return true }
    return (name.hasPrefix("Test") || flag == .boolean(true)) && classAttribute("__init__", of: id) == nil
      && classAttribute("__new__", of: id) == nil
  }

  private mutating func collectMethods(
    of id: ClassID, named name: String, _ module: Int
  ) throws(Interruption) -> [TestItem] {
    let isTestCase = isTestCase(id)
    var items: [TestItem] = []
    for method in isTestCase ? testCaseMethods(of: id) : testMethods(of: id) {
      guard let (value, owner) = classAttribute(method, of: id) else { continue }
      if case .type(let inner) = value {
        guard !isTestCase, isTestClass(inner, method), owner == id else { continue }
        items += try collectMethods(of: inner, named: "\(name)::\(method)", module)
        continue
      }
      guard case .function(let function) = value, !isFixture(function),
        method.hasPrefix("test") || method == Self.onlyTest
      else { continue }
      var marks = functions[function.index].marks
      for ancestor in hierarchy.mro(id) { marks += self.marks(of: classes[ancestor]?.namespace["pytestmark"]) }
      let item = TestItem(
        name: "\(name)::\(method)", function: function, type: id, marks: marks + moduleMarks(module))
      items += isTestCase ? [item] : try expanded(item)
    }
    return items
  }

  /// The method that unittest runs if a class has no other tests.
  private static let onlyTest = "runTest"

  /// The methods of a unittest class, sorted by name as unittest's loader does.
  private func testCaseMethods(of id: ClassID) -> [String] {
    var names: Set<String> = []
    for ancestor in hierarchy.mro(id) { names.formUnion(classes[ancestor]?.order ?? []) }
    let tests = names.filter { $0.hasPrefix("test") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return tests.isEmpty && names.contains(Self.onlyTest) ? [Self.onlyTest] : tests
  }

  /// The names of a class in pytest's order: those of base classes first.
  private func testMethods(of id: ClassID) -> [String] {
    var seen: Set<String> = []
    var lists: [[String]] = []
    for ancestor in hierarchy.mro(id) {
      lists.append((classes[ancestor]?.order ?? []).filter { seen.insert($0).inserted })
    }
    return lists.reversed().flatMap { $0 }
  }

  func isFixture(_ id: FunctionID) -> Bool {
    functions[id.index].marks.contains { mark in
      switch mark {
      case .library(let name), .partial(let name, _, _):
        name.hasPrefix("pytest.fixture") || name.hasPrefix("pytest.yield_fixture")
      default: false
      }
    }
  }

  // MARK: Parameters

  /// The most tests of one function.
  private static let mostTests = 2000

  private mutating func limitTests(_ items: Int, _ rows: Int) throws(Interruption) {
    if items * rows > Self.mostTests { throw notModeled("a function has too many tests") }
  }

  /// Returns a test once for each combination of its parameters: first those of fixtures, then those of marks.
  private mutating func expanded(_ item: TestItem) throws(Interruption) -> [TestItem] {
    var sets: [[Row]] = []
    for mark in item.marks {
      guard case .partial("pytest.mark.parametrize", let positional, let keywords) = mark else { continue }
      sets.append(try rows(of: Arguments(positional: positional, keywords: keywords)))
    }
    let given = Set(sets.flatMap { ($0.first?.values ?? []).map { $0.name } })
    var items = try addFixtureParameters(item, except: given)
    for rows in sets {
      try limitTests(items.count, rows.count)
      items = items.flatMap { item, ids in rows.map { (with($0, item), ids + [$0.id]) } }
    }
    return items.map { item, ids in
      var item = item
      if !ids.isEmpty { item.name += "[\(ids.joined(separator: "-"))]" }
      return item
    }
  }

  private func with(_ row: Row, _ item: TestItem) -> TestItem {
    var item = item
    for (name, value) in row.values {
      if row.isIndirect(name) { item.fixtureParameters[name] = value } else { item.arguments[name] = value }
    }
    item.marks += row.marks
    return item
  }

  /// A set of values of `parametrize`.
  private struct Row {
    var values: [(name: String, value: Value)]
    var id: String
    var marks: [Value] = []
    var indirect: Set<String> = []
    var isAllIndirect = false

    func isIndirect(_ name: String) -> Bool { isAllIndirect || indirect.contains(name) }
  }

  private mutating func rows(of arguments: Arguments) throws(Interruption) -> [Row] {
    let names = try parameterNames(arguments.value(0, "argnames") ?? .none)
    let values = try iterate(over: arguments.value(1, "argvalues") ?? .none)
    var rows: [Row] = []
    for (index, value) in values.enumerated() {
      var value = value
      var row = Row(values: [], id: "")
      var given: Value?
      if case .partial("pytest.param", let positional, let keywords) = value {
        value = names.count == 1 ? positional.first ?? .none : .tuple(positional)
        given = keywords["id"]
        row.marks = marks(of: keywords["marks"])
      }
      let parts = names.count == 1 ? [value] : try iterate(over: value)
      guard parts.count == names.count else { throw notModeled("the values of `parametrize` do not fit its names") }
      row.values = zip(names, parts).map { ($0, $1) }
      if given == nil { given = try givenID(arguments.keywords["ids"], index, parts) }
      if case .text(let id)? = given {
        row.id = id
      } else {
        row.id = zip(names, parts).map { identifier(of: $1, $0, index) }.joined(separator: "-")
      }
      switch arguments.keywords["indirect"] {
      case .boolean(let value)?: row.isAllIndirect = value
      case let names?:
        row.indirect = Set(try iterate(over: names).compactMap { if case .text(let name) = $0 { name } else { nil } })
      case nil: break
      }
      rows.append(row)
    }
    if rows.isEmpty {
      // Without values, there is one test, which is skipped.
      let values = names.map { (name: $0, value: Value.none) }
      return [
        Row(values: values, id: names.map { "\($0)0" }.joined(separator: "-"), marks: [.library("pytest.mark.skip")])
      ]
    }
    return unique(rows)
  }

  /// Equal ids get numbers, as in pytest. A number that makes another id is left out.
  private func unique(_ rows: [Row]) -> [Row] {
    var rows = rows
    var counts: [String: Int] = [:]
    for row in rows { counts[row.id, default: 0] += 1 }
    var taken = Set(rows.map { $0.id })
    var next: [String: Int] = [:]
    for index in rows.indices where counts[rows[index].id, default: 0] > 1 {
      let id = rows[index].id
      let separator = id.last?.isNumber == true ? "_" : ""
      var number = next[id, default: 0]
      while taken.contains("\(id)\(separator)\(number)") { number += 1 }
      rows[index].id = "\(id)\(separator)\(number)"
      taken.insert(rows[index].id)
      next[id] = number + 1
    }
    return rows
  }

  private mutating func givenID(_ ids: Value?, _ index: Int, _ parts: [Value]) throws(Interruption) -> Value? {
    switch ids {
    case nil, Value.none?: return nil
    case .function?, .library?, .method?:
      guard let ids, parts.count == 1 else { return nil }
      let value = try call(ids, Arguments(positional: parts), at: current)
      return value == .none ? nil : try text(of: value)
    case let ids?:
      let all = try iterate(over: ids)
      guard all.indices.contains(index), all[index] != .none else { return nil }
      return try text(of: all[index])
    }
  }

  private mutating func parameterNames(_ value: Value) throws(Interruption) -> [String] {
    if case .text(let text) = value {
      return text.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
    }
    return try iterate(over: value).compactMap { if case .text(let name) = $0 { name } else { nil } }
  }

  private func identifier(of value: Value, _ name: String, _ index: Int) -> String {
    switch value {
    case .text(let text): escapedID(text)
    case .bytes(let text): escapedID(ofBytes: text)
    case .integer(let number): "\(number)"
    case .float(let text): text
    case .boolean(let value): value ? "True" : "False"
    case .none: "None"
    case .type(let id): className(id)
    case .function(let id): functions[id.index].name
    case .instance where enumName(of: value) != nil: enumName(of: value) ?? ""
    case .library(let path): path.split(separator: ".").last.map { String($0) } ?? path
    default: "\(name)\(index)"
    }
  }

  /// Returns a text as pytest writes it in an id: with escapes for control characters and for non-ASCII characters.
  private func escapedID(_ text: String) -> String {
    var id = ""
    for scalar in text.unicodeScalars {
      let digits = String(scalar.value, radix: 16)
      switch scalar.value {
      case 0x0A: id += "\\n"
      case 0x0D: id += "\\r"
      case 0x09: id += "\\t"
      case 0x5C: id += "\\\\"
      case 0x20...0x7E: id.unicodeScalars.append(scalar)
      case ..<0x100: id += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      case ..<0x10000: id += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: id += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      }
    }
    return id
  }

  /// Returns bytes as pytest writes them in an id. A backslash stays as it is.
  private func escapedID(ofBytes text: String) -> String {
    var id = ""
    for byte in text.utf8 {
      switch byte {
      case 0x5C: id += "\\"
      case 0x80...: id += "\\x" + String(byte, radix: 16)
      default: id += escapedID(String(decoding: [byte], as: UTF8.self))
      }
    }
    return id
  }

  /// Returns a test once for each combination of the parameters of its fixtures.
  private mutating func addFixtureParameters(
    _ item: TestItem, except given: Set<String>
  ) throws(Interruption) -> [(item: TestItem, ids: [String])] {
    var result = [(item: item, ids: [String]())]
    for name in fixtureClosure(of: item) where !given.contains(name) {
      guard let fixture = fixture(named: name, for: item.type), let parameters = fixture.parameters else { continue }
      var values: [(value: Value, id: String)] = []
      for (index, parameter) in try iterate(over: parameters).enumerated() {
        values.append(try value(of: parameter, fixture, index))
      }
      try limitTests(result.count, values.count)
      result = result.flatMap { item, ids in
        values.enumerated().map { index, parameter in
          var item = item
          item.fixtureParameters[name] = parameter.value
          item.parameterIndexes.append((name, fixture.scope, index))
          return (item, ids + [parameter.id])
        }
      }
    }
    return result
  }

  /// Returns the value of a parameter of a fixture, and its part of the test's name.
  private mutating func value(
    of parameter: Value, _ fixture: Fixture, _ index: Int
  ) throws(Interruption) -> (value: Value, id: String) {
    var value = parameter
    var given: Value?
    if case .partial("pytest.param", let positional, let keywords) = parameter {
      value = positional.first ?? .none
      given = keywords["id"]
    }
    if given == nil { given = try givenID(fixture.ids, index, [value]) }
    if case .text(let id)? = given { return (value, id) }
    return (value, identifier(of: value, fixture.name, index))
  }
}
