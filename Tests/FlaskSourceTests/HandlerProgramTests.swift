import Testing

@testable import FlaskSource

/// A row of a table: code, the paths that the client requests, and the answers under Flask 3.1.3.
typealias ProgramRow = (code: String, paths: String, answers: String)

@Suite("Classes in Flask programs") struct ClassProgramTests {
  @Test(arguments: [
    ("class Teapot(HTTPException): code = 418", "/raise/Teapot", "418 page"),
    // The handler is for Werkzeug's own class with this code, which is no base class.
    (
      """
      class Teapot(HTTPException):
          code = 418
      @app.errorhandler(418)
      def tea(e): return "tea", 418
      """, "/raise/Teapot /abort/418", "418 page; \"tea\", 418"
    ),
    (
      """
      class Missing(NotFound): pass
      @app.errorhandler(404)
      def missing(e): return "missing", 404
      """, "/raise/Missing", "\"missing\", 404"
    ),
    // The class has another code than its base class, so the handler of the base class is not in its table.
    (
      """
      class Moved(NotFound): code = 410
      @app.errorhandler(NotFound)
      def missing(e): return "missing", 404
      """, "/raise/Moved /raise/NotFound", "410 page; \"missing\", 404"
    ),
    ("class Paid(Exception): code = 402", "/raise/Paid", "500 page"),
    // The constructor of HTTPException comes first.
    (
      """
      class Coded:
          def __init__(self): self.code = 418
      class Lost(NotFound, Coded): pass
      """, "/raise/Lost", "404 page"
    ),
    (
      """
      class Own(HTTPException):
          def __init__(self): self.code = 409
      """, "/raise/Own", "409 page"
    ),
    (
      """
      class Both(KeyError, CardError): pass
      @app.errorhandler(CardError)
      def card(e): return "card"
      @app.errorhandler(LookupError)
      def lookup(e): return "lookup"
      """, "/raise/Both /raise/Declined", "\"lookup\", 200; \"card\", 200"
    ),
    // The second class has the same name, and another handler.
    (
      """
      @app.errorhandler(Declined)
      def old(e): return "old"
      class Declined(CardError): pass
      @app.errorhandler(Declined)
      def new(e): return "new"
      """, "/raise/Declined", "\"new\", 200"
    ),
    (
      """
      class Quiet(Exception):
          def __init__(self, text="quiet", *more, **options):
              super().__init__(text)
              self.text = text
      @app.errorhandler(Quiet)
      def quiet(e): return e.text, 400
      """, "/raise/Quiet", "\"quiet\", 400"
    ),
  ])
  func answers(_ row: ProgramRow) { #expect(SmallApp.answers(row.code, row.paths) == row.answers) }
}

@Suite("Handlers in Flask programs") struct HandlerProgramTests {
  @Test(arguments: [
    ("", "/raise/CardError", "500 page"),
    ("@app.errorhandler(CardError)\ndef card(e): return 'card'", "/raise/Declined", "\"card\", 200"),
    ("@app.errorhandler(CardError)\ndef card(e): return 'card', 402", "/raise/Declined", "\"card\", 402"),
    ("@app.errorhandler(CardError)\ndef card(e): return 'card', '402 PAY'", "/raise/Declined", "\"card\", 402"),
    ("@app.errorhandler(CardError)\ndef card(e): return 'card', 402, {'X-A': 'b'}", "/raise/Declined", "\"card\", 402"),
    ("@app.errorhandler(CardError)\ndef card(e): return 'card', {'X-A': 'b'}", "/raise/Declined", "\"card\", 200"),
    ("@app.errorhandler(CardError)\ndef card(e): return b'card', 402", "/raise/Declined", "\"card\", 402"),
    (
      "@app.errorhandler(CardError)\ndef card(e): return make_response('card', 402)", "/raise/Declined", "\"card\", 402"
    ),
    (
      "@app.errorhandler(CardError)\ndef card(e): return Response('card', status=402)", "/raise/Declined",
      "\"card\", 402"
    ),
    (
      "@app.errorhandler(CardError)\ndef card(e): return jsonify(error='card'), 402", "/raise/Declined",
      "\"{\\\"error\\\":\\\"card\\\"}\\n\", 402"
    ),
    (
      "@app.errorhandler(404)\ndef missing(e): return 'missing', e.code", "/nowhere /abort/404",
      "\"missing\", 404; \"missing\", 404"
    ),
    ("@app.errorhandler(404)\ndef missing(e): return e", "/nowhere", "404 page"),
    ("@app.errorhandler(404)\ndef missing(e): return f'{e.code} {e.name}', 404", "/nowhere", "\"404 Not Found\", 404"),
    (
      "@app.errorhandler(CardError)\ndef card(e): return type(e).__name__, 402", "/raise/Declined /raise/CardError",
      "\"Declined\", 402; \"CardError\", 402"
    ),
    (
      "@app.errorhandler(CardError)\ndef card(e): return 'the %s' % e.__class__.__name__", "/raise/Declined",
      "\"the Declined\", 200"
    ),
    (
      "@app.errorhandler(CardError)\ndef card(e): return '{} {{}}'.format(type(e).__name__)", "/raise/Declined",
      "\"Declined {}\", 200"
    ),
    (
      """
      @app.errorhandler(CardError)
      def card(e):
          if isinstance(e, Declined): return "declined", 402
          return "card", 400
      """, "/raise/Declined /raise/CardError", "\"declined\", 402; \"card\", 400"
    ),
    (
      """
      @app.errorhandler(Exception)
      def anything(e):
          if isinstance(e, HTTPException): return e
          return "broken", 500
      """, "/nowhere /raise/CardError", "404 page; \"broken\", 500"
    ),
    (
      """
      @app.errorhandler(Exception)
      def anything(e):
          if not isinstance(e, CardError): return "other", 500
          elif type(e) is Declined: return "declined", 402
          else: return "card", 400
      """, "/raise/Declined /raise/CardError /raise/KeyError",
      "\"declined\", 402; \"card\", 400; \"other\", 500"
    ),
    (
      """
      @app.errorhandler(500)
      def broken(e):
          if isinstance(e.original_exception, CardError): return "card", 500
          return "broken", 500
      """, "/raise/Declined /raise/KeyError", "\"card\", 500; \"broken\", 500"
    ),
    ("@app.errorhandler(CardError)\ndef card(e): raise KeyError", "/raise/Declined", "500 page"),
    ("@app.errorhandler(CardError)\ndef card(e): raise e", "/raise/Declined", "500 page"),
    ("@app.errorhandler(CardError)\ndef card(e): raise", "/raise/Declined", "500 page"),
    ("@app.errorhandler(CardError)\ndef card(e): abort(409)", "/raise/Declined", "500 page"),
    (
      """
      @app.errorhandler(CardError)
      def card(e):
          try: raise KeyError("x")
          except LookupError: return "caught", 402
          finally: print("done")
      """, "/raise/Declined", "\"caught\", 402"
    ),
    (
      """
      def text(e): return "a" * 2 + str(1 + 2 * 3)
      @app.errorhandler(CardError)
      def card(e):
          parts = [text(e)]
          for word in ("x", "y"): parts.append(word.upper())
          return "-".join(parts), 400 + len(parts)
      """, "/raise/Declined", "\"aa7-X-Y\", 403"
    ),
  ])
  func answers(_ row: ProgramRow) { #expect(SmallApp.answers(row.code, row.paths) == row.answers) }

  /// What a handler for 500 receives, and which handler is nearest, depends on the release.
  @Test(arguments: [
    ("0.12.5", "\"CardError\", 500"), ("1.0.4", "\"CardError\", 500"), ("1.1.4", "\"InternalServerError\", 500"),
    ("3.1.3", "\"InternalServerError\", 500"),
  ])
  func handlerFor500(_ release: String, _ answer: String) {
    let code = "@app.errorhandler(500)\ndef broken(e): return type(e).__name__, 500"
    #expect(SmallApp.answers(code, "/raise/CardError", under: release) == answer)
  }

  /// Before 1.1, the exception that it receives may have no `get_body`.
  @Test(arguments: [("0.12.5", false), ("1.0.4", false), ("1.1.4", true), ("3.1.3", true)])
  func attributeOfHTTPExceptionIn500(_ release: String, _ isKnown: Bool) {
    let code = "@app.errorhandler(500)\ndef broken(e): return e.get_body(), 500"
    let answer = SmallApp.answers(code, "/raise/CardError", under: release)
    #expect(answer.contains("not modeled") != isKnown, "\(answer)")
  }

  /// The bug that errorbook is about: in 0.11 to 0.12.5, the first lookup for a class also decides later ones.
  @Test(arguments: [
    ("0.10.1", "\"any\", 200; \"second\", 200"), ("0.12.5", "\"any\", 200; \"any\", 200"),
    ("1.0.4", "\"any\", 200; \"second\", 200"), ("3.1.3", "\"any\", 200; \"second\", 200"),
  ])
  func cachedLookup(_ release: String, _ answers: String) {
    let code = """
      class First(Exception): pass
      class Second(Exception): pass
      class Both(First, Second): pass
      @app.errorhandler(Second)
      def second(e): return "second"
      @app.errorhandler(Exception)
      def anything(e): return "any"
      """
    #expect(SmallApp.answers(code, "/raise/First /raise/Both", under: release) == answers)
    #expect(SmallApp.answers(code, "/raise/Both", under: release) == "\"second\", 200")
  }

  @Test(arguments: [
    ("app.register_error_handler(CardError, lambda e: ('card', 402))", "\"card\", 402"),
    ("def card(e): return 'card', 402\napp.register_error_handler(CardError, card)", "\"card\", 402"),
    ("def card(e): return 'card', 402\napp.errorhandler(CardError)(card)", "\"card\", 402"),
    ("@app.errorhandler(code_or_exception=CardError)\ndef card(e): return 'card', 402", "\"card\", 402"),
    ("@app.errorhandler(KeyError)\n@app.errorhandler(CardError)\ndef both(e): return 'both', 402", "\"both\", 402"),
    (
      """
      def add_handlers(app, *types):
          for type in types:
              @app.errorhandler(type)
              def card(e): return "card", 402
      add_handlers(app, KeyError, CardError)
      """, "\"card\", 402"
    ),
    (
      """
      handlers = {CardError: ("card", 402), 404: ("missing", 404)}
      for key, answer in handlers.items():
          app.register_error_handler(key, lambda e, answer=answer: answer)
      """, "\"card\", 402"
    ),
    (
      """
      class Handlers:
          def __init__(self, text): self.text = text
          def card(self, e): return self.text, 402
          @staticmethod
          def other(e): return "other"
      app.register_error_handler(CardError, Handlers("card").card)
      """, "\"card\", 402"
    ),
    // The second handler replaces the first one.
    (
      """
      @app.errorhandler(CardError)
      def first(e): return "first"
      @app.errorhandler(CardError)
      def second(e): return "second"
      """, "\"second\", 200"
    ),
  ])
  func registrationForms(_ code: String, _ answer: String) {
    #expect(SmallApp.answers(code, "/raise/Declined") == answer)
  }

  @Test(arguments: [
    ("@app.errorhandler(object)", "3.1.3", "ValueError"), ("@app.errorhandler(CardError())", "3.1.3", "TypeError"),
    ("@app.errorhandler('404')", "3.1.3", "TypeError"), ("@app.errorhandler(999)", "3.1.3", "ValueError"),
    ("@app.errorhandler(999)", "1.0.4", "KeyError"), ("@app.errorhandler(301)", "1.0.4", "KeyError"),
  ])
  func registrationIsRefused(_ decorator: String, _ release: String, _ exception: String) {
    let code = "\(decorator)\ndef card(e): return 'card'"
    let answers = SmallApp.answers(code, "/ok", under: release)
    #expect(answers.hasPrefix("warning, line 14: the module raises \(exception)"))
    #expect(answers.contains("; note, line 1: the program sends no requests"))
    let expected = "with pytest.raises(\(exception)):\n    \(decorator)\n    def card(e): return 'card'"
    #expect(SmallApp.answers(expected, "/ok", under: release) == "\"ok\", 200")
  }
}

@Suite("Blueprints in Flask programs") struct BlueprintProgramTests {
  private static let shop = """
    shop = Blueprint("shop", __name__)
    @shop.route("/shop/<name>")
    def sell(name): raise globals()[name]

    """

