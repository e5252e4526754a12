import Diagnostics
import Syntax

/// Limits on the size of an answer. The longest answer of the course needs less than a tenth of each limit. Judging any
/// answer within the limits, even a malicious one, takes a few milliseconds.
package struct AnswerLimits: Sendable {
  /// Bytes of the text.
  package var bytes = 16 * 1024
  /// Statements. A class counts once for each of its base classes. The body of a test block counts once for each of its
  /// releases, and so do the declarations before it, because each run declares them again. `expect safe`, `use` and
  /// `restart` count the declarations too.
  package var statements = 400
  package var classes = 60
  /// Entries in the MROs of all classes together.
  package var mroEntries = 1_500
  package var expectations = 100
  /// Runs of test blocks: each block counts once for each of its releases.
  package var testRuns = 40
  /// Errors. After this many the rest of the answer is not read or run.
  package var errors = 3

  package init() {}

  package static let standard = AnswerLimits()

  /// Returns the limit that a size exceeds; nil if it is within all limits.
  func exceeded(by size: AnswerSize) -> String? {
    if size.statements > statements { return "more than \(statements) statements" }
    if size.classes > classes { return "more than \(classes) classes" }
    if size.expectations > expectations { return "more than \(expectations) expectations" }
    if size.testRuns > testRuns { return "more than \(testRuns) runs of test blocks" }
    return nil
  }
}

/// The size of an answer, measured while it is read.
struct AnswerSize {
  private(set) var statements = 0
  private(set) var classes = 0
  private(set) var expectations = 0
  private(set) var testRuns = 0
  /// Statements outside of test blocks that build the app.
  private var declarations = 0

  mutating func add(_ statement: Statement) { add(statement, times: 1) }

  private mutating func add(_ statement: Statement, times: Int) {
    statements += times
    switch statement.kind {
    case .test(let block):
      let runs = times * max(1, block.releases.count)
      testRuns += runs
      statements += runs * (1 + declarations)
      for inner in block.body { add(inner, times: runs) }
    case .expect(let expectation):
      expectations += times
      if case .safe = expectation { statements += times * declarations }
    case .classDeclaration(let declaration):
      classes += times
      statements += times * max(0, declaration.bases.count - 1)
      declarations += 1
    case .blueprint, .handler, .config: declarations += 1
    case .use, .restart: statements += times * declarations
    case .request, .reset, .trace, .question: break
    }
  }
}
