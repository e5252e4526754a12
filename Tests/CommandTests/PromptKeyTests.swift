import Foundation
import PseudoTerminal
import TemporaryFolder
import Testing

@Suite("Keys at the prompt")
struct PromptKeyTests {
  private let home = TemporaryFolder()

  @Test(
    "Tab completes words that can come next",
    arguments: [
      ("rai\tNotFo\t", "raise NotFound"), ("visit wro\t", "visit wrong-method"),
      ("use fl\t0.12.\t5", "use flask 0.12.5"),
      ("hist\t", "history"), (":und\t", ":undo"), ("class E(Runt\tE\t)", "class E(RuntimeError)"),
      ("raise zerodiv\t", "raise ZeroDivisionError"), ("help inconsistent\t", "help inconsistent-mro"),
    ])
  func tab(keys: String, line: String) throws {
    let terminal = try startPrompt(home)
    try terminal.send(keys)
    try terminal.expectLine("3.1.0 [1]> \(line)")
  }

  @Test("Tab knows the classes and blueprints of the session, and lists several")
  func tabLists() throws {
    let terminal = try startPrompt(home)
    try terminal.type(["class Timeout(Exception)", "class TimeTravel(Exception)", "blueprint admin"])
    try terminal.send("raise Timet\t")
    try terminal.expectLine("3.1.0 [4]> raise TimeTravel")
    try terminal.send("in a\t", Key.control("U"), "raise Time\t\t")
    try terminal.expect("TimeoutError")
    try terminal.expectLine("3.1.0 [4]> raise Time")
  }

  @Test("a long list is shown only after a question")
  func tabAsks() throws {
    let terminal = try startPrompt(home)
    try terminal.send("mro \t")
    try terminal.expect("Show all")
    try terminal.send("n")
    try terminal.expectLine("3.1.0 [1]> mro")
    try terminal.send("KeyError", Key.enter)
    try terminal.expect("LookupError")
  }

  @Test("Tab completes files after load")
  func tabFiles() throws {
    _ = try home.write("raise KeyError\n", to: "a program.eb")
    let terminal = try startPrompt(home)
    try terminal.send("load ~/a\t")
    try terminal.expectLine("3.1.0 [1]> load ~/a program.eb")
    try terminal.send(Key.enter)
    try terminal.expect("no handler was found")
    try terminal.expect("[2]>")
  }

  @Test("Tab completes files and folders and ignores case; hidden files need a dot")
  func tabFolders() throws {
    for name in ["files/two words.eb", "files/Lesson.md", "files/.hidden"] {
      try FileManager.default.createDirectory(atPath: home.path + "/files", withIntermediateDirectories: true)
      _ = try home.write("", to: name)
    }
    let terminal = try startPrompt(home)
    // No space follows a folder, since the path continues.
    try terminal.send("load ~/fil\tles\t")
    try terminal.expectLine("3.1.0 [1]> load ~/files/Lesson.md")
    try terminal.send(Key.control("U"), ":load ~/files/two w\t")
    try terminal.expectLine("3.1.0 [1]> :load ~/files/two words.eb")
    try terminal.send(Key.control("U"), "save ~/files/\t\t")
    try terminal.expect("Lesson.md")
    try terminal.expect("two words.eb")
    try terminal.expectLine("3.1.0 [1]> save ~/files/")
    #expect(!terminal.visible.contains(".hidden"))
    try terminal.send(".h\t")
    try terminal.expectLine("3.1.0 [1]> save ~/files/.hidden")
  }

  @Test("after an error, Tab on an empty line fills in the correction")
  func tabCorrects() throws {
    let terminal = try startPrompt(home)
    try terminal.type("raise KeyEror", then: "Tab fills in the correction.")
    try terminal.expect("[1]>")
    try terminal.send(Key.tab)
    try terminal.expectLine("3.1.0 [1]> raise KeyError")
    try terminal.send(Key.enter)
    try terminal.expect("no handler was found")
    try terminal.expect("[2]>")
    // Two lines, with the missing declaration.
    try terminal.type("raise Timeout", then: "[2]>")
    try terminal.send(Key.tab)
    try terminal.expectLine("raise Timeout")
    try terminal.send(Key.enter)
    try terminal.expect("lines 2 to 3: 1 class, 1 request")
    try terminal.expect("[4]>")
    // Now Tab completes words again.
    try terminal.send(Key.tab)
    try terminal.expect("blueprint")
  }

  @Test("clear clears the screen")
  func clear() throws {
    let terminal = try startPrompt(home)
    try terminal.type(["mro KeyError"])
    try terminal.send("clear", Key.enter)
    try terminal.expectScreen("3.1.0 [2]>")
  }

