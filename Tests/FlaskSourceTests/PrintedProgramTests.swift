import Interpreter
import Rendering
import Testing

@testable import FlaskSource

/// The whole output of `errorbook run FILE.py`.
@Suite("Output of a Flask program") struct PrintedProgramTests {
  private static let program = """
    from flask import Flask
    app = Flask(__name__)

    class CardError(Exception): pass

    @app.errorhandler(CardError)
    def card(e): return "card declined", 402

    @app.route("/card")
    def pay(): raise CardError

    @app.route("/file")
    def file(): return open("file").read()

    def test_card():
        client = app.test_client()
        assert client.get("/card").status_code == 402
        assert client.get("/card").data == b"no"

    def test_file():
        assert app.test_client().get("/file").status_code == 200

    """

  @Test func text() {
    let (events, source) = events(of: Array(Self.program.utf8))
    var printer = ScriptPrinter(.text)
    var output = Lines()
    printer.print(events, in: source, to: &output)
    #expect(
      output.text == """
        GET /card: raise CardError
          402 "card declined"  from handler CardError (line 6), which received CardError
        GET /card: raise CardError
          402 "card declined"  from handler CardError (line 6), which received CardError
        failed (line 18, Flask 3.1.3): client.get("/card").data == b"no"
          expected  client.get("/card").data == b"no"
          got       b'card declined'
        test "test_card" under 3.1.3: failed, 1 of 2 expectations passed
        error[unmodeled-request]: `GET /file` is not modeled: files are not read
          --> app.py:21:12
           |
        13 | def file(): return open("file").read()
           |                    ------------ because of this
        ...
        21 |     assert app.test_client().get("/file").status_code == 200
           |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        test "test_file" under 3.1.3: not modeled, 0 expectations passed
        note[unchecked-assertion]: this assertion is not checked: files are not read
          --> app.py:21:12
           |
        21 |     assert app.test_client().get("/file").status_code == 200
           |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


        """)
  }

  private struct Lines: ScriptOutput {
    var text = ""

    mutating func print(_ styled: StyledText) { text += styled.characters }
    mutating func print(diagnostic picture: StyledText) { text += picture.characters }
    mutating func print(json line: ArraySlice<UInt8>) {}
  }
}
