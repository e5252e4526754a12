import Foundation
import Resolution
import Testing

@testable import Interpreter

@Suite("Order dependence, against brute force") struct OrderHuntTests {
  /// How many apps are tried; ERRORBOOK_APPS sets another number.
  static let apps = ProcessInfo.processInfo.environment["ERRORBOOK_APPS"].flatMap { Int($0) } ?? 150

  @Test("the shortest proof, its place in the order, and each class that is affected")
  func agreesWithBruteForce() {
    var tally = Tally()
    for seed in 0..<UInt64(Self.apps) { tally.compare(RandomApp(seed: seed)) }
    print("order hunt: \(tally)")
    #expect(tally.differences.isEmpty, "\(tally.differences.prefix(5).joined(separator: "\n"))")
    // A generator that makes no unsafe apps would prove nothing.
    #expect(tally.unsafe > Self.apps / 10)
  }
}

private struct Tally: CustomStringConvertible {
  var apps = 0
  var unsafe = 0
  var longer = 0
  var pairs = 0
  var affected = 0
  var states = 0
  var differences: [String] = []

  var description: String {
    "\(apps) apps, \(unsafe) unsafe, \(pairs) raises compared, \(affected) of them affected,"
      + " \(longer) only by three raises or more; \(states) states tried; \(differences.count) differences"
  }

  mutating func compare(_ random: RandomApp) {
    var session = Session(name: "random", release: Release.named("0.12.2") ?? .standard)
    _ = session.run(random.script)
    let force = BruteForce(session, requests: session.huntedRaises)
    let hunt = session.orderHunt
    let verdict = hunt.everything()
    apps += 1
    states += force.statesTried
    if force.shortest != nil { unsafe += 1 }
    check(verdict.shortest.map { requests($0) } == force.shortest?.raises, random, "the shortest proof")
    for request in force.requests {
      guard case .raise(let id) = request.cause else { continue }
      let one = hunt.one(id, in: [request.scope]).shortest
      pairs += 1
      if let one {
        affected += 1
        if one.count > 2 { longer += 1 }
      }
      check(one.map { requests($0) } == force.changes[request]?.raises, random, "raise \(session.name(id))")
    }
    for proof in verdict.affected {
      let last = RaisedRequest(cause: .raise(proof.last.id), scope: proof.last.scope)
      check(force.changes[last]?.raises == requests(proof), random, "an affected class")
    }
    let classes = Set(force.changes.keys.compactMap { if case .raise(let id) = $0.cause { id } else { nil } })
    check(Set(verdict.affected.map(\.last.id)) == classes, random, "the affected classes")
  }

  private func requests(_ proof: OrderHunt.Proof) -> [RaisedRequest] {
    proof.raises.map { RaisedRequest(cause: .raise($0.id), scope: $0.scope) }
  }

  private mutating func check(_ agrees: Bool, _ app: RandomApp, _ what: String) {
    if !agrees { differences.append("\(what):\n\(app.script)") }
  }
}
