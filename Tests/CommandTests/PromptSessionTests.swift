import Foundation
import PseudoTerminal
import TemporaryFolder
import Testing

@Suite("The session at the prompt")
struct PromptSessionTests {
  private let home = TemporaryFolder()

  @Test("the first greeting tells how to start, later ones are short")
  func greeting() throws {
    let first = try startPrompt(home)
    #expect(first.visible.contains("Type these three lines"))
    try first.send("quit", Key.enter)
    #expect(try first.waitForExit() == .exit(0))
    let second = try startPrompt(home)
    #expect(second.visible.split(separator: "\n").count == 2)
  }

  @Test("one empty line ends a Python block, and the first block shows a hint")
  func blocks() throws {
    let terminal = try startPrompt(home)
    try terminal.send("class X:", Key.enter)
    try terminal.expect("(a test ends with `}`, a Python block with an empty line; Ctrl-C cancels)")
    try terminal.send(Key.enter)
    try terminal.expect("error[")
    try terminal.expect("[1]>")
  }

  @Test("on a screen too narrow for a drawing, an error names its place in words")
  func narrow() throws {
    let terminal = try startPrompt(home, rows: 10, columns: 40)
    try terminal.send(#"handler ValueErorr => "a long body text here to wrap", 500"#, Key.enter)
    try terminal.expect("columns 20 to 21")
    #expect(!terminal.visible.contains("^"))
  }

  @Test("a saved session gives the same results, and no file is replaced without a question")
  func save() throws {
    let terminal = try startPrompt(home)
    try terminal.type(bugReport)
    try terminal.type("save ~/report.eb", then: "Saved 8 lines.")
    try terminal.expect("[9]>")
    #expect(try home.read("report.eb") == bugReport.map { $0 + "\n" }.joined())
    try terminal.type(["raise E1"], from: 9)
    try terminal.type("save ~/report.eb", then: "Replace it? (y or n)")
    try terminal.type("n", then: "Nothing was saved.")
    #expect(try home.read("report.eb") == bugReport.map { $0 + "\n" }.joined())
    try terminal.type("save ~/report.eb", then: "Replace it? (y or n)")
    try terminal.type("y", then: "Saved 9 lines.")
    let run = try PseudoTerminal(
      PseudoTerminal.product("errorbook"), ["run", home.path + "/report.eb"], environment: ["HOME": home.path])
    #expect(try run.waitForExit() == .exit(0))
    #expect(run.visible.contains(#"500 "Exception"  from handler Exception (line 5), which received E"#))
  }

  @Test("the release from the command line is part of the saved session")
  func saveRelease() throws {
    let terminal = try startPrompt(home, ["--flask", "0.12.2"], prompt: "0.12.2 [2]>")
    try terminal.type(["raise KeyError"], from: 2)
    try terminal.type("save ~/a.eb", then: "Saved 2 lines.")
    #expect(try home.read("a.eb") == "use flask 0.12.2\nraise KeyError\n")
  }

  @Test("load runs a file in the session and reports files that cannot be read")
  func load() throws {
    _ = try home.write(bugReport.joined(separator: "\n"), to: "report.eb")
    let terminal = try startPrompt(home)
    try terminal.type(["mro KeyError"])
    try terminal.type("load ~/report.eb", then: "lines 2 to 9: 3 classes")
    try terminal.expect("0.12.2 [10]>")
    try terminal.type("load ~/none.eb", then: "no such file")
    try terminal.type("load ~", then: "it is a folder")
    try terminal.type("load report.eb", then: "no such file")
  }

  @Test("edit changes the session and runs it again; undo brings back the old session")
  func edit() throws {
    let terminal = try startPrompt(home, environment: ["EDITOR": "sed -i s/KeyError/ValueError/"])
    try terminal.type([#"handler ValueError -> "value", 500"#, "raise KeyError"])
    try terminal.type("edit", then: #"500 "value""#)
    try terminal.expect("[3]>")
    try terminal.type("list", then: "2  raise ValueError")
    try terminal.type("undo", then: "an edit of the whole session")
    try terminal.expect("[3]>")
    try terminal.type("list", then: "2  raise KeyError")
  }

  @Test("after an edit with errors the old session can be kept")
  func editWrong() throws {
    let terminal = try startPrompt(home, environment: ["VISUAL": "sed -i s/raise/rise/", "EDITOR": "false"])
    try terminal.type(["raise KeyError"])
    try terminal.type("edit 1", then: "unknown-statement")
    try terminal.expect("1 error, the first in line 1.")
    try terminal.expect("Enter: edit again.")
    try terminal.type("k", then: "The session is unchanged.")
    try terminal.type("list", then: "1  raise KeyError")
  }

  @Test("an editor that was not found is named in the error")
  func noEditor() throws {
    let terminal = try startPrompt(home, environment: ["EDITOR": "no-such-editor"])
    try terminal.type(["raise KeyError"])
    try terminal.type("edit", then: "the editor `no-such-editor` was not found")
    try terminal.expect("[2]>")
  }

  @Test("step shows the steps one by one, b goes back, q quits")
  func step() throws {
    let terminal = try startPrompt(home)
    try terminal.type(Array(bugReport.prefix(6)))
    try terminal.type("step E", then: "1 of 6")
    try terminal.expect("E: no entry")
    try terminal.type("", then: "2 of 6")
    try terminal.type("", then: "3 of 6")
    try terminal.expect("E2: handler E2 (line 4)")
    try terminal.type("b", then: "2 of 6")
    try terminal.type("", then: "3 of 6")
    try terminal.type("", then: "the cache writes")
    try terminal.type("q", then: "[7]>")
    try terminal.type("list", then: "6  use flask 0.12.2")
    try terminal.expect("[7]>")
  }
}
