import Testing

@testable import Rendering

@Suite("Labels of one line")
struct LabelPictureTests {
  @Test("the rightmost label comes after its marks, the others hang below, the rightmost highest")
  func stacked() {
    #expect(
      Script("class «1:E»(«2:E1», «0:E2»)").drawing("third", "first", "second") == """
        1 | class E(E1, E2)
          |       - --  ^^ third
          |       | |
          |       | second
          |       first
        """)
  }

  @Test("labels with room between them are on the same row")
  func sideBySide() {
    #expect(
      Script("class «0:E»(FirstBase, SecondBase, «1:E2»)").drawing("declared here", "a base") == """
        1 | class E(FirstBase, SecondBase, E2)
          |       ^ declared here          -- a base
        """)
  }

  @Test("hanging labels with room between them share a row")
  func sharedRow() {
    #expect(
      Script("«1:a»bbbbbbbbb«2:c»d«0:e»f").drawing("here, at some length", "two words", "three") == """
        1 | abbbbbbbbbcdef
          | -         - ^ here, at some length
          | |         |
          | two words three
        """)
  }

  @Test("marks without a label need no extra row")
  func unlabeled() {
    #expect(
      Script("class «1:E»(«0:E1», «2:E2»)").drawing("", "", "") == """
        1 | class E(E1, E2)
          |       - ^^  --
        """)
  }

  @Test("the primary span is drawn over one that contains it")
  func nested() {
    #expect(
      Script("class «1:E(«0:E1, E2»)»").drawing("inner", "outer") == """
        1 | class E(E1, E2)
          |       --^^^^^^- outer
          |         |
          |         inner
        """)
  }

  @Test("of two spans with the same end, the inner label comes after the marks")
  func sameEnd() {
    #expect(
      Script("class «1:E(«0:E1, E2»»)").drawing("inner", "outer") == """
        1 | class E(E1, E2)
          |       --^^^^^^ inner
          |       |
          |       outer
        """)
  }

  @Test("of two spans with the same start, the outer label comes after the marks")
  func sameStart() {
    #expect(
      Script("class «1:«0:E»(E1, E2)»").drawing("inner", "outer") == """
        1 | class E(E1, E2)
          |       ^-------- outer
          |       |
          |       inner
        """)
  }

  @Test("two labels for the same span are one above the other")
  func samePlace() {
    #expect(
      Script("class «1:«0:E»»(E1)").drawing("primary", "secondary") == """
        1 | class E(E1)
          |       ^ primary
          |       |
          |       secondary
        """)
  }

  @Test("a label that does not fit after its marks hangs below; one that does not fit at all is wrapped")
  func wrapped() {
    let line = String(repeating: "x", count: 60)
    let words = Array(repeating: "word", count: 12).joined(separator: " ")
    #expect(
      Script("\(line) «0:E»").drawing("\(words) end") == """
        1 | \(line) E
          | \(String(repeating: " ", count: 60)) ^
          | \(String(repeating: " ", count: 60)) |
          | \(String(repeating: " ", count: 60)) word word word word word word word word word word word
          | \(String(repeating: " ", count: 60)) word end
        """)
  }

  @Test("labels that do not fit are written as sentences")
  func tooMany() {
    let names = (0...9).map { "«\($0):E\($0)»" }.joined(separator: " ")
    let picture = Script(names).picture(labels: (0...9).map { "n\($0)" })
    #expect(picture.contains("  = note: line 1, columns 25 to 26: `E8`: n8\n"))
    #expect(picture.contains("  = note: line 1, columns 28 to 29: `E9`: n9\n"))
    #expect(picture.contains("E0 E1 E2"))
  }
}

@Suite("Lines of a picture")
struct PictureLineTests {
  @Test("a gap of one line is filled, a longer one is marked")
  func gaps() {
    #expect(
      Script("«0:x»\nmiddle\n«1:y»\n1\n2\n«2:z»").drawing("a", "b", "c") == """
        1 | x
          | ^ a
        2 | middle
        3 | y
          | - b
        ...
        6 | z
          | - c
        """)
  }

  @Test("line numbers are padded to the widest one")
  func numbers() {
    let lines = String(repeating: "\n", count: 7)
    #expect(
      Script("\(lines)«1:a»\n\n«0:b»").picture(labels: ["x", "y"], help: "do this", notes: ["1\n2"]) == """
        error[sample]: it is wrong
          --> checkout.eb:10:1
           |
         8 | a
           | - y
         9 |
        10 | b
           | ^ x
           = help: do this
           = note: 1
                   2

        """)
  }

  @Test(
    "an empty span is one caret, after the end if nothing follows",
    arguments: [
      ("class E(«0:»", "1 | class E(\n  |         ^ a name"),
      ("class E(«0:»\r\nraise E", "1 | class E(\n  |         ^ a name"),
      ("class E(«0:\n»raise E", "1 | class E(\n  |         ^ a name"),
      ("class «0:»E", "1 | class E\n  |       ^ a name"),
      ("class E(\n«0:»", "2 |\n  | ^ a name"),
      ("«0:»", "1 |\n  | ^ a name"),
    ])
  func empty(script: String, drawn: String) {
    #expect(Script(script).drawing("a name") == drawn)
  }

  @Test("a span may end at the end of its line without reaching the next one")
  func lineEnd() {
    #expect(
      Script("raise «0:E   \r\n»raise F").drawing("here") == """
        1 | raise E
          |       ^^^^ here
        """)
  }

  @Test("tabs are expanded, wide characters take two columns, escapes as many as they show")
  func columns() {
    #expect(
      Script("\tclass\t«0:E»(«1:日本»,\u{1B}[31m «2:👩‍🚀»)").drawing("tab", "wide", "emoji") == #"""
        1 |     class   E(日本,\u{1B}[31m 👩‍🚀)
          |             ^ ---- wide       -- emoji
          |             |
          |             tab
        """#)
  }

  @Test("a span inside a character marks all of it")
  func insideCharacter() {
    #expect(Script("a\u{1B}b").drawing("").hasPrefix(#"1 | a\u{1B}b"#))
    #expect(Script("e«0:\u{301}»x").drawing("mark") == "1 | e\u{301}x\n  | ^ mark")
  }

  @Test("bytes that are not UTF-8 are shown and counted as one character each")
  func invalidBytes() {
    let source = SourceTextBytes([0x61, 0xFF, 0xC3, 0x62])
    #expect(source.drawing(from: 3, to: 4) == "1 | a\u{FFFD}\u{FFFD}b\n  |    ^")
  }

  @Test("spans after the text are drawn at its end")
  func beyond() {
    let source = SourceTextBytes(Array("ab".utf8))
    #expect(source.drawing(from: 50, to: 60) == "1 | ab\n  |   ^")
    #expect(source.drawing(from: -5, to: 1) == "1 | ab\n  | ^")
  }

  @Test("the name of a file cannot affect the terminal")
  func fileName() {
    let picture = Script("«0:x»", name: "a\u{1B}[2J\n.eb").picture()
    #expect(picture.contains(#" --> a\u{1B}[2J\n.eb:1:1"#))
  }
}
