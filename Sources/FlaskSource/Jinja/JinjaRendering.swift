import Diagnostics
import PythonSyntax
import Resolution

/// A value in a template.
enum JinjaValue {
  /// `isSafe`: whether it is marked as HTML, so that it is not escaped.
  case value(Value, isSafe: Bool)
  /// An undefined value with the message of the exception that most uses of it raise, if the message is known.
  case undefined(String?)
}

/// The names of a template.
struct JinjaScope {
  /// The innermost scope is the last one.
  var locals: [[String: JinjaValue]]
  let escapes: Bool
  let span: Span
}

/// Rendering templates.
extension Evaluator {
  /// Returns the text of a template; an unknown text if one of its values is not known.
  mutating func render(
    _ template: JinjaTemplate, _ values: Keywords, escapes: Bool, at span: Span
  ) throws(Interruption) -> Value {
    var names: [String: JinjaValue] = [:]
    for (name, value) in try contextValues() { names[name] = .value(value, isSafe: false) }
    for (name, value) in values { names[name] = .value(value, isSafe: false) }
    var scope = JinjaScope(locals: [names], escapes: escapes, span: span)
    var parts: [TextPart]? = []
    try render(template.nodes, &scope, into: &parts)
    return parts.map { self.template($0) } ?? unknownText(of: span)
  }

  /// The values that the context processors of the app return.
  private mutating func contextValues() throws(Interruption) -> [String: Value] {
    var values: [String: Value] = [:]
    guard let app = request?.app ?? contexts.last?.app else { return values }
    for function in apps[app].contextProcessors {
      guard case .dictionary(let id) = try call(function, Arguments(), at: current) else {
        throw notModeled("what a context processor returns is not known")
      }
      for case (.text(let name), let value) in entries(id).pairs { values[name] = value }
    }
    return values
  }

  private mutating func unmodeledTemplate(_ scope: JinjaScope) -> Interruption {
    notModeled("this template is not modeled", at: scope.span)
  }

  /// Adds the text of nodes. Without parts, a value is not known, and only exceptions matter.
  private mutating func render(
    _ nodes: [JinjaTemplate.Node], _ scope: inout JinjaScope, into parts: inout [TextPart]?
  ) throws(Interruption) {
    for node in nodes {
      try step(at: scope.span)
      switch node {
      case .text(let text): parts?.append(.text(text))
      case .output(let expression):
        guard let shown = try shown(evaluateJinja(expression, scope), scope) else {
          parts = nil
          continue
        }
        parts?.append(contentsOf: shown)
      case .condition(let branches, let otherwise):
        var body = otherwise
        for branch in branches where try isTrue(evaluateJinja(branch.test, scope), scope) {
          body = branch.body
          break
        }
        try render(body, &scope, into: &parts)
      case .assignment(let name, let expression):
        let value = try evaluateJinja(expression, scope)
        scope.locals[scope.locals.count - 1][name] = value
      case .loop(let names, let expression, let body, let otherwise):
        let elements = try elements(evaluateJinja(expression, scope), scope)
        if elements.isEmpty { try render(otherwise, &scope, into: &parts) }
        for (index, element) in elements.enumerated() {
          var locals = try unpacked(element, names, scope)
          locals["loop"] = .value(loopValue(index, elements.count), isSafe: false)
          scope.locals.append(locals)
          try render(body, &scope, into: &parts)
          scope.locals.removeLast()
        }
      }
    }
  }

  private mutating func loopValue(_ index: Int, _ count: Int) -> Value {
    newInstance(
      of: hierarchy.wellKnown.object,
      [
        "index": .integer(Int64(index + 1)), "index0": .integer(Int64(index)), "first": .boolean(index == 0),
        "last": .boolean(index == count - 1), "length": .integer(Int64(count)),
        "revindex": .integer(Int64(count - index)), Self.openMark: .none,
      ])
  }

