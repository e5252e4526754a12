import PythonSyntax
import Resolution

/// `isinstance` with built-in types, and the attributes that built-in values have.
extension Evaluator {
  /// Whether a value is an instance of a class of a library; nil if that is not modeled.
  func isInstance(_ value: Value, ofLibrary name: String) -> Bool? {
    if name == "object" { return true }
    if case .partial(let type, _, _) = value, [Self.dateName, Self.momentName, Self.decimalName].contains(type),
      type == name || (type == Self.momentName && name == Self.dateName)
    {
      return true
    }
    if value.isOfLibrary {
      guard case .response = value else { return nil }
      if Self.builtinTypes.contains(name) { return false }
      return ["flask.Response", "flask.wrappers.Response", "werkzeug.wrappers.Response"].contains(name) ? true : nil
    }
    if case .app = value { return name == "flask.Flask" ? true : Self.builtinTypes.contains(name) ? false : nil }
    if case .instance = value {
      guard let id = classOfInstance(value) else { return nil }
      if hasLibraryBase(id, { $0 == name }) { return true }
      return hasLibraryBase(id) { _ in true } && !Self.builtinTypes.contains(name) ? nil : nameOfOther(name)
    }
    guard Self.builtinTypes.contains(name) else { return nameOfOther(name) }
    return isInstance(value, ofBuiltin: name)
  }

  /// Objects of the program and built-in values are no apps and no responses. Abstract classes can include them.
  private func nameOfOther(_ name: String) -> Bool? {
    Self.builtinTypes.contains(name) || name.hasPrefix("flask.") || name.hasPrefix("werkzeug.") ? false : nil
  }

  /// Compares names instead of returning a list of them: for the browser, the compiler mixes up constant lists.
  private func isInstance(_ value: Value, ofBuiltin name: String) -> Bool? {
    switch value {
    case .text, .template: name == "str"
    case .bytes: name == "bytes"
    case .list(let id): isView(id) ? nil : name == "list"
    case .dictionary: name == "dict"
    case .tuple: name == "tuple"
    case .set: name == "set"
    case .boolean: name == "bool" || name == "int"
    case .integer: name == "int"
    case .float(let text): name == (text.utf8.contains(UInt8(ascii: "j")) ? "complex" : "float")
    case .type: name == "type"
    case .none, .function, .method, .ellipsis: false
    default: nil
    }
  }

  private static let builtinTypes: Set<String> = [
    "str", "bytes", "list", "dict", "tuple", "set", "frozenset", "bool", "int", "float", "type", "bytearray", "complex",
    "range",
  ]

  /// `value.name` for a value of a built-in type: a method, or AttributeError.
  mutating func builtinAttribute(_ name: String, of value: Value) throws(Interruption) -> Value {
    let type: String
    let methods: Set<String>
    switch value {
    case .text: (type, methods) = ("str", Library.textMethods)
    case .list: (type, methods) = ("list", Library.listMethods)
    case .dictionary: (type, methods) = ("dict", Library.dictionaryMethods)
    case .tuple: (type, methods) = ("tuple", ["count", "index"])
    case .function: (type, methods) = ("function", [])
    default: return .libraryMethod(value, name)
    }
    if methods.contains(name) { return .libraryMethod(value, name) }
    if name.hasPrefix("__") { return unknown("`\(name)` is not modeled") }
    throw raise("AttributeError", "'\(type)' object has no attribute '\(name)'", isExact: true)
  }
}

extension Library {
  static let listMethods: Set<String> = [
    "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse", "sort", "__len__",
    "__contains__", "__getitem__",
  ]

  /// The methods of dictionaries, and the attributes that a session has besides them.
  static let dictionaryMethods: Set<String> = [
    "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values", "__len__",
    "__contains__", "__getitem__", "__setitem__", "permanent", "modified", "new", "accessed", "sid",
  ]
}
