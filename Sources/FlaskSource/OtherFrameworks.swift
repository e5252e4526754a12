import Diagnostics
import PythonSyntax

extension DiagnosticKind {
  static let notFlask = Self(
    "not-flask", title: "Python program for another framework",
    explanation: """
      The program imports a web framework other than Flask, and not Flask. errorbook reads Python files for Flask only. It \
      models Sanic, Starlette and FastAPI too: write the classes, handlers and requests as statements after `use`, or let \
      `errorbook import` read your app.
      """,
    wrong: #"""
      from django.http import Http404

      raise Http404
      """#,
    right: #"""
      from flask import Flask, abort

      app = Flask(__name__)


      @app.route("/")
      def view():
          abort(404)


      def test_view():
          assert app.test_client().get("/").status_code == 404
      """#)
}

/// Programs for other frameworks, which are answered in one message.
enum OtherFramework {
  /// The frameworks by the first part of their modules; whether errorbook models them.
  private static let names: [(module: String, name: String, isModeled: Bool)] = [
    ("fastapi", "FastAPI", true), ("sanic", "Sanic", true), ("starlette", "Starlette", true),
    ("django", "Django", false), ("rest_framework", "Django REST framework", false), ("quart", "Quart", false),
    ("bottle", "Bottle", false), ("tornado", "Tornado", false), ("aiohttp", "aiohttp", false),
    ("pyramid", "Pyramid", false), ("falcon", "Falcon", false), ("litestar", "Litestar", false),
    ("cherrypy", "CherryPy", false), ("web2py", "web2py", false),
  ]

  /// Returns why a program is not read; nil if it may be a Flask program.
  static func refusal(of program: PythonProgram) -> Diagnostic? {
    let imports = program.statements.compactMap { statement in
      let module = importedModule(statement)
      return module.map { (module: $0, span: statement.span) }
    }
    guard !imports.contains(where: { $0.module == "flask" }) else { return nil }
    for (module, span) in imports {
      guard let found = names.first(where: { $0.module == module }) else { continue }
      return Diagnostic(
        .notFlask, .error, "this program is for \(found.name), and errorbook reads Python files for Flask only",
        at: Diagnostic.Label(span),
        help: found.isModeled
          ? "start with `use \(found.module)` and a release, or read your app with `errorbook import --script`"
          : "errorbook models Flask, Sanic, Starlette and FastAPI")
    }
    return nil
  }

  /// Returns the first part of the module that a statement imports. A statement can import several modules: then one that
  /// is a framework, if there is one.
  private static func importedModule(_ statement: PythonStatement) -> String? {
    switch statement.kind {
    case .importModules(let imports):
      let modules = imports.map { first($0.name) }
      return modules.first { module in module == "flask" || names.contains { $0.module == module } } ?? modules.first
    case .importNames(let module, 0, _): return first(module)
    default: return nil
    }
  }

  private static func first(_ module: String) -> String { String(module.prefix { $0 != "." }) }
}

extension ProgramFiles {
  /// Why the program is not read, if it is for another framework.
  public var otherFramework: Diagnostic? {
    guard !siblings.values.contains(where: { $0.importsFlask }) else { return nil }
    return OtherFramework.refusal(of: main)
  }
}

extension PythonProgram {
  /// Why the program is not read, if it is for another framework.
  public var otherFramework: Diagnostic? { OtherFramework.refusal(of: self) }

  /// Whether a statement of the module imports Flask.
  fileprivate var importsFlask: Bool {
    statements.contains { statement in
      switch statement.kind {
      case .importModules(let imports): imports.contains { $0.name == "flask" }
      case .importNames("flask", 0, _): true
      default: false
      }
    }
  }
}
