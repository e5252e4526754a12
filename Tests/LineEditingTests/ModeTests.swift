import PseudoTerminal
import TemporaryFolder
import Testing

@Suite("vi keys")
struct ViTests {
  private func startVi(_ folder: TemporaryFolder, _ lines: String = "bind -v\n") throws -> PseudoTerminal {
    try startProbe(["EDITRC": try folder.write(lines, to: "editrc")])
  }

  @Test("~/.editrc enables vi keys, and our own keys still work")
  func editing() throws {
    let folder = TemporaryFolder()
    let terminal = try startVi(folder)
    try terminal.send("raise E1", Key.escape)
    try terminal.send("0xA2", Key.enter)
    try terminal.expect(#"entry "aise E12""#)
    try terminal.expect("probe>")
    try terminal.send(Key.escape, "k")
    try terminal.expectLine("probe> aise E12")
    try terminal.send("j")
    try terminal.expectLine("probe>")
    try terminal.send("iti", Key.tab)
    try terminal.expectLine("probe> Timeout")
    try terminal.send(Key.control("C"))
    try terminal.expect("cancelled")
    try terminal.expect("probe>")
    try terminal.send(Key.control("R"), "E1")
    try terminal.expectLine("search 'E1': aise E12")
    try terminal.send(Key.escape)
    try terminal.expectLine("probe> aise E12")
  }

  @Test("Ctrl-C and Ctrl-D work in both vi modes", arguments: ["", Key.escape])
  func ending(mode: String) throws {
    let folder = TemporaryFolder()
    let terminal = try startVi(folder)
    try terminal.send("raise", mode, Key.control("C"))
    try terminal.expect("cancelled")
    try terminal.expect("probe>")
    try terminal.send(mode, Key.control("D"))
    try terminal.expect("end of input")
    #expect(try terminal.waitForExit() == .exit(0))
  }

  @Test("bracketed paste is enabled only in emacs mode")
  func noPaste() throws {
    let folder = TemporaryFolder()
    let terminal = try startVi(folder)
    try terminal.enter("one")
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("2004"))
  }

  @Test("a binding in ~/.editrc works")
  func ownBinding() throws {
    let folder = TemporaryFolder()
    let terminal = try startVi(folder, "bind ^T ed-move-to-beg\n")
    try terminal.send("abc", Key.control("T"), "x", Key.enter)
    try terminal.expect(#"entry "xabc""#)
  }
}

@Suite("The linear reader")
struct LinearTests {
  @Test(
    "a terminal that cannot move its cursor is read line by line, without escapes",
    arguments: [["TERM": "dumb"], ["TERM": ""], ["LINEEDIT_STYLE": "linear"]])
  func linear(environment: [String: String]) throws {
    let terminal = try startProbe(environment, rows: 10)
    try terminal.enter("raise E1")
    try terminal.send("test {\r  one\r}\r")
    try terminal.expect(#"entry "test {\n  one\n}""#)
    try terminal.expect("probe>")
    try terminal.send("half", Key.control("C"))
    try terminal.expect("cancelled")
    try terminal.expect("probe>")
    try terminal.send(Key.control("D"))
    try terminal.expect("end of input")
    #expect(try terminal.waitForExit() == .exit(0))
    #expect(!terminal.output.contains(0x1B))
  }

  @Test("Ctrl-C interrupts a running entry in linear mode")
  func whileRunning() throws {
    let terminal = try startProbe(["TERM": "dumb"])
    try terminal.send("spin\r")
    try terminal.expect("spinning")
    try terminal.send(Key.control("C"))
    try terminal.expect("interrupted")
    try terminal.expect("probe>")
    try terminal.enter("next")
  }

  @Test("keys work on an unknown terminal")
  func unknownTerminal() throws {
    let terminal = try startProbe(["TERM": "no-such-terminal"])
    try terminal.send("abc", Key.control("A"), "x", Key.enter)
    try terminal.expect(#"entry "xabc""#)
  }
}
