import Diagnostics
import Syntax

/// The words with which exercises forbid and allow statements.
enum AnswerWord {
  /// First words of statements, then words that select a special kind of expectation, test or release.
  static let ordered: [String] = statementWords + ["safe", "refused", "last", "under", "continuing", "memo"]
  static let all = Set(ordered)
}

extension Statement {
  /// The words that the statement uses, including those in a test block, each with the span of its statement.
  package var answerWords: [(word: String, span: Span)] {
    let own = words.map { (word: $0, span: span) }
    guard case .test(let block) = kind else { return own }
    return own + block.body.flatMap { $0.answerWords }
  }

  private var words: [String] { [kind.word.rawValue] + kind.moreWords }
}

extension Statement.Kind {
  /// The words after the first one that select a special kind of expectation, test or release.
  fileprivate var moreWords: [String] {
    switch self {
    case .use(let use): use.memo == nil ? [] : ["memo"]
    case .expect(let expectation): [expectation.word]
    case .test(let block): (block.releases.isEmpty ? [] : ["under"]) + (block.isContinuing ? ["continuing"] : [])
    case .classDeclaration, .blueprint, .handler, .config, .request, .restart, .reset, .trace, .question: []
    }
  }
}

extension Expectation {
  fileprivate var word: String {
    switch self {
    case .answer(let request, _): request.word.rawValue
    case .last: "last"
    case .refusedClass, .refusedHandler: "refused"
    case .mro: StatementWord.mro.rawValue
    case .safe: "safe"
    }
  }
}
