import Testing

@testable import Resolution

/// The answers of each era, with one table for each rule. The rules were measured on real releases.
@Suite("Lookups by era")
struct LookupTests {
  private static let first = Era.flask[0]
  private static let latest = Era.flask[Era.flask.count - 1]

  /// Runs the same app in every era and compares its answers with the column of the era.
  private func check(
    _ columns: [(ClosedRange<Era>, String)], _ run: (Era) -> String, location: SourceLocation = #_sourceLocation
  ) {
    var seen: Set<Era> = []
    for (range, expected) in columns {
      for era in Era.flask where range.contains(era) {
        seen.insert(era)
        #expect(run(era) == expected, "under \(era.name)", sourceLocation: location)
      }
    }
    #expect(seen.count == Era.flask.count, "every era has a column", sourceLocation: location)
  }

  @Test("the program of the bug report")
  func seed() {
    check([
      (.v0_10 ... .v0_10, "Exception(E1), E2(E)"), (.v0_11 ... .v0_11, "Exception(E1), Exception(E)"),
      (.v1_0...Self.latest, "Exception(E1), E2(E)"),
    ]) { era in
      var app = ModelApp(era, "E1(Exception)", "E2(Exception)", "E(E1, E2)")
      app.handler("E2")
      app.handler("Exception")
      return "\(app.ask("raise E1")), \(app.ask("raise E"))"
    }
  }

  @Test("the handler for the first class on the MRO answers; in 0.10 the first registered one")
  func order() {
    check([(.v0_10 ... .v0_10, "Exception(KeyError)"), (.v0_11...Self.latest, "KeyError(KeyError)")]) { era in
      var app = ModelApp(era)
      app.handler("Exception")
      app.handler("LookupError")
      app.handler("KeyError")
      return app.ask("raise KeyError")
    }
  }

  @Test("a blueprint's handler comes before the app's, even if it is more general")
  func blueprint() {
    check([(Self.first...Self.latest, "b(KeyError), a(KeyError)")]) { era in
      var app = ModelApp(era)
      app.blueprint("admin")
      app.handler("KeyError", "a")
      app.handler("Exception", in: "admin", "b")
      return "\(app.ask("raise KeyError", in: "admin")), \(app.ask("raise KeyError"))"
    }
  }

  @Test("an HTTP error is looked up by its code first; by class only in 1.0 and later")
  func httpErrors() {
    check([
      (.v0_10 ... .v0_11, "404 page, number(NotFound), 410 page"),
      (.v1_0...Self.latest, "http(NotFound), number(NotFound), http(Gone)"),
    ]) { era in
      var app = ModelApp(era)
      app.handler("Exception", "any")
      app.handler("HTTPException", "http")
      let before = app.predict("abort 404")
      app.handler("404", "number")
      return "\(before), \(app.ask("abort 404")), \(app.ask("abort 410"))"
    }
  }

  @Test("the app's handler for a code comes before the blueprint's handler for a class")
  func codeBeforeScope() {
    check([
      (.v0_10 ... .v0_11, "number(NotFound), 410 page"), (.v1_0...Self.latest, "number(NotFound), b(Gone)"),
    ]) { era in
      var app = ModelApp(era)
      app.blueprint("admin")
      app.handler("HTTPException", in: "admin", "b")
      app.handler("404", "number")
      return "\(app.ask("abort 404", in: "admin")), \(app.ask("abort 410", in: "admin"))"
    }
  }

  @Test("a handler for a class of HTTP errors never runs in 0.10, and is the same as one for its code later")
  func classOfHTTPError() {
    check([
      (.v0_10 ... .v0_10, "404 page, 418 page, 404 page"),
      (.v0_11...Self.latest, "NotFound(NotFound), Teapot(Teapot), NotFound(Lost)"),
    ]) { era in
      var app = ModelApp(era, "Teapot(HTTPException) 418", "Lost(NotFound)")
      app.handler("NotFound")
      app.handler("Teapot")
      return "\(app.ask("abort 404")), \(app.ask("raise Teapot")), \(app.ask("raise Lost"))"
    }
  }

