import Diagnostics
import Resolution
import Syntax

/// `test "NAME" [continuing] [under [FRAMEWORK] RELEASE, ...] { ... }`: runs a test block.
///
/// Each run has a fresh process in a copy of the session, which is then discarded. A `continuing` test runs in the
/// session's own process and keeps its effects, like tests that share one app.
extension Session {
  mutating func run(_ block: TestBlock, _ statement: Statement) -> [Event] {
    if block.isContinuing { return runContinuing(block, statement) }
    if block.releases.isEmpty { return runOnce(block, statement, under: nil) }
    var events: [Event] = []
    var unknown: Name?
    for tested in block.releasesWithFramework {
      switch tested.release(of: release.framework, source.texts) {
      case .success(let release): events += runOnce(block, statement, under: release)
      case .failure(.release(let framework)): events.append(event(unknownRelease(tested.release, of: framework)))
      // Further releases of the same framework are not worth another message.
      case .failure(.framework(let name)) where name == unknown: break
      case .failure(.framework(let name)):
        unknown = name
        events.append(event(unknownFramework(name)))
      }
    }
    return events
  }

  private mutating func runOnce(_ block: TestBlock, _ statement: Statement, under release: Release?) -> [Event] {
    var trial = self
    var events: [Event] = []
    if let release {
      events += trial.rebuild(under: release, resolver(hasMemo: false), statement.span).problems.map { event($0) }
    } else {
      trial.startProcess()
    }
    for inner in block.body { events += trial.run(inner) }
    // The note is given once a session, so the session must know that the test block gave it.
    hasNotedStatus = trial.hasNotedStatus
    // The events can have bodies that only the trial has seen.
    adoptTexts(of: trial)
    // The result names the release at the start of the test, even if the block switches to another one.
    return result(of: block, events, release ?? self.release, statement)
  }

  private mutating func runContinuing(_ block: TestBlock, _ statement: Statement) -> [Event] {
    let release = release
    var events: [Event] = []
    for inner in block.body { events += run(inner) }
    return result(of: block, events, release, statement)
  }

  private func result(
    of block: TestBlock, _ events: [Event], _ release: Release, _ statement: Statement
  ) -> [Event] {
    var events = events
    let tally = Tally(events)
    if tally.isEmpty, block.brokenStatements == 0 { events.append(event(emptyTest(block))) }
    let result = TestEvent(
      name: block.name.text, release: release, passed: tally.passed,
      failed: tally.failed + block.brokenStatements)
    return events + [event(statement, .test(result))]
  }
}

/// The numbers of passed and failed expectations in some events. An error counts as a failure.
private struct Tally {
  var passed = 0
  var failed = 0

  var isEmpty: Bool { passed + failed == 0 }

  init(_ events: [Event]) {
    for event in events {
      switch event.kind {
      case .expectation(let expectation): if expectation.passed { passed += 1 } else { failed += 1 }
      case .diagnostic(let diagnostic): if diagnostic.severity == .error { failed += 1 }
      default: break
      }
    }
  }
}

extension TestedRelease {
  /// The reason why there is no such release.
  public enum Unknown: Error {
    case framework(Name)
    case release(of: Framework)
  }

  /// Returns the release.
  ///
  /// - Parameter framework: The framework if the release names none.
  public func release(of framework: Framework, _ texts: TextTable) -> Result<Release, Unknown> {
    var framework = framework
    if let name = self.framework {
      guard let named = Framework.named(texts[name.text]) else { return .failure(.framework(name)) }
      framework = named
    }
    return framework.release(named: texts[release.text]).map { .success($0) } ?? .failure(.release(of: framework))
  }
}

extension TestBlock {
  /// Returns the releases, in order; nil for those that do not exist.
  ///
  /// - Parameter framework: The framework of releases before the first one that names another.
  public func knownReleases(of framework: Framework, _ texts: TextTable) -> [Release?] {
    releasesWithFramework.map { try? $0.release(of: framework, texts).get() }
  }
}
