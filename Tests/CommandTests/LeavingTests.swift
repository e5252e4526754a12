import Foundation
import PseudoTerminal
import TemporaryFolder
import Testing

/// An unsaved session can be restored, however the program ended.
@Suite("Quitting with an unsaved session") struct LeavingTests {
  private let home = TemporaryFolder()
  private var folder: String { home.path + "/.local/state/errorbook/sessions" }

  private static let session = [#"handler KeyError -> "no key", 404"#, "raise KeyError"]

  private func files() throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func kept() throws -> [String] {
    try files().map { try String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }
  }

  // MARK: Ways to quit

  private enum Way: CaseIterable {
    case quit, controlD, terminate, quitSignal, hangUp, closeTerminal, kill
  }

  @Test(arguments: Way.allCases.indices) func nextStartOffersTheSession(_ index: Int) throws {
    let way = Way.allCases[index]
    let first = try startPrompt(home)
    try first.type(Self.session)
    try first.send("half of a line")
    try first.expectLine("3.1.0 [3]> half of a line")
    switch way {
    case .quit: try first.send(Key.control("c"), "quit", Key.enter)
    case .controlD: try first.send(Key.control("c"), Key.control("d"))
    case .terminate: first.signal(SIGTERM)
    case .quitSignal: first.signal(SIGQUIT)
    case .hangUp: first.signal(SIGHUP)
    case .closeTerminal: first.hangUp()
    case .kill: first.signal(SIGKILL)
    }
    let saysSo = [Way.quit, .controlD, .terminate, .quitSignal, .hangUp].contains(way)
    if saysSo {
      try first.expect("You did not save this session, so errorbook keeps it.")
    }
    let ending = try first.waitForExit()
    switch way {
    case .quit, .controlD: #expect(ending == .exit(0))
    case .terminate: #expect(ending == .signal(SIGTERM))
    case .quitSignal: #expect(ending == .signal(SIGQUIT))
    case .hangUp: #expect(ending == .signal(SIGHUP))
    case .closeTerminal: #expect([.exit(0), .signal(SIGHUP)].contains(ending))
    case .kill: #expect(ending == .signal(SIGKILL))
    }
    #expect(try kept() == [Self.session.joined(separator: "\n") + "\n"])

    let second = try startPrompt(home)
    #expect(second.visible.contains("There is an unsaved session: 2 lines from 2"))
    try second.type("restore", then: "Session restored, 2 lines: 1 handler, 1 request.")
    try second.type("list", then: "2  raise KeyError")
    try second.expect("[3]>")
    try second.type("raise KeyError", then: #"404 "no key""#)
  }

  @Test func sessionIsKeptOnADumbTerminal() throws {
    let first = try startPrompt(home, environment: ["TERM": "dumb"])
    try first.type(Self.session)
    first.signal(SIGTERM)
    try first.expect("You did not save this session, so errorbook keeps it")
    #expect(try first.waitForExit() == .signal(SIGTERM))
    let second = try startPrompt(home, environment: ["TERM": "dumb"])
    try second.type("restore", then: "Session restored, 2 lines")
  }

  /// An incomplete entry must not run.
  @Test func signalDoesNotRunUnfinishedEntry() throws {
    let terminal = try startPrompt(home)
    try terminal.type(["raise KeyError"])
    try terminal.send("test \"x\" {", Key.enter)
    try terminal.expect("...")
    terminal.signal(SIGTERM)
    #expect(try terminal.waitForExit() == .signal(SIGTERM))
    #expect(try kept() == ["raise KeyError\n"])
  }

  // MARK: Sessions that are not kept

  @Test func savedAndEmptySessionsAreNotKept() throws {
    let saved = try startPrompt(home)
    try saved.type(Self.session)
    #expect(try files().count == 1)
    try saved.type("save ~/report.eb", then: "Saved 2 lines.")
    try saved.expect("[3]>")
    #expect(try files() == [])
    try saved.send("quit", Key.enter)
    #expect(try saved.waitForExit() == .exit(0))
    #expect(!saved.visible.contains("did not save"))

    let loaded = try startPrompt(home)
    #expect(!loaded.visible.contains("restore"))
    try loaded.type("load ~/report.eb", then: "[3]>")
    try loaded.send("quit", Key.enter)
    #expect(try loaded.waitForExit() == .exit(0))
    #expect(!loaded.visible.contains("did not save"))

    let undone = try startPrompt(home)
    try undone.type(["raise KeyError"])
    try undone.type("undo", then: "[1]>")
    try undone.send("quit", Key.enter)
    #expect(try undone.waitForExit() == .exit(0))

    let option = try startPrompt(home, ["--flask", "0.12.2"], prompt: "0.12.2 [2]>")
    try option.send("quit", Key.enter)
    #expect(try option.waitForExit() == .exit(0))
    #expect(try files() == [])
  }

  @Test func linesAfterASaveAreKept() throws {
    let terminal = try startPrompt(home)
    try terminal.type(["raise KeyError"])
    try terminal.type("save ~/report.eb", then: "[2]>")
    try terminal.type(["raise ValueError"], from: 2)
    terminal.signal(SIGKILL)
    _ = try terminal.waitForExit()
    #expect(try kept() == ["raise KeyError\nraise ValueError\n"])
  }

  @Test func failedLineIsKeptAsAComment() throws {
    let terminal = try startPrompt(home)
    try terminal.send(Key.paste("raise KeyError\nraise Nothing\n"), Key.enter)
    try terminal.expect("[3]>")
    try terminal.send("quit", Key.enter)
    _ = try terminal.waitForExit()
    #expect(try kept() == ["raise KeyError\n# raise Nothing\n"])
  }

  // MARK: restore

  @Test func restoreKeepsCurrentSession() throws {
    for line in ["raise KeyError", "raise ValueError"] {
      let terminal = try startPrompt(home)
      try terminal.type([line])
      let typed = time(nil)
      // Wait for the next second, since the order of sessions depends on it.
      while time(nil) == typed { usleep(10_000) }
      try terminal.send("quit", Key.enter)
      _ = try terminal.waitForExit()
    }
    let third = try startPrompt(home)
    #expect(third.visible.contains("`restore list` shows all 2."))
    try third.type(["raise IndexError"])
    try third.type("restore list", then: "2  1 line from 2")
    try third.expect("[2]>")
    try third.type("restore 2", then: "1 line: 1 request.")
    try third.type("list", then: "1  raise KeyError")
    try third.type("undo", then: "undone: a restored session")
    try third.type("list", then: "1  raise IndexError")
    try third.type("redo", then: "redone: a restored session")
    third.signal(SIGKILL)
    _ = try third.waitForExit()
    let all = Set(try kept())
    #expect(all == ["raise KeyError\n", "raise ValueError\n", "raise IndexError\n"])
  }

  @Test func restoredAndSavedSessionIsNotOfferedAgain() throws {
    let first = try startPrompt(home)
    try first.type(Self.session)
    try first.send("quit", Key.enter)
    _ = try first.waitForExit()
    let second = try startPrompt(home)
    try second.type("restore", then: "[3]>")
    try second.type("restore", then: "There is no unsaved session to restore.")
    try second.type("save ~/report.eb", then: "[3]>")
    try second.send("quit", Key.enter)
    _ = try second.waitForExit()
    #expect(try files() == [])
    #expect(try home.read("report.eb") == Self.session.joined(separator: "\n") + "\n")
  }

  @Test func restoredSessionIsKeptOnce() throws {
    for _ in 0..<3 {
      let terminal = try startPrompt(home)
      if terminal.visible.contains("restore") {
        try terminal.type("restore", then: "[3]>")
      } else {
        try terminal.type(Self.session)
      }
      try terminal.send("quit", Key.enter)
      _ = try terminal.waitForExit()
      #expect(try kept() == [Self.session.joined(separator: "\n") + "\n"])
    }
  }

  @Test func sessionOfAnOpenPromptIsNotOffered() throws {
    let first = try startPrompt(home)
    try first.type(Self.session)
    let second = try startPrompt(home)
    #expect(!second.visible.contains("did not save"))
    try second.type("restore", then: "There is no unsaved session to restore.")
    try first.type("raise ValueError", then: "[4]>")
    try first.send("quit", Key.enter)
    _ = try first.waitForExit()
    try second.type("restore", then: "3 lines")
  }

  @Test func restoreRejectsOtherArguments() throws {
    let terminal = try startPrompt(home)
    try terminal.type("restore", then: "There is no unsaved session to restore.")
    try terminal.type("restore x", then: "`restore` expects the number of a session")
    try terminal.type("restore 0", then: "`restore list` shows the numbers")
    try terminal.type("help restore", then: "restore [NUMBER|list]")
    try terminal.send("rest", Key.tab)
    try terminal.expect("restart")
  }

  // MARK: Limits

  @Test func keptSessionIsPrivate() throws {
    let terminal = try startPrompt(home)
    try terminal.type(Self.session)
    let file = folder + "/" + (try #require(try files().first))
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int == 0o700)
  }

  @Test func tenLatestSessionsAreKeptForAMonth() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for number in 0..<14 {
      let path = try home.write("raise KeyError\n", to: ".local/state/errorbook/sessions/\(100 + number).eb")
      // Of the ten latest, two are older than a month.
      let days = number < 8 ? Double(number) : Double(number) + 25
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -days * 86_400 - 60)], ofItemAtPath: path)
    }
    _ = try home.write("no session of ours", to: ".local/state/errorbook/sessions/notes.txt")
    let terminal = try startPrompt(home)
    #expect(terminal.visible.contains("`restore list` shows all 8."))
    #expect(try files() == (100..<108).map { "\($0).eb" } + ["notes.txt"])
    for number in 0..<5 {
      let path = try home.write("raise KeyError\n", to: ".local/state/errorbook/sessions/\(200 + number).eb")
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -30)], ofItemAtPath: path)
    }
    let second = try startPrompt(home)
    #expect(second.visible.contains("`restore list` shows all 10."))
    #expect(try files().count == 11)
  }

  @Test func quitWarnsWhenNothingCanBeKept() throws {
    for environment in [["XDG_STATE_HOME": "/proc/nowhere"], ["XDG_STATE_HOME": "", "HOME": ""]] {
      var environment = environment
      environment["PATH"] = "/usr/bin:/bin"
      // An empty variable would be set to the folder of the test.
      let unset = environment["HOME"] == "" ? "-u HOME -u XDG_STATE_HOME" : "XDG_STATE_HOME=/proc/nowhere"
      let terminal = try PseudoTerminal(
        "/usr/bin/env", unset.split(separator: " ").map { String($0) } + [PseudoTerminal.product("errorbook")],
        environment: ["HOME": home.path])
      try terminal.expect("[1]>")
      try terminal.type(["raise KeyError"])
      try terminal.type("quit", then: "You did not save this session, and errorbook cannot keep it: ")
      try terminal.type("n", then: "Type `save FILE` to save the session.")
      try terminal.expect("[2]>")
      try terminal.send(Key.control("d"))
      try terminal.expect("Quit anyway? (y or n)")
      try terminal.send(Key.control("d"))
      #expect(try terminal.waitForExit() == .exit(0))
    }
  }

  // MARK: q after step

  @Test(arguments: ["q", ":q", "Q"]) func qAfterStepDoesNotQuitTheProgram(_ key: String) throws {
    let terminal = try startPrompt(home)
    try terminal.type(["handler Exception -> \"x\", 500", "mro KeyError"])
    // At the first stop, at the last one, and after the end; then once more.
    for presses in 0...2 {
      try terminal.type("step Exception", then: "Enter: next step. b: back. q: quit.")
      if presses > 0 {
        try terminal.type("", then: "Enter: next step. b: back. q: quit.")
        try terminal.type("", then: "Enter or q: quit. b: back.")
      }
      if presses > 1 { try terminal.type("", then: "[3]>") }
      if presses < 2 { try terminal.type(key, then: "[3]>") }
      try terminal.type(key, then: "`step` has ended; you are at the prompt. `quit` leaves errorbook.")
      try terminal.expect("[3]>")
    }
    try terminal.type("list", then: "2  mro KeyError")
    try terminal.expect("[3]>")
    // Otherwise it quits.
    try terminal.send("q", Key.enter)
    #expect(try terminal.waitForExit() == .exit(0))
  }

  @Test func qAfterStepDoesNotLeaveALesson() throws {
    let terminal = try PseudoTerminal(
      PseudoTerminal.product("errorbook"), ["learn", "1"], environment: ["HOME": home.path], rows: 120)
    try terminal.expect("step 1 of")
    try terminal.send("step Exception", Key.enter)
    try terminal.expect("Enter: next step. b: back. q: quit.")
    try terminal.send("q", Key.enter)
    try terminal.expect("step 1 of")
    try terminal.type("q", then: "`step` has ended; you are at the prompt.")
    try terminal.type("q", then: "Your place is saved.")
    #expect(try terminal.waitForExit() == .exit(0))
  }

  // MARK: A draft in a lesson

  @Test(arguments: [SIGTERM, SIGHUP, 0, -1]) func draftOfAnAnswerIsKept(_ signal: Int32) throws {
    _ = try home.write(EveryCommand.lesson, to: "mine.md")
    func start() throws -> PseudoTerminal {
      let terminal = try PseudoTerminal(
        PseudoTerminal.product("errorbook"), ["learn", home.path + "/mine.md"], environment: ["HOME": home.path],
        rows: 60)
      try terminal.expect("step ")
      return terminal
    }
    let first = try start()
    try first.type("goto 2", then: "Type your answer")
    try first.type("class Mine(Exception)", then: "[3]>")
    switch signal {
    case 0: try first.send(Key.control("d"))
    case -1: first.hangUp()
    default: first.signal(signal)
    }
    let ending = try first.waitForExit()
    if signal > 0 { #expect(ending == .signal(signal)) }
    if signal == 0 { #expect(first.visible.contains("Your place is saved. `errorbook learn")) }
    let second = try start()
    try second.expect("Your earlier answer is restored")
    try second.type("list", then: "class Mine(Exception)")
  }
}
