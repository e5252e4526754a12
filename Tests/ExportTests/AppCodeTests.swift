import Interpreter
import Resolution
import Testing

@testable import Export

/// The output of `flask` at the prompt.
@Suite("The current app as Flask code")
struct AppCodeTests {
  @Test("every framework has a writer for its files")
  func writers() {
    #expect(TestFileWriter.all.map(\.framework.word) == Framework.all.map(\.word))
  }

  @Test("classes, handlers and blueprints, without requests")
  func app() {
    var session = Session(name: "session", release: Framework.flask.release(named: "0.12.2") ?? .standard)
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
      session.appCode == #"""
        """The app of session for Flask 0.12.2, written by errorbook."""

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

  @Test("constructors, options, registrations and rejected names, without URL prefixes")
  func forms() {
    var session = Session(name: "session", release: Framework.flask.release(named: "3.1") ?? .standard)
    _ = session.run(
      """
      class Api(HTTPException) code None self.code 404
      config TESTING on
      blueprint admin
      blueprint users in admin, admin as people
      blueprint users as members
      blueprint api.v1
      handler Api in users -> "api", e.code
      test "a" continuing {
        handler Exception -> raise e
      }
      raise Api in members
      """)
    let code = session.appCode
    #expect(
      code.hasSuffix(
        """
        class Api(HTTPException):
            code = None

            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.code = 404


        def create_app():
            app = Flask(__name__)
            app.config["TESTING"] = True
            # Line 6: the blueprint "api.v1" is left out, because its name makes Flask raise ValueError.
            admin = Blueprint("admin", __name__)
            users = Blueprint("users", __name__)

            @users.errorhandler(Api)
            def handle_api_in_users(error):
                return "api", error.code

            @app.errorhandler(Exception)
            def handle_exception(error):
                raise error

            admin.register_blueprint(users)
            admin.register_blueprint(users, name="people")
            app.register_blueprint(admin)
            app.register_blueprint(users, name="members")

            return app

        """), "\(code)")
  }

  @Test("an empty session is an app without handlers")
  func empty() {
    #expect(Session(name: "session").appCode.hasSuffix("    app = Flask(__name__)\n\n    return app\n"))
  }
}
