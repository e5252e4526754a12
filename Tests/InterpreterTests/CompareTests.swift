import Diagnostics
import Resolution
import SeededRandom
import Testing

@testable import Interpreter

@Suite("compare gives the same answers as running the script under each release") struct CompareTests {
  @Test("every row has the answers of its releases now and in a fresh process, and neighboring rows differ", .seeded)
  func rows() {
    var tally = Tally()
    let apps = TestRun.rounds(25, sample: 2)
    for seed in 0..<UInt64(apps) { tally.compare(seed) }
    print("compare: \(tally.compared) rows compared, \(tally.severalRows) comparisons with several rows")
    #expect(tally.differences.isEmpty, "\(tally.differences.prefix(3).joined(separator: "\n"))")
    if TestRun.hasKnownShares { #expect(tally.severalRows > apps * 2 / 5) }
  }
}

private struct Tally {
  var compared = 0
  var severalRows = 0
  var differences: [String] = []

  mutating func compare(_ seed: UInt64) {
    var random = SeededRandom(test: seed &+ 5)
    let app = RandomApp(test: seed)
    // Each era has its own rules for handlers after the first request.
    var lines = app.lines
    for _ in 0..<4 { lines.append("raise \(random.pick(app.classes + ["ValueError"]))") }
    if random.chance(60) { lines.append("handler \(random.pick(app.classes)) -> \"late\", 500") }
    if random.chance(30) { lines.append("raise \(random.pick(app.classes))") }
    let script = lines.map { $0 + "\n" }.joined()
    var session = Session(name: "app.eb", release: Framework.flask.release(named: "0.12.2") ?? .standard)
    _ = session.run(script)
    for name in app.classes {
      guard case .compared(let event)? = session.run("compare \(name)\n").first?.kind,
        let rows = event.comparisons.first?.rows
      else { continue }
      if rows.count > 1 { severalRows += 1 }
      for row in rows { check(row, name, script, session.source.texts) }
      for (left, right) in zip(rows, rows.dropFirst())
      where left.now == right.now && left.fresh == right.fresh && left.leftOut == right.leftOut
        && left.last.framework.word == right.first.framework.word
      {
        differences.append("\(left.last) and \(right.first) have equal rows: \(name) in\n\(script)")
      }
    }
  }

  private mutating func check(_ row: CompareEvent.Row, _ name: String, _ script: String, _ texts: TextTable) {
    for release in [row.first, row.last] where Self.newest.contains(release) {
      compared += 1
      let now = answer("", script + "raise \(name)\n", release)
      let fresh = answer(script, "restart\nraise \(name)\n", release)
      // A row has no answer if an earlier request is not possible. The script continues after its error.
      let isReplayed = !cannotReplay(script, release) || now == nil
      if (isReplayed && row.now.spelled(texts) != now) || row.fresh.spelled(texts) != fresh {
        differences.append("\(release.name): the answer to \(name) is not \(row.now), \(row.fresh) in\n\(script)")
      }
    }
  }

  private static let newest = Set(Framework.allEras.compactMap(\.releases.last))

  private func answer(_ before: String, _ script: String, _ release: Release) -> SpelledAnswer? {
    var session = Session(name: "app.eb", release: release)
    _ = session.run(before)
    guard case .answered(let answered)? = session.run(script).last?.kind else { return nil }
    return answered.answer.spelled(session.source.texts)
  }

  /// Returns whether a request of the script is not possible under a release.
  private func cannotReplay(_ script: String, _ release: Release) -> Bool {
    var session = Session(name: "app.eb", release: release)
    return script.split(separator: "\n").contains { line in
      let events = session.run(line + "\n")
      guard line.hasPrefix("raise "), case .diagnostic? = events.last?.kind else { return false }
      return true
    }
  }
}

extension CompareEvent.Verdict {
  /// Returns the answer with texts instead of numbers; nil if there is none.
  fileprivate func spelled(_ texts: TextTable) -> SpelledAnswer? {
    if case .answer(let answer) = self { answer.spelled(texts) } else { nil }
  }
}
