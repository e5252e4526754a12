import Diagnostics
import Foundation
import SeededRandom
import Syntax
import Testing

@testable import Interpreter
@testable import Resolution

@Suite("Order dependence, compared with brute force") struct OrderHuntTests {
  /// The number of tested apps. ERRORBOOK_APPS sets another number.
  static let apps = givenApps ?? TestRun.rounds(80, sample: 2)
  static let largeApps = givenApps ?? TestRun.rounds(600, sample: 3)
  private static let givenApps = ProcessInfo.processInfo.environment["ERRORBOOK_APPS"].flatMap { Int($0) }

  @Test("the shortest proof, its place in the order, and all affected classes are right", .seeded)
  func agreesWithBruteForce() {
    check(Self.apps, release: "0.12.2", .release)
  }

  @Test(
    "the same is true for a lookup of 1.0 that writes back, which looks up HTTP errors by class too",
    .seeded,
    arguments: ["1.0.2", "1.1.4"])
  func writeBack(_ release: String) {
    check(Self.apps / 3, release: release, .mutant(.writeBack))
  }

  @Test(
    "a hunt through a larger app finds the same as hunts for each of its classes", .seeded,
    arguments: [("0.12.2", Resolver.release), ("1.1.4", .mutant(.writeBack))])
  func agreesWithEachClass(_ release: String, _ resolver: Resolver) {
    var affected = 0
    for seed in 0..<UInt64(Self.largeApps) {
      let app = RandomApp(test: seed, isLarge: true)
      var session = Session(
        name: "random", release: Framework.flask.release(named: release) ?? .standard, resolver: resolver)
      _ = session.run(app.script)
      let scopes: [RegistrationID?] = [nil] + session.app.built.registrationIDs.map { $0 }
      let classes = Set(session.huntedRaises.compactMap { if case .raise(let id) = $0.cause { id } else { nil } })
      let expected = classes.flatMap { session.hunted(HuntSubject($0, in: scopes)).affected }
      let verdict = session.hunted(nil)
      #expect(Set(verdict.affected) == Set(expected), "\(app.script)")
      #expect(verdict.affectedCount == expected.count, "\(app.script)")
      affected += expected.count
    }
    print("order hunt: \(release), \(affected) affected in larger apps")
    #expect(affected > Self.largeApps / 2)
  }

  @Test("a proof that a replay does not confirm is reported as a bug of errorbook, and never shown")
  func falseProof() throws {
    var session = Session(name: "app.eb", release: Framework.flask.release(named: "0.12.2") ?? .standard)
    _ = session.run(
      """
      class E1(Exception)
      class E2(Exception)
      class E(E1, E2)
      handler E2 -> "E2", 500
      handler Exception -> "Exception", 500

      """)
    let ids = try ["E", "E1", "E2"].map { try #require(session.classID($0)) }
    let statement = Statement(.question(.hunt(nil)), span: .nowhere, line: 1)
    func kind(entry: ClassID) -> DiagnosticKind? {
      var verdict = HuntVerdict()
      verdict.shortest = [entry, ids[0]].map { ResolvedRequest(cause: .raise($0), scope: nil) }
      guard case .failure(let diagnostic) = session.hunted(nil, verdict, statement) else { return nil }
      return diagnostic.kind
    }
    #expect(kind(entry: ids[1]) == nil)
    #expect(kind(entry: ids[2]) == .internalContradiction)
  }

  private func check(_ apps: Int, release: String, _ resolver: Resolver) {
    var tally = Tally(release: Framework.flask.release(named: release) ?? .standard, resolver: resolver)
    for seed in 0..<UInt64(apps) { tally.compare(RandomApp(test: seed)) }
    print("order hunt: \(release), \(tally)")
    #expect(tally.differences.isEmpty, "\(tally.differences.prefix(5).joined(separator: "\n"))")
    // Without unsafe apps the test would prove nothing. A few apps may contain none.
    if TestRun.isWhole { #expect(tally.unsafe > (TestRun.givenSeed == nil ? apps / 10 : apps / 60 - 1)) }
  }
}

private struct Tally: CustomStringConvertible {
  let release: Release
  let resolver: Resolver
  var apps = 0
  var unsafe = 0
  var longer = 0
  var pairs = 0
  var affected = 0
  var states = 0
  var differences: [String] = []

  init(release: Release, resolver: Resolver) {
    self.release = release
    self.resolver = resolver
  }

  var description: String {
    "\(apps) apps, \(unsafe) unsafe, \(pairs) raises compared, \(affected) of them affected,"
      + " \(longer) only after three or more raises; \(states) states tried; \(differences.count) differences"
  }

  mutating func compare(_ random: RandomApp) {
    var session = Session(name: "random", release: release, resolver: resolver)
    _ = session.run(random.script)
    let force = BruteForce(session, requests: session.huntedRaises)
    let verdict = session.hunted(nil)
    apps += 1
    states += force.statesTried
    if force.shortest != nil { unsafe += 1 }
    check(verdict.shortest == force.shortest?.raises, random, "the shortest proof")
    for request in force.requests {
      guard case .raise(let id) = request.cause else { continue }
      let proof = session.hunted(HuntSubject(id, in: [request.scope])).shortest
      pairs += 1
      if let proof {
        affected += 1
        if proof.count > 2 { longer += 1 }
      }
      check(proof == force.changes[request]?.raises, random, "raise \(session.spelled(id))")
    }
    for proof in verdict.affected {
      check(proof.last.flatMap { force.changes[$0]?.raises } == proof, random, "an affected class")
    }
    let classes = Set(force.changes.keys.compactMap { if case .raise(let id) = $0.cause { id } else { nil } })
    let affectedClasses = verdict.affected.compactMap { proof in
      if case .raise(let id)? = proof.last?.cause { id } else { nil }
    }
    check(Set(affectedClasses) == classes, random, "the affected classes")
  }

  private mutating func check(_ agrees: Bool, _ app: RandomApp, _ what: String) {
    if !agrees { differences.append("\(what):\n\(app.script)") }
  }
}
