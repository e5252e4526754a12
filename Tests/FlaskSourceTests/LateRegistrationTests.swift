import Diagnostics
import PythonSyntax
import Resolution
import Testing

@testable import FlaskSource

/// Blueprints that are registered again or changed later. Real Flask gave these answers.
@Suite("Late registrations in Flask programs") struct LateRegistrationTests {
  @Test(arguments: [
    ("1.1.4", "\"card\", 200; \"card\", 200"), ("2.0.0", "\"card\", 200; \"card\", 200"),
    ("2.0.1", "\"card\", 200; 500 page"), ("2.0.3", "\"card\", 200; \"declined\", 200"),
    ("2.1.3", "\"card\", 200; \"declined\", 200"), ("2.2.5", "\"card\", 200; 404 page"),
  ])
  func lateHandler(_ release: String, _ answers: String) {
    let shown = SmallApp.answers(
      """
      shop = Blueprint("shop", __name__)
      @shop.route("/buy")
      def buy(): raise Declined
      @shop.errorhandler(CardError)
      def card(e): return "card"
      app.register_blueprint(shop, url_prefix="/a")
      client.get("/ok")
      shop.errorhandler(Declined)(lambda e: "declined")
      try: app.register_blueprint(shop, url_prefix="/b", name="b")
      except AssertionError: pass
      """, "/a/buy /b/buy", under: release)
    #expect(shown.hasSuffix(answers), "\(shown)")
  }

  @Test(arguments: [
    ("1.1.4", "\"stopped\", 200; \"stopped\", 200"), ("2.0.1", "\"stopped\", 200; \"bought\", 200"),
    ("2.0.3", "\"stopped\", 200; \"stopped\", 200"), ("3.1.3", "\"stopped\", 200; \"stopped\", 200"),
  ])
  func hooksOfAnotherRegistration(_ release: String, _ answers: String) {
    let shown = SmallApp.answers(
      """
      shop = Blueprint("shop", __name__)
      @shop.route("/buy")
      def buy(): return "bought"
      @shop.before_request
      def stop(): return "stopped"
      app.register_blueprint(shop, url_prefix="/a")
      app.register_blueprint(shop, url_prefix="/b", name="b")
      """, "/a/buy /b/buy", under: release)
    #expect(shown == answers)
  }

  /// Flask 2.0.0 joins the prefix of a nested blueprint again.
  @Test(arguments: [
    ("2.0.0", "\"x\", 200; 404 page; \"x\", 200"), ("2.0.1", "\"x\", 200; \"x\", 200; 404 page"),
    ("3.1.3", "\"x\", 200; \"x\", 200; 404 page"),
  ])
  func nestedPrefixes(_ release: String, _ answers: String) {
    let shown = SmallApp.answers(
      """
      outer, inner = Blueprint("outer", __name__), Blueprint("inner", __name__)
      @inner.route("/x")
      def x(): return "x"
      outer.register_blueprint(inner, url_prefix="/i")
      app.register_blueprint(outer, url_prefix="/a")
      app.register_blueprint(outer, url_prefix="/b", name="b")
      """, "/a/i/x /b/i/x /b/a/i/x", under: release)
    #expect(shown == answers)
  }

  @Test(arguments: [("2.1.3", false, "\"x\", 200"), ("2.1.3", true, "404 page"), ("2.2.5", false, "404 page")])
  func setupAfterRequest(_ release: String, _ debug: Bool, _ answer: String) {
    let shown = SmallApp.answers(
      """
      app.debug = \(debug ? "True" : "False")
      client.get("/ok")
      try: app.add_url_rule("/x", "x", lambda: "x")
      except AssertionError: pass
      """, "/x", under: release)
    #expect(shown.hasSuffix(answer), "\(shown)")
  }

  /// Flask checks in debug mode whether a handler is too late before it looks at its target.
  @Test func lateHandlerInDebugMode() {
    let shown = shownEvents(
      of: SmallApp.start + """
        def test_late():
            app.debug = True
            client.get("/ok")
            with pytest.raises(AssertionError): app.errorhandler(200)(lambda e: "x")
        """, under: "0.12.5")
    #expect(shown == "GET /ok: \"ok\", 200\ntest_late: passed")
  }

  /// The statement of a request names a registration. Here one blueprint has the name of another registration.
  @Test func nameOfAnotherRegistration() {
    let shown = SmallApp.answers(
      """
      shop, admin = Blueprint("shop", __name__), Blueprint("admin", __name__)
      @shop.route("/a")
      def a(): raise CardError
      @shop.errorhandler(CardError)
      def card(e): return "shop"
      @admin.route("/b")
      def b(): raise CardError
      @admin.errorhandler(CardError)
      def other(e): return "admin"
      app.register_blueprint(shop, name="other")
      app.register_blueprint(admin, name="shop")
      """, "/a /b")
    #expect(shown == "\"shop\", 200; \"admin\", 200")
  }

  /// A statement registers a blueprint on the app only once, so a translation has a line for each registration.
  @Test func translationOfSeveralRegistrations() {
    let python = PythonProgram(
      parsing: SourceText(
        name: "app.py",
        """
        from flask import Flask, Blueprint
        app = Flask(__name__)
        shop = Blueprint("shop", __name__)
        @shop.route("/x")
        def x(): raise KeyError
        app.register_blueprint(shop)
        app.register_blueprint(shop, name="market", url_prefix="/m")
        app.test_client().get("/m/x")
        """))
    let text = TranslationScript(Translation(python, release: .standard)).text
    #expect(text.contains("blueprint shop\nblueprint shop as market\n"), "\(text)")
    #expect(text.contains("raise KeyError in market"), "\(text)")
  }
}
