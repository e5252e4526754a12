import Diagnostics
import Syntax

/// How much an answer may ask for. A class of students needs a hundredth of it; what asks for more is told which limit
/// it met, and takes no more time than one that keeps to them.
package struct AnswerLimits: Sendable {
  /// Bytes of the text.
  package var bytes = 256 * 1024
  /// Statements, those inside of a test block once for each of its releases.
  package var statements = 5_000
  /// Questions that look at the whole app or at all that was asked: `compare`, `hunt`, `expect safe`, `why`, lists.
  package var questions = 100

  package init() {}

  package static let standard = AnswerLimits()

  /// What an answer is too large in, as far as it was read; nil where it is not.
  func exceeded(by size: AnswerSize) -> String? {
    if size.statements > statements { return "more than \(statements) statements" }
    if size.questions > questions { return "more than \(questions) questions about the whole app" }
    return nil
  }
}

/// What an answer asks for.
struct AnswerSize {
  var statements = 0
  var questions = 0

  mutating func add(_ statement: Statement, times: Int = 1) {
    statements += times
    switch statement.kind {
    case .test(let block):
      let runs = times * max(1, block.releases.count)
      statements += runs
      for inner in block.body { add(inner, times: runs) }
    case .compare, .hunt, .why, .classes, .handlers, .blueprints, .stats, .mro, .expect(.safe), .expect(.mro):
      questions += times
    case .classDeclaration, .blueprint, .handler, .request, .use, .config, .restart, .reset, .trace, .expect: break
    }
  }
}
