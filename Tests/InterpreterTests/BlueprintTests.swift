import Diagnostics
import Resolution
import SeededRandom
import Testing

@testable import Interpreter

@Suite("Blueprints with several registrations") struct BlueprintTests {
  private func run(_ script: String, release: String = "3.1") throws -> (session: Session, slugs: [String]) {
    var session = Session(name: "app.eb", release: try #require(Framework.flask.release(named: release)))
    let slugs = session.run(script).compactMap { event -> String? in
      if case .diagnostic(let diagnostic) = event.kind { diagnostic.kind.slug } else { nil }
    }
    return (session, slugs)
  }

  @Test("the number of registrations has a limit, and a refused blueprint changes nothing")
  func limit() throws {
    var script = "blueprint b0\n"
    for index in 1...20 { script += "blueprint b\(index) in b\(index - 1), b\(index - 1) as x\(index)\n" }
    script += "raise KeyError\n"
    let (session, slugs) = try run(script)
    // 1 + 2 + ... + 2^15 registrations fit.
    #expect(slugs == ["too-many-registrations"] + Array(repeating: "unknown-blueprint", count: 4))
    #expect(session.app.built.registrationCount == 65_535)
    #expect(session.blueprintNames == (0...15).map { "b\($0)" })
  }

  @Test(
    "the names that a request can use",
    arguments: [
      ("blueprint a", ["a"]),
      ("blueprint a\nblueprint b in a", ["a", "b"]),
      ("blueprint a\nblueprint a as c", ["a", "c"]),
      ("blueprint a as c", ["a"]),
      ("blueprint a\nblueprint d\nblueprint b in a, d as e", ["a", "d", "a.b", "d.e"]),
      ("blueprint a\nblueprint b in a\nblueprint a as c", ["a", "a.b", "c", "c.b"]),
      ("use flask 2.0\nblueprint \"\"\nblueprint b in \"\"", ["", "b"]),
    ])
  func scopeNames(_ script: String, _ names: [String]) throws {
    let (session, slugs) = try run(script + "\n")
    #expect(slugs.isEmpty)
    #expect(session.scopeNames == names)
    for name in names {
      var copy = session
      let id = copy.source.texts.id(of: name)
      #expect(copy.app.registrations(named: id, copy.source.texts).count == 1, "\(name)")
    }
  }

  @Test("a name is refused if another registration in the same place has it")
  func takenNames() throws {
    for script in [
      "blueprint a\nblueprint a", "blueprint a\nblueprint b as a", "blueprint a\nblueprint b in a, a",
      "blueprint a\nblueprint b in a\nblueprint b in a",
      "use flask 2.0\nblueprint \"\"\nblueprint c\nblueprint c in \"\"",
    ] {
      #expect(try run(script + "\n").slugs == ["duplicate-blueprint"], "\(script)")
    }
  }

  @Test(
    "registering many blueprints twice takes linear time", .sampled,
    arguments: TestRun.sample(["2.0.0", "2.0.1", "2.0.3"], 1))
  func many(_ release: String) throws {
    #expect(try Growth.ofFourTimes { try register(500 * $0, release) } < 9)
  }

  private func register(_ count: Int, _ release: String) throws {
    var script = "use flask \(release)\n"
    for index in 0..<count { script += "blueprint b\(index)\nblueprint b\(index) as c\(index)\n" }
    let (session, slugs) = try run(script + "handler KeyError in b7 -> \"seven\", 500\nraise KeyError in c7\n")
    #expect(slugs.isEmpty)
    // In 2.0.1 only the first registration gets the handlers.
    #expect(session.lastRequest?.shown.answer.body.map { session.text($0) } == (release == "2.0.1" ? nil : "seven"))
  }
}
