import Diagnostics
import Interpreter
import Resolution
import Testing

@testable import Rendering

@Suite("Diagrams")
struct DiagramTests {
  private func diagram(_ script: String, title: String = "a.eb", release: String = "3.1") throws -> ClassDiagram {
    let release = try #require(Framework.flask.release(named: release))
    guard case .diagram(let diagram) = ClassDiagram.of([Array(script.utf8)], title: title, release: release) else {
      throw Missing()
    }
    return diagram
  }

  private struct Missing: Error {}

  private let script = """
    class E1(Exception)
    class E2(Exception)
    class E(E1, E2)
    class Teapot(HTTPException) code 418
    class Stop(KeyboardInterrupt)
    class Mixin(object)
    blueprint admin
    handler E2 -> "E2", 500
    handler E2 in admin -> "E2", 500
    handler 404 -> "no page", 404
    raise E
    """

  @Test("for Graphviz: several base classes are numbered, handlers are named")
  func dot() throws {
    #expect(
      try diagram(script).dot == #"""
        digraph "a.eb" {
          rankdir = BT;
          node [shape = box];
          c0 [label = "Exception", style = dashed];
          c1 [label = "E1"];
          c2 [label = "E2\nhandler\nhandler in admin", penwidth = 2];
          c3 [label = "E"];
          c4 [label = "HTTPException", style = dashed];
          c5 [label = "Teapot\ncode 418"];
          c6 [label = "BaseException", style = dashed];
          c7 [label = "KeyboardInterrupt", style = dashed];
          c8 [label = "Stop"];
          c9 [label = "Mixin"];
          c10 [label = "NotFound\ncode 404\nhandler 404", style = dashed, penwidth = 2];
          c1 -> c0;
          c2 -> c0;
          c3 -> c1 [label = 1];
          c3 -> c2 [label = 2];
          c4 -> c0;
          c5 -> c4;
          c7 -> c6;
          c8 -> c7;
          c10 -> c4;
        }

        """#)
  }

  @Test("for Mermaid")
  func mermaid() throws {
    #expect(
      try diagram("class E1(Exception)\nclass E(E1, LookupError)\nhandler E1 -> \"x\"").mermaid == """
        flowchart BT
          c0["Exception"]:::known
          c1["E1<br>handler"]:::handled
          c2["LookupError"]:::known
          c3["E"]
          c1 --> c0
          c2 --> c0
          c3 -->|1| c1
          c3 -->|2| c2
          classDef known stroke-dasharray:4
          classDef handled stroke-width:3px
          classDef knownHandled stroke-dasharray:4,stroke-width:3px

        """)
  }

  @Test("a title with quotes, backslashes and line ends stays inside its quotes")
  func escapes() throws {
    #expect(try diagram("", title: "a\"b\\c\nd").dot.hasPrefix("digraph \"a\\\"b\\\\c\\\\nd\" {\n"))
  }

  @Test("test blocks and releases do not matter")
  func blocks() throws {
    let text =
      "class A(Exception)\nuse flask 0.10\nblueprint a\nblueprint b in a\ntest \"a\" {\n  class B(A)\n  raise B\n}"
    #expect(try diagram(text).mermaid.contains("\"A\""))
    #expect(try !diagram(text).mermaid.contains("\"B\""))
  }

  @Test("codes of classes and of instances")
  func codes() throws {
    let text = """
      class Api(HTTPException) self.code 404
      class Unset(NotFound) code None
      class Both(NotFound) code 410 self.code None
      class Derived(Api)
      """
    let picture = try diagram(text).mermaid
    #expect(picture.contains("[\"Api<br>self.code 404\"]"))
    #expect(picture.contains("[\"Unset<br>code None\"]"))
    #expect(picture.contains("[\"Both<br>code 410<br>self.code None\"]"))
    #expect(picture.contains("[\"Derived\"]"))
    #expect(picture.contains("[\"NotFound<br>code 404\"]"))
  }

  @Test("a continuing test keeps its classes and handlers")
  func continuing() throws {
    let text =
      "class A(Exception)\ntest \"a\" continuing {\n  blueprint \"\"\n  class B(A)\n  handler B in \"\" -> e\n}"
    #expect(try diagram(text, release: "2.2.5").dot.contains(#"[label = "B\nhandler in \"\"", penwidth = 2]"#))
  }

  @Test("a script with errors has no diagram")
  func errors() {
    let outcome = ClassDiagram.of([Array("class E(Nope)".utf8)], title: "a.eb", release: .standard)
    guard case .refused(let diagnostics, _) = outcome else {
      Issue.record("expected diagnostics")
      return
    }
    #expect(diagnostics.map(\.kind.slug) == ["unknown-class"])
  }
}
