import Testing

@testable import Rendering

@Suite("Spans of several lines")
struct BarPictureTests {
  @Test("a bar next to a block goes from its first word to its last")
  func block() {
    let script = Script(
      """
      use flask 1.0
      «0:test "a" {
        expect raise E -> «1:"x"»
        expect raise F»

      """)
    #expect(
      script.drawing("no closing brace", "a body") == """
        2 | / test "a" {
        3 | |   expect raise E -> "x"
          | |                     --- a body
        4 | |   expect raise F
          | |________________^ no closing brace
        """)
  }

  @Test("the middle of a long block is left out")
  func longBlock() {
    let lines = (1...9).map { "  raise E\($0)" }.joined(separator: "\n")
    #expect(
      Script("«0:test \"a\" {\n\(lines)»").drawing("no closing brace") == """
         1 | / test "a" {
         2 | |   raise E1
        ...  |
        10 | |   raise E9
           | |__________^ no closing brace
        """)
  }

  @Test("a bar can start in the middle of a line")
  func insideLine() {
    #expect(
      Script("raise «0:E(\n  1\n)»").drawing("too long") == """
        1 |   raise E(
          |  _______^
        2 | |   1
        3 | | )
          | |_^ too long
        """)
  }

  @Test("a block inside a block has its own bar")
  func nested() {
    let script = Script(
      """
      «1:test "outer" {
        «0:test "inner" {
        }»
      }»
      """)
    #expect(
      script.drawing("cannot nest", "in this one") == """
        1 | /   test "outer" {
        2 | | /   test "inner" {
        3 | | |   }
          | | |___^ cannot nest
        4 | |   }
          | |___- in this one
        """)
  }

  @Test("the label of a bar is wrapped after it")
  func wrapped() {
    let words = Array(repeating: "word", count: 25).joined(separator: " ")
    #expect(
      Script("«0:a\nb»").drawing(words) == """
        1 | / a
        2 | | b
          | |_^ word word word word word word word word word word word word word word word word word word word word word word
          |     word word word
        """)
  }
}
