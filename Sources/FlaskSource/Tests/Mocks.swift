import Diagnostics
import PythonSyntax
import Resolution

/// `unittest.mock`: mocks that return a value or raise an exception, and `patch`.
///
/// A mock is an instance with its settings as attributes. A patch is a partial with its target.
extension Evaluator {
  private static let patchName = "unittest.mock.patch"
  private static let dictionaryPatchName = "unittest.mock.patch.dict"

  /// Calls something of `unittest.mock`; returns nil for other functions.
  mutating func callMockLibrary(
    _ name: String, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value? {
    guard name.hasPrefix("unittest.mock.") else { return nil }
    if let reason = arguments.unknown { throw .notModeled(reason) }
    switch name.dropFirst("unittest.mock.".utf8.count) {
    case "Mock" where arguments.positional.isEmpty, "MagicMock" where arguments.positional.isEmpty:
      return try newMock(arguments.keywords)
    case "patch.object":
      guard let target = arguments.value(0, "target"), case .text(let attribute)? = arguments.value(1, "attribute"),
        arguments.positional.count <= 3
      else { break }
      var keywords = arguments.keywords
      keywords["target"] = nil
      keywords["attribute"] = nil
      if arguments.positional.count > 2 { keywords["new"] = arguments.positional[2] }
      return .partial(Self.patchName, [target, .text(attribute)], keywords)
    case "patch":
      guard case .text(let path)? = arguments.value(0, "target"), arguments.positional.count <= 2,
        let (target, attribute) = try patchTarget(path, at: span)
      else { break }
      var keywords = arguments.keywords
      keywords["target"] = nil
      if arguments.positional.count > 1 { keywords["new"] = arguments.positional[1] }
      return .partial(Self.patchName, [target, .text(attribute)], keywords)
    case "patch.dict":
      guard let target = arguments.positional.first, arguments.positional.count <= 2 else { break }
      let values = arguments.positional.count > 1 ? arguments.positional[1] : newDictionary()
      return .partial(Self.dictionaryPatchName, [target, values], arguments.keywords)
    default: break
    }
    throw notModeled("`\(name)` is not modeled here", at: span)
  }

  /// Returns the object and the attribute that a path names: `shop.Weather.temperature`.
  private mutating func patchTarget(_ path: String, at span: Span) throws(Interruption) -> (Value, String)? {
    var names = path.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    guard names.count > 1, let attribute = names.popLast() else { return nil }
    let module = names.removeFirst()
    guard module == moduleName || siblings[module] != nil else { return nil }
    if module != moduleName { _ = libraryAttribute(names.first ?? attribute, of: module, at: span) }
    guard let scope = module == moduleName ? testModule : modules[module] else { return nil }
    guard let first = names.first else { return (.partial("module", [.integer(Int64(scope))], [:]), attribute) }
    guard var target = scopes[scope].variables[first] else { return nil }
    for name in names.dropFirst() { target = try self.attribute(name, of: target, at: span) }
    return (target, attribute)
  }

  // MARK: Mocks

  /// The attribute that marks mocks, and the calls that a mock got.
  private static let callsMark = "<calls>"
  /// The values of `side_effect` with the number of those that were used.
  private static let usedMark = "<used>"

  func isMock(_ value: Value) -> Bool { attributesOfInstance(value)[Self.callsMark] != nil }

  private mutating func newMock(_ settings: Keywords) throws(Interruption) -> Value {
    var attributes: [String: Value] = [
      Self.callsMark: newList([]), "call_count": .integer(0), "called": .boolean(false),
    ]
    for (name, value) in settings {
      guard !["spec", "spec_set", "wraps", "name", "unsafe", "autospec", "create", "new_callable"].contains(name),
        !name.utf8.contains(UInt8(ascii: "."))
      else { throw notModeled("the option `\(name)` of a mock is not modeled") }
      if name != "side_effect" || value != .none { attributes[name] = value }
    }
    return newInstance(of: hierarchy.wellKnown.object, attributes)
  }

  private static let assertions: Set<String> = [
    "assert_called", "assert_called_once", "assert_not_called", "assert_called_with", "assert_called_once_with",
    "assert_any_call",
  ]

  /// Returns an attribute of a mock. One that is not set is another mock.
  mutating func mockAttribute(_ name: String, of mock: Value, at span: Span) throws(Interruption) -> Value {
    if Self.assertions.contains(name) || name == "reset_mock" { return .libraryMethod(mock, name) }
    guard !name.hasPrefix("_"), !name.hasPrefix("assert"), !name.hasPrefix("call_"), !name.hasSuffix("_calls"),
      name != "configure_mock", name != "side_effect", case .instance(let id) = mock
    else { throw notModeled("`\(name)` of a mock is not modeled", at: span) }
    let child = try newMock([:])
    setAttribute(name, of: id, to: child)
    return child
  }

  /// Calls a mock.
  mutating func callMock(_ mock: Value, _ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    let attributes = attributesOfInstance(mock)
    guard case .instance(let id) = mock, case .list(let calls)? = attributes[Self.callsMark] else { return .none }
    let keywords = newDictionary(arguments.keywords.sorted { $0.key < $1.key }.map { (.text($0.key), $0.value) })
    try extend(calls, with: [.tuple([.tuple(arguments.positional), keywords])])
    setAttribute("call_count", of: id, to: .integer(Int64(elements(calls).count)))
    setAttribute("called", of: id, to: .boolean(true))
    switch attributes["side_effect"] {
    case nil, Value.none?: break
    case .type?, .instance?:
      guard let effect = attributes["side_effect"], !isMock(effect) else { break }
      throw .raised(try exceptionInstance(effect))
    case .list(let list)?: return try nextEffect(elements(list), .list(list), id, attributes)
    case .tuple(let values)?: return try nextEffect(values, .tuple(values), id, attributes)
    case let effect?:
      guard isCallable(effect) else { throw notModeled("this `side_effect` is not modeled", at: span) }
      return try call(effect, arguments, at: span)
    }
    if let value = attributes["return_value"] { return value }
    let child = try newMock([:])
    setAttribute("return_value", of: id, to: child)
    return child
  }

  private mutating func nextEffect(
    _ effects: [Value], _ source: Value, _ id: ObjectID, _ attributes: [String: Value]
  ) throws(Interruption) -> Value {
    var used: Int64 = 0
    if case .tuple(let mark)? = attributes[Self.usedMark], mark.first == source, case .integer(let number)? = mark.last
    {
      used = number
    }
    guard used < effects.count else { throw raise("StopIteration", "", isExact: true) }
    setAttribute(Self.usedMark, of: id, to: .tuple([source, .integer(used + 1)]))
    let effect = effects[Int(used)]
    switch effect {
    case .type(let type) where hierarchy.isBaseException(type): throw .raised(try exceptionInstance(effect))
    case .instance where classOfInstance(effect).map { hierarchy.isBaseException($0) } ?? false:
      throw .raised(effect)
    default: return effect
    }
  }

  /// Calls a method of a mock itself.
  mutating func callMockMethod(
    _ name: String, _ mock: Value, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    guard case .instance(let id) = mock, case .list(let list)? = attributesOfInstance(mock)[Self.callsMark] else {
      return .none
    }
    let calls = elements(list)
    if name == "reset_mock" {
      guard arguments.isEmpty else { throw notModeled("`reset_mock` is not modeled here", at: span) }
      update(list, .elements([]))
      setAttribute("call_count", of: id, to: .integer(0))
      setAttribute("called", of: id, to: .boolean(false))
      return .none
    }
    var result: Bool
    switch name {
    case "assert_called": result = !calls.isEmpty
    case "assert_called_once": result = calls.count == 1
    case "assert_not_called": result = calls.isEmpty
    default:
      let keywords = newDictionary(arguments.keywords.sorted { $0.key < $1.key }.map { (.text($0.key), $0.value) })
      let expected = Value.tuple([.tuple(arguments.positional), keywords])
      let compared = name == "assert_any_call" ? calls : Array(calls.suffix(1))
      result = false
      for call in compared where !result {
        let isSame = try equal(call, expected)
        if case .unknown = isSame {
          try conclude(isSame, actual: "", at: span)
          return .none
        }
        result = try isTrue(isSame)
      }
      if name == "assert_called_once_with" { result = result && calls.count == 1 }
    }
    try conclude(.boolean(result), actual: "other calls", at: span)
    return .none
  }

  // MARK: Patches

  func isPatch(_ value: Value) -> Bool {
    switch value {
    case .partial(Self.patchName, _, _), .partial(Self.dictionaryPatchName, _, _): true
    default: false
    }
  }

  /// Whether a patch gives its mock to the function that it decorates.
  func givesMock(_ patch: Value) -> Bool {
    if case .partial(Self.patchName, _, let keywords) = patch { keywords["new"] == nil } else { false }
  }

  /// Replaces what a patch replaces. Returns the mock.
  mutating func apply(_ patch: Value) throws(Interruption) -> Value {
    switch patch {
    case .partial(Self.dictionaryPatchName, let values, let keywords):
      return try applyToDictionary(values, keywords)
    case .partial(Self.patchName, let values, let keywords):
      guard values.count == 2, case .text(let name) = values[1] else { break }
      var settings = keywords
      settings["new"] = nil
      if keywords["new"] != nil, !settings.isEmpty { break }
      let new = if let given = keywords["new"] { given } else { try newMock(settings) }
      try replace(name, of: values[0], by: new)
      return new
    default: break
    }
    throw notModeled("this patch is not modeled")
  }

  private mutating func replace(_ name: String, of target: Value, by new: Value) throws(Interruption) {
    let before: Value?
    switch target {
    case .instance(let id) where !isMock(target):
      before = attributesOfInstance(target)[name]
      let inherited = classOfInstance(target).flatMap { classAttribute(name, of: $0)?.value }
      guard let replaced = before ?? inherited, !isCoroutineFunction(replaced) else { break }
      patches.append(.attribute(id, name: name, before: before))
      setAttribute(name, of: id, to: new)
      return
    case .type(let id) where classes[id] != nil:
      before = classes[id]?.namespace[name]
      guard let replaced = classAttribute(name, of: id)?.value, !isCoroutineFunction(replaced) else { break }
      patches.append(.classAttribute(id, name: name, before: before))
      classes[id]?.namespace[name] = new
      return
    case .library(let path):
      guard let scope = modules[path] else { break }
      return try replace(name, of: .partial("module", [.integer(Int64(scope))], [:]), by: new)
    case .partial("module", let values, _):
      guard case .integer(let number)? = values.first, let replaced = scopes[Int(number)].variables[name],
        !isCoroutineFunction(replaced)
      else { break }
      patches.append(.variable(scope: Int(number), name: name, before: replaced))
      scopes[Int(number)].variables[name] = new
      return
    default: break
    }
    throw notModeled("this patch is not modeled")
  }

  /// For these, Python makes another kind of mock.
  private func isCoroutineFunction(_ value: Value) -> Bool {
    if case .function(let id) = value { functions[id.index].isAsync } else { false }
  }

  private mutating func applyToDictionary(
    _ values: [Value], _ keywords: Keywords
  ) throws(Interruption) -> Value {
    guard values.count == 2, case .dictionary(let new) = values[1] else {
      throw notModeled("this patch is not modeled")
    }
    // Environment variables change nothing that is modeled.
    if case .libraryMethod(.library("os"), "environ") = values[0] {
      patches.append(.nothing)
      return values[0]
    }
    guard case .dictionary(let id) = values[0], keywords.keys.allSatisfy({ $0 == "clear" }) else {
      throw notModeled("this patch is not modeled")
    }
    let before = entries(id)
    patches.append(.dictionary(id, before: before))
    var changed = try isTrue(ifGiven: keywords["clear"]) ?? false ? HeapObject.Entries() : before
    changed.add(entries(new))
    update(id, .dictionary(changed))
    return values[0]
  }

  /// Changes back what the last patches have replaced, down to a number of patches.
  mutating func undoPatches(downTo count: Int) {
    while patches.count > count { if let patch = patches.popLast() { undo(patch) } }
  }
}
