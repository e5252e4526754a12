import Diagnostics
import Interpreter
import Resolution
import Syntax
import Testing

@testable import Exercises
@testable import Lessons

@Suite("The fewest requests before a failed expectation") struct UnmetSearchTests {
  /// Returns the requests that are shown if many useless ones surround the one that matters.
  private func shown(_ raises: Int, release: String = "0.12.2") throws -> [String] {
    let app = """
      class E1(Exception)
      class E2(Exception)
      class E(E1, E2)
      handler E2 -> "E2", 500
      handler Exception -> "any", 500

      """
    let useless = String(repeating: "raise ValueError\n", count: raises / 2)
    var session = Session(name: "answer.eb", release: try #require(Framework.flask.release(named: release)))
    _ = session.run(app)
    var parser = session.read(Array((useless + "raise E1\n" + useless + "expect raise E -> \"E2\"\n").utf8))
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

  @Test("the search stops after about 600 statements and keeps the ones it could not leave out")
  func limit() throws {
    #expect(try shown(1300).count == 1301)
  }
}
