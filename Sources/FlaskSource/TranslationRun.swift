import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Runs a translated program: its declarations, requests, assertions and tests, in the order of the program.
public struct TranslationRun {
  private let translation: Translation
  /// The sessions of the apps. They share the table of texts of `source`.
  private var sessions: [Int: Session] = [:]
  /// A session without an app, to start the others with.
  private let fresh: Session
  /// The text of the program, and the table of the texts of all events.
  public private(set) var source: SourceText
  /// The assertions that were not checked, by the reason.
  private var unchecked: [(reason: Int, spans: [Span])] = []
  private var test: RunningTest?
  /// The reasons that have been reported.
  private var reported: Set<Int> = []

  private struct RunningTest {
    var name: String
    var isExpectedToFail: Bool
    var passed = 0
    var failed = 0
    var notModeled = 0
  }

  /// The session of the app that ran last; nil if the program has no app.
  public var lastApp: Session? { lastAppNumber.flatMap { sessions[$0] } }
  private var lastAppNumber: Int?

  /// Prepares a run.
  public init(_ translation: Translation, tracing: Bool = false) {
    self.translation = translation
    var session = Session(name: translation.source.name, release: translation.release)
    _ = session.read(translation.source)
    session.isTracing = tracing
    fresh = session
    source = session.source
  }

  /// Runs the whole program and returns its events. Their texts are in the table of `source`.
  public mutating func run() -> [Event] {
    var events = translation.diagnostics.map { event($0) }
    for item in translation.items { run(item, into: &events) }
    for span in translation.bytesComparisons.prefix(1) { events.append(event(bytesComparison(at: span))) }
    for group in unchecked { events.append(event(uncheckedAssertions(group.spans, group.reason))) }
    if !translation.hasRequests { events.append(event(noRequests)) }
    return events
  }

  private mutating func run(_ item: TranslationLog.Item, into events: inout [Event]) {
    switch item {
    case .declaration(let app, let draft, let span): events += run(draft, app, at: span).compactMap { reported($0) }
    case .request(let app, let draft, let span, let call, let exact):
      let answers = run(draft, app, at: span)
      // A client call that follows redirects shows only its last response.
      if let call { for event in answers { events.append(answered(event, call, exact)) } }
    case .notModeled(let call, let span, let reason):
      test?.notModeled += 1
      events.append(event(unmodeledRequest(call, span, reason)))
    case .assertion(let assertion): check(assertion, into: &events)
    case .testBegins(let name, _, let fails): test = RunningTest(name: name, isExpectedToFail: fails)
    case .testEnds(let outcome, let span): end(outcome, span, into: &events)
    case .skipped(_, let span, let reason):
      // A fixture that is not modeled is so for each test.
      if reported.insert(reason).inserted { events.append(event(unmodeledCode(span, reason))) }
    }
  }

  /// Runs a statement in the session of an app.
  private mutating func run(_ draft: StatementDraft, _ app: Int, at span: Span) -> [Event] {
    var session = sessions[app] ?? fresh
    session.source.texts = source.texts
    let line = source.line(of: span.start)
    // Answers name the lines of handlers as they are in their file.
    let statement = draft.statement(at: span, line: source.place(ofLine: line).line, in: &session.source.texts)
    let events = session.run(statement).map { Event(line: line, $0.kind) }
    source.texts = session.source.texts
    sessions[app] = session
    lastAppNumber = app
    return events
  }

  /// Returns the event of a declaration as it is shown. Notes and advice are about scripts, not about Python.
  private func reported(_ event: Event) -> Event? {
    guard case .diagnostic(let diagnostic) = event.kind else { return event }
    guard diagnostic.severity != .note else { return nil }
    return self.event(
      Diagnostic(
        diagnostic.kind, diagnostic.severity, diagnostic.message, at: diagnostic.primary, notes: diagnostic.notes))
  }

  private mutating func answered(
    _ event: Event, _ call: TranslationLog.ClientCall, _ exact: TranslationLog.ExactAnswer?
  ) -> Event {
    guard case .answered(var request) = event.kind else { return event }
    let isBodyKnown =
      exact.map { $0.body != nil }
      ?? request.answer.body.map { !translation.unknownBodies.contains(source.texts[$0]) } ?? true
    if let exact {
      request.answer.status = exact.status
      if let body = exact.body {
        request.answer.body = source.texts.id(of: body)
      } else if let body = request.answer.body, !translation.unknownBodies.contains(source.texts[body]) {
        request.answer.body = source.texts.id(of: exact.placeholder)
      }
    }
    if call.method == "HEAD", request.answer.status != nil { request.answer.body = .empty }
    request.rest.client = RequestEvent.ClientCall(
      method: source.texts.id(of: call.method), path: source.texts.id(of: call.path), isBodyKnown: isBodyKnown)
    return Event(line: event.line, .answered(request))
  }

  // MARK: Assertions and tests

