import Interpreter
import Resolution

/// The tests: the requests of the script in order, and the result that errorbook predicts for each.
extension TestFile {
  mutating func writeTests(_ out: inout PythonText) {
    if sendsRequests { dialect.writeClient(&self, &out) }
    for (index, test) in plan.tests.enumerated() {
      let name = names.tests[index]
      out.space(2)
      out.block("def \(name)():") { out in
        if case .block(let title) = test.origin, "test_\(title)" != name { out.line(docstring(title)) }
        for step in test.steps { write(step, &out) }
      }
    }
  }

  /// Returns a test's name as a docstring, or as a string literal if it contains quotes or backslashes.
  private func docstring(_ title: String) -> String {
    let isPlain = !title.contains { $0 == "\"" || $0 == "\\" } && singleLine(title) == title
    return isPlain ? "\"\"\"\(title)\"\"\"" : pythonLiteral(title)
  }

  private var sendsRequests: Bool {
    plan.tests.contains { $0.steps.contains { if case .request = $0 { true } else { false } } }
  }

  private mutating func write(_ step: PlannedStep, _ out: inout PythonText) {
    switch step {
    case .comment(let text): out.comment(text)
    case .newApp(let build):
      ownBlueprints = []
      currentBuild = build
      joinedPrefixes = joinedPrefixes(ofBuild: build)
      out.space()
      out.line("\(names.helper("app")) = \(dialect.started(&self, creation(of: build)))")
    case .request(let request): write(request, &out)
    case .lateHandler(let index, let lateness):
      let place = handlerPlace(index)
      let call = dialect.registration(place, handlerTarget(index), names.declarations[index])
      write(call, lateness, line: plan.declarations[index].line, &out)
    case .lateOption(let name, let on, let line): out.line("\(dialect.setting(&self, name, on))  # line \(line)")
    case .lateBlueprint(let index): writeLateBlueprint(index, &out)
    case .lateRegistration(let index, let lateness):
      write(lateCall(index), lateness, line: plan.declarations[index].line, &out)
      if keepsJoinedPrefixes, !lateness.isRefused { joinedPrefixes.register(index, names) }
    case .mount(let indices, let isDebug): writeMounts(indices, isDebug: isDebug, &out)
    case .refusedBlueprint(let name, let error, let line):
      let call = dialect.refusedBlueprint(&self, name)
      writeRaises(error, line: line, &out) { $0.line(call) }
    case .refusedClass(let planned, let isRefused):
      guard isRefused else {
        out.comment("line \(planned.line): the script expects Python to refuse this class")
        return writeClass(planned, named: planned.name, &out)
      }
      out.block("with \(names.module("pytest")).raises(\(names.builtin("TypeError"))):  # line \(planned.line)") {
        out in
        writeClass(planned, named: planned.name, &out)
      }
    case .refusedHandler(let handler, let error, let place, let line):
      writeRefused(handler, error, place, line: line, &out)
    case .mro(let type, let mro, let line):
      let list = mro.map { pythonLiteral(dialect.className($0)) }.joined(separator: ", ")
      out.line("assert [each.__name__ for each in \(names.reference(type)).__mro__] == [\(list)]  # line \(line)")
    }
  }

  private mutating func writeRaises(
    _ error: String, line: Int, _ out: inout PythonText, _ body: (inout PythonText) -> Void
  ) {
    out.block("with \(names.module("pytest")).raises(\(dialect.setupError(&self, error))):  # line \(line)") {
      body(&$0)
    }
  }

  // MARK: Requests

  private mutating func write(_ request: PlannedRequest, _ out: inout PythonText) {
    let call = dialect.request(&self, request)
    for remark in request.remarks { out.comment("line \(remark.line): \(remark.text)") }
    let lines =
      (request.lines.count == 1 ? "line " : "lines ") + request.lines.map { String($0) }.joined(separator: ", ")
    let escaped =
      dialect.answersAndRaises ? ", " + (request.escaped.map { pythonLiteral(dialect.className($0)) } ?? "None") : ""
    switch request.answer {
    // Responses with these statuses have no body, whatever the handler returns.
    case .text(_, let status) where !Outcome.hasBody(status: status),
      .page(let status) where !Outcome.hasBody(status: status):
      out.line("assert \(call) == (\"\", \(status)\(escaped))  # \(lines)")
    case .text(let text, let status): out.line("assert \(call) == (\(shown(text)), \(status)\(escaped))  # \(lines)")
    case .page(let status): out.line("assert \(call) == (\(names.helper("PAGE")), \(status)\(escaped))  # \(lines)")
    case .crash where dialect.answersAndRaises: out.line("assert \(call) == (None, None\(escaped))  # \(lines)")
    case .crash(let name, let type):
      let pytest = names.module("pytest")
      let crash = names.helper("crash")
      let expected = type.map { names.reference($0) } ?? names.builtin("BaseException")
      out.block("with \(pytest).raises(\(expected)) as \(crash):  # \(lines)") { $0.line(call) }
      out.line("assert \(crash).type.__name__ == \(pythonLiteral(dialect.className(name)))")
    }
    if request.checksReceived {
      let list = request.received.map { pythonLiteral(dialect.className($0)) }.joined(separator: ", ")
      out.line("assert \(names.helper("received")) == [\(list)]")
    }
  }

