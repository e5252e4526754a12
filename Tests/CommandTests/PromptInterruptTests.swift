import PseudoTerminal
import TemporaryFolder
import Testing

@Suite("Ctrl-C, Ctrl-Z and signals at the prompt")
struct PromptInterruptTests {
  private let home = TemporaryFolder()

  /// After Ctrl-C the next line is complete and has the number of the cancelled one.
  private func advanceStep(_ terminal: PseudoTerminal, _ number: Int = 1) throws {
    try terminal.expectLine("3.1.0 [\(number)]>")
    try terminal.send("raise KeyError", Key.enter)
    try terminal.expect("no handler was found")
    try terminal.expect("[\(number + 1)]>")
  }

  @Test("Ctrl-C cancels the line")
  func line() throws {
    let terminal = try startPrompt(home)
    try terminal.send("raise Key")
    try terminal.expectLine("3.1.0 [1]> raise Key")
    try terminal.send(Key.control("C"))
    try terminal.expect("raise Key^C")
    try terminal.expect("[1]>")
    try advanceStep(terminal)
  }

  @Test("Ctrl-C ends a search")
  func search() throws {
    let terminal = try startPrompt(home)
    try terminal.type(["mro KeyError"])
    try terminal.send(Key.control("R"), "mro")
    try terminal.expectLine("search 'mro': mro KeyError")
    try terminal.send(Key.control("C"))
    try terminal.expect("[2]>")
    try advanceStep(terminal, 2)
  }

  @Test("Ctrl-C cancels an unfinished block")
  func block() throws {
    let terminal = try startPrompt(home)
    try terminal.send("test \"half\" {", Key.enter)
    try terminal.expect("...")
    try terminal.send("expect raise KeyError -> 500", Key.enter)
    try terminal.expect("...")
    try terminal.send(Key.control("C"))
    try terminal.expect("[1]>")
    try advanceStep(terminal)
  }

  @Test("Ctrl-C stops a long load and discards all of it")
  func load() throws {
    // More output than the terminal's buffer, so it cannot end before it is stopped.
    _ = try home.write(String(repeating: "raise KeyError\n", count: 60_000), to: "long.eb")
    let terminal = try startPrompt(home)
    try terminal.send("load ~/long.eb", Key.enter)
    try terminal.expect("no handler was found")
    try terminal.send(Key.control("C"))
    try terminal.expect("Stopped at line", within: 120)
    try terminal.expect("[1]>")
    try advanceStep(terminal)
  }

  @Test("Ctrl-C at a question means no")
  func question() throws {
    _ = try home.write("mine\n", to: "kept.eb")
    let terminal = try startPrompt(home)
    try terminal.type(["mro KeyError"])
    try terminal.send("save ~/kept.eb", Key.enter)
    try terminal.expect("Replace it? (y or n)")
    try terminal.send(Key.control("C"))
    try terminal.expect("Nothing was saved.")
    try terminal.expect("[2]>")
    try advanceStep(terminal, 2)
    #expect(try home.read("kept.eb") == "mine\n")
  }

  @Test("Ctrl-Z suspends the program, and the line is shown again when it resumes")
  func suspend() throws {
    let program = PseudoTerminal.product("errorbook")
    // Only a shell with job control can resume the program.
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-mc", "\(program); echo stopped; read go; fg; echo left"], environment: ["HOME": home.path])
    try terminal.expect("[1]>")
    try terminal.send("rai")
    try terminal.expectLine("3.1.0 [1]> rai")
    try terminal.send(Key.control("Z"))
    try terminal.expect("stopped")
    try terminal.send("go", Key.enter)
    try terminal.expectLine("3.1.0 [1]> rai")
    try terminal.send("se KeyError", Key.enter)
    try terminal.expect("no handler was found")
    try terminal.expect("[2]>")
    try terminal.send(Key.control("D"))
    try terminal.expect("left")
  }

  @Test("entries are saved when the program is killed or the terminal is closed", arguments: [15, 1, 9, 0])
  func terminating(signal: Int32) throws {
    let terminal = try startPrompt(home)
    try terminal.type(["raise KeyError"])
    try terminal.send("half")
    try terminal.expectLine("3.1.0 [2]> half")
    if signal == 0 { terminal.hangUp() } else { terminal.signal(signal) }
    let ending = try terminal.waitForExit()
    if signal != 0 { #expect(ending == .signal(signal)) }
    let next = try startPrompt(home)
    try next.send(Key.up)
    try next.expectLine("3.1.0 [1]> raise KeyError")
  }

  @Test("the line is redrawn when the window size changes")
  func resize() throws {
    let terminal = try startPrompt(home, columns: 40)
    try terminal.send("raise")
    try terminal.expectLine("3.1.0 [1]> raise")
    terminal.resize(rows: 24, columns: 70)
    try terminal.send(" KeyError # which is longer than forty columns")
    try terminal.expectLine("3.1.0 [1]> raise KeyError # which is longer than forty columns")
    try terminal.send(Key.enter)
    try terminal.expect("no handler was found")
    try terminal.expect("[2]>")
  }

  @Test("two parallel sessions keep each other's history")
  func sideBySide() throws {
    let one = try startPrompt(home)
    let two = try startPrompt(home)
    try one.type(["raise KeyError"])
    try two.type(["raise ValueError"])
    try one.type(["raise TypeError"], from: 2)
    let third = try startPrompt(home)
    try third.send("history", Key.enter)
    for entry in ["raise KeyError", "raise ValueError", "raise TypeError"] { try third.expect(entry) }
  }

  @Test("a damaged history is renamed and reported")
  func damagedHistory() throws {
    _ = try startPrompt(home)
    _ = try home.write("no history", to: ".local/state/errorbook/history")
    let terminal = try startPrompt(home)
    #expect(terminal.visible.contains("damaged"))
    #expect(try home.read(".local/state/errorbook/history.damaged-1") == "no history")
  }
}
