import Testing

@testable import Resolution

@Suite("Registration by era")
struct RegistrationTests {
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

  @Test("a handler for a code without a Werkzeug class")
  func unknownCode() {
    check([
      (.v0_10 ... .v0_10, "registered"), (.v0_11 ... .v0_11, "unknown 600 (bareKeyError)"),
      (.v1_0 ... .v2_0_2, "unknown 600 (keyError)"), (.v2_2 ... .v3_1, "unknown 600 (valueError)"),
    ]) { era in
      var app = ModelApp(era)
      return app.handler("600")
    }
  }

  @Test("a handler for a class that is not an Exception")
  func notAnException() {
    check([
      (.v0_10 ... .v0_10, "registered"),
      (.v0_11 ... .v1_1, "KeyboardInterrupt is no exception (bareAssertionError)"),
      (.v2_0 ... .v2_0_2, "KeyboardInterrupt is no exception (assertionError)"),
      (.v2_2 ... .v3_1, "KeyboardInterrupt is no exception (valueError)"),
    ]) { era in
      var app = ModelApp(era)
      return app.handler("KeyboardInterrupt")
    }
  }

  @Test("up to 1.1 a blueprint's handlers are checked when it is mounted")
  func atMount() {
    check([
      (.v0_10 ... .v0_10, "registered"), (.v0_11 ... .v0_11, "unknown 600 (bareKeyError) at the mount"),
      (.v1_0 ... .v1_1, "unknown 600 (keyError) at the mount"), (.v2_0 ... .v2_0_2, "unknown 600 (keyError)"),
      (.v2_2 ... .v3_1, "unknown 600 (valueError)"),
    ]) { era in
      var app = ModelApp(era)
      app.blueprint("admin")
      return app.handler("600", in: "admin")
    }
  }

  @Test("a handler for 500 on a blueprint")
  func serverErrorOnBlueprint() {
    check([(.v0_10 ... .v0_10, "no 500 on a blueprint at the mount"), (.v0_11 ... .v3_1, "registered")]) { era in
      var app = ModelApp(era)
      app.blueprint("admin")
      return app.handler("500", in: "admin")
    }
  }

  @Test(
    "of two registrations the first wins in 0.10, the last later; 404 and NotFound are one target in 0.11 and later")
  func second() {
    check([
      (.v0_10 ... .v0_10, "replaces 0, one(KeyError)"), (.v0_11 ... .v3_1, "replaces 0, two(KeyError)"),
    ]) { era in
      var app = ModelApp(era)
      app.handler("KeyError", "one")
      return "\(app.handler("KeyError", "two")), \(app.ask("raise KeyError"))"
    }
    check([
      (.v0_10 ... .v0_10, "registered, one(NotFound)"), (.v0_11 ... .v3_1, "replaces 0, two(NotFound)"),
    ]) { era in
      var app = ModelApp(era)
      app.handler("404", "one")
      return "\(app.handler("NotFound", "two")), \(app.ask("abort 404"))"
    }
  }

  @Test(
    "a late handler on the app is accepted up to 2.1 and refused later; a class with a cache entry keeps the old one")
  func lateOnApp() {
    check([
      (.v0_10 ... .v0_10, "registered, any(E1), any(KeyError)"),
      (.v0_11 ... .v0_11, "registered, any(E1), key(KeyError)"),
      (.v1_0 ... .v2_0_2, "registered, key(E1), key(KeyError)"),
      (.v2_2 ... .v3_1, "too late, any(E1), any(KeyError)"),
    ]) { era in
      var app = ModelApp(era, "E1(KeyError)")
      app.handler("Exception", "any")
      app.ask("raise E1")
      return "\(app.handler("KeyError", "key")), \(app.ask("raise E1")), \(app.ask("raise KeyError"))"
    }
  }

  @Test("a late handler for the same class overwrites its cache entry")
  func lateForTheClass() {
    var app = ModelApp(.v0_11, "E1(KeyError)")
    app.handler("Exception", "any")
    app.ask("raise E1")
    #expect(app.handler("E1", "own") == "registered", "a cache entry is not a registration")
    #expect(app.ask("raise E1") == "own(E1)")
  }

  @Test("a late handler on a mounted blueprint is ignored, with a warning in 2.2, and refused later")
  func lateOnBlueprint() {
    check([
      (.v0_10 ... .v2_0_2, "ignored, 500 page"), (.v2_2 ... .v2_2, "ignored with a warning, 500 page"),
      (.v2_3 ... .v3_1, "too late on the blueprint, 500 page"),
    ]) { era in
      var app = ModelApp(era)
      app.blueprint("admin")
      app.ask("raise KeyError")
      return "\(app.handler("KeyError", in: "admin")), \(app.ask("raise KeyError", in: "admin"))"
    }
  }

  @Test("a late handler is refused for being late before being wrong, unless lateness is only a warning")
  func lateAndWrong() {
    check([
      (.v0_10 ... .v0_10, "registered, ignored"), (.v0_11 ... .v0_11, "unknown 600 (bareKeyError), ignored"),
      (.v1_0 ... .v1_1, "unknown 600 (keyError), ignored"),
      (.v2_0 ... .v2_0_2, "unknown 600 (keyError), unknown 600 (keyError)"),
      (.v2_2 ... .v2_2, "too late, unknown 600 (valueError)"),
      (.v2_3 ... .v3_1, "too late, too late on the blueprint"),
    ]) { era in
      var app = ModelApp(era)
      app.blueprint("admin")
      app.ask("raise KeyError")
      return "\(app.handler("600")), \(app.handler("600", in: "admin"))"
    }
  }