  @Test(
    "a handler for a code is for any class with that code in 0.10, later only for Werkzeug's class and its subclasses")
  func numberWithoutClass() {
    check([(.v0_10 ... .v0_10, "number(Own)"), (.v0_11...Self.latest, "404 page")]) { era in
      var app = ModelApp(era, "Own(HTTPException) 404")
      app.handler("404", "number")
      return app.ask("raise Own")
    }
  }

  @Test("an HTTP error without a code is returned as the response, and no handler is called")
  func withoutCode() {
    check([(Self.first...Self.latest, "200 page")]) { era in
      var app = ModelApp(era, "Vague(HTTPException)")
      app.handler("Exception")
      app.handler("Vague")
      return app.ask("raise Vague")
    }
  }

  @Test("an exception outside Exception leaves Flask")
  func baseException() {
    check([(Self.first...Self.latest, "crash KeyboardInterrupt, crash GeneratorExit")]) { era in
      var app = ModelApp(era)
      app.handler("Exception")
      return "\(app.ask("raise KeyboardInterrupt")), \(app.ask("raise GeneratorExit"))"
    }
  }

  @Test("abort with an unknown code raises LookupError")
  func unknownAbort() {
    check([(Self.first...Self.latest, "LookupError(LookupError), 500 page")]) { era in
      var app = ModelApp(era)
      app.handler("LookupError")
      var bare = ModelApp(era)
      return "\(app.ask("abort 299")), \(bare.ask("abort 600"))"
    }
  }

  // MARK: The 500 path

  @Test("the handler for 500 receives the exception, wrapped in 1.1 and later")
  func serverError() {
    check([
      (.v0_10 ... .v1_0_3, "500(KeyError), 500(InternalServerError)"),
      (.v1_1...Self.latest, "500(InternalServerError<KeyError), 500(InternalServerError)"),
    ]) { era in
      var app = ModelApp(era)
      app.handler("500")
      return "\(app.ask("raise KeyError")), \(app.ask("abort 500"))"
    }
  }

  @Test("other handlers that answer on the 500 path")
  func serverErrorTables() {
    check([
      (.v0_10 ... .v0_11, "500 page"), (.v1_0 ... .v1_0_3, "http(KeyError)"),
      (.v1_1...Self.latest, "http(InternalServerError<KeyError)"),
    ]) { era in
      var app = ModelApp(era)
      app.handler("HTTPException", "http")
      return app.ask("raise KeyError")
    }
    check([
      (.v0_10 ... .v0_10, "500 page"), (.v0_11 ... .v1_0_3, "class(KeyError)"),
      (.v1_1...Self.latest, "class(InternalServerError<KeyError)"),
    ]) { era in
      var app = ModelApp(era)
      app.handler("InternalServerError", "class")
      return app.ask("raise KeyError")
    }
    check([
      (.v0_10 ... .v0_10, "500 page"), (.v0_11 ... .v1_0_3, "b(KeyError)"),
      (.v1_1...Self.latest, "b(InternalServerError<KeyError)"),
    ]) { era in
      var app = ModelApp(era)
      app.blueprint("admin")
      app.handler("500", in: "admin", "b")
      return app.ask("raise KeyError", in: "admin")
    }
  }

  @Test("an exception of a handler goes to the 500 path, and an exception of the handler there leaves Flask")
  func failures() {
    check([
      (.v0_10 ... .v1_0_3, "0 failed on KeyError, 500(NotFound)"),
      (.v1_1...Self.latest, "0 failed on KeyError, 500(InternalServerError<NotFound)"),
    ]) { era in
      var app = ModelApp(era)
      app.handler("KeyError", "abort 404")
      app.handler("404", "never")
      app.handler("500")
      return app.ask("raise KeyError")
    }
    check([
      (.v0_10 ... .v1_0_3, "0 failed on KeyError, 500(TypeError)"),
      (.v1_1...Self.latest, "0 failed on KeyError, 500(InternalServerError<TypeError)"),
    ]) { era in
      var app = ModelApp(era)
      app.handler("KeyError", "e")
      app.handler("500")
      return app.ask("raise KeyError")
    }
    check([
      (.v0_10 ... .v1_0_3, "0 failed on KeyError, crash ValueError"),
      (.v1_1...Self.latest, "0 failed on InternalServerError<KeyError, crash ValueError"),
    ]) { era in
      var app = ModelApp(era)
      app.handler("500", "raise ValueError")
      return app.ask("raise KeyError")
    }
    check([(Self.first...Self.latest, "0 failed on KeyError, crash KeyboardInterrupt")]) { era in
      var app = ModelApp(era)
      app.handler("KeyError", "raise KeyboardInterrupt")
      app.handler("500")
      return app.ask("raise KeyError")
    }
  }

