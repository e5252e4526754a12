import PseudoTerminal
import Testing

@Suite("Ctrl-C, Ctrl-Z and signals")
struct InterruptTests {
  /// After Ctrl-C in any state, the prompt is back and the next line is complete.
  private func cancel(_ terminal: PseudoTerminal) throws {
    try terminal.send(Key.control("C"))
    try terminal.expect("cancelled")
    try terminal.expectLine("probe>")
    try terminal.enter("next")
  }

  @Test("Ctrl-C cancels a line")
  func inLine() throws {
    let terminal = try startProbe(rows: 8)
    try terminal.send("raise", Key.left)
    try terminal.expectCursor(inColumn: 11)
    try cancel(terminal)
    try terminal.expectScreen(
      """
      style keys, 0 entries kept
      probe> raise^C
      cancelled
      probe> next
      entry "next"
      probe>
      """)
  }

  @Test("Ctrl-C cancels an unfinished block")
  func inBlock() throws {
    let terminal = try startProbe()
    try terminal.send("test {\r")
    try terminal.expect("...>")
    try cancel(terminal)
  }

  @Test("Ctrl-C ends a search")
  func inSearch() throws {
    let terminal = try startProbe()
    try terminal.enter("raise E1")
    try terminal.send(Key.control("R"), "ais")
    try terminal.expectLine("search 'ais': raise E1")
    try cancel(terminal)
  }

  @Test("Ctrl-C in the first row of a wrapped line does not overwrite the other rows")
  func inWrappedLine() throws {
    let terminal = try startProbe(rows: 8, columns: 20)
    try terminal.send("123456789 123456789", Key.home)
    try terminal.expectCursor(inColumn: 7)
    try cancel(terminal)
    try terminal.expectScreen(
      """
      style keys, 0 entrie
      s kept
      probe> 123456789 123
      456789^C
      cancelled
      probe> next
      entry "next"
      probe>
      """)
  }

  @Test("Ctrl-C at the question of a long list means no")
  func inQuestion() throws {
    let terminal = try startProbe()
    try terminal.send("many\t")
    try terminal.expect("Show all 312?")
    try terminal.send(Key.control("C"))
    try terminal.expectLine("probe> many")
    try cancel(terminal)
  }

  @Test("Ctrl-C interrupts a running entry and nothing else")
  func whileRunning() throws {
    let terminal = try startProbe()
    try terminal.send("spin\r")
    try terminal.expect("spinning")
    try terminal.send(Key.control("C"))
    try terminal.expect("interrupted")
    try terminal.expect("probe>")
    try terminal.enter("next")
  }

  @Test("a SIGINT from another program cancels like the key")
  func signalFromOutside() throws {
    let terminal = try startProbe()
    try terminal.send("raise")
    try terminal.expectLine("probe> raise")
    terminal.signal(2)
    try terminal.expect("cancelled")
    try terminal.expect("probe>")
    try terminal.enter("next")
  }

  @Test("Ctrl-Z suspends the program, and the line is shown again when it resumes")
  func suspend() throws {
    let probe = PseudoTerminal.product("LineEditingProbe")
    // Only a shell with job control can resume the program.
    let terminal = try PseudoTerminal("/bin/sh", ["-mc", "\(probe); echo stopped; read go; fg; echo left"])
    try terminal.expect("probe>")
    try terminal.send("rai")
    try terminal.expectLine("probe> rai")
    try terminal.send(Key.control("Z"))
    try terminal.expect("stopped")
    try terminal.send("go\r")
    try terminal.expectLine("probe> rai")
    try terminal.send("se\r")
    try terminal.expect(#"entry "raise""#)
    try terminal.expect("probe>")
    try terminal.send(Key.control("D"))
    try terminal.expect("left")
  }

  @Test("a signal ends the program with its status and restores the terminal", arguments: [15, 1, 3])
  func terminatingSignal(signal: Int32) throws {
    let terminal = try startProbe()
    try terminal.send("half")
    try terminal.expectLine("probe> half")
    terminal.signal(signal)
    #expect(try terminal.waitForExit() == .signal(signal))
    #expect(String(decoding: terminal.output, as: UTF8.self).hasSuffix("\u{1B}[?2004l\r\n"))
  }

  @Test("the shell's terminal works after the program was killed")
  func terminalMode() throws {
    let probe = PseudoTerminal.product("LineEditingProbe")
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "before=$(stty -g); \(probe); [ \"$before\" = \"$(stty -g)\" ] && echo in order"])
    try terminal.expect("probe>")
    try terminal.send("half")
    try terminal.expectLine("probe> half")
    let killer = try PseudoTerminal("/bin/sh", ["-c", "kill -TERM $(pgrep -P \(terminal.child))"])
    #expect(try killer.waitForExit() == .exit(0))
    try terminal.expect("in order")
  }

  @Test("closing the terminal ends the program")
  func hangUp() throws {
    let terminal = try startProbe()
    try terminal.send("half")
    try terminal.expectLine("probe> half")
    terminal.hangUp()
    // Either the signal or the end of the input may arrive first.
    #expect([.signal(1), .exit(0)].contains(try terminal.waitForExit()))
  }

}
