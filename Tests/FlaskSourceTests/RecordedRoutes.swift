import Resolution

@testable import FlaskSource

/// A line of a recording of URL routing. Tests/FlaskPrograms/play_routes.py documents the format.
struct RecordedRoutes: Decodable {
  /// `[text, methods, strict_slashes, defaults, route]`
  struct Rule: Decodable {
    var rule: URLMap.Rule
    var described: String

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      let text = try container.decode(String.self)
      let methods = try container.decodeIfPresent([String].self)
      let strict = try container.decodeIfPresent(Bool.self)
      let defaults = try container.decodeIfPresent([String: Default].self) ?? [:]
      rule = URLMap.Rule(
        text: text, methods: URLMap.methods(given: methods).names, strictSlashes: strict,
        defaults: defaults.map { URLMap.NamedArgument(name: $0.key, value: $0.value.value) },
        route: try container.decode(Int.self))
      described = "\(text) \(methods ?? []) \(strict.map { "\($0)" } ?? "") \(defaults.keys.sorted())"
    }
  }

  struct Default: Decodable {
    var value: URLMap.Argument

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let integer = try? container.decode(Int64.self) {
        value = .integer(integer)
      } else if let number = try? container.decode(Double.self) {
        value = .float("\(number)")
      } else {
        value = .text(try container.decode(String.self))
      }
    }
  }

  /// `[path, method]`
  struct Request: Decodable {
    var path: String
    var method: String

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      path = try container.decode(String.self)
      method = try container.decode(String.self)
    }
  }

  /// `[[[given prefix, own prefix], ...], rule]`: nested blueprints, the outer one first.
  struct Prefixed: Decodable {
    var prefixes: [[String?]]
    var rule: String

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      prefixes = try container.decode([[String?]].self)
      rule = try container.decode(String.self)
    }

    /// Returns the text of the rule in the app.
    func text(_ release: Release) -> String {
      var parent: URLPrefix?
      for pair in prefixes {
        let prefix = URLPrefix(given: pair[0], own: pair[1])
        parent = parent.map { prefix.nested(in: $0, release: release) } ?? prefix
      }
      return parent?.joined(rule: rule, release: release) ?? rule
    }
  }

  /// `[[release, ...], texts]`. After the first result, the texts that differ from the first ones, by their index.
  struct Result: Decodable {
    var releases: [String]
    var texts: [Int: String] = [:]

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      releases = try container.decode([String].self)
      if let whole = try? container.decode([String].self) {
        for (index, text) in whole.enumerated() { texts[index] = text }
      } else {
        for (index, text) in try container.decode([String: String].self) { texts[Int(index) ?? -1] = text }
      }
    }
  }

  /// Returns the texts of a result, in order.
  func texts(of result: Result) -> [String] {
    let whole = (results.first?.texts ?? [:]).merging(result.texts) { $1 }
    return whole.keys.sorted().compactMap { whole[$0] }
  }

  var strict: Bool?
  var rules: [Rule]?
  var requests: [Request]
  var prefixes: [Prefixed]?
  var results: [Result]
}
