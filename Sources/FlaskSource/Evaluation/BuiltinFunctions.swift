import Diagnostics
import PythonSyntax
import Resolution

/// Calls of Python's built-in functions.
extension Evaluator {
  mutating func callBuiltin(
    _ name: String, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value? {
    let first = arguments.positional.first
    if name == "open" {
      if request != nil { throw notModeled("files are not read", at: span) }
      return unknown("files are not read", at: span)
    }
    if Library.builtins.contains(name), !Library.symbolic.contains(name),
      arguments.all.contains(where: { $0.isSymbolic })
    {
      return unknown("a value of the exception in `\(name)`", isHarmless: true, at: span)
    }
    if let first, case .unknown(let unknown) = first, name != "isinstance", name != "print",
      Library.builtins.contains(name)
    {
      // `int(unknown)` can raise an exception; `str(unknown)` does not.
      if request != nil, ["int", "float", "len", "next"].contains(name) { throw undecided(unknown) }
      return .unknown(unknown)
    }
    if case .partial(Self.unordered, let values, _)? = first {
      switch name {
      case "sorted": return newList(try sorted(values, arguments, at: span))
      case "set", "frozenset": return .set(new(.elements(values)))
      case "len": return .integer(Int64(values.count))
      default: throw notModeled("the order of these values is not known", at: span)
      }
    }
    switch (name, first) {
    case ("isinstance", let value?):
      guard let type = arguments.value(1, "type") else { throw raise("TypeError", "isinstance expected 2 arguments") }
      if case .received = value { return try receivedCheck(value, type) }
      if case .unknown = value { return value }
      return .boolean(try isInstance(value, of: type))
    case ("issubclass", .type(let id)?):
      guard case .type(let base)? = arguments.value(1, "type") else { return unknown("`issubclass` is not modeled") }
      return .boolean(hierarchy.isSubclass(id, of: base))
    case ("type", _?) where arguments.positional.count > 1:
      return unknown("a class made by calling `type` is not modeled", at: span)
    case ("type", let value?): return type(of: value, at: span)
    case ("str", nil): return .text("")
    case ("str", let value?): return try text(of: value)
    case ("repr", let value?): return try representation(of: value)
    case ("int", nil): return .integer(0)
    case ("int", .integer?), ("abs", .integer?): return first
    case ("int", .boolean(let value)?): return .integer(value ? 1 : 0)
    case ("int", .text(let text)?): return try integer(of: text, arguments)
    case ("int", Value.none?), ("int", .list?), ("int", .dictionary?), ("float", Value.none?):
      throw raise("TypeError", "\(name)() argument must be a string or a number")
    case ("float", .text(let text)?):
      guard text.isPlainFloat else {
        if text.mayBeFloat {
          throw notModeled("whether this text is a float is not modeled", at: span)
        }
        throw raise("ValueError", "could not convert string to float: '\(text)'")
      }
      return unknown("a float", isHarmless: true, at: span)
    case ("divmod", .integer?):
      guard let right = arguments.value(1, "other"), let left = first else { break }
      return .tuple([try combine(left, .floorDivide, right), try combine(left, .remainder, right)])
    case ("float", _), ("round", _), ("divmod", _): return unknown("a float", isHarmless: true, at: span)
    case ("bool", let value?):
      if case .condition = value { return value }
      return .boolean(try isTrue(value))
    case ("len", let value?): return try length(of: value)
    case ("range", .integer?): return try range(arguments)
    case ("list", nil): return newList([])
    case ("list", let value?): return newList(try iterate(over: value))
    case ("tuple", let value):
      return .tuple(try value.map { value throws(Interruption) in try iterate(over: value) } ?? [])
    case ("set", let value), ("frozenset", let value):
      let values = try value.map { value throws(Interruption) in try iterate(over: value) } ?? []
      return .set(new(.elements(try distinct(values))))
    case ("dict", let value): return try makeDictionary(value, arguments)
    case ("sorted", let value?): return newList(try sorted(iterate(over: value), arguments, at: span))
    case ("reversed", let value?): return newIterator(try iterate(over: value).reversed())
    case ("enumerate", let value?):
      var start: Int64 = 0
      if case .integer(let given)? = arguments.value(1, "start") { start = given }
      return newIterator(
        try iterate(over: value).enumerated().map { .tuple([.integer(start &+ Int64($0.offset)), $0.element]) })
    case ("zip", let value?):
      var rows = try iteratePartly(over: value).map { [$0] }
      for other in arguments.positional.dropFirst() {
        rows = zip(rows, try iteratePartly(over: other)).map { $0 + [$1] }
      }
      return newIterator(rows.map { .tuple($0) })
    case ("any", let value?):
      for element in try iteratePartly(over: value) where try isTrue(element) { return .boolean(true) }
      return .boolean(false)
    case ("all", let value?):
      for element in try iteratePartly(over: value) where try !isTrue(element) { return .boolean(false) }
      return .boolean(true)
    case ("map", let function?):
      guard let values = arguments.value(1, "iterable") else { return unknown("`map` is not modeled") }
      var rows = try iterate(over: values).map { [$0] }
      for other in arguments.positional.dropFirst(2) { rows = zip(rows, try iterate(over: other)).map { $0 + [$1] } }
      var results: [Value] = []
      for row in rows { results.append(try call(function, Arguments(positional: row), at: span)) }
      return newIterator(results)
    case ("filter", let function?):
      guard let values = arguments.value(1, "iterable") else { return unknown("`filter` is not modeled") }
      var results: [Value] = []
      for value in try iterate(over: values) {
        if try isTrue(function == .none ? value : call(function, Arguments(positional: [value]), at: span)) {
          results.append(value)
        }
      }
      return newIterator(results)
    case ("min", _), ("max", _):
      let values = arguments.positional.count == 1 ? try iterate(over: arguments.positional[0]) : arguments.positional
      var order = Keywords()
      order["key"] = arguments.keywords["key"]
      // Of equal values, both return the first.
      if name == "max" { order["reverse"] = .boolean(true) }
      let ordered = try sorted(values, Arguments(keywords: order), at: span)
      guard let result = ordered.first ?? arguments.keywords["default"] else {
        throw raise("ValueError", "\(name)() arg is an empty sequence")
      }
      return result
    case ("sum", let value?):
      var total = Value.integer(0)
      for element in try iterate(over: value) { total = try combine(total, .add, element) }
      return total
    case ("getattr", let value?): return try getAttribute(value, arguments, at: span)
    case ("hasattr", let value?): return try hasAttribute(value, arguments, at: span)
    case ("setattr", let value?):
      guard case .text(let attribute)? = arguments.value(1, "name"), let new = arguments.value(2, "value") else {
        break
      }
      try setAttribute(attribute, of: value, to: new)
      return Value.none
    case ("callable", let value?):
      switch value {
      case .function, .method, .type: return .boolean(true)
      case .instance where method("__call__", of: value) != nil: return .boolean(true)
      case .instance where classOfInstance(value).map({ hasLibraryBase($0) { _ in true } }) ?? true: break
      case .library, .libraryMethod, .partial, .app, .response, .config, .client, .blueprint: break
      default: return .boolean(false)
      }
      return unknown("`callable` is not modeled for this value", at: span)
    case ("next", let value?): return try next(value, arguments.value(1, "default"))
    case ("iter", let value?): return try iterator(over: value)
    case ("print", _): return Value.none
    case ("object", nil): return newInstance(of: hierarchy.wellKnown.object)
    case ("bytes", .text(let text)?): return .bytes(text)
    case ("format", let value?) where arguments.positional.count < 3:
      guard case .text(let specification) = arguments.value(1, "format_spec") ?? .text("") else { break }
      return try formatted(value, specification)
    case ("chr", _), ("ord", _), ("id", _), ("hash", _), ("vars", _), ("locals", _), ("dir", _), ("format", _),
      ("bytearray", _), ("input", _), ("bytes", _):
      return unknown("`\(name)` is not modeled", isHarmless: true, at: span)
    default: break
    }
    return nil
  }

  private mutating func receivedCheck(_ value: Value, _ type: Value) throws(Interruption) -> Value {
    if case .type(let id) = type {
      if value == .received(.exception) { return .condition(.isInstance(id), isNegated: false) }
      if value == .received(.original) { return .condition(.originalIsInstance(id), isNegated: false) }
    }
    return .boolean(try isInstance(value, of: type))
  }

  private mutating func type(of value: Value, at span: Span) -> Value {
    switch value {
    case .instance: classOfInstance(value).map { .type($0) } ?? .none
    case .received(.exception): .received(.type)
    case .received(.original): .received(.originalType)
    case .text, .template: .library("str")
    case .integer: .library("int")
    case .boolean: .library("bool")
    case .list: .library("list")
    case .dictionary: .library("dict")
    case .tuple: .library("tuple")
    case .app: classOfInstance(value).map { .type($0) } ?? .library("flask.Flask")
    case .blueprint: classOfInstance(value).map { .type($0) } ?? .library("flask.Blueprint")
    default: unknown("the type of this value", isHarmless: true, at: span)
    }
  }

  private mutating func length(of value: Value) throws(Interruption) -> Value {
    switch value {
    case .text(let text): .integer(Int64(text.unicodeScalars.count))
    case .bytes(let text): .integer(Int64(text.utf8.count))
    case .tuple, .list, .set, .dictionary: .integer(Int64(try iterate(over: value).count))
    case .template, .page: unknown("the length of this text", isHarmless: true)
    case .none, .integer, .boolean, .iterator: throw raise("TypeError", "object has no len()")
    case .type(let id) where isEnumeration(id): .integer(Int64(members(of: id).count))
    case .instance where method("__len__", of: value) != nil:
      try method("__len__", of: value).map { function throws(Interruption) in
        try call(function, Arguments(positional: [value]))
      } ?? .none
    default: unknown("the length of this value", isHarmless: true)
    }
  }

  /// `int(text)`.
  private mutating func integer(of text: String, _ arguments: Arguments) throws(Interruption) -> Value {
    guard arguments.positional.count == 1, arguments.keywords.isEmpty, text.utf8.allSatisfy({ $0 < 0x80 }) else {
      if request != nil { throw notModeled("`int` of this text is not modeled") }
      return unknown("`int` of this text is not modeled")
    }
    let digits = trimmed(text[...], atStart: true, atEnd: true)
    if let value = Int64(digits) { return .integer(value) }
    let isNumber =
      digits.utf8.contains { (0x30...0x39).contains($0) }
      && digits.utf8.allSatisfy {
        (0x30...0x39).contains($0) || "_+-".utf8.contains($0)
      }
    if isNumber { throw notModeled("this number is not modeled") }
    guard case .text(let shown) = try representation(of: .text(text)) else {
      throw raise("ValueError", "invalid literal for int() with base 10")
    }
    throw raise("ValueError", "invalid literal for int() with base 10: \(shown)", isExact: true)
  }

  private mutating func range(_ arguments: Arguments) throws(Interruption) -> Value {
    var bounds: [Int64] = []
    for value in arguments.positional {
      guard case .integer(let number) = value else { throw raise("TypeError", "range() needs integers") }
      bounds.append(number)
    }
    guard (1...3).contains(bounds.count) else { throw raise("TypeError", "range expected 1 to 3 arguments") }
    let (start, end) = bounds.count == 1 ? (0, bounds[0]) : (bounds[0], bounds[1])
    let step = bounds.count > 2 ? bounds[2] : 1
    guard step != 0 else { throw raise("ValueError", "range() arg 3 must not be zero") }
    let (distance, overflows) = end.subtractingReportingOverflow(start)
    let count = distance.dividedReportingOverflow(by: step)
    guard !overflows, !count.overflow, count.partialValue < Int64(Self.mostElements) else {
      throw notModeled("a range is too long")
    }
    return .list(new(.view(stride(from: start, to: end, by: Int64.Stride(step)).map { .integer($0) })))
  }

  mutating func makeDictionary(_ value: Value?, _ arguments: Arguments) throws(Interruption) -> Value {
    var entries = HeapObject.Entries()
    if case .dictionary(let id)? = value {
      entries = self.entries(id)
    } else if let value {
      for pair in try iterate(over: value) {
        let parts = try iterate(over: pair)
        guard parts.count == 2 else { throw raise("ValueError", "dictionary update sequence element has wrong length") }
        entries[parts[0]] = parts[1]
      }
    }
    for (name, value) in arguments.keywords.pairs { entries[.text(name)] = value }
    return .dictionary(new(.dictionary(entries)))
  }

  private mutating func getAttribute(
    _ value: Value, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    guard case .text(let name)? = arguments.value(1, "name") else { return unknown("`getattr` is not modeled") }
    if value == .received(.exception), let fallback = arguments.value(2, "default"), let hasIt = try receivedHas(name) {
      return hasIt ? try attribute(name, of: value, at: span) : fallback
    }
    do {
      return try attribute(name, of: value, at: span)
    } catch .raised(let exception) {
      guard let fallback = arguments.value(2, "default"), isInstance(exception, ofKnown: "AttributeError") else {
        throw .raised(exception)
      }
      return fallback
    }
  }

  private mutating func hasAttribute(
    _ value: Value, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    guard case .text(let name)? = arguments.value(1, "name") else { return unknown("`hasattr` is not modeled") }
    if case .received = value {
      if value == .received(.exception), let hasIt = try receivedHas(name) { return .boolean(hasIt) }
      return unknown("`hasattr` of the exception", at: span)
    }
    do {
      let found = try attribute(name, of: value, at: span)
      switch found {
      case .unknown: return found
      // A value of a library can have an attribute that is not modeled.
      case .libraryMethod(.text, _), .libraryMethod(.list, _), .libraryMethod(.dictionary, _),
        .libraryMethod(.tuple, _),
        .libraryMethod(.function, _):
        return .boolean(true)
      case .libraryMethod(.app, let name) where Self.appMethods.contains(name): return .boolean(true)
      case .libraryMethod: return unknown("`hasattr` is not modeled for this value", at: span)
      // Not every name of a module exists.
      case .library(let path) where value == .library(String(path.dropLast(name.utf8.count + 1))):
        return unknown("`hasattr` is not modeled for a module", at: span)
      default: return .boolean(true)
      }
    } catch .raised(let exception) {
      guard isInstance(exception, ofKnown: "AttributeError") else { throw .raised(exception) }
      return .boolean(false)
    }
  }

  /// Returns whether the exception that a handler received has an attribute; nil if that is not modeled.
  private mutating func receivedHas(_ name: String) throws(Interruption) -> Bool? {
    switch name {
    case "code", "name", "description", "get_response":
      // Other classes of the program can have the attribute too.
      let isElsewhere = classes.contains { id, object in
        !hierarchy.isHTTP(id) && (object.namespace[name] != nil || (name == "code" && object.constructorCode != nil))
      }
      return isElsewhere ? nil : try decide(.isInstance(hierarchy.wellKnown.httpException))
    case "original_exception":
      if release.isBefore("1.1.0") { return false }
      return try decide(.isInstance(hierarchy.wellKnown.internalServerError))
    default: return nil
    }
  }

  func isInstance(_ value: Value, ofKnown name: String) -> Bool {
    guard let id = classOfInstance(value), let known = hierarchy.knownClass(name) else { return false }
    return hierarchy.isSubclass(id, of: known)
  }
}

extension String {
  /// Whether Python may read it as a float: `1e3`, `nan`, digits of other scripts.
  fileprivate var mayBeFloat: Bool {
    let name = lowercased().filter { $0 != "+" && $0 != "-" && !$0.isWhitespace }
    return ["nan", "inf", "infinity"].contains(name)
      || name.utf8.allSatisfy { (0x30...0x39).contains($0) || "._e".utf8.contains($0) || $0 >= 0x80 } && !name.isEmpty
  }

  /// Whether it is digits with at most one point, and perhaps a sign.
  fileprivate var isPlainFloat: Bool {
    let digits = utf8.first == UInt8(ascii: "-") || utf8.first == UInt8(ascii: "+") ? utf8.dropFirst() : utf8[...]
    return digits.contains { (0x30...0x39).contains($0) }
      && digits.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
      && digits.count { $0 == UInt8(ascii: ".") } <= 1
  }
}
