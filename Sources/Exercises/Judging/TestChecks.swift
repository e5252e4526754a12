import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Runs the tests of an exercise on the app that an answer leaves.
extension Judge {
  /// Returns one check for each test block and release, and one for the expectations outside of blocks.
  func checks(_ tests: Exercise.Tests, on app: Session) -> [Verdict.Check] {
    var checks = TestChecks(on: app)
    checks.run(tests.code)
    return checks.all
  }
}

/// The checks of one fence. Its statements run in order, as in a script. Each test block starts its own process.
/// Statements outside of blocks and in `continuing` blocks share one process.
private struct TestChecks {
  private var session: Session
  /// The shared process after the statements so far.
  private var shared: Session
  private var before: [Statement] = []
  private var loose: Verdict.Check?
  private var blockChecks: [Verdict.Check] = []

  init(on app: Session) {
    session = app
    shared = app
  }

  var all: [Verdict.Check] { (loose.map { [$0] } ?? []) + blockChecks }

  mutating func run(_ code: Lesson.Fence) {
    var parser = session.read(Array(code.content.utf8))
    var statements: [Statement] = []
    while let parsed = session.next(from: &parser) { statements += parsed.statement.map { [$0] } ?? [] }
    shared = session
    for statement in statements {
      guard case .test(let block) = statement.kind else {
        addLoose(statement)
        continue
      }
      add(block, statement)
    }
  }

  private mutating func addLoose(_ statement: Statement) {
    let release = shared.release
    var check = loose ?? Verdict.Check(name: Verdict.Check.loose, release: release)
    let events = shared.run(statement)
    if check.finding == nil { check.finding = finding(in: events, of: statement, release) }
    loose = check
    before.append(statement)
  }

  private mutating func add(_ block: TestBlock, _ statement: Statement) {
    let name = session.text(block.name.text)
    if block.isContinuing {
      let release = shared.release
      let events = shared.run(statement)
      blockChecks.append(
        Verdict.Check(name: name, release: release, finding: finding(in: events, of: statement, release)))
      before.append(statement)
    } else if block.releases.isEmpty {
      blockChecks.append(check(name, statement, under: shared.release))
    } else {
      let releases = block.knownReleases(of: shared.release.framework, session.source.texts)
      for (written, release) in zip(block.releasesWithFramework, releases) {
        var single = block
        single.releases = [written]
        blockChecks.append(check(name, statement.replaced(by: .test(single)), under: release))
      }
    }
  }

  private func check(_ name: String, _ statement: Statement, under release: Release?) -> Verdict.Check {
    var trial = shared
    let events = trial.run(statement)
    return Verdict.Check(name: name, release: release, finding: finding(in: events, of: statement, release))
  }

  /// Returns why a statement failed after it has run; nil if it passed.
  private func finding(in events: [Event], of statement: Statement, _ release: Release?) -> Finding? {
    var isMet = true
    for event in events {
      if event.isUnmet { isMet = false }
      guard case .diagnostic(let diagnostic) = event.kind, diagnostic.severity == .error else { continue }
      // The tests need something that the answer does not have. All later failures would only follow from that.
      return .lacking(release: release, reason: diagnostic.message)
    }
    // Most tests of most answers pass. Searching only after a failure avoids running them twice.
    return isMet ? nil : UnmetSearch(in: session).first(of: [statement], after: before).map { .unmet($0) }
  }
}