  @Test("Up brings back earlier entries with the same start, Ctrl-R any entry")
  func history() throws {
    let terminal = try startPrompt(home)
    try terminal.type(["raise KeyError", "mro KeyError", "raise ValueError"])
    try terminal.send("ra", Key.up, Key.up)
    try terminal.expectLine("3.1.0 [4]> raise KeyError")
    try terminal.send(Key.control("U"), Key.control("R"), "mro")
    try terminal.expectLine("search 'mro': mro KeyError")
    try terminal.send(Key.enter)
    try terminal.expect("[5]>")
  }

  @Test("a failed line can be brought back and corrected, and keeps its number")
  func recallWrongLine() throws {
    let terminal = try startPrompt(home)
    try terminal.type("raise KeyEror", then: "[1]>")
    try terminal.send(Key.up)
    try terminal.expectLine("3.1.0 [1]> raise KeyEror")
    try terminal.send(Key.left, Key.left, "r", Key.enter)
    try terminal.expect("no handler was found")
    try terminal.expect("[2]>")
  }

  @Test("~/.editrc can enable vi keys, together with our keys")
  func vi() throws {
    _ = try home.write("bind -v\n", to: ".editrc")
    let terminal = try startPrompt(home)
    try terminal.send("raise KeyErrorr", Key.escape, "x")
    try terminal.expectLine("3.1.0 [1]> raise KeyError")
    try terminal.send(Key.enter)
    try terminal.expect("[2]>")
    try terminal.send(Key.escape, "k")
    try terminal.expectLine("3.1.0 [2]> raise KeyError")
    try terminal.send("0cwmr", Key.tab, Key.escape, Key.enter)
    try terminal.expect("KeyError -> LookupError")
  }

  @Test("~/.editrc can bind emacs keys")
  func emacs() throws {
    _ = try home.write("bind -e\nbind ^T ed-move-to-beg\n", to: ".editrc")
    let terminal = try startPrompt(home)
    try terminal.send("KeyError", Key.control("T"), "raise ", Key.enter)
    try terminal.expect("no handler was found")
  }

  @Test("a block continues until it is closed, and is one entry of the history")
  func block() throws {
    let terminal = try startPrompt(home)
    try terminal.send("test \"a page\" {", Key.enter)
    try terminal.expect("...")
    try terminal.send("  expect abort 404 -> 404 page", Key.enter)
    try terminal.expect("...")
    try terminal.send("}", Key.enter)
    try terminal.expect("passed")
    try terminal.expect("[4]>")
    try terminal.send(Key.up)
    try terminal.expectLine("}")
    try terminal.send(Key.enter)
    try terminal.expect("passed")
    try terminal.expect("[7]>")
  }

  @Test("a program of 500 lines is pasted as one entry")
  func largePaste() throws {
    let terminal = try startPrompt(home)
    let program = (1...499).map { "class C\($0)(Exception)" } + ["raise C499"]
    try terminal.send(Key.paste(program.joined(separator: "\n")))
    try terminal.expect("[500 lines pasted]")
    try terminal.expect("raise C499")
    try terminal.expect("lines 1 to 500: 499 classes, 1 request")
    try terminal.expect("[501]>")
    try terminal.send("undo", Key.enter)
    try terminal.expect("undone: class C1(Exception) and 499 more lines")
    try terminal.expect("[1]>")
  }

  @Test("the output of a pasted program is like a script's")
  func paste() throws {
    let terminal = try startPrompt(home)
    try terminal.send(Key.paste(bugReport.joined(separator: "\n")), Key.enter)
    try terminal.expect("raise E1")
    try terminal.expect(#"500 "Exception"  from handler Exception (line 5), which received E1"#)
    try terminal.expect("in a fresh process: 500 \"E2\"")
    try terminal.expect("lines 1 to 8: 3 classes, 2 handlers, 2 requests, 1 other statement")
  }
}

@Suite("Characters at the prompt")
struct PromptCharacterTests {
  private let home = TemporaryFolder()

  @Test(
    "wide and combining characters, even in an ASCII locale",
    arguments: [["LANG": "C.UTF-8"], ["LANG": "C"], ["LC_ALL": "C", "LANG": ""]])
  func beyondASCII(environment: [String: String]) throws {
    let terminal = try startPrompt(home, environment: environment)
    try terminal.type([#"handler KeyError -> "日本 ärger", 500"#])
    try terminal.send("raise KeyError", Key.enter)
    try terminal.expect(#"500 "日本 ärger"  from handler KeyError (line 1)"#)
    try terminal.expect("[3]>")
    try terminal.send("class Cafe\u{301}(Exception)", Key.left, Key.left, Key.enter)
    try terminal.expect("Café -> Exception")
    try terminal.expect("[4]>")
    try terminal.send("raise caf", Key.tab)
    try terminal.expectLine("3.1.0 [4]> raise Café")
  }
}
