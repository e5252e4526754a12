import Foundation
import PseudoTerminal
import TemporaryFolder
import Testing

@Suite("History keys")
struct HistoryKeyTests {
  @Test("Up and Down go through the entries and back to the typed line")
  func upAndDown() throws {
    let terminal = try startProbe()
    for entry in ["one", "two", "one", "three"] { try terminal.enter(entry) }
    try terminal.send("dr")
    try terminal.send(Key.control("A"), Key.up)
    try terminal.expectLine("probe> three")
    try terminal.send(Key.up)
    try terminal.expectLine("probe> one")
    try terminal.send(Key.up)
    try terminal.expectLine("probe> two")
    try terminal.send(Key.up, Key.down)
    try terminal.expectLine("probe> one")
    try terminal.send(Key.down, Key.down)
    try terminal.expectLine("probe> dr")
    try terminal.expectCursor(inColumn: 7)
  }

  @Test("Up and Down show only entries that start with the text before the cursor")
  func prefix() throws {
    let terminal = try startProbe()
    for entry in ["raise E1", "class A(B)", "raise E2", "mro E"] { try terminal.enter(entry) }
    try terminal.send("rai", Key.up)
    try terminal.expectLine("probe> raise E2")
    try terminal.send(Key.up)
    try terminal.expectLine("probe> raise E1")
    try terminal.send(Key.down, Key.down)
    try terminal.expectLine("probe> rai")
  }

  @Test("an entry of several rows is recalled completely and can be changed")
  func block() throws {
    let terminal = try startProbe(rows: 12)
    try terminal.send("test {\r  one\r}\r")
    try terminal.expect("probe>")
    try terminal.enter("last")
    try terminal.send(Key.up, Key.up)
    try terminal.expectLine("}")
    try terminal.send(Key.left, Key.up, "X", Key.enter)
    try terminal.expect(#"entry "test {\nX  one\n}""#)
  }

  @Test("Ctrl-R searches incrementally, again goes further back, and Enter runs the match")
  func search() throws {
    let terminal = try startProbe()
    for entry in ["raise E1", "class A(B)", "raise E2"] { try terminal.enter(entry) }
    try terminal.send("draft", Key.control("R"))
    try terminal.expectLine("search '': draft")
    try terminal.send("ise")
    try terminal.expectLine("search 'ise': raise E2")
    try terminal.send(Key.control("R"))
    try terminal.expectLine("search 'ise': raise E1")
    try terminal.send("x")
    try terminal.expectLine("not found 'isex': raise E1")
    try terminal.send(Key.backspace)
    try terminal.expectLine("search 'ise': raise E2")
    try terminal.send(Key.control("G"))
    try terminal.expectLine("probe> draft")
    try terminal.send(Key.control("R"), "ss", Key.end, "!")
    try terminal.expectLine("probe> class A(B)!")
    try terminal.send(Key.control("U"), Key.control("R"), "(B", Key.enter)
    try terminal.expect(#"entry "class A(B)""#)
  }

  @Test("entries are available in the next session, even after a kill or a closed terminal", arguments: [15, 9, 0])
  func survives(signal: Int32) throws {
    let folder = TemporaryFolder()
    let environment = ["LINEEDIT_HISTORY": folder.path + "/state/probe/history"]
    let first = try startProbe(environment)
    try first.enter("raise E1")
    try first.send("test {\r  one\r}\r")
    try first.expect("entry")
    try first.expect("probe>")
    if signal == 0 { first.hangUp() } else { first.signal(signal) }
    _ = try first.waitForExit()
    let second = try startProbe(environment)
    try second.send(Key.up)
    try second.expectLine("}")
    try second.send(Key.up)
    try second.expectLine("probe> raise E1")
  }

  @Test("two parallel sessions keep each other's entries")
  func sideBySide() throws {
    let folder = TemporaryFolder()
    let environment = ["LINEEDIT_HISTORY": folder.path + "/history"]
    let one = try startProbe(environment)
    let two = try startProbe(environment)
    try one.enter("from one")
    try two.enter("from two")
    try one.enter("from one again")
    for terminal in [one, two] {
      try terminal.send(Key.control("D"))
      _ = try terminal.waitForExit()
    }
    let third = try startProbe(environment)
    try third.send("history\r")
    for entry in ["from one", "from two", "from one again"] { try third.expect("kept \"\(entry)\"") }
  }

  @Test("a damaged file is renamed and reported")
  func damaged() throws {
    let folder = TemporaryFolder()
    let path = try folder.write("\u{7F}ELF no history", to: "history")
    let terminal = try startProbe(["LINEEDIT_HISTORY": path])
    #expect(terminal.visible.filter { $0 != "\n" }.contains("damaged"))
    #expect(try String(contentsOfFile: path + ".damaged-1", encoding: .utf8) == "\u{7F}ELF no history")
    try terminal.enter("raise E1")
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasSuffix("\nraise E1\n"))
  }

  @Test("the history is not used if the input is not a terminal")
  func noTerminal() throws {
    let folder = TemporaryFolder()
    let probe = PseudoTerminal.product("LineEditingProbe")
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "printf 'one\\ntest {\\ntwo' | \(probe); ls -a \"$FOLDER\" | wc -l"],
      environment: ["LINEEDIT_HISTORY": folder.path + "/history", "FOLDER": folder.path])
    #expect(try terminal.waitForExit() == .exit(0))
    #expect(
      terminal.visible == #"""
        style linear, 0 entries kept
        entry "one"
        entry "test {\ntwo"
        end of input
        2
        """#)
  }
}
