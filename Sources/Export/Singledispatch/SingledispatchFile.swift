import Resolution

extension TestFileWriter {
  /// Tests for pytest that call functools.singledispatch.
  static let singledispatch = TestFileWriter(
    framework: .singledispatch,
    dialect: FileDialect(
      pins: { _ in [] }, modules: ["functools"], place: { _ in nil }, codeAttribute: "code",
      callsOwnConstructor: false, arguments: { _ in nil },
      writeNewApp: { file, out in
        let name = file.names.helper("app")
        file.writeGeneric(name, "return \(file.hasTests ? file.names.helper("PAGE") : "None"), 500", &out)
      },
      newApp: { "\($0.names.imported("singledispatch", from: "functools"))(lambda \($0.names.helper("error")): None)" },
      writeBlueprint: { file, index, out in
        let registration = file.registrations[index]?.first.flatMap { file.plan.registration($0) }
        // A test that creates a blueprint has no variables of create_app.
        let isOfTest = file.ownBlueprints.contains(index)
        let parent =
          registration?.parent.map { isOfTest ? file.blueprint($0) : file.names.declarations[$0] }
          ?? file.names.helper("app")
        file.writeGeneric(file.names.declarations[index], "return \(parent)(\(file.names.helper("error")))", &out)
      },
      mount: { file, registration, _, _, blueprint in
        let name = file.names.declarations[registration.blueprint]
        return "\(file.names.helper("app")).blueprints[\(pythonLiteral(name))] = \(blueprint)"
      },
      handlerHeader: { "def \($1)(\($0.names.helper("error"))):" },
      registration: { "\($0).register(\($1))" + ($2.map { "(\($0))" } ?? "") }, hasDecorators: true,
      answer: { $0.functionAnswer($1) }, anyFunction: { "lambda \($0.names.helper("error")): None" },
      writeRoutes: { _, _, _ in }, writeClient: { $0.writeCall(&$1) },
      request: { file, request in
        let app = file.names.helper("app")
        let blueprint = request.path.last.flatMap { file.plan.registration($0)?.blueprint }
        let function = blueprint.map { file.dialect.blueprintOfApp(&file, app, $0) } ?? app
        guard case .raise(let raised) = request.route.cause else { return "" }
        return "\(file.names.helper("answer"))(\(function), \(file.names.instance(raised)))"
      },
      blueprintOfApp: { file, app, index in
        "\(app).blueprints[\(pythonLiteral(file.names.declarations[index]))]"
      },
      writeRefusedMount: { file, handler, _, _ in
        file.dialect.registration(file.dialect.newApp(&file), file.target(handler), file.dialect.anyFunction(&file))
      }))
}

extension TestFile {
  /// Writes a generic function, which answers with its default until handlers are registered.
  fileprivate mutating func writeGeneric(_ name: String, _ answer: String, _ out: inout PythonText) {
    out.space()
    out.line("@\(names.imported("singledispatch", from: "functools"))")
    out.block("def \(name)(\(names.helper("error"))):") { $0.line(answer) }
    out.space()
    guard name == names.helper("app"), !registrations.isEmpty else { return }
    out.line("\(name).blueprints = {}")
  }

  fileprivate mutating func functionAnswer(_ answer: PlannedHandler.Answer) -> String {
    let error = names.helper("error")
    switch answer {
    case .body(let text, let status): return "return \(pythonLiteral(text)), \(functionStatus(status))"
    case .template(let template, let status): return "return \(expression(template)), \(functionStatus(status))"
    case .raise(let raised): return "raise \(names.instance(raised))"
    case .abort, .exception, .reraise: return "raise \(error)"
    // Its arms are statements of their own.
    case .conditional: return "pass"
    }
  }

  private mutating func functionStatus(_ status: PlannedHandler.Status?) -> String {
    switch status {
    case nil: "200"
    case .number(let status): "\(status)"
    case .ofException: "\(names.helper("error")).code"
    }
  }

  fileprivate mutating func writeCall(_ out: inout PythonText) {
    let (function, error) = (names.helper("function"), names.helper("error"))
    let caught = names.helper("caught")
    out.space(2)
    out.comment("What the default of the outermost function returns.")
    out.line("\(names.helper("PAGE")) = \"a default page\"")
    out.space(2)
    out.block("def \(names.helper("answer"))(\(function), \(error)):") { out in
      out.line("\"\"\"Raises the exception and calls the function with it. Returns the body and the status code.\"\"\"")
      if plan.usesReceived { out.line("\(names.helper("received")).clear()") }
      out.block("try:") { $0.line("raise \(error)") }
      out.block("except \(names.builtin("Exception")) as \(caught):") { $0.line("return \(function)(\(caught))") }
    }
  }
}