  @Test("an HTTP error that a handler returns is the response")
  func returned() {
    check([(Self.first...Self.latest, "404 page(NotFound)")]) { era in
      var app = ModelApp(era)
      app.handler("404", "e")
      return app.ask("abort 404")
    }
  }

  // MARK: Routing

  @Test("a request without a matching route has no blueprint")
  func routing() {
    check([(Self.first...Self.latest, "a(NotFound), 405 page, b(NotFound)")]) { era in
      var app = ModelApp(era)
      app.blueprint("admin")
      app.handler("404", in: "admin", "b")
      app.handler("405", in: "admin", "b")
      app.handler("404", "a")
      return ["visit unknown", "visit wrong-method", "abort 404"].map { app.ask($0, in: "admin") }
        .joined(separator: ", ")
    }
  }

  @Test("redirects are passed to handlers up to 1.0.2, but not later")
  func redirects() {
    check([
      (.v0_10 ... .v0_11, "308 page"), (.v1_0 ... .v1_0_1, "any(RequestRedirect)"), (.v1_0_3...Self.latest, "308 page"),
    ]) { era in
      var app = ModelApp(era)
      app.handler("Exception", "any")
      return app.ask("visit redirect")
    }
    check([
      (.v0_10 ... .v0_10, "308 page"), (.v0_11 ... .v1_0_1, "r(RequestRedirect)"), (.v1_0_3...Self.latest, "308 page"),
    ]) { era in
      var app = ModelApp(era)
      app.handler("RequestRedirect", "r")
      return app.ask("visit redirect")
    }
  }

  // MARK: The cache

  @Test("0.11 to 0.12 store the found handler for the raised class; no other era does")
  func writes() {
    check([
      (.v0_10 ... .v0_10, "app/-/Exception=0 app/404/number=1"),
      (.v0_11 ... .v0_11, "app/-/Exception=0 app/-/KeyError=0* app/404/NotFound=1 app/404/Lost=1*"),
      (.v1_0...Self.latest, "app/-/Exception=0 app/404/NotFound=1"),
    ]) { era in
      var app = ModelApp(era, "Lost(NotFound)")
      app.handler("Exception")
      app.handler("404")
      app.ask("raise KeyError")
      app.ask("raise KeyError")
      app.ask("raise Lost")
      app.ask("abort 410")
      return app.rows.joined(separator: " ")
    }
  }

  @Test("a cache entry is in the table with the handler, and gives later subclasses the wrong handler")
  func wrongHandler() {
    var app = ModelApp(.v0_11, "Mixin(Exception)", "P(Exception)", "K(Mixin, P)")
    app.blueprint("admin")
    app.handler("P", in: "admin")
    app.handler("Exception", in: "admin")
    #expect(app.ask("raise Mixin", in: "admin") == "Exception(Mixin)")
    #expect(app.rows == ["admin/-/Exception=1", "admin/-/Mixin=1*", "admin/-/P=0"])
    #expect(app.last?.gotWrongHandler == false)
    #expect(app.ask("raise K", in: "admin") == "Exception(K)")
    #expect(app.last?.gotWrongHandler == true)
    #expect(app.last?.written.count == 1)
    // The application's tables are separate.
    #expect(app.ask("raise K") == "500 page")
    #expect(app.ask("raise K", in: "admin") == "Exception(K)")
    #expect(app.last?.written.isEmpty == true)
  }

  @Test("a class keeps the right handler if it has its own cache entry")
  func protected() {
    var app = ModelApp(.v0_11, "Mixin(Exception)", "P(Exception)", "K(Mixin, P)")
    app.handler("P")
    app.handler("Exception")
    #expect(app.ask("raise K") == "P(K)")
    #expect(app.ask("raise Mixin") == "Exception(Mixin)")
    #expect(app.ask("raise K") == "P(K)")
  }