  private mutating func check(_ assertion: TranslationLog.Assertion, into events: inout [Event]) {
    switch assertion.outcome {
    case .passed: test?.passed += 1
    case .failed where test?.isExpectedToFail == true: return
    case .failed: test?.failed += 1
    case .unchecked(let reason):
      if !assertion.isInTeardown { test?.notModeled += 1 }
      if let index = unchecked.firstIndex(where: {
        translation.reasons[$0.reason].text == translation.reasons[reason].text
      }) {
        if !unchecked[index].spans.contains(assertion.span) { unchecked[index].spans.append(assertion.span) }
      } else {
        unchecked.append((reason, [assertion.span]))
      }
      return
    }
    let text = source.text(assertion.span)
    let expectation = ExpectationEvent(
      passed: assertion.outcome == .passed, subject: .assertion(text), expected: text,
      actual: assertion.actual, release: translation.release)
    events.append(Event(line: source.line(of: assertion.span.start), .expectation(expectation)))
  }

  private mutating func end(_ outcome: TranslationLog.TestOutcome, _ span: Span, into events: inout [Event]) {
    guard var test else { return }
    self.test = nil
    switch outcome {
    case .passed: break
    case .failed(let type, let place):
      if test.failed == 0 {
        test.failed = 1
        events.append(raised(type, place, in: test.name))
      }
    case .skipped: break
    case .notModeled(let reason), .stopped(let reason):
      let isFirst = test.notModeled == 0
      if isFirst { test.notModeled = 1 }
      if isFirst || outcome == .stopped(reason: reason) {
        events.append(event(unmodeledTest(test.name, isWhole: isFirst, span, reason)))
      }
    }
    var result = TestEvent(
      name: source.texts.id(of: test.name), release: translation.release, passed: test.passed, failed: test.failed,
      notModeled: test.notModeled)
    result.isSkipped = outcome == .skipped
    events.append(Event(line: source.line(of: span.start), .test(result)))
  }

  /// Returns the failure of a test that an exception ended.
  private func raised(_ type: String, _ place: Span, in test: String) -> Event {
    let expectation = ExpectationEvent(
      passed: false, subject: .assertion(test), expected: "no exception", actual: type, release: translation.release)
    return Event(line: source.line(of: place.start), .expectation(expectation))
  }

  // MARK: Diagnostics

  private func event(_ diagnostic: Diagnostic) -> Event {
    Event(line: source.line(of: diagnostic.primary.span.start), .diagnostic(diagnostic))
  }

  private func unmodeledRequest(_ call: TranslationLog.ClientCall, _ span: Span, _ reason: Int) -> Diagnostic {
    diagnostic(
      .error, .unmodeledRequest, "`\(call.method) \(call.path)` is not modeled: \(translation.reasons[reason].text)",
      span, reason)
  }

  private func unmodeledTest(_ name: String, isWhole: Bool, _ span: Span, _ reason: Int) -> Diagnostic {
    let subject = isWhole ? "the test `\(name)`" : "the rest of the test `\(name)`"
    return diagnostic(
      .error, .unmodeledRequest, "\(subject) is not modeled: \(translation.reasons[reason].text)", span, reason)
  }

  private func unmodeledCode(_ span: Span, _ reason: Int) -> Diagnostic {
    diagnostic(.warning, .unmodeledCode, translation.reasons[reason].text, span, reason)
  }

  /// Returns a diagnostic at a place, with a label where the reason is.
  private func diagnostic(
    _ severity: Diagnostic.Severity, _ kind: DiagnosticKind, _ message: String, _ span: Span, _ reason: Int
  ) -> Diagnostic {
    let cause = firstLine(of: translation.reasons[reason].span)
    let place = firstLine(of: span)
    let isElsewhere = source.line(of: cause.start) != source.line(of: place.start)
    return Diagnostic(
      kind, severity, message, at: Diagnostic.Label(place),
      also: isElsewhere ? [Diagnostic.Label(cause, "because of this")] : [])
  }

  /// Returns the part of a span on its first line.
  private func firstLine(of span: Span) -> Span {
    guard let line = source.spanOfLine(source.line(of: span.start)) else { return span }
    return Span(start: span.start, end: max(span.start, min(span.end, line.end)))
  }

  private func bytesComparison(at span: Span) -> Diagnostic {
    let count = translation.bytesComparisons.count
    return Diagnostic(
      .bytesAndText, .warning, "bytes are compared with a text, which Python 3 never finds equal",
      at: Diagnostic.Label(firstLine(of: span)),
      notes: ["errorbook compares the text, as Python 2 did" + (count > 1 ? "; so do \(count - 1) more lines" : "")])
  }

  private func uncheckedAssertions(_ spans: [Span], _ reason: Int) -> Diagnostic {
    let lines = spans.map { "\(source.place(ofLine: source.line(of: $0.start)).line)" }
    let others = lines.count > 1 ? ["also not checked: lines \(lines.dropFirst().joined(separator: ", "))"] : []
    return Diagnostic(
      .uncheckedAssertion, .note, "this assertion is not checked: \(translation.reasons[reason].text)",
      at: Diagnostic.Label(firstLine(of: spans.first ?? .nowhere)), notes: others)
  }

  private var noRequests: Diagnostic {
    Diagnostic(
      .noRequests, .note, "the program sends no requests", at: Diagnostic.Label(Span(start: 0, end: 0)),
      notes: translation.routes)
  }
}
