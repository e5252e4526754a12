import Resolution

/// The URL rules of a Flask app, matched as Werkzeug's `Map` matches them.
///
/// Hosts, subdomains and WebSocket rules are not modeled. Nothing is guessed: a rule or a path with an unknown result is
/// reported as "not modeled".
///
/// In debug mode, Flask before 2.2 turns the redirect of a request that is not GET, HEAD or OPTIONS into an
/// `AssertionError`. That is the caller's job.
struct URLMap {
  /// A rule, as Flask's `add_url_rule` passes it to Werkzeug.
  struct Rule: Hashable {
    /// The text with the prefix of its blueprint: `/users/<int:id>`.
    var text: String
    /// The methods in upper case; nil allows all. `HEAD` is added if `GET` is one of them. `URLMap.methods` adds `OPTIONS`.
    var methods: Set<String>?
    /// The value of `strict_slashes`; nil if it is not given. Then the setting of the map applies.
    var strictSlashes: Bool?
    /// The values of `defaults={...}`. A value of another type is not modeled: do not add such a rule.
    var defaults: [NamedArgument] = []
    /// The converters of the program for variables of the rule, by the names of the variables.
    var converters: [String: Converter] = [:]
    /// The index of the endpoint. Rules of one view function, as from two `route` decorators, have the same index.
    var route: Int
  }

  /// A value that a view function receives.
  enum Argument: Hashable {
    case text(String)
    case integer(Int64)
    /// The number as in the URL: `1.50`.
    case float(String)
    /// A UUID in lower case, as `str` of it.
    case uuid(String)
    /// `None` in `defaults`.
    case none
    /// The text for a converter of the program.
    case custom(String, converter: Int)
  }

  /// An argument of the view function.
  struct NamedArgument: Hashable {
    var name: String
    var value: Argument
  }

  /// The result of matching a path and a method.
  enum Match: Hashable {
    case found(FoundRule)
    /// A redirect with status 308 to a path, percent-encoded as in the header `Location`.
    case redirect(path: String)
    /// Status 405 with the methods of the rules that match the path, sorted.
    case wrongMethod(allowed: [String])
    /// Status 404.
    case unknown
    case notModeled(reason: String)
  }

  /// The rule that matches a request.
  struct FoundRule: Hashable {
    /// The index of the endpoint, as in the rule.
    var route: Int
    /// The index of the rule, in the order of `add`.
    var rule: Int
    /// The variables in the order of the rule, then the defaults.
    var arguments: [NamedArgument]
  }

  /// The reason why a rule was not added.
  enum RuleProblem: Hashable {
    /// Flask raises an exception of this class: `ValueError`.
    case raises(exception: String, message: String)
    /// The converter is not one of Werkzeug's. Without a converter of this name in `url_map.converters`, Flask raises
    /// `LookupError`.
    case unknownConverter(name: String)
    case notModeled(reason: String)
  }

  /// The setting of `app.url_map.strict_slashes`. It applies to rules that are added after a change.
  var strictSlashes = true

  /// The variables of a rule with their converters and the arguments of these.
  func variables(of rule: String) -> [RuleParser.Variable] { RuleParser.variables(of: rule, behavior) }

  /// Returns the arguments of a converter; nil if Werkzeug raises `ValueError`.
  func arguments(of variable: RuleParser.Variable) -> ConverterArguments? {
    ConverterArguments(variable.arguments, behavior)
  }

  /// Whether a converter that refuses a value makes Werkzeug try the next rule.
  var triesNextRule: Bool { !behavior.hasStateMachine }

  private let behavior: RoutingBehavior
  private var rules: [BoundRule] = []
  /// The indices of the rules in the order in which Werkzeug before 2.2 tries them.
  private var order: [Int] = []
  /// The state machine of Werkzeug since 2.2.
  private var states = RuleStates()

  init(release: Release) { behavior = RoutingBehavior(library: release.libraryRelease) }

  /// Adds a rule. Returns a problem if the rule was not added.
  mutating func add(_ rule: Rule) -> RuleProblem? {
    switch RuleParser.parse(rule.text, rule.converters, behavior) {
    case .problem(let problem): return problem
    case .pieces(let pieces):
      let bound = BoundRule(rule, pieces, strictSlashes: rule.strictSlashes ?? strictSlashes, behavior)
      if let problem = bound.problem { return problem }
      rules.append(bound)
    }
    if behavior.hasStateMachine {
      states.add(rules[rules.count - 1], index: rules.count - 1)
    } else {
      let weight = rules[rules.count - 1].weight
      let place = order.firstIndex { weight < rules[$0].weight } ?? order.count
      order.insert(rules.count - 1, at: place)
    }
    return nil
  }

