import Prompt
import Testing

/// Flask programs at the prompt: pasted as a whole they become statements.
@Suite("Flask programs at the prompt") struct FlaskProgramEntryTests {
  private static let program = """
    from flask import Flask

    class E1(Exception): pass
    class E2(Exception): pass
    class E(E1, E2): pass

    app = Flask(__name__)

    @app.errorhandler(E2)
    def second(error):
        return "E2", 500

    @app.errorhandler(Exception)
    def anything(error):
        return "Exception", 500

    @app.route("/<name>")
    def fail(name):
        raise globals()[name]

    def test_order():
        client = app.test_client()
        assert client.get("/E1").data == b"Exception"
        assert client.get("/E").data == b"E2"
    """

  @Test func pastedProgramBecomesStatements() {
    var prompt = TypedPrompt()
    prompt.type("use flask 0.12.2")
    expectInOrder(
      prompt.paste(Self.program),
      [
        "pasted.py as statements:", "reset", "use flask 0.12.2", #"handler E2 -> "E2", 500"#,
        "raise E1  # line 23: GET /E1",
        #"expect last -> "Exception""#, "raise E\n", #"expected  "E2""#, #"got       "Exception", 500"#,
        #"test "test_order""#, "failed, 1 of 2 expectations passed",
      ])
  }

  @Test func undoTakesBackTheWholeProgram() {
    var prompt = TypedPrompt()
    prompt.type("class Mine(Exception)")
    _ = prompt.paste(Self.program)
    #expect(prompt.type("handlers").contains("E2"))
    #expect(prompt.type("undo").contains("undone: reset and"))
    let list = prompt.type("list")
    #expect(list == "1  class Mine(Exception)\n")
  }

  @Test func firstProgramNeedsNoReset() {
    var prompt = TypedPrompt()
    #expect(!prompt.paste(Self.program).contains("reset"))
    prompt.type("use flask 0.12.2")
    #expect(prompt.type("hunt").contains("Not safe"))
  }

  @Test func otherFrameworksGetOneMessage() {
    var prompt = TypedPrompt()
    let shown = prompt.paste("from django.http import Http404\n\ndef view(request):\n    raise Http404\n")
    #expect(shown.contains("error[not-flask]: this program is for Django"))
    #expect(prompt.type("list") == "The session is empty.\n")
  }

  @Test(
    "single pieces of Python keep their advice",
    arguments: [
      "class E(Exception):\n    pass\n", "@app.errorhandler(404)\ndef missing(error):\n    return \"gone\", 404\n",
      "import flask", "app = Flask(__name__)",
    ])
  func piecesAreNoProgram(_ text: String) {
    var prompt = TypedPrompt()
    #expect(!prompt.paste(text).contains("as statements:"))
  }
}
