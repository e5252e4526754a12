import Diagnostics
import Resolution
import SeededRandom
import Syntax
import Testing

@testable import Interpreter

@Suite("Routes of requests") struct RouteTests {
  private static let start = "class E(Exception)\nblueprint shop\n"

  private func session(_ script: String) -> Session {
    var session = Session(name: "app.eb", release: Framework.flask.release(named: "3.1") ?? .standard)
    _ = session.run(Self.start + script)
    return session
  }

  @Test(
    "the process gets the number of the route's name",
    arguments: [
      ("raise E at pay", "pay"), ("raise E at pay in shop", "pay"), ("raise E at \"\"", ""), ("raise E", nil),
      ("raise E in shop", nil), ("abort 404 at api.pay", "api.pay"), ("abort 404 in shop", nil),
      ("respond 404 at pay", "pay"), ("respond \"x\", 404 at pay in shop", "pay"), ("respond 404", nil),
      ("visit unknown", nil), ("visit wrong-method in shop", nil),
      ("expect raise E at pay in shop -> 500", "pay"), ("expect abort 404 at pay -> 404", "pay"),
      ("test \"a\" continuing { raise E at pay }", "pay"),
    ])
  func resolved(_ line: String, _ route: String?) throws {
    let session = session(line)
    #expect(session.pastRequests.count == 1)
    let request = try #require(session.pastRequests.first?.request)
    #expect(request.route.map { session.text(TextID($0.index)) } == route)
    #expect(session.lastRequest?.shown.route.map { session.text($0) } == route)
  }

  @Test("the same name is the same route, in every scope and for every kind of request")
  func numbers() {
    let session = session("raise E at pay\nabort 404 at pay in shop\nrespond 404 at pay\nraise E at card")
    #expect(Set(session.pastRequests.map { $0.request.route }).count == 2)
    #expect(session.routeNames == ["pay", "card"])
  }

  @Test("questions, tests and `restart` do not add a route to those of the process")
  func routeNames() {
    #expect(session("why E at pay\ncompare 404 at pay\ntest \"a\" { raise E at pay }").routeNames == [])
    #expect(session("raise E at pay\nrestart\nraise E at card").routeNames == ["card"])
  }

  @Test("an earlier request, written with names and found again, is the same request")
  func byNames() throws {
    var session = session("")
    for verb in ["raise E", "abort 404", "respond \"x\", 404"] {
      for place in ["", " at pay", " at \"\"", " in shop", " at pay in shop"] {
        _ = session.run(verb + place + "\n")
        let request = try #require(session.pastRequests.last?.request)
        let byNames = session.requestByNames(request)
        let named = try #require(byNames)
        #expect(named.text(session.source.texts) == verb + place)
        #expect(try session.find(named).get() == request)
      }
    }
  }

  @Test("a request keeps its route with the texts of another app")
  func moved() {
    var model = session("")
    var other = Session(name: "other.eb")
    let request = Request(
      cause: .raise(model.generatedName("E")), route: model.generatedName("pay"), scope: model.generatedName("shop"))
    let moved = request.moved(from: model.source.texts, to: &other.source.texts)
    #expect(moved.text(other.source.texts) == "raise E at pay in shop")
  }

  @Test("under Flask, an app answers every route in the same way", .seeded)
  func sameAnswers() {
    for seed in 0..<UInt64(TestRun.rounds(40, sample: 2)) {
      let app = RandomApp(test: seed)
      var random = SeededRandom(test: seed)
      for release in Framework.flask.allEras.compactMap(\.releases.last) {
        var declared = Session(name: "app.eb", release: release)
        _ = declared.run(app.script)
        // Python refuses some random classes.
        let raisable = app.classes.filter { declared.raisableNames.contains($0) }
        guard !raisable.isEmpty else { continue }
        let raised = (0..<6).map { _ in random.pick(raisable) }
        let answers = [raised.map { "raise \($0)" }, raised.map { "raise \($0) at \(random.pick(["a", "b", "c"]))" }]
          .map { lines -> [SpelledAnswer] in
            var session = Session(name: "app.eb", release: release)
            return session.run((app.lines + lines).map { $0 + "\n" }.joined()).compactMap { event in
              guard case .answered(let answered) = event.kind else { return nil }
              return answered.answer.spelled(session.source.texts)
            }
          }
        #expect(answers[0] == answers[1], "\(app.lines) under \(release.name)")
        #expect(answers[0].count == raised.count)
      }
    }
  }
}
