import Diagnostics
import Interpreter
import Resolution
import Syntax

/// The tests of an exercise, run on the app that an answer left behind.
extension Judge {
  /// One check for each test block and release, and one for the expectations outside of blocks.
  func checks(_ tests: Exercise.Tests, on app: Session) -> [Verdict.Check] {
    var checks = TestChecks(on: app)
    checks.run(tests.code)
    return checks.all
  }
}

/// The checks of one fence. Its statements run in order, as in a script: a test block begins a process of its own, and what is
/// outside of blocks, or in a block that continues, shares one.
private struct TestChecks {
  private var session: Session
  /// What the shared process has run.
  private var shared: Session
  private var before: [Statement] = []
  private var loose: Verdict.Check?
  private var ofBlocks: [Verdict.Check] = []

  init(on app: Session) {
    session = app
    shared = app
  }

  var all: [Verdict.Check] { (loose.map { [$0] } ?? []) + ofBlocks }

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
      ofBlocks.append(Verdict.Check(name: name, release: release, finding: finding(in: events, of: statement, release)))
      before.append(statement)
    } else if block.releases.isEmpty {
      ofBlocks.append(check(name, statement, under: shared.release))
    } else {
      for written in block.releases {
        var single = block
        single.releases = [written]
        let release = shared.release.framework.release(named: session.text(written))
        ofBlocks.append(check(name, statement.replaced(by: .test(single)), under: release))
      }
    }
  }

  private func check(_ name: String, _ statement: Statement, under release: Release?) -> Verdict.Check {
    var trial = shared
    let events = trial.run(statement)
    return Verdict.Check(name: name, release: release, finding: finding(in: events, of: statement, release))
  }

  /// What is wrong, if anything, after a statement has run.
  private func finding(in events: [Event], of statement: Statement, _ release: Release?) -> Finding? {
    var isMet = true
    for event in events {
      if event.isUnmet { isMet = false }
      guard case .diagnostic(let diagnostic) = event.kind, diagnostic.severity == .error else { continue }
      // What the tests need and the answer does not have: other findings would only follow from it.
      return .lacking(release: release, reason: diagnostic.message)
    }
    // Most tests of most answers pass: then there is nothing to search for, and nothing runs twice.
    return isMet ? nil : UnmetSearch(in: session).first(of: [statement], after: before).map { .unmet($0) }
  }
}
