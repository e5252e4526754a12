import Foundation
import Testing

@testable import FlaskSource

/// What is refused, by name, and what goes on after it.
@Suite("Flask programs that are not modeled") struct UnmodeledProgramTests {
  /// The reason of the request to `/x`; the answer if it has one.
  private func reason(_ code: String, under release: String = "3.1.3") -> String {
    let text = SmallApp.answers(code, "/x", under: release)
    return text.components(separatedBy: "`GET /x` is not modeled: ").last ?? text
  }

  @Test(arguments: [
    ("@app.route('/x')\ndef x(): return open('a').read()", "files are not read"),
    ("import stripe\n@app.route('/x')\ndef x(): return stripe.charge()", "the module `stripe` is not modeled"),
    ("@app.route('/x')\ndef x(): return str(pow(2, 3))", "`pow` is not modeled"),
    (
      "import asyncio\n@app.route('/x')\nasync def x(): return await asyncio.gather()",
      "`asyncio.gather` is not modeled"
    ),
    ("import re\n@app.route('/x')\ndef x(): return re.sub('(?<=a)b', '', 'ab')", "`re.sub` is not modeled"),
    (
      "@app.route('/x')\ndef x():\n    match 'a':\n        case b | c: return 'a'", "this pattern is not modeled"
    ),
    (
      "from datetime import datetime\n@app.route('/x')\ndef x(): return datetime.strptime('1', '%U')",
      "`datetime.datetime.strptime` is not modeled"
    ),
    ("@app.route('/x')\ndef x():\n    while True: pass", "the loop takes too many rounds"),
    ("def f(): return f()\n@app.route('/x')\ndef x(): return f()", "calls and expressions are nested too deeply"),
    ("@app.route('/x')\ndef x(): return 'a' * 1000000", "a text is too long"),
    ("A = 'a' * 15000\n@app.route('/x')\ndef x(): return A + A", "a text is too long"),
    ("A = 'a' * 15000\n@app.route('/x')\ndef x(): return f'{A}{A}'[-1]", "a text is too long"),
    ("A = 'a' * 15000\n@app.route('/x')\ndef x(): return A.replace('a', 'bb')[0]", "a text is too long"),
    ("A = b'a' * 15000\n@app.route('/x')\ndef x(): return str(len(A + A))", "bytes are too long"),
    ("@app.route('/x')\ndef x(): return str(list(range(1000000)))", "a range is too long"),
    (
      "@app.route('/x')\ndef x(): return str([a for a in range(9999) for b in range(9999)])",
      "a list has too many elements"
    ),
    ("@app.route('/x')\ndef x(): return client.get('/ok').data", "a request inside a request is not modeled"),
    ("@app.route('/x')\ndef x(): return print", "what the function returns is not a response"),
    ("@app.route('/x')\ndef x(): return 'a', -7", "the status of the response is not modeled"),
    ("app.config['SERVER_NAME'] = 'a.b'", "the option `SERVER_NAME` is not modeled"),
    ("app.config.from_envvar('A')", "`config.from_envvar` reads something that is not known"),
    (
      "Late = type('Late', (CardError,), {})\n@app.route('/x')\ndef x(): raise Late",
      "a class made by calling `type` is not modeled"
    ),
    (
      "@app.route('/x')\ndef x(): return 'a'\n@app.after_request\ndef f(r): return 7",
      "an `after_request` function does not return a response"
    ),
    (
      "@app.route('/x')\ndef x(): return 'a'\n@app.after_request\ndef f(r): return redirect('/')",
      "an `after_request` function changes the response"
    ),
    (
      "def around(app):\n    def run(environ, start):\n        try: return app(environ, start)\n        finally: pass\n"
        + "    return run\napp.wsgi_app = around(app.wsgi_app)\n@app.route('/x')\ndef x(): return 'a'",
      "this call of `wsgi_app` is not modeled"
    ),
    (
      "import stripe\n@app.errorhandler(stripe.CardError)\ndef f(e): return 'a'\n@app.route('/x')\ndef x(): return 'a'",
      "the target of this handler is not modeled"
    ),
  ])
  func reasons(_ code: String, _ reason: String) {
    #expect(self.reason(code).hasSuffix(reason), "\(self.reason(code))")
  }

  /// Code with a syntax error is left out, and named. What it does not change is known.
  @Test(arguments: [
    ("@app.route('/x'\ndef x(): return 'a'", "/ok"), ("x = = 1", "/ok"), ("if x\n    y = 1", "/ok"),
    ("def f(:\n    pass", "/ok"),
  ])
  func syntaxErrors(_ code: String, _ path: String) {
    let text = SmallApp.answers(code, path)
    #expect(text.hasPrefix("error, line 1"), "\(text)")
    #expect(!text.contains("\"ok\", 200") || text.contains("; "))
  }

  @Test(arguments: [
    ("x = 1", "note, line 1: the program sends no requests"),
    ("", "note, line 1: the program sends no requests"),
    (
      "from flask import Flask\napp = Flask(__name__)\n@app.route('/a')\ndef a(): return 'a'",
      "note, line 1: the program sends no requests; GET /a"
    ),
    (
      "from flask import Flask\napp = Flask(__name__)\n@app.route('/a', methods=['POST'])\ndef a(): return 'a'",
      "note, line 1: the program sends no requests; POST /a"
    ),
  ])
  func withoutRequests(_ program: String, _ expected: String) { #expect(shownEvents(of: program) == expected) }

  /// A condition that is not known, in a module, decides nothing that a request depends on.
  @Test func unknownConditionOfModule() {
    let code = """
      import os
      if os.environ.get("DEBUG"): app.debug = True
      """
    #expect(reason(code) == "the environment is not known")
    #expect(SmallApp.answers("import os\nif os.environ.get('A'): print('a')", "/ok") == "\"ok\", 200")
  }
}
