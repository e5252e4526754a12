/// Creates converters from the name and the arguments in a rule.
struct ConverterReader {
  enum Result {
    case converter(Converter)
    case problem(URLMap.RuleProblem)
  }

  private var arguments: ConverterArguments
  private var problem: URLMap.RuleProblem?

  /// Larger lengths are not modeled.
  private static let largestLength: Int64 = 100_000

  static func converter(_ name: String, _ text: [Unicode.Scalar], _ behavior: RoutingBehavior) -> Result {
    guard text.allSatisfy({ $0.value < 0x80 }) else {
      return .problem(.notModeled(reason: "arguments of a URL converter that are not ASCII"))
    }
    // Before 2.2, empty parentheses are no arguments. The result is the same.
    guard let arguments = ConverterArguments(text, behavior) else {
      return .problem(.raises(exception: "ValueError", message: "Cannot parse converter argument"))
    }
    var reader = Self(arguments: arguments)
    guard let converter = reader.converter(name, behavior) else {
      return .problem(reader.problem ?? .unknownConverter(name: name))
    }
    return reader.problem.map { .problem($0) } ?? .converter(converter)
  }

  private init(arguments: ConverterArguments) { self.arguments = arguments }

  private mutating func converter(_ name: String, _ behavior: RoutingBehavior) -> Converter? {
    switch name {
    case "default", "string": return segment()
    case "any": return items()
    case "int":
      bind(["fixed_digits", "min", "max", "signed"])
      return number(.digits(isSigned: isTrue("signed")), fixedDigits: integer("fixed_digits") ?? 0)
    case "float":
      bind(["min", "max", "signed"])
      return number(.decimal(isSigned: isTrue("signed")), fixedDigits: 0)
    case "path", "uuid":
      let hasBoundName = arguments.named.contains { $0.name == "map" || $0.name == "self" }
      if !behavior.ignoresArguments || hasBoundName { bind([]) }
      return Converter(pattern: name == "path" ? .path : .uuid)
    default: return nil
    }
  }

  /// Gives each positional argument the name of its parameter.
  private mutating func bind(_ parameters: [String]) {
    guard arguments.positional.count <= parameters.count else { return fail("TypeError", "too many arguments") }
    for (name, value) in zip(parameters, arguments.positional) {
      if arguments.named.contains(where: { $0.name == name }) { fail("TypeError", "an argument is given twice") }
      arguments.named.append((name, value))
    }
    for argument in arguments.named where !parameters.contains(argument.name) {
      fail("TypeError", "unexpected argument \(argument.name)")
    }
  }

  private mutating func segment() -> Converter {
    bind(["minlength", "maxlength", "length"])
    if let length = length("length") {
      return Converter(pattern: .segment(minimum: length, maximum: length, isExact: true))
    }
    let maximum = length("maxlength")
    if case .none? = value("minlength") { fail("TypeError", "int() argument must not be None") }
    let minimum = length("minlength") ?? 1
    if let maximum, maximum < minimum { notModeled("a URL converter with minlength greater than maxlength") }
    return Converter(pattern: .segment(minimum: minimum, maximum: maximum, isExact: false))
  }

  private mutating func items() -> Converter {
    if !arguments.named.isEmpty { fail("TypeError", "unexpected keyword argument") }
    var items: [[Unicode.Scalar]] = []
    for value in arguments.positional {
      switch value {
      case .text(let text): items.append(text)
      case .uncertain: notModeled("an unusual argument of a URL converter")
      case .none, .bool, .number: fail("TypeError", "the items of any must be strings")
      }
    }
    return Converter(pattern: .items(items.isEmpty ? [[]] : items))
  }

  private mutating func number(_ pattern: Converter.Pattern, fixedDigits: Int) -> Converter {
    Converter(pattern: pattern, fixedDigits: fixedDigits, minimum: limit("min"), maximum: limit("max"))
  }

  private func value(_ name: String) -> ConverterValue? { arguments.named.first { $0.name == name }?.value }

  /// Returns a length as Python's `int` converts it; nil if it is missing or `None`.
  private mutating func length(_ name: String) -> Int? {
    switch value(name) {
    case nil, .none?: return nil
    case .text(let text)?:
      if let number = DecimalNumber(text), text.allSatisfy({ $0.isASCIIDigit }) { return length(number) }
      let mayBeNumber = text.contains { $0.isASCIIDigit } && text.allSatisfy { !$0.isASCIILetter && $0 != "." }
      if mayBeNumber { notModeled("an unusual argument of a URL converter") }
      fail("ValueError", "invalid literal for int()")
      return nil
    case .bool(let isTrue)?: return isTrue ? 1 : 0
    case .number(let number)?: return length(number)
    case .uncertain?:
      notModeled("an unusual argument of a URL converter")
      return nil
    }
  }

  private mutating func length(_ number: DecimalNumber) -> Int? {
    guard let length = number.truncated, length <= Self.largestLength else {
      notModeled("a very large argument of a URL converter")
      return nil
    }
    return Int(length)
  }

  /// Returns an argument that Werkzeug only compares with integers.
  private mutating func integer(_ name: String) -> Int? {
    guard let limit = limit(name) else { return nil }
    guard limit.fraction.isEmpty else {
      notModeled("an argument of a URL converter that is not an integer")
      return nil
    }
    return length(limit)
  }

  private mutating func limit(_ name: String) -> DecimalNumber? {
    switch value(name) {
    case nil, .none?: return nil
    case .bool(let isTrue)?: return DecimalNumber(isTrue ? ["1"] : ["0"])
    case .number(let number)? where number.isExactFloat: return number
    case .number?, .text?, .uncertain?:
      notModeled("an unusual argument of a URL converter")
      return nil
    }
  }

  /// Returns whether Python takes an argument for true.
  private func isTrue(_ name: String) -> Bool {
    switch value(name) {
    case nil, .none?: false
    case .bool(let isTrue)?: isTrue
    case .number(let number)?: number.digitCount > 0
    case .text(let text)?: !text.isEmpty
    case .uncertain?: true
    }
  }

  /// Records the exception of the constructor. The first problem counts.
  private mutating func fail(_ exception: String, _ message: String) {
    problem = problem ?? .raises(exception: exception, message: message)
  }

  private mutating func notModeled(_ reason: String) { problem = problem ?? .notModeled(reason: reason) }
}