  /// Returns the result for a request.
  ///
  /// - Parameters:
  ///   - path: The path of the URL without its query, percent-encoded as the client sends it. See `requestPath`.
  ///   - method: The method in upper case.
  ///   - excluded: The rules that are not tried.
  func match(path: String, method: String, except excluded: Set<Int> = []) -> Match {
    guard let decoded = PercentCoding.decoded(path) else {
      return .notModeled(reason: "a URL with bytes that are not UTF-8 or with control characters")
    }
    guard decoded.count <= Self.longestPath else { return .notModeled(reason: "a URL with a very long path") }
    let trimmed = decoded.isEmpty ? [] : ["/"] + decoded.drop { $0 == "/" }
    if behavior.hasStateMachine {
      var search = StateSearch(
        states: states, rules: rules, method: method, excluded: excluded, behavior: behavior)
      return finished(search.match(trimmed), method)
    }
    return finished(matchInOrder(trimmed, method, except: excluded), method)
  }

  private static let longestPath = 4096

  /// Returns the match for the outcome of a search: a redirect to the rule with defaults, if there is one.
  private func finished(_ outcome: RoutingOutcome, _ method: String) -> Match {
    switch outcome {
    case .found(let index, let arguments):
      switch DefaultRedirect.path(from: index, arguments, method: method, rules, behavior) {
      case .none: return .found(FoundRule(route: rules[index].route, rule: index, arguments: arguments))
      case .path(let path): return .redirect(path: path)
      case .notModeled(let reason): return .notModeled(reason: reason)
      }
    case .redirect(let path): return .redirect(path: PercentCoding.redirectPath(path, behavior))
    case .missing(let allowed): return allowed.isEmpty ? .unknown : .wrongMethod(allowed: allowed.sorted())
    case .notModeled(let reason): return .notModeled(reason: reason)
    }
  }

  /// Tries the rules in order, as Werkzeug before 2.2.
  private func matchInOrder(
    _ path: [Unicode.Scalar], _ method: String, except excluded: Set<Int>
  ) -> RoutingOutcome {
    var allowed: Set<String> = []
    for index in order where !excluded.contains(index) {
      switch rules[index].match(path, method, behavior) {
      case .none: continue
      case .redirect(let path): return .redirect(path)
      case .notModeled(let reason): return .notModeled(reason)
      case .arguments(let arguments):
        if rules[index].allows(method) { return .found(rule: index, arguments) }
        allowed.formUnion(rules[index].methods ?? [])
      }
    }
    return .missing(allowed: allowed)
  }
}

/// The outcome of a search before redirects to rules with defaults.
enum RoutingOutcome {
  case found(rule: Int, [URLMap.NamedArgument])
  /// A redirect to a path that is not percent-encoded yet.
  case redirect([Unicode.Scalar])
  case missing(allowed: Set<String>)
  case notModeled(String)
}

/// How routing differs between releases of Werkzeug.
struct RoutingBehavior: Hashable {
  /// Since 2.2, rules are the paths of a state machine. Before, they are regular expressions in an order.
  let hasStateMachine: Bool
  /// Since 1.0, a path with repeated slashes is redirected.
  let mergesSlashes: Bool
  /// From 2.2 to 3.0, each pair of slashes becomes one, so that three become two.
  let mergesPairs: Bool
  /// Before 2.1, a rule also matches a path that ends with one more newline.
  let allowsFinalNewline: Bool
  /// Since 2.0, the redirect for repeated slashes is not percent-encoded twice.
  let decodesMergedPath: Bool
  /// Since 2.0, the converters `path` and `uuid` ignore arguments.
  let ignoresArguments: Bool
  /// Since 3.0, text between the arguments of a converter is an error.
  let checksArguments: Bool
  /// The characters that are not percent-encoded, next to letters and digits.
  let quoting: Quoting

  enum Quoting { case before2_1, before2_3, since2_3 }

  init(library: String?) {
    let parts = (library ?? "").split(separator: ".").map { Int($0) ?? 0 }
    // Without a library the release is not one of Flask: the newest rules apply.
    let version = parts.count < 2 ? 9_00 : parts[0] * 100 + parts[1]
    hasStateMachine = version >= 2_02
    mergesSlashes = version >= 1_00
    mergesPairs = version >= 2_02 && version <= 3_00
    allowsFinalNewline = version < 2_01
    decodesMergedPath = version >= 2_00
    ignoresArguments = version >= 2_00
    checksArguments = version >= 3_00
    quoting = version < 2_01 ? .before2_1 : version < 2_03 ? .before2_3 : .since2_3
  }
}
