import Diagnostics
import PythonSyntax
import Resolution

/// The methods of built-in types.
extension Evaluator {
  mutating func callMethod(
    _ name: String, of receiver: Value, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    if isBuiltinValue(receiver), !["format", "join", "get"].contains(name),
      arguments.all.contains(where: { $0.isSymbolic })
    {
      return unknown("a value of the exception in `\(name)`", isHarmless: true, at: span)
    }
    if let unknown = firstUnknown(of: arguments), isBuiltinValue(receiver) { return .unknown(unknown) }
    switch receiver {
    case .text(let text): return try callMethod(name, ofText: text, arguments, at: span)
    case .bytes(let text):
      if name == "decode" { return .text(text) }
      return unknown("`bytes.\(name)` is not modeled", isHarmless: true, at: span)
    case .list(let id), .set(let id): return try callMethod(name, ofList: id, arguments, at: span)
    case .dictionary(let id): return try callMethod(name, ofDictionary: id, arguments, at: span)
    case .tuple(let values):
      guard name == "index" || name == "count", let value = arguments.positional.first else {
        throw raise("AttributeError", "'tuple' object has no attribute '\(name)'")
      }
      return name == "count"
        ? .integer(Int64(values.count { $0 == value })) : .integer(Int64(values.firstIndex(of: value) ?? 0))
    case .page where name == "startswith":
      if case .text(let text)? = arguments.positional.first?.asText, !text.hasPrefix("<"), !text.isEmpty {
        return .boolean(false)
      }
      return unknown("the text of a default page is not modeled", isHarmless: true, at: span)
    case .page where name == "lower": return .libraryMethod(.page, "lower case")
    case .page where name == "strip" || name == "decode": return receiver
    case .template, .page: return unknown("`\(name)` of this text is not modeled", isHarmless: true, at: span)
    case .parent(let receiver, let owner): return try callParent(name, receiver, owner, arguments)
    case .type(let id): return try callUnbound(name, id, arguments)
    case .app(let app): return try callApp(name, app, arguments, at: span)
    case .blueprint(let blueprint): return try callBlueprint(name, blueprint, arguments, at: span)
    case .client(let app, let session): return try callClient(name, app, session, arguments, at: span)
    case .config(let app): return try callConfig(name, app, arguments, at: span)
    case .response(let id): return try callResponse(name, id, arguments, at: span)
    case .instance: return try callInstance(name, receiver, arguments, at: span)
    case .library("flask.request") where request != nil: return try callRequest(name, arguments, at: span)
    case .partial("werkzeug.FileStorage", let parts, _): return try callFile(name, parts, arguments, at: span)
    case .library(let path): return try callLibrary(path + "." + name, arguments, at: span)
    case .libraryMethod(let inner, let path): return try callNested(inner, path, name, arguments, at: span)
    case .partial("flask.context", _, _):
      if name == "push" { _ = try enter(receiver) } else if name == "pop" { try leave(receiver, .none, raised: nil) }
      if name == "push" || name == "pop" { return .none }
      return unknown("`\(name)` of a context is not modeled", at: span)
    case .partial("re.Pattern", _, _):
      if let result = try callCompiledPattern(name, receiver, arguments, at: span) { return result }
      throw notModeled("`re.\(name)` is not modeled", at: span)
    case .partial(Self.dateName, _, _), .partial(Self.momentName, _, _), .partial(Self.durationName, _, _):
      if let result = try callCalendar(name, receiver, arguments) { return result }
      throw notModeled("`\(name)` of a date is not modeled", at: span)
    case .partial("re.Match", _, _):
      if let result = try callMatch(name, receiver, arguments) { return result }
      throw notModeled("`\(name)` of a match is not modeled", at: span)
    case .partial where isPatch(receiver):
      // What is started is changed back at the end of the test.
      if name == "stop", isTearingDown { return .none }
      guard name == "start" else { throw notModeled("`\(name)` of a patch is not modeled", at: span) }
      return try apply(receiver)
    case .partial(let path, _, _): return unknown("`\(path).\(name)` is not modeled", at: span)
    case .function(let id): return try callFunctionMethod(name, id, arguments, at: span)
    case .received(.exception) where name == "get_response":
      return .response(new(.response(ResponseObject(body: .page, status: .received(.code)))))
    case .received: return unknown("`\(name)` of the exception", isHarmless: true, at: span)
    case .method, .none, .ellipsis, .boolean, .integer, .float, .iterator, .condition, .unknown:
      return unknown("`\(name)` is not modeled", at: span)
    }
  }

