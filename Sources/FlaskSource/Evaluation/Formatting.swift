import Diagnostics
import PythonSyntax
import Resolution

/// Texts with values: f-strings, `%`, `.format`, `str`.
extension Evaluator {
  /// Returns the parts of a text or of a value of the exception.
  func parts(of value: Value) -> [TextPart] {
    switch value {
    case .text(let text): [.text(text)]
    case .template(let parts): parts
    case .received(let part): [.value(part)]
    default: []
    }
  }

  /// Returns the text of some parts: a template only if one of them depends on the exception. A text that is too long is
  /// unknown.
  mutating func template(_ parts: [TextPart]) -> Value {
    var joined: [TextPart] = []
    for part in parts {
      if case .text(let text) = part, case .text(let before)? = joined.last {
        joined[joined.count - 1] = .text(before + text)
      } else {
        joined.append(part)
      }
    }
    guard !joined.isEmpty else { return .text("") }
    guard Self.length(of: joined) <= Self.mostElements else { return unknown("a text is too long") }
    if joined.count == 1, case .text(let text) = joined[0] { return .text(text) }
    return .template(joined)
  }

  /// How many bytes the known parts have.
  private static func length(of parts: [TextPart]) -> Int {
    parts.reduce(0) { length, part in if case .text(let text) = part { length + text.utf8.count } else { length } }
  }

  mutating func evaluate(_ parts: [PythonExpression.FormattedPart]) throws(Interruption) -> Value {
    var joined: [TextPart] = []
    var missing: Value?
    for part in parts {
      switch part {
      case .text(let text): joined.append(.text(text))
      case .replacement(let expression, let conversion, let format, let isPlain):
        var value = try evaluate(expression)
        if conversion == UInt8(ascii: "r") {
          value = try representation(of: value)
        } else if conversion != nil || format.isEmpty {
          value = try text(of: value)
        }
        if !isPlain {
          value = unknown("a format specification", isHarmless: true, at: expression.span)
        } else if !format.isEmpty, !isUnknown(value) {
          value = try formatted(value, format)
        }
        if case .unknown = value { missing = missing ?? value } else { joined += self.parts(of: value) }
      }
    }
    return missing ?? template(joined)
  }

  /// `str(value)`: a text, a template or an unknown value.
  mutating func text(of value: Value) throws(Interruption) -> Value {
    switch value {
    case .text, .template, .unknown: return value
    case .received(.typeName), .received(.code), .received(.statusName), .received(.originalTypeName):
      return template(parts(of: value))
    case .none: return .text("None")
    case .boolean(let value): return .text(value ? "True" : "False")
    case .integer(let value): return .text("\(value)")
    case .instance: return try text(ofInstance: value)
    case .received: return unknown("the text of the exception", isHarmless: true)
    case .list, .tuple, .dictionary, .set, .float: return try representation(of: value)
    case .partial:
      return (calendarText(value) ?? decimalText(value)).map { .text($0) }
        ?? unknown("the text of this value", isHarmless: true)
    default: return unknown("the text of this value", isHarmless: true)
    }
  }

  private mutating func text(ofInstance value: Value) throws(Interruption) -> Value {
    guard let id = classOfInstance(value) else { return unknown("the text of this value", isHarmless: true) }
    if let (method, _) = classAttribute("__str__", of: id), case .function(let function) = method {
      return try call(function, Arguments(positional: [value]))
    }
    // The text of a member of `class E(str, Enum)` differs between releases of Python.
    if let name = enumName(of: value), plainValue(ofMember: value) == nil { return .text(name) }
    if !hierarchy.isBaseException(id), method("__repr__", of: value) != nil { return try representation(of: value) }
    if hierarchy.isHTTP(id) { return try text(ofHTTPError: value, id) }
    guard hierarchy.isBaseException(id), case .tuple(let arguments)? = attributesOfInstance(value)["args"]
    else { return unknown("the text of this value", isHarmless: true) }
    if hierarchy.knownClass("KeyError").map({ hierarchy.isSubclass(id, of: $0) }) ?? false, arguments.count == 1 {
      return try representation(of: arguments[0])
    }
    let systemErrors = ["OSError", "UnicodeError", "SyntaxError"].compactMap { hierarchy.knownClass($0) }
    if arguments.count > 1, systemErrors.contains(where: { hierarchy.isSubclass(id, of: $0) }) {
      return unknown("the text of this exception", isHarmless: true)
    }
    switch arguments.count {
    case 0: return .text("")
    case 1: return try text(of: arguments[0])
    default:
      guard inheritsText(id) else { return unknown("the text of this exception", isHarmless: true) }
      return try representation(of: .tuple(arguments))
    }
  }
}

