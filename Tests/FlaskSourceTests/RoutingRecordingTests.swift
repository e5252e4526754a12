import Foundation
import Resolution
import SeededRandom
import Testing

@testable import FlaskSource

/// Compares the model of URL routing with real Flask: random rules and requests, recorded with Flask's test client.
///
/// `ERRORBOOK_ROUTES=FILE` compares all of another file that Tests/FlaskPrograms/routing-check recorded.
@Suite struct RoutingRecordingTests {
  private static let givenFile = ProcessInfo.processInfo.environment["ERRORBOOK_ROUTES"].map { URL(filePath: $0) }
  private static let fixture = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/routing.jsonl")

  @Test(.sampled) func agreesWithFlask() throws {
    let text = try String(contentsOf: Self.givenFile ?? Self.fixture, encoding: .utf8)
    let lines = text.split(separator: "\n")
    var comparison = RoutingComparison()
    for line in Self.givenFile == nil ? TestRun.sample(lines, 15) : lines {
      comparison.compare(try JSONDecoder().decode(RecordedRoutes.self, from: Data(line.utf8)))
    }
    print(comparison.summary)
    let differences = comparison.differences
    #expect(differences.isEmpty, "\(differences.count) differ\n\(differences.prefix(20).joined(separator: "\n"))")
    #expect(comparison.compared > 0)
    // A model that refuses everything would never differ.
    #expect(comparison.refused * 10 < comparison.compared)
  }
}

/// Compares recordings and counts.
private struct RoutingComparison {
  var differences: [String] = []
  var compared = 0
  /// The number of rules and requests that are not modeled.
  var refused = 0
  private var counts: [String: Int] = [:]
  private var reasons: [String: Int] = [:]

  var summary: String {
    let answers = counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    let refusals = reasons.sorted { $0.value > $1.value }.map { "\n  \($0.value) \($0.key)" }.joined()
    return "\(compared) compared (\(answers)), \(differences.count) differ, \(refused) not modeled\(refusals)"
  }

  mutating func compare(_ recorded: RecordedRoutes) {
    for result in recorded.results {
      let texts = recorded.texts(of: result)
      for name in result.releases {
        guard let release = Framework.flask.release(named: name) else {
          differences.append("unknown release \(name)")
          continue
        }
        comparePrefixes(recorded.prefixes ?? [], texts, release)
        compareRoutes(recorded, texts, release)
      }
    }
  }

  private mutating func compareRoutes(_ recorded: RecordedRoutes, _ texts: [String], _ release: Release) {
    guard let rules = recorded.rules else { return }
    var map = URLMap(release: release)
    map.strictSlashes = recorded.strict ?? true
    var places: [Int] = []
    for (index, rule) in rules.enumerated() {
      let problem = map.add(rule.rule)
      if case .notModeled(let reason)? = problem { return refuse("rule: \(reason)") }
      if problem == nil { places.append(index) }
      check(problem?.text ?? "added", texts[index], "\(release.name): rule \(rule.rule.text)")
    }
    for (request, answer) in zip(recorded.requests, texts.dropFirst(rules.count)) {
      guard let path = URLMap.requestPath(request.path) else {
        refuse("a URL with a fragment or two slashes at its start")
        continue
      }
      let match = map.match(path: path, method: request.method)
      if case .notModeled(let reason) = match {
        refuse(reason)
        continue
      }
      counts[match.kind, default: 0] += 1
      check(
        match.text(places), answer,
        "\(release.name): \(request.method) \(request.path) with \(rules.map(\.described))")
    }
  }

  private mutating func comparePrefixes(
    _ prefixes: [RecordedRoutes.Prefixed], _ texts: [String], _ release: Release
  ) {
    for (prefixed, text) in zip(prefixes, texts) where text != "not nested" {
      let joined = prefixed.text(release)
      var map = URLMap(release: release)
      let problem = map.add(URLMap.Rule(text: joined, route: 0))
      counts["prefix", default: 0] += 1
      check(problem?.text ?? joined, text, "\(release.name): \(prefixed)")
    }
  }

  private mutating func check(_ got: String, _ expected: String, _ place: @autoclosure () -> String) {
    compared += 1
    if got != expected { differences.append("\(place())\n    expected \(expected), got \(got)") }
  }

  private mutating func refuse(_ reason: String) {
    refused += 1
    reasons[reason, default: 0] += 1
  }
}

extension URLMap.RuleProblem {
  /// The text of Tests/FlaskPrograms/play_routes.py.
  fileprivate var text: String {
    switch self {
    case .raises(let exception, _): "raises \(exception)"
    case .unknownConverter: "raises LookupError"
    case .notModeled(let reason): "not modeled: \(reason)"
    }
  }
}

extension URLMap.Match {
  fileprivate var kind: String {
    switch self {
    case .found: "found"
    case .redirect: "308"
    case .wrongMethod: "405"
    case .unknown: "404"
    case .notModeled: "not modeled"
    }
  }

  /// The text of Tests/FlaskPrograms/play_routes.py.
  fileprivate func text(_ places: [Int]) -> String {
    switch self {
    case .found(let found):
      let arguments = found.arguments.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.value.described)" }
      return "\(found.route)/\(places[found.rule]) \(arguments.joined(separator: ", "))"
    case .redirect(let path): return "308 \(path)"
    case .wrongMethod(let allowed): return "405 \(allowed.joined(separator: ","))"
    case .unknown: return "404"
    case .notModeled(let reason): return "not modeled: \(reason)"
    }
  }
}

extension URLMap.Argument {
  fileprivate var described: String {
    switch self {
    case .text(let text): "text \(text)"
    case .integer(let integer): "int \(integer)"
    case .float(let text): "float \(Double(text) ?? .nan)"
    case .uuid(let text): "uuid \(text)"
    case .none: "None"
    case .custom(let text, _): "custom \(text)"
    }
  }
}
