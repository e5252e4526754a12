import Diagnostics
import Testing

@testable import Rendering

@Suite("Diagnostics in sentences")
struct SentenceTests {
  private func sentences(_ script: String, _ labels: String...) -> String {
    let script = Script(script)
    return script.diagnostic(labels: labels).sentences(in: script.source).characters
  }

  @Test("a whole diagnostic")
  func whole() {
    let script = Script("class «1:E2»(Exception)\nhandler «0:E3» -> \"E3\"")
    let diagnostic = script.diagnostic(
      .sample, .warning, "no class is called `E3`", labels: ["not declared", ""],
      help: "write `handler E2`", notes: ["one\ntwo"])
    #expect(
      diagnostic.sentences(in: script.source).characters == """
        warning[sample]: no class is called `E3`
        in checkout.eb, line 2, columns 9 to 10: `E3`: not declared
        line 1, columns 7 to 8: `E2`
        help: write `handler E2`
        note: one
        two

        """)
  }

  @Test(
    "positions in words",
    arguments: [
      ("class «0:E»(", "line 1, column 7: `E`"),
      ("class E(«0:»", "line 1, column 9, the end of the text"),
      ("class E(«0:»\nraise", "line 1, column 9, the end of the line"),
      ("class «0:»E(", "line 1, column 7"),
      ("«0:日\u{1B}»", #"line 1, columns 1 to 2: `日\u{1B}`"#),
      ("a\n«0:test {\n}»", "line 2, column 1 to line 3, column 1: `test { ...`"),
    ])
  func places(script: String, place: String) {
    #expect(sentences(script, "") == "error[sample]: it is wrong\nin checkout.eb, \(place)\n")
  }
}

@Suite("Pages of errorbook explain")
struct ExplainPageTests {
  private let kind = DiagnosticKind(
    "missing-base", title: "a base was refused",
    explanation: """
      A class is built from its bases. If one of them was refused, `class` has nothing to
      build on.

      Fix the base class first.
      """,
    wrong: "class A(str, int)\n\nclass B(A)\n", right: "class A(str)")

  @Test("a page")
  func page() {
    #expect(
      kind.page(columns: 80).characters == """
        missing-base: a base was refused

        A class is built from its bases. If one of them was refused, `class` has nothing
        to build on.

        Fix the base class first.

        Wrong:

            class A(str, int)

            class B(A)

        Right:

            class A(str)

        """)
  }

  @Test("a page omits empty examples")
  func shortPage() {
    let kind = DiagnosticKind("x", title: "t", explanation: "Why.", wrong: "", right: "")
    #expect(kind.page(columns: 80).characters == "x: t\n\nWhy.\n")
  }

  @Test("the index is in alphabetical order and in columns")
  func index() {
    #expect(
      DiagnosticKind.index(of: [.sample, kind], columns: 80).characters == """
        missing-base  a base was refused
        sample        a sample

        """)
  }
}
