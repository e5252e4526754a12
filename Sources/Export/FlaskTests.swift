import Interpreter
import Resolution

/// The tests: requests in the order of the script, and what errorbook predicts of each.
extension FlaskFile {
  mutating func writeTests(_ out: inout PythonText) {
    if sendsRequests { writeGet(&out) }
    for (index, test) in plan.tests.enumerated() {
      let name = names.tests[index]
      out.space(2)
      out.block("def \(name)():") { out in
        if case .block(let title) = test.origin, "test_\(title)" != name { out.line(docstring(title)) }
        for step in test.steps { write(step, &out) }
      }
    }
  }

  /// The name of a test between triple quotes, unless something in it would end or change them.
  private func docstring(_ title: String) -> String {
    let isPlain = !title.contains { $0 == "\"" || $0 == "\\" } && singleLine(title) == title
    return isPlain ? "\"\"\"\(title)\"\"\"" : pythonLiteral(title)
  }

  private var sendsRequests: Bool {
    plan.tests.contains { $0.steps.contains { if case .request = $0 { true } else { false } } }
  }

  private var showsPages: Bool {
    plan.tests.contains { test in
      test.steps.contains { step in
        guard case .request(let request) = step else { return false }
        if case .page = request.answer { return true }
        return false
      }
    }
  }

  /// The function that sends a request.
  private mutating func writeGet(_ out: inout PythonText) {
    let (get, app, path) = (names.helper("get"), names.helper("app"), names.helper("path"))
    let (answer, body) = (names.helper("answer"), names.helper("body"))
    if showsPages {
      out.space(2)
      out.comment("The pages that Flask and Werkzeug make differ between their releases; here they count as one.")
      out.line("\(names.helper("PAGE")) = \"a page that no handler wrote\"")
    }
    out.space(2)
    out.block("def \(get)(\(app), \(path)):") { out in
      out.line("\"\"\"Sends a GET request and returns body and status of the answer.\"\"\"")
      if plan.usesReceived { out.line("\(names.helper("received")).clear()") }
      out.line("\(answer) = \(app).test_client().get(\(path))")
      out.line("\(body) = \(answer).get_data(as_text=True)")
      if showsPages {
        out.block("if \(body).lower().startswith(\"<!doctype html\"):") { $0.line("\(body) = \(names.helper("PAGE"))") }
      }
      out.line("return \(body), \(answer).status_code")
    }
  }

  private mutating func write(_ step: PlannedStep, _ out: inout PythonText) {
    switch step {
    case .comment(let text): out.comment(text)
    case .newApp(let build):
      ownBlueprints = []
      out.space()
      out.line("\(names.helper("app")) = \(creation(of: build))")
    case .request(let request): write(request, &out)
    case .lateHandler(let index, let lateness):
      let place = handlerPlace(index)
      let call = "\(place).errorhandler(\(handlerTarget(index)))(\(names.declarations[index]))"
      write(call, lateness, line: plan.declarations[index].line, &out)
    case .lateOption(let name, let on, let line): out.line("\(setting(name, on))  # line \(line)")
    case .lateBlueprint(let index, let lateness): writeLateBlueprint(index, lateness, &out)
    case .mount(let indices):
      for index in indices.sorted(by: { isNested($0, in: $1) }) { out.line(mount(index)) }
    case .refusedClass(let name, let bases, let code, let isRefused, let line):
      let header = "class \(name)(\(bases.map { names.reference($0) }.joined(separator: ", "))):"
      let body = code.map { "code = \($0)" } ?? "pass"
      guard isRefused else {
        out.comment("line \(line): the script expects Python to refuse this class")
        return out.block(header) { $0.line(body) }
      }
      writeRaises("TypeError", line: line, &out) { $0.block(header) { $0.line(body) } }
    case .refusedHandler(let handler, let error, let place, let line):
      writeRefused(handler, error, place, line: line, &out)
    case .mro(let type, let mro, let line):
      let list = mro.map { pythonLiteral($0) }.joined(separator: ", ")
      out.line("assert [each.__name__ for each in \(names.reference(type)).__mro__] == [\(list)]  # line \(line)")
    }
  }

  private mutating func writeRaises(
    _ error: String, line: Int, _ out: inout PythonText, _ body: (inout PythonText) -> Void
  ) {
    out.block("with \(names.module("pytest")).raises(\(names.builtin(error))):  # line \(line)") { body(&$0) }
  }

  // MARK: Requests

