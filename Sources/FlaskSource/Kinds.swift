import Diagnostics

/// What is not modeled of a Python program.
extension DiagnosticKind {
  static let unmodeledRequest = Self(
    "unmodeled-request", title: "Request of a Python program that is not modeled",
    explanation: #"""
      The answer to this client call depends on something that errorbook does not model: a library, a value that is \#
      not known before the program runs, or code that changes the app. errorbook does not guess. In Flask 0.11 to \#
      0.12.5 later requests to the same app are not modeled either, because this one may write to the cache.
      """#,
    wrong: #"""
      import requests
      from flask import Flask

      app = Flask(__name__)


      @app.route("/")
      def view():
          return requests.get("https://example.com").json()


      def test_view():
          assert app.test_client().get("/").status_code == 200
      """#,
    right: #"""
      from flask import Flask

      app = Flask(__name__)


      @app.route("/")
      def view():
          return "fine"


      def test_view():
          assert app.test_client().get("/").status_code == 200
      """#)

  static let unmodeledCode = Self(
    "unmodeled-code", title: "Code of a Python program that is not modeled",
    explanation: #"""
      errorbook reads classes, handlers, routes, options and tests. It does not run the program. Code that it cannot \#
      follow is skipped as a whole. If it could change an answer, the requests that it concerns are reported as not \#
      modeled.
      """#,
    wrong: #"""
      import configparser

      from flask import Flask

      app = Flask(__name__)


      @app.errorhandler(configparser.Error)
      def broken(error):
          return "broken", 400


      def test_page():
          assert app.test_client().get("/").status_code == 404
      """#,
    right: #"""
      from flask import Flask

      app = Flask(__name__)


      def test_page():
          assert app.test_client().get("/").status_code == 404
      """#)

  static let uncheckedAssertion = Self(
    "unchecked-assertion", title: "Assertion that is not checked",
    explanation: #"""
      The assertion compares something that errorbook does not know, such as the text of a template, of JSON or of a \#
      default page. It counts as neither passed nor failed.
      """#,
    wrong: #"""
      from flask import Flask

      app = Flask(__name__)


      @app.route("/")
      def view():
          return "fine"


      def test_view():
          assert b"Not Found" in app.test_client().get("/none").data
      """#,
    right: #"""
      from flask import Flask

      app = Flask(__name__)


      @app.route("/")
      def view():
          return "fine"


      def test_view():
          assert app.test_client().get("/none").status_code == 404
      """#)

  static let bytesAndText = Self(
    "bytes-and-text", title: "Bytes compared with text",
    explanation: #"""
      `response.data` is bytes. Python 3 never finds bytes and a text equal, Python 2 does if the text is the same. \#
      errorbook compares the text, as it was meant. Write `response.data == b"text"`, or \#
      `response.get_data(as_text=True) == "text"`.
      """#,
    wrong: #"""
      from flask import Flask

      app = Flask(__name__)


      @app.route("/")
      def view():
          return "fine"


      def test_view():
          assert app.test_client().get("/").data == "fine"
      """#,
    right: #"""
      from flask import Flask

      app = Flask(__name__)


      @app.route("/")
      def view():
          return "fine"


      def test_view():
          assert app.test_client().get("/").data == b"fine"
      """#)

  static let noRequests = Self(
    "no-requests", title: "Python program without requests",
    explanation: #"""
      The program sends no requests, so there is nothing to answer. Add a test, or a block such as \#
      `if __name__ == "__main__": print(app.test_client().get("/").data)`.
      """#,
    wrong: #"""
      from flask import Flask

      app = Flask(__name__)
      """#,
    right: #"""
      from flask import Flask

      app = Flask(__name__)


      def test_page():
          assert app.test_client().get("/").status_code == 404
      """#)
}

/// Every kind of diagnostic that the translation of a program can report, for `errorbook explain`.
public let programKinds: [DiagnosticKind] = [
  .unmodeledRequest, .unmodeledCode, .uncheckedAssertion, .bytesAndText, .noRequests, .notFlask,
]
