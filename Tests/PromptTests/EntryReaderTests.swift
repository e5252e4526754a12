import Diagnostics
import Interpreter
import SeededRandom
import Syntax
import Testing

@testable import Prompt

@Suite("Entries")
struct EntryReaderTests {
  private func kind(_ text: String) -> String {
    name(PromptEntry(Array(text.utf8), after: SourceText(name: "session", "class Earlier(Exception)\n")).kind)
  }

  private func name(_ kind: PromptEntry.Kind) -> String {
    switch kind {
    case .blank: "blank"
    case .command(let command): "command \(command)"
    case .problem(let problem): "problem \(problem.message)"
    case .unreadable(let diagnostic, _): "unreadable \(diagnostic.kind.slug)"
    case .statements: "statements"
    case .program: "program"
    case .incomplete: "incomplete"
    }
  }

  @Test(
    "an entry has one of six kinds",
    arguments: [
      ("", "blank"), (" \t ", "blank"), ("\n", "blank"), ("undo", "command undo"),
      (":edit 3", "command edit(line: Optional(3))"),
      ("udno", "problem unknown command `udno`"), ("edit x", "problem `edit` expects a line number"),
      ("raise E", "statements"), ("  raise E", "statements"), ("rais E", "statements"), ("list -> 3", "statements"),
      ("# a remark", "statements"), ("class A(B):\n    pass\n", "statements"), ("undo\nredo", "statements"),
      ("  class A(KeyError):\n  pass", "statements"), ("class A(KeyError):\n  pass", "incomplete"),
      ("class A(B):", "incomplete"), ("  class A(B):", "incomplete"), ("test \"t\" {\n  raise E", "incomplete"),
      ("class A(B):\n    pass", "incomplete"), ("raise \u{0}", "unreadable binary-file"),
      ("test \"\u{0}\" {", "incomplete"),
    ])
  func kinds(text: String, expected: String) { #expect(kind(text) == expected) }

  @Test("an entry with invalid bytes is unreadable")
  func bytes() {
    let entry = PromptEntry([0x72, 0xFF, 0x65], after: SourceText(name: "session"))
    #expect(name(entry.kind) == "unreadable invalid-utf8")
  }

  @Test("an entry of several lines is complete with its last line")
  func lines() {
    var reader = EntryReader(after: SourceText(name: "session"))
    for line in ["test \"t\" {", "  raise KeyError", "", "  class A(Exception):", "    pass"] {
      let needsMore = reader.feed(Array(line.utf8))
      #expect(needsMore, "\(line)")
      #expect(name(reader.entry.kind) == "incomplete")
    }
    let needsMore = reader.feed(Array("}".utf8))
    #expect(!needsMore)
    #expect(name(reader.entry.kind) == "statements")
    #expect(
      reader.entry.text == "test \"t\" {\n  raise KeyError\n\n  class A(Exception):\n    pass\n}")
  }

  @Test("an entry starts with its first word: the session does not include spaces before it")
  func blanks() {
    var prompt = TypedPrompt()
    prompt.type(" \t raise KeyError")
    #expect(prompt.session.bytes == Array("raise KeyError\n".utf8))
    #expect(prompt.paste("  class A(KeyError):\n  pass") == "A -> KeyError -> LookupError -> Exception\n")
    #expect(prompt.session.bytes == Array("raise KeyError\nclass A(KeyError):\n  pass\n".utf8))
  }

  @Test("an entry that ends early runs, so that its error says what is missing")
  func ended() {
    var prompt = TypedPrompt()
    let shown = prompt.type("test \"t\" {\n  raise KeyError")
    #expect(shown.contains("this test has no closing brace"))
    #expect(prompt.session.nextLine == 1)
  }

  @Test("an entry is parsed only once")
  func once() {
    var session = Session(name: "session")
    _ = session.run("class A(Exception)\n")
    let entry = PromptEntry(Array("raise A\nmro A\nwhy".utf8), after: session.source)
    guard case .statements(var read) = entry.kind else {
      Issue.record("no statements")
      return
    }
    // If the text were parsed again, all three would run.
    read.steps.removeLast()
    let text = session.source.bytes
    var run = EntryRun(read, in: &session)
    let isProgram = run.hasSeveralStatements(in: &session)
    #expect(isProgram)
    var lines: [Int] = []
    while let events = run.next(in: &session) { lines += events.map(\.line) }
    #expect(lines == [2, 3])
    #expect(run.count.all == 2)
    #expect(session.source.bytes == text + Array("raise A\nmro A\nwhy\n".utf8))
  }

  @Test("an entry is parsed again if the session has changed, and its results have the right line numbers")
  func readEarlier() {
    var prompt = TypedPrompt()
    let entry = PromptEntry(Array("raise KeyError\nraise ValueError".utf8), after: prompt.session.session.source)
    prompt.type("handler KeyError -> \"key\", 404\nhandler ValueError -> \"value\", 400")
    _ = prompt.session.take(entry, on: &prompt.screen)
    expectInOrder(
      prompt.screen.takeShown(), ["from handler KeyError (line 1)", "from handler ValueError (line 2)", "lines 3 to 4"])
    #expect(
      String(decoding: prompt.session.session.source.bytes, as: UTF8.self).hasSuffix(
        "raise KeyError\nraise ValueError\n"))
  }

  @Test("an entry that was read before an undo does not bring back the undone lines")
  func readBeforeUndo() {
    var prompt = TypedPrompt()
    prompt.type("raise KeyError\nclass A(Exception)")
    let entry = PromptEntry(Array("mro KeyError".utf8), after: prompt.session.session.source)
    prompt.type("undo")
    _ = prompt.session.take(entry, on: &prompt.screen)
    #expect(prompt.session.bytes == Array("raise KeyError\nmro KeyError\n".utf8))
  }

  @Test(
    "reading an entry takes linear time",
    arguments: [
      ("class Long(Exception):", "    \"a line of the body\"", ""),
      ("test \"long\" {", "  handler KeyError -> \"} is text\", 500", "}"),
    ])
  func linear(first: String, body: String, last: String) {
    func feed(_ count: Int) {
      let line = Array(body.utf8)
      var reader = EntryReader(after: SourceText(name: "session"))
      var needsMore = reader.feed(Array(first.utf8))
      for _ in 0..<count where needsMore { needsMore = reader.feed(line) }
      #expect(needsMore)
      needsMore = reader.feed(Array(last.utf8))
      #expect(!needsMore)
      #expect(name(reader.entry.kind) == "statements")
    }
    let count = TestRun.rounds(5_000, sample: 200)
    #expect(Growth.ofFourTimes { feed($0 * count) } < 9)
  }
}
