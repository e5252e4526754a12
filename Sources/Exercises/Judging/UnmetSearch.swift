import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Finds the first expectation that fails and the fewest earlier requests that make it fail.
///
/// It tries to leave out the requests before it: first all of them, then smaller and smaller groups, down to single ones.
/// Requests that are not needed stay out, so a learner sees only those that matter. Declarations stay: without a handler
/// the expectation would fail for another reason.
struct UnmetSearch {
  /// The session before the statements run.
  let session: Session

  init(in session: Session) { self.session = session }

  /// The maximum number of statements to replay. This is enough to try all of thirty statements, and some of hundreds.
  /// Statements that were not tried by then are kept.
  private static let playLimit = 600

  /// - Parameter before: statements that already ran in the same process.
  func first(of statements: [Statement], after before: [Statement] = []) -> Finding.Unmet? {
    var trial = session
    var past = before.flatMap { $0.inOneProcess }
    for statement in past { _ = trial.run(statement) }
    for statement in statements.flatMap({ $0.inOneProcess }) {
      if case .test(let block) = statement.kind {
        if let unmet = first(of: block, in: trial) { return unmet }
        continue
      }
      if trial.run(statement).contains(where: { $0.isUnmet }) { return shrunk(past, statement, from: session) }
      past.append(statement)
    }
    return nil
  }

  /// Searches a block that has its own process, under each of its releases.
  private func first(of block: TestBlock, in session: Session) -> Finding.Unmet? {
    let releases: [Release?] =
      block.releases.isEmpty ? [nil] : block.knownReleases(of: session.release.framework, session.source.texts)
    for release in releases {
      var start = session
      start.startProcess()
      if let release {
        // A mutant resolver stays the same under any release.
        start = session.rebuilt(under: release, session.chosenResolver).session
      }
      if let unmet = UnmetSearch(in: start).first(of: block.body) { return unmet }
    }
    return nil
  }

  private func shrunk(_ before: [Statement], _ last: Statement, from session: Session) -> Finding.Unmet? {
    let before = before.filter { $0.leavesTrace }
    var needed = before.indices.filter { before[$0].isRequestOrRestart }
    func statements(with requests: [Int]) -> [Statement] {
      let requests = Set(requests)
      return before.indices.filter { !before[$0].isRequestOrRestart || requests.contains($0) }.map { before[$0] }
    }
    var size = needed.count
    var played = 0
    while size > 0 {
      var end = needed.count
      while end > 0 {
        let start = max(0, end - size)
        let fewer = Array(needed[..<start] + needed[end...])
        let shorter = statements(with: fewer)
        played += shorter.count + 1
        guard played <= Self.playLimit else { return play(statements(with: needed), last) }
        if play(shorter, last) != nil { needed = fewer }
        end = start
      }
      size /= 2
    }
    return play(statements(with: needed), last)
  }

  /// Replays statements and an expectation; nil if it passes or a statement has an error.
  private func play(_ statements: [Statement], _ last: Statement) -> Finding.Unmet? {
    var trial = session
    var after: [String] = []
    for statement in statements {
      // A handler that comes after a request can be too late.
      if case .handler(let handler) = statement.kind, !after.isEmpty { after.append(handler.text(trial.source.texts)) }
      for event in trial.run(statement) {
        switch event.kind {
        case .answered(let request): after.append(request.text(trial.source.texts))
        case .expectation(let expectation) where statement.isRequest: after.append(expectation.subject.text)
        case .diagnostic(let diagnostic) where diagnostic.severity == .error: return nil
        default: break
        }
      }
    }
    for event in trial.run(last) {
      guard case .expectation(let expectation) = event.kind, !expectation.passed else { continue }
      return Finding.Unmet(
        after: after, subject: expectation.subject, expected: expectation.expected, actual: expectation.actual,
        release: expectation.release)
    }
    return nil
  }
}

extension Event {
  /// Whether it is an expectation that failed.
  var isUnmet: Bool { if case .expectation(let expectation) = kind { !expectation.passed } else { false } }
}

extension Statement {
  /// A `continuing` test block only names its statements: they run in the same process.
  fileprivate var inOneProcess: [Statement] {
    if case .test(let block) = kind, block.isContinuing { return block.body }
    return [self]
  }

  /// Whether leaving out the statement could change a later response.
  fileprivate var leavesTrace: Bool {
    switch kind {
    case .classDeclaration, .blueprint, .handler, .request, .use, .config, .restart, .reset, .expect(.answer): true
    case .test, .expect, .trace, .question: false
    }
  }

  /// Whether leaving it out changes only what happened before, and not the app.
  fileprivate var isRequestOrRestart: Bool {
    switch kind {
    case .request, .restart, .expect(.answer): true
    case .classDeclaration, .blueprint, .handler, .use, .config, .reset, .test, .expect, .trace, .question: false
    }
  }

  /// Whether it is an expectation that sends a request.
  fileprivate var isRequest: Bool { if case .expect(.answer) = kind { true } else { false } }
}

extension Finding.Unmet {
  /// A difference between two apps. If status and body are the same, it shows what the handlers received.
  init(_ difference: Equivalence.Difference, under release: Release, _ texts: TextTable) {
    var (expected, actual) = (difference.expected.text(texts), difference.actual.text(texts))
    if expected == actual {
      expected += Self.received(difference.expected, texts)
      actual += Self.received(difference.actual, texts)
    }
    self.init(
      after: Array(difference.raises.dropLast()), subject: .request(difference.raises.last ?? ""), expected: expected,
      actual: actual, release: release)
  }

  private static func received(_ answer: Answer, _ texts: TextTable) -> String {
    if let escaped = answer.escaped { return " of \(texts[escaped])" }
    guard let argument = answer.argument else { return " from no handler" }
    return " received \(texts[argument])" + (answer.original.map { " wrapping \(texts[$0])" } ?? "")
  }
}