  @Test("a class with its own code is looked up in another table, which has no cache entry")
  func otherTable() {
    var app = ModelApp(.v0_11, "Soft(NotFound)", "Hard(Soft) 410", "Softer(Soft)")
    app.handler("404")
    app.handler("410")
    app.ask("raise Soft")
    #expect(app.ask("raise Hard") == "410 page")
    #expect(app.ask("raise Softer") == "404(Softer)")
  }

  @Test("a prediction finds the same handler as a request, and writes and mounts nothing")
  func predictions() {
    for era in Era.flask {
      var app = ModelApp(era, "E1(KeyError)")
      app.blueprint("admin")
      app.handler("Exception")
      app.handler("KeyError", in: "admin")
      let rows = app.rows
      #expect(app.predict("raise E1", in: "admin") == "KeyError(E1)")
      #expect(app.predict("raise E1") == "Exception(E1)")
      #expect(app.rows == rows)
      #expect(app.process.requests == 0)
      // Nothing is mounted, so nothing is late.
      #expect(app.handler("E1", in: "admin") == "registered", "\(era.name)")
      #expect(app.ask("raise E1", in: "admin") == (era == .v0_10 ? "KeyError(E1)" : "E1(E1)"))
    }
  }

  @Test("an earlier request can be predicted without the effects of later requests")
  func before() {
    var app = ModelApp(.v0_11, "Mixin(Exception)", "P(Exception)", "K(Mixin, P)")
    app.handler("P")
    app.handler("Exception")
    app.ask("raise Mixin")
    #expect(app.predict("raise K") == "Exception(K)")
    #expect(app.predict("raise K", before: 1) == "P(K)")
    app.ask("raise K")
    #expect(app.predict("raise K", before: 2) == "Exception(K)")
  }

  @Test("a trace has all steps of the lookup in order, and the unreached entries")
  func steps() {
    var app = ModelApp(.v1_0, "E1(KeyError)")
    app.blueprint("admin")
    app.handler("KeyError", in: "admin")
    app.handler("Exception")
    app.ask("raise E1", in: "admin", tracing: true)
    let trace = app.last?.lookups.first
    #expect(app.last?.lookups.count == 1)
    #expect(trace?.steps.map(\.target) == [.inTable(app.classes["E1"]), .inTable(app.classes["KeyError"])])
    #expect(trace?.hit?.found?.handler == HandlerID(0))
    #expect(trace?.unreached.map(\.target) == [.inTable(app.classes["Exception"])])
    app.ask("abort 404", in: "admin", tracing: true)
    let scope = RegistrationID(0)
    #expect(
      app.last?.lookups.first?.steps.prefix(2).map(\.table) == [TableKey(scope, code: 404), TableKey(nil, code: 404)])
    app.ask("raise E1")
    #expect(app.last?.lookups.isEmpty == true)
  }

  // MARK: Nested blueprints

  @Test("2.0 and later search from the innermost blueprint outward", arguments: [Era.v2_0, .v2_2, .v2_3])
  func nested(_ era: Era) {
    var app = ModelApp(era)
    app.blueprint("a")
    app.blueprint("b", in: "a")
    app.blueprint("c", in: "b")
    app.handler("Exception", "app")
    app.handler("LookupError", in: "a", "a")
    app.handler("ValueError", in: "b", "b")
    app.handler("404", in: "a", "404 of a")
    app.handler("HTTPException", in: "c", "http of c")
    #expect(app.ask("raise KeyError", in: "c") == "a(KeyError)")
    #expect(app.ask("raise ValueError", in: "c") == "b(ValueError)")
    #expect(app.ask("raise ValueError", in: "a") == "app(ValueError)")
    #expect(app.ask("raise OSError", in: "c") == "app(OSError)")
    #expect(app.ask("abort 404", in: "c") == "404 of a(NotFound)")
    #expect(app.ask("abort 410", in: "c") == "http of c(Gone)")
    #expect(app.ask("visit unknown", in: "c") == "app(NotFound)")
  }
}