  private func firstUnknown(of arguments: Arguments) -> Unknown? {
    for value in arguments.all { if case .unknown(let unknown) = value { return unknown } }
    return nil
  }

  private func isBuiltinValue(_ value: Value) -> Bool {
    switch value {
    case .text, .bytes, .tuple: true
    default: false
    }
  }

  private mutating func callMethod(
    _ name: String, ofText text: String, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    let argument = arguments.positional.first
    switch (name, argument) {
    case ("format", _): return try text.formatted(with: arguments, by: &self)
    case ("upper", nil): return .text(text.uppercased())
    case ("lower", nil), ("casefold", nil): return .text(text.lowercased())
    case ("title", nil), ("capitalize", nil): return unknown("`str.\(name)` is not modeled", isHarmless: true, at: span)
    case ("encode", _) where isUTF8(arguments) || text.utf8.allSatisfy { $0 < 0x80 }: return .bytes(text)
    case ("strip", nil): return .text(trimmed(text[...], atStart: true, atEnd: true))
    case ("lstrip", nil): return .text(trimmed(text[...], atStart: true, atEnd: false))
    case ("rstrip", nil): return .text(trimmed(text[...], atStart: false, atEnd: true))
    case ("startswith", .text(let part)?): return .boolean(text.utf8.starts(with: part.utf8))
    case ("endswith", .text(let part)?): return .boolean(text.utf8.reversed().starts(with: part.utf8.reversed()))
    case ("startswith", .tuple(let parts)?), ("endswith", .tuple(let parts)?):
      for part in parts {
        let result = try callMethod(name, ofText: text, Arguments(positional: [part]), at: span)
        if result == .boolean(true) { return result }
      }
      return .boolean(false)
    case ("isdigit", nil), ("isnumeric", nil), ("isdecimal", nil):
      return .boolean(!text.isEmpty && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 })
    case ("isalpha", nil): return .boolean(!text.isEmpty && text.allSatisfy { $0.isLetter })
    case ("join", let values?): return try join(iterate(over: values), with: text)
    case ("split", .text(let separator)?)
    where separator.utf8.count == 1 && arguments.positional.count == 1 && arguments.keywords.isEmpty:
      return newList(
        text.utf8.split(separator: separator.utf8.first ?? 0, omittingEmptySubsequences: false).map {
          .text(String($0) ?? "")
        })
    case ("split", .text(let separator)?), ("rsplit", .text(let separator)?):
      guard !separator.isEmpty, case .integer(let most)? = arguments.value(1, "maxsplit") ?? .integer(-1) else { break }
      let parts = text.parts(
        separatedBy: separator, most: most < 0 ? .max : Int(clamping: most), fromEnd: name == "rsplit")
      return newList(parts.map { .text($0) })
    case ("split", nil) where arguments.keywords.isEmpty:
      return newList(text.unicodeScalars.split { $0.properties.isWhitespace }.map { .text(String($0)) })
    case ("replace", .text(let old)?):
      guard case .text(let new)? = arguments.value(1, "new"), !old.isEmpty, arguments.positional.count == 2 else {
        break
      }
      return .text(try kept(text.withEach(old, as: new)))
    default: break
    }
    guard Library.textMethods.contains(name) else {
      throw raise("AttributeError", "'str' object has no attribute '\(name)'")
    }
    if request != nil || decisions != nil, ["index", "rindex", "encode", "format_map", "split"].contains(name) {
      throw notModeled("`str.\(name)` is not modeled", at: span)
    }
    return unknown("`str.\(name)` is not modeled", isHarmless: true, at: span)
  }

  /// Whether the encoding that `encode` gets is UTF-8.
  private func isUTF8(_ arguments: Arguments) -> Bool {
    guard let encoding = arguments.value(0, "encoding") else { return true }
    guard case .text(let name) = encoding else { return false }
    return ["utf-8", "utf8"].contains(name.lowercased())
  }

  func trimmed(_ text: Substring, atStart: Bool, atEnd: Bool) -> String {
    var text = text
    // Python strips each character of a line end.
    while atStart, let first = text.unicodeScalars.first, first.properties.isWhitespace {
      text.unicodeScalars.removeFirst()
    }
    while atEnd, let last = text.unicodeScalars.last, last.properties.isWhitespace { text.unicodeScalars.removeLast() }
    return String(text)
  }

  /// Returns a text if it is not too long: repeated calls could make it longer and longer.
  private mutating func kept(_ text: String) throws(Interruption) -> String {
    guard text.utf8.count <= Self.mostElements else { throw notModeled("a text is too long") }
    return text
  }

  private mutating func join(_ values: [Value], with separator: String) throws(Interruption) -> Value {
    var parts: [TextPart] = []
    for (index, value) in values.enumerated() {
      if index > 0 { parts.append(.text(separator)) }
      switch value {
      case .text, .template, .received(.typeName), .received(.statusName), .received(.originalTypeName):
        parts += self.parts(of: value)
      case .unknown: return value
      default: throw missingMethod(of: value, "sequence item \(index): expected str instance")
      }
    }
    return template(parts)
  }

  private mutating func callMethod(
    _ name: String, ofList id: ObjectID, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    var values = elements(id)
    switch (name, arguments.positional.first) {
    case ("append", let value?), ("add", let value?):
      if name == "append" || !values.contains(value) { try extend(id, with: [value]) }
    case ("extend", let other?), ("update", let other?): try extend(id, with: iterate(over: other))
    case ("clear", nil): update(id, .elements([]))
    case ("copy", nil): return newList(values)
    case ("sort", nil), ("reverse", nil):
      if name == "sort" { values = try sorted(values, arguments, at: span) } else { values.reverse() }
      update(id, .elements(values))
    case ("insert", .integer(let index)?):
      guard let value = arguments.value(1, "object") else { throw raise("TypeError", "insert expected 2 arguments") }
      values.insert(value, at: min(max(Int(clamping: index), 0), values.count))
      update(id, .elements(values))
    case ("pop", let index):
      var place: Int64 = -1
      if case .integer(let given)? = index { place = given }
      guard let position = position(place, in: values.count) else {
        throw raise("IndexError", "pop from empty list")
      }
      let value = values.remove(at: position)
      update(id, .elements(values))
      return value
    case ("remove", let value?), ("discard", let value?):
      if let index = values.firstIndex(of: value) {
        values.remove(at: index)
        update(id, .elements(values))
      } else if name == "remove" {
        throw raise("ValueError", "list.remove(x): x not in list")
      }
    case ("index", let value?):
      guard let index = values.firstIndex(of: value) else { throw raise("ValueError", "value is not in list") }
      return .integer(Int64(index))
    case ("count", let value?): return .integer(Int64(values.count { $0 == value }))
    case ("union", _), ("intersection", _), ("difference", _), ("symmetric_difference", _), ("issubset", _),
      ("issuperset", _), ("isdisjoint", _):
      return unknown("`set.\(name)` is not modeled", isHarmless: true, at: span)
    default: throw notModeled("`\(name)` of a list or set is not modeled", at: span)
    }
    return .none
  }

  /// `sorted(values, key=..., reverse=...)` for numbers or texts.
  mutating func sorted(
    _ values: [Value], _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> [Value] {
    var keyed: [(key: Value, value: Value)] = []
    for value in values {
      let key: Value =
        if let function = arguments.keywords["key"], function != .none {
          try call(function, Arguments(positional: [value]), at: span)
        } else {
          value
        }
      guard isSortable(key) else { throw notModeled("sorting these values is not modeled", at: span) }
      keyed.append((key, value))
    }
    let isReversed = try isTrue(ifGiven: arguments.keywords["reverse"]) ?? false
    guard keyed.allSatisfy({ precedes($0.key, keyed[0].key) != nil }) else {
      throw notModeled("sorting values of different types is not modeled", at: span)
    }
    // Equal values keep their order, also if the order is reversed.
    let order = keyed.indices.sorted { left, right in
      let (first, second) = isReversed ? (right, left) : (left, right)
      if precedes(keyed[first].key, keyed[second].key) == true { return true }
      return precedes(keyed[second].key, keyed[first].key) == true ? false : left < right
    }
    return order.map { keyed[$0].value }
  }

  private func isSortable(_ key: Value) -> Bool {
    switch key {
    case .integer, .text: true
    case .tuple(let values): values.allSatisfy { if case .tuple = $0 { false } else { isSortable($0) } }
    default: false
    }
  }

  /// Returns whether a key comes before another one; nil if Python does not compare them.
  func precedes(_ left: Value, _ right: Value) -> Bool? {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): return left < right
    case (.text(let left), .text(let right)): return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
    case (.tuple(let left), .tuple(let right)):
      for (left, right) in zip(left, right) where left != right { return precedes(left, right) }
      return left.count < right.count
    default: return nil
    }
  }

  private mutating func callMethod(
    _ name: String, ofDictionary id: ObjectID, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    var entries = entries(id)
    if let key = arguments.positional.first, case .unknown(let unknown) = key, name != "update" {
      return .unknown(unknown)
    }
    switch (name, arguments.positional.first) {
    case ("get", let key?): return try entry(key, of: entries) ?? arguments.value(1, "default") ?? .none
    case ("keys", nil): return .set(new(.elements(entries.keys)))
    case ("values", nil): return .list(new(.view(entries.values)))
    case ("items", nil): return .list(new(.view(entries.pairs.map { .tuple([$0, $1]) })))
    case ("copy", nil): return .dictionary(new(.dictionary(entries)))
    case ("clear", nil): update(id, .dictionary(HeapObject.Entries()))
    case ("update", let other):
      if case .dictionary(let other)? = other { entries.add(self.entries(other)) }
      for (key, value) in arguments.keywords.pairs { entries[.text(key)] = value }
      update(id, .dictionary(entries))
    case ("setdefault", let key?):
      try checkKey(key)
      if let value = entries[key] { return value }
      let value = arguments.value(1, "default") ?? .none
      entries[key] = value
      update(id, .dictionary(entries))
      return value
    case ("pop", let key?):
      guard let value = entries[key] else {
        if let value = arguments.value(1, "default") { return value }
        throw try missingKey(key)
      }
      entries[key] = nil
      update(id, .dictionary(entries))
      return value
    case ("popitem", _), ("fromkeys", _): throw notModeled("`dict.\(name)` is not modeled", at: span)
    default: return unknown("`dict.\(name)` is not modeled", isHarmless: true, at: span)
    }
    return .none
  }

  // MARK: Methods of classes and functions

  /// `super().name(...)` where no class of the program defines the method.
  private mutating func callParent(
    _ name: String, _ receiver: Value, _ owner: ClassID, _ arguments: Arguments
  ) throws(Interruption) -> Value {
    switch receiver {
    case .app, .blueprint: return try callParent(name, ofFlask: receiver, arguments)
    default: break
    }
    guard case .instance(let object) = receiver, let id = classOfInstance(receiver) else { return .none }
    switch name {
    case "__init__": try initializeKnown(object, id, arguments)
    case "setUp", "tearDown", "setUpClass", "tearDownClass", "__init_subclass__": break
    case "__str__" where hierarchy.isBaseException(id):
      if case .tuple(let values)? = attributesOfInstance(receiver)["args"], values.count == 1, !hierarchy.isHTTP(id) {
        return try text(of: values[0])
      }
      return unknown("the text of the exception", isHarmless: true)
    default: return unknown("`super().\(name)` is not modeled")
    }
    return .none
  }

  /// `Class.name(instance, ...)` where no class of the program defines the method.
  private mutating func callUnbound(
    _ name: String, _ id: ClassID, _ arguments: Arguments
  ) throws(Interruption) -> Value {
    if name == "__init__", case .instance(let object)? = arguments.positional.first {
      var rest = arguments
      rest.positional.removeFirst()
      try initializeKnown(object, id, rest)
      return .none
    }
    if name == "as_view" { return .partial("flask.view", [.type(id)] + arguments.positional, arguments.keywords) }
    if name == "mro" { return newList(hierarchy.mro(id).map { .type($0) }) }
    return unknown("`\(className(id)).\(name)` is not modeled")
  }

  private mutating func callFunctionMethod(
    _ name: String, _ id: FunctionID, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    if name == "__call__" { return try call(id, arguments) }
    return unknown("`\(name)` of a function is not modeled", at: span)
  }
}

extension String {
  /// Returns the parts between separators, with at most a number of separators, as `str.split` and `str.rsplit`.
  fileprivate func parts(separatedBy separator: String, most: Int, fromEnd: Bool) -> [String] {
    let separator = Array(separator.utf8)
    let bytes = Array(utf8)
    var places: [Int] = []
    var index = 0
    while index + separator.count <= bytes.count {
      if bytes[index...].starts(with: separator) {
        places.append(index)
        index += separator.count
      } else {
        index += 1
      }
    }
    let used = fromEnd ? places.suffix(most) : places.prefix(most)
    var parts: [String] = []
    var start = 0
    for place in used {
      parts.append(String(decoding: bytes[start..<place], as: UTF8.self))
      start = place + separator.count
    }
    return parts + [String(decoding: bytes[start...], as: UTF8.self)]
  }
}
