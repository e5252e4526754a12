import Foundation
import PseudoTerminal
import TemporaryFolder
import Testing

@Suite("Screens of the prompt")
struct PromptScreenTests {
  private let home = TemporaryFolder()

  private func secondStart(rows: Int, columns: Int) throws -> PseudoTerminal {
    let first = try startPrompt(home)
    try first.send(Key.control("D"))
    _ = try first.waitForExit()
    return try startPrompt(home, rows: rows, columns: columns)
  }

  @Test("the bug report on 80 columns and 24 rows")
  func large() throws {
    let terminal = try secondStart(rows: 24, columns: 80)
    try terminal.type(bugReport)
    try terminal.type("why", then: "[10]>")
    try terminal.expectLine("0.12.2 [10]>")
    let above = terminal.visible.components(separatedBy: "\n0.12.2 [9]> why\n")
    #expect(
      #"""
      3.1.0 [1]> class E1(Exception)
      E1 -> Exception
      3.1.0 [2]> class E2(Exception)
      E2 -> Exception
      3.1.0 [3]> class E(E1, E2)
      E -> E1 -> E2 -> Exception
      3.1.0 [4]> handler E2 -> "E2", 500
      handler for E2 registered on the app
      3.1.0 [5]> handler Exception -> "Exception", 500
      handler for Exception registered on the app
      3.1.0 [6]> use flask 0.12.2
      Flask 0.12.2 with Werkzeug 0.16.1, in a new process
      0.12.2 [7]> raise E1
      500 "Exception"  from handler Exception (line 5), which received E1
        cached: the table now has an entry for E1 that you did not register
      0.12.2 [8]> raise E
      500 "Exception"  from handler Exception (line 5), which received E
        cached: the table now has an entry for E that you did not register
        in a fresh process: 500 "E2"
      """#.hasSuffix(above[0]), "\(terminal.visible)")
    #expect(above.count == 2)
  }

  @Test("the screen is correct with 40 columns and 10 rows")
  func small() throws {
    let terminal = try secondStart(rows: 10, columns: 40)
    try terminal.type(Array(bugReport.prefix(7)))
    try terminal.expectLine("0.12.2 [8]>")
    let rows = #"""
      Flask 0.12.2 with Werkzeug 0.16.1, in a
        new process
      0.12.2 [7]> raise E1
      500 "Exception"  from handler Exception
        (line 5), which received E1
        cached: the table now has an entry for
          E1 that you did not register
      0.12.2 [8]>
      """#
    #expect(terminal.visible.hasSuffix(rows), "\(terminal.visible)")
    try terminal.send("raise Eve", Key.enter)
    try terminal.expect("not declared")
    try terminal.expect("[8]>")
    try terminal.send(Key.up)
    try terminal.expectLine("0.12.2 [8]> raise Eve")
  }
}

extension PromptScreenTests {
  @Test("help is shown in parts with 40 columns and 10 rows")
  func help() throws {
    let terminal = try secondStart(rows: 10, columns: 40)
    try terminal.send("help", Key.enter)
    try terminal.expect("Press Enter for more.")
    try terminal.expectLine("3.1.0 [1]>")
    #expect(
      terminal.visible.hasSuffix(
        """
        3.1.0 [1]> help
        Type these three lines:
          handler Exception -> "sorry", 500
          raise ValueError
          why
        Press Enter for more.
        3.1.0 [1]>
        """), "\(terminal.visible)")
    while !terminal.visible.contains("Up and Ctrl-R") {
      try terminal.send(Key.enter)
      try terminal.expect("[1]>")
    }
    try terminal.expectLine("3.1.0 [1]>")
  }
}

@Suite("The prompt in plain text, and without a terminal")
struct PromptPlainTests {
  private let home = TemporaryFolder()

  @Test(
    "linear text without escapes with --plain and on simple terminals",
    arguments: [(["--plain"], "xterm"), ([], "dumb"), ([], "")])
  func plain(arguments: [String], term: String) throws {
    let terminal = try startPrompt(home, arguments, environment: ["TERM": term])
    try terminal.type(bugReport)
    try terminal.type(
      "classes", then: "line 3: E inherits from E1 and E2; diamond: inherits from Exception in two ways")
    try terminal.expect("[10]>")
    try terminal.type("raise Nobody", then: "line 10, columns 7 to 12")
    try terminal.type("step E", then: "line 1: to find a handler for an error:")
    try terminal.expect("step 1 of 3, line 5:")
    try terminal.type("q", then: "[10]>")
    try terminal.send("half", Key.control("C"))
    try terminal.expect("[10]>")
    try terminal.send(Key.control("D"))
    #expect(try terminal.waitForExit() == .exit(0))
    #expect(!terminal.output.contains(0x1B))
  }

  @Test(
    "piped input runs as a script: no prompt, no history, the exit status of run",
    arguments: [
      ("raise KeyError", "raise KeyError\n  500 page  from Flask: no handler was found\nstatus 0"),
      ("expect raise KeyError -> 404", "1 expectation: 0 passed, 1 failed\nstatus 1"),
      ("undo", "  = help: remove the line\n\nstatus 2"),
    ])
  func piped(script: String, end: String) throws {
    let program = PseudoTerminal.product("errorbook")
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "echo '\(script)' | \(program); echo status $?; ls -A $HOME"],
      environment: ["HOME": home.path])
    #expect(try terminal.waitForExit() == .exit(0))
    #expect(terminal.visible.hasSuffix(end))
    #expect(!terminal.visible.contains("]>"))
  }
}
