import Foundation
import PseudoTerminal
import TemporaryFolder
import Testing

/// Which editor `edit` opens where nobody has chosen one.
@Suite("The editor that nobody chose") struct EditorChoiceTests {
  private let home = TemporaryFolder()

  /// A folder of programs that stands in for /usr/bin: each of these changes KeyError into its own name.
  private func programs(_ names: String..., links: [String: String] = [:]) throws -> [String: String] {
    let folder = home.path + "/bin"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in names {
      _ = try home.write("#!/bin/sh\n/bin/sed -i \"s/sorry/$(/usr/bin/basename $0)/\" \"$1\"\n", to: "stand-in")
      // Written by another process: what this one has open for writing, a program that another test starts meanwhile may
      // hold open as well, and the kernel runs no file that is ("Text file busy").
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
    try terminal.expect("Opening nano, since EDITOR names no other. Ctrl-O and Enter save, Ctrl-X leaves.")
    try terminal.expect("The session is the edited one")
    try terminal.expect("[2]>")
    try terminal.type("list", then: "\"nano\"")
  }

  @Test func theSystemsEditorComesFirst() throws {
    let terminal = try edit(try programs("nano", "vi", "joe", links: ["editor": "joe"]))
    try terminal.expect("Opening joe, since EDITOR names no other.")
    try terminal.expect("[2]>")
    try terminal.type("list", then: "\"editor\"")
  }

  @Test func viIsExplainedBeforeItOpensAndCanBeDeclined() throws {
    let terminal = try edit(try programs("vim.basic", links: ["editor": "vim.basic"]))
    try terminal.expect("Opening vim")
    try terminal.expect("`:q!` and Enter only leave")
    try terminal.expect("Enter opens it, `n` does not.")
    try terminal.type("n", then: "The session is as it was.")
    try terminal.expect("[2]>")
    try terminal.send("edit", Key.enter)
    try terminal.expect("Enter opens it, `n` does not.")
    try terminal.send(Key.control("c"))
    try terminal.expect("The session is as it was.")
    try terminal.expect("[2]>")
    try terminal.send("edit", Key.enter)
    try terminal.expect("Enter opens it, `n` does not.")
    try terminal.type("", then: "The session is the edited one")
  }

  @Test func whoChoseAnEditorIsToldNothing() throws {
    var environment = try programs("vi")
    environment["EDITOR"] = "vi"
    let terminal = try edit(environment)
    try terminal.expect("The session is the edited one")
    #expect(!terminal.visible.contains("Opening"))
  }

  @Test func withoutAnyEditorTheVariableIsNamed() throws {
    let terminal = try edit(try programs())
    try terminal.expect("no editor was found; at the shell, `export EDITOR=...` names one")
    try terminal.expect("The session is as it was.")
    try terminal.expect("[2]>")
  }

  @Test func theSameInTheCourse() throws {
    var environment = try programs("vi")
    environment["HOME"] = home.path
    let terminal = try PseudoTerminal(
      PseudoTerminal.product("errorbook"), ["learn", "1"], environment: environment)
    try terminal.expect("step 1 of 12")
    try terminal.send("goto 11", Key.enter)
    try terminal.expect("step 11 of 12")
    try terminal.send("edit", Key.enter)
    try terminal.expect("Enter opens it, `n` does not.")
    try terminal.send("n", Key.enter)
    try terminal.expect("Your answer is as it was.")
    try terminal.expect("step 11 of 12")
  }
}
