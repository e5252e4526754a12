import Resolution
import SeededRandom
import Testing

@testable import Interpreter

@Suite("The memo") struct MemoTests {
  @Test("it gives the same answers as the lookup without it, after any history", .seeded)
  func answersAlike() {
    var compared = 0
    var recalled = 0
    var differences: [String] = []
    for seed in 0..<UInt64(TestRun.rounds(150, sample: 7)) {
      var random = SeededRandom(test: seed &+ 77)
      let release = random.pick(["1.0", "1.0.4", "1.1.4", "2.0.3", "2.1.0"])
      let app = RandomApp(test: seed, nests: release.hasPrefix("2"))
      var (plain, memo) = (Session(name: "plain"), Session(name: "memo"))
      _ = plain.run("use flask \(release)\n" + app.script)
      _ = memo.run("use flask \(release) with memo\n" + app.script)
      for _ in 0..<30 {
        // Up to 2.1 Flask accepts late handlers.
        let line =
          random.chance(15)
          ? "handler \(random.pick(app.classes + ["Exception", "404"])) -> \"late\", 500\n" : request(app, &random)
        let (first, second) = (answers(plain.run(line)), answers(memo.run(line)))
        compared += first.count
        if first != second { differences.append("\(release): \(line) in\n\(app.script)\n\(first)\n\(second)") }
      }
      recalled += memo.process.counters.memoHits
    }
    print("memo: \(compared) answers compared, \(recalled) lookups from the memo, \(differences.count) differences")
    #expect(differences.isEmpty, "\(differences.prefix(3).joined(separator: "\n"))")
    #expect(recalled > compared / 4)
  }

  private func request(_ app: RandomApp, _ random: inout SeededRandom) -> String {
    let scope = app.blueprints.isEmpty || random.chance(50) ? "" : " in \(random.pick(app.blueprints))"
    let cause = random.pick(
      ["abort 404", "abort 500", "visit redirect", "visit unknown", "raise ValueError"]
        + app.classes.flatMap { ["raise \($0)", "raise \($0)"] })
    return "\(cause)\(scope)\n"
  }

  private func answers(_ events: [Event]) -> [RequestEvent] {
    events.compactMap { if case .answered(let answer) = $0.kind { answer } else { nil } }
  }

  @Test("a registration clears it")
  func emptied() {
    var session = Session(name: "app.eb")
    _ = session.run("use flask 1.0 with memo\nraise KeyError\nraise ValueError\n")
    // Both classes, and InternalServerError for the 500 path.
    #expect(session.process.memo.count == 3)
    _ = session.run("handler LookupError -> \"lookup\", 500\n")
    #expect(session.process.memo.count == 0)
    _ = session.run("expect raise KeyError -> \"lookup\"\n")
    #expect(session.process.memo.count == 1)
  }

  @Test("the prompt shows it, and `use` without it removes it")
  func named() {
    var session = Session(name: "app.eb")
    #expect(session.currentReleaseName == "3.1.0")
    _ = session.run("use flask 1.0 with memo\n")
    #expect(session.currentReleaseName == "1.0 memo")
    _ = session.run("reset\n")
    #expect(session.currentReleaseName == "1.0 memo")
    _ = session.run("use flask 1.0\n")
    #expect(session.currentReleaseName == "1.0")
  }
}
