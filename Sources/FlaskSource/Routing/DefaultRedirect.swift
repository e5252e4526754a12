/// The redirect to another rule of the same endpoint whose `defaults` are the values of the request.
///
/// With `/all/` and defaults `page=1`, a request for `/all/page/1` is redirected to `/all/`.
enum DefaultRedirect {
  case none
  /// A path as in the header `Location`.
  case path(String)
  case notModeled(String)

  /// Returns the redirect for a request that a rule matches.
  static func path(
    from index: Int, _ arguments: [URLMap.NamedArgument], method: String, _ rules: [BoundRule],
    _ behavior: RoutingBehavior
  ) -> Self {
    let rule = rules[index]
    let sameRoute = rules.indices.filter { rules[$0].route == rule.route }
    guard sameRoute.contains(where: { !rules[$0].defaults.isEmpty }) else { return .none }
    let names = rule.argumentNames
    for other in inBuildOrder(sameRoute, rules) {
      if other == index { break }
      let target = rules[other]
      guard !target.defaults.isEmpty, target.builtPieces != rule.builtPieces, target.argumentNames == names,
        target.allows(method)
      else { continue }
      let hasDefaultValues = target.defaults.allSatisfy { value in
        arguments.contains { $0.name == value.name && $0.value.isEqual(to: value.value) }
      }
      guard hasDefaultValues else { continue }
      guard let path = target.builtPath(arguments, behavior) else { return .notModeled("a redirect to a default URL") }
      return .path(String(scalars: ["/"] + path.drop { $0 == "/" }))
    }
    return .none
  }

  /// Returns indices of rules in the order in which Werkzeug builds URLs: rules with more arguments and more defaults
  /// come first.
  private static func inBuildOrder(_ indices: [Int], _ rules: [BoundRule]) -> [Int] {
    let keyed = indices.map { (index: $0, names: rules[$0].argumentNames.count, defaults: rules[$0].defaults.count) }
    return keyed.sorted {
      if $0.names != $1.names { return $0.names > $1.names }
      return $0.defaults != $1.defaults ? $0.defaults > $1.defaults : $0.index < $1.index
    }.map { $0.index }
  }
}

extension URLMap.Argument {
  /// Returns whether Python finds two values equal.
  func isEqual(to other: Self) -> Bool {
    switch (self, other) {
    case (.text(let text), .text(let other)): text.unicodeScalars.elementsEqual(other.unicodeScalars)
    case (.uuid(let text), .uuid(let other)): text == other
    default: number.map { $0 == other.number } ?? false
    }
  }

  private var number: DecimalNumber? {
    switch self {
    case .integer(let integer): DecimalNumber(Array(String(integer).unicodeScalars))
    case .float(let text): DecimalNumber(Array(text.unicodeScalars))
    case .text, .uuid, .none, .custom: nil
    }
  }
}
