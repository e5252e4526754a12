import Diagnostics
import Resolution
import Syntax

/// The app, its routes, and the function that sends a request, for Flask.
extension TestFile {
  func writeFlaskPreamble(_ out: inout PythonText) {
    guard ["1.0", "1.0.1"].contains(plan.release.name) else { return }
    out.line("import collections")
    out.line("import collections.abc")
    out.space()
    out.comment(
      "Flask \(plan.release.name) imports MutableMapping from collections, but since Python 3.10 it is only in"
        + " collections.abc.")
    out.line("collections.MutableMapping = collections.abc.MutableMapping")
    out.space()
  }

  /// Returns the call that creates an app object.
  mutating func newFlask(_ options: String = "") -> String {
    let path = needsInstancePath ? ", instance_path=\"/\"" : ""
    return "\(names.imported("Flask", from: "flask"))(__name__\(path)\(options))"
  }

  /// Up to 1.0.3, Flask finds its instance folder with `is_package`, which pytest's import hook does not have
  /// (flask/helpers.py, `find_package`).
  private var needsInstancePath: Bool { hasTests && plan.release.isBefore("1.0.4") }

  private var hasBlueprintNamedStatic: Bool {
    plan.declarations.indices.contains { index in
      plan.registration(index).map { plan.name(of: $0) == "static" } ?? false
    }
  }

  mutating func writeNewFlask(_ out: inout PythonText) {
    let app = names.helper("app")
    if needsInstancePath {
      out.comment(
        "Without instance_path, Flask \(plan.release.name) calls is_package, which pytest's import hook does not have.")
    }
    // A blueprint with that name would share its URLs with Flask's own route for static files.
    out.line("\(app) = \(newFlask(hasBlueprintNamedStatic ? ", static_folder=None" : ""))")
  }

  /// Returns the statement that sets an option.
  mutating func flaskSetting(_ name: String, _ on: Bool) -> String {
    "\(names.helper("app")).config[\(pythonLiteral(name))] = \(on ? "True" : "False")"
  }

  mutating func flaskAnswer(_ answer: PlannedHandler.Answer) -> String {
    switch answer {
    case .body(let text, let status): "return \(pythonLiteral(text))\(flaskStatus(status))"
    case .template(let template, let status): "return \(expression(template))\(flaskStatus(status))"
    case .reraise: "raise \(names.helper("error"))"
    case .raise(let raised): "raise \(names.instance(raised))"
    case .abort(let code): "\(names.imported("abort", from: "flask"))(\(code))"
    case .exception: "return \(names.helper("error"))"
    // Its arms are statements of their own.
    case .conditional: "pass"
    }
  }

  private mutating func flaskStatus(_ status: PlannedHandler.Status?) -> String {
    switch status {
    case nil: ""
    case .number(let status): ", \(status)"
    case .ofException: ", \(names.helper("error")).code"
    }
  }

  // MARK: Routes

  /// Writes the view that causes the error, or the route at which a request fails.
  mutating func writeFlaskRoute(_ route: PlannedRoute, _ out: inout PythonText) {
    let scope = route.scope.map { names.declarations[$0] } ?? names.helper("app")
    let view = names.views[route] ?? "view"
    let path = names.path(route)
    switch route.cause {
    case .visit(.unknown): return
    case .raise(let raised):
      let instance = names.instance(raised)
      writeView(view, "\(scope).route(\(pythonLiteral(path)))", "raise \(instance)", &out)
    case .abort(let code):
      let abort = names.imported("abort", from: "flask")
      writeView(view, "\(scope).route(\(pythonLiteral(path)))", "\(abort)(\(code))", &out)
    case .respond(let body, let status):
      let answer = "return \(pythonLiteral(body)), \(status)"
      writeView(view, "\(scope).route(\(pythonLiteral(path)))", answer, &out)
    case .visit(.wrongMethod):
      let decorator = "\(scope).route(\(pythonLiteral(path)), methods=[\"POST\"])"
      writeView(view, decorator, "return \"GET requests do not reach this view\"", &out)
    case .visit(.redirect):
      let decorator = "\(scope).route(\(pythonLiteral(path + "/")))"
      writeView(view, decorator, "return \"URLs without a trailing slash do not reach this view\"", &out)
    }
  }

  private func writeView(_ name: String, _ decorator: String, _ statement: String, _ out: inout PythonText) {
    out.space()
    out.line("@\(decorator)")
    out.block("def \(name)():") { $0.line(statement) }
    out.space()
  }

  /// Writes the function that sends a request.
  mutating func writeFlaskClient(_ out: inout PythonText) {
    let (get, app, path) = (names.helper("get"), names.helper("app"), names.helper("path"))
    let (answer, body) = (names.helper("answer"), names.helper("body"))
    if showsPages {
      out.space(2)
      out.comment("Default pages differ between releases, so the tests treat all of them as equal.")
      out.line("\(names.helper("PAGE")) = \"a default page\"")
    }
    out.space(2)
    out.block("def \(get)(\(app), \(path)):") { out in
      out.line("\"\"\"Sends a GET request and returns the body and the status code.\"\"\"")
      if plan.usesReceived { out.line("\(names.helper("received")).clear()") }
      out.line("\(answer) = \(app).test_client().get(\(path))")
      out.line("\(body) = \(answer).get_data(as_text=True)")
      if showsPages {
        out.block("if \(body).lower().startswith(\"<!doctype html\"):") { $0.line("\(body) = \(names.helper("PAGE"))") }
      }
      out.line("return \(body), \(answer).status_code")
    }
  }
}
