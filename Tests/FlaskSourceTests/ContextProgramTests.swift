import Diagnostics
import Testing

@testable import FlaskSource

/// `session`, `flash`, `g`, `url_for` and the contexts of Flask.
@Suite("Sessions and contexts of Flask programs") struct ContextProgramTests {
  private static let session = """
    from flask import flash, get_flashed_messages, session
    app.secret_key = "k"
    @app.route("/set/<key>")
    def set_key(key):
        session[key] = [1]
        return key
    @app.route("/keys")
    def keys(): return ",".join(session)
    @app.route("/nested")
    def nested():
        session["a"].append(2)
        return str(len(session["a"]))
    @app.route("/permanent")
    def permanent():
        session.permanent = True
        return str(session.permanent)
    @app.route("/crash")
    def crash():
        session["crashed"] = True
        raise CardError
    @app.route("/flash")
    def flashed():
        flash("hello")
        flash("full", "warning")
        return "ok"
    @app.route("/notices")
    def notices(): return ",".join(get_flashed_messages())
    @app.route("/warnings")
    def warnings(): return ",".join(c + m for c, m in get_flashed_messages(True, ["warning"]))

    """

  @Test(arguments: [
    ("/set/a /keys", "\"a\", 200; \"a\", 200"),
    ("/keys", "\"\", 200"),
    // A change of a list in the session is not stored, unless the session is permanent.
    ("/set/a /nested /nested", "\"a\", 200; \"2\", 200; \"2\", 200"),
    ("/set/a /permanent /nested /nested", "\"a\", 200; \"True\", 200; \"2\", 200; \"3\", 200"),
    ("/permanent /keys", "\"True\", 200; \"_permanent\", 200"),
    ("/crash /keys", "500 page; \"crashed\", 200"),
    ("/flash /notices /notices", "\"ok\", 200; \"hello,full\", 200; \"\", 200"),
    ("/flash /warnings /notices", "\"ok\", 200; \"warningfull\", 200; \"\", 200"),
  ])
  func session(_ paths: String, _ answers: String) { #expect(SmallApp.answers(Self.session, paths) == answers) }

  /// Before 1.1, the session is not stored if there is no handler for 500.
  @Test func sessionOfUnhandledException() {
    #expect(SmallApp.answers(Self.session, "/crash /keys", under: "1.0.4") == "500 page; \"\", 200")
    let handler = "\n@app.errorhandler(500)\ndef broken(e): return 'broken', 500"
    #expect(
      SmallApp.answers(Self.session + handler, "/crash /keys", under: "1.0.4")
        == "\"broken\", 500; \"crashed\", 200")
  }

  @Test(arguments: [
    ("app.secret_key = None", "/set/a /keys /flash /notices", "500 page; \"\", 200; 500 page; \"\", 200"),
    ("app.secret_key = ''", "/set/a", "500 page"),
  ])
  func sessionWithoutSecretKey(_ code: String, _ paths: String, _ answers: String) {
    #expect(SmallApp.answers(Self.session + code, paths) == answers)
  }

  @Test(arguments: [
    (
      "app.config['SESSION_COOKIE_SECURE'] = True", "the session with the option `SESSION_COOKIE_SECURE` is not modeled"
    ),
    ("import os\napp.secret_key = os.environ.get('KEY')", "the environment is not known"),
    ("app.session_interface = object()", "`session_interface` of the app is not modeled"),
    ("client.environ_base['HTTP_X'] = 'a'", "changing `environ_base` of a client is not modeled"),
    ("app.aborter.mapping[900] = CardError", "changing `aborter.mapping` of an app is not modeled"),
    (
      "@app.route('/x')\ndef x():\n    session['a'] = object()\n    return 'x'", "a value of the session is not modeled"
    ),
    ("client.get('/keys')\napp.secret_key = 'other'", "changing the secret key after a request is not modeled"),
  ])
  func notModeled(_ code: String, _ reason: String) {
    let text = SmallApp.answers(Self.session + code, code.hasPrefix("@app.route('/x')") ? "/x" : "/keys")
    #expect(text.hasPart("is not modeled: \(reason)"), "\(text)")
  }

  private static let globals = """
    from flask import url_for
    @app.before_request
    def load(): g.user = request.args.get("user", "nobody")
    @app.errorhandler(404)
    def lost(e): return g.user + " is lost", 404
    @app.route("/pop")
    def pop(): return g.pop("missing")
    @app.route("/delete")
    def delete():
        del g.missing
        return "deleted"
    @app.route("/count")
    def count():
        g.count = g.get("count", 0) + 1
        return str(g.count)
    @app.route("/item/<int:n>")
    def item(n): return str(n)
    @app.route("/url/<name>")
    def url(name): return url_for(name)
    @app.route("/urls")
    def urls(): return url_for("item", n=7, page="a b") + " " + url_for("static", filename="a/b.css")

    """

