import Testing

@testable import Rendering

@Suite("Escapes for display")
struct DisplayEscapesTests {
  @Test(
    "dangerous or misleading characters become visible",
    arguments: [
      ("\u{1B}[31mred", #"\u{1B}[31mred"#),
      ("a\nb\tc\rd", #"a\nb\tc\rd"#),
      ("\0\u{7}\u{8}\u{7F}", #"\u{0}\u{7}\u{8}\u{7F}"#),
      ("\u{80}\u{9B}31m\u{9F}", #"\u{80}\u{9B}31m\u{9F}"#),
      ("\u{202E}txt.exe\u{202C}", #"\u{202E}txt.exe\u{202C}"#),
      ("\u{2066}a\u{2069}", #"\u{2066}a\u{2069}"#),
      ("\u{200E}\u{200F}\u{61C}", #"\u{200E}\u{200F}\u{61C}"#),
      ("a\u{2028}b\u{2029}c", #"a\u{2028}b\u{2029}c"#),
      ("E\u{200B}1\u{200C}\u{200D}\u{2060}\u{FEFF}\u{AD}", #"E\u{200B}1\u{200C}\u{200D}\u{2060}\u{FEFF}\u{AD}"#),
      ("a\u{FE0F}", #"a\u{FE0F}"#),
      ("1\u{FE0F}", #"1\u{FE0F}"#),
      ("\u{E0041}\u{3164}\u{115F}\u{FFF9}", #"\u{E0041}\u{3164}\u{115F}\u{FFF9}"#),
      ("\r\n", #"\r\n"#),
    ])
  func escaped(text: String, shown: String) {
    #expect(escapedForDisplay(text) == shown)
  }

  @Test(
    "ordinary text stays as it is",
    arguments: [
      "class E1(Exception)  # ~", #"a script's own \n and \u{1B}"#, "Grüße, 日本語, עברית, e\u{301}", "\u{A0}",
      "❤️", "👩‍🚀", "👍🏽", "🇩🇪", "1️⃣", "🏳️‍🌈",
    ])
  func untouched(text: String) {
    #expect(escapedForDisplay(text) == text)
  }

  @Test("a joiner is allowed only between emoji")
  func joiner() {
    #expect(escapedForDisplay("👩\u{200D}x") == #"👩\u{200D}x"#)
    #expect(escapedForDisplay("x\u{200D}🚀") == #"x\u{200D}🚀"#)
    #expect(escapedForDisplay("👩\u{200D}") == #"👩\u{200D}"#)
  }

  @Test("too many marks on one character are escaped")
  func piledMarks() {
    let piled = "e" + String(repeating: "\u{301}", count: 1000)
    #expect(escapedForDisplay(piled).unicodeScalars.filter { $0 == "\u{301}" }.count == 30)
  }
}

@Suite("Display width")
struct DisplayWidthTests {
  @Test(
    "columns of one character",
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("ß", 1), ("日", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2),
      ("Ａ", 2), ("ｱ", 1), ("⌚", 2), ("→", 1), ("α", 1), ("א", 1), ("🚀", 2), ("👩‍🚀", 2), ("👍🏽", 2), ("🇩🇪", 2),
      ("❤", 1), ("❤️", 2), ("1️⃣", 2), ("\u{20000}", 2), ("\u{3000}", 2), ("\u{302A}", 0), ("क्ष", 2), ("\u{FFFD}", 1),
    ])
  func width(text: String, columns: Int) {
    #expect(displayWidth(of: text) == columns)
  }

  @Test("the width of a text is the sum of its characters")
  func sum() {
    #expect(displayWidth(of: "") == 0)
    #expect(displayWidth(of: "class 日本(E)") == 13)
  }
}

@Suite("Themes")
struct ThemeTests {
  @Test("every style but plain is set and reset around its text")
  func colored() {
    for style in StyledText.Style.allCases where style != .plain {
      let rendered = Theme.colored.render(StyledText("x", style))
      #expect(rendered.hasPrefix("\u{1B}[") && rendered.hasSuffix("mx\u{1B}[0m"), "\(style)")
    }
    #expect(Theme.colored.render("plain") == "plain")
  }

  @Test("without color the words are the same")
  func colorless() {
    let text: StyledText = "\("error", .error): no \("E", .code)\nnext"
    #expect(Theme.colorless.render(text) == "error: no E\nnext")
  }

  @Test("no color continues over a line break")
  func lineEnds() {
    let text = StyledText("a", .error) + "\n" + StyledText("b", .error)
    #expect(Theme.colored.render(text) == "\u{1B}[1;31ma\u{1B}[0m\n\u{1B}[1;31mb\u{1B}[0m")
  }

  @Test(
    "when output is colored",
    arguments: [
      // terminal, --plain, NO_COLOR, TERM, colored
      (true, false, nil, "xterm-256color", true),
      (true, false, "", "xterm", true),
      (true, false, "1", "xterm", false),
      (true, false, "0", "xterm", false),
      (true, true, nil, "xterm", false),
      (false, false, nil, "xterm", false),
      (true, false, nil, "dumb", false),
      (true, false, nil, "", false),
      (true, false, nil, nil, false),
    ] as [(Bool, Bool, String?, String?, Bool)])
  func choice(isTerminal: Bool, isPlain: Bool, noColor: String?, term: String?, isColored: Bool) {
    let choice = ColorChoice(isTerminal: isTerminal, isPlain: isPlain, noColor: noColor, term: term)
    #expect(choice.theme == (isColored ? .colored : .colorless))
  }
}
