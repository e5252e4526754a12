import SeededRandom
import Testing

@testable import Rendering

@Suite("Styled text")
struct StyledTextTests {
  /// Returns each run as `style:text`, so that a test shows both.
  private func runs(of text: StyledText) -> [String] {
    var runs: [String] = []
    text.forEachRun { runs.append("\($0):\($1)") }
    return runs
  }

  @Test("adjacent texts with the same style are one run")
  func merging() {
    var text = StyledText("a")
    text.append("b")
    text.append("c", .strong)
    text.append("", .error)
    text += StyledText("d", .strong) + "e"
    #expect(runs(of: text) == ["plain:ab", "strong:cd", "plain:e"])
  }

  @Test("a literal may contain line breaks, an interpolated value may not")
  func interpolation() {
    let name = "E1\nhandler"
    let text: StyledText = "class \(name, .code)\nline \(5)"
    #expect(text.characters == #"class E1\nhandler"# + "\nline 5")
    #expect(runs(of: text) == ["plain:class ", #"code:E1\nhandler"#, "plain:\nline 5"])
  }

  @Test("line breaks in appended text are escaped")
  func append() {
    var text = StyledText()
    text.append("a\nb")
    #expect(text.characters == #"a\nb"#)
    #expect(text.lines.count == 1)
  }

  @Test("lines keep their styles; a line break at the end starts an empty line")
  func lines() {
    let text: StyledText = "a\("b", .error)\n\n\("c", .code)\n"
    #expect(text.lines.map(runs) == [["plain:a", "error:b"], [], ["code:c"], []])
  }

  @Test("isAtLineStart")
  func lineStart() {
    #expect(StyledText().isAtLineStart)
    #expect(!StyledText("a").isAtLineStart)
    #expect(("a\n" as StyledText).isAtLineStart)
  }

  @Test("indentation leaves empty lines empty")
  func indentation() {
    #expect(("a\n\nb\n" as StyledText).indented(by: 2).characters == "  a\n\n  b\n")
  }

  @Test("indent applies to the added text")
  func indenting() {
    var text: StyledText = "head\n"
    text.indent(by: 2) { text in
      text.append("a", .code)
      text.append("b")
      text.breakLine()
      text.breakLine()
      text.append("", .error)
      text.indent(by: 2) { $0 += "c\n\n\("d", .error) e\n" }
      text.append(7, .strong)
      text.breakLine()
      text.space(1)
      text.append("f")
    }
    text += "g\nh"
    #expect(text.characters == "head\n  ab\n\n    c\n\n    d e\n  7\n   fg\nh")
    #expect(
      runs(of: text) == [
        "plain:head\n  ", "code:a", "plain:b\n\n    c\n\n    ", "error:d", "plain: e\n  ", "strong:7",
        "plain:\n   fg\nh",
      ])
  }

  @Test("indent adds no spaces in the middle of a line or to an empty line")
  func indentingNothing() {
    var text = StyledText("a")
    text.indent(by: 4) { text in
      text.append("b")
      text.breakLine()
      text += StyledText()
      text.space(0)
    }
    text.append("c")
    #expect(text.characters == "ab\nc")
  }

  @Test("a hanging indent moves with its line")
  func indentedHangingPlace() {
    let help = StyledText.help("declare it first")
    #expect(help.hangingColumns == [0: 10])
    #expect(help.indented(by: 3).hangingColumns == [0: 13])
    #expect(help.indented(by: 3) == help.indented(by: 1).indented(by: 2))
    var text = "above\n" + help + "  behind: "
    text.hangHere()
    #expect(text.hangingColumns == [1: 10, 2: 10])
    #expect(text.indented(by: 3).hangingColumns == [1: 13, 2: 13])
    #expect((StyledText("12") + text).hangingColumns == [1: 10, 2: 10])
  }

  @Test("for any text, adding it inside indent is the same as indenting its lines", .seeded)
  func indentingAnyText() {
    var random = SeededRandom(test: 5)
    for _ in 0..<TestRun.rounds(1000, sample: 150) {
      var text = StyledText()
      var lines: [String] = [""]
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        let style = StyledText.Style.allCases.randomElement(using: &random) ?? .plain
        let piece = random.nastyText()
        if Bool.random(using: &random) {
          text.breakLine()
          lines.append("")
        }
        text.append(piece, style)
        lines[lines.count - 1] += escapedForDisplay(piece)
      }
      var indented = StyledText()
      indented.indent(by: 3) { $0 += text }
      #expect(indented.characters == lines.map { $0.isEmpty ? "" : "   " + $0 }.joined(separator: "\n"))
      #expect(indented == text.indented(by: 3))
    }
  }

  @Test("numbers are written digit by digit", arguments: [0, 7, 10, 99, 100, -1, -10, 1_234_567, .max, .min])
  func numbers(_ number: Int) {
    #expect(("\(number)" as StyledText).characters == String(number))
  }

  @Test("a text that was emptied starts over")
  func emptied() {
    var text: StyledText = "a\("b", .error)"
    text.removeAll()
    #expect(text == StyledText() && text.isEmpty && text.isAtLineStart)
    text.append("c", .code)
    #expect(runs(of: text) == ["code:c"])
  }

  @Test("cells of a table are padded by columns, not by characters")
  func padding() {
    #expect(StyledText("日本", .code).padded(to: 6).characters == "日本  ")
    #expect(StyledText("long").padded(to: 2).characters == "long")
  }

  @Test(
    "code is in backticks, which stay",
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
  @Test("wraps at spaces, with a hanging indent")
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

  @Test("a text that fits stays the same, including indentation and wide gaps")
  func untouched() {
    let text = StyledText("  a   b")
    #expect(text.wrapped(to: 7).characters == "  a   b")
  }

  @Test("code is not wrapped at its spaces if a line has room for it")
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

  @Test("a word that is too wide is split between characters")
  func wideWord() {
    #expect(StyledText("abcdefgh").wrapped(to: 3).characters == "abc\ndef\ngh")
    #expect(StyledText("日本語").wrapped(to: 5).characters == "日本\n語")
  }

  @Test("each line is wrapped separately")
  func lines() {
    #expect(("aa bb\ncc dd" as StyledText).wrapped(to: 4).characters == "aa\nbb\ncc\ndd")
  }

  @Test("styles survive")
  func styles() {
    let wrapped = ("a \("bold words", .strong)" as StyledText).wrapped(to: 6)
    #expect(Theme.colored.render(wrapped) == "a \u{1B}[1mbold\u{1B}[0m\n\u{1B}[1mwords\u{1B}[0m")
  }

  @Test(
    "the middle is left out only if that makes the text shorter",
    arguments: [("abcdefghij", 10, "abcdefghij"), ("abcdefghijk", 10, "abcd...ijk"), ("ééééé", 5, "ééééé")])
  func middle(text: String, limit: Int, expected: String) {
    #expect(withoutMiddle(text[...], limit: limit) == expected)
  }
}
