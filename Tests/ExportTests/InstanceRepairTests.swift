import Interpreter
import Testing

@testable import Export

/// Which exported classes get what Werkzeug's constructor would have set up.
@Suite("Repaired instances") struct InstanceRepairTests {
  @Test(arguments: [
    ("class X(NotFound)", false),
    ("class X(ValueError, NotFound)", true),
    // The mixin behind NotFound has a constructor, and NotFound has none: Python's is found first.
    ("class Y(RuntimeError, Gone)\nclass X(Y, NotFound, NotImplementedError)", true),
    ("class X(Unauthorized, ValueError)", false),
  ])
  func needsRepair(_ script: String, _ isNeeded: Bool) throws {
    var session = Session(name: "a.eb", release: .standard)
    _ = session.run(script + "\n")
    let id = try #require(session.classID("X"))
    #expect((InstanceRepair(id, in: session.hierarchy) != nil) == isNeeded)
  }
}
