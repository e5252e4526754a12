/// What Flask's test client does with a URL before the app sees it, and what Flask does with the methods of a rule.
extension URLMap {
  /// Returns the path of a URL that a test passes to the client: `/a` for `/a?x=1` and for `http://localhost/a`.
  ///
  /// Returns nil if releases of Werkzeug read the URL in different ways: it has a fragment, or it has two slashes where
  /// the path starts.
  static func requestPath(_ url: String) -> String? {
    var rest = Array(url.utf8)
    if let query = rest.firstIndex(of: UInt8(ascii: "?")) { rest.removeSubrange(query...) }
    guard !rest.contains(UInt8(ascii: "#")) else { return nil }
    for scheme in ["http://", "https://"] where rest.starts(with: scheme.utf8) {
      rest.removeFirst(scheme.utf8.count)
      rest.removeSubrange(..<(rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.count))
    }
    return rest.starts(with: "//".utf8) ? nil : String(decoding: rest, as: UTF8.self)
  }

  /// The methods of a rule, as Flask's `add_url_rule` completes them.
  struct Methods: Hashable {
    /// The methods for `Rule.methods`.
    var names: Set<String>
    /// Whether Flask answers OPTIONS itself, without calling the view function.
    var answersOptions: Bool
  }

  /// Returns the methods of a rule.
  ///
  /// - Parameters:
  ///   - given: The argument `methods`, or else the attribute `methods` of the view class; nil if there is none.
  ///   - automaticOptions: The argument `provide_automatic_options`; nil if it is not given.
  static func methods(given: [String]?, automaticOptions: Bool? = nil) -> Methods {
    let names = Set((given ?? ["GET"]).map { $0.uppercased() })
    let answersOptions = automaticOptions ?? !names.contains("OPTIONS")
    let addsOptions = automaticOptions == nil && answersOptions
    return Methods(names: addsOptions ? names.union(["OPTIONS"]) : names, answersOptions: answersOptions)
  }
}
