import Resolution
import Syntax

extension TestFileWriter {
  /// Tests for pytest that send requests to Starlette's ASGI entry.
  static let starlette = TestFileWriter(
    framework: .starlette,
    dialect: .starlette(
      modules: ["starlette.applications", "starlette.exceptions", "starlette.responses"],
      place: { ("starlette.exceptions", $0) }, className: { $0 }))

  /// The same for FastAPI.
  static let fastAPI = TestFileWriter(
    framework: .fastAPI,
    dialect: .starlette(
      modules: ["fastapi", "fastapi.exceptions", "starlette.exceptions", "starlette.responses"],
      place: { name in
        switch name {
        case "HTTPException": ("fastapi", name)
        case "StarletteHTTPException": ("starlette.exceptions", "HTTPException")
        default: ("fastapi.exceptions", name)
        }
      },
      className: { $0 == "StarletteHTTPException" ? "HTTPException" : $0 }))
}

extension FileDialect {
  fileprivate static func starlette(
    modules: [String], place: @escaping @Sendable (String) -> (module: String, name: String),
    className: @escaping @Sendable (String) -> String
  ) -> FileDialect {
    FileDialect(
      pins: { StarlettePins.of($0) }, modules: modules,
      place: { type in
        switch type {
        case .declared, .builtin: nil
        case .http(let name), .routing(let name): place(name)
        }
      },
      // The status of an instance is an argument.
      codeAttribute: nil, callsOwnConstructor: true, arguments: { starletteArguments($0) },
      writeNewApp: { $1.line("\($0.names.helper("app")) = \($0.newStarlette())") }, newApp: { $0.newStarlette() },
      writeBlueprint: { $2.line("\($0.names.declarations[$1]) = \($0.newStarlette())") },
      mount: { file, registration, _, parent, blueprint in
        "\(parent).mount(\(pythonLiteral("/" + file.paths.registered(registration, in: file.plan))), \(blueprint))"
      },
      writeEnd: { $0.writeMountedApps(&$1) },
      handlerHeader: { "async def \($1)(\($0.names.helper("request")), \($0.names.helper("error"))):" },
      registration: { "\($0).add_exception_handler(\($1), \($2 ?? ""))" }, hasDecorators: false,
      answer: { $0.starletteAnswer($1) },
      anyFunction: { "lambda \($0.names.helper("request")), \($0.names.helper("error")): None" },
      writeRoutes: { $0.writeStarletteRoutes($1, &$2) },
      writeCauses: { $0.writeCauses(&$1) { file, cause in file.starletteException(cause) } },
      writeClient: { $0.writeStarletteClient(&$1) }, request: { $0.asgiRequest($1) }, answersAndRaises: true,
      blueprintOfApp: { file, app, index in
        "\(app).state.mounted[\(pythonLiteral(file.names.declarations[index]))]"
      },
      writeRefusedMount: { file, handler, scope, out in
        file.dialect.writeBlueprint(&file, scope, &out)
        let function = file.dialect.anyFunction(&file)
        return file.dialect.registration(file.names.declarations[scope], file.target(handler), function)
      },
      className: className)
  }

  private static func starletteArguments(_ raised: RaisedClass) -> String? {
    switch raised.frameworkClass {
    case nil: nil
    case "HTTPException", "StarletteHTTPException": "\(raised.code ?? 400)"
    case "RequestValidationError", "ResponseValidationError", "ValidationException": "[]"
    case .some: "\"message\""
    }
  }
}

extension TestFile {
  private static let html = (name: "HTMLResponse", module: "starlette.responses")

  private var isFastAPI: Bool { plan.release.frameworkWord == "fastapi" }

  mutating func newStarlette() -> String {
    isFastAPI
      ? "\(names.imported("FastAPI", from: "fastapi"))(openapi_url=None)"
      : "\(names.imported("Starlette", from: "starlette.applications"))()"
  }

