import Diagnostics
import Syntax

/// The words by which exercises forbid and allow statements.
enum AnswerWord {
  /// The first words of statements, and those that make an expectation or a test another kind of claim.
  static let ordered: [String] = statementWords + ["safe", "refused", "last", "under", "continuing", "memo"]
  static let all = Set(ordered)
}

extension Statement {
  /// The words that it uses, those inside of a test block included, each with the place of the statement.
  var answerWords: [(word: String, span: Span)] {
    let own = words.map { (word: $0, span: span) }
    guard case .test(let block) = kind else { return own }
    return own + block.body.flatMap { $0.answerWords }
  }

  private var words: [String] {
    switch kind {
    case .classDeclaration: ["class"]
    case .blueprint: ["blueprint"]
    case .handler: ["handler"]
    case .request(let request): [request.word]
    case .use(let use): use.memo == nil ? ["use"] : ["use", "memo"]
    case .config: ["config"]
    case .restart: ["restart"]
    case .reset: ["reset"]
    case .trace: ["trace"]
    case .expect(let expectation): ["expect"] + expectation.words
    case .test(let block):
      ["test"] + (block.releases.isEmpty ? [] : ["under"]) + (block.isContinuing ? ["continuing"] : [])
    case .mro: ["mro"]
    case .why: ["why"]
    case .compare: ["compare"]
    case .hunt: ["hunt"]
    case .classes: ["classes"]
    case .handlers: ["handlers"]
    case .blueprints: ["blueprints"]
    case .stats: ["stats"]
    }
  }
}

extension Expectation {
  fileprivate var words: [String] {
    switch self {
    case .answer(let request, _): [request.word]
    case .last: ["last"]
    case .refusedClass, .refusedHandler: ["refused"]
    case .mro: ["mro"]
    case .safe: ["safe"]
    }
  }
}

extension Request {
  fileprivate var word: String {
    switch cause {
    case .raise: "raise"
    case .abort: "abort"
    case .visit: "visit"
    case .respond: "respond"
    }
  }
}
