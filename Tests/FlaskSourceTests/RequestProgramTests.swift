import Testing

@testable import FlaskSource

@Suite("Requests of Flask programs") struct RequestProgramTests {
  @Test(arguments: [
    ("", "/ok /ok/ /nowhere /abort/410", "\"ok\", 200; 404 page; 404 page; 410 page"),
    ("@app.route('/a/', methods=['POST'])\ndef a(): return 'a'", "/a/ /a", "405 page; 404 page"),
    ("@app.route('/a/')\ndef a(): return 'a'", "/a/ /a", "\"a\", 200; 308 page"),
    ("app.add_url_rule('/a', view_func=lambda: 'a', endpoint='a')", "/a", "\"a\", 200"),
    ("@app.get('/a/<path:p>')\ndef a(p): return p", "/a/b/c", "\"b/c\", 200"),
    ("@app.route('/a/<int:n>')\ndef a(n): return str(n + 1), 200 + n", "/a/4 /a/x", "\"\", 204; 404 page"),
    ("@app.route('/a')\ndef a(): return request.args.get('q', 'none')", "/a?q=b+c /a", "\"b c\", 200; \"none\", 200"),
    ("@app.route('/a')\ndef a(): return request.args['q']", "/a", "400 page"),
    ("@app.route('/a')\ndef a(): return {'b': 1}", "/a", "\"{\\\"b\\\":1}\\n\", 200"),
    ("@app.route('/a')\ndef a(): return redirect('/ok')", "/a", "302, unknown body"),
    ("@app.route('/a')\ndef a(): return 'a', 201, {'X-B': 'c'}", "/a", "\"a\", 201"),
    ("@app.route('/a')\ndef a(): abort(Response('own', 403))", "/a", "\"own\", 403"),
    ("@app.route('/a')\ndef a(): return 'a', 7", "/a", "\"a\", 7"),
    ("@app.route('/a')\ndef a(): return 1 / 0", "/a", "500 page"),
    ("@app.route('/a')\ndef a(): return {}['b']", "/a", "500 page"),
    ("@app.route('/a')\ndef a(): return unknown_name", "/a", "500 page"),
    ("@app.route('/a')\ndef a(): return 7", "/a", "500 page"),
    ("@app.route('/a')\ndef a(): pass", "/a", "500 page"),
    ("@app.errorhandler(410)\ndef gone(e): pass", "/abort/410", "500 page"),
    ("@app.route('/a')\ndef a(): return jsonify({10: 'a', 9: 'b'})", "/a", #""{\"9\":\"b\",\"10\":\"a\"}\n", 200"#),
    (
      "@app.route('/a')\ndef a(): return str([isinstance(1j, float), isinstance(1.5, float)])", "/a",
      "\"[False, True]\", 200"
    ),
    (
      "@app.route('/a')\ndef a(): return repr([NotFound(), {'k': ValueError('a', 1)}])", "/a",
      "\"[<NotFound '404: Not Found'>, {'k': ValueError('a', 1)}]\", 200"
    ),
    (
      """
      seen = []
      @app.url_value_preprocessor
      async def never(endpoint, values): seen.append(endpoint)
      @app.route('/a')
      def a(): return str(len(seen))
      """, "/a", "\"0\", 200"
    ),
    ("@app.before_request\ndef closed(): return 'closed', 503", "/ok /nowhere", "\"closed\", 503; \"closed\", 503"),
    ("@app.before_request\ndef closed(): raise CardError", "/ok", "500 page"),
  ])
  func answers(_ row: ProgramRow) { #expect(SmallApp.answers(row.code, row.paths) == row.answers) }

  /// `make_response` raises after the view, so the handler for TypeError does not count.
  @Test(arguments: [
    ("None", "3.1.3", "\"InternalServerError\", 500"), ("7", "2.0.3", "\"InternalServerError\", 500"),
    ("None", "1.0.4", "\"TypeError\", 500"), ("None", "0.12.5", "\"ValueError\", 500"),
    ("[1]", "2.0.3", "\"InternalServerError\", 500"), ("[1]", "3.1.3", "\"[1]\\n\", 200"),
  ])
  func resultThatIsNoResponse(_ value: String, _ release: String, _ answer: String) {
    let code = """
      @app.route('/a')
      def a(): return \(value)
      @app.errorhandler(TypeError)
      def wrong(e): return 'never', 400
      @app.errorhandler(500)
      def failed(e): return type(e).__name__, 500
      """
    #expect(SmallApp.answers(code, "/a", under: release) == answer)
  }

  /// The content type is that of the call, not of what the handler returns once it has counted it.
  @Test func handlerThatCountsItsCalls() {
    let shown = shownEvents(
      of: SmallApp.start + """
        seen = []
        @app.errorhandler(CardError)
        def declined(error):
            seen.append(error)
            return ("first", 402) if len(seen) == 1 else (jsonify(len(seen)), 402)
        def test_types():
            types = [client.get("/raise/CardError").mimetype for _ in range(2)]
            assert types == ["text/html", "application/json"]
            assert len(seen) == 2
        """)
    #expect(shown.hasSuffix("passed"), "\(shown)")
  }

  @Test(arguments: [
    ("'{'", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    ("''", "Expecting value: line 1 column 1 (char 0)"), ("'[1,]'", "Expecting value: line 1 column 4 (char 3)"),
    ("'[1 2]'", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
    ("'{\"a\" 1}'", "Expecting ':' delimiter: line 1 column 6 (char 5)"),
    ("'{}\\n1'", "Extra data: line 2 column 1 (char 3)"),
    ("'[\"a'", "Unterminated string starting at: line 1 column 2 (char 1)"),
    ("'[\"a\\n\"]'", "Invalid control character at: line 1 column 4 (char 3)"),
  ])
  func textThatIsNotJSON(_ text: String, _ message: String) {
    let code = """
      import json
      @app.route('/a')
      def a(): return json.loads(\(text))
      @app.errorhandler(json.JSONDecodeError)
      def wrong(e): return str(e), 400
      """
    #expect(SmallApp.answers(code, "/a") == "\"\(message)\", 400")
  }

  /// A handler that reads `g` has no answer of its own.
  @Test func handlerReadsGlobals() {
    let code = """
      from flask import g
      @app.before_request
      def remember(): g.name = 'stored'
      @app.errorhandler(404)
      def missing(e): return g.get('name', 'nothing'), 404
      """
    #expect(SmallApp.answers(code, "/nowhere") == "\"stored\", 404")
  }

  @Test(arguments: [
    ("return Response('b', 201)", "\"b\", 201"), ("raise KeyError", "500 page"),
    ("r.status_code = 202\n    return r", "\"ok\", 202"), ("r.set_data('c')\n    return r", "\"c\", 200"),
  ])
  func responseAfterRequest(_ body: String, _ answer: String) {
    #expect(SmallApp.answers("@app.after_request\ndef after(r):\n    \(body)", "/ok") == answer)
  }

  @Test(arguments: [
    ("return self.app(environ, start)", "/ok /raise/CardError", "\"ok\", 200; 500 page"),
    ("environ['PATH_INFO'] = '/ok'\n        return self.app(environ, start)", "/nowhere", "\"ok\", 200"),
    ("start('403 FORBIDDEN', [])\n        return [b'no', b' entry']", "/ok", "\"no entry\", 403"),
  ])
  func middleware(_ body: String, _ paths: String, _ answers: String) {
    let code = """
      class Middleware:
          def __init__(self, app): self.app = app
          def __call__(self, environ, start):
              \(body)
      app.wsgi_app = Middleware(app.wsgi_app)
      """
    #expect(SmallApp.answers(code, paths) == answers)
  }

  @Test(arguments: [
    ("client.get('/ok')", "GET /ok: \"ok\", 200"),
    ("client.post('/ok')", "POST /ok: 405 page"),
    ("client.head('/ok')", "HEAD /ok: \"\", 200"),
    ("client.options('/ok')", "OPTIONS /ok: \"\", 200"),
    ("client.open('/ok', method='PUT')", "PUT /ok: 405 page"),
    ("client.get(path='/ok')", "GET /ok: \"ok\", 200"),
    ("app.test_client().get('/ok?a=1')", "GET /ok?a=1: \"ok\", 200"),
    ("with app.test_client() as c:\n    c.get('/ok')", "GET /ok: \"ok\", 200"),
    ("for path in ['/ok', '/abort/404']: client.get(path)", "GET /ok: \"ok\", 200\nGET /abort/404: 404 page"),
    ("client.get('/raise/%s' % 'CardError')", "GET /raise/CardError: 500 page"),
    ("client.get(f'/abort/{400 + 4}')", "GET /abort/404: 404 page"),
    (
      "@app.route('/a')\ndef a(): return redirect('/ok')\nclient.get('/a', follow_redirects=True)",
      "GET /a: \"ok\", 200"
    ),
    (
      "@app.route('/a', methods=['POST'])\ndef a(): return request.form['b']\nclient.post('/a', data={'b': 'c'})",
      "POST /a: \"c\", 200"
    ),
    (
      "@app.route('/a', methods=['POST'])\ndef a(): return request.json['b']\nclient.post('/a', json={'b': 'c'})",
      "POST /a: \"c\", 200"
    ),
    (
      "if __name__ == '__main__':\n    print(client.get('/ok').data)", "GET /ok: \"ok\", 200"
    ),
  ])
  func calls(_ code: String, _ expected: String) { #expect(shownEvents(of: SmallApp.start + code) == expected) }

  @Test(arguments: [
    ("", "3.1.3", "500 page; 404 page"), ("app.testing = True", "3.1.3", "crash CardError; 404 page"),
    ("app.config['TESTING'] = True", "0.12.5", "crash CardError; 404 page"),
    ("app.config.update(TESTING=True)", "3.1.3", "crash CardError; 404 page"),
    ("app.config['TESTING'] = False", "3.1.3", "500 page; 404 page"),
    ("app.debug = True", "3.1.3", "crash CardError; 404 page"),
    ("app.config['PROPAGATE_EXCEPTIONS'] = True", "3.1.3", "crash CardError; 404 page"),
    ("app.testing = True\napp.config['PROPAGATE_EXCEPTIONS'] = False", "3.1.3", "500 page; 404 page"),
    ("app.config['TRAP_HTTP_EXCEPTIONS'] = True", "3.1.3", "500 page; 500 page"),
    (
      "class Settings:\n    TESTING = True\n    OTHER = 1\napp.config.from_object(Settings)", "3.1.3",
      "crash CardError; 404 page"
    ),
    ("TESTING = True\napp.config.from_object(__name__)", "3.1.3", "crash CardError; 404 page"),
  ])
  func configuration(_ code: String, _ release: String, _ answers: String) {
    // The first call may raise the exception, so each call has its own `try`.
    let calls = ["/raise/CardError", "/abort/404"].map { "try: client.get('\($0)')\nexcept Exception: pass\n" }.joined()
    let lines = shownEvents(of: SmallApp.start + code + "\n" + calls, under: release).split(separator: "\n")
    #expect(lines.map { String($0.split(separator: ": ", maxSplits: 1).last ?? "") }.joined(separator: "; ") == answers)
  }

  /// A lookup that is not modeled may write to the cache of 0.11 to 0.12.5, so later answers are not known either.
  @Test(arguments: [
    ("0.10.1", "\"card\", 402"), ("0.11", nil), ("0.12.5", nil), ("1.0", "\"card\", 402"), ("3.1.3", "\"card\", 402"),
  ])
  func requestAfterOneThatIsNotModeled(_ release: String, _ answer: String?) {
    let code = """
      @app.errorhandler(CardError)
      def card(e): return "card", 402
      @app.route("/file")
      def file(): return open("file").read()
      """
    let refused = "error, line 18: `GET /file` is not modeled: files are not read"
    let later = answer ?? "error, line 19: `GET /raise/Declined` is not modeled: files are not read"
    #expect(SmallApp.answers(code, "/file /raise/Declined", under: release) == "\(refused); \(later)")
  }
}