  private mutating func write(_ request: PlannedRequest, _ out: inout PythonText) {
    let url = pythonLiteral(names.url(request.route, in: plan))
    let call = "\(names.helper("get"))(\(names.helper("app")), \(url))"
    for remark in request.remarks { out.comment("line \(request.line): \(remark)") }
    switch request.answer {
    case .text(let text, let status):
      // Such answers carry no body, whatever the handler returns.
      let body = Self.hasBody(status) ? shown(text) : "\"\""
      out.line("assert \(call) == (\(body), \(status))  # line \(request.line)")
    case .page(let status):
      let body = Self.hasBody(status) ? names.helper("PAGE") : "\"\""
      out.line("assert \(call) == (\(body), \(status))  # line \(request.line)")
    case .crash(let name, let type):
      let pytest = names.module("pytest")
      let crash = names.helper("crash")
      let expected = type.map { names.reference($0) } ?? names.builtin("BaseException")
      out.block("with \(pytest).raises(\(expected)) as \(crash):  # line \(request.line)") { $0.line(call) }
      out.line("assert \(crash).type.__name__ == \(pythonLiteral(name))")
    }
    if let received = request.received {
      let list = received.map { pythonLiteral($0) }.joined(separator: ", ")
      out.line("assert \(names.helper("received")) == [\(list)]")
    }
  }

  /// A handler's body, unless it looks like a page.
  private mutating func shown(_ text: String) -> String {
    guard showsPages, text.lowercased().hasPrefix("<!doctype html") else { return pythonLiteral(text) }
    return names.helper("PAGE")
  }

  private static func hasBody(_ status: Int) -> Bool { !(100..<200).contains(status) && status != 204 && status != 304 }

  // MARK: What comes late

  private mutating func write(
    _ call: String, _ lateness: PlannedStep.Lateness, line: Int, _ out: inout PythonText
  ) {
    switch lateness {
    case .accepted: out.line("\(call)  # line \(line)")
    case .ignored: out.line("\(call)  # line \(line): accepted, and never in force")
    case .warned:
      let pytest = names.module("pytest")
      out.block("with \(pytest).warns(\(names.builtin("UserWarning"))):  # line \(line)") { $0.line(call) }
    case .refused(let error): writeRaises(error, line: line, &out) { $0.line(call) }
    }
  }

  private mutating func writeLateBlueprint(
    _ index: Int, _ lateness: PlannedStep.Lateness, _ out: inout PythonText
  ) {
    out.space()
    ownBlueprints.insert(index)
    writeBlueprint(index, &out)
    for route in plan.routes where route.scope == index { writeRoute(route, &out) }
    // Where it is accepted, it is registered before the next request, with the handlers that come until then.
    if case .accepted = lateness { return }
    let outer = parent(of: index).map { blueprint($0) } ?? names.helper("app")
    let call = "\(outer).register_blueprint(\(names.declarations[index]))"
    write(call, lateness, line: plan.declarations[index].line, &out)
  }

  private func isNested(_ index: Int, in other: Int) -> Bool {
    var next = parent(of: index)
    while let parent = next {
      if parent == other { return true }
      next = self.parent(of: parent)
    }
    return false
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

  /// A blueprint where only the app is at hand, or the variable of one that the test made.
  private mutating func blueprint(_ index: Int) -> String {
    if ownBlueprints.contains(index) { return names.declarations[index] }
    var path: [String] = []
    var next: Int? = index
    while let current = next, case .blueprint(let blueprint) = plan.declarations[current].kind {
      path.insert(blueprint.name, at: 0)
      next = blueprint.parent
    }
    // 2.0.0 keeps nested blueprints under their own names, later releases under the whole path.
    let key = plan.release.name == "2.0.0" ? path.suffix(1) : path[...]
    return "\(names.helper("app")).blueprints[\(pythonLiteral(key.joined(separator: ".")))]"
  }

  // MARK: Refused handlers

  private mutating func writeRefused(
    _ handler: PlannedHandler, _ error: String?, _ place: PlannedStep.RefusalPlace, line: Int, _ out: inout PythonText
  ) {
    let answer = "lambda \(names.helper("error")): \"\""
    let target = target(handler)
    var call: String
    switch (place, handler.scope) {
    case (.runningApp, let scope):
      call = "\(scope.map { blueprint($0) } ?? names.helper("app")).errorhandler(\(target))(\(answer))"
    case (_, nil): call = "\(newFlask()).errorhandler(\(target))(\(answer))"
    case (_, let scope?):
      writeBlueprint(scope, &out)
      call = "\(names.declarations[scope]).errorhandler(\(target))(\(answer))"
      if case .mount = place {
        out.line(call)
        call = "\(newFlask()).register_blueprint(\(names.declarations[scope]))"
      }
    }
    guard let error else {
      out.comment("line \(line): the script expects Flask to refuse this handler")
      return out.line(call)
    }
    writeRaises(error, line: line, &out) { $0.line(call) }
  }
}
