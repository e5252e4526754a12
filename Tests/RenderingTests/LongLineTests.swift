import Testing

@testable import Rendering

@Suite("Long lines")
struct LongLineTests {
  @Test("a line is cut around its mark")
  func around() {
    let bases = String(repeating: "B, ", count: 100)
    #expect(
      Script("class A(\(bases)«0:C»\(bases))").drawing("not declared") == """
        1 | ..., B, B, B, B, B, B, B, B, B, B, B, B, B, CB, B, B, B, B, B, B, B, B, B, B, B, B, B,...
          |                                             ^ not declared
        """)
  }

  @Test("both ends of a long mark are shown")
  func longMark() {
    let bases = String(repeating: "B, ", count: 100)
    #expect(
      Script("class A(«0:\(bases)»)").drawing("too many") == """
        1 | class A(B, B, B, B, B, B, B, B, B, B, B, B, ...B, B, B, B, B, B, B, B, B, B, B, B, )
          |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ too many
        """)
  }

  @Test("two marks that are far apart are both shown")
  func farApart() {
    let bases = String(repeating: "B, ", count: 100)
    #expect(
      Script("class A(«1:C», \(bases)«0:D»)").drawing("again", "first") == """
        1 | class A(C, B, B, B, B, B, B, B, B, B, B, B, ..., B, B, B, B, B, B, B, B, B, B, B, D)
          |         - first                                                                   ^ again
        """)
  }

  @Test("a line without marks is cut at its end")
  func contextLine() {
    let drawing = Script("«0:a»\n\(String(repeating: "x", count: 500))\n«1:b»").drawing("", "")
    #expect(drawing.contains("\n2 | " + String(repeating: "x", count: 77) + "...\n"))
  }

  @Test("a position after the end of a long line is shown")
  func pastEnd() {
    let line = String(repeating: "abcd ", count: 50_000)
    #expect(
      Script("\(line)x«0:»").drawing("here it ends") == """
        1 | ...cd abcd abcd abcd abcd abcd abcd abcd abcd abcd abcd abcd abcd abcd abcd abcd abcd x
          |                                                                                        ^ here it ends
        """)
  }

  @Test("very long words lose their middle")
  func longWords() {
    let name = String(repeating: "A", count: 1_000_000)
    let picture = Script("raise «0:\(name)»").picture(.sample, "no class `\(name)`", labels: ["`\(name)`"])
    #expect(picture.utf8.count < 700)
  }
}
