import Diagnostics
import Resolution

/// The remarks of `why` in addition to the lookups. Most explain why Flask did not call a handler that you may expect.
extension Session {
  func remarks(_ shown: RequestEvent, _ request: ResolvedRequest) -> [WhyEvent.Remark] {
    var remarks: [WhyEvent.Remark] = []
    switch request.cause {
    case .respond(_, let status):
      let code = exceptionClass(forCode: status)
      return [.viewResponded(status: Int(status), handlers: code.map { handlers(for: $0, from: request.scope) } ?? [])]
    case .routing(let failure):
      let raised = app.hierarchy.raisedByRouting(failure)
      if let remark = noRoute(shown, raised, request.scope) { remarks.append(remark) }
    case .raise, .abort: break
    }
    if let remark = blueprintNotFound(request) { remarks.append(remark) }
    if let remark = classTableSkipped(shown, request) { remarks.append(remark) }
    remarks += shown.rest.failures.map { .failure($0) }
    if let remark = lookupSkipped(shown, request) { remarks.append(remark) }
    if let option = shown.propagatedBy {
      let sought = app.hierarchy.wellKnown.internalServerError
      remarks.append(.propagated(option: option.rawValue, handlers: handlers(for: sought, from: scope(of: request))))
    }
    return remarks
  }

  /// Returns the scope that Flask searches. If no route matched, it searches only the application.
  private func scope(of request: ResolvedRequest) -> RegistrationID? {
    if case .routing = request.cause { return nil }
    return request.scope
  }

  private func exceptionClass(forCode code: Int32) -> ClassID? { app.hierarchy.exception(forCode: code) }

  private func noRoute(_ shown: RequestEvent, _ raised: ClassID, _ scope: RegistrationID?) -> WhyEvent.Remark? {
    // A mounted app of Starlette answers unknown URLs itself.
    guard release.era.rules.lookup != .statusThenClass, case .visit(let visit) = shown.target else { return nil }
    guard let scope, let name = app.scopeName(scope, source.texts) else {
      let ofBlueprints = handlers(for: raised, in: Set(app.handlers.map { $0.scope })) { $0.scope != nil }
      return ofBlueprints.isEmpty ? nil : .noRoute(blueprint: nil, visit: visit, handlers: ofBlueprints)
    }
    let own = handlers(for: raised, from: scope) { $0.scope != nil }
    return .noRoute(blueprint: name, visit: visit, handlers: own)
  }

  /// Explains that Flask does not find a blueprint by its name.
  private func blueprintNotFound(_ request: ResolvedRequest) -> WhyEvent.Remark? {
    guard let scope = scope(of: request), !app.built.searchesOwnHandlers(scope), let raised = raisedClass(request),
      let name = app.scopeName(scope, source.texts)
    else { return nil }
    let own = handlers(for: raised, in: [app.built.blueprint(of: scope)]) { $0.scope != nil }
    return own.isEmpty ? nil : .blueprintNotFound(blueprint: name, handlers: own)
  }

  /// Explains that before 1.0 the lookup of an HTTP error searches only the tables for its code.
  private func classTableSkipped(_ shown: RequestEvent, _ request: ResolvedRequest) -> WhyEvent.Remark? {
    let lookup = app.built.lookup
    guard lookup.searchesOnlyByCode, app.built.resolver == .release,
      shown.trappedBy == nil, shown.calls.first == nil,
      let raised = raisedClass(request), app.hierarchy.isHTTP(raised), app.hierarchy.isException(raised),
      app.hierarchy.instanceCode(raised) != .none
    else { return nil }
    let code = app.hierarchy.code(raised)
    guard code != nil || lookup.usesLists else { return nil }
    let skipped = handlers(for: raised, from: scope(of: request)) { handler in
      guard case .type(let type) = handler.target else { return false }
      return lookup.usesLists || app.hierarchy.code(type) != code
    }
    return skipped.isEmpty ? nil : .classTableSkipped(handlers: skipped)
  }