extension Evaluator {
  /// Returns the text of an integer after `%d` or `%i`.
  fileprivate mutating func numberText(of value: Value, _ kind: Unicode.Scalar) throws(Interruption) -> Value {
    switch value {
    case .integer, .unknown, .received(.code): return try text(of: value)
    case .boolean(let isTrue): return .text(isTrue ? "1" : "0")
    case .text: throw raise("TypeError", "%\(kind) format: a real number is required, not str", isExact: true)
    case .none: throw raise("TypeError", "%\(kind) format: a real number is required, not NoneType", isExact: true)
    case .bytes, .list, .tuple, .dictionary: throw raise("TypeError", "%\(kind) format: a real number is required")
    default: return unknown("a format specification", isHarmless: true)
    }
  }
}

extension Evaluator {
  /// Whether an exception has Python's ordinary texts. Some classes have their own.
  func inheritsText(_ id: ClassID) -> Bool {
    ["OSError", "SyntaxError", "UnicodeError", "ImportError", "BaseExceptionGroup"].allSatisfy { name in
      hierarchy.knownClass(name).map { !hierarchy.isSubclass(id, of: $0) } ?? true
    }
  }

  // MARK: HTTP errors

  /// `str(e)` of an HTTP error: `404 Not Found: ...`.
  private mutating func text(ofHTTPError value: Value, _ id: ClassID) throws(Interruption) -> Value {
    let missing = unknown("the text of this value", isHarmless: true)
    // Another base class can have a text of its own.
    for name in ["KeyError", "OSError", "ImportError", "SyntaxError", "UnicodeError"] {
      if let base = hierarchy.knownClass(name), hierarchy.isSubclass(id, of: base), !isMissingKey(id) { return missing }
    }
    guard let status = try httpStatus(of: value, id, separator: " ") else { return missing }
    let description = try text(of: attribute("description", of: value, at: current))
    return isUnknown(description) ? description : template([.text(status + ": ")] + parts(of: description))
  }

  private func isMissingKey(_ id: ClassID) -> Bool {
    hierarchy.knownClass("BadRequestKeyError").map { hierarchy.isSubclass(id, of: $0) } ?? false
  }

  /// Returns the code and the name of an HTTP error: `404: Not Found`.
  mutating func httpStatus(
    of value: Value, _ id: ClassID, separator: String = ": "
  ) throws(Interruption) -> String? {
    let code = try attribute("code", of: value, at: current)
    if code == .none { return "???\(separator)Unknown Error" }
    guard case .integer(let number) = code, case .text(let name) = try attribute("name", of: value, at: current) else {
      return nil
    }
    return "\(number)\(separator)\(name)"
  }

  /// The description that Werkzeug gives an HTTP error without one of its own.
  mutating func httpDescription(of value: Value, _ id: ClassID) throws(Interruption) -> Value {
    if isMissingKey(id) {
      // In debug mode the description names the key.
      let app = request?.app ?? contexts.last?.app ?? 0
      let isShown = try apps.indices.contains(app) ? isDebug(app) : true
      let isTrapped = apps.indices.contains(app) && apps[app].config[.text("TRAP_BAD_REQUEST_ERRORS")] != nil
      if isShown || isTrapped { return unknown("the description of a missing key", isHarmless: true) }
    }
    for ancestor in hierarchy.mro(id) where classes[ancestor] == nil {
      guard let name = hierarchy.knownName(ancestor) else { continue }
      if let text = Library.descriptions[name] { return .text(text) }
      if ancestor == hierarchy.wellKnown.httpException { return .none }
      if hierarchy.isRouting(ancestor) { break }
    }
    return unknown("Werkzeug's description of an exception", isHarmless: true)
  }
}