  @Test("a late blueprint is mounted by the next request up to 2.1, and refused later")
  func lateBlueprint() {
    check([
      (.v0_10 ... .v2_0_2, "accepted, registered, b(KeyError)"), (.v2_2 ... .v3_1, "refused, ignored, 500 page"),
    ]) { era in
      var app = ModelApp(era)
      app.ask("raise KeyError")
      let lateness = app.blueprint("admin")
      return "\(lateness), \(app.handler("KeyError", in: "admin", "b")), \(app.ask("raise KeyError", in: "admin"))"
    }
  }

  @Test(
    "a blueprint nested in a mounted blueprint",
    arguments: [(Era.v2_0, "ignored"), (.v2_2, "ignoredWithWarning"), (.v2_3, "refused")])
  func lateNested(_ era: Era, _ lateness: String) {
    var app = ModelApp(era)
    app.blueprint("a")
    app.ask("raise KeyError")
    #expect("\(app.blueprint("b", in: "a"))" == lateness)
    #expect(app.process.state(of: BlueprintID(0)) == .mounted)
    #expect(app.process.state(of: BlueprintID(1)) == .unreachable)
    // A blueprint nested in an unreachable blueprint is unreachable too, without another warning.
    #expect(app.blueprint("c", in: "b") == .ignored)
    #expect(app.handler("KeyError", in: "c") == "ignored")
  }

  @Test("the first request mounts the blueprints, even if it fails")
  func mounting() {
    var app = ModelApp(.v2_3)
    app.blueprint("admin")
    #expect(app.process.state(of: BlueprintID(0)) == .waiting)
    app.ask("raise KeyboardInterrupt")
    #expect(app.process.state(of: BlueprintID(0)) == .mounted)
    #expect(app.process.requests == 1)
  }
}

@Suite("Releases")
struct ReleaseTests {
  private let flask = Framework.flask

  @Test("every release has its era, x.y means the first release of its series, and other names are unknown")
  func names() {
    #expect(flask.releases.count == 46)
    #expect(Framework.all.map(\.releases.count) == [46, 13, 12, 2, 1])
    #expect(Release.all.count == 74)
    let eras: [(String, Era, Werkzeug)] = [
      ("0.10", .v0_10, .v0_16), ("0.10.1", .v0_10, .v0_16), ("0.11", .v0_11, .v0_16), ("0.12.5", .v0_11, .v0_16),
      ("1.0", .v1_0, .v0_16), ("1.0.2", .v1_0_1, .v0_16), ("1.0.3", .v1_0_3, .v0_16), ("1.1.4", .v1_1, .v1_0),
      ("2.0.0", .v2_0, .v2_0),
      ("2.0.1", .v2_0_1, .v2_0), ("2.0.2", .v2_0_2, .v2_0), ("2.0.3", .v2_0_2, .v2_0),
      ("2.1.3", .v2_0_2, .v2_0), ("2.2.5", .v2_2, .v2_2), ("2.3.0", .v2_3, .v2_2), ("3.0.3", .v2_3, .v2_2),
      ("3.1.0", .v3_1, .v3_1), ("3.1.3", .v3_1, .v3_1),
    ]
    for (name, era, werkzeug) in eras {
      #expect(flask.release(named: name)?.era == era, "\(name)")
      #expect(flask.release(named: name)?.knownClassSet == werkzeug.rawValue, "\(name)")
    }
    for (short, full) in [
      ("0.10", "0.10"), ("0.12", "0.12"), ("1.0", "1.0"), ("1.1", "1.1.0"), ("2.0", "2.0.0"), ("3.1", "3.1.0"),
    ] {
      #expect(flask.release(named: short)?.name == full)
    }
    for name in ["", "0.9", "0.13", "1", "1.0.5", "2.4", "3.2", "3.1.4", "0.12.2.1", "v1.0"] {
      #expect(flask.release(named: name) == nil, "\(name)")
    }
    #expect(Release.standard.name == "3.1.0")
  }

  @Test("each release has the Werkzeug release that it was measured with")
  func libraries() {
    let libraries = [
      "0.10.1": "0.16.1", "0.12.2": "0.16.1", "1.0.3": "0.16.1", "1.0.4": "1.0.1", "1.1.4": "1.0.1", "2.0.0": "2.0.3",
      "2.1.3": "2.1.2", "2.2.5": "2.2.3", "2.3.3": "2.3.8", "3.0.3": "3.0.6", "3.1.2": "3.1.9",
    ]
    for (name, library) in libraries {
      #expect(flask.release(named: name)?.libraryRelease == library, "\(name)")
    }
  }

  @Test("frameworks are found by their words, and all names of their classes have numbers")
  func frameworks() {
    for framework in Framework.all {
      #expect(Framework.named(framework.word)?.name == framework.name)
      #expect(framework.release(named: framework.standardRelease) != nil, "\(framework.name)")
      for set in framework.knownClassSets {
        for known in set.classes() {
          #expect(KnownClassSet.names.numbers[known.name] != nil, "\(known.name)")
          #expect(Hierarchy(set).knownClass(known.name) != nil, "\(known.name)")
        }
      }
    }
    #expect(Framework.named("Flask") == nil)
    #expect(flask.closestRelease(by: "1.0.0")?.name == "1.0")
    #expect(flask.closestRelease(by: "0122")?.name == "0.12.2")
    #expect(flask.closestRelease(by: "1.1.9")?.name == "1.1.4")
    #expect(flask.closestRelease(by: "1.3") == nil)
    #expect(flask.release(named: "1.0.3")?.isBefore("1.0.4") == true)
    #expect(flask.release(named: "1.0.4")?.isBefore("1.0.4") == false)
  }
}