  /// Stores the mounted apps for tests that register handlers on them.
  mutating func writeMountedApps(_ out: inout PythonText) {
    let late = plan.declarations.filter { $0.isLate || $0.refusal != nil }
    let isNeeded =
      hasTests && late.contains { if case .handler(let handler) = $0.kind { handler.scope != nil } else { false } }
    let isNested =
      hasTests && plan.nestsBlueprints
      && plan.tests.contains { test in
        test.steps.contains { step in if case .mount = step { true } else { false } }
      }
    guard isNeeded || isNested else { return }
    let mounted = plan.declarations.indices.filter { index in
      guard case .blueprint = plan.declarations[index].kind else { return false }
      return plan.declarations[index].builds.count == plan.builds.count
    }
    let pairs = mounted.map { "\(pythonLiteral(names.declarations[$0])): \(names.declarations[$0])" }
    out.line("\(names.helper("app")).state.mounted = {\(pairs.joined(separator: ", "))}")
  }

  mutating func starletteAnswer(_ answer: PlannedHandler.Answer) -> String {
    let error = names.helper("error")
    switch answer {
    case .body(let text, let status):
      return "return \(response(pythonLiteral(text), statusExpression(status), Self.html))"
    case .template(let template, let status):
      return "return \(response(expression(template), statusExpression(status), Self.html))"
    case .reraise: return "raise \(error)"
    case .raise(let raised): return "raise \(names.instance(raised))"
    case .abort(let code): return "raise \(starletteException(.abort(code)))"
    case .exception: return "return \(error)"
    // Its arms are statements of their own.
    case .conditional: return "pass"
    }
  }

  mutating func starletteException(_ cause: PlannedRoute.Cause) -> String {
    switch cause {
    case .raise(let raised): names.instance(raised)
    case .abort(let code): "\(names.reference(.http("HTTPException")))(\(code))"
    case .visit, .respond: "None"
    }
  }

  // MARK: Routes

  mutating func writeStarletteRoutes(_ scope: Int?, _ out: inout PythonText) {
    let place = scope.map { names.declarations[$0] } ?? names.helper("app")
    let (request, cause) = (names.helper("request"), names.helper("cause"))
    for name in raisingRoutes(scope) {
      let path = paths.path(ofRoute: name) + "/{\(cause)}"
      let argument = isFastAPI ? "\(cause): \(names.builtin("str"))" : request
      let value = isFastAPI ? cause : "\(request).path_params[\(pythonLiteral(cause))]"
      let view = view(ofRoute: name, scope)
      writeStarletteView(view, path, argument, place, "raise \(names.helper("CAUSES"))[\(value)]()", &out)
    }
    for route in otherRoutes(scope) {
      var path = paths.path(route)
      var method = "GET"
      let body: String
      switch route.cause {
      case .respond(let text, let status): body = htmlResponse(text, "\(status)", Self.html)
      case .visit(.redirect):
        path += "/"
        body = htmlResponse("URLs without a trailing slash do not reach this view", nil, Self.html)
      default:
        method = "POST"
        body = htmlResponse("GET requests do not reach this view", nil, Self.html)
      }
      writeStarletteView(
        names.views[route] ?? "view", path, isFastAPI ? "" : request, place, "return \(body)", method: method, &out)
    }
  }

  private mutating func writeStarletteView(
    _ name: String, _ path: String, _ argument: String, _ place: String, _ statement: String, method: String = "GET",
    _ out: inout PythonText
  ) {
    out.space()
    if isFastAPI { out.line("@\(place).\(method.lowercased())(\(pythonLiteral(path)))") }
    out.block("async def \(name)(\(argument)):") { $0.line(statement) }
    out.space()
    if !isFastAPI {
      let methods = method == "GET" ? "" : ", methods=[\(pythonLiteral(method))]"
      out.line("\(place).add_route(\(pythonLiteral(path)), \(name)\(methods))")
    }
  }

  mutating func writeStarletteClient(_ out: inout PythonText) {
    writeASGIClient(
      "Handlers and views return HTML. Default pages are plain text or JSON, and the tests treat all of them as equal.",
      &out)
  }
}
