import Diagnostics
import Resolution
import Syntax

/// `compare [REQUEST]`: sends the same request to the newest release of each era, in the current process and in a fresh
/// one.
extension Session {
  mutating func compare(_ request: Request?, _ statement: Statement) -> [Event] {
    guard let request else { return compareAll(statement) }
    // A name that no release knows is a mistake. A name that only other releases know is not.
    if case .failure(let diagnostic) = find(request), !isElsewhere(diagnostic) { return [event(diagnostic)] }
    let eras = Framework.allEras.map { ComparedEra($0.releases, of: self, replaysPast: true, statement) }
    let compared = CompareEvent(
      target: request.target, route: request.route?.text, scope: request.scope?.text,
      comparisons: [comparison(request, eras, &source.texts)])
    return [event(statement, .compared(compared))]
  }

  private mutating func compareAll(_ statement: Statement) -> [Event] {
    let eras = Framework.allEras.map { ComparedEra($0.releases, of: self, replaysPast: false, statement) }
    var comparisons: [CompareEvent.Comparison] = []
    for name in app.declaredNames { comparisons.append(comparison(Request(cause: .raise(name)), eras, &source.texts)) }
    return [event(statement, .compared(CompareEvent(target: nil, scope: nil, comparisons: comparisons)))]
  }

  private func isElsewhere(_ diagnostic: Diagnostic) -> Bool {
    switch diagnostic.kind {
    case .laterClass, .otherFramework, .notInFramework, .nestedBlueprint, .refusedBlueprintName, .notMounted,
      .needsArguments:
      true
    default: false
    }
  }

  /// - Parameter texts: The texts of the session, which get the bodies of the answers.
  private func comparison(
    _ request: Request, _ eras: [ComparedEra], _ texts: inout TextTable
  ) -> CompareEvent.Comparison {
    var rows: [CompareEvent.Row] = []
    var divergences: [CompareEvent.Divergence] = []
    var before: ComparedEra?
    for era in eras {
      let (now, fresh) = (era.now(request, &texts), era.fresh(request, &texts))
      let isSameFramework = before?.last.frameworkWord == era.last.frameworkWord
      if let last = rows.indices.last, isSameFramework, rows[last].now == now, rows[last].fresh == fresh,
        rows[last].leftOut == era.leftOut
      {
        rows[last].last = era.last
        rows[last].isCurrent = rows[last].isCurrent || era.isCurrent
      } else {
        if let before, isSameFramework, rows.last.map({ $0.now != now || $0.fresh != fresh }) ?? false {
          divergences += [divergence(request, before, era, &texts)].compactMap { $0 }
        }
        rows.append(
          CompareEvent.Row(
            first: era.first, last: era.last, now: now, fresh: fresh, leftOut: era.leftOut, isCurrent: era.isCurrent))
      }
      before = era
    }
    return .init(
      target: request.target, route: request.route?.text, scope: request.scope?.text, rows: rows,
      divergences: divergences)
  }

  /// Returns the first step in which the lookups of two different answers differ.
  private func divergence(
    _ request: Request, _ before: ComparedEra, _ after: ComparedEra, _ texts: inout TextTable
  ) -> CompareEvent.Divergence? {
    let (nowBefore, nowAfter) = (before.now(request, &texts), after.now(request, &texts))
    let differNow = nowBefore != nowAfter
    let first = differNow ? before.probesNow(request) : before.probesFresh(request)
    let second = differNow ? after.probesNow(request) : after.probesFresh(request)
    guard let first, let second else { return nil }
    let length = zip(first, second).prefix { $0.isSame(as: $1) }.count
    func step(_ probes: [LookupEvent.Probe]) -> CompareEvent.Divergence.Step {
      length < probes.count ? .probe(probes[length]) : .ended
    }
    var divergence = CompareEvent.Divergence(
      framework: after.last.framework.name, before: before.last.name, after: after.last.name, stepBefore: step(first),
      stepAfter: step(second))
    let verdicts =
      differNow ? (nowBefore, nowAfter) : (before.fresh(request, &texts), after.fresh(request, &texts))
    if let first = verdicts.0.received, let second = verdicts.1.received, first.handler == second.handler {
      (divergence.receivedBefore, divergence.receivedAfter) = (first.received, second.received)
    }
    return divergence
  }
}

extension CompareEvent.Verdict {
  fileprivate var received: (handler: HandlerReference, received: CompareEvent.Divergence.Received)? {
    guard case .answer(let answer) = self, let handler = answer.handler, let argument = answer.argument else {
      return nil
    }
    return (handler, .init(argument: argument, original: answer.original))
  }
}

/// The app under the newest release of an era: in a fresh process, and after a replay of the session's requests.
private struct ComparedEra {
  let first: Release
  let last: Release
  let isCurrent: Bool
  /// The first statement of the app that does not exist in this release, and the reason.
  let leftOut: String?
  private let newProcess: Session
  /// The session after the replay of all requests, or the reason why they cannot be replayed.
  private let replayed: Result<Session, Reason>

  private struct Reason: Error {
    var text: String
  }

  init(_ releases: [Release], of session: Session, replaysPast: Bool, _ statement: Statement) {
    let newest = releases.last ?? session.release
    first = releases.first ?? newest
    last = newest
    isCurrent = releases.contains(session.release)
    var trial = session
    trial.isTracing = false
    trial.declarationEvents = .withoutMRO
    let rebuilt = trial.rebuild(under: newest, trial.resolver(hasMemo: false), statement.span)
    leftOut = rebuilt.problems.first.flatMap { problem in
      problem.secondary.first.map { "line \(trial.line($0.span)) (\(trial.reason(problem, at: $0.span)))" }
    }
    newProcess = trial
    replayed = replaysPast ? Self.replay(session, in: trial, statement) : .success(trial)
  }

