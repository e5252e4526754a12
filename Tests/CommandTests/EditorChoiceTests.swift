import Foundation
import PseudoTerminal
import TemporaryFolder
import Testing

/// Tests which editor `edit` opens if none is set.
@Suite("The default editor") struct EditorChoiceTests {
  private let home = TemporaryFolder()

  /// Creates a folder that replaces /usr/bin. Each of these programs changes KeyError to its own name.
  private func programs(_ names: String..., links: [String: String] = [:]) throws -> [String: String] {
    let folder = home.path + "/bin"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in names {
      _ = try home.write("#!/bin/sh\n/bin/sed -i \"s/sorry/$(/usr/bin/basename $0)/\" \"$1\"\n", to: "stand-in")
      // Another process writes the file: if this process had it open for writing, a program that another test starts could
      // inherit it, and the kernel does not run a file that is open for writing ("Text file busy").
      #expect(try Shell().run("install -m 755 stand-in bin/\(name)", in: home.path).status == 0)
    }
    for (name, program) in links {
      try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(name)", withDestinationPath: program)
    }
    return ["PATH": folder, "VISUAL": "", "EDITOR": ""]
  }

  private func edit(_ environment: [String: String]) throws -> PseudoTerminal {
    let terminal = try startPrompt(home, environment: environment)
    try terminal.type([#"handler Exception -> "sorry", 500"#])
    try terminal.send("edit", Key.enter)
    return terminal
  }

  @Test func nanoComesBeforeViAndIsExplained() throws {
    let terminal = try edit(try programs("nano", "vi"))
    try terminal.expect("Opening nano, since EDITOR is not set. Ctrl-O and Enter save, Ctrl-X quits.")
    try terminal.expect("Using the edited session")
    try terminal.expect("[2]>")
    try terminal.type("list", then: "\"nano\"")
  }

  @Test func systemEditorComesFirst() throws {
    let terminal = try edit(try programs("nano", "vi", "joe", links: ["editor": "joe"]))
    try terminal.expect("Opening joe, since EDITOR is not set.")
    try terminal.expect("[2]>")
    try terminal.type("list", then: "\"editor\"")
  }

  @Test func viIsExplainedBeforeItOpensAndCanBeDeclined() throws {
    let terminal = try edit(try programs("vim.basic", links: ["editor": "vim.basic"]))
    try terminal.expect("Opening vim")
    try terminal.expect("`:q!` and Enter quit without saving")
    try terminal.expect("Enter: open it. n: cancel.")
    try terminal.type("n", then: "The session is unchanged.")
    try terminal.expect("[2]>")
    try terminal.send("edit", Key.enter)
    try terminal.expect("Enter: open it. n: cancel.")
    try terminal.send(Key.control("c"))
    try terminal.expect("The session is unchanged.")
    try terminal.expect("[2]>")
    try terminal.send("edit", Key.enter)
    try terminal.expect("Enter: open it. n: cancel.")
    try terminal.type("", then: "Using the edited session")
  }

  @Test func chosenEditorOpensWithoutHint() throws {
    var environment = try programs("vi")
    environment["EDITOR"] = "vi"
    let terminal = try edit(environment)
    try terminal.expect("Using the edited session")
    #expect(!terminal.visible.contains("Opening"))
  }

  @Test func missingEditorNamesVariable() throws {
    let terminal = try edit(try programs())
    try terminal.expect("no editor found; set one in your shell, such as `export EDITOR=nano`")
    try terminal.expect("The session is unchanged.")
    try terminal.expect("[2]>")
  }

  @Test func courseBehavesTheSame() throws {
    var environment = try programs("vi")
    environment["HOME"] = home.path
    let terminal = try PseudoTerminal(
      PseudoTerminal.product("errorbook"), ["learn", "1"], environment: environment)
    try terminal.expect("step 1 of 13")
    try terminal.send("goto 11", Key.enter)
    try terminal.expect("step 11 of 13")
    try terminal.send("edit", Key.enter)
    try terminal.expect("Enter: open it. n: cancel.")
    try terminal.send("n", Key.enter)
    try terminal.expect("Your answer is unchanged.")
    try terminal.expect("step 11 of 13")
  }
}