  private mutating func unpacked(
    _ element: Value, _ names: [String], _ scope: JinjaScope
  ) throws(Interruption) -> [String: JinjaValue] {
    if names.count == 1 { return [names[0]: .value(element, isSafe: false)] }
    let values = try iterate(over: element)
    guard values.count == names.count else { throw unmodeledTemplate(scope) }
    var locals: [String: JinjaValue] = [:]
    for (name, value) in zip(names, values) { locals[name] = .value(value, isSafe: false) }
    return locals
  }

  private mutating func elements(_ value: JinjaValue, _ scope: JinjaScope) throws(Interruption) -> [Value] {
    guard case .value(let value, _) = value else { return [] }
    switch value {
    case .list, .tuple, .dictionary, .text, .unknown: return try iterate(over: value)
    default: throw unmodeledTemplate(scope)
    }
  }

  private mutating func isTrue(_ value: JinjaValue, _ scope: JinjaScope) throws(Interruption) -> Bool {
    guard case .value(let value, _) = value else { return false }
    return try isTrue(value)
  }

  /// Returns the text of a value; nil if it is not known.
  private mutating func shown(_ value: JinjaValue, _ scope: JinjaScope) throws(Interruption) -> [TextPart]? {
    guard case .value(let value, let isSafe) = value else { return [] }
    switch value {
    // Its text may need escapes.
    case .received(.statusName): return nil
    case .unknown(let unknown):
      if !unknown.isHarmless { throw undecided(unknown) }
      return nil
    case .instance:
      if let id = classOfInstance(value), classAttribute("__html__", of: id) != nil { return nil }
    default: break
    }
    let text = try self.text(of: value)
    if isUnknown(text) { return nil }
    return parts(of: text).map { part in
      if case .text(let text) = part, scope.escapes, !isSafe { .text(text.htmlEscaped) } else { part }
    }
  }

  // MARK: Expressions

  /// The names that Jinja and Flask define and that are not modeled.
  private static let unmodeledNames: Set<String> = ["lipsum", "cycler", "joiner", "namespace", "self", "caller", "_"]

  private mutating func lookUp(_ name: String, _ scope: JinjaScope) throws(Interruption) -> JinjaValue {
    for locals in scope.locals.reversed() { if let value = locals[name] { return value } }
    switch name {
    case "none": return .value(.none, isSafe: false)
    case "true": return .value(.boolean(true), isSafe: false)
    case "false": return .value(.boolean(false), isSafe: false)
    case "request", "session", "g":
      guard request != nil else { throw unmodeledTemplate(scope) }
      return .value(try resolved(.library("flask.\(name)")), isSafe: false)
    case "config":
      guard let app = request?.app ?? contexts.last?.app else { throw unmodeledTemplate(scope) }
      return .value(.config(app: app), isSafe: false)
    case "range", "dict": return .value(.library(name), isSafe: false)
    case "url_for": return .value(.library("flask.url_for"), isSafe: false)
    case "get_flashed_messages": return .value(.library("flask.get_flashed_messages"), isSafe: false)
    default: break
    }
    if templateNamesAreOpen || Self.unmodeledNames.contains(name) { throw unmodeledTemplate(scope) }
    return .undefined("'\(name)' is undefined")
  }

