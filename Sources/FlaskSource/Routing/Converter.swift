/// A converter of a variable: which text it matches and which value the view function receives.
struct Converter: Hashable {
  /// The regular expression of the converter.
  enum Pattern: Hashable {
    /// `[^/]{minimum,maximum}`. `isExact` if it is written `{maximum}`: Werkzeug compares the text of expressions.
    case segment(minimum: Int, maximum: Int?, isExact: Bool)
    case items([[Unicode.Scalar]])
    /// `[^/].*?`
    case path
    /// `\d+`, with `-?` before it if signed.
    case digits(isSigned: Bool)
    /// `\d+\.\d+`, with `-?` before it if signed.
    case decimal(isSigned: Bool)
    case uuid
    /// The regular expression of a converter of the program, without groups and slashes.
    case expression(String)
  }

  /// A converter of the program.
  struct Custom: Hashable {
    /// The number of the converter in the program.
    var index: Int
    var weight: Int
  }

  var pattern: Pattern
  /// The number of characters of an integer; 0 allows any.
  var fixedDigits = 0
  /// The converter of the program, if it is one.
  var custom: Custom?
  var minimum: DecimalNumber?
  var maximum: DecimalNumber?

  /// The weight in the order of rules.
  var weight: Int {
    if let custom { return custom.weight }
    return switch pattern {
    case .segment, .items, .uuid, .expression: 100
    case .path: 200
    case .digits, .decimal: 50
    }
  }

  enum Conversion {
    case value(URLMap.Argument)
    /// The text is out of limits.
    case invalid
    case notModeled(String)
  }

  /// Returns the value for a text that the pattern matches.
  func value(of text: ArraySlice<Unicode.Scalar>) -> Conversion {
    if let custom { return .value(.custom(String(scalars: text), converter: custom.index)) }
    switch pattern {
    case .segment, .items, .path, .expression: return .value(.text(String(scalars: text)))
    case .uuid: return .value(.uuid(String(scalars: text).lowercased()))
    case .digits, .decimal: break
    }
    if fixedDigits != 0, text.count != fixedDigits { return .invalid }
    guard let number = DecimalNumber(text) else { return .invalid }
    if case .decimal = pattern {
      guard number.isExactFloat else { return .notModeled("a number with many digits in a URL") }
      return isWithinLimits(number) ? .value(.float(String(scalars: text))) : .invalid
    }
    guard let integer = number.truncated else { return .notModeled("a very large number in a URL") }
    return isWithinLimits(number) ? .value(.integer(integer)) : .invalid
  }

  private func isWithinLimits(_ number: DecimalNumber) -> Bool {
    if let minimum, number < minimum { return false }
    if let maximum, maximum < number { return false }
    return true
  }

  /// Returns the text of a value in a URL, percent-encoded; nil if it is not modeled.
  func urlText(of value: URLMap.Argument, _ behavior: RoutingBehavior) -> [Unicode.Scalar]? {
    switch (pattern, value) {
    case (.items(let items), .text(let text)):
      let scalars = Array(text.unicodeScalars)
      // Since 2.2, an item is not percent-encoded, and another value is an error.
      guard behavior.hasStateMachine else { return PercentCoding.encodedValue(scalars, behavior) }
      return items.contains(scalars) ? scalars : nil
    case (.segment, .text(let text)), (.path, .text(let text)):
      return PercentCoding.encodedValue(Array(text.unicodeScalars), behavior)
    case (.segment, .integer(let integer)), (.path, .integer(let integer)):
      return Array(String(integer).unicodeScalars)
    case (.uuid, .uuid(let text)): return Array(text.unicodeScalars)
    case (.digits, .integer(let integer)): return paddedText(of: integer)
    case (.decimal, .float(let text)): return DecimalNumber(Array(text.unicodeScalars))?.floatText
    default: return nil
    }
  }

  private func paddedText(of integer: Int64) -> [Unicode.Scalar] {
    let digits = Array(String(integer.magnitude).unicodeScalars)
    let sign: [Unicode.Scalar] = integer < 0 ? ["-"] : []
    let missing = max(0, fixedDigits - digits.count - sign.count)
    return sign + Array(repeating: "0", count: missing) + digits
  }
}
