import Diagnostics
import Resolution
import Syntax

/// `hunt` and `expect safe`: find out whether an order of raises changes an answer.
///
/// `Process.hunt` finds a proof. This code first replays the proof as statements in a fresh process of a copy of the
/// session, and then returns it as an event.
extension Session {
  mutating func hunt(_ subject: Subject?, _ statement: Statement) -> [Event] {
    switch hunted(subject, statement) {
    case .failure(let diagnostic): [event(diagnostic)]
    case .success(let hunt): [event(statement, .hunted(hunt))]
    }
  }

  /// `expect safe [E [in admin]]` and `expect not safe ...`.
  mutating func checkSafe(_ subject: Subject?, isSafe: Bool, _ statement: Statement) -> [Event] {
    switch hunted(subject, statement) {
    case .failure(let diagnostic): [event(diagnostic)]
    case .success(let hunt):
      [
        event(
          statement,
          .expectation(
            ExpectationEvent(
              passed: hunt.isSafe == isSafe, subject: .safety(hunt.statement.text(source.texts)),
              expected: isSafe ? "safe" : "not safe",
              actual: brief(hunt), release: release)))
      ]
    }
  }

  private mutating func hunted(_ subject: Subject?, _ statement: Statement) -> Result<HuntEvent, Diagnostic> {
    switch verdict(on: subject) {
    case .failure(let diagnostic): .failure(diagnostic)
    case .success(let verdict): hunted(subject, verdict, statement)
    }
  }

  /// Replays the proofs of a verdict and returns the event. If a replay does not confirm a proof, it returns an error.
  mutating func hunted(_ subject: Subject?, _ verdict: HuntVerdict, _ statement: Statement)
    -> Result<HuntEvent, Diagnostic>
  {
    var hunt = HuntEvent(
      target: subject?.name.text, scope: subject?.scope?.text, release: release, basis: .search, affected: [],
      affectedCount: verdict.affectedCount, affectedClasses: verdict.affectedClasses)
    guard app.built.writesBack else {
      hunt.basis = app.built.usesMemo ? .memo : app.built.writes ? .separateCache : .writesNothing
      return .success(hunt)
    }
    for proof in verdict.affected {
      guard let replay = replay(proof, statement) else { return .failure(contradiction(proof, statement)) }
      hunt.affected.append(replay.affected)
    }
    guard let shortest = verdict.shortest else { return .success(hunt) }
    guard let replay = replay(shortest, statement) else { return .failure(contradiction(shortest, statement)) }
    hunt.proof = replay.proof
    return .success(hunt)
  }

  private func verdict(on subject: Subject?) -> Result<HuntVerdict, Diagnostic> {
    guard let subject else { return .success(hunted(nil)) }
    return findRaisable(subject.name).flatMap { id in
      guard let name = subject.scope else {
        return .success(hunted(HuntSubject(id, in: [nil] + app.built.registrationIDs.map { $0 })))
      }
      return findRegistration(name).map { hunted(HuntSubject(id, in: [$0])) }
    }
  }

  /// Searches the app in a fresh process for order dependence.
  func hunted(_ subject: HuntSubject?) -> HuntVerdict {
    let unreachable = app.shadowedClasses.filter { cause(ofRaising: $0) == nil }
    return app.built.hunt(
      subject, handlers: app.handlers, in: app.hierarchy, without: Set(unreachable), bodyText: bodyText)
  }

  // MARK: Replaying proofs

  private struct Replay {
    var proof: HuntEvent.Proof
    var affected: HuntEvent.Affected
  }

  /// Replays the requests of a proof in a fresh process. Returns nil if the replay does not confirm the proof.
  private mutating func replay(_ proof: [ResolvedRequest], _ statement: Statement) -> Replay? {
    // The names of the requests must stay in the session's table, because the output shows the proof.
    let requests = proof.map { requestByNames($0) }
    var trial = self
    trial.startProcess()
    trial.isTracing = false
    var shown: [RequestEvent] = []
    var hit: LookupTrace.Probe?
    for request in requests {
      guard let request, case .success(let raised) = trial.find(request) else { return nil }
      if shown.count == requests.count - 1 { hit = trial.cachedHit(of: raised) }
      shown.append(trial.answer(request, raised, at: statement))
    }
    guard let last = proof.last, let answer = shown.last?.answer, let hit, case .inTable(let entry) = hit.target,
      let found = hit.found, let lastShown = shown.last
    else { return nil }
    let fresh = app.built.preview(last, handlers: app.handlers, in: app.hierarchy)
    adoptTexts(of: trial)
    let freshAnswer = self.answer(fresh)
    guard !answer.isSame(as: freshAnswer) else { return nil }
    return Replay(
      proof: HuntEvent.Proof(raises: shown.map { HuntEvent.Raise($0) }, answer: answer, fresh: freshAnswer),
      affected: HuntEvent.Affected(
        raise: HuntEvent.Raise(lastShown), raises: proof.count, entry: name(entry), table: trial.place(hit.table),
        handler: found.foundHandler.map { reference($0) }, instead: fresh.calls.first.map { reference($0.handler) }))
  }

  /// Returns the cache entry that the next request would find.
  private func cachedHit(of request: ResolvedRequest) -> LookupTrace.Probe? {
    let outcome = process.preview(request, handlers: app.handlers, in: app.hierarchy, tracing: true)
    return outcome.lookups.lazy.compactMap { $0.hit }.first { $0.found?.writtenBy != nil }
  }

  /// Returns the name of a registration in requests; nil: the application.
  mutating func scope(of registration: RegistrationID?) -> Name? {
    app.scopeName(registration, source.texts).map { generatedName($0) }
  }

  /// Returns the cause of a request that raises a class, or nil if no statement can raise it.
  ///
  /// The cause uses the class's name, or an alias or code if the name means another class.
  func cause(ofRaising id: ClassID) -> Request.Cause? {
    let spelled = spelled(id)
    let aliases = KnownClass.aliases.filter { $0.name == spelled }.compactMap { source.texts.find($0.alias) }
    if let name = ([name(id)] + aliases).first(where: { app.classID($0) == id }) { return .raise(Name(name)) }
    if let code = app.hierarchy.code(id), app.hierarchy.exception(forCode: code) == id {
      return .abort(Number(Int(code)))
    }
    return id == app.hierarchy.wellKnown.lookupError ? .abort(Number(Request.unknownCode)) : nil
  }
}

extension Request {
  /// A code without a class. Werkzeug has no codes above 599 and raises LookupError for unknown codes.
  static let unknownCode = 600
}

extension Session {
  /// Returns the verdict as a short text.
  private func brief(_ hunt: HuntEvent) -> String {
    guard let proof = hunt.proof else { return "safe" }
    return "not safe: " + proof.raises.map { $0.text(source.texts) }.joined(separator: ", then ")
  }
}
