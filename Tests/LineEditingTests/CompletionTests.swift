import PseudoTerminal
import Testing

@Suite("Tab")
struct CompletionTests {
  @Test(
    "Tab completes the common prefix of the candidates",
    arguments: [
      ("cl\t", "class "),
      ("raise cl\t", "raise class "),
      ("ti\t", "Timeout"),
      ("CAF\t", "café "),
      ("fo\tx", "folder/x"),
      ("x cl y" + Key.left + Key.left + "\tz", "x class zy"),
      ("日本\t", "日本"),
      ("nothing\t", "nothing"),
    ])
  func completes(typed: String, line: String) throws {
    let terminal = try startProbe()
    try terminal.send(typed, "|", Key.enter)
    let bar = line.hasSuffix("zy") ? line.dropLast() + "|y" : line + "|"
    try terminal.expect("entry \"\(bar)\"")
  }

  @Test("Tab lists the candidates below the line, then redraws the line with the cursor at its place")
  func lists() throws {
    let terminal = try startProbe(rows: 8, columns: 40)
    try terminal.send("Timeout x", Key.left, Key.left, Key.tab)
    try terminal.expect("Expired")
    try terminal.expectScreen(
      """
      style keys, 0 entries kept
      probe> Timeout x
      Timeout         TimeoutExpired
      TimeoutError
      probe> Timeout x
      """)
    try terminal.expectCursor(inColumn: 14)
  }

  @Test("a list below a wrapped line does not cover it")
  func listBelowWrapped() throws {
    let terminal = try startProbe(rows: 10, columns: 20)
    try terminal.send("raise ti another long line", Key.home)
    for _ in 0..<8 { try terminal.send(Key.right) }
    try terminal.send(Key.tab, Key.tab)
    try terminal.expectScreen(
      """
      style keys, 0 entrie
      s kept
      probe> raise Timeout
       another long line
      Timeout
      TimeoutError
      TimeoutExpired
      probe> raise Timeout
       another long line
      """)
    try terminal.expectCursor(inColumn: 0)
  }

  @Test("Tab asks before a long list and again after each screen")
  func pages() throws {
    let terminal = try startProbe(rows: 10, columns: 40)
    try terminal.send("many\t")
    try terminal.expect("Show all 312? (y or n)")
    try terminal.send("y")
    try terminal.expect("many9")
    try terminal.expect("More? (y or n)")
    try terminal.send(" ")
    try terminal.expect("many18")
    try terminal.expect("More? (y or n)")
    try terminal.send("n")
    try terminal.expectLine("probe> many")
  }

  @Test("columns fit the width of their characters")
  func wideColumns() throws {
    let terminal = try startProbe(rows: 8, columns: 40)
    try terminal.send(Key.tab)
    try terminal.expectScreen(
      """
      style keys, 0 entries kept
      probe>
      class           TimeoutExpired
      handler         café
      raise           folder/
      Timeout         日本語
      TimeoutError    日本酒
      probe>
      """)
  }
}
