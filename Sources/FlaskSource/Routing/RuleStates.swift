/// The state machine of rules, as in Werkzeug since 2.2.
///
/// A rule is a path from the root. Each part of the rule between slashes leads to the next state.
struct RuleStates {
  struct State {
    /// The rules that end here.
    var rules: [Int] = []
    /// The next states for parts without variables.
    var texts: [[Unicode.Scalar]: Int] = [:]
    /// The next states for parts with variables, in the order in which they are tried.
    var dynamic: [Transition] = []
  }

  struct Transition {
    var part: Part
    var state: Int
  }

  /// A part of a rule with variables.
  struct Part: Hashable {
    var pattern = PathPattern()
    /// Whether it matches all the rest of a path, because it has the converter `path`.
    var isFinal = false
    /// Whether it may end with a slash.
    var isSuffixed = false
    var weight = RuleWeight()

    fileprivate var hasVariables = false

    /// The text of a part without variables.
    fileprivate var text: [Unicode.Scalar] {
      guard case .literal(let text)? = pattern.elements.first else { return [] }
      return text
    }
  }

  private(set) var states = [State()]

  mutating func add(_ rule: BoundRule, index: Int) {
    var state = 0
    for part in Self.parts(of: rule.pieces) {
      state = part.hasVariables ? next(after: state, part) : next(after: state, text: part.text)
    }
    states[state].rules.append(index)
  }

  private mutating func next(after state: Int, text: [Unicode.Scalar]) -> Int {
    if let next = states[state].texts[text] { return next }
    states.append(State())
    states[state].texts[text] = states.count - 1
    return states.count - 1
  }

  private mutating func next(after state: Int, _ part: Part) -> Int {
    if let same = states[state].dynamic.first(where: { $0.part == part }) { return same.state }
    states.append(State())
    let place = states[state].dynamic.firstIndex { part.weight < $0.part.weight } ?? states[state].dynamic.count
    states[state].dynamic.insert(Transition(part: part, state: states.count - 1), at: place)
    return states.count - 1
  }

  /// Splits a rule at its slashes. A part with the converter `path` keeps all slashes after it.
  private static func parts(of pieces: [RulePiece]) -> [Part] {
    var parts: [Part] = []
    var part = Part()
    for piece in pieces {
      switch piece {
      case .variable(_, let converter):
        part.hasVariables = true
        if case .path = converter.pattern { part.isFinal = true }
        part.pattern.elements.append(.variable(converter.pattern))
        part.weight.addConverter(converter)
      case .text(let text):
        for (index, segment) in text.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
          if index > 0, part.isFinal {
            part.pattern.append(["/"])
          } else if index > 0 {
            parts.append(part)
            part = Part()
          }
          guard !segment.isEmpty else { continue }
          part.pattern.append(Array(segment))
          part.weight.addText(length: segment.count)
        }
      }
    }
    guard part.isFinal, part.pattern.removeFinalSlash() else { return parts + [part] }
    part.isSuffixed = true
    part.pattern.elements.append(.suffix(isRepeated: false))
    return parts + [part, Part()]
  }
}

/// A search of the state machine for a path.
struct StateSearch {
  let states: RuleStates
  let rules: [BoundRule]
  let method: String
  let excluded: Set<Int>
  let behavior: RoutingBehavior

  private var path: [Unicode.Scalar] = []
  private var allowed: Set<String> = []

  init(states: RuleStates, rules: [BoundRule], method: String, excluded: Set<Int>, behavior: RoutingBehavior) {
    self.states = states
    self.rules = rules
    self.method = method
    self.excluded = excluded
    self.behavior = behavior
  }

  private enum Result {
    case none
    case found(rule: Int, [Range<Int>])
    /// A rule matches if a slash is added.
    case slashRequired
    case notModeled(String)
  }

  mutating func match(_ path: [Unicode.Scalar]) -> RoutingOutcome {
    switch result(path) {
    case .slashRequired: return .redirect(path + ["/"])
    case .notModeled(let reason): return .notModeled(reason)
    case .found(let rule, let ranges): return outcome(rule, ranges)
    case .none: break
    }
    let merged = mergedSlashes(path, behavior)
    switch result(merged) {
    case .slashRequired: return .redirect(merged + ["/"])
    case .notModeled(let reason): return .notModeled(reason)
    case .found: return .redirect(merged)
    case .none: return .missing(allowed: allowed)
    }
  }

  /// Returns the arguments of a rule. No other rule is tried if a value is out of limits.
  private func outcome(_ rule: Int, _ ranges: [Range<Int>]) -> RoutingOutcome {
    switch rules[rule].arguments(ranges.map { path[$0] }) {
    case .arguments(let arguments): .found(rule: rule, arguments)
    case .notModeled(let reason): .notModeled(reason)
    case .none, .redirect: .missing(allowed: allowed)
    }
  }

  private mutating func result(_ path: [Unicode.Scalar]) -> Result {
    self.path = path
    var segments: [Range<Int>] = []
    var start = 0
    for (index, scalar) in path.enumerated() where scalar == "/" {
      segments.append(start..<index)
      start = index + 1
    }
    segments.append(start..<path.count)
    return match(0, segments[...], [])
  }

  /// Matches the rest of a path from a state. The depth is at most the number of parts of a rule.
  private mutating func match(_ state: Int, _ segments: ArraySlice<Range<Int>>, _ values: [Range<Int>]) -> Result {
    guard let segment = segments.first else { return end(state, values) }
    if let next = states.states[state].texts[Array(path[segment])] {
      let result = match(next, segments.dropFirst(), values)
      guard case .none = result else { return result }
    }
    for transition in states.states[state].dynamic {
      let result = follow(transition, segments, values)
      guard case .none = result else { return result }
    }
    // A slash after the end of a rule without strict slashes.
    guard segments.count == 1, segment.isEmpty else { return .none }
    return allowedRule(among: states.states[state].rules.filter { !rules[$0].strictSlashes }, values)
  }

  private mutating func follow(
    _ transition: RuleStates.Transition, _ segments: ArraySlice<Range<Int>>, _ values: [Range<Int>]
  ) -> Result {
    guard let segment = segments.first else { return .none }
    let part = transition.part
    let range = part.isFinal ? segment.lowerBound..<path.count : segment
    switch part.pattern.match(path, in: range) {
    case .none: return .none
    case .notModeled(let reason): return .notModeled(reason)
    case .match(let variables, let suffix):
      let hasSuffix = part.isSuffixed && !(suffix?.isEmpty ?? true)
      let end: [Range<Int>] = hasSuffix ? [path.count..<path.count] : []
      return match(transition.state, part.isFinal ? end[...] : segments.dropFirst(), values + variables)
    }
  }

  /// Returns the rule at the end of a path, or the rule that needs one more slash.
  private mutating func end(_ state: Int, _ values: [Range<Int>]) -> Result {
    let result = allowedRule(among: states.states[state].rules, values)
    guard case .none = result, let slash = states.states[state].texts[[]] else { return result }
    for rule in states.states[slash].rules where rules[rule].allows(method) && !excluded.contains(rule) {
      return rules[rule].strictSlashes ? .slashRequired : .found(rule: rule, values)
    }
    return .none
  }

  private mutating func allowedRule(among indices: [Int], _ values: [Range<Int>]) -> Result {
    for rule in indices where !excluded.contains(rule) {
      if rules[rule].allows(method) { return .found(rule: rule, values) }
      allowed.formUnion(rules[rule].methods ?? [])
    }
    return .none
  }
}
