import Diagnostics
import SeededRandom
import Testing

@testable import Interpreter
@testable import Resolution

@Suite("Order dependence in Sanic, compared with brute force") struct RouteHuntTests {
  private static let apps = TestRun.rounds(150, sample: 1)

  @Test(
    "an app is safe if no sequence of up to four requests changes an answer, and a proof has the fewest requests",
    .seeded, arguments: ["21.3.4", "21.6.2", "21.9.3", "25.12.1"])
  func agreesWithBruteForce(_ release: String) throws {
    var (unsafe, compared, longer) = (0, 0, 0)
    for seed in 0..<UInt64(Self.apps) {
      let app = RandomApp(test: seed)
      var session = Session(name: "random", release: try #require(Framework.sanic.release(named: release)))
      _ = session.run(app.script)
      let unmatched = [RoutingFailure.unknownURL, .wrongMethod].map {
        ResolvedRequest(cause: .routing($0), scope: nil)
      }
      let force = BruteForce(session, requests: session.huntedRaises + unmatched)
      let verdict = session.hunted(nil)
      #expect(verdict.shortest?.count == force.shortest?.count, "\(release)\n\(app.script)")
      if force.shortest != nil { unsafe += 1 }
      for request in session.huntedRaises {
        guard case .raise(let id) = request.cause else { continue }
        let proof = session.hunted(HuntSubject(id, in: [request.scope])).shortest
        let expected = force.changes[request]?.count
        #expect(proof?.count == expected, "\(release): raise \(session.spelled(id))\n\(app.script)")
        compared += 1
        if let expected, expected > 2 { longer += 1 }
      }
      for proof in [verdict.shortest].compactMap({ $0 }) + verdict.affected {
        #expect(changesItsLastAnswer(proof, session), "\(release): \(proof)\n\(app.script)")
      }
    }
    print(
      "hunt in Sanic \(release): \(Self.apps) apps, \(unsafe) unsafe, \(compared) raises compared, \(longer) longer")
    // A few apps may all be safe.
    if release == "21.3.4" { #expect(unsafe == 0) } else if TestRun.isWhole { #expect(unsafe > 0) }
  }

  private func changesItsLastAnswer(_ proof: [ResolvedRequest], _ session: Session) -> Bool {
    guard let last = proof.last else { return false }
    var process = session.app.built
    for request in proof.dropLast() {
      _ = process.answer(request, handlers: session.app.handlers, in: session.app.hierarchy)
    }
    var texts = session.source.texts
    func answer(_ process: Process) -> Answer {
      session.answer(
        process.preview(last, handlers: session.app.handlers, in: session.app.hierarchy), in: &texts)
    }
    return !answer(process).isSame(as: answer(session.app.built))
  }
}
