import Diagnostics
import Foundation
import Interpreter
import SeededRandom
import Syntax
import Testing

@testable import Prompt

@Suite("The correction that Tab fills in")
struct CorrectionTests {
  private static let settings = PromptSession.Settings(kinds: allKinds, correctionKey: "Tab")
  private static let once = "Tab fills in the correction.\n"

  /// Returns what Tab offers on an empty line.
  private func filledIn(_ session: PromptSession) -> [Completions.Candidate] {
    Completer(session: session.session, kinds: allKinds, correction: session.correction).complete([]).candidates
  }

  @Test(
    "the correction applies the only suggestion to the entry",
    arguments: [
      ("raise KeyEror", "raise KeyError"), ("  raise KeyEror # a comment", "raise KeyError # a comment"),
      ("raise Timeout", "class Timeout(Exception)\nraise Timeout"), ("class G", "class G(Exception)"),
      ("expect raise KeyError == \"x\", 402", "expect raise KeyError -> \"x\", 402"),
      ("use flask 1.0.0", "use flask 1.0"),
      ("test a card {\n  expect abort 404 -> 404\n}", "test \"a card\" {\n  expect abort 404 -> 404\n}"),
      ("@app.errorhandler(404)\ndef f(e):\n  return \"x\", 404\n", "handler 404 -> \"x\", 404"),
      // Commands.
      ("udno", "undo"), ("udno 3", nil), (":lst", "list"), ("undo 3", "undo"), ("expalin bad-name", "explain bad-name"),
      ("help rase", "help raise"), ("explain bad-nam", "explain bad-name"), (":rase KeyError", "raise KeyError"),
      ("flask 0.12.2", "use flask 0.12.2"),
      // No suggestion, or several.
      ("raise \"x\"", nil), ("what is this", nil), ("raise KeyError", nil), ("edit x", nil), ("load", nil),
    ] as [(String, String?)])
  func entry(_ typed: String, _ corrected: String?) {
    var prompt = TypedPrompt(Self.settings)
    prompt.type("mro KeyError")
    let shown = prompt.type(typed)
    #expect(prompt.session.correction == corrected)
    #expect(shown.contains(Self.once) == (corrected != nil))
    if let corrected { #expect(filledIn(prompt.session) == [.init(corrected, endsWord: false)]) }
  }

  @Test("the key is mentioned once per session, and the correction lasts until the next entry")
  func once() {
    var prompt = TypedPrompt(Self.settings)
    let first = prompt.type("raise KeyEror")
    expectInOrder(first, ["did you mean `KeyError`?", "Tab fills in the correction."])
    let second = prompt.type("raise ValueEror")
    #expect(!second.contains(Self.once))
    #expect(prompt.session.correction == "raise ValueError")
    prompt.type("help")
    #expect(prompt.session.correction == nil)
    #expect(filledIn(prompt.session).count > 10)
  }

  @Test("the correction does not replace typed text")
  func typedText() {
    var prompt = TypedPrompt(Self.settings)
    prompt.type("raise KeyEror")
    let completer = Completer(session: prompt.session.session, kinds: allKinds, correction: prompt.session.correction)
    #expect(
      completer.complete(Array("res".utf8)).candidates.map { $0.text } == ["respond", "restart", "reset", "restore"])
  }

  @Test("there is no correction if a part of the entry has run or if there is no key for it")
  func none() {
    var prompt = TypedPrompt(Self.settings)
    _ = prompt.paste("class A(Exception)\nraise B1234")
    #expect(prompt.session.correction == nil)
    var plain = TypedPrompt()
    #expect(!plain.type("raise KeyEror").contains("Tab"))
    #expect(plain.session.correction == nil)
  }

  @Test("the hint to `explain` comes after the same mistake twice in a row")
  func streak() {
    var prompt = TypedPrompt(Self.settings)
    prompt.type("raise KeyEror")
    expectInOrder(prompt.type("raise KeyEror"), ["did you mean", "The same error again: explain unknown-class"])
  }

