import Testing

@testable import Rendering

@Suite("Styled text")
struct StyledTextTests {
  /// Each run as `style:text`, so that a test shows both.
  private func runs(of text: StyledText) -> [String] {
    var runs: [String] = []
    text.forEachRun { runs.append("\($0):\($1)") }
    return runs
  }

  @Test("neighbours of one style are one run")
  func merging() {
    var text = StyledText("a")
    text.append("b")
    text.append("c", .strong)
    text.append("", .error)
    text += StyledText("d", .strong) + "e"
    #expect(runs(of: text) == ["plain:ab", "strong:cd", "plain:e"])
  }

  @Test("a literal may break lines, what is interpolated may not")
  func interpolation() {
    let name = "E1\nhandler"
    let text: StyledText = "class \(name, .code)\nline \(5)"
    #expect(text.characters == #"class E1\nhandler"# + "\nline 5")
    #expect(runs(of: text) == ["plain:class ", #"code:E1\nhandler"#, "plain:\nline 5"])
  }

  @Test("appended text breaks no line")
  func append() {
    var text = StyledText()
    text.append("a\nb")
    #expect(text.characters == #"a\nb"#)
    #expect(text.lines.count == 1)
  }

  @Test("lines keep their styles; a final break begins an empty line")
  func lines() {
    let text: StyledText = "a\("b", .error)\n\n\("c", .code)\n"
    #expect(text.lines.map(runs) == [["plain:a", "error:b"], [], ["code:c"], []])
  }

  @Test("it knows whether a line was begun")
  func lineStart() {
    #expect(StyledText().isAtLineStart)
    #expect(!StyledText("a").isAtLineStart)
    #expect(("a\n" as StyledText).isAtLineStart)
  }

  @Test("indentation leaves empty lines empty")
  func indentation() {
    #expect(("a\n\nb\n" as StyledText).indented(by: 2).characters == "  a\n\n  b\n")
  }

  @Test("cells of a table are padded by columns, not by characters")
  func padding() {
    #expect(StyledText("日本", .code).padded(to: 6).characters == "日本  ")
    #expect(StyledText("long").padded(to: 2).characters == "long")
  }

  @Test(
    "code stands between backticks, which stay",
    arguments: [
      ("a `b` c", ["plain:a ", "code:`b`", "plain: c"]),
      ("`b`", ["code:`b`"]),
      ("`a` `b`", ["code:`a`", "plain: ", "code:`b`"]),
      ("one ` alone", ["plain:one ` alone"]),
      ("`a` and ` alone", ["code:`a`", "plain: and ` alone"]),
      ("", []),
    ])
  func prose(sentence: String, expected: [String]) {
    #expect(runs(of: StyledText(prose: sentence)) == expected)
  }
}

@Suite("Wrapping")
struct WrappingTests {
  @Test("breaks at spaces, and further lines hang")
  func words() {
    let text = StyledText("one two three four five")
    #expect(
      text.wrapped(to: 10, hanging: 2).characters == """
        one two
          three
          four
          five
        """)
  }

  @Test("a text that fits stays as it is, indentation and wide gaps included")
  func untouched() {
    let text = StyledText("  a   b")
    #expect(text.wrapped(to: 7).characters == "  a   b")
  }

  @Test("code is not broken at its spaces while a line has room for it")
  func code() {
    let text = StyledText(prose: "write `handler E2 -> e` here")
    #expect(
      text.wrapped(to: 20).characters == """
        write
        `handler E2 -> e`
        here
        """)
    #expect(
      text.wrapped(to: 12).characters == """
        write
        `handler E2
        -> e` here
        """)
  }

  @Test("a word that is too wide is broken, between characters")
  func wideWord() {
    #expect(StyledText("abcdefgh").wrapped(to: 3).characters == "abc\ndef\ngh")
    #expect(StyledText("日本語").wrapped(to: 5).characters == "日本\n語")
  }

  @Test("each line is wrapped by itself")
  func lines() {
    #expect(("aa bb\ncc dd" as StyledText).wrapped(to: 4).characters == "aa\nbb\ncc\ndd")
  }

  @Test("styles survive")
  func styles() {
    let wrapped = ("a \("bold words", .strong)" as StyledText).wrapped(to: 6)
    #expect(Theme.coloured.render(wrapped) == "a \u{1B}[1mbold\u{1B}[0m\n\u{1B}[1mwords\u{1B}[0m")
  }

  @Test(
    "a middle is left out only where that shortens",
    arguments: [("abcdefghij", 10, "abcdefghij"), ("abcdefghijk", 10, "abcd...ijk"), ("ééééé", 5, "ééééé")])
  func middle(text: String, limit: Int, expected: String) {
    #expect(withoutMiddle(text[...], limit: limit) == expected)
  }
}
