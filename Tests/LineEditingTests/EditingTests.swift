import PseudoTerminal
import Testing

@Suite("Keys while a line is edited")
struct EditingTests {
  @Test("Enter returns the line, Ctrl-D on an empty line ends the input")
  func entryAndEnd() throws {
    let terminal = try startProbe()
    try terminal.enter("raise E1")
    try terminal.send(Key.control("D"))
    try terminal.expect("end of input")
    #expect(try terminal.waitForExit() == .exit(0))
  }

  @Test(
    "each key edits the line as in other programs",
    arguments: [
      ("abc" + Key.home + "x", "xabc"),
      ("abc" + Key.left + Key.left + "x", "axbc"),
      ("abc" + Key.left + Key.left + Key.right + "x", "abxc"),
      ("abc" + Key.home + Key.end + "x", "abcx"),
      ("abc" + Key.backspace, "ab"),
      ("abc" + Key.home + Key.delete, "bc"),
      ("abc" + Key.control("A") + Key.control("D"), "bc"),
      ("abc" + Key.control("A") + Key.control("E") + "x", "abcx"),
      ("one two" + Key.control("W") + "x", "one x"),
      ("one two" + Key.left + Key.control("K"), "one tw"),
      ("one two" + Key.control("U") + "x", "x"),
      ("one" + Key.control("U") + "two " + Key.control("Y"), "two one"),
      ("one two" + "\u{1B}[1;5D" + "x", "one xtwo"),
      ("one two" + Key.home + "\u{1B}[1;5C" + "x", "onex two"),
    ])
  func keys(typed: String, line: String) throws {
    let terminal = try startProbe()
    try terminal.send(typed, Key.enter)
    try terminal.expect("entry \"\(line)\"")
  }

  @Test("an incomplete entry continues with the other prompt")
  func block() throws {
    let terminal = try startProbe(rows: 8)
    try terminal.send("test {\r  expect\r}\r")
    try terminal.expect("entry")
    try terminal.expectScreen(
      #"""
      style keys, 0 entries kept
      probe> test {
        ...>   expect
        ...> }
      entry "test {\n  expect\n}"
      probe>
      """#)
  }

  @Test("the end of the input inside a block returns the incomplete block")
  func endInsideBlock() throws {
    let terminal = try startProbe()
    try terminal.send("test {\r")
    try terminal.expect("...>")
    try terminal.send(Key.control("D"))
    try terminal.expect(#"entry "test {""#)
    try terminal.expect("probe>")
    try terminal.enter("again")
  }

  @Test("an answer to a question is not added to the history")
  func answer() throws {
    let terminal = try startProbe()
    try terminal.send("ask\r")
    try terminal.expectLine("name?")
    try terminal.send("Ada\r")
    try terminal.expect("answer entry([65, 100, 97])")
    try terminal.expect("probe>")
    try terminal.send(Key.up)
    try terminal.expectLine("probe> ask")
  }

  @Test("the prompt keeps its colors, and only visible characters count for its width")
  func coloredPrompt() throws {
    let terminal = try startProbe()
    try terminal.expectOutput("\u{1B}[1;32mprobe>\u{1B}[0m")
    try terminal.expectCursor(inColumn: 7)
  }
}

@Suite("Non-ASCII characters")
struct CharacterTests {
  @Test("wide characters are typed, skipped and deleted as one", arguments: ["C", "C.UTF-8", "no_such.locale"])
  func wide(locale: String) throws {
    let terminal = try startProbe(["LANG": locale, "LC_ALL": locale])
    try terminal.send("日本語é", Key.left, Key.left, Key.backspace, "x")
    try terminal.expectLine("probe> 日x語é")
    try terminal.expectCursor(inColumn: 7 + 3)
    try terminal.send(Key.enter)
    try terminal.expect(#"entry "日x語é""#)
  }

  @Test("a wide character that does not fit in a row moves to the next one")
  func wideWrap() throws {
    let terminal = try startProbe(rows: 6, columns: 20)
    try terminal.send("123456789012日本")
    try terminal.expectLine("日本")
    try terminal.send(Key.backspace, Key.backspace, Key.backspace, "x")
    try terminal.expectLine("probe> 12345678901x")
  }

  @Test("a combining mark after a letter becomes one character with it")
  func combining() throws {
    let terminal = try startProbe()
    try terminal.send("cafe\u{301}x", Key.left, Key.left, Key.backspace)
    try terminal.expectLine("probe> cae\u{301}x".replacing("e\u{301}", with: "\u{E9}"), within: 5)
  }

  @Test("invalid UTF-8 is shown as U+FFFD")
  func invalid() throws {
    let terminal = try startProbe()
    try terminal.send(bytes: [0x61, 0xE9, 0x62, 0xFF])
    try terminal.expectLine("probe> a\u{FFFD}b\u{FFFD}")
  }
}
