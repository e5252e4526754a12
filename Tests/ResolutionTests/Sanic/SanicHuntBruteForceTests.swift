import Foundation
import SeededRandom
import Testing

@testable import Resolution

@Suite("Order dependence in Sanic, compared with brute force") struct SanicHuntBruteForceTests {
  /// The number of tested apps for each lookup. ERRORBOOK_APPS sets another number.
  static let apps = givenApps ?? TestRun.rounds(250, sample: 3)
  static let largeApps = givenApps ?? TestRun.rounds(100, sample: 3)
  private static let givenApps = ProcessInfo.processInfo.environment["ERRORBOOK_APPS"].flatMap { Int($0) }

  @Test(
    "an app is safe if no sequence of requests changes an answer; else the length of the shortest one is right",
    .seeded, arguments: [SanicHunt.Lookup.list, .classes, .classesAndRoutes])
  func agreesWithBruteForce(_ lookup: SanicHunt.Lookup) {
    var tally = Tally()
    for seed in 0..<UInt64(Self.apps) { tally.compare(RandomSanicApp(test: seed, lookup)) }
    print("Sanic hunt: \(lookup), \(tally)")
    #expect(tally.differences.isEmpty, "\(tally.differences.prefix(3).joined(separator: "\n"))")
    // Without unsafe apps the test would prove nothing.
    #expect(lookup == .list ? tally.unsafe == 0 : TestRun.givenSeed != nil || tally.unsafe > Self.apps / 10)
  }

  @Test(
    "a hunt through a larger app finds the same as hunts for each of its classes", .seeded,
    arguments: [SanicHunt.Lookup.classes, .classesAndRoutes])
  func agreesWithEachClass(_ lookup: SanicHunt.Lookup) {
    var affected = 0
    for seed in 0..<UInt64(Self.largeApps) {
      let random = RandomSanicApp(test: seed, lookup, isLarge: true)
      let hunt = random.app.hunt(without: random.unreachable, random.answer)
      let routes = Array(random.app.routes.indices)
      let expected = random.examined.flatMap { hunt.search(for: $0, on: routes).affected }
      let verdict = hunt.searchAll()
      #expect(Set(verdict.affected) == Set(expected), "\(random.text)")
      #expect(verdict.affectedCount == expected.count, "\(random.text)")
      for proof in expected where !random.replays(proof) {
        Issue.record("\(random.text(proof.requests)) in\n\(random.text)")
      }
      affected += expected.count
    }
    print("Sanic hunt: \(lookup), \(affected) affected in larger apps")
    #expect(affected > Self.largeApps / 2)
  }
}

/// Tries sequences of requests, the shortest first, until it has seen all states or a number of them.
private struct SanicBruteForce {
  /// The fewest requests that change the answer to each request.
  private(set) var changes: [SanicHunt.Request: Int] = [:]
  /// The length up to which all sequences were tried.
  private(set) var triedLength = 0
  private(set) var statesTried = 0

  init(_ random: RandomSanicApp, states limit: Int) {
    let (app, answer) = (random.app, random.answer)
    let requests = random.requests
    let start = NaiveSanic(app)
    let fresh = requests.map { request in
      var process = start
      return answer(process.handle(request, app), request.id)
    }
    var seen: Set<NaiveSanic> = [start]
    var states = [start]
    while !states.isEmpty, statesTried + states.count <= limit {
      triedLength += 1
      var next: [NaiveSanic] = []
      for state in states {
        statesTried += 1
        for (request, expected) in zip(requests, fresh) {
          var process = state
          let found = process.handle(request, app)
          if changes[request] == nil, answer(found, request.id) != expected { changes[request] = triedLength }
          if seen.insert(process).inserted { next.append(process) }
        }
      }
      states = next
    }
    if states.isEmpty { triedLength = .max }
  }
}

private struct Tally: CustomStringConvertible {
  var apps = 0
  var unsafe = 0
  var whole = 0
  var compared = 0
  var lengths: [Int: Int] = [:]
  var exact = 0
  var visits = 0
  var states = 0
  var differences: [String] = []

  var description: String {
    let lengths = lengths.sorted { $0.key < $1.key }.map { "\($0.value) after \($0.key)" }.joined(separator: ", ")
    return
      "\(apps) apps (\(whole) with all states), \(unsafe) unsafe, \(compared) raises compared, affected: \(lengths)"
      + " requests; \(visits) with unmatched requests, \(exact) exact matches; \(states) states;"
      + " \(differences.count) differences"
  }

  mutating func compare(_ random: RandomSanicApp) {
    let force = SanicBruteForce(random, states: TestRun.isWhole ? 1500 : 300)
    let hunt = random.app.hunt(without: random.unreachable, random.answer)
    let verdict = hunt.searchAll()
    apps += 1
    states += force.statesTried
    if verdict.shortest != nil { unsafe += 1 }
    if force.triedLength == .max { whole += 1 }
    for request in random.raises {
      guard case .raise(let id, let route) = request else { continue }
      let proof = hunt.search(for: id, on: [route]).shortest
      compared += 1
      if let proof { add(proof, random) }
      check(
        agrees(proof?.count, force.changes[request], force), random,
        "\(random.text([request])): \(proof.map { "\($0.count)" } ?? "safe"), brute force \(force.changes[request] ?? 0)"
      )
    }
    check(agrees(verdict.shortest?.count, force.changes.values.min(), force), random, "the shortest proof")
    for proof in verdict.affected {
      check(random.replays(proof), random, "replay of \(random.text(proof.requests))")
      check(agrees(proof.count, force.changes[proof.last], force), random, "affected")
    }
    if force.triedLength == .max {
      let classes = Set(force.changes.keys.map { $0.id })
      check(Set(verdict.affected.map { $0.last.id }) == classes, random, "the affected classes")
      check(verdict.affectedClasses == classes.count, random, "the number of affected classes")
    }
  }

  private func agrees(_ length: Int?, _ other: Int?, _ force: SanicBruteForce) -> Bool {
    if let other { return length == other }
    return length.map { $0 > force.triedLength } ?? true
  }

  private mutating func add(_ proof: SanicHunt.Proof, _ random: RandomSanicApp) {
    lengths[proof.count, default: 0] += 1
    if case .unmatched(let id) = proof.entry {
      visits += 1
      if id == proof.last.id { exact += 1 }
    }
    check(random.replays(proof), random, "replay of \(random.text(proof.requests))")
  }

  private mutating func check(_ agrees: Bool, _ app: RandomSanicApp, _ what: String) {
    if !agrees { differences.append("\(what):\n\(app.text)") }
  }
}