  /// Replays the statements of the app and the requests of the running process in their order.
  private static func replay(_ session: Session, in newProcess: Session, _ statement: Statement)
    -> Result<Session, Reason>
  {
    guard !session.pastRequests.isEmpty else { return .success(newProcess) }
    // All sessions that are compared share one table of texts, which gets the names of the requests.
    var naming = session
    let requests = session.pastRequests.map { naming.requestByNames($0.request) }
    var newProcess = newProcess
    newProcess.source.texts = naming.source.texts
    var trial = newProcess
    trial.app = App(release: newProcess.release, resolver: newProcess.app.resolver)
    var statements = session.app.statements[...]
    for (past, request) in zip(session.pastRequests, requests) {
      while statements.startIndex < Int(past.statements), let next = statements.popFirst() { _ = trial.run(next) }
      guard let request else { return .failure(Reason(text: "an earlier request cannot be written as a statement")) }
      // The fresh process has the whole app, so it gives the better reason for a request that is not possible.
      switch newProcess.find(request).flatMap({ _ in trial.find(request) }) {
      // Most eras write nothing, so replaying the request changes nothing. Replaying it anyway took ten times as long
      // as the original requests.
      case .success where trial.process.isUnchangedByRequests: continue
      case .success(let raised):
        _ = trial.answer(request, raised, at: statement)
        trial.pastRequests[trial.pastRequests.count - 1].line = past.line
      case .failure(let diagnostic):
        return .failure(
          Reason(
            text: "the request in line \(past.line) cannot be replayed: \(newProcess.reason(diagnostic, of: request))"))
      }
    }
    for rest in statements { _ = trial.run(rest) }
    return .success(trial)
  }

  func now(_ request: Request, _ texts: inout TextTable) -> CompareEvent.Verdict {
    switch replayed {
    case .failure(let reason):
      // The reason for the request itself says more than the reason for an earlier one.
      let fresh = fresh(request, &texts)
      return if case .notPossible = fresh { fresh } else { .notPossible(reason.text) }
    case .success(let session): return Self.verdict(request, session, &texts)
    }
  }

  func fresh(_ request: Request, _ texts: inout TextTable) -> CompareEvent.Verdict {
    Self.verdict(request, newProcess, &texts)
  }

  func probesNow(_ request: Request) -> [LookupEvent.Probe]? {
    guard case .success(let session) = replayed else { return nil }
    return Self.probes(request, session)
  }

  func probesFresh(_ request: Request) -> [LookupEvent.Probe]? { Self.probes(request, newProcess) }

  private static func verdict(
    _ request: Request, _ session: Session, _ texts: inout TextTable
  ) -> CompareEvent.Verdict {
    switch session.find(request) {
    case .failure(let diagnostic): .notPossible(session.reason(diagnostic))
    case .success(let raised): .answer(session.answer(session.preview(raised), in: &texts))
    }
  }

  private static func probes(_ request: Request, _ session: Session) -> [LookupEvent.Probe]? {
    guard case .success(let raised) = session.find(request) else { return nil }
    return session.preview(raised, tracing: true).lookups.flatMap { session.lookupEvent($0).probes }
  }
}

extension Session {
  /// Predicts the outcome of a request without side effects.
  fileprivate func preview(_ raised: ResolvedRequest, tracing: Bool = false) -> Outcome {
    process.preview(raised, handlers: app.handlers, in: app.hierarchy, tracing: tracing)
  }

  /// Returns the reason why a request is not possible, in the same words for all releases that share the reason.
  ///
  /// - Parameter request: An earlier request, whose names have no span.
  fileprivate func reason(_ diagnostic: Diagnostic, at span: Span? = nil, of request: Request? = nil) -> String {
    let name =
      if case .raise(let raised)? = request?.cause { text(raised) } else {
        source.text(span ?? diagnostic.primary.span)
      }
    return switch diagnostic.kind {
    case .laterClass, .otherFramework:
      "\(release.framework.ownerOfClasses) has no `\(name)`"
    case .absentClass:
      "a class that `\(name)` needs does not exist in \(release.framework.name)"
    case .nestedBlueprint:
      firstReleaseWithNesting.map { "nested blueprints need \($0.fullName)" } ?? "it has no nested blueprints"
    case .refusedBlueprintName: "it refuses the blueprint's name"
    default: diagnostic.message
    }
  }

  /// Returns an earlier request by names, so that it can be sent to another release.
  mutating func requestByNames(_ raised: ResolvedRequest) -> Request? {
    let scope = scope(of: raised.scope)
    let route = raised.route.map { Name(TextID($0.index)) }
    switch raised.cause {
    case .raise(let id): return cause(ofRaising: id).map { Request(cause: $0, route: route, scope: scope) }
    case .abort(let code): return Request(cause: .abort(Number(Int(code))), route: route, scope: scope)
    case .respond(let body, let status):
      let text = StringLiteral(TextID(body.index))
      return Request(cause: .respond(text, Number(Int(status))), route: route, scope: scope)
    case .routing(let failure): return Request(cause: .visit(Request.Visit(failure), .nowhere), scope: scope)
    }
  }
}

extension Framework {
  /// The name of what defines its exception classes: `its Werkzeug`, `Sanic`.
  fileprivate var ownerOfClasses: String {
    guard let library, !extendsLibrary else { return name }
    return "its \(library)"
  }
}

extension LookupEvent.Probe {
  /// Returns whether two steps searched the same place and found the same handler. The request that wrote an entry does
  /// not matter.
  fileprivate func isSame(as other: Self) -> Bool {
    table == other.table && subject == other.subject && found == other.found && isCached == other.isCached
  }
}
