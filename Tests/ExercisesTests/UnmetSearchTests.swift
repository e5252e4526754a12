import Diagnostics
import Interpreter
import Resolution
import Syntax
import Testing

@testable import Exercises
@testable import Lessons

@Suite("The fewest requests before a failed expectation") struct UnmetSearchTests {
  private static let app = """
    class E1(Exception)
    class E2(Exception)
    class E(E1, E2)
    handler E2 -> "E2", 500
    handler Exception -> "any", 500

    """

  /// Returns the requests that are shown if many useless ones surround the one that matters.
  private func shown(_ raises: Int) throws -> [String] {
    let useless = String(repeating: "raise ValueError\n", count: raises / 2)
    return try shown(useless + "raise E1\n" + useless + "expect raise E -> \"E2\"\n")
  }

  private func shown(_ script: String) throws -> [String] {
    var session = Session(name: "answer.eb", release: try #require(Framework.flask.release(named: "0.12.2")))
    _ = session.run(Self.app)
    var parser = session.read(Array(script.utf8))
    var statements: [Statement] = []
    while let parsed = session.next(from: &parser) {
      if let statement = parsed.statement { statements.append(statement) }
    }
    return try #require(UnmetSearch(in: session).first(of: statements)).after
  }

  @Test("statements that are not needed are left out, even of hundreds", arguments: [0, 30, 200])
  func leavesOut(_ raises: Int) throws {
    #expect(try shown(raises) == ["raise E1"])
  }

  @Test("a handler before the expectation stays, and one after a request is shown") func handlers() throws {
    #expect(try shown("raise E1\nhandler E1 -> \"E1\"\nexpect raise E -> \"other\"\n") == [])
    #expect(
      try shown("raise ValueError\nraise E1\nhandler Exception -> \"late\"\nexpect raise E1 -> \"late\"\n")
        == ["raise E1", "handler Exception -> \"late\""])
  }

  @Test("the search stops after about 600 statements and keeps the ones it could not leave out")
  func limit() throws {
    #expect(try shown(1300).count == 1301)
  }
}
