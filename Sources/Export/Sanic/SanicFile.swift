import Resolution
import Syntax

extension TestFileWriter {
  /// Tests for pytest that send requests to Sanic's ASGI entry.
  static let sanic = TestFileWriter(framework: .sanic, dialect: .sanic)
}

extension FileDialect {
  fileprivate static let sanic = FileDialect(
    pins: { SanicPins.of($0) },
    modules: ["sanic", "sanic.exceptions", "sanic.response", "sanic_routing.exceptions"],
    place: { type in
      switch type {
      case .declared, .builtin: nil
      case .http(let name), .routing(let name): ("sanic.exceptions", name)
      }
    },
    codeAttribute: "status_code", callsOwnConstructor: true,
    arguments: { $0.frameworkClass.map { sanicArguments($0) } },
    writeNewApp: { $0.writeNewSanic(&$1) }, newApp: { $0.newSanic() },
    writeBlueprint: { $0.writeSanicBlueprint($1, &$2) },
    mount: { "\($3).blueprint(\($4))" },
    handlerHeader: { "async def \($1)(\($0.names.helper("request")), \($0.names.helper("error"))):" },
    registration: { "\($0).exception(\($1))" + ($2.map { "(\($0))" } ?? "") }, hasDecorators: true,
    answer: { $0.sanicAnswer($1) },
    anyFunction: { "lambda \($0.names.helper("request")), \($0.names.helper("error")): None" },
    writeRoutes: { $0.writeSanicRoutes($1, &$2) },
    writeCauses: { $0.writeCauses(&$1) { file, cause in file.sanicException(cause) } },
    writeClient: { $0.writeSanicClient(&$1) }, started: { "\($0.names.helper("start_app"))(\($1))" },
    request: { $0.asgiRequest($1) },
    blueprintOfApp: { file, app, index in
      "\(app).blueprints[\(pythonLiteral(file.sanicName(ofBlueprint: index)))]"
    },
    breaksRunningApp: true,
    setupError: { file, name in
      switch name {
      case "FinalizationError", "RouteExists": file.names.imported(name, from: "sanic_routing.exceptions")
      case "ServerError": file.names.imported(name, from: "sanic.exceptions")
      default: file.names.builtin(name)
      }
    },
    needsRoutes: true, writeRefusedMount: { $0.writeRefusedSanicMount($1, $2, &$3) })

  /// Returns the arguments that all releases accept.
  private static func sanicArguments(_ name: String) -> String {
    switch name {
    case "MethodNotSupported", "MethodNotAllowed": #""message", "GET", ["POST"]"#
    case "FileNotFound": #""message", "/path", "/url""#
    case "ContentRangeError", "RangeNotSatisfiable", "InvalidRangeType":
      #""message", type("Range", (), {"total": 1})"#
    default: #""message""#
    }
  }
}

extension TestFile {
  private static let text = (name: "html", module: "sanic.response")

  // MARK: The app

  mutating func newSanic() -> String {
    "\(names.imported("Sanic", from: "sanic"))(\"app\", configure_logging=False)"
  }

  mutating func writeNewSanic(_ out: inout PythonText) {
    let app = names.helper("app")
    out.line("\(app) = \(newSanic())")
    guard hasTests else { return }
    out.line("\(app).config.FALLBACK_ERROR_FORMAT = \"text\"")
  }

  /// Returns the name of a blueprint. Sanic accepts only letters, digits, `_` and `-` there.
  func sanicName(ofBlueprint index: Int) -> String {
    registrations[index]?.first.flatMap { plan.registration($0) }.map { paths.registered($0, in: plan) } ?? "blueprint"
  }

  mutating func writeSanicBlueprint(_ index: Int, _ out: inout PythonText) {
    let make = names.imported("Blueprint", from: "sanic")
    let name = sanicName(ofBlueprint: index)
    let prefix = hasTests ? ", url_prefix=\(pythonLiteral("/" + name))" : ""
    out.line("\(names.declarations[index]) = \(make)(\(pythonLiteral(name))\(prefix))")
    guard hasTests, orderMatters(ofBlueprint: index) else { return }
    out.comment(
      "Sanic \(plan.release.name) keeps the handlers of a blueprint in a set, whose order differs in every process. The tests"
        + " need the order of the script.")
    out.line(
      "\(names.declarations[index])._future_exceptions = \(names.builtin("type"))(\"InOrder\","
        + " (\(names.builtin("list")),), {\"add\": \(names.builtin("list")).append})()")
  }

  /// Whether the order of a blueprint's handlers can change an answer: up to 21.3 the first match wins, and later the last
  /// of two handlers for one class.
  private func orderMatters(ofBlueprint index: Int) -> Bool {
    guard !plan.release.isBefore("21.3.4"), plan.release.isBefore("23.3.0") else { return false }
    let handlers = plan.declarations.filter { declaration in
      if case .handler(let handler) = declaration.kind { handler.scope == index } else { false }
    }
    return handlers.count > 1
  }

  // MARK: Handlers

  mutating func sanicAnswer(_ answer: PlannedHandler.Answer) -> String {
    let error = names.helper("error")
    switch answer {
    case .body(let text, let status):
      return "return \(response(pythonLiteral(text), statusExpression(status), Self.text))"
    case .template(let template, let status):
      return "return \(response(expression(template), statusExpression(status), Self.text))"
    case .reraise: return "raise \(error)"
    case .raise(let raised): return "raise \(names.instance(raised))"
    case .abort(let code): return "raise \(sanicException(.abort(code)))"
    case .exception: return "return \(error)"
    // Its arms are statements of their own.
    case .conditional: return "pass"
    }
  }