  private mutating func evaluateJinja(
    _ expression: PythonExpression, _ scope: JinjaScope
  ) throws(Interruption) -> JinjaValue {
    try step(at: scope.span)
    try descend(at: scope.span)
    defer { depth -= 1 }
    switch expression.kind {
    case .name(let name): return try lookUp(name, scope)
    case .integer(let number): return .value(.integer(number), isSafe: false)
    case .string(let text): return .value(.text(text), isSafe: false)
    case .none: return .value(.none, isSafe: false)
    case .true: return .value(.boolean(true), isSafe: false)
    case .false: return .value(.boolean(false), isSafe: false)
    case .list(let elements):
      var values: [Value] = []
      for element in elements { values.append(try plain(element, scope)) }
      return .value(newList(values), isSafe: false)
    case .attribute(let object, let name): return try attribute(name, of: evaluateJinja(object, scope), scope)
    case .subscripted(let object, let key):
      let object = try evaluateJinja(object, scope)
      return try element(of: object, plain(key, scope), scope)
    case .call(let function, let arguments): return try call(function, arguments, scope)
    case .binary(let left, .bitOr, let right): return try filter(left, right, scope)
    case .binary(let left, let operation, let right):
      // A filter binds more strongly in Jinja.
      guard operation == .add || operation == .subtract || operation == .multiply || operation == .remainder,
        !isFilter(left), !isFilter(right)
      else { throw unmodeledTemplate(scope) }
      return .value(try combine(plain(left, scope), operation, plain(right, scope)), isSafe: false)
    case .unary(.not, let operand):
      return .value(.boolean(try !isTrue(evaluateJinja(operand, scope), scope)), isSafe: false)
    case .and(let operands), .or(let operands):
      let ends = if case .or = expression.kind { true } else { false }
      var last = JinjaValue.undefined(nil)
      for operand in operands {
        last = try evaluateJinja(operand, scope)
        if try isTrue(last, scope) == ends { break }
      }
      return last
    case .conditional(let test, let value, let otherwise):
      return try isTrue(evaluateJinja(test, scope), scope)
        ? evaluateJinja(value, scope) : evaluateJinja(otherwise, scope)
    case .comparison(let left, let others):
      guard let other = others.first, others.count == 1 else { throw unmodeledTemplate(scope) }
      return .value(try compare(left, other, scope), isSafe: false)
    default: throw unmodeledTemplate(scope)
    }
  }

  private func isFilter(_ expression: PythonExpression) -> Bool {
    if case .binary(_, .bitOr, _) = expression.kind { true } else { false }
  }

  /// Returns a value that is defined and not marked as HTML.
  private mutating func plain(_ expression: PythonExpression, _ scope: JinjaScope) throws(Interruption) -> Value {
    switch try evaluateJinja(expression, scope) {
    case .value(let value, false): return value
    case .value(_, true): throw unmodeledTemplate(scope)
    case .undefined(let message): throw raiseUndefined(message)
    }
  }

  private mutating func raiseUndefined(_ message: String?) -> Interruption {
    raise(
      ofLibrary: "jinja2.UndefinedError",
      [message.map { .text($0) } ?? unknown("the message of an undefined value", isHarmless: true)])
  }

  private mutating func compare(
    _ left: PythonExpression, _ other: PythonExpression.Comparison, _ scope: JinjaScope
  ) throws(Interruption) -> Value {
    if other.operator == .is || other.operator == .isNot {
      guard case .name(let test) = other.right.kind else {
        guard case .none = other.right.kind else { throw unmodeledTemplate(scope) }
        return try test("none", evaluateJinja(left, scope), isNegated: other.operator == .isNot, scope)
      }
      return try self.test(test, evaluateJinja(left, scope), isNegated: other.operator == .isNot, scope)
    }
    let first = try evaluateJinja(left, scope)
    let second = try evaluateJinja(other.right, scope)
    switch (first, second) {
    case (.value(let left, false), .value(let right, false)):
      return try compare(left, other.operator, right, at: scope.span)
    case (.undefined, .value), (.value, .undefined):
      switch other.operator {
      case .equal: return .boolean(false)
      case .notEqual: return .boolean(true)
      default: throw unmodeledTemplate(scope)
      }
    default: throw unmodeledTemplate(scope)
    }
  }

  /// `value is test`.
  private mutating func test(
    _ name: String, _ value: JinjaValue, isNegated: Bool, _ scope: JinjaScope
  ) throws(Interruption) -> Value {
    let result: Bool
    switch (name, value) {
    case ("defined", .undefined), ("undefined", .value): result = false
    case ("defined", .value), ("undefined", .undefined): result = true
    case ("none", .undefined): result = false
    case ("none", .value(let value, _)): result = try isTrue(equal(value, .none))
    case ("string", .value(.text, _)): result = true
    case ("odd", .value(.integer(let number), _)): result = number % 2 != 0
    case ("even", .value(.integer(let number), _)): result = number % 2 == 0
    default: throw unmodeledTemplate(scope)
    }
    return .boolean(result != isNegated)
  }

