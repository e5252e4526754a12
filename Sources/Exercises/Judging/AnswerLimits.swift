import Diagnostics
import Syntax

/// How much an answer may ask for. The longest answer of the course is less than a tenth of it in everything; and what
/// keeps to it, however it was meant, takes a few milliseconds.
package struct AnswerLimits: Sendable {
  /// Bytes of the text.
  package var bytes = 16 * 1024
  /// Statements, a class once for each of its bases. Those inside of a test block count once for each of its releases, and
  /// each time also the declarations before it, with which its process begins; so does what looks at a whole app.
  package var statements = 400
  package var classes = 60
  /// Entries of the MROs of all its classes.
  package var mroEntries = 1_500
  package var expectations = 100
  /// Test blocks, once for each of their releases.
  package var testRuns = 40
  /// Errors that are looked for: behind the last of them it is read and run no further.
  package var errors = 3

  package init() {}

  package static let standard = AnswerLimits()

  /// What an answer is too large in, as far as it was read; nil where it is not.
  func exceeded(by size: AnswerSize) -> String? {
    if size.statements > statements { return "more than \(statements) statements" }
    if size.classes > classes { return "more than \(classes) classes" }
    if size.expectations > expectations { return "more than \(expectations) expectations" }
    if size.testRuns > testRuns { return "more than \(testRuns) runs of test blocks" }
    return nil
  }
}

/// What an answer asks for.
struct AnswerSize {
  private(set) var statements = 0
  private(set) var classes = 0
  private(set) var expectations = 0
  private(set) var testRuns = 0
  /// Statements outside of test blocks that the app consists of.
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
