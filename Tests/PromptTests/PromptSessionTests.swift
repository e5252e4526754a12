import Diagnostics
import Interpreter
import Prompt
import Rendering
import Resolution
import Syntax
import Testing

@Suite("The prompt session")
struct PromptSessionTests {
  private func prompt(_ lines: [String] = []) -> TypedPrompt {
    var prompt = TypedPrompt()
    for line in lines { prompt.type(line) }
    return prompt
  }

  private func shownPrompt(_ prompt: TypedPrompt) -> String { Theme.colorless.render(prompt.session.prompt) }

  @Test("undo and redo restore the release and the line numbers")
  func undo() {
    var prompt = prompt(bugReport)
    prompt.type("why")
    #expect(shownPrompt(prompt) == "0.12.2 [10]> ")
    // The message mentions that more than one line was removed.
    #expect(prompt.type("undo") == "undone: raise E, with why after it\n")
    #expect(shownPrompt(prompt) == "0.12.2 [8]> ")
    #expect(prompt.type("redo") == "redone: raise E, with why after it\n")
    #expect(shownPrompt(prompt) == "0.12.2 [10]> ")
    prompt.type("handlers")
    #expect(prompt.type("undo") == "undone: raise E, with 2 questions after it\n")
    #expect(shownPrompt(prompt) == "0.12.2 [8]> ")
    #expect(prompt.type("undo") == "undone: raise E1\n")
    #expect(prompt.type("undo") == "undone: use flask 0.12.2\n")
    #expect(shownPrompt(prompt) == "3.1.0 [6]> ")
    #expect(prompt.type("redo") == "redone: use flask 0.12.2\n")
    #expect(shownPrompt(prompt) == "0.12.2 [7]> ")
    #expect(prompt.type("raise E").hasPrefix(#"500 "E2""#))
    #expect(shownPrompt(prompt) == "0.12.2 [8]> ")
    #expect(prompt.type("redo") == "There is nothing to redo.\n")
  }

  @Test("an empty session has nothing to show or undo")
  func empty() {
    var prompt = TypedPrompt()
    #expect(prompt.type("undo") == "There is nothing to undo.\n")
    #expect(prompt.type("list") == "The session is empty.\n")
    #expect(!prompt.session.isUnsaved)
    #expect(prompt.session.bytes.isEmpty)
  }

  @Test("the second line of an entry is aligned with the first")
  func continuation() {
    for lines in [[], Array(bugReport.prefix(3)), bugReport + bugReport] {
      let prompt = prompt(lines)
      #expect(prompt.session.continuation.count == shownPrompt(prompt).count)
      #expect(prompt.session.continuation.hasSuffix("... "))
    }
  }

  @Test("one empty line ends a Python block")
  func blocks() {
    var prompt = TypedPrompt()
    #expect(prompt.type("class X:\n").contains("error[bases-required]"))
    #expect(prompt.session.nextLine == 1)
    #expect(prompt.type("class Y(Exception):\n    pass\n") == "Y -> Exception\n")
    #expect(prompt.session.nextLine == 3)
  }

  @Test("the error about missing quotes shows the corrected line")
  func quotes() {
    var prompt = TypedPrompt()
    #expect(prompt.type("handler Exception -> not charged, 402").contains(#"handler Exception -> "not charged", 402"#))
  }

