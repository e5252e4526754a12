import Diagnostics
import Testing

@testable import Syntax

@Suite("Code pasted from Python")
struct PastedPythonTests {
  @Test(
    "Python code with the same meaning is accepted",
    arguments: [
      ("class A(B): pass", "class A(B)"), ("class A(B):\n    pass", "class A(B)"), ("class A(B): ...", "class A(B)"),
      ("class A(B):\n  'doc'", "class A(B)"), ("class A(B):\n    \"\"\"One.\n\n  Two.\n    \"\"\"", "class A(B)"),
      ("class A(B):\n\n    # why\n    pass\n", "class A(B)"), ("class A(B):\n\tpass", "class A(B)"),
      ("class A(B):\n    'doc'\n    code = 418", "class A(B) code 418"),
      ("class A(B): code = 418", "class A(B) code 418"),
      ("class A(B): 'doc'; code = 418; pass", "class A(B) code 418"),
      ("class A(B) code 418:\n  pass", "class A(B) code 418"),
      ("class A(B,)", "class A(B)"), ("class A(\n    B,\n    C\n)", "class A(B, C)"),
      ("class A(B,\n        C):\n    pass", "class A(B, C)"),
      ("raise A()", "raise A"), ("abort(404)", "abort 404"), ("handler A -> raise B()", "handler A -> raise B"),
      ("handler A -> abort(404)", "handler A -> abort 404"), (">>> raise A", "raise A"), ("eb> raise A", "raise A"),
      ("0.12.2 [7]> raise A", "raise A"), ("3.1.0 [12]> raise A", "raise A"), ("1.0 memo [3]> raise A", "raise A"),
      (">>> class A(B):\n...     pass\n...", "class A(B)"), ("... raise A", "raise A"), ("raise A # why", "raise A"),
      ("\u{FEFF}raise A\r\n", "raise A"), (">>>raise A", "raise A"), (">>> eb> raise A", "raise A"),
    ])
  func accepted(_ script: String, _ statement: String) {
    let reading = Reading(script)
    #expect(reading.lines == [statement])
    #expect(reading.diagnostics.isEmpty)
  }

  @Test(
    "code without effect is accepted with a note",
    arguments: [
      ("raise A(«\"text\"»)", "raise A"), ("raise A(«\"a\", 1»)", "raise A"), ("abort(404, «\"gone\"»)", "abort 404"),
      ("handler A -> raise B(«'x'»)", "handler A -> raise B"),
    ])
  func withNote(_ marked: String, _ statement: String) {
    let place = Marked(marked)
    let reading = Reading(place.text)
    #expect(reading.statements.map { $0.kind.spelled(reading.source.texts) } == [statement])
    #expect(reading.finding?.kind.slug == "text-plays-no-part")
    #expect(reading.finding?.severity == .note)
    #expect(reading.finding?.primary.span == place.span || marked.contains("404"))
  }

  @Test("a colon without a body gets a note")
  func emptyBody() {
    #expect(Reading("class A(B):\nraise C").lines == ["empty-body «:»", "class A(B)", "raise C"])
  }