  @Test("the correction of any mistake has no new errors", .seeded, arguments: TestRun.seeds(10, sample: 1))
  func mistakes(_ seed: UInt64) {
    var mistakes = Mistakes(seed: seed)
    var start = TypedPrompt(Self.settings)
    _ = start.paste(Mistakes.names)
    var count = 0
    for _ in 0..<500 {
      let typed = mistakes.next()
      // The other lines of a block may have mistakes of their own.
      if typed.contains("\n") { continue }
      var prompt = start
      _ = prompt.paste(typed)
      guard let correction = prompt.session.correction else { continue }
      count += 1
      let shown = prompt.paste(correction)
      // The first line of a block needs the other lines.
      let errors = shown.components(separatedBy: "error[").dropFirst().map { $0.prefix { $0 != "]" } }
      #expect(errors.allSatisfy { Self.missing.contains(String($0)) }, "«\(typed)» became «\(correction)»: \(shown)")
    }
    #expect(count > 40, "few mistakes have a correction, so little is tested")
  }

  /// Errors about something missing.
  private static let missing: Set = [
    "unknown-class", "unknown-blueprint", "unknown-option", "refused-class", "missing-base", "nothing-raised",
    "unclosed-brace",
  ]

  @Test("the correction of a misspelled command is a command or a statement", .seeded)
  func commands() {
    var random = SeededRandom(test: 29)
    for word in CommandWord.allCases.map({ $0.rawValue }) {
      for _ in 0..<20 {
        var letters = Array(word)
        let place = Int.random(in: 0..<letters.count, using: &random)
        if random.chance(50) {
          letters.remove(at: place)
        } else {
          letters.swapAt(place, min(place + 1, letters.count - 1))
        }
        for line in [String(letters), ":" + String(letters), String(letters) + " 3"] {
          guard case .failure(let problem) = SessionCommand.read(line) else { continue }
          let offers = ["did you mean", "write `"].contains { problem.help?.contains($0) == true }
          #expect(offers == (problem.suggestion != nil), "«\(line)»")
          guard let suggestion = problem.suggestion else { continue }
          if case .success = SessionCommand.read(suggestion) { continue }
          var prompt = TypedPrompt(Self.settings)
          #expect(!prompt.type(suggestion).contains("unknown command"), "«\(line)» became «\(suggestion)»")
        }
      }
    }
  }
}

@Suite("Advice after an error")
struct NextStepTests {
  @Test("an error about a late declaration names both solutions")
  func tooLate() {
    var prompt = TypedPrompt()
    prompt.type("blueprint admin\nraise KeyError")
    let ways = "help: `restart` starts a new process that includes this line; `undo` removes the line"
    for line in ["handler KeyError -> \"x\", 500", "handler KeyError in admin -> \"x\", 500", "blueprint late"] {
      let shown = prompt.type(line).split(separator: "\n").map { $0.trimmed }.joined(separator: " ")
      #expect(shown.contains(ways), "\(shown)")
    }
    prompt.type("undo\nundo\nundo\nuse flask 0.12.2\nhandler Exception -> \"x\", 500\nraise KeyError")
    let shown = prompt.type("handler LookupError -> \"y\", 404").split(separator: "\n").map { $0.trimmed }
    #expect(shown.joined(separator: " ").contains(ways))
  }

  @Test("a misspelled statement without a correction points to its help page")
  func helpPage() {
    var prompt = TypedPrompt()
    #expect(prompt.type("handlr KeyError").contains("`help handler` shows its syntax"))
    #expect(prompt.type("zebra").contains("`help` shows what you can type"))
  }

  @Test("clear does not change the session, and the front end clears the screen")
  func clear() {
    var prompt = TypedPrompt()
    prompt.type("class A(Exception)")
    for word in ["clear", ":clear", "cls"] {
      #expect(prompt.type(word) == "")
      guard case .clearScreen = prompt.task else {
        Issue.record("\(prompt.task)")
        continue
      }
    }
    #expect(prompt.session.nextLine == 2)
    #expect(prompt.type("clear all").contains("`clear` takes no argument"))
    #expect(prompt.type("help clear").contains("Clears the screen."))
    #expect(prompt.type("help").contains("clear"))
  }
}
