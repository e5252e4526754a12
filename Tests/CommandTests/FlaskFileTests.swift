import Foundation
import Testing

/// Tests commands with Flask programs: `run`, `translate`, and the files beside a program.
@Suite("Flask files") struct FlaskFileTests {
  private let shell = Shell()

  private static let app = """
    from flask import Flask, abort
    from errors import Gone

    app = Flask(__name__)


    @app.errorhandler(Gone)
    def gone(error):
        return "gone", 410


    @app.route("/<name>")
    def page(name):
        if name == "gone":
            raise Gone
        abort(404)

    """

  private static let tests = """
    from shop import app


    def test_pages(client):
        assert client.get("/gone").data == b"gone"
        assert client.get("/other").status_code == 404
        assert b"gone" in client.get("/gone").data

    """

  private func writeFiles() throws {
    _ = try shell.run("mkdir -p shop/templates")
    try shell.write(Self.app, to: "shop/shop.py")
    try shell.write("class Gone(Exception):\n    pass\n", to: "shop/errors.py")
    try shell.write(Self.tests, to: "shop/test_shop.py")
    try shell.write(
      """
      import pytest
      from shop import app


      @pytest.fixture
      def client():
          app.testing = True
          return app.test_client()

      """, to: "shop/conftest.py")
  }

  @Test func filesBesideTheProgramAreRead() throws {
    try writeFiles()
    let run = try shell.run("errorbook run shop/test_shop.py --flask 1.0")
    #expect(
      run.output == """
        GET /gone: raise Gone
          410 "gone"  from handler Gone (line 7), which received Gone
        GET /other: abort 404
          404 page  from Werkzeug: no handler was found
        GET /gone: raise Gone
          410 "gone"  from handler Gone (line 7), which received Gone
        test "test_pages" under 1.0: passed, 3 expectations
        3 expectations: all passed

        """)
    #expect(run.errors == "" && run.status == 0)
  }

  @Test func messagesNameTheFileBesideTheProgram() throws {
    try writeFiles()
    try shell.write(
      """
      import requests
      from flask import Flask

      app = Flask(__name__)


      @app.before_request
      def load():
          return requests.get("x").text

      """, to: "shop/shop.py")
    let run = try shell.run("errorbook run shop/test_shop.py")
    #expect(run.status == 2)
    #expect(run.errors.contains(" --> shop/test_shop.py:5:"), "\(run.errors)")
    #expect(run.errors.contains("::: shop/shop.py:"), "\(run.errors)")
    try shell.write(Self.app, to: "shop/shop.py")
    let json = try shell.run("errorbook run shop/test_shop.py --format json")
    #expect(json.output.contains(#""event":"class","file":"shop/errors.py","line":1,"name":"Gone""#), "\(json.output)")
  }

  @Test func onlyImportedFilesAreRead() throws {
    try writeFiles()
    try shell.write("class Gone(", to: "shop/unused.py")
    #expect(try shell.run("errorbook run shop/test_shop.py").errors == "")
    // Files in other folders are not read.
    try shell.write(Self.tests.replacing("from shop import", with: "from shop.shop import"), to: "test_a.py")
    #expect(!(try shell.run("errorbook run test_a.py").output.contains("GET /gone: raise")))
  }

  @Test func translationRunsToTheSameAnswers() throws {
    try writeFiles()
    let script = try shell.run("errorbook translate shop/test_shop.py --flask 1.0")
    #expect(
      script.output == """
        # shop/test_shop.py, read by errorbook for Flask 1.0
        use flask 1.0

        class Gone(Exception)
        config TESTING on
        handler Gone -> "gone", 410
        test "test_pages" continuing {  # line 4
          raise Gone  # line 5: GET /gone
          expect last -> "gone"
          abort 404  # line 6: GET /other
          expect last -> 404
          raise Gone  # line 7: GET /gone
          expect last -> contains "gone"
        }

        """)
    #expect(try shell.run("errorbook translate shop/test_shop.py --flask 1.0 --to a.eb").output == "")
    let run = try shell.run("errorbook run a.eb; errorbook translate shop/test_shop.py --to a.eb")
    #expect(run.output.contains("3 expectations: all passed"))
    #expect(run.errors.contains("the file already exists"))
  }

  @Test(
    "a program for another framework gets one message",
    arguments: [
      ("from fastapi import FastAPI\n\napp = FastAPI()\n", "this program is for FastAPI"),
      ("import sanic.exceptions\nraise nothing\n", "this program is for Sanic"),
      ("from django.http import Http404\nx = (\n", "this program is for Django"),
    ])
  func otherFrameworks(_ program: String, _ message: String) throws {
    try shell.write(program, to: "a.py")
    for command in ["run", "translate"] {
      let run = try shell.run("errorbook \(command) a.py")
      #expect(run.status == 2 && run.output == "")
      #expect(run.errors.contains("error[not-flask]: \(message)"))
      #expect(run.errors.components(separatedBy: "error[").count == 2)
    }
  }

  @Test func aCellOfALessonIsAProgram() throws {
    try shell.write(
      """
      # A lesson

      ```errorbook
      use flask 0.12.2
      ```

      ```python errorbook
      from flask import Flask

      app = Flask(__name__)

      @app.errorhandler(Exception)
      def anything(error):
          return "Exception", 500

      @app.route("/")
      def fail():
          raise KeyError

      def test_fail():
          assert app.test_client().get("/").status_code == 500
      ```

      ```output
      GET /: raise KeyError
        500 "Exception"  from handler Exception (line 6), which received KeyError
          cached: the table now has an entry for KeyError that you did not register
      test "test_fail" under 0.12.2: passed, 1 expectation
      ```

      ```errorbook
      raise ValueError
      ```

      ```output
      raise ValueError
        500 "Exception"  from handler Exception (line 6), which received ValueError
          cached: the table now has an entry for ValueError that you did not register
      ```

      """, to: "a.md")
    let check = try shell.run("errorbook check a.md")
    #expect(check.output.contains("a.md: ok, 2 outputs"), "\(check.output)\(check.errors)")
    let run = try shell.run("errorbook run a.md").output
    #expect(run.contains("GET /: raise KeyError") && run.contains("raise ValueError"))
    let learn = try shell.run("errorbook learn a.md", input: Array("\n\n\n\n".utf8)).output
    #expect(learn.contains("GET /: raise KeyError") && learn.contains("which received ValueError"), "\(learn)")
  }
}