  @Test(arguments: [
    (
      "@shop.errorhandler(CardError)\ndef card(e): return 'shop', 402\napp.register_blueprint(shop)",
      "\"shop\", 402; 500 page"
    ),
    (
      "@shop.app_errorhandler(CardError)\ndef card(e): return 'all', 402\napp.register_blueprint(shop)",
      "\"all\", 402; \"all\", 402"
    ),
    (
      """
      @shop.errorhandler(CardError)
      def card(e): return "shop", 402
      @app.errorhandler(Declined)
      def declined(e): return "app", 402
      app.register_blueprint(shop)
      """, "\"shop\", 402; \"app\", 402"
    ),
    (
      "@shop.errorhandler(500)\ndef broken(e): return 'shop', 500\napp.register_blueprint(shop)",
      "\"shop\", 500; 500 page"
    ),
    (
      "shop.register_error_handler(CardError, lambda e: 'shop')\napp.register_blueprint(shop)",
      "\"shop\", 200; 500 page"
    ),
    // It is never registered.
    ("@shop.app_errorhandler(CardError)\ndef card(e): return 'all', 402", "404 page; 500 page"),
    (
      """
      outer = Blueprint("outer", __name__)
      @outer.errorhandler(CardError)
      def card(e): return "outer", 402
      outer.register_blueprint(shop)
      app.register_blueprint(outer)
      """, "\"outer\", 402; 500 page"
    ),
  ])
  func answers(_ code: String, _ answers: String) {
    #expect(SmallApp.answers(Self.shop + code, "/shop/Declined /raise/Declined") == answers)
  }

