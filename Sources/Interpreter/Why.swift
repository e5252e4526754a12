import Diagnostics
import Resolution
import Syntax

/// `why`, `why E`, `why 404` and `why visit unknown`: which tables and classes were looked at, what stood there, and what was never reached.
///
/// Recording every look of every request would cost more than the requests themselves. A search can be repeated
/// instead: entries that the cache wrote carry the number of their request, so those of the last one and later can be
/// passed over. Only a handler that is registered afterwards would change the result; so before that happens the
/// search is repeated and kept.
extension Session {
  mutating func explain(_ request: Request?, _ statement: Statement) -> [Event] {
    guard let request else { return explainLast(statement) }
    switch find(request) {
    case .failure(let diagnostic): return [event(diagnostic)]
    case .success(let raised):
      let outcome = process.preview(raised, handlers: app.handlers, in: app.hierarchy, tracing: true)
      var shown = requestEvent(request, raised, outcome)
      shown.rest.lookups = outcome.lookups.map { lookupEvent($0) }
      if outcome.wasMisled { shown.rest.fresh = freshAnswer(raised, unlike: shown.answer) }
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

  /// Repeats the searches of the last request and keeps them.
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
      writes: trace.wrote)
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
      scope: app.scopeName(step.table.scope, source.texts), code: step.table.code.map { Int($0) }, subject: subject,
      found: step.found.map { reference($0.handler) }, writtenAt: line(ofRequest: step.found?.writtenBy),
      isCached: step.found?.writtenBy != nil)
  }
}
