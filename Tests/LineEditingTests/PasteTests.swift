import PseudoTerminal
import Testing

@Suite("Paste")
struct PasteTests {
  @Test("several pasted lines are one entry, are shown completely and wait for Enter")
  func severalLines() throws {
    let terminal = try startProbe(rows: 8)
    try terminal.send(Key.paste("class E1(Exception)\nclass E2(Exception)\n\traise E1\n"))
    try terminal.expectLine("        raise E1")
    try terminal.send(Key.enter)
    try terminal.expect("entry")
    try terminal.expectScreen(
      #"""
      style keys, 0 entries kept
      probe> class E1(Exception)
      class E2(Exception)
              raise E1
      entry "class E1(Exception)\nclass E2(Exception)\n       raise E1"
      probe>
      """#)
  }

  @Test("a pasted entry can be edited row by row, up and down")
  func editing() throws {
    let terminal = try startProbe()
    try terminal.send(Key.paste("first\nsecond\nthird"))
    try terminal.expectLine("third")
    try terminal.send(Key.up, "X", Key.up, "Y", Key.down, Key.down, "Z", Key.enter)
    try terminal.expect(#"entry "firstY\nseconXd\nthirdZ""#)
  }

  @Test("a pasted program of 500 lines is accepted immediately")
  func largePaste() throws {
    let program = (1...500).map { "class E\($0)(Exception)" }.joined(separator: "\n")
    let terminal = try startProbe(rows: 10, columns: 40)
    try terminal.send(Key.paste(program))
    try terminal.expect("[500 lines pasted]")
    try terminal.expectOutput("entry \"class E1(Exception)\\nclass E2(Exception)\\n")
    try terminal.expectOutput("class E499(Exception)\\nclass E500(Exception)\"\r\n")
    try terminal.expectLine("probe>")
    try terminal.send(Key.up)
    try terminal.enter("next")
  }

  @Test("control characters in a paste are removed, Ctrl-C cancels an endless paste")
  func controlCharacters() throws {
    let terminal = try startProbe()
    try terminal.send(Key.paste("a\u{1}b\u{4}c\u{1B}[Ad"), Key.enter)
    try terminal.expect(#"entry "abc[Ad""#)
    try terminal.expect("probe>")
    try terminal.send("\u{1B}[200~never ended", Key.control("C"))
    try terminal.expect("cancelled")
  }

  @Test("a paste completes an unfinished block")
  func insideBlock() throws {
    let terminal = try startProbe()
    try terminal.send("test {\r")
    try terminal.expect("...>")
    try terminal.send(Key.paste("  expect 1\n  expect 2\n}\n"), Key.enter)
    try terminal.expect(#"entry "test {\n  expect 1\n  expect 2\n}""#)
  }

  @Test("without bracketed paste, every line is an entry")
  func withoutBrackets() throws {
    let terminal = try startProbe()
    try terminal.send((1...100).map { "raise E\($0)\r" }.joined())
    for number in 1...100 { try terminal.expect("entry \"raise E\(number)\"") }
  }
}
