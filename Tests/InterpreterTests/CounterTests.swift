import Diagnostics
import Resolution
import SeededRandom
import Testing

@testable import Interpreter

@Suite("Counters") struct CounterTests {
  @Test("the counts of tables and classes are those of the traced steps in every era", .seeded)
  func probes() {
    for (seed, era) in Framework.flask.allEras.enumerated() {
      guard let release = era.releases.last else { continue }
      for offset in 0..<4 {
        let app = RandomApp(test: UInt64(100 * seed + offset))
        var session = Session(name: "app.eb", release: release)
        session.isTracing = true
        _ = session.run(app.script)
        var steps: [LookupEvent.Probe] = []
        var tables = 0
        for name in app.classes + app.classes + ["NotFound"] {
          for event in session.run("raise \(name)\n") {
            guard case .answered(let answered) = event.kind else { continue }
            for lookup in answered.rest.lookups ?? [] {
              steps += lookup.probes
              tables += Set(lookup.probes.map { $0.table }).count
            }
          }
        }
        let counted = session.process.counters.cost
        #expect(counted.tables == tables, "\(release.name)\n\(app.script)")
        #expect(counted.classes == steps.count { $0.subject != .emptyTable }, "\(release.name)\n\(app.script)")
      }
    }
  }

  @Test("200 classes that are raised once leave 200 unused entries")
  func growth() {
    var session = Session(name: "app.eb", release: Framework.flask.release(named: "0.12.5") ?? .standard)
    let classes = (1...200).map { "class Once\($0)(Exception)\nraise Once\($0)\n" }.joined()
    _ = session.run("handler Exception -> \"any\", 500\n" + classes)
    let rows = Dictionary(uniqueKeysWithValues: session.stats.rows.map { ($0.name, $0.value) })
    #expect(rows[.raises] == 200 && rows[.cacheEntries] == 200 && rows[.unusedEntries] == 200 && rows[.cacheHits] == 0)
  }

  @Test("a late handler gets a warning only if a raised class does not reach it", .seeded)
  func unseen() {
    var warned = 0
    let apps = TestRun.rounds(120, sample: 15)
    for seed in 0..<UInt64(apps) {
      var random = SeededRandom(test: seed &+ 9)
      let app = RandomApp(test: seed)
      var session = Session(name: "app.eb", release: Framework.flask.release(named: "0.12.2") ?? .standard)
      _ = session.run(app.script)
      // In debug mode Flask refuses a late handler.
      if session.process.configuration.isDebug { continue }
      for _ in 0..<5 { _ = session.run("raise \(random.pick(app.classes))\n") }
      let target = random.pick(app.classes + ["Exception", "NotFound"])
      let cached = session.process.tables.rows.filter { $0.writtenBy != nil }
      let events = session.run("handler \(target) -> \"late\", 500\n")
      let isWarned = events.contains {
        if case .diagnostic(let diagnostic) = $0.kind { diagnostic.kind == .cachedBefore } else { false }
      }
      if isWarned { warned += 1 }
      // In a fresh process such a class gets the late handler, in this process it does not.
      let misses = cached.contains { row in
        guard let id = row.id, session.cause(ofRaising: id) != nil else { return false }
        let raised = ResolvedRequest(cause: .raise(id), scope: row.key.scope)
        func handler(_ process: Process) -> HandlerID? {
          process.preview(raised, handlers: session.app.handlers, in: session.app.hierarchy).calls.first?.handler
        }
        let late = HandlerID(Int32(session.app.handlers.count - 1))
        return handler(session.app.built) == late && handler(session.process) != late
      }
      #expect(isWarned == misses, "\(target) after\n\(app.script)")
    }
    if TestRun.hasKnownShares { #expect(warned > apps / 24) }
  }

  @Test("a wrong handler is reported only if the answer differs")
  func equalAnswers() throws {
    func fresh(_ second: String) throws -> [String?] {
      var session = Session(name: "app.eb", release: try #require(Framework.flask.release(named: "0.12.2")))
      let events = session.run(
        """
        class E1(Exception)
        class E2(Exception)
        class E(E1, E2)
        handler E2 -> "same", 500
        handler Exception -> \(second)
        raise E1
        raise E

        """)
      return events.compactMap { event in
        guard case .answered(let answered) = event.kind else { return nil }
        return .some(answered.rest.fresh?.text(session.source.texts))
      }
    }
    #expect(try fresh("\"other\", 500") == [nil, "\"same\", 500"])
    #expect(try fresh("\"same\", 500") == [nil, nil])
  }
}
