import Diagnostics
import Interpreter
import Resolution
import Syntax

/// The tests of an exercise, run on the app that an answer left behind.
extension Judge {
  /// One check for each test block and release, and one for the expectations outside of blocks.
  func checks(_ tests: Exercise.Tests, on app: Session) -> [Verdict.Check] {
    var session = app
    var checks: [Verdict.Check] = []
    var loose: [Statement] = []
    var parser = session.read(Array(tests.code.content.utf8))
    while let parsed = session.next(from: &parser) {
      guard let statement = parsed.statement else { continue }
      if case .test(let block) = statement.kind {
        checks += self.checks(block, statement, in: session)
      } else {
        loose.append(statement)
      }
    }
    guard !loose.isEmpty else { return checks }
    return [check(Verdict.Check.loose, loose, in: session)] + checks
  }

  private func checks(_ block: TestBlock, _ statement: Statement, in session: Session) -> [Verdict.Check] {
    guard !block.releases.isEmpty else { return [check(session.text(block.name.text), [statement], in: session)] }
    return block.releases.map { release in
      var single = block
      single.releases = [release]
      let statement = statement.replaced(by: .test(single))
      var check = check(session.text(block.name.text), [statement], in: session)
      check.flask = session.text(release)
      return check
    }
  }

  private func check(_ name: String, _ statements: [Statement], in session: Session) -> Verdict.Check {
    var trial = session
    var check = Verdict.Check(name: name, flask: session.release.name)
    var isMet = true
    for statement in statements {
      for event in trial.run(statement) {
        if event.isUnmet { isMet = false }
        guard case .diagnostic(let diagnostic) = event.kind, diagnostic.severity == .error else { continue }
        // What the tests need and the answer does not have: other findings would only follow from it.
        check.finding = .lacking(flask: session.release.name, reason: diagnostic.message)
        return check
      }
    }
    // Most tests of most answers hold: then there is nothing to search for, and nothing runs twice.
    if !isMet { check.finding = UnmetSearch(in: session).first(of: statements).map { .unmet($0) } }
    return check
  }
}
