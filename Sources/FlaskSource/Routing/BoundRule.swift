/// A rule that was added to a map.
struct BoundRule {
  struct Variable: Hashable {
    var name: String
    var converter: Converter
  }

  /// A piece of the URL that is built for the rule.
  enum BuiltPiece: Hashable {
    case text([Unicode.Scalar])
    case variable(name: String)
  }

  /// The result of matching the rule alone, before Werkzeug 2.2.
  enum Result {
    case none
    case arguments([URLMap.NamedArgument])
    /// A redirect to a path that is not percent-encoded yet.
    case redirect([Unicode.Scalar])
    case notModeled(String)
  }

  let route: Int
  let methods: Set<String>?
  let strictSlashes: Bool
  let defaults: [URLMap.NamedArgument]
  let pieces: [RulePiece]
  let variables: [Variable]
  let builtPieces: [BuiltPiece]
  /// The place in the order of rules before Werkzeug 2.2.
  let weight: RuleWeight

  /// Whether the rule ends with a slash.
  private let isBranch: Bool
  /// The regular expression of the rule before Werkzeug 2.2.
  private let pattern: PathPattern

  init(_ rule: URLMap.Rule, _ pieces: [RulePiece], strictSlashes: Bool, _ behavior: RoutingBehavior) {
    route = rule.route
    methods = rule.methods.map { $0.contains("GET") ? $0.union(["HEAD"]) : $0 }
    self.strictSlashes = strictSlashes
    defaults = rule.defaults
    isBranch = rule.text.utf8.last == UInt8(ascii: "/")
    self.pieces = pieces
    variables = pieces.compactMap {
      if case .variable(let name, let converter) = $0 { Variable(name: name, converter: converter) } else { nil }
    }
    let ordered = isBranch && !behavior.hasStateMachine ? Self.withoutFinalSlashes(pieces) : pieces
    builtPieces = Self.builtPieces(ordered, addsSlash: isBranch && !behavior.hasStateMachine, behavior)
    weight = RuleWeight(ordered, hasArguments: !(variables.isEmpty && rule.defaults.isEmpty))
    let hasSuffix = isBranch || !strictSlashes
    pattern = Self.pattern(ordered, hasSuffix: hasSuffix, behavior)
  }

  /// Why the rule cannot be used.
  var problem: URLMap.RuleProblem? {
    let isHidden = defaults.contains { argument in variables.contains { $0.name == argument.name } }
    return isHidden ? .notModeled(reason: "a default for a variable of the same URL rule") : nil
  }

  /// The names of all arguments of the view function.
  var argumentNames: Set<String> { Set(variables.map { $0.name } + defaults.map { $0.name }) }

  func allows(_ method: String) -> Bool { methods?.contains(method) ?? true }

  /// Matches the whole path, as Werkzeug before 2.2.
  func match(_ path: [Unicode.Scalar], _ method: String, _ behavior: RoutingBehavior) -> Result {
    let values: [ArraySlice<Unicode.Scalar>]
    var isSlashMissing = false
    switch pattern.match(path, in: path.indices) {
    case .none: return .none
    case .notModeled(let reason): return .notModeled(reason)
    case .match(let ranges, let suffix):
      values = ranges.map { path[$0] }
      isSlashMissing = strictSlashes && isBranch && (suffix?.isEmpty ?? true) && allows(method)
    }
    // Before 1.0, the slash is added before the values are checked.
    if isSlashMissing, !behavior.mergesSlashes { return .redirect(path + ["/"]) }
    switch arguments(values) {
    case .none: return .none
    case .notModeled(let reason): return .notModeled(reason)
    case .redirect(let path): return .redirect(path)
    case .arguments(let arguments):
      if isSlashMissing || !allows(method), variables.contains(where: { $0.converter.custom != nil }) {
        return .notModeled("a URL converter of the program that may refuse the value")
      }
      guard behavior.mergesSlashes else { return .arguments(arguments) }
      let full = isSlashMissing ? path + ["/"] : path
      return merged(full, arguments, isSlashMissing: isSlashMissing, behavior)
    }
  }

  /// Returns the arguments for the texts of the variables.
  func arguments(_ values: [ArraySlice<Unicode.Scalar>]) -> Result {
    var arguments: [URLMap.NamedArgument] = []
    for (variable, text) in zip(variables, values) {
      switch variable.converter.value(of: text) {
      case .value(let value): arguments.append(URLMap.NamedArgument(name: variable.name, value: value))
      case .invalid: return .none
      case .notModeled(let reason): return .notModeled(reason)
      }
    }
    return .arguments(arguments + defaults)
  }

