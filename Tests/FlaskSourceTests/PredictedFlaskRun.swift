import Diagnostics
import Interpreter
import Syntax

@testable import FlaskSource

/// What errorbook says about a program: for each test its calls and its outcome.
struct PredictedFlaskRun {
  enum Outcome: String {
    case passed, failed, skipped, refused
  }

  /// A client call, or something that is not modeled.
  enum Step {
    case answered(method: String, Client)
    /// One client call that is not modeled.
    case refusedCall(String)
    /// A test, or code, that is not modeled.
    case refused(String)
  }

  /// What a client sees.
  struct Client: Hashable {
    var status: Int?
    /// Nil for a default page, or if the text is not known.
    var body: String?
    var escaped: String?
  }

  /// The calls of the `__main__` block, and those at import time, which a recording does not separate.
  static let outside = "__main__"

  private(set) var steps: [String: [Step]] = [:]
  /// The names of the tests, in order.
  private(set) var order: [String] = []
  private(set) var outcomes: [String: Outcome] = [:]
  /// Whether an assertion compares bytes with text, which is only equal in Python 2.
  private(set) var comparesBytesWithText = false

  init(_ events: [Event], _ source: SourceText) {
    var waiting: [Step] = []
    for event in events {
      switch event.kind {
      case .answered(let request):
        if let call = request.rest.client { waiting.append(Self.answered(request.answer, call, source.texts)) }
      case .diagnostic(let diagnostic):
        if diagnostic.kind == .bytesAndText { comparesBytesWithText = true }
        if diagnostic.severity == .error { waiting.append(Self.refused(diagnostic.message)) }
      case .test(let test):
        let name = source.texts[test.name]
        steps[name, default: []] += waiting
        waiting = []
        order.append(name)
        outcomes[name] = Self.outcome(test)
      default: break
      }
    }
    steps[Self.outside, default: []] += waiting
  }

  private static func answered(_ answer: Answer, _ call: RequestEvent.ClientCall, _ texts: TextTable) -> Step {
    let body = call.isBodyKnown ? answer.body.map { texts[$0] } : nil
    return .answered(
      method: texts[call.method],
      Client(status: answer.status, body: body, escaped: answer.escaped.map { texts[$0] }))
  }

  /// Tells "`GET /path` is not modeled: ..." from "the test `test_path` is not modeled: ...".
  private static func refused(_ message: String) -> Step {
    let isCall = message.hasPrefix("`") && message.dropFirst().prefix { $0 != "`" }.contains(" ")
    return isCall ? .refusedCall(message) : .refused(message)
  }

  private static func outcome(_ test: TestEvent) -> Outcome {
    if test.isSkipped { return .skipped }
    if test.failed > 0 { return .failed }
    return test.notModeled > 0 ? .refused : .passed
  }
}
