import Diagnostics

/// Code pasted from a Flask program.
extension DiagnosticKind {
  static let pastedFunction = Self(
    "pasted-function", title: "Function from a Flask program",
    explanation: #"""
      A handler is one line here: the class or code, an arrow, and what the function returns. You do not write the \#
      decorator, `def` and `return`, because a handler contains no other code.

      You do not write views: `raise E` is a request to a view that raises E.
      """#,
    wrong: #"""
      @app.errorhandler(KeyError)
      def no_key(e):
          return "no such key", 404
      """#,
    right: #"handler KeyError -> "no such key", 404"#)

  static let pastedSetup = Self(
    "pasted-setup", title: "Setup code from a Flask program",
    explanation: #"""
      There is one app from the start, and errorbook knows all exceptions of Python and Werkzeug. So you do not write \#
      imports, `Flask(__name__)`, `register_blueprint` or `run`. Use the `blueprint` and `config` statements for \#
      blueprints and options.
      """#,
    wrong: #"admin = Blueprint("admin", __name__)"#,
    right: "blueprint admin")

  static let pastedCode = Self(
    "pasted-code", title: "Python code in a script",
    explanation: #"""
      A script has no variables, loops or calls, so it always ends and is safe to run. The statements that look like \#
      Python, `class` and `raise`, are declarations and requests.
      """#,
    wrong: #"""
      for n in range(3):
          raise KeyError
      """#,
    right: #"""
      raise KeyError
      raise KeyError
      raise KeyError
      """#)
}
