import PythonSyntax
import Resolution

/// Classes with the base `enum.Enum`. The members of `IntEnum` and `StrEnum` are plain numbers and texts here.
extension Evaluator {
  /// Replaces the values of an enumeration by its members.
  mutating func makeMembers(of id: ClassID) throws(Interruption) {
    for name in memberNames(of: id) {
      guard let value = classes[id]?.namespace[name] else { continue }
      let member = newInstance(of: id, ["name": .text(name), "value": value, Self.enumMark: .none])
      classes[id]?.namespace[name] = member
      guard let initializer = method("__init__", of: member) else { continue }
      let values = if case .tuple(let values) = value { values } else { [value] }
      _ = try call(initializer, Arguments(positional: [member] + values))
    }
  }

  /// The attribute that marks members of enumerations.
  private static let enumMark = "<enum>"

  /// Returns the name of a member of an enumeration with its class: `Color.RED`.
  func enumName(of value: Value) -> String? {
    let attributes = attributesOfInstance(value)
    guard attributes[Self.enumMark] != nil, case .text(let name)? = attributes["name"], let id = classOfInstance(value)
    else { return nil }
    return "\(className(id)).\(name)"
  }

  func isEnumeration(_ id: ClassID) -> Bool { hasLibraryBase(id) { $0.hasPrefix("enum.") } }

  /// Returns the names of the members in order. Functions and names with an underscore are no members.
  private func memberNames(of id: ClassID) -> [String] {
    (classes[id]?.order ?? []).filter { name in
      guard !name.hasPrefix("_"), let value = classes[id]?.namespace[name] else { return false }
      if case .function = value { return false }
      return true
    }
  }

  /// Returns the members of an enumeration in order. A name for the value of an earlier member is an alias of it.
  func members(of id: ClassID) -> [Value] {
    var members: [Value] = []
    for name in memberNames(of: id) {
      guard let member = classes[id]?.namespace[name] else { continue }
      if !members.contains(where: { valueOfMember($0) == valueOfMember(member) }) { members.append(member) }
    }
    return members
  }

  private func valueOfMember(_ member: Value) -> Value { attributesOfInstance(member)["value"] ?? member }

  /// Returns what an equal text or number is compared with, if a member of `class E(str, Enum)` is one.
  func plainValue(ofMember value: Value) -> Value? {
    guard enumName(of: value) != nil, let id = classOfInstance(value) else { return nil }
    let isPlain = ["str", "int"].contains { name in
      hierarchy.knownClass(name).map { hierarchy.isSubclass(id, of: $0) } ?? hasLibraryBase(id) { $0 == name }
    }
    return isPlain ? attributesOfInstance(value)["value"] : nil
  }

  /// `Color(1)`: the member with a value; raises ValueError.
  mutating func member(of id: ClassID, for arguments: Arguments) throws(Interruption) -> Value {
    guard arguments.keywords.isEmpty, arguments.positional.count == 1, let wanted = arguments.positional.first,
      classAttribute("_missing_", of: id) == nil, classAttribute("__new__", of: id) == nil
    else { throw notModeled("this use of an enumeration is not modeled") }
    let members = members(of: id)
    if members.contains(wanted) { return wanted }
    for member in members {
      let result = try equal(valueOfMember(member), wanted)
      guard case .boolean(let isEqual) = result else { throw notModeled("the values of an enumeration are not known") }
      if isEqual { return member }
    }
    guard case .text(let text) = try representation(of: wanted), classes[id]?.isOfModule == true else {
      throw raise("ValueError", "not a valid \(className(id))")
    }
    throw raise("ValueError", "\(text) is not a valid \(className(id))", isExact: true)
  }

  /// `Color["RED"]`: the member with a name; raises KeyError.
  mutating func member(of id: ClassID, named key: Value) throws(Interruption) -> Value {
    guard case .text(let name) = key, memberNames(of: id).contains(name), let member = classes[id]?.namespace[name]
    else { throw try missingKey(key) }
    return member
  }
}
