import Diagnostics
import PythonSyntax
import Resolution

/// URL converters that a program defines.
extension Evaluator {
  /// `app.url_map.converters[name] = type`.
  mutating func setConverter(_ name: Value, to value: Value, of app: Int) {
    guard case .text(let name) = name, case .type(let id) = value else {
      return apps[app].taint(reason("this URL converter is not modeled"))
    }
    apps[app].converters[name] = id
  }

  /// Returns the converters of the program that a rule names, by the names of its variables. Those that are not modeled
  /// are left out, so that the rule has an unknown converter.
  mutating func converters(of rule: String, _ app: Int) throws(Interruption) -> [String: Converter] {
    guard !apps[app].converters.isEmpty else { return [:] }
    var converters: [String: Converter] = [:]
    for variable in apps[app].map.variables(of: rule) {
      guard let id = apps[app].converters[variable.converter ?? "default"] else { continue }
      guard let arguments = arguments(of: variable, app), let converter = try newConverter(id, arguments) else {
        // Werkzeug's own converter of this name would be the wrong one.
        apps[app].taint(reason("the URL converter `\(className(id))` is not modeled"))
        continue
      }
      converters[variable.name] = converter
    }
    return converters
  }

  private mutating func arguments(of variable: RuleParser.Variable, _ app: Int) -> Arguments? {
    guard variable.arguments.allSatisfy({ $0.isASCII }) else { return nil }
    var arguments = Arguments(positional: [unknown("the map of URLs is not modeled", isHarmless: true)])
    guard !variable.arguments.isEmpty else { return arguments }
    guard let given = apps[app].map.arguments(of: variable) else { return nil }
    // `1.0` is a float, and floats are not modeled.
    let hasFloat = variable.arguments.contains(".")
    for item in given.positional {
      guard let value = value(of: item, hasFloat: hasFloat) else { return nil }
      arguments.positional.append(value)
    }
    for item in given.named {
      guard let value = value(of: item.value, hasFloat: hasFloat) else { return nil }
      arguments.keywords[item.name] = value
    }
    return arguments
  }

  private func value(of argument: ConverterValue, hasFloat: Bool) -> Value? {
    switch argument {
    case .none: Value.none
    case .bool(let value): .boolean(value)
    case .text(let text): .text(String(scalars: text))
    case .number(let number): hasFloat ? nil : number.truncated.map { .integer($0) }
    case .uncertain: nil
    }
  }

  /// The bases of converters whose own methods leave the text as it is.
  private static let baseConverters: Set<String> = [
    "werkzeug.routing.BaseConverter", "werkzeug.routing.converters.BaseConverter", "werkzeug.routing.UnicodeConverter",
  ]

  private mutating func newConverter(_ id: ClassID, _ arguments: Arguments) throws(Interruption) -> Converter? {
    guard inheritedUnknownBase(id) == nil, !hasLibraryBase(id, { !Self.baseConverters.contains($0) }),
      hasLibraryBase(id, { _ in true }), classAttribute("part_isolating", of: id) == nil
    else { return nil }
    // The constructor of this one reads the length of the text.
    if hasLibraryBase(id, { $0.hasSuffix("UnicodeConverter") }), arguments.positional.count > 1 { return nil }
    let instance = try instantiate(id, arguments)
    guard case .instance(let object) = instance else { return nil }
    var expression = "[^/]+"
    let regex = attributesOfInstance(instance)["regex"] ?? classAttribute("regex", of: id)?.value
    switch regex {
    case .text(let text)?: expression = text
    case nil: break
    default: return nil
    }
    guard expression == "[^/]+" || !expression.utf8.contains(UInt8(ascii: "/")),
      let compiled = RegularExpressionParser.expression(expression, flags: 0), compiled.isLocal
    else { return nil }
    var weight = 100
    if let given = classAttribute("weight", of: id)?.value {
      guard case .integer(let number) = given else { return nil }
      weight = Int(clamping: number)
    }
    var converter = Converter(pattern: .expression(expression))
    if expression == "[^/]+" { converter.pattern = .segment(minimum: 1, maximum: nil, isExact: false) }
    converter.custom = Converter.Custom(index: object.index, weight: weight)
    return converter
  }

  /// What a request matches, once the converters of the program have read its values.
  struct ConvertedMatch {
    var match: URLMap.Match
    /// The values by the names of the variables.
    var values = Keywords()
    /// The exception that a converter raises instead.
    var raised: Value?
  }

  /// Calls the converters of the program for the values of a match.
  mutating func convert(_ match: URLMap.Match, of request: CurrentRequest) throws(Interruption) -> ConvertedMatch {
    var match = match
    var refused: Set<Int> = []
    while case .found(let found) = match {
      do throws(Interruption) {
        return ConvertedMatch(match: match, values: try convertedValues(found))
      } catch .raised(let exception) {
        let id = classOfInstance(exception)
        if id.map({ hierarchy.isHTTP($0) }) ?? false { return ConvertedMatch(match: match, raised: exception) }
        guard let id,
          libraryException("werkzeug.routing.ValidationError").map({ hierarchy.isSubclass(id, of: $0) }) ?? false
        else {
          throw notModeled("a URL converter raises an exception")
        }
        refused.insert(found.rule)
        match = apps[request.app].map.match(path: request.path, method: request.method, except: refused)
        guard !apps[request.app].map.triesNextRule else { continue }
        // No other rule is tried. Another rule for other methods would matter.
        if case .wrongMethod = match { throw notModeled("a URL converter refuses a value") }
        return ConvertedMatch(match: .unknown)
      }
    }
    return ConvertedMatch(match: match)
  }

  private mutating func convertedValues(_ found: URLMap.FoundRule) throws(Interruption) -> Keywords {
    var values = Keywords()
    for argument in found.arguments {
      guard case .custom(let text, let converter) = argument.value else {
        values[argument.name] = value(of: argument.value)
        continue
      }
      let instance = Value.instance(ObjectID(index: converter))
      guard let id = classOfInstance(instance), let (method, _) = classAttribute("to_python", of: id) else {
        values[argument.name] = .text(text)
        continue
      }
      guard case .function(let function) = method else { throw notModeled("this URL converter is not modeled") }
      values[argument.name] = try call(function, Arguments(positional: [instance, .text(text)]))
    }
    return values
  }
}
