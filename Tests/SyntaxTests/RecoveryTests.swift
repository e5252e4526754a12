import Diagnostics
import Testing

@testable import Syntax

@Suite("Recovery after a mistake")
struct RecoveryTests {
  @Test("each broken statement gives one diagnostic, in the order of the text, and the others are parsed")
  func oneEach() {
    let reading = Reading(
      """
      raise 404
      class A(Exception
      raise B
      handler C -> "c
      blueprint
      rise D
      handler E => "e", 44, 4 4 (
      expect F
      abort 404
      """)
    #expect(
      reading.lines == [
        "raise-number «404»", "unclosed-parenthesis «»", "raise B", "unclosed-string «\"c»", "missing-name «»",
        "unknown-statement «rise»", "arrow-lookalike «=>»", "unknown-expectation «F»", "abort 404",
      ])
    let starts = reading.diagnostics.map(\.primary.span.start)
    #expect(starts == starts.sorted())
  }

  @Test("lines that belong to a broken statement are skipped")
  func whole() {
    #expect(Reading("if x:\n    raise A\nelse:\n    raise B\nraise C").lines == ["pasted-code «if x:»", "raise C"])
    #expect(
      Reading("class A(B):\n    def f(self):\n        raise A\n    x = 1\nraise C").lines
        == ["class-body «def f(self):»", "raise C"])
    #expect(Reading("x = [\n  1,\n  2,\n]\nraise C").lines == ["pasted-code «x = [»", "raise C"])
    #expect(Reading("teest \"a\" {\n  raise A\n}\nraise C").lines == ["unknown-statement «teest»", "raise C"])
  }

  @Test("a missing comma or bracket affects only its own line")
  func parentheses() {
    #expect(Reading("class A(\nraise B\nclass C(D)").lines == ["unclosed-parenthesis «»", "raise B", "class C(D)"])
    #expect(Reading("class A(B,\nclass C(D)").lines == ["unclosed-parenthesis «»", "class C(D)"])
    #expect(Reading("raise A(\nraise B").lines == ["unclosed-parenthesis «»", "raise B"])
  }

  @Test("inside a test, and after a test that is never closed")
  func tests() {
    #expect(
      Reading("test \"a\" {\n  raise 404\n  expect raise A -> 500\n  foo\n}\nraise B").lines == [
        "raise-number «404»", "unknown-statement «foo»", "test \"a\" { expect raise A -> 500, 2 broken }", "raise B",
      ])
    #expect(
      Reading("test \"a\" {\n  expect raise A -> 500\ntest \"b\" {\n  raise B\n}").lines == [
        "unclosed-brace «{»", "test \"b\" { raise B }",
      ])
    #expect(Reading("test \"a\" {").lines == ["unclosed-brace «{»"])
    #expect(Reading("test \"a\" { raise A } raise B\nraise C").lines.suffix(2) == ["extra-text «raise B»", "raise C"])
    #expect(Reading("test \"a\" { } }\nraise C").lines == ["test \"a\" {  }", "unopened-brace «}»", "raise C"])
    #expect(Reading("}\nraise C").lines == ["unopened-brace «}»", "raise C"])
  }

  @Test("the body of a test with a broken first line is still checked")
  func brokenHeader() {
    #expect(
      Reading("test a {\n  raise 404\n}\nraise B").lines == ["missing-string «a»", "raise-number «404»", "raise B"])
    #expect(Reading("test \"a\" under x {\n  raise A\n}\nraise B").lines == ["missing-release «{»", "raise B"])
    #expect(Reading("test \"a\"\n  raise A\nraise B").lines == ["missing-brace «»", "raise B"])
  }

  @Test("the opening brace may be on the next line, the closing brace on the line of the last statement")
  func braces() {
    for script in [
      "test \"a\"\n{\n  raise A\n}", "test \"a\" { raise A\n}", "test \"a\" {\nraise A }", "test \"a\" {raise A}",
    ] {
      #expect(Reading(script).lines == ["test \"a\" { raise A }"], "\(script)")
    }
  }

  @Test("each kind of line break ends one line", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(_ end: String) {
    let reading = Reading(
      ["raise A", "", "raise 404", "test \"x\" {", "raise B", "}", "raise C"].joined(separator: end))
    #expect(reading.lines == ["raise A", "raise-number «404»", "test \"x\" { raise B }", "raise C"])
    #expect(reading.finding.map { reading.source.position(of: $0.primary.span.start) } == Position(line: 3, column: 7))
  }

  @Test("the last line needs no line break, and a byte order mark is accepted")
  func ends() {
    #expect(Reading("\u{FEFF}raise A").lines == ["raise A"])
    #expect(Reading("\u{FEFF}\u{FEFF}raise A").lines == ["unexpected-character «\u{FEFF}»"])
    #expect(Reading("").lines == [])
    #expect(Reading("\n\n# only comments\n   \n").lines == [])
    #expect(Reading("\u{FEFF}").lines == [])
  }
}
