import Diagnostics
import Resolution
import Syntax

/// What a program does, in order: the statements of its apps, its client calls, its assertions and its tests.
struct TranslationLog: Sendable {
  private(set) var items: [Item] = []
  /// The bodies that stand for texts that are not known.
  private(set) var unknownBodies: Set<String> = []
  /// Where bytes are compared with a text.
  private(set) var bytesComparisons: [Span] = []

  enum Item: Sendable {
    /// A declaration or an option of an app.
    case declaration(app: Int, StatementDraft, Span)
    /// A request. Only the last one of a client call that follows redirects has the call.
    case request(app: Int, StatementDraft, Span, ClientCall?, ExactAnswer?)
    /// A client call whose answer is not modeled.
    case notModeled(ClientCall, Span, reason: Int)
    case assertion(Assertion)
    case testBegins(String, Span, isExpectedToFail: Bool)
    case testEnds(TestOutcome, Span)
    /// Something else that is not modeled: a test, a module.
    case skipped(String, Span, reason: Int)
  }

  /// A call of a test client.
  struct ClientCall: Sendable, Hashable {
    var method: String
    var path: String
  }

  /// The answer to one request, if the statements of handlers cannot say it.
  struct ExactAnswer: Sendable, Hashable {
    var status: Int
    /// The text of the body; nil if it is not known.
    var body: String?
    /// What is shown instead of a body that is not known.
    var placeholder = ""
  }

  /// An `assert` statement, or a call of a method such as `assertEqual`.
  struct Assertion: Sendable {
    enum Outcome: Sendable, Hashable {
      case passed
      case failed
      /// It depends on something that is not known.
      case unchecked(reason: Int)
    }

    var span: Span
    var outcome: Outcome
    /// Whether it is in the teardown of a test. If it is not checked, the test itself can still have passed.
    var isInTeardown = false
    /// What was compared, if the assertion failed.
    var actual = ""
  }

  /// How a test ended.
  enum TestOutcome: Sendable, Hashable {
    case passed
    /// It raised an exception of this class at this place.
    case failed(String, Span)
    case skipped
    /// An assertion or a request of it is not modeled.
    case notModeled(reason: Int)
    /// What it does from some place on is not modeled: it may send more requests.
    case stopped(reason: Int)
  }

  /// The number of client calls.
  var requestCount: Int {
    items.count { item in
      switch item {
      case .request, .notModeled: true
      default: false
      }
    }
  }

  /// Whether there is a test.
  var hasTests: Bool { items.contains { if case .testBegins = $0 { true } else { false } } }

  /// Returns the items as one test.
  ///
  /// - Parameter apps: The number of apps before those of these items.
  func asTest(_ name: String, apps: Int) -> [Item] {
    let moved = items.map { item -> Item in
      switch item {
      case .declaration(let app, let draft, let span): .declaration(app: app + apps, draft, span)
      case .request(let app, let draft, let span, let call, let exact):
        .request(app: app + apps, draft, span, call, exact)
      default: item
      }
    }
    return [.testBegins(name, .nowhere, isExpectedToFail: false)] + moved + [.testEnds(.passed, .nowhere)]
  }

  mutating func add(_ item: Item) { items.append(item) }

  /// Records that the program catches the exception of the last assertion, so that it counts as passed.
  mutating func forgiveLastAssertion() {
    guard let index = items.lastIndex(where: { if case .assertion = $0 { true } else { false } }),
      case .assertion(var assertion) = items[index], assertion.outcome == .failed
    else { return }
    assertion.outcome = .passed
    items[index] = .assertion(assertion)
  }

  /// Records that the answer to the last request is not known after all.
  mutating func forgetAnswer(reason: Int) {
    guard case .request(_, _, let span, let call?, _)? = items.last else { return }
    items[items.count - 1] = .notModeled(call, span, reason: reason)
  }

  /// Records that the program changes the answer to the last request.
  mutating func changeAnswer(to exact: ExactAnswer) {
    guard case .request(let app, let draft, let span, let call, _)? = items.last else { return }
    items[items.count - 1] = .request(app: app, draft, span, call, exact)
  }

  /// Records that the last request is only the first step of its client call.
  mutating func continueRequest() {
    guard case .request(let app, let draft, let span, _, _)? = items.last else { return }
    items[items.count - 1] = .request(app: app, draft, span, nil, nil)
  }

  mutating func addUnknownBody(_ text: String) { unknownBodies.insert(text) }

  mutating func comparesBytesWithText(at span: Span) {
    if bytesComparisons.last != span { bytesComparisons.append(span) }
  }
}
