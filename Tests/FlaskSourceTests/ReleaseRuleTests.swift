import Testing

@testable import FlaskSource

/// Rules of Flask that changed with a release, next to the change.
@Suite("Releases of Flask programs") struct ReleaseRuleTests {
  private static let dictionary = "@app.route('/x')\ndef x(): return {'a': 1}"
  private static let list = "@app.route('/x')\ndef x(): return [1]"
  private static let textOfResponse = """
    try: client.get('/ok').text
    except AttributeError: client.get('/nowhere')
    """
  private static let firstRequest = """
    try: app.before_first_request(lambda: None)
    except AttributeError: client.get('/nowhere')
    """
  private static let hookAfterUnhandled = """
    seen = []
    @app.after_request
    def after(response):
        seen.append(1)
        return response
    @app.route('/seen')
    def see(): return str(len(seen))
    """
  /// Before 1.1, a handler for 500 receives the exception that nobody handled.
  private static let received = """
    @app.errorhandler(500)
    def five(e):
        kind = "wrapped" if isinstance(e, InternalServerError) else "raw"
        return kind + (" with original" if hasattr(e, "original_exception") else ""), 500
    """
  private static let json = "@app.route('/x')\ndef x(): return request.json"

  @Test(arguments: [
    (dictionary, "1.0.4", "/x", "500 page"),
    (dictionary, "1.1.0", "/x", "\"{\\\"a\\\":1}\\n\", 200"),
    (list, "2.1.3", "/x", "500 page"),
    (list, "2.2.0", "/x", "\"[1]\\n\", 200"),
    (textOfResponse, "2.0.3", "", "\"ok\", 200; 404 page"), (textOfResponse, "2.1.0", "", "\"ok\", 200"),
    (firstRequest, "2.2.5", "/ok", "\"ok\", 200"), (firstRequest, "2.3.0", "/ok", "404 page; \"ok\", 200"),
    (hookAfterUnhandled, "1.0.4", "/raise/KeyError /seen", "500 page; \"0\", 200"),
    (hookAfterUnhandled, "1.1.0", "/raise/KeyError /seen", "500 page; \"1\", 200"),
    (received, "1.0.4", "/raise/CardError", "\"raw\", 500"),
    (received, "1.1.0", "/raise/CardError", "\"wrapped with original\", 500"),
    (json, "2.2.5", "/x", "400 page"), (json, "2.3.0", "/x", "415 page"),
  ])
  func changes(_ code: String, _ release: String, _ paths: String, _ answers: String) {
    let shown = SmallApp.answers(code, paths, under: release)
    #expect(shown == answers || shown.hasSuffix(": " + answers), "\(shown)")
  }

  /// A hook of a blueprint is for the blueprints nested in it too.
  @Test func hookOfParent() {
    let shown = SmallApp.answers(
      """
      outer, inner = Blueprint("outer", __name__), Blueprint("inner", __name__)
      @inner.route("/x")
      def x(): return "x"
      @outer.before_request
      def stop(): return "stopped"
      outer.register_blueprint(inner)
      app.register_blueprint(outer)
      """, "/x")
    #expect(shown == "\"stopped\", 200")
  }

  /// Equal lists are two objects.
  @Test func assertIsComparesObjects() {
    let shown = shownEvents(
      of: SmallApp.start + """
        import unittest
        class Tests(unittest.TestCase):
            def test_lists(self):
                client.get("/ok")
                self.assertIs([], [])
        """)
    #expect(shown.hasSuffix("failed"), "\(shown)")
  }
}
