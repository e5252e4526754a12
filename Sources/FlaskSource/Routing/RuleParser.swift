/// A piece of a rule.
enum RulePiece: Hashable {
  /// Text with its slashes.
  case text([Unicode.Scalar])
  case variable(name: String, Converter)
}

/// Splits the text of a rule into pieces.
struct RuleParser {
  enum Result {
    case pieces([RulePiece])
    case problem(URLMap.RuleProblem)
  }

  private let behavior: RoutingBehavior
  /// The converters of the program by the names of the variables.
  private let converters: [String: Converter]
  private let text: [Unicode.Scalar]
  private var position = 0
  private var pieces: [RulePiece] = []
  private var names: Set<String> = []

  /// More pieces are not modeled, so that the depth of a search is limited.
  private static let mostPieces = 100
  private static let longestRule = 2000

  static func parse(
    _ text: String, _ converters: [String: Converter] = [:], _ behavior: RoutingBehavior
  ) -> Result {
    let scalars = Array(text.unicodeScalars)
    guard scalars.first == "/" else {
      return .problem(.raises(exception: "ValueError", message: "URL rules must start with a slash"))
    }
    guard scalars.count <= longestRule else { return .problem(.notModeled(reason: "a very long URL rule")) }
    let merges = behavior.hasStateMachine && behavior.mergesSlashes
    var parser = RuleParser(
      text: merges ? mergedSlashes(scalars, behavior) : scalars, converters, behavior: behavior)
    if let problem = parser.parse() { return .problem(problem) }
    return .pieces(parser.pieces)
  }

  /// Returns the variables of a rule, up to the first mistake.
  static func variables(of text: String, _ behavior: RoutingBehavior) -> [Variable] {
    var parser = RuleParser(text: Array(text.unicodeScalars.prefix(longestRule)), [:], behavior: behavior)
    var variables: [Variable] = []
    while let start = parser.text[parser.position...].firstIndex(of: "<") {
      parser.position = start
      guard let variable = parser.variable() else { break }
      variables.append(variable)
    }
    return variables
  }

  private init(text: [Unicode.Scalar], _ converters: [String: Converter], behavior: RoutingBehavior) {
    self.converters = converters
    self.text = text
    self.behavior = behavior
  }

  private mutating func parse() -> URLMap.RuleProblem? {
    while position < text.count {
      guard pieces.count < Self.mostPieces else { return .notModeled(reason: "a URL rule with very many parts") }
      let start = position
      while position < text.count, text[position] != "<" { position += 1 }
      let static_ = Array(text[start..<position])
      guard position < text.count else {
        // Since 2.2, `>` without `<` is text.
        if !behavior.hasStateMachine, static_.contains(">") { return malformed }
        pieces.append(.text(static_))
        return nil
      }
      guard let variable = variable() else { return malformed }
      if !static_.isEmpty { pieces.append(.text(static_)) }
      if let problem = add(variable) { return problem }
    }
    return nil
  }

  private var malformed: URLMap.RuleProblem {
    .raises(exception: "ValueError", message: "malformed url rule")
  }

  /// The parts of `<converter(arguments):name>`.
  struct Variable {
    var converter: String?
    var arguments: [Unicode.Scalar] = []
    var name: String
  }

  /// Reads a variable at `<`.
  private mutating func variable() -> Variable? {
    let start = position + 1
    guard let word = wordEnd(start) else { return nil }
    let first = string(start..<word)
    if let found = named(at: word, converter: first, arguments: []) { return found }
    if character(word) == "(" {
      // The arguments end at the first `)` from which the rest of the variable follows.
      for end in (word + 1)..<max(text.count, word + 1) {
        if text[end] == "\n" { break }
        guard text[end] == ")" else { continue }
        let arguments = Array(text[(word + 1)..<end])
        if let found = named(at: end + 1, converter: first, arguments: arguments) { return found }
      }
    }
    guard character(word) == ">" else { return nil }
    position = word + 1
    return Variable(name: first)
  }

  /// Reads `:name>`.
  private mutating func named(at colon: Int, converter: String, arguments: [Unicode.Scalar]) -> Variable? {
    guard character(colon) == ":", let end = wordEnd(colon + 1), character(end) == ">" else { return nil }
    position = end + 1
    return Variable(converter: converter, arguments: arguments, name: string((colon + 1)..<end))
  }

  private mutating func add(_ variable: Variable) -> URLMap.RuleProblem? {
    let isRepeated = !names.insert(variable.name).inserted
    // Since 2.2, the exception comes from the code that Werkzeug generates, after the whole rule was read.
    if isRepeated, behavior.hasStateMachine {
      return .raises(exception: "SyntaxError", message: "a variable name is used twice")
    }
    if isRepeated { return .raises(exception: "ValueError", message: "a variable name is used twice") }
    if ["True", "False", "None", "__suffix__"].contains(variable.name) {
      return .notModeled(reason: "a URL variable with a reserved name")
    }
    if let converter = converters[variable.name] {
      pieces.append(.variable(name: variable.name, converter))
      return nil
    }
    switch ConverterReader.converter(variable.converter ?? "default", variable.arguments, behavior) {
    case .converter(let converter):
      pieces.append(.variable(name: variable.name, converter))
      return nil
    case .problem(let problem): return problem
    }
  }

  private func character(_ index: Int) -> Unicode.Scalar? { index < text.count ? text[index] : nil }

  /// Returns the end of the name at a position.
  private func wordEnd(_ start: Int) -> Int? {
    guard let first = character(start), first.isASCIILetter || first == "_" else { return nil }
    var end = start + 1
    while let next = character(end), next.isASCIILetter || next.isASCIIDigit || next == "_" { end += 1 }
    return end
  }

  private func string(_ range: Range<Int>) -> String { String(scalars: text[range]) }
}

/// Returns a text with repeated slashes merged, as Werkzeug since 2.2 does.
func mergedSlashes(_ text: [Unicode.Scalar], _ behavior: RoutingBehavior) -> [Unicode.Scalar] {
  var merged: [Unicode.Scalar] = []
  var index = 0
  while index < text.count {
    merged.append(text[index])
    let isSlash = text[index] == "/"
    index += 1
    guard isSlash else { continue }
    let end = behavior.mergesPairs ? min(index + 1, text.count) : text.count
    while index < end, text[index] == "/" { index += 1 }
  }
  return merged
}

extension Unicode.Scalar {
  var isASCIIDigit: Bool { value >= 0x30 && value <= 0x39 }
  var isASCIILetter: Bool { (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A }
  var isASCIIHexDigit: Bool { isASCIIDigit || ((value | 0x20) >= 0x61 && (value | 0x20) <= 0x66) }
}

extension String {
  /// Creates a text from its scalars.
  init(scalars: some Sequence<Unicode.Scalar>) {
    self.init()
    unicodeScalars.append(contentsOf: scalars)
  }
}
