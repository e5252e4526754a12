import Diagnostics
import SeededRandom
import Testing

@testable import Interpreter

@Suite("Suggestions in apps with many names")
struct SuggestionTests {
  private func help(_ events: [Event]) -> [String?] {
    events.compactMap { event in
      if case .diagnostic(let diagnostic) = event.kind { .some(diagnostic.help) } else { nil }
    }
  }

  private func app(classes: Int) -> Session {
    var session = Session(name: "many.eb")
    _ = session.run((0..<classes).map { "class Class\($0)(Exception)\nblueprint scope\($0)\n" }.joined())
    return session
  }

  @Test("the first suggestion and later ones are the same", arguments: [1, 50, 200])
  func repeated(_ classes: Int) {
    var session = app(classes: classes)
    for _ in 0..<3 {
      #expect(help(session.run("raise Clas0\n")) == ["did you mean `Class0`?"])
      // A known class.
      #expect(help(session.run("raise KeyErorr\n")) == ["did you mean `KeyError`?"])
      #expect(help(session.run("raise Zebra\n")) == ["declare it first: class Zebra(Exception)"])
      #expect(help(session.run("raise Class0 in scop0\n")) == ["did you mean `scope0`?"])
    }
  }

  @Test("names that are declared after the first suggestion are suggested before known names")
  func declaredLater() {
    var session = app(classes: 200)
    #expect(help(session.run("raise KeyErorr\n")) == ["did you mean `KeyError`?"])
    _ = session.run("class KeyErort(Exception)\nclass Timeout(Exception)\nblueprint admin\n")
    // Both are one letter away.
    #expect(help(session.run("raise KeyErorr\n")) == ["did you mean `KeyErort`?"])
    #expect(help(session.run("raise KeyErrorr\n")) == ["did you mean `KeyError`?"])
    #expect(help(session.run("raise Timeuot\n")) == ["did you mean `Timeout`?"])
    #expect(help(session.run("raise Timeout in amdin\n")) == ["did you mean `admin`?"])
  }

  @Test("a name from a test block is not suggested after it, but a name is still suggested under another release")
  func copies() {
    var session = app(classes: 200)
    _ = session.run("raise Zebra\n")
    let inner = session.run("test \"inner\" {\n  class Timeout(Exception)\n  expect raise Timeuot -> 500\n}\n")
    #expect(help(inner).first == "did you mean `Timeout`?")
    #expect(help(session.run("raise Timeuot\n")) == ["declare it first: class Timeuot(Exception)"])
    _ = session.run("use flask 0.12.2\n")
    #expect(help(session.run("raise Clas7\n")) == ["did you mean `Class7`?"])
    _ = session.run("reset\n")
    #expect(help(session.run("raise Clas7\n")) == ["declare it first: class Clas7(Exception)"])
  }

  @Test("suggestions for many unknown names take linear time")
  func growth() {
    let count = TestRun.rounds(500, sample: 20)
    #expect(Growth.ofFourTimes { raiseUnknownNames($0 * count) } < 9)
  }

  private func raiseUnknownNames(_ count: Int) {
    var session = app(classes: count)
    #expect(help(session.run((0..<count).map { "raise Unknown\($0)\n" }.joined())).count > 0)
  }
}