  @Test(arguments: [
    ("/none?user=ada", "\"ada is lost\", 404"), ("/pop /delete", "500 page; 500 page"),
    ("/count /count", "\"1\", 200; \"1\", 200"), ("/url/count", "\"/count\", 200"),
    ("/url/none /url/item", "500 page; 500 page"), ("/urls", "\"/item/7?page=a+b /static/a/b.css\", 200"),
  ])
  func globalsAndURLs(_ paths: String, _ answers: String) { #expect(SmallApp.answers(Self.globals, paths) == answers) }

  @Test func buildErrorIsLookupError() {
    let handler = "@app.errorhandler(LookupError)\ndef lookup(e): return 'lookup', 500"
    #expect(SmallApp.answers(Self.globals + handler, "/url/none") == "\"lookup\", 500")
  }

  /// What a test shows, after the code of the tests above.
  private func outcome(_ body: String, under release: String = "3.1.3") -> String {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    let code = SmallApp.start + Self.session + Self.globals + "from flask import current_app, has_request_context\n"
    let shown = shownEvents(of: code + "def test_it():\n" + lines, under: release).split(separator: "\n")
    return shown.filter { !$0.hasPrefix("GET ") && !$0.hasPrefix("note, line 1: the program sends") }
      .joined(separator: "\n")
  }

  @Test(arguments: [
    "with app.app_context():\n    g.a = 1\nassert not g\nassert not has_request_context()",
    "with app.app_context():\n    g.a = 1\nwith app.app_context():\n    assert 'a' not in g",
    // A request in the context of its app shares `g` with it.
    "with app.app_context():\n    g.count = 5\n    assert client.get('/count').data == b'6'",
    "with app.test_request_context():\n    g.count = 5\n    assert client.get('/count').data == b'6'",
    "with Flask('other').app_context():\n    g.count = 5\n    assert client.get('/count').data == b'1'",
    "with app.app_context():\n    with pytest.raises(KeyError): g.pop('a')",
    "with app.app_context():\n    with pytest.raises(AttributeError):\n        del g.a",
    "with pytest.raises(RuntimeError): g.a = 1", "with pytest.raises(RuntimeError): session['a'] = 1",
    "with pytest.raises(RuntimeError): url_for('count')", "with pytest.raises(RuntimeError): flash('a')",
    "with app.app_context():\n    with pytest.raises(RuntimeError): url_for('count')",
    "with app.test_request_context():\n    assert url_for('count') == '/count'",
    "with app.test_client() as c:\n    c.get('/count?user=ada')\n    assert g.user == 'ada'\n"
      + "    assert request.path == '/count'\nassert not request",
    "with app.test_client() as c:\n    c.get('/set/a')\n    assert session['a'] == [1]",
    "assert {1, 2} == {2, 1}\nassert {1} != {1, 2}",
    "values = [1, 2]\ndel values[:]\nassert values == []",
  ])
  func contexts(_ body: String) {
    for release in ["0.12.5", "3.1.3"] { #expect(outcome(body, under: release) == "test_it: passed") }
  }

  @Test(arguments: [
    (
      "client.get('/url/none?user=a')\nif open('a'): pass\nclient.get('/keys')",
      "error, line 73: the test `test_it` is not modeled: files are not read\ntest_it: not modeled"
    ),
    (
      "assert open('a').read() == ''\nif open('a'): pass",
      "error, line 73: the rest of the test `test_it` is not modeled: files are not read"
    ),
    (
      "import threading\ndef send(): client.get('/keys')\nthreading.Thread(target=send).start()",
      "error, line 73: the test `test_it` is not modeled: `threading.Thread` is not modeled\ntest_it: not modeled"
    ),
    (
      "import threading\nthreading.Thread(target=client.get, args=('/keys',)).start()",
      "error, line 73: the test `test_it` is not modeled: `threading.Thread` is not modeled\ntest_it: not modeled"
    ),
  ])
  func restOfTest(_ body: String, _ expected: String) {
    let text = outcome(body).replacing(/line \d+: the/) { _ in "line 73: the" }
    #expect(text.hasPrefix(expected), "\(text)")
  }

  private static let teardown = """
    log = []
    inner = Blueprint("inner", __name__)
    app.teardown_request(lambda e: log.append("request"))
    app.teardown_appcontext(lambda e: log.append("app"))
    inner.teardown_request(lambda e: log.append("inner"))
    @inner.route("/inner")
    def view(): return "inner"
    app.register_blueprint(inner)

    """

  @Test(arguments: [
    ("3.1.3", "client.get('/inner')\n    assert log == ['inner', 'request', 'app']", "test_it: passed"),
    ("1.0.4", "client.get('/inner')\n    assert log == ['request', 'inner', 'app']", "test_it: passed"),
    (
      "3.1.3", "with client:\n        client.get('/inner')",
      "error, line 25: the test `test_it` is not modeled: when Flask calls the teardown functions is not modeled\n"
        + "test_it: not modeled"
    ),
  ])
  func teardown(_ release: String, _ body: String, _ expected: String) {
    let code = SmallApp.start + Self.teardown + "def test_it():\n    \(body)\n"
    let shown = shownEvents(of: code, under: release).split(separator: "\n").filter { !$0.hasPrefix("GET ") }
    #expect(shown.joined(separator: "\n").replacing(/line \d+: the/) { _ in "line 25: the" } == expected)
  }

  private static let views = """
    from flask.views import MethodView, View
    class Base(MethodView):
        methods = ["GET"]
        def get(self): return "get"
        def post(self): return "post"
    class Derived(Base):
        def put(self): return "put"
    class Once(View):
        init_every_request = False
        def dispatch_request(self): return "once"
    class Word(View):
        def __init__(self, word): self.word = word
        def dispatch_request(self): return self.word
    app.add_url_rule("/derived", view_func=Derived.as_view("derived"))
    app.add_url_rule("/once", view_func=Once.as_view("once"))
    app.add_url_rule("/word", view_func=Word.as_view("word", "hello"))
    client.post("/derived")
    client.put("/derived")
    client.get("/once")
    client.get("/word")

    """

  @Test(arguments: [
    (
      "3.1.3",
      """
      POST /derived: "post", 200
      PUT /derived: "put", 200
      error, line 37: `GET /once` is not modeled: `init_every_request` of a view class is not modeled
      GET /word: "hello", 200
      """
    ),
    (
      "0.12.5",
      """
      POST /derived: 405 page
      PUT /derived: "put", 200
      GET /once: "once", 200
      GET /word: "hello", 200
      """
    ),
  ])
  func classBasedViews(_ release: String, _ expected: String) {
    let text = shownEvents(of: SmallApp.start + Self.views, under: release)
    #expect(text.replacing(/line \d+: `GET/) { _ in "line 37: `GET" } == expected)
  }

  @Test(arguments: [
    ("app = Flask(__name__, static_folder='assets')", "/static/a", "404 page"),
    ("app = Flask(__name__, static_url_path='/files')", "/static/a", "404 page"),
    ("app = Flask(__name__, static_url_path='/files')", "/files/a", "static files are not modeled"),
    (
      "app.register_blueprint(Blueprint('b', __name__, static_folder='c', url_prefix='/b'))", "/b/c/d",
      "static files are not modeled"
    ),
  ])
  func staticFiles(_ code: String, _ path: String, _ expected: String) {
    let text = SmallApp.answers(code + "\nclient = app.test_client()", path)
    #expect(text.hasSuffix(expected), "\(text)")
  }

  @Test(arguments: [
    "Flask(__name__).get('/', methods=['GET'])", "Flask(__name__, static_path='/a')",
    "b = Blueprint('b', __name__); b.register_blueprint(b)",
    "def f(): pass\nf.__name__ = 'a.b'\nBlueprint('b', __name__).add_url_rule('/', view_func=f)",
  ])
  func refused(_ code: String) {
    let body = code.split(separator: "\n").map { "        \($0)\n" }.joined()
    let program = SmallApp.start + "def test_it():\n    with pytest.raises((TypeError, ValueError)):\n" + body
    #expect(shownEvents(of: program).hasPrefix("test_it: passed"))
  }

  private static let unseen = """
    items = []
    def make_app():
        app = Flask("shop")
        @app.route("/add")
        def add():
            items.append(1)
            return str(len(items))
        @app.route("/ok")
        def ok(): return "ok"
        return app
    def test_a():
        if open("a"): pass
        make_app().test_client().get("/add")
    def test_b(): assert make_app().test_client().get("/ok").status_code == 200
    def test_c(): assert items == [1]

    """

  /// A request that is not seen may change a list of the module, which later apps and assertions read.
  @Test func unseenRequests() {
    let text = shownEvents(of: SmallApp.start + Self.unseen + "make_app()\n")
    #expect(text.hasPart("test_a: not modeled\n"), "\(text)")
    #expect(text.hasPart("test_c: not modeled\n"), "\(text)")
    let sure = Self.unseen.withEach("items.append(1)", as: "pass")
    #expect(shownEvents(of: SmallApp.start + sure).hasPart("test_b: passed\n"))
  }

  private static let resources = """
    class Resource:
        def close(self): pass
    @app.before_request
    def load(): g.db = Resource()
    @app.teardown_appcontext
    def unload(e): g.pop("db", None)
    @app.route("/db")
    def db(): return str("db" in g)
    def test_it():
        with app.test_client() as c:
            assert c.get("/db").data == b"True"
            assert c.get("/db").data == b"True"

    """

  /// A teardown function that changes only `g` makes no difference for later requests.
  @Test func teardownOfGlobals() {
    #expect(shownEvents(of: SmallApp.start + Self.resources).hasSuffix("test_it: passed"))
  }
}
