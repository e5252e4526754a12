import Testing

@testable import Resolution

/// What the options of an app change, era by era, as the recorder saw it of real releases.
@Suite("Configuration")
struct ConfigurationTests {
  /// The answers of an app in each era; neighbours that agree share a line, named by the first.
  private func byEra(_ play: (Era) -> String) -> [String] {
    var lines: [String] = []
    var last = ""
    for era in Era.flask {
      let answer = play(era)
      if answer != last { lines.append("\(era.name) \(answer)") }
      last = answer
    }
    return lines
  }

  @Test("TRAP_HTTP_EXCEPTIONS: an HTTP error is for general handlers too, as far as the era looks there")
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

  @Test("trapped errors go through the list of 0.10, otherwise to the tables that they go to anyway")
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

  @Test("what nobody handles is a 500, whose handler is asked")
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

  @Test("errors without a code, and with one that is no number, are looked up once they are trapped")
  func withoutCode() {
    for era in Era.flask {
      var app = ModelApp(era, "P(HTTPException)", "D(SystemExit, NotFound)")
      for target in ["P", "D"] { app.handler(target) }
      #expect(app.ask("raise P") == "200 page", "\(era.name)")
      // SystemExit's constructor runs only, so Werkzeug cannot build a page.
      #expect(app.ask("raise D") == "500 page", "\(era.name)")
      #expect(app.last?.failures == [.page(of: app.classes["D"], .attributeError)], "\(era.name)")
      app.config(.trapHTTPExceptions)
      #expect(app.ask("raise P") == "P(P)" && app.ask("raise D") == "D(D)", "\(era.name)")
    }
  }

  @Test("the cache of 0.11 writes for trapped errors as well")
  func cache() {
    var app = ModelApp(.v0_11, "A(NotFound)")
    app.handler("NotFound")
    app.config(.trapHTTPExceptions)
    app.ask("raise A")
    #expect(app.rows.contains("app/404/A=0*"))
  }

  @Test("TRAP_BAD_REQUEST_ERRORS is for bad requests only")
  func badRequests() {
    for era in Era.flask {
      var app = ModelApp(era)
      app.config(.trapBadRequestErrors)
      let answers = ["abort 400", "raise SecurityError", "raise BadRequestKeyError", "abort 404"].map { app.ask($0) }
      #expect(answers == ["500 page", "500 page", "500 page", "404 page"], "\(era.name)")
      #expect(app.last?.trappedBy == nil)
    }
  }

  @Test("debug mode traps bad requests in 1.0, key errors later; not if TRAP_BAD_REQUEST_ERRORS is set to off")
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

  @Test("in debug mode every era refuses what comes after the first request")
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

  @Test("what reaches the 500 path leaves the app: asked for, or while that is not set, in TESTING or DEBUG")
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
        // An HTTP error that is not trapped never reaches the 500 path, not even 500 itself.
        #expect(app.ask("abort 500") == "500(InternalServerError)", "\(era.name)")
        #expect(app.ask("raise KeyError").contains("crash ValueError") == (reason != nil), "\(era.name) \(options)")
      }
    }
  }
}
