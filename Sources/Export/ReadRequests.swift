import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Reads requests and expectations of the script.
extension ScriptReader {
  mutating func check(_ expectation: Expectation, _ statement: Statement) {
    switch expectation {
    case .answer(let request, let expected): send(request, expecting: expected, statement)
    case .last(let expected): checkLast(expected, statement)
    case .refusedClass(let declaration): checkRefused(declaration, statement)
    case .refusedHandler(let declaration): checkRefused(declaration, statement)
    case .mro(let name, let expected): checkMRO(name, expected, statement)
    case .safe(let subject, let isSafe): checkOrder(of: subject, isSafe: isSafe, statement)
    }
  }

  /// Adds a request, and the script's expectation of it, if any.
  mutating func send(_ request: Request, expecting expected: ExpectedAnswer?, _ statement: Statement) {
    // The expectation runs on a copy first, because it may have errors of its own.
    if let expected, expected.received != nil, !isSound(statement) {
      run(statement)
      return
    }
    guard case .answered(let answered)? = run(statement.replaced(by: .request(request))).first?.kind,
      let path = request.scope.map({ path(for: $0) }) ?? [],
      let route = route(of: request, path)
    else { return }
    needApp()
    if !place.waiting.isEmpty {
      add(.mount(place.waiting, isDebug: place.isDebug))
      place.waiting = []
    }
    place.hasRequested = true
    if !plan.routes.contains(route) { plan.routes.append(route) }
    let line = line(statement.span)
    var planned = PlannedRequest(
      route: route, path: path, answer: answer(answered),
      escaped: answered.answer.escaped.map { session.text($0) },
      received: answered.allCalls.map { session.text($0.argument) },
      lines: [line])
    if let fresh = answered.rest.fresh {
      planned.remarks.append(.init(line: line, text: "a fresh process gives \(fresh.text(session.source.texts))"))
    }
    if let expected {
      planned.checksReceived = expected.received != nil
      let received = expected.received?.text
      if !answered.answer.meets(expected, session.source.texts)
        || (received != nil && received != answered.answer.argument)
      {
        planned.remarks.append(unmet(expected, line))
      }
    }
    add(.request(planned))
  }

  /// Handles `expect last`. It sends no request, so the assertion for the last request covers it.
  private mutating func checkLast(_ expected: ExpectedAnswer, _ statement: Statement) {
    guard case .expectation(let result)? = run(statement).first?.kind else { return }
    let line = line(statement.span)
    let remark = result.passed ? nil : unmet(expected, line)
    place.test?.changeLastRequest { request in
      request.lines.append(line)
      if expected.received != nil { request.checksReceived = true }
      if let remark { request.remarks.append(remark) }
    }
  }

  private func unmet(_ expected: ExpectedAnswer, _ line: Int) -> PlannedRequest.Remark {
    PlannedRequest.Remark(line: line, text: "the script expects \(session.source.text(expected.span))")
  }

  private func isSound(_ statement: Statement) -> Bool {
    var trial = session
    return !trial.run(statement).contains { event in
      if case .diagnostic(let diagnostic) = event.kind { diagnostic.severity == .error } else { false }
    }
  }

  private mutating func route(of request: Request, _ path: [Int]) -> PlannedRoute? {
    let scope = path.last.flatMap { plan.registration($0)?.blueprint }
    let name = request.route.map { session.text($0) }
    return cause(of: request).map { PlannedRoute(cause: $0, name: name, scope: scope) }
  }

  private mutating func cause(of request: Request) -> PlannedRoute.Cause? {
    switch request.cause {
    case .raise(let name): raised(name).map { .raise($0) }
    case .abort(let number): .abort(number.value)
    case .visit(let visit, _): .visit(visit)
    case .respond(let body, let status):
      .respond(body.map { session.text($0.text) } ?? Request.unwrittenBody, status.value)
    }
  }

  private func answer(_ event: RequestEvent) -> PlannedRequest.Answer {
    if event.answer.status == nil, let escaped = event.answer.escaped {
      return .crash(name: session.text(escaped), unambiguous(escaped))
    }
    let status = event.answer.status ?? 200
    return event.answer.body.map { .text(session.text($0), status: status) } ?? .page(status: status)
  }