  // MARK: Attributes and calls

  private static let methodsOfDictionaries: Set<String> = [
    "items", "keys", "values", "get", "pop", "update", "copy", "clear", "setdefault", "popitem", "fromkeys",
  ]

  private mutating func attribute(
    _ name: String, of object: JinjaValue, _ scope: JinjaScope
  ) throws(Interruption) -> JinjaValue {
    guard case .value(let object, let isSafe) = object else {
      if case .undefined(let message) = object { throw raiseUndefined(message) }
      throw unmodeledTemplate(scope)
    }
    if isSafe || name.hasPrefix("_") { throw unmodeledTemplate(scope) }
    switch object {
    case .dictionary(let id) where !Self.methodsOfDictionaries.contains(name):
      guard let value = entries(id)[.text(name)] else {
        return .undefined("'dict object' has no attribute '\(name)'")
      }
      return .value(value, isSafe: false)
    case .config(let app) where isOption(name):
      return .value(try configValue(.text(name), of: app), isSafe: false)
    case .instance where isGlobals(object) || classOfInstance(object) == hierarchy.wellKnown.object:
      if let value = attributesOfInstance(object)[name] { return .value(value, isSafe: false) }
      if decisions != nil { return .value(unknown("`g.\(name)`", isHarmless: true), isSafe: false) }
      if attributesOfInstance(object)[Self.openMark] != nil { throw unmodeledTemplate(scope) }
      return .undefined(nil)
    case .instance, .received:
      do {
        return .value(try self.attribute(name, of: object, at: scope.span), isSafe: false)
      } catch .raised(let exception) where isInstance(exception, ofKnown: "AttributeError") {
        // The message names the module of the class.
        return .undefined(nil)
      }
    case .dictionary, .text, .library("flask.request"):
      return .value(try self.attribute(name, of: object, at: scope.span), isSafe: false)
    case .libraryMethod(.library("flask.request"), "args"), .libraryMethod(.library("flask.request"), "form"):
      return .value(.libraryMethod(object, name), isSafe: false)
    case .unknown: return .value(object, isSafe: false)
    default: throw unmodeledTemplate(scope)
    }
  }

  /// Whether a name is an option of an app. Others are methods of its dictionary.
  private func isOption(_ name: String) -> Bool { name.allSatisfy { $0.isUppercase || $0 == "_" } }

  private mutating func element(
    of object: JinjaValue, _ key: Value, _ scope: JinjaScope
  ) throws(Interruption) -> JinjaValue {
    guard case .value(let object, false) = object else {
      if case .undefined(let message) = object { throw raiseUndefined(message) }
      throw unmodeledTemplate(scope)
    }
    switch (object, key) {
    case (.dictionary(let id), _):
      guard !key.isSymbolic else { throw unmodeledTemplate(scope) }
      if let value = entries(id)[key] { return .value(value, isSafe: false) }
      guard case .text(let name) = key else { return .undefined(nil) }
      return try attribute(name, of: .value(object, isSafe: false), scope)
    case (.list(let id), .integer(let index)):
      let elements = elements(id)
      return position(index, in: elements.count).map { .value(elements[$0], isSafe: false) } ?? .undefined(nil)
    case (.tuple(let elements), .integer(let index)):
      return position(index, in: elements.count).map { .value(elements[$0], isSafe: false) } ?? .undefined(nil)
    case (.config(let app), .text(let name)) where isOption(name):
      return .value(try configValue(key, of: app), isSafe: false)
    default: throw unmodeledTemplate(scope)
    }
  }