  /// Explains that the framework does not look up an exception that a handler raises.
  private func lookupSkipped(_ shown: RequestEvent, _ request: ResolvedRequest) -> WhyEvent.Remark? {
    // Starlette looks up the exception of a handler in the next layer, so only the last call counts there.
    let hasServerErrorPath = release.era.rules.hasServerErrorPath
    guard let call = hasServerErrorPath ? shown.calls.first : shown.allCalls.last,
      (hasServerErrorPath && shown.calls.second != nil) || shown.answer.handler == nil,
      let failed = handler(at: call.handler)
    else { return nil }
    let raised: ClassID
    switch chosen(failed.answer, by: call, for: request) {
    case .raises(let id): raised = id
    case .aborts(let code): raised = app.hierarchy.raisedByAbort(code)
    case .reraises:
      guard let id = raisedClass(request) else { return nil }
      raised = id
    case .response, .exception, .template, .conditional, nil: return nil
    }
    guard app.hierarchy.isException(raised) else { return nil }
    let called = shown.allCalls.map { $0.handler }
    let matching = handlers(for: raised, from: scope(of: request)).filter { !called.contains($0) }
    // In other frameworks, it is worth a sentence only if a handler would match.
    if !hasServerErrorPath, matching.isEmpty { return nil }
    return .lookupSkipped(raised: name(raised), handlers: matching)
  }

  /// Returns what a handler with conditions did; nil if it read an attribute that does not exist.
  private func chosen(
    _ answer: Handler.Answer, by call: RequestEvent.HandlerCall, for request: ResolvedRequest
  ) -> Handler.Answer? {
    guard case .conditional(let conditional) = answer else { return answer }
    guard let type = app.classID(call.argument) else { return nil }
    let code: Int32? = if case .abort(let code) = request.cause, raisedClass(request) == type { code } else { nil }
    return app.hierarchy.choose(
      from: conditional, for: type, code: code, original: call.original.flatMap { app.classID($0) })
  }

  private func raisedClass(_ request: ResolvedRequest) -> ClassID? {
    switch request.cause {
    case .raise(let id): id
    case .routing(let failure): app.hierarchy.raisedByRouting(failure)
    case .abort(let code): app.hierarchy.raisedByAbort(code)
    case .respond: nil
    }
  }

  // MARK: Matching handlers

  /// Returns the handlers for a class, one of its ancestors, or its code, in a scope and the scopes around it.
  private func handlers(
    for raised: ClassID, from scope: RegistrationID?, where condition: (Handler) -> Bool = { _ in true }
  ) -> [HandlerReference] {
    var blueprints: Set<BlueprintID?> = [nil]
    var next = scope
    while let current = next {
      blueprints.insert(app.built.blueprint(of: current))
      next = app.built.outer(of: current)
    }
    return handlers(for: raised, in: blueprints, where: condition)
  }

  /// Returns the handlers for a class, one of its ancestors, or its code, of some blueprints. nil is the application.
  private func handlers(
    for raised: ClassID, in blueprints: Set<BlueprintID?>, where condition: (Handler) -> Bool
  ) -> [HandlerReference] {
    // Flask keeps only the last handler for each target.
    var last: [Place: Int] = [:]
    for (index, handler) in app.handlers.enumerated()
    where blueprints.contains(handler.scope) && matches(handler.target, raised) {
      last[Place(scope: handler.scope, target: entry(for: handler.target))] = index
    }
    return last.values.sorted().filter { condition(app.handlers[$0]) }.map { reference(HandlerID(Int32($0))) }
  }

  private struct Place: Hashable {
    var scope: BlueprintID?
    var target: Handler.Target
  }

  /// Returns the key of a target in the handler tables. Since 0.11 a code is stored as its class.
  private func entry(for target: Handler.Target) -> Handler.Target {
    guard !app.built.lookup.usesLists, case .code(let code) = target, let id = exceptionClass(forCode: code) else {
      return target
    }
    return .type(id)
  }

  private func matches(_ target: Handler.Target, _ raised: ClassID) -> Bool {
    switch target {
    case .type(let id): app.hierarchy.isSubclass(raised, of: id)
    case .code(let code):
      exceptionClass(forCode: code).map { app.hierarchy.isSubclass(raised, of: $0) } ?? false
    }
  }

  private func handler(at reference: HandlerReference) -> Handler? {
    app.handlers.indices.first { self.reference(HandlerID(Int32($0))) == reference }.map { app.handlers[$0] }
  }
}