  /// Returns a handler's body, or the placeholder if the body looks like a page.
  private mutating func shown(_ text: String) -> String {
    guard showsPages, dialect.looksLikePage(text) else { return pythonLiteral(text) }
    return names.helper("PAGE")
  }

  // MARK: Late declarations

  private mutating func write(
    _ call: String, _ lateness: PlannedStep.Lateness, line: Int, _ out: inout PythonText
  ) {
    switch lateness {
    case .accepted: out.line("\(call)  # line \(line)")
    case .ignored: out.line("\(call)  # line \(line): accepted, but has no effect")
    case .warned:
      let pytest = names.module("pytest")
      out.block("with \(pytest).warns(\(names.builtin("UserWarning"))):  # line \(line)") { $0.line(call) }
    case .refused(let error): writeRaises(error, line: line, &out) { $0.line(call) }
    }
  }

  private mutating func writeLateBlueprint(_ index: Int, _ out: inout PythonText) {
    out.space()
    ownBlueprints.insert(index)
    dialect.writeBlueprint(&self, index, &out)
    dialect.writeRoutes(&self, index, &out)
  }

  private mutating func lateCall(_ index: Int) -> String {
    guard let registration = plan.registration(index) else { return "" }
    let parent = registration.parent.map { blueprint($0) } ?? names.helper("app")
    return dialect.mount(&self, registration, index, parent, blueprint(registration.blueprint))
  }

  /// Writes late registrations that Flask accepts: before the next request, with the handlers declared until then.
  private mutating func writeMounts(_ indices: [Int], isDebug: Bool, _ out: inout PythonText) {
    let option = "DEBUG"
    if isDebug {
      out.comment("\(plan.release.framework.name) accepted this before DEBUG was on.")
      out.line(dialect.setting(&self, option, false))
    }
    for index in inOrder(indices) {
      out.line(lateCall(index))
      if keepsJoinedPrefixes { joinedPrefixes.register(index, names) }
    }
    if isDebug { out.line(dialect.setting(&self, option, true)) }
  }

  private mutating func handlerTarget(_ index: Int) -> String {
    guard case .handler(let handler) = plan.declarations[index].kind else { return "" }
    return target(handler)
  }

  private mutating func handlerPlace(_ index: Int) -> String {
    guard case .handler(let handler) = plan.declarations[index].kind, let scope = handler.scope else {
      return names.helper("app")
    }
    return blueprint(scope)
  }

  /// Returns an expression for a blueprint: a variable if the test created it, or else a lookup in the app.
  mutating func blueprint(_ index: Int) -> String {
    if ownBlueprints.contains(index) { return names.declarations[index] }
    return dialect.blueprintOfApp(&self, names.helper("app"), index)
  }

  // MARK: Refused handlers

  private mutating func writeRefused(
    _ handler: PlannedHandler, _ error: String?, _ place: PlannedStep.RefusalPlace, line: Int, _ out: inout PythonText
  ) {
    let function = dialect.anyFunction(&self)
    let target = target(handler)
    let call: String
    switch (place, handler.scope) {
    case (.runningApp, let scope?) where dialect.breaksRunningApp:
      let other = dialect.started(&self, creation(of: currentBuild))
      call = dialect.registration(dialect.blueprintOfApp(&self, other, scope), target, function)
    case (.runningApp, let scope):
      call = dialect.registration(scope.map { blueprint($0) } ?? names.helper("app"), target, function)
    case (.builtApp(let build), nil): call = dialect.registration(creation(of: build), target, function)
    case (_, nil): call = dialect.registration(dialect.newApp(&self), target, function)
    case (.newApp, let scope?):
      dialect.writeBlueprint(&self, scope, &out)
      call = dialect.registration(names.declarations[scope], target, function)
    case (.mount, let scope?), (.builtApp, let scope?): call = dialect.writeRefusedMount(&self, handler, scope, &out)
    }
    guard let error else {
      out.comment("line \(line): the script expects \(plan.release.framework.name) to refuse this handler")
      return out.line(call)
    }
    writeRaises(error, line: line, &out) { $0.line(call) }
  }
}

extension PlannedStep.Lateness {
  fileprivate var isRefused: Bool { if case .refused = self { true } else { false } }
}

extension ScriptPlan {
  /// Whether a test compares a default page of the framework.
  var showsPages: Bool {
    tests.contains { test in
      test.steps.contains { step in
        guard case .request(let request) = step else { return false }
        if case .page = request.answer { return true }
        return false
      }
    }
  }
}
