import Resolution
import SeededRandom
import Testing

@testable import FlaskSource

/// What the routes of an app do with requests, by example. RoutingRecordingTests compares many more with real Flask.
@Suite struct RoutingTests {
  @Test(arguments: [
    ("/", "/", "rule 0"),
    ("/users", "/users", "rule 0"),
    ("/users", "/users/", "404"),
    ("/users/", "/users", "redirect /users/"),
    ("/users/<name>", "/users/a%20b", "rule 0 name=a b"),
    ("/users/<name>", "/users/a/b", "404"),
    ("/users/<name>", "/users/a%2Fb", "404"),
    ("/users/<int:id>", "/users/007", "rule 0 id=7"),
    ("/users/<int:id>", "/users/-7", "404"),
    ("/users/<int(signed=True):id>", "/users/-7", "rule 0 id=-7"),
    ("/users/<int(min=2, max=4):id>", "/users/5", "404"),
    ("/price/<float:x>", "/price/1.50", "rule 0 x=1.50"),
    ("/price/<float:x>", "/price/1", "404"),
    ("/<path:p>/edit", "/a/b/edit", "rule 0 p=a/b"),
    ("/<any(cat, \"big dog\"):animal>", "/big%20dog", "rule 0 animal=big dog"),
    ("/<string(length=2):code>", "/abc", "404"),
    ("/<uuid:id>", "/0123ABCD-0123-4567-89ab-0123456789ab", "rule 0 id=0123abcd-0123-4567-89ab-0123456789ab"),
    ("/<year>-<month>", "/2024-05", "rule 0 year=2024 month=05"),
  ])
  func matchesPath(_ rule: String, _ path: String, _ expected: String) {
    for release in Framework.flask.releases { #expect(answer([rule], path, release) == expected, "\(release.name)") }
  }

  @Test(arguments: ["0.12.5", "1.1.4", "2.2.5", "3.1.3"]) func fixedTextComesBeforeVariables(_ name: String) throws {
    let release = try #require(Framework.flask.release(named: name))
    let rules = ["/<path:p>", "/<name>", "/<int:id>", "/me"]
    #expect(answer(rules, "/me", release) == "rule 3")
    #expect(answer(rules, "/7", release) == "rule 2 id=7")
    #expect(answer(rules, "/you", release) == "rule 1 name=you")
    #expect(answer(rules, "/you/me", release) == "rule 0 p=you/me")
  }

  @Test(arguments: [
    ("0.12.5", "404"), ("1.0.4", "redirect /a/b"), ("2.0.3", "redirect /a/b"), ("3.1.3", "redirect /a/b"),
  ])
  func repeatedSlashesAreMergedSince1_0_4(_ name: String, _ expected: String) throws {
    let release = try #require(Framework.flask.release(named: name))
    #expect(answer(["/a/b"], "/a//b", release) == expected)
  }

  /// Since Werkzeug 2.2, no other rule is tried after a value out of limits.
  @Test(arguments: [("2.1.3", "rule 1 id=9"), ("2.2.5", "404")])
  func valueOutOfLimits(_ name: String, _ expected: String) throws {
    let release = try #require(Framework.flask.release(named: name))
    #expect(answer(["/<int(max=5):small>", "/<int:id>"], "/9", release) == expected)
  }

  @Test func methods() {
    var map = URLMap(release: .standard)
    let get = URLMap.methods(given: nil)
    let post = URLMap.methods(given: ["post"])
    #expect(get.answersOptions && get.names == ["GET", "OPTIONS"])
    #expect(map.add(URLMap.Rule(text: "/a", methods: get.names, route: 0)) == nil)
    #expect(map.add(URLMap.Rule(text: "/a", methods: post.names, route: 1)) == nil)
    #expect(map.match(path: "/a", method: "GET").text == "rule 0")
    #expect(map.match(path: "/a", method: "HEAD").text == "rule 0")
    #expect(map.match(path: "/a", method: "POST").text == "rule 1")
    #expect(map.match(path: "/a", method: "PUT") == .wrongMethod(allowed: ["GET", "HEAD", "OPTIONS", "POST"]))
  }

  @Test func withoutStrictSlashes() {
    var map = URLMap(release: .standard)
    map.strictSlashes = false
    #expect(map.add(URLMap.Rule(text: "/a/", route: 0)) == nil)
    #expect(map.add(URLMap.Rule(text: "/b", route: 1)) == nil)
    #expect(map.add(URLMap.Rule(text: "/c/", strictSlashes: true, route: 2)) == nil)
    #expect(map.match(path: "/a", method: "GET").text == "rule 0")
    #expect(map.match(path: "/b/", method: "GET").text == "rule 1")
    #expect(map.match(path: "/c", method: "GET") == .redirect(path: "/c/"))
  }

  @Test func valueOfDefaultsIsRedirected() {
    for release in Framework.flask.releases {
      var map = URLMap(release: release)
      let first = URLMap.NamedArgument(name: "page", value: .integer(1))
      #expect(map.add(URLMap.Rule(text: "/all/", defaults: [first], route: 0)) == nil)
      #expect(map.add(URLMap.Rule(text: "/all/<int:page>", route: 0)) == nil)
      #expect(map.match(path: "/all/", method: "GET").text == "rule 0 page=1")
      #expect(map.match(path: "/all/2", method: "GET").text == "rule 1 page=2")
      #expect(map.match(path: "/all/1", method: "GET") == .redirect(path: "/all/"))
    }
  }

  @Test(arguments: [
    ("users", "ValueError"), ("", "ValueError"), ("/<", "ValueError"), ("/<int:>", "ValueError"),
    ("/<string(size=2):x>", "TypeError"), ("/<int(1, 2, 3, 4, 5):x>", "TypeError"),
    ("/<string(length=a):x>", "ValueError"), ("/<any(1, 2):x>", "TypeError"),
  ])
  func ruleIsRefused(_ rule: String, _ exception: String) {
    for release in Framework.flask.releases {
      var map = URLMap(release: release)
      guard case .raises(exception, _)? = map.add(URLMap.Rule(text: rule, route: 0)) else {
        Issue.record("\(rule) under \(release.name)")
        continue
      }
      #expect(map.match(path: "/users", method: "GET") == .unknown)
    }
  }

  @Test(arguments: [
    ("/<list:ids>", URLMap.RuleProblem.unknownConverter(name: "list")),
    ("/<any(é):x>", .notModeled(reason: "arguments of a URL converter that are not ASCII")),
    ("/<any(nan):x>", .notModeled(reason: "an unusual argument of a URL converter")),
  ])
  func ruleIsNotModeled(_ rule: String, _ problem: URLMap.RuleProblem) {
    var map = URLMap(release: .standard)
    #expect(map.add(URLMap.Rule(text: rule, route: 0)) == problem)
  }

  @Test(arguments: ["/%C3", "/%D9%A1", "/12345678901234567890", "/a\tb"]) func pathIsNotModeled(_ path: String) {
    for release in Framework.flask.releases {
      guard answer(["/<int:id>"], path, release).hasPrefix("not modeled") else {
        Issue.record("\(path) under \(release.name)")
        continue
      }
    }
  }

  @Test(arguments: [
    ("/a?x=1", "/a"), ("http://localhost/a", "/a"), ("http://localhost", ""), ("a", "a"), ("/a#b", nil),
    ("//a", nil),
  ])
  func pathOfURL(_ url: String, _ path: String?) { #expect(URLMap.requestPath(url) == path) }

  /// Rules and paths that need many steps in a search that tries everything.
  @Test func timeIsLimited() {
    for name in ["1.1.4", "3.1.3"] {
      guard let release = Framework.flask.release(named: name) else { continue }
      let variables = (0..<20).map { "<path:v\($0)>" }.joined(separator: "a")
      let ratio = Growth.ofFourTimes { size in
        for _ in 0..<size * 3 { _ = answer(["/\(variables)b"], "/" + String(repeating: "a", count: 2000), release) }
      }
      #expect(ratio < 9)
      let text = answer(["/\(variables)b"], "/" + String(repeating: "a", count: 2000), release)
      #expect(text == "not modeled: a URL that needs very many steps to match")
    }
  }

  @Test(arguments: [
    ("0.12.5", "/api/", "/users", "/api//users"), ("1.0", "/api/", "/users", "/api/users"),
    ("3.1.3", "/api/", "/users", "/api/users"), ("1.0.2", "/api", "", "/api"), ("1.0.1", "/api", "", "/api/"),
    ("3.1.3", "/api", "users", "/api/users"), ("0.12.5", "/api", "users", "/apiusers"),
  ])
  func prefixIsJoined(_ name: String, _ prefix: String, _ rule: String, _ expected: String) throws {
    let release = try #require(Framework.flask.release(named: name))
    #expect(URLPrefix.joined(prefix: prefix, rule: rule, release: release) == expected)
  }

  private func answer(_ rules: [String], _ path: String, _ release: Release) -> String {
    var map = URLMap(release: release)
    for (index, rule) in rules.enumerated() {
      if let problem = map.add(URLMap.Rule(text: rule, route: index)) { return "\(problem)" }
    }
    return map.match(path: path, method: "GET").text
  }
}

extension URLMap.Match {
  /// A short text: `rule 0 id=7`.
  fileprivate var text: String {
    switch self {
    case .found(let found): "rule \(found.rule)" + found.arguments.map { " \($0.name)=\($0.value.text)" }.joined()
    case .redirect(let path): "redirect \(path)"
    case .wrongMethod(let allowed): "405 \(allowed.joined(separator: " "))"
    case .unknown: "404"
    case .notModeled(let reason): "not modeled: \(reason)"
    }
  }
}

extension URLMap.Argument {
  fileprivate var text: String {
    switch self {
    case .text(let text), .float(let text), .uuid(let text), .custom(let text, _): text
    case .integer(let integer): "\(integer)"
    case .none: "None"
    }
  }
}
