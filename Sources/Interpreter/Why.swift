import Diagnostics
import Resolution
import Syntax

/// `why`, `why E`, `why 404` and `why visit unknown`: show which tables and classes a lookup searched, what it found
/// there, and which entries it did not reach.
///
/// Recording every step of every lookup would take more time than the requests themselves. Instead, the lookup is
/// repeated. Cache entries have the number of the request that wrote them, so the repeated lookup can skip the entries
/// of the last request and of later ones. Only a later change of the app would change the result, so the lookup is
/// repeated and stored before such a change.
extension Session {
  mutating func explain(_ request: Request?, _ statement: Statement) -> [Event] {
    guard let request else { return explainLast(statement) }
    switch find(request) {
    case .failure(let diagnostic): return [event(diagnostic)]
    case .success(let raised):
      let outcome = process.preview(raised, handlers: app.handlers, in: app.hierarchy, tracing: true)
      var shown = requestEvent(request, raised, outcome)
      shown.rest.lookups = outcome.lookups.map { lookupEvent($0) }
      if outcome.gotWrongHandler { shown.rest.fresh = freshAnswer(raised, unlike: shown.answer) }
      return [event(statement, .why(whyEvent(shown, raised, isPast: false)))]
    }
  }

  private mutating func explainLast(_ statement: Statement) -> [Event] {
    rememberLastRequest()
    guard let last = lastRequest else { return [event(nothingHappened(statement.span))] }
    var shown = last.shown
    shown.rest.lookups = last.lookups
    return [event(statement, .why(whyEvent(shown, last.request, isPast: true)))]
  }

  private func whyEvent(_ shown: RequestEvent, _ request: ResolvedRequest, isPast: Bool) -> WhyEvent {
    WhyEvent(request: shown, remarks: remarks(shown, request), isPast: isPast)
  }

  /// Repeats the lookups of the last request and stores their steps.
  mutating func rememberLastRequest() {
    guard isRunning, lastRequest?.lookups == nil, var last = lastRequest else { return }
    if let traced = last.shown.rest.lookups {
      last.lookups = traced
    } else {
      let outcome = running.preview(
        last.request, handlers: app.handlers, in: app.hierarchy, before: last.number, tracing: true)
      last.lookups = outcome.lookups.map { lookupEvent($0) }
    }
    lastRequest = last
  }

  func lookupEvent(_ trace: LookupTrace) -> LookupEvent {
    let purpose: LookupEvent.Purpose =
      switch trace.purpose {
      case .exception: .exception
      case .httpError: .httpError
      case .serverError: .serverError
      }
    return LookupEvent(
      purpose: purpose, sought: name(trace.sought), mro: app.hierarchy.mro(trace.sought).map { name($0) },
      probes: trace.steps.map { probe($0) }, unreached: trace.unreached.map { probe($0) },
      memo: trace.memo.map { memoUse($0) },
      writes: trace.wrote.map { place($0) })
  }

  private func memoUse(_ use: LookupTrace.MemoUse) -> LookupEvent.MemoUse {
    switch use {
    case .found(let request, let handler, let saved):
      .found(
        at: line(ofRequest: request), handler.map { reference($0) }, tables: saved.tables, classes: saved.classes)
    case .remembers: .remembers
    }
  }

  private func probe(_ step: LookupTrace.Probe) -> LookupEvent.Probe {
    let subject: LookupEvent.Probe.Subject =
      switch step.target {
      case .emptyTable: .emptyTable
      case .inTable(let id): .type(name(id))
      case .number(let number): .number(Int(number))
      case .registration(let id): .registration(name(id))
      }
    return LookupEvent.Probe(
      table: place(step.table), subject: subject, found: step.found?.foundHandler.map { reference($0) },
      writtenAt: line(ofRequest: step.found?.writtenBy),
      isCached: step.found?.writtenBy != nil)
  }
}