  @Test("the list has the line numbers of the messages")
  func list() {
    var prompt = prompt(Array(bugReport.prefix(5)))
    expectInOrder(
      prompt.type("list"), ["1  class E1(Exception)\n", "4  handler E2", #"5  handler Exception -> "Exception", 500"#])
    #expect(prompt.session.nextLine == 6)
    #expect(prompt.type("raise E").contains("(line 4)"))
  }

  @Test("flask shows the current app as code")
  func flask() {
    var prompt = prompt(Array(bugReport.prefix(5)))
    let lines = prompt.type("flask").split(separator: "\n").map { String($0.trimmed) }
    for line in ["class E(E1, E2):", "@app.errorhandler(E2)", "return \"E2\", 500", "return app"] {
      #expect(lines.contains(line))
    }
  }

  @Test("the output of a pasted program is like a script's, and undo removes all of it")
  func program() {
    var prompt = TypedPrompt()
    let shown = prompt.paste(bugReport.joined(separator: "\n"))
    expectInOrder(
      shown,
      [
        "raise E1", #"500 "Exception"  from handler Exception (line 5), which received E1"#,
        "in a fresh process: 500 \"E2\"",
        "lines 1 to 8: 3 classes, 2 handlers, 2 requests, 1 other statement\n",
      ])
    #expect(prompt.type("undo") == "undone: class E1(Exception) and 7 more lines\n")
    #expect(prompt.session.nextLine == 1)
  }

  @Test("step shows the steps one by one, b goes back, q quits; a late q does not quit the program")
  func step() {
    var prompt = prompt(Array(bugReport.prefix(6)))
    expectInOrder(prompt.type("step E"), ["How Flask 0.12.2 looks up a handler\n", "1 of 6", "E: no entry"])
    #expect(prompt.question == "Enter: next step. b: back. q: quit. ")
    #expect(prompt.type("").contains("2 of 6"))
    expectInOrder(prompt.type(""), ["3 of 6", "E2: handler E2 (line 4)"])
    #expect(prompt.type("b").contains("2 of 6"))
    #expect(prompt.type("").contains("3 of 6"))
    expectInOrder(prompt.type("what?"), ["Press Enter for the next step", "3 of 6"])
    for _ in 4...6 { prompt.type("") }
    #expect(prompt.question == "Enter or q: quit. b: back. ")
    #expect(prompt.type("") == "")
    #expect(prompt.question == nil)
    #expect(prompt.type("q") == "`step` has ended; you are at the prompt. `quit` leaves errorbook.\n")
    if case .none = prompt.task {} else { Issue.record("q quits the program") }
    prompt.type("step E")
    #expect(prompt.type("q") == "")
    #expect(prompt.type("list").contains("6  use flask 0.12.2"))
    #expect(prompt.session.nextLine == 7)
    #expect(prompt.type("step Nobody").hasPrefix("error: "))
    #expect(prompt.question == nil)
  }

  @Test("another framework is named in the prompt, and use takes effect, is undone and saved as for Flask")
  func frameworks() {
    var prompt = prompt(Array(bugReport.prefix(5)))
    #expect(prompt.type("use sanic 25.12") == "Sanic 25.12.1, in a new process\n")
    #expect(shownPrompt(prompt) == "Sanic 25.12.1 [7]> ")
    #expect(prompt.session.continuation.count == shownPrompt(prompt).count)
    expectInOrder(
      prompt.type("step E at checkout"),
      ["How Sanic 25.12.1 looks up a handler\n", "for key in the route, all routes:", "1 of"])
    prompt.type("q")
    #expect(prompt.type("use fastapi 0.165") == "FastAPI 0.165.0 with Starlette 1.10.0, in a new process\n")
    #expect(shownPrompt(prompt) == "FastAPI 0.165.0 [8]> ")
    #expect(prompt.type("undo") == "undone: use fastapi 0.165\n")
    #expect(shownPrompt(prompt) == "Sanic 25.12.1 [7]> ")
    #expect(String(decoding: prompt.session.bytes, as: UTF8.self).hasSuffix("use sanic 25.12\n"))
    expectInOrder(prompt.type("use snaic 25.12"), ["errorbook does not model a framework named `snaic`", "`sanic`"])
    expectInOrder(prompt.type("use fastapi"), ["expected a release", "the modeled releases are 0.99.1, 0.165.0"])
    #expect(shownPrompt(prompt) == "Sanic 25.12.1 [7]> ")
    #expect(prompt.type("use flask 1.0 with memo").hasPrefix("Flask 1.0 with memo with Werkzeug"))
    #expect(shownPrompt(prompt) == "1.0 memo [8]> ")
  }

  @Test("step in Starlette shows each layer")
  func stepThroughLayers() {
    var prompt = prompt(["use starlette 1.10", #"handler Exception -> "sorry", 500"#])
    var text = prompt.type("step ValueError")
    while prompt.question?.hasPrefix("Enter: next") == true { text += prompt.type("") }
    expectInOrder(
      text,
      [
        "How Starlette 1.10.0 looks up a handler", "ValueError: no entry",
        "the next layer: looking for a handler for ValueError",
        "the outermost layer: looking for a handler for ValueError",
        "app handler for 500 or Exception: handler Exception (line 2)",
        #"the response: 500 "sorry""#,
      ])
  }

  @Test("in linear text the steps are sentences")
  func plainStep() {
    var prompt = TypedPrompt(.init(isPlain: true, kinds: allKinds))
    for line in bugReport.prefix(6) { prompt.type(line) }
    expectInOrder(
      prompt.type("step E"), ["How Flask 0.12.2", "line 1: to find a handler for an error:", "step 1 of"])
  }

  @Test("the same mistake twice gives a hint")
  func hint() {
    var prompt = TypedPrompt()
    #expect(!prompt.type("raise Tineout").contains("explain unknown-class"))
    #expect(!prompt.type("raise Timeot").contains("explain unknown-class"))
    #expect(prompt.type("raise Timeot").contains("explain unknown-class"))
    #expect(prompt.session.nextLine == 1)
    #expect(prompt.type("errorbook explain unknown-class").contains("Right:"))
  }

  @Test("a misspelled command suggests the right one, an unknown word suggests help")
  func nearName() {
    var prompt = TypedPrompt()
    for (line, text) in [
      ("udno", "did you mean `undo`?"), (":hlep", "did you mean `help`?"),
      ("hello", "`help` shows what you can type"), ("raise", "`help raise` shows its syntax"),
      ("help", "Type these three lines:"), ("help rise", "did you mean `help raise`?"),
      ("help PROPAGATE_EXCEPTIONS", "config OPTION on|off"), ("help e.code", "STATUS|e.code"),
      ("help last", "expect REQUEST|last -> "), ("help unknown-class", "Right:"),
      ("help zzz", "`help` shows the topics"),
      ("explain", "unknown-class"), ("explain [unknown-class]", "Right:"),
      ("explain unknown-clas", "did you mean `unknown-class`?"), ("explain zzz", "`explain` lists them all"),
    ] {
      #expect(prompt.type(line).contains(text), "\(line)")
    }
  }

  @Test("commands that need files, keys or the course become tasks of the front end")
  func tasks() {
    for (line, expected) in [
      ("edit", "edit(line: nil)"), ("edit 3", "edit(line: Optional(3))"), ("load a.eb", "load(path: \"a.eb\")"),
      ("save b.eb", "save(path: \"b.eb\")"), ("restore", "number(1)"), ("history", "showHistory"),
      ("learn 2", "learn(lesson: Optional(\"2\"))"), ("quit", "quit"), ("raise KeyError", "none"), ("udno", "none"),
    ] {
      var prompt = TypedPrompt()
      prompt.type(line)
      #expect("\(prompt.task)".contains(expected), "\(line): \(prompt.task)")
    }
  }

  @Test("options of the command line are the first lines of the session and are saved with it")
  func settings() throws {
    let release = try #require(Framework.flask.release(named: "0.12.2"))
    var prompt = TypedPrompt(.init(release: release, isTracing: true, kinds: allKinds))
    #expect(shownPrompt(prompt) == "0.12.2 [3]> ")
    #expect(!prompt.session.isUnsaved)
    #expect(prompt.type("undo") == "There is nothing to undo.\n")
    prompt.type("raise KeyError")
    #expect(prompt.session.isUnsaved)
    #expect(
      String(decoding: prompt.session.bytes, as: UTF8.self) == "use flask 0.12.2\ntrace on\nraise KeyError\n")
    prompt.session.markSaved()
    #expect(!prompt.session.isUnsaved)
  }

  @Test("Ctrl-C stops a program and discards all of it")
  func stop() {
    var prompt = prompt(["class A(Exception)"])
    prompt.screen.textsUntilInterrupt = 2
    let shown = prompt.paste("raise A\nraise A\nraise A\nraise A")
    #expect(shown.hasSuffix("Stopped at line 3. The session is unchanged.\n"), "\(shown)")
    prompt.screen.textsUntilInterrupt = nil
    #expect(prompt.session.nextLine == 2)
    #expect(prompt.type("undo") == "undone: class A(Exception)\n")
  }
}

@Suite("Scripts in the session")
struct SessionFileTests {
  @Test("a loaded script continues the session; in an empty session it counts as saved")
  func load() {
    var prompt = TypedPrompt()
    prompt.session.load(Array("class A(Exception)\nraise A".utf8), from: "a.eb", on: &prompt.screen)
    #expect(prompt.screen.takeShown().hasSuffix("lines 1 to 2: 1 class, 1 request\n"))
    #expect(!prompt.session.isUnsaved)
    prompt.type("mro A")
    #expect(prompt.session.isUnsaved)
    prompt.session.load(Array("raise A\n".utf8), from: "b.eb", on: &prompt.screen)
    #expect(prompt.screen.takeShown().contains("no handler was found"))
    #expect(prompt.session.nextLine == 5)
    #expect(prompt.session.isUnsaved)
  }

  @Test("an empty script and one that is too large do not run")
  func loadNothing() {
    var prompt = TypedPrompt()
    prompt.session.load([], from: "a.eb", on: &prompt.screen)
    #expect(prompt.screen.takeShown() == "a.eb is empty, so there is nothing to run.\n")
    prompt.type("mro KeyError")
    let large = [UInt8](repeating: 0x20, count: TextLimit.file)
    prompt.session.load(large, from: "b.eb", on: &prompt.screen)
    #expect(
      prompt.screen.takeShown().split(separator: "\n").joined(separator: " ").contains(
        "exceed the size limit of a script"))
    #expect(prompt.session.nextLine == 2)
  }

  @Test("an edited session runs from its start and replaces the old one")
  func edit() {
    var prompt = TypedPrompt()
    prompt.type("handler ValueError -> \"value\", 500\nraise KeyError")
    let text = "handler ValueError -> \"value\", 500\nraise ValueError"
    guard case .used = prompt.session.replay(Array(text.utf8), on: &prompt.screen) else {
      Issue.record("not used")
      return
    }
    expectInOrder(prompt.screen.takeShown(), [#"500 "value""#, "Using the edited session: 1 handler, 1 request."])
    #expect(prompt.type("list").contains("2  raise ValueError"))
    #expect(prompt.type("undo") == "undone: an edit of the whole session\n")
    #expect(prompt.type("list").contains("2  raise KeyError"))
    #expect(prompt.session.nextLine == 3)
  }

  @Test("an edited session with errors is used only if the user agrees")
  func editWrong() {
    var prompt = TypedPrompt()
    prompt.type("raise KeyError")
    guard
      case .broken(let edited) = prompt.session.replay(Array("mro KeyError\nrise KeyError\n".utf8), on: &prompt.screen)
    else {
      Issue.record("not broken")
      return
    }
    #expect(edited.firstBrokenLine == 2)
    expectInOrder(prompt.screen.takeShown(), ["unknown-statement", "1 error, the first in line 2.\n"])
    #expect(prompt.type("list").contains("1  raise KeyError"))
    prompt.session.use(edited, on: &prompt.screen)
    #expect(prompt.screen.takeShown().contains("Using the edited session"))
    #expect(prompt.type("list").contains("2  # rise KeyError  (gave an error)"))
    prompt.screen.textsUntilInterrupt = 1
    guard case .stopped = prompt.session.replay(Array("raise A\nraise B\n".utf8), on: &prompt.screen) else {
      Issue.record("not stopped")
      return
    }
    prompt.screen.textsUntilInterrupt = nil
    _ = prompt.screen.takeShown()
    #expect(prompt.type("list").contains("2  # rise KeyError"))
  }

  @Test("a restored session replaces the current one, and undo brings that back")
  func restore() {
    var prompt = TypedPrompt()
    prompt.type("mro KeyError")
    prompt.session.restore(Array("class A(Exception)\nraise A\nrise A\n".utf8), on: &prompt.screen)
    expectInOrder(
      prompt.screen.takeShown(), ["Session restored, 3 lines: 1 class, 1 request, 1 error.", "list", "undo"])
    #expect(prompt.session.nextLine == 4)
    #expect(prompt.type("undo") == "undone: a restored session\n")
    #expect(prompt.type("list").contains("1  mro KeyError"))
  }
}