  @Test(arguments: [
    ("0.12.5", "AssertionError"), ("1.0.4", "AssertionError"), ("2.0.3", "ValueError"), ("3.1.3", "ValueError"),
  ])
  func twoBlueprintsWithOneName(_ release: String, _ exception: String) {
    let code = """
      app.register_blueprint(shop)
      with pytest.raises(\(exception)):
          app.register_blueprint(Blueprint("shop", __name__))
      """
    #expect(SmallApp.answers(Self.shop + code, "/ok", under: release) == "\"ok\", 200")
  }

  @Test(arguments: [
    ("app.register_blueprint(shop, url_prefix='/v1')", "/v1/shop/KeyError /shop/KeyError", "500 page; 404 page"),
    (
      """
      app.register_blueprint(shop)
      app.register_blueprint(shop, name="second", url_prefix="/v2")
      """, "/shop/KeyError /v2/shop/KeyError", "500 page; 500 page"
    ),
    (
      """
      @shop.before_request
      def closed():
          if request.path.endswith("KeyError"): return "closed", 503
      app.register_blueprint(shop)
      """, "/shop/KeyError /shop/Declined /raise/KeyError", "\"closed\", 503; 500 page; 500 page"
    ),
  ])
  func registrations(_ row: ProgramRow) {
    #expect(SmallApp.answers(Self.shop + row.code, row.paths) == row.answers)
  }

  @Test func messageOfARefusal() {
    let answers = SmallApp.answers("@app.errorhandler(301)\ndef card(e): return 'card'", "/ok", under: "1.0.4")
    #expect(
      answers.hasPrefix(
        "warning, line 14: the module raises KeyError: '301' is not a recognized HTTP error code. Use a subclass of "
          + "HTTPException with that code instead.; note"))
  }
}