  /// Returns a redirect if the path has more slashes than the URL that is built for the rule.
  private func merged(
    _ path: [Unicode.Scalar], _ arguments: [URLMap.NamedArgument], isSlashMissing: Bool, _ behavior: RoutingBehavior
  ) -> Result {
    let unmerged: Result = isSlashMissing ? .redirect(path) : .arguments(arguments)
    var slashes = slashCount(arguments)
    let addsSlash = path.last == "/" && !endsWithSlash(arguments)
    if addsSlash { slashes += 1 }
    guard slashes < path.count(where: { $0 == "/" }) else { return unmerged }
    guard var built = builtPath(arguments, behavior) else { return .notModeled("a number in a URL that is redirected") }
    if addsSlash { built.append("/") }
    guard behavior.decodesMergedPath else { return .redirect(built) }
    return PercentCoding.decodedAgain(built).map { .redirect($0) } ?? .notModeled("an unusual URL that is redirected")
  }

  /// Returns the path of the URL that is built for the rule, percent-encoded. Returns nil if it is not modeled.
  func builtPath(_ arguments: [URLMap.NamedArgument], _ behavior: RoutingBehavior) -> [Unicode.Scalar]? {
    var path: [Unicode.Scalar] = []
    for piece in builtPieces {
      switch piece {
      case .text(let text): path += PercentCoding.encodedText(text, behavior)
      case .variable(let name):
        guard let variable = variables.first(where: { $0.name == name }),
          let argument = arguments.first(where: { $0.name == name }),
          let text = variable.converter.urlText(of: argument.value, behavior)
        else { return nil }
        path += text
      }
    }
    return path
  }

  /// Returns the number of slashes in the URL that is built for the rule.
  private func slashCount(_ arguments: [URLMap.NamedArgument]) -> Int {
    builtPieces.reduce(0) { count, piece in
      switch piece {
      case .text(let text): count + text.count { $0 == "/" }
      case .variable(let name): count + Self.text(of: name, arguments).unicodeScalars.count { $0 == "/" }
      }
    }
  }

  private func endsWithSlash(_ arguments: [URLMap.NamedArgument]) -> Bool {
    for piece in builtPieces.reversed() {
      let last =
        switch piece {
        case .text(let text): text.last
        case .variable(let name): Self.text(of: name, arguments).unicodeScalars.last
        }
      if let last { return last == "/" }
    }
    return false
  }

  private static func text(of name: String, _ arguments: [URLMap.NamedArgument]) -> String {
    switch arguments.first(where: { $0.name == name })?.value {
    case .text(let text)?, .float(let text)?, .uuid(let text)?, .custom(let text, _)?: text
    case .integer(let integer)?: String(integer)
    case .some(.none): "None"
    case nil: ""
    }
  }

  private static func withoutFinalSlashes(_ pieces: [RulePiece]) -> [RulePiece] {
    guard case .text(var text)? = pieces.last else { return pieces }
    while text.last == "/" { text.removeLast() }
    return pieces.dropLast() + (text.isEmpty ? [] : [.text(text)])
  }

  /// Returns the pieces without repeated slashes and without text next to text.
  private static func builtPieces(
    _ pieces: [RulePiece], addsSlash: Bool, _ behavior: RoutingBehavior
  ) -> [BuiltPiece] {
    var built: [BuiltPiece] = []
    let final: [RulePiece] = addsSlash ? [.text(["/"])] : []
    for piece in pieces + final {
      switch piece {
      case .variable(let name, _): built.append(.variable(name: name))
      case .text(let text):
        let merges = behavior.mergesSlashes && !behavior.hasStateMachine
        let text = merges ? mergedSlashes(text, behavior) : text
        if case .text(let before)? = built.last {
          built[built.count - 1] = .text(before + text)
        } else {
          built.append(.text(text))
        }
      }
    }
    return built
  }

  private static func pattern(_ pieces: [RulePiece], hasSuffix: Bool, _ behavior: RoutingBehavior) -> PathPattern {
    var pattern = PathPattern(allowsFinalNewline: behavior.allowsFinalNewline)
    for piece in pieces {
      switch piece {
      case .variable(_, let converter): pattern.elements.append(.variable(converter.pattern))
      case .text(let text) where !behavior.mergesSlashes: pattern.append(text)
      case .text(let text):
        for (index, scalar) in text.enumerated() {
          if scalar != "/" {
            pattern.append([scalar])
          } else if index == 0 || text[index - 1] != "/" {
            pattern.elements.append(.slashes)
          }
        }
      }
    }
    if hasSuffix { pattern.elements.append(.suffix(isRepeated: behavior.mergesSlashes)) }
    return pattern
  }
}
