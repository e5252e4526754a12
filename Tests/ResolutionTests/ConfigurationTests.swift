import Testing

@testable import Resolution

/// The effects of the options of an app in each era, as recorded with real releases.
@Suite("Configuration")
struct ConfigurationTests {
  /// Returns the answers of an app in each era. Neighboring eras with the same answer share a line with the first era's
  /// name.
  private func byEra(_ run: (Era) -> String) -> [String] {
    var lines: [String] = []
    var last = ""
    for era in Era.flask {
      let answer = run(era)
      if answer != last { lines.append("\(era.name) \(answer)") }
      last = answer
    }
    return lines
  }

  @Test("TRAP_HTTP_EXCEPTIONS: an HTTP error reaches general handlers too, if the era searches them")
  func general() {
    let answers = byEra { era in
      var app = ModelApp(era)
      app.handler("Exception")
      app.config(.trapHTTPExceptions)
      return "\(app.ask("abort 404")), \(app.ask("visit redirect"))"
    }
    #expect(
      answers == [
        "0.10 Exception(NotFound), Exception(RequestRedirect)", "0.11 500 page, 500 page",
        "1.0 Exception(NotFound), Exception(RequestRedirect)",
      ])
  }

  @Test("0.10 looks up trapped errors in its list, later releases in the same tables as without the option")
  func listAndTables() {
    let answers = byEra { era in
      var app = ModelApp(era)
      app.handler("NotFound", "class")
      app.handler("404", "number")
      let before = app.ask("abort 404")
      app.config(.trapHTTPExceptions)
      return "\(before), \(app.ask("abort 404"))"
    }
    #expect(answers == ["0.10 number(NotFound), class(NotFound)", "0.11 number(NotFound), number(NotFound)"])
  }

  @Test("an unhandled trapped error is a 500, and the handler for 500 is called")
  func unhandled() {
    let answers = byEra { era in
      var app = ModelApp(era)
      app.config(.trapHTTPExceptions)
      let page = app.ask("abort 404")
      app.process = Process(era: era)
      app.config(.trapHTTPExceptions)
      app.handler("500")
      return "\(page), \(app.ask("abort 404"))"
    }
    #expect(
      answers == ["0.10 500 page, 500(NotFound)", "1.1.0 500 page, 500(InternalServerError<NotFound)"])
  }

  @Test("errors without a code, or with a code that is not a number, are looked up only if they are trapped")
  func withoutCode() {
    for era in Era.flask {
      var app = ModelApp(era, "P(HTTPException)", "D(SystemExit, NotFound)")
      for target in ["P", "D"] { app.handler(target) }
      #expect(app.ask("raise P") == "200 page", "\(era.name)")
      // Only SystemExit's constructor runs, so Werkzeug cannot build a page.
      #expect(app.ask("raise D") == "500 page", "\(era.name)")
      #expect(app.last?.failures == [.page(of: app.classes["D"], .attributeError)], "\(era.name)")
      app.config(.trapHTTPExceptions)
      #expect(app.ask("raise P") == "P(P)" && app.ask("raise D") == "D(D)", "\(era.name)")
    }
  }

  @Test("0.11 writes cache entries for trapped errors too")
  func cache() {
    var app = ModelApp(.v0_11, "A(NotFound)")
    app.handler("NotFound")
    app.config(.trapHTTPExceptions)
    app.ask("raise A")
    #expect(app.rows.contains("app/404/A=0*"))
  }

  @Test("TRAP_BAD_REQUEST_ERRORS traps only bad requests")
  func badRequests() {
    for era in Era.flask {
      var app = ModelApp(era)
      app.config(.trapBadRequestErrors)
      let answers = ["abort 400", "raise SecurityError", "raise BadRequestKeyError", "abort 404"].map { app.ask($0) }
      #expect(answers == ["500 page", "500 page", "500 page", "404 page"], "\(era.name)")
      #expect(app.last?.trappedBy == nil)
    }
  }

  @Test("debug mode traps bad requests in 1.0 and key errors later, unless TRAP_BAD_REQUEST_ERRORS is off")
  func debugTraps() {
    func answers(_ prepare: @escaping (inout ModelApp) -> Void) -> [String] {
      byEra { era in
        var app = ModelApp(era)
        app.config(.debug)
        app.config(.propagateExceptions, false)
        prepare(&app)
        return "\(app.ask("abort 400")), \(app.ask("raise BadRequestKeyError"))"
      }
    }
    #expect(
      answers { _ in } == ["0.10 400 page, 400 page", "1.0 500 page, 500 page", "1.0.1 400 page, 500 page"])
    #expect(answers { $0.config(.trapBadRequestErrors, false) } == ["0.10 400 page, 400 page"])
    #expect(answers { $0.config(.debug, false) } == ["0.10 400 page, 400 page"])
  }

  @Test("in debug mode every era refuses registrations after the first request")
  func late() {
    for era in Era.flask {
      var app = ModelApp(era)
      app.config(.debug)
      #expect(app.handler("KeyError") == "registered", "\(era.name)")
      app.ask("raise KeyError")
      #expect(app.handler("ValueError") == "too late", "\(era.name)")
      #expect(app.blueprint("admin") == .refused, "\(era.name)")
    }
  }

  @Test(
    "an exception on the 500 path leaves the app with PROPAGATE_EXCEPTIONS, or if that is not set, TESTING or DEBUG")
  func propagation() {
    let cases: [([(Configuration.Option, Bool)], Configuration.Option?)] = [
      ([], nil), ([(.testing, true)], .testing), ([(.debug, true)], .debug),
      ([(.testing, true), (.debug, true)], .testing), ([(.propagateExceptions, true)], .propagateExceptions),
      ([(.propagateExceptions, false), (.testing, true), (.debug, true)], nil),
      ([(.testing, true), (.testing, false)], nil),
    ]
    for era in Era.flask {
      for (options, reason) in cases {
        var app = ModelApp(era)
        app.handler("500")
        app.handler("KeyError", "raise ValueError")
        for (option, on) in options { app.config(option, on) }
        #expect(app.ask("raise LookupError").hasPrefix("crash") == (reason != nil), "\(era.name) \(options)")
        #expect(app.last?.propagatedBy == reason, "\(era.name) \(options)")
        // An HTTP error that is not trapped never reaches the 500 path, not even with code 500.
        #expect(app.ask("abort 500") == "500(InternalServerError)", "\(era.name)")
        #expect(app.ask("raise KeyError").contains("crash ValueError") == (reason != nil), "\(era.name) \(options)")
      }
    }
  }
}
