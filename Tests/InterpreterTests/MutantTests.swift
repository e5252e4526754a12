import Resolution
import Testing

@testable import Interpreter

@Suite("Resolvers with a mistake") struct MutantTests {
  /// For each mutant, a script with expectations that pass under 1.0 and fail with the mistake.
  static let scripts: [Mutant: String] = [
    .writeBack: """
    class E1(Exception)
    class E2(Exception)
    class E(E1, E2)
    handler E2 -> "E2", 500
    handler Exception -> "Exception", 500
    raise E1
    expect raise E -> "E2"
    """,
    .registrationOrder: """
    handler Exception -> "any", 500
    handler KeyError -> "key", 404
    expect raise KeyError -> "key"
    """,
    .breadthFirst: """
    class Root(Exception)
    class Left(Root)
    class Right(Exception)
    class Both(Left, Right)
    handler Root -> "root", 500
    handler Right -> "right", 500
    expect raise Both -> "root"
    """,
    .classBeforeCode: """
    handler HTTPException -> "web error", 500
    handler 404 -> "no page", 404
    expect abort 404 -> "no page"
    """,
    .applicationBeforeBlueprint: """
    blueprint admin
    handler KeyError -> "application", 500
    handler KeyError in admin -> "admin", 500
    expect raise KeyError in admin -> "admin"
    """,
  ]

  private func passes(_ script: String, _ release: String, _ resolver: Resolver) -> Bool {
    var session = Session(
      name: "app.eb", release: Framework.flask.release(named: release) ?? .standard, resolver: resolver)
    return session.run(script).allSatisfy { event in
      if case .expectation(let expectation) = event.kind { expectation.passed } else { true }
    }
  }

  @Test("each gives another answer than all releases since 1.0", arguments: Mutant.allCases)
  func differs(_ mutant: Mutant) throws {
    let script = try #require(Self.scripts[mutant])
    for release in ["1.0", "1.1.4", "3.1"] {
      #expect(passes(script, release, .release))
      #expect(!passes(script, release, .mutant(mutant)))
    }
  }

  @Test("each makes only its own mistake", arguments: Mutant.allCases)
  func isAlone(_ mutant: Mutant) {
    for (other, script) in Self.scripts where other != mutant { #expect(passes(script, "1.0", .mutant(mutant))) }
  }

  @Test("lessons use the names in Mutant")
  func named() {
    #expect(Resolver.named("mutant:breadth-first") == .mutant(.breadthFirst))
    #expect(Mutant.allCases.allSatisfy { Resolver.named("mutant:\($0.rawValue)") == .mutant($0) })
    #expect(Resolver.named("breadth-first") == nil)
    #expect(Resolver.named("mutant:unknown") == nil)
  }

  @Test("they stay after use, reset and tests, and releases before 1.0 use their own lookup")
  func stays() {
    var session = Session(name: "app.eb", resolver: .mutant(.classBeforeCode))
    let script = (Self.scripts[.classBeforeCode] ?? "").split(separator: "\n")
    let declarations = script.dropLast().joined(separator: "\n")
    let test = "test \"t\" under 1.0, 3.1 {\n\(script.last ?? "")\n}\n"
    let events = session.run("reset\nuse flask 1.1\n\(declarations)\n\(test)use flask 0.12.2\n\(script.last ?? "")\n")
    let passed = events.compactMap {
      if case .expectation(let expectation) = $0.kind { expectation.passed } else { nil }
    }
    #expect(passed == [false, false, true])
  }

  @Test("only the one that writes back depends on the order of raises")
  func hunted() {
    for mutant in Mutant.allCases {
      let safe = passes((Self.scripts[.writeBack] ?? "") + "\nexpect safe", "1.0", .mutant(mutant))
      #expect(safe == (mutant != .writeBack))
    }
  }
}
