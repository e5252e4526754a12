import Interpreter
import Resolution
import Testing

@testable import Export

/// What the prompt's `flask` shows.
@Suite("The present app as Flask code")
struct AppCodeTests {
  @Test("classes, handlers and blueprints, and nothing that was asked of them")
  func app() {
    var session = Session(name: "session", release: Release.named("0.12.2") ?? .standard)
    _ = session.run(
      """
      class E(Exception)
      class Oops(E, E)
      blueprint admin
      handler E in admin -> "E", 500
      raise E
      handler LookupError -> raise E
      """)
    #expect(
      session.flaskCode == #"""
        """The app of session as Flask 0.12.2 has it, written by errorbook."""

        from flask import Blueprint, Flask


        class E(Exception):
            pass


        def create_app():
            app = Flask(__name__)
            admin = Blueprint("admin", __name__)

            @admin.errorhandler(E)
            def handle_e_in_admin(error):
                return "E", 500

            @app.errorhandler(LookupError)
            def handle_lookup_error(error):
                raise E()

            app.register_blueprint(admin)

            return app

        """#)
  }

  @Test("an empty session is an app without handlers")
  func empty() {
    #expect(Session(name: "session").flaskCode.hasSuffix("    app = Flask(__name__)\n\n    return app\n"))
  }
}
