import Testing

/// The members that describe the effect of an option, a code or a registration.
@Suite("Events as JSON") struct EventJSONTests {
  /// Returns whether the first event of a kind has these members, written exactly like this.
  private func expect(
    _ script: String, _ event: String, _ members: String..., location: SourceLocation = #_sourceLocation
  ) {
    let line = Played(script).json(event).first ?? "none"
    for member in members { #expect(line.contains(member), "\(line)", sourceLocation: location) }
  }

  @Test("codes of a class") func classes() {
    expect(
      "class A(HTTPException) code 404 self.code 410", "class", #""code":404,"codeIsNone":false,"selfCode":410"#)
    expect("class A(HTTPException) code None", "class", #""code":null,"codeIsNone":true,"selfCode":null"#)
    expect("class A(NotFound) self.code None", "class", #""code":null,"codeIsNone":false,"selfCode":"None""#)
  }

  @Test("what a handler does") func handlers() {
    expect(
      #"handler KeyError -> "x", e.code"#, "handler",
      #""body":"x","status":null,"statusFrom":"e.code","raises":null,"returns":null,"reraises":false"#)
    expect("handler KeyError -> raise e", "handler", #""body":null"#, #""returns":null,"reraises":true"#)
    expect(
      #"handler KeyError -> f"no {type(e).__name__}", e.code"#, "handler",
      #""body":"no {type(e).__name__}","status":null,"statusFrom":"e.code""#, #""reraises":false,"template":true"#)
    expect(
      #"handler KeyError -> "gone", 410 if e.code == 410 else raise e"#, "handler", #""body":null,"status":null"#,
      #""arms":[{"if":"e.code == 410","body":"gone","status":410,"#,
      #"{"if":null,"body":null,"status":null,"statusFrom":null,"raises":null,"returns":null,"reraises":true}]"#)
  }

  @Test("registrations of a blueprint") func blueprints() {
    expect(
      "blueprint a\nblueprint b in a as c", "blueprint",
      #""name":"a","parent":null,"registrations":[{"parent":null,"as":null}]"#)
    let script = "blueprint a\nblueprint b in a, a as c\nblueprints"
    expect(
      script, "blueprints", #"{"name":"a.b","parent":"a","blueprint":"b","state":"waiting","line":2}"#,
      #"{"name":"a.c","parent":"a","blueprint":"b","state":"waiting","line":2}"#)
    expect("blueprint a.b", "blueprint", #""refused":{"type":"ValueError","message":"'name' may not contain a dot"#)
  }

  @Test("a response is a separate event") func responses() {
    expect(
      "respond 404", "respond", #""target":404,"scope":null,"flask":"3.1.0","status":404,"body":"...","handler":null"#)
    #expect(Played("respond 404").json("raise").isEmpty)
    expect(#"respond "gone", 410"#, "respond", #""status":410,"body":"gone""#)
  }

  @Test("the route, if the request names one") func routes() {
    let start = "blueprint shop\n"
    expect(start + "raise KeyError at pay in shop", "raise", #""target":"KeyError","route":"pay","scope":"shop","#)
    expect(start + "respond 404 at \"\"", "respond", #""target":404,"route":"","scope":null,"#)
    expect(
      start + "why 404 at pay in shop", "why", #""target":404,"route":"pay","scope":"shop","past":false,"#,
      #""request":"abort 404 at pay in shop""#, #""answer":{"target":404,"route":"pay","scope":"shop","#)
    expect(
      start + "compare KeyError at pay", "compare", #""target":"KeyError","route":"pay","scope":null,"#,
      #""request":"raise KeyError at pay""#, #""rows":[{"target":"KeyError","route":"pay","scope":null,"#)
    expect(
      start + "expect raise KeyError at pay in shop -> 500", "expect", #""subject":"raise KeyError at pay in shop""#)
    for (line, event) in [("raise KeyError", "raise"), ("why KeyError in shop", "why"), ("compare 404", "compare")] {
      #expect(Played(start + line).json(event).first?.contains("\"route\"") == false)
    }
  }

  @Test("why an exception left the app, or another one reached the 500 path") func failures() {
    expect(
      "config TESTING on\nraise KeyError", "raise", #""status":null"#, #""unhandled":false,"escaped":"KeyError""#,
      #""propagatedBy":"TESTING","failures":[]"#)
    expect(
      "class A(ValueError, NotFound)\nraise A", "raise", #""status":500"#, #""unhandled":true"#,
      #""propagatedBy":null,"failures":[{"kind":"page","class":"A","raises":"AttributeError"}]"#)
    expect(
      #"handler KeyError -> "x", e.code"# + "\nraise KeyError", "raise",
      #""failures":[{"kind":"no-code","class":"KeyError","raises":"AttributeError"}]"#)
    expect(
      #"handler KeyError -> f"{e.name}", 500"# + "\nraise KeyError", "raise",
      #""failures":[{"kind":"no-attribute","class":"KeyError","raises":"AttributeError","attribute":"name"}]"#)
    expect(
      "handler KeyError -> e\nraise KeyError", "raise",
      #""failures":[{"kind":"no-response","class":"KeyError","raises":"TypeError"}]"#)
    let missingKey = """
      use flask 1.1.4
      class K(Unauthorized, BadRequestKeyError)
      config DEBUG on
      raise K
      """
    expect(
      missingKey, "raise", #""escaped":"IndexError""#,
      #""failures":[{"kind":"missing-key","class":"BadRequestKeyError","raises":"IndexError"}]"#)
  }

  @Test("why: the request, the releases, and the remarks") func remarks() {
    let script = """
      blueprint admin
      handler 404 in admin -> "no page", 404
      why visit unknown in admin
      """
    expect(
      script, "why", #""target":"unknown","scope":"admin","past":false,"request":"visit unknown in admin""#,
      #""werkzeug":"3.1.9","trappedBy":null"#,
      #""remarks":[{"kind":"no-route","handlers":[2],"text":"No route matched, so Flask did not search the handlers of any blueprint: handler 404 (line 2) in blueprint admin cannot run for unknown URLs."}]"#
    )
    expect("handler 404 -> \"x\", 404\nwhy respond 404", "why", #""kind":"view-responded","handlers":[1]"#)
    expect(
      "use flask 0.12.2\nhandler Exception -> \"x\", 500\nwhy 404", "why",
      #""kind":"class-table-skipped","handlers":[2]"#)
    expect(
      "handler 404 -> raise KeyError\nhandler KeyError -> \"x\", 500\nwhy 404", "why",
      #""kind":"lookup-skipped","handlers":[2]"#)
    expect(
      "config DEBUG on\nhandler 500 -> \"x\", 500\nwhy KeyError", "why", #""kind":"propagated","handlers":[2]"#)
  }
}