  /// Returns the class for a name in an event; nil if a declared class shadows a known one.
  private func unambiguous(_ name: TextID) -> ClassReference? {
    guard let id = session.classID(name) else { return nil }
    let isShadowing = !session.hierarchy.isKnown(id) && session.hierarchy.knownClass(session.text(name)) != nil
    return isShadowing ? nil : reference(id)
  }

  // MARK: Expectations about classes and handlers

  private mutating func checkRefused(_ declaration: ClassDeclaration, _ statement: Statement) {
    guard case .expectation(let result)? = run(statement).first?.kind else { return }
    let planned = planned(declaration, statement)
    guard planned.bases.count == declaration.bases.count else {
      add(.comment("line \(line(statement.span)) is left out: one of its base classes does not exist"))
      return
    }
    add(.refusedClass(planned, isRefused: result.passed))
  }

  private mutating func checkRefused(_ declaration: HandlerDeclaration, _ statement: Statement) {
    let handler = planned(declaration)
    guard case .expectation(let result)? = run(statement).first?.kind, let handler else { return }
    // If the framework refuses the handler, `actual` is the name of the exception.
    let error = result.passed ? result.actual : nil
    let place: PlannedStep.RefusalPlace
    // If earlier requests do not matter, a separate app isolates the attempt.
    if self.place.hasRequested, resultInNewProcess(statement) != result.actual {
      place = .runningApp
    } else {
      let atMount = plan.release.era.rules.checksBlueprintsAtMount && handler.scope != nil
      let refusal = error.map { RegistrationError(type: $0, message: "", atMount: atMount) }
      let attempt = statement.replaced(by: .handler(declaration))
      let showing = refusal.flatMap { refusalPlace($0, attempt) }
      place = showing ?? (atMount ? .mount : .newApp)
    }
    add(.refusedHandler(handler, error: error, place: place, line: line(statement.span)))
  }

  private func resultInNewProcess(_ statement: Statement) -> String? {
    var fresh = session
    _ = fresh.run(statement.replaced(by: .restart))
    guard case .expectation(let result)? = fresh.run(statement).first?.kind else { return nil }
    return result.actual
  }

  private mutating func checkMRO(_ name: Name, _ expected: [Name], _ statement: Statement) {
    guard !run(statement).isEmpty, let id = session.classID(name.text) else { return }
    let mro = session.hierarchy.mro(id).map { session.spelled($0) }
    let expectedMRO = expected.map { session.text($0) }
    if mro != expectedMRO { add(.comment("the script expects \(expectedMRO.joined(separator: ", "))")) }
    add(.mro(reference(id), mro, line: line(statement.span)))
  }
}

/// Reads `expect safe` and `expect not safe`, which are about all orders of requests.
extension ScriptReader {
  /// A test can show that an order changes a response, by sending it. No test can show that none does, because it could only
  /// try some orders. The head of the file lists such expectations as left out.
  mutating func checkOrder(of subject: Subject?, isSafe: Bool, _ statement: Statement) {
    guard !run(statement).isEmpty,
      case .hunted(let hunt)? = session.run(statement.replaced(by: .question(.hunt(subject)))).first?.kind
    else { return }
    guard let proof = hunt.proof, let last = proof.raises.last else {
      let claim = session.source.text(statement.span)
      plan.leftOut.append("`\(claim)` in line \(line(statement.span))\(isSafe ? "" : " (which fails)")")
      return
    }
    let outside = (session: session, place: place)
    place.test = PlannedTest(origin: .order(line: line(statement.span)))
    if isSafe { add(.comment("the script expects that no order of requests changes a response")) }
    for raises in [proof.raises, [last]] {
      run(statement.replaced(by: .restart))
      forgetProcess()
      for raise in raises { send(raise, statement) }
    }
    closeTest()
    (session, place) = outside
  }

  /// Sends a request of a proof as if it were at the line of the expectation.
  private mutating func send(_ raise: HuntEvent.Raise, _ statement: Statement) {
    guard case .raise(let type) = raise.target else { return }
    let route = raise.route.map { Name($0, statement.span) }
    let scope = raise.scope.map { Name($0, statement.span) }
    let request = Request(cause: .raise(Name(type, statement.span)), route: route, scope: scope)
    send(request, expecting: nil, statement)
  }
}