  @Test(
    "for code with another meaning, the help shows the line to write",
    arguments: [
      ("class Mixin:\n    pass", "class Mixin(Exception)"), ("class Mixin():\n    pass", "class Mixin(Exception)"),
      ("raise 404", "abort 404"), ("raise A(x)", "raise A"), ("raise A from B", "raise A"),
      ("handler A -> pass", "handler A -> e"), ("handler A -> None", "handler A -> e"),
      ("handler A -> return e", "handler A -> e"), ("handler A -> return", "handler A -> e"),
      ("handler A -> (\"a\", 404)", "handler A -> \"a\", 404"), ("handler A -> err", "handler A -> e"),
      ("raise werkzeug.exceptions.NotFound", "raise NotFound"), ("flask.abort(404)", "abort(404)"),
      ("@app.errorhandler(E2)\ndef f(e):\n    return \"E2\", 500", "handler E2 -> \"E2\", 500"),
      ("@app.errorhandler(E2)\ndef f(e): return \"E2\", 500", "handler E2 -> \"E2\", 500"),
      ("@app.errorhandler(404)\ndef f(e):\n    return ('no page', 404)", "handler 404 -> 'no page', 404"),
      ("@app.errorhandler(404)\ndef f(error):\n    return error", "handler 404 -> e"),
      ("@app.errorhandler(404)\nasync def f(e):\n    return \"a\"", "handler 404 -> \"a\""),
      ("@app.errorhandler(E)\ndef f(e):\n    pass", "handler E -> e"),
      ("@app.errorhandler(E)\ndef f(e):\n    raise F", "handler E -> raise F"),
      ("@app.errorhandler(E)\ndef f(e):\n    abort(404)", "handler E -> abort 404"),
      ("@admin.errorhandler(E)\ndef f(e):\n    return \"a\", 400", "handler E in admin -> \"a\", 400"),
      ("@admin.app_errorhandler(E)\ndef f(e):\n    return \"a\", 400", "handler E -> \"a\", 400"),
      ("@app.errorhandler(werkzeug.exceptions.Gone)\ndef f(e):\n    return \"a\", 410", "handler Gone -> \"a\", 410"),
      ("@app.errorhandler(E)\ndef f(e):\n    return render(\"a\", x=1), 404", "handler E -> \"BODY\", 404"),
      ("@app.errorhandler(E)\ndef f(e):\n    return render(1, 404)", "handler E -> \"BODY\""),
      ("@app.errorhandler(E)\ndef f(e):\n    return (render(1), 404)", "handler E -> \"BODY\", 404"),
      ("@app.errorhandler(\n    E,\n)\ndef f(\n    e,\n):\n    return \"a\", 404", "handler E -> \"a\", 404"),
      ("@app.errorhandler(E)", "handler E -> \"BODY\", 500"),
      (">>> @app.errorhandler(E)\n... def f(e):\n...     return \"a\", 404\n...", "handler E -> \"a\", 404"),
      ("app.register_error_handler(E, lambda e: (\"a\", 404))", "handler E -> \"a\", 404"),
      ("app.register_error_handler(E, lambda e: f(e, 1))", "handler E -> \"BODY\""),
      ("admin.register_error_handler(404, page)", "handler 404 in admin -> \"BODY\", 500"),
      ("@app.route(\"/\")\ndef f():\n    raise A", "raise A"),
      ("@admin.route(\"/\")\ndef f():\n    abort(404)", "abort 404 in admin"),
      ("admin = Blueprint(\"admin\", __name__)", "blueprint admin"),
      ("admin = Blueprint(\n    \"admin\",\n    __name__,\n)", "blueprint admin"),
      ("parent.register_blueprint(child)", "blueprint child in parent"),
      ("app.config[\"TRAP_HTTP_EXCEPTIONS\"] = True", "config TRAP_HTTP_EXCEPTIONS on"),
      ("app.config[\"TRAP_HTTP_EXCEPTIONS\"] = False", "config TRAP_HTTP_EXCEPTIONS off"),
    ])
  func finishedLine(_ script: String, _ line: String) {
    let reading = Reading(script + "\nraise Next")
    #expect(reading.lines.count == 2 && reading.lines.last == "raise Next", "\(reading.lines)")
    #expect(reading.proposal == line)
    // The proposed line itself must be correct.
    #expect(Reading(line).diagnostics.isEmpty, "\(line)")
  }

  @Test(
    "if the line to write has a gap, the help says what to fill in",
    arguments: [
      ("@app.errorhandler(E)\ndef f(e):\n    return render(e), 404", true), ("@app.errorhandler(E)", true),
      ("app.register_error_handler(E, page)", true), ("app.register_error_handler(E, lambda e: f(e))", true),
      ("@app.errorhandler(E)\ndef f(e):\n    return \"a\"", false),
      ("@app.errorhandler(E)\ndef f(e):\n    raise F", false),
      ("app.register_error_handler(E, lambda e: (\"BODY\", 500))", false),
      ("app.register_error_handler(E, lambda e: e)", false),
    ])
  func gap(_ script: String, _ hasGap: Bool) {
    #expect(Reading(script).finding?.help?.hasSuffix("` with what the function returns") == hasGap)
  }

  @Test(
    "unnecessary code gets one diagnostic",
    arguments: [
      "from flask import Flask", "import werkzeug", "app = Flask(__name__)", "app.register_blueprint(admin)",
      "app.run(debug=True)", "x = 1", "print(\"x\")", "for n in x:\n    print(n)", "try:\n    f()\nexcept A:\n    g()",
      "if x:\n    f()\nelif y:\n    g()\nelse:\n    h()", "client.get(\"/\")", "def f():\n    return 1",
      "\"\"\"text\n\nmore\"\"\"",
      "with app.app_context():\n    f()", "return x", "history = []", "from x import (\n    a,\n    b,\n)",
      "@app.route(\"/\")\ndef f():\n    return \"fine\"",
    ])
  func oneDiagnostic(_ script: String) {
    let reading = Reading(script + "\nraise Next")
    #expect(reading.lines.count == 2 && reading.lines.last == "raise Next", "\(reading.lines)")
    #expect(reading.finding.map { $0.kind.slug.hasPrefix("pasted-") } == true)
  }

  @Test(
    "typographic quotes and arrows are fixed in the line to write",
    arguments: [
      ("handler A → “a”, 404", #"handler A -> "a", 404"#), ("handler A => 'a'", "handler A -> 'a'"),
      ("handler A —> ‘a’", #"handler A -> "a""#), ("handler A -> “say \"a\"”", #"handler A -> 'say "a"'"#),
      ("expect raise A → “a”", #"expect raise A -> "a""#), ("test “a” { raise A }", #"test "a" { raise A }"#),
    ])
  func typography(_ script: String, _ line: String) {
    let reading = Reading(script)
    #expect(reading.proposal == line)
  }
}