  mutating func sanicException(_ cause: PlannedRoute.Cause) -> String {
    switch cause {
    case .raise(let raised): names.instance(raised)
    case .abort(let code):
      "\(names.imported("SanicException", from: "sanic.exceptions"))(\"message\", status_code=\(code))"
    case .visit, .respond: "None"
    }
  }

  mutating func writeRefusedSanicMount(
    _ handler: PlannedHandler, _ scope: Int, _ out: inout PythonText
  ) -> String {
    writeSanicBlueprint(scope, &out)
    let blueprint = names.declarations[scope]
    let function = dialect.anyFunction(&self)
    out.comment("Handlers of a blueprint are registered for each of its routes.")
    out.line("\(blueprint).add_route(lambda \(names.helper("request")): None, \"/route\", name=\"route\")")
    for _ in 1...2 { out.line(dialect.registration(blueprint, target(handler), function)) }
    return "\(newSanic()).blueprint(\(blueprint))"
  }

  // MARK: Routes

  mutating func writeSanicRoutes(_ scope: Int?, _ out: inout PythonText) {
    let place = scope.map { names.declarations[$0] } ?? names.helper("app")
    let (request, cause) = (names.helper("request"), names.helper("cause"))
    for name in raisingRoutes(scope) {
      let path = paths.path(ofRoute: name) + "/<\(cause)>"
      out.space()
      out.line("@\(place).route(\(pythonLiteral(path)), name=\(pythonLiteral(paths.route(name))))")
      out.block("async def \(view(ofRoute: name, scope))(\(request), \(cause)):") {
        $0.line("raise \(names.helper("CAUSES"))[\(cause)]()")
      }
      out.space()
    }
    if raisingRoutes(scope).isEmpty, otherRoutes(scope).isEmpty {
      out.space()
      out.comment(
        scope == nil
          ? "Sanic does not start without a route." : "Handlers of a blueprint belong to its routes, so it needs one.")
      out.line("@\(place).route(\"/\", name=\"index\")")
      let view = names.helper("index" + (scope.map { "_in_\(names.declarations[$0])" } ?? ""))
      let body = htmlResponse("index", nil, Self.text)
      out.block("async def \(view)(\(request)):") { $0.line("return \(body)") }
      out.space()
    }
    for route in otherRoutes(scope) {
      let view = names.views[route] ?? "view"
      var options = "name=\(pythonLiteral(view.utf8.allSatisfy { $0 < 0x80 } ? view : "view"))"
      let body: String
      var path = paths.path(route)
      switch route.cause {
      case .respond(let text, let status): body = htmlResponse(text, "\(status)", Self.text)
      case .visit(.redirect):
        path += "/"
        body = htmlResponse("", nil, Self.text)
      default:
        options = "methods=[\"POST\"], " + options
        body = htmlResponse("GET requests do not reach this view", nil, Self.text)
      }
      out.space()
      out.line("@\(place).route(\(pythonLiteral(path)), \(options))")
      out.block("async def \(view)(\(request)):") { $0.line("return \(body)") }
      out.space()
    }
  }

  // MARK: Client

  mutating func writeSanicClient(_ out: inout PythonText) {
    writeASGIClient(
      "Handlers and views return HTML. Sanic's default pages are plain text, and the tests treat all of them as equal.",
      &out)
    let (app, asyncio) = (names.helper("app"), names.module("asyncio"))
    let (start, run, messages) = (names.helper("start_app"), names.helper("run_startup"), names.helper("messages"))
    out.space(2)
    out.block("async def \(run)(\(app)):") { out in
      out.line("\(messages) = [{\"type\": \"lifespan.startup\"}]")
      out.space()
      out.block("async def \(names.helper("receive"))():") { out in
        out.block("if not \(messages):") { out in
          out.comment("The app has started, and this test sends no shutdown.")
          out.line("raise \(asyncio).CancelledError")
        }
        out.line("return \(messages).pop()")
      }
      out.space()
      out.block("async def \(names.helper("send"))(\(names.helper("message"))):") { out in
        out.line(
          "assert \(names.helper("message"))[\"type\"] == \"lifespan.startup.complete\", \(names.helper("message"))")
      }
      out.space()
      out.line(
        "\(names.helper("scope")) = {\"type\": \"lifespan\", \"asgi\": {\"version\": \"3.0\"}, \"headers\": [], \"query_string\": b\"\", \"path\": \"\"}"
      )
      out.block("try:") { out in
        out.line("await \(app)(\(names.helper("scope")), \(names.helper("receive")), \(names.helper("send")))")
      }
      out.block("except \(asyncio).CancelledError:") { $0.line("pass") }
    }
    out.space(2)
    out.block("def \(start)(\(app)):") { out in
      out.line("\"\"\"Starts the app as a server does, and returns it.\"\"\"")
      out.line("\(names.helper("loop")).run_until_complete(\(run)(\(app)))")
      out.line("return \(app)")
    }
    out.space(2)
    out.comment("The tests create several apps with one name.")
    out.line("\(names.imported("Sanic", from: "sanic")).test_mode = True")
  }
}
