import Diagnostics
import Interpreter
import Testing

@testable import Rendering

@Suite("Declarations at the prompt")
struct AcknowledgementTests {
  @Test(
    "a blueprint is confirmed as it was written",
    arguments: ["shop", "shop as v1", "shop in admin", "shop in admin as v1, admin as v2, other"])
  func blueprint(_ declaration: String) {
    var session = Session(name: "a.eb")
    let event = session.run("blueprint admin\nblueprint other\nblueprint \(declaration)").last
    #expect(
      event.map { EventText.prompt().render($0, session.source.texts).characters } == "blueprint \(declaration)\n")
  }
}

@Suite("classes")
struct ClassTreeTests {
  private func shown(_ script: String, isPlain: Bool = false) -> String {
    var session = Session(name: "a.eb")
    let event = session.run(script + "\nclasses").last
    return event.map { EventText.prompt(isPlain: isPlain).render($0, session.source.texts).characters } ?? ""
  }

  @Test("a tree with the lines of the declarations, and diamonds marked")
  func tree() {
    let script = """
      class Timeout(Exception)
      class PaymentError(Exception)
      class CardTimeout(Timeout, PaymentError)
      class Gone(NotFound) code 410
      class Slow(CardTimeout)
      """
    #expect(
      shown(script) == """
           Exception
           +- HTTPException
           |  +- NotFound  code 404
        4  |     +- Gone  code 410
        1  +- Timeout
        3  |  +- CardTimeout(Timeout, PaymentError)  diamond: inherits from Exception in two ways
        5  |     +- Slow
        2  +- PaymentError
              +- CardTimeout, line 3

        """)
  }

  @Test("a class with the name of its own base class is drawn below it, and only once")
  func shadowedAncestors() {
    #expect(
      shown("class HTTPException(Forbidden)") == """
           Exception
           +- HTTPException
              +- Forbidden  code 403
        1        +- HTTPException  code 403

        """)
    #expect(
      shown("class Err(Conflict)\nclass Conflict(Err)") == """
           Exception
           +- HTTPException
              +- Conflict  code 409
        1        +- Err  code 409
        2           +- Conflict  code 409

        """)
  }

  @Test("the same in sentences")
  func sentences() {
    #expect(
      shown("class A(Exception)\nclass B(Exception)\nclass C(A, B)", isPlain: true) == """
        line 1: A inherits from Exception
        line 2: B inherits from Exception
        line 3: C inherits from A and B; diamond: inherits from Exception in two ways

        """)
  }

  @Test("a mixin is not a diamond, and neither is a base class of a base class")
  func noDiamond() {
    #expect(!shown("class M(object)\nclass A(M, Exception)\nclass B(A, Exception)").contains("diamond"))
  }

  @Test("a chain of a thousand classes fits on the screen, one line per class")
  func deep() {
    let chain = (1..<1_000).map { "class C\($0)(C\($0 - 1))" }.joined(separator: "\n")
    let lines = shown("class C0(Exception)\n" + chain).split(separator: "\n")
    #expect(lines.count == 1_001)
    #expect(lines.allSatisfy { $0.count < 80 })
    #expect(lines.last?.hasSuffix("C999(C998)") == true)
  }

  @Test("sixty classes take sixty lines, plus one for each additional base class")
  func sixty() {
    let script = (0..<60).map { index in
      index < 10 ? "class C\(index)(Exception)" : "class C\(index)(C\(index / 5), C\(index % 10))"
    }
    let rows = script.map { $0.contains(", ") ? 2 : 1 }.reduce(1, +)
    var session = Session(name: "a.eb")
    let declared = session.run(script.joined(separator: "\n")).filter {
      if case .classDeclared = $0.kind { true } else { false }
    }
    #expect(declared.count > 40)
    #expect(shown(script.joined(separator: "\n")).split(separator: "\n").count <= rows)
  }
}
