import Resolution

/// The URL prefix with which a blueprint is registered.
struct URLPrefix: Hashable {
  /// `url_prefix` of `register_blueprint`; nil if it is not given.
  var given: String?
  /// `url_prefix` of the blueprint itself; nil if it is not given.
  var own: String?

  /// The prefix that applies to the rules of the blueprint.
  var value: String? { given ?? own }

  /// Returns the text of a rule of the blueprint, as Flask's `BlueprintSetupState.add_url_rule` passes it to the app.
  ///
  /// Werkzeug refuses a result without a leading slash. `URLMap.add` reports that.
  func joined(rule: String, release: Release) -> String { Self.joined(prefix: value, rule: rule, release: release) }

  /// Returns the text of a rule with a prefix.
  static func joined(prefix: String?, rule: String, release: Release) -> String {
    guard let prefix else { return rule }
    if release.isBefore("1.0") { return prefix + rule }
    if release.isBefore("1.0.1") { return (prefix.utf8.last == slash ? String(prefix.dropLast()) : prefix) + rule }
    let isKept = rule.isEmpty && !release.isBefore("1.0.2")
    return isKept ? prefix : withoutFinalSlashes(prefix) + "/" + withoutLeadingSlashes(rule)
  }

  /// Returns the prefix of the blueprint if it is nested in another one.
  ///
  /// - Parameter parent: The prefix of the parent. If the parent is nested too, the result of this function for it.
  func nested(in parent: Self, release: Release) -> Self {
    guard !release.isBefore("2.0.1") else {
      // The first release with nested blueprints ignores the prefixes of the blueprints themselves.
      let outer = parent.given ?? ""
      let joined = given.map { Self.withoutFinalSlashes(outer) + "/" + Self.withoutLeadingSlashes($0) }
      return Self(given: joined ?? outer, own: own)
    }
    guard let outer = parent.value else { return self }
    let joined = value.map { Self.withoutFinalSlashes(outer) + "/" + Self.withoutLeadingSlashes($0) }
    return Self(given: joined ?? outer, own: own)
  }

  private static let slash = UInt8(ascii: "/")

  private static func withoutFinalSlashes(_ text: String) -> String {
    var text = text
    while text.utf8.last == slash { text.removeLast() }
    return text
  }

  private static func withoutLeadingSlashes(_ text: String) -> String { String(text.drop { $0 == "/" }) }
}
