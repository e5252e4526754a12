import Diagnostics

/// Code that was pasted from a Flask program.
extension DiagnosticKind {
  static let pastedFunction = Self(
    "pasted-function", title: "A function of a Flask program",
    explanation: #"""
      A handler is one line here: what it is for, an arrow, what it returns. The decorator, the `def` and the \#
      `return` are not written, since no other code can stand between them.

      A view is not written at all: `raise E` is a request to a view that raises E.
      """#,
    wrong: #"""
      @app.errorhandler(KeyError)
      def no_key(e):
          return "no such key", 404
      """#,
    right: #"handler KeyError -> "no such key", 404"#)

  static let pastedSetup = Self(
    "pasted-setup", title: "Setting up a Flask program",
    explanation: #"""
      There is one app, it is there from the start, and all exceptions of Python and Werkzeug are known. So \#
      imports, `Flask(__name__)`, `register_blueprint` and `run` need not be written; a blueprint and an option \#
      have statements of their own.
      """#,
    wrong: #"admin = Blueprint("admin", __name__)"#,
    right: "blueprint admin")

  static let pastedCode = Self(
    "pasted-code", title: "Python code",
    explanation: #"""
      A script has no variables, loops or calls, so that it always ends and does no harm. The statements that \#
      look like Python, `class` and `raise`, are declarations and requests.
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