  private mutating func call(
    _ function: PythonExpression, _ given: [PythonArgument], _ scope: JinjaScope
  ) throws(Interruption) -> JinjaValue {
    let callee: Value
    switch try evaluateJinja(function, scope) {
    case .undefined(let message): throw raiseUndefined(message)
    case .value(let value, _): callee = value
    }
    var arguments = Arguments()
    for argument in given {
      let value = try plain(argument.value, scope)
      switch argument.kind {
      case .positional: arguments.positional.append(value)
      case .keyword(let name): arguments.keywords[name] = value
      case .positions, .keywords: throw unmodeledTemplate(scope)
      }
    }
    switch callee {
    case .function, .method, .library, .libraryMethod, .partial:
      return .value(try call(callee, arguments, at: scope.span), isSafe: false)
    default: throw unmodeledTemplate(scope)
    }
  }

  // MARK: Filters

  /// `value|filter` and `value|filter(arguments)`.
  private mutating func filter(
    _ operand: PythonExpression, _ filter: PythonExpression, _ scope: JinjaScope
  ) throws(Interruption) -> JinjaValue {
    var arguments: [Value] = []
    var name = filter
    if case .call(let function, let given) = filter.kind {
      name = function
      for argument in given {
        guard argument.kind == .positional else { throw unmodeledTemplate(scope) }
        arguments.append(try plain(argument.value, scope))
      }
    }
    guard case .name(let filterName) = name.kind else { throw unmodeledTemplate(scope) }
    switch operand.kind {
    // A filter binds more strongly than these operators in Jinja, and less strongly in Python.
    case .binary(_, .bitOr, _): break
    case .binary: throw unmodeledTemplate(scope)
    default: break
    }
    let value = try evaluateJinja(operand, scope)
    switch (filterName, value) {
    case ("default", .undefined), ("d", .undefined): return .value(arguments.first ?? .text(""), isSafe: false)
    case ("default", .value(let given, _)), ("d", .value(let given, _)):
      guard arguments.count > 1, arguments[1] == .boolean(true) else { return value }
      return try isTrue(given) ? value : .value(arguments[0], isSafe: false)
    case ("safe", .value(.text, _)):
      guard case .value(let text, _) = value else { return value }
      return .value(text, isSafe: true)
    case ("upper", .value(.text(let text), let isSafe)) where isASCII(text):
      return .value(.text(text.uppercased()), isSafe: isSafe)
    case ("lower", .value(.text(let text), let isSafe)) where isASCII(text):
      return .value(.text(text.lowercased()), isSafe: isSafe)
    case ("capitalize", .value(.text(let text), let isSafe)) where isASCII(text):
      return .value(.text(text.prefix(1).uppercased() + text.dropFirst().lowercased()), isSafe: isSafe)
    case ("length", .value(let given, _)), ("count", .value(let given, _)):
      guard arguments.isEmpty else { throw unmodeledTemplate(scope) }
      switch given {
      case .text(let text): return .value(.integer(Int64(text.unicodeScalars.count)), isSafe: false)
      case .list, .tuple, .dictionary:
        return .value(.integer(Int64(try iterate(over: given).count)), isSafe: false)
      default: throw unmodeledTemplate(scope)
      }
    case ("join", .value(let given, false)):
      guard case .text(let separator)? = arguments.first ?? .text(""), arguments.count < 2 else {
        throw unmodeledTemplate(scope)
      }
      var parts: [TextPart] = []
      for (index, element) in try elements(.value(given, isSafe: false), scope).enumerated() {
        if index > 0 { parts.append(.text(separator)) }
        let text = try self.text(of: element)
        if isUnknown(text) { return .value(text, isSafe: false) }
        parts += self.parts(of: text)
      }
      return .value(template(parts), isSafe: false)
    case ("first", .value(let given, false)), ("last", .value(let given, false)):
      let elements = try elements(.value(given, isSafe: false), scope)
      let element = filterName == "first" ? elements.first : elements.last
      return element.map { .value($0, isSafe: false) } ?? .undefined(nil)
    case ("int", .value(.integer, _)) where arguments.isEmpty: return value
    default: throw unmodeledTemplate(scope)
    }
  }

  private func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }
}

extension String {
  /// The text as MarkupSafe escapes it.
  var htmlEscaped: String {
    var result = ""
    for character in self {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&#34;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }
}