extension String {
  /// `self % value`.
  func formatted(with value: Value, by evaluator: inout Evaluator) throws(Interruption) -> Value {
    var arguments: ArraySlice<Value> = if case .tuple(let values) = value { values[...] } else { [value] }
    var parts: [TextPart] = []
    var missing: Value?
    var rest = unicodeScalars[...]
    var literal = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        literal.append(scalar)
        continue
      }
      guard let kind = rest.popFirst() else { throw evaluator.raise("ValueError", "incomplete format") }
      if kind == "%" {
        literal.append("%")
        continue
      }
      guard kind == "s" || kind == "d" || kind == "r" || kind == "i" else {
        // `%5.2f` and the like.
        var specification = String.UnicodeScalarView([kind])
        while let last = specification.last, !last.isASCIILetter, let next = rest.popFirst() {
          specification.append(next)
        }
        guard let argument = arguments.popFirst(),
          let text = try evaluator.formatted(argument, percent: specification)
        else { return evaluator.unknown("a format specification", isHarmless: true) }
        parts.append(.text(String(literal) + text))
        literal = String.UnicodeScalarView()
        continue
      }
      guard let argument = arguments.popFirst() else {
        throw evaluator.raise("TypeError", "not enough arguments for format string")
      }
      let text: Value =
        switch kind {
        case "r": try evaluator.representation(of: argument)
        case "s": try evaluator.text(of: argument)
        default: try evaluator.numberText(of: argument, kind)
        }
      parts.append(.text(String(literal)))
      literal = String.UnicodeScalarView()
      if case .unknown = text { missing = missing ?? text } else { parts += evaluator.parts(of: text) }
    }
    if !arguments.isEmpty {
      switch value {
      case .tuple, .text, .integer, .boolean, .none:
        throw evaluator.raise("TypeError", "not all arguments converted during string formatting", isExact: true)
      default: break
      }
    }
    return missing ?? evaluator.template(parts + [.text(String(literal))])
  }

  /// `self.format(...)`.
  func formatted(with arguments: Arguments, by evaluator: inout Evaluator) throws(Interruption) -> Value {
    var parts: [TextPart] = []
    var missing: Value?
    var automatic = 0
    var literal = String.UnicodeScalarView()
    var rest = unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if (scalar == "{" || scalar == "}"), rest.first == scalar {
        literal.append(scalar)
        rest.removeFirst()
        continue
      }
      guard scalar == "{" else {
        literal.append(scalar)
        continue
      }
      var field = String.UnicodeScalarView()
      while let next = rest.popFirst(), next != "}" { field.append(next) }
      let value = try String(field).argument(of: arguments, &automatic, by: &evaluator)
      parts.append(.text(String(literal)))
      literal = String.UnicodeScalarView()
      if case .unknown = value { missing = missing ?? value } else { parts += evaluator.parts(of: value) }
    }
    return missing ?? evaluator.template(parts + [.text(String(literal))])
  }

  /// Returns the text of the argument that a replacement field names: ``, `0`, `name`, `e.code`.
  private func argument(
    of arguments: Arguments, _ automatic: inout Int, by evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    if hasSuffix("!r"), !dropLast(2).contains(where: { ":![".contains($0) }) {
      let value = try value(of: arguments, String(dropLast(2)), &automatic, by: &evaluator)
      return try evaluator.representation(of: value)
    }
    let pieces = split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
    let (field, specification) = (pieces.first ?? "", pieces.count > 1 ? pieces[1] : "")
    if field.contains("!") || field.contains("[") || specification.contains("{") {
      return evaluator.unknown("a format specification", isHarmless: true)
    }
    let found = try value(of: arguments, field, &automatic, by: &evaluator)
    guard !specification.isEmpty else { return try evaluator.text(of: found) }
    if case .unknown = found { return found }
    return try evaluator.formatted(found, specification)
  }

  /// Returns the argument that a path names: `0.code`.
  private func value(
    of arguments: Arguments, _ path: String, _ automatic: inout Int, by evaluator: inout Evaluator
  ) throws(Interruption) -> Value {
    var path = path.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    let first = path.removeFirst()
    var value: Value?
    if first.isEmpty {
      value = arguments.positional.indices.contains(automatic) ? arguments.positional[automatic] : nil
      automatic += 1
    } else if let index = Int(first) {
      value = arguments.positional.indices.contains(index) ? arguments.positional[index] : nil
    } else {
      value = arguments.keywords[first]
    }
    guard var found = value else { throw evaluator.raise("KeyError", first) }
    for name in path { found = try evaluator.attribute(name, of: found, at: evaluator.current) }
    return found
  }
}
