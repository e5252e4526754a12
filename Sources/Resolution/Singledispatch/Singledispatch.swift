/// functools.singledispatch, which chooses a function by the class of its first argument, with a cache that is correct.
///
/// An app is a generic function whose handlers are registered for classes, and each blueprint is a generic function whose
/// default calls that of its parent. Measured on CPython 3.11.7 with direct calls.
extension Framework {
  /// functools.singledispatch of Python 3.11.
  public static let singledispatch = Framework(
    word: "singledispatch", name: "singledispatch", library: nil, members: ("singledispatch", "python"),
    messages: .singledispatch, requests: .exceptionsOnly, hasOptions: false,
    hasAllReleases: false, seriesMeans: .newest, knownClassSets: [Singledispatch.knownClasses],
    knownClassNames: { [] },
    eras: [EraRow(rules: .singledispatch3_11, series: [.init(releases: ["3.11"], library: "3.11.7", classes: 0)])],
    standardRelease: "3.11")
}

private enum Singledispatch {
  static let knownClasses = KnownClassSet(classes: { KnownClass.python }, hierarchy: { hierarchy })

  private static let hierarchy = Hierarchy(
    KnownClass.python, pages: PageRules())
}

extension EraRules {
  static let singledispatch3_11 = EraRules(
    lookup: .classesWithCache, checksBlueprintsAtMount: false, lateOnApp: .accepted, lateOnBlueprint: .accepted,
    lateBlueprint: .accepted, nestsBlueprints: true, blueprints: .ofApps,
    model: FrameworkModel(
      register: { process, handler, id, _ in process.registerInSingledispatch(handler, id) },
      answer: { $0.runSingledispatch($1, &$2, $3, in: $4) }))
}

extension Framework.Messages {
  static let singledispatch = Self(
    refusal: { refusal, _, _, _, _ in
      let given = if case .notAClass(let code) = refusal { "\(code)" } else { "" }
      return RegistrationError(
        type: "TypeError", message: "Invalid first argument to `register()`. \(given) is not a class or union type.")
    },
    tooLate: { _, _ in RegistrationError(type: "TypeError", message: "") }, tooLateOnBlueprint: { _, _ in "" },
    blueprintName: { _, _ in nil })
}

extension Process {
  /// `register(cls, func)`: stores the function for the class and empties the cache.
  mutating func registerInSingledispatch(_ handler: Handler, _ id: HandlerID) -> Registration {
    guard case .type(let type) = handler.target else {
      let code = if case .code(let code) = handler.target { code } else { Int32(0) }
      return Registration(verdict: .refused(.notAClass(code), atMount: false))
    }
    memo.clear(after: requests)
    guard let scope = ownTables(of: handler.scope) else { return Registration(verdict: .ignored(warns: false)) }
    return Registration(
      verdict: .registered,
      earlier: tables.set(TableKey(scope, code: nil), type, HandlerTable.Entry(handler: id))?.handler)
  }

  /// Calls the generic function with the exception. Its default answers 500.
  mutating func runSingledispatch(
    _ request: ResolvedRequest, _ dispatch: inout Dispatch, _ handlers: [Handler], in hierarchy: Hierarchy
  ) {
    guard case .raise(let raised) = request.cause else { return }
    dispatch.outcome.raised = raised
    // Handlers are called in `except Exception`.
    guard hierarchy.isException(raised) else { return dispatch.outcome.escaped = raised }
    let found = find(raised, code: nil, from: request.scope, for: .exception, &dispatch, in: hierarchy)
    guard let found else {
      dispatch.outcome.unhandled = true
      return dispatch.outcome.status = 500
    }
    let call = Outcome.HandlerCall(handler: found, argument: raised)
    dispatch.outcome.calls.append(call)
    guard handlers.indices.contains(Int(found.index)) else { return }
    send(handlers[Int(found.index)].answer, by: call, &dispatch.outcome, in: hierarchy)
  }

  private func send(
    _ answer: Handler.Answer, by call: Outcome.HandlerCall, _ outcome: inout Outcome, in hierarchy: Hierarchy
  ) {
    let raised = call.argument
    let received = ReceivedException(raised, code: hierarchy.instanceCode(raised))
    switch answer {
    case .response(let body, .number(let status)): outcome.send(body, status)
    case .response(let body, .ofException):
      guard case .number(let status) = hierarchy.instanceCode(raised) else {
        outcome.failures.append(.noCode(raised))
        return outcome.escaped = hierarchy.wellKnown.attributeError
      }
      outcome.send(body, status)
    case .raises(let id): return outcome.escaped = id
    case .aborts, .exception, .reraises: return outcome.escaped = raised
    case .template(let template, let status):
      switch received.values(of: template, in: hierarchy) {
      case .success(let values):
        send(.response(body: template.text, status: status), by: call, &outcome, in: hierarchy)
        return outcome.fill(template, values)
      case .failure(let attribute):
        outcome.addFailure(reading: attribute, of: raised)
        return outcome.escaped = hierarchy.wellKnown.attributeError
      }
    case .conditional(let conditional):
      switch received.choose(from: conditional, in: hierarchy) {
      case .success(let chosen): return send(chosen, by: call, &outcome, in: hierarchy)
      case .failure(let attribute):
        outcome.addFailure(reading: attribute, of: raised)
        return outcome.escaped = hierarchy.wellKnown.attributeError
      }
    }
    outcome.answered = call
  }
}

extension Pseudocode {
  static let classesWithCache = Pseudocode([
    Line("to find a function for an error:"),
    Line("  if the cache has the error's class: return its function"),
    Line("  for class in the error's MRO:", .table),
    Line("    if a function is registered for the class:", .probe),
    Line("      store it in the cache for the error's class"),
    Line("      return it", .found),
    Line("  return the default, which calls the function of the parent", .nothing),
  ])
}
