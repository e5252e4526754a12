import Diagnostics
import Interpreter
import Rendering
import Syntax
import Testing

@testable import Prompt

@Suite("Session commands")
struct PromptCommandTests {
  @Test(
    "each command is recognized with and without a colon",
    arguments: [
      ("help", SessionCommand.help(topic: nil)), ("help raise", .help(topic: "raise")), ("?", .help(topic: nil)),
      ("list", .list), ("edit", .edit(line: nil)), ("edit 12", .edit(line: 12)), ("load a b.eb", .load(path: "a b.eb")),
      ("load 'a b.eb'", .load(path: "a b.eb")), ("save x.eb", .save(path: "x.eb")), ("undo", .undo), ("redo", .redo),
      ("step E in admin", .step(subject: "E in admin")), ("flask", .appCode), ("history", .history),
      ("explain unknown-class", .explain(slug: "unknown-class")), ("learn", .learn(lesson: nil)),
      ("learn 2", .learn(lesson: "2")), ("clear", .clear), ("cls", .clear), ("quit", .quit), ("exit", .quit),
      ("quit()", .quit), ("q", .quit), ("undo # again", .undo), ("  LIST  ", .list),
      ("errorbook explain bad-name", .explain(slug: "bad-name")),
    ])
  func known(line: String, command: SessionCommand) {
    #expect(SessionCommand.read(line) == .success(command))
    #expect(SessionCommand.read(":" + line) == .success(command))
  }

  @Test(
    "commands do not conflict with the language",
    arguments: statementWords + [
      "raise E", "list -> \"x\"", "help = 3", "flask.abort(404)", "history = []", "# help", "Steps(Exception)", "", "x",
      "help\nlist", "from flask import Flask", "@app.errorhandler(404)", "class list(Exception)", "import os",
      "E -> \"x\"",
    ])
  func leftToTheParser(line: String) {
    #expect(SessionCommand.read(line) == nil)
  }

  @Test(
    "a misspelled command suggests the right one",
    arguments: [
      ("udno", "undo"), ("hlep", "help"), (":lst", "list"), ("hepl raise", "help"), ("qit", "quit"),
      (":rase E", "raise"),
      ("sav x.eb", "save"), ("lod x.eb", "load"), ("histroy", "history"), ("expalin bad-name", "explain"),
    ])
  func nearName(line: String, near: String) {
    guard case .failure(let problem) = SessionCommand.read(line) else {
      Issue.record("no problem")
      return
    }
    #expect(problem.help == "did you mean `\(near)`?")
  }

  @Test(
    "a command of another place says where it belongs",
    arguments: [
      ("progress", "`progress` is a command of the shell: `errorbook progress`"),
      ("lessons", "`lessons` is a command of the shell: `errorbook lessons`"),
      ("toc", "`toc` is a command of lessons"), (":hint", "`hint` is a command of lessons"),
    ])
  func misplaced(line: String, message: String) {
    guard case .failure(let problem) = SessionCommand.read(line) else {
      Issue.record("no problem")
      return
    }
    #expect(problem.message == message)
  }

  @Test("in the shell, commands and statements of other places say where they belong")
  func misplacedInShell() {
    #expect(
      MisplacedCommand.adviceInShell("toc") == "`errorbook lessons` lists the lessons; inside a lesson, type `toc`.")
    #expect(MisplacedCommand.adviceInShell("hint") == "Inside a lesson, type `hint`; `errorbook learn` opens one.")
    #expect(MisplacedCommand.adviceInShell("raise") == "Type `raise` at the prompt; `errorbook` opens it.")
    #expect(MisplacedCommand.adviceInShell("shop.eb") == nil)
  }

  @Test(
    "a missing or extra argument is an error with the line to write",
    arguments: [
      ("load", "the usage is `load FILE`"), ("save", "the usage is `save FILE`"),
      ("step", "the usage is `step EXCEPTION [at ROUTE] [in BLUEPRINT]`"),
      ("undo 3", "write `undo`"), ("edit x", "write `edit` or `edit 3`"), (":nothing", "`help` lists the commands"),
    ])
  func wrongArguments(line: String, help: String) {
    guard case .failure(let problem) = SessionCommand.read(line) else {
      Issue.record("no problem")
      return
    }
    #expect(problem.help == help)
  }

  @Test("in a script each command is an error", arguments: CommandWord.all)
  func inScript(word: String) {
    for line in [word, ":" + word] {
      var session = Session(name: "a.eb")
      let slugs = session.run(line).compactMap { event -> String? in
        if case .diagnostic(let diagnostic) = event.kind { diagnostic.kind.slug } else { nil }
      }
      #expect(slugs == ["session-command"])
    }
  }
}
