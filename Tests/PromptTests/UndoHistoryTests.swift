import Diagnostics
import Interpreter
import Resolution
import SeededRandom
import Testing

@testable import Prompt

@Suite("Undo and redo")
struct UndoHistoryTests {
  @Test(
    "undo goes back through all earlier states, and redo goes forward through them",
    arguments: 0..<UInt64(TestRun.rounds(16, sample: 2)))
  func backAndForth(seed: UInt64) {
    var random = ProgramRandom(seed: seed)
    // With this limit, most snapshots must be rebuilt.
    var history = UndoHistory(limit: 3)
    var states = [State(history)]
    for _ in 0..<25 {
      let before = history.entries.count
      history.type(random.entry())
      if history.entries.count == before { continue }
      // A question belongs to the state in which it was asked, and is undone and redone with it.
      if history.entries.last?.changesState == true {
        states.append(State(history))
      } else {
        states[states.count - 1] = State(history)
      }
    }
    let end = states.count - 1
    for index in stride(from: end - 1, through: 0, by: -1) {
      #expect(history.undo() != nil)
      #expect(State(history) == states[index], "undone to \(index)")
    }
    #expect(history.undo() == nil)
    for index in 1..<max(states.count, 1) where end > 0 {
      #expect(history.redo() != nil)
      #expect(State(history) == states[index], "redone to \(index)")
    }
    #expect(history.redo() == nil)
  }

  @Test("questions do not count as changes")
  func questions() {
    var history = UndoHistory()
    for line in ["class E(Exception)", "raise E", "why", "handlers", "mro E"] { history.type(line) }
    let undone = history.undo()
    #expect(undone?.change.text == Array("raise E\n".utf8))
    #expect(undone?.questions.map(\.text) == ["why\n", "handlers\n", "mro E\n"].map { Array($0.utf8) })
    #expect(history.undo()?.change.text == Array("class E(Exception)\n".utf8))
    #expect(history.undo() == nil)
  }

  @Test("an entry after an undo replaces the undone entries")
  func branch() {
    var history = UndoHistory()
    history.type("class A(Exception)")
    history.type("class B(Exception)")
    _ = history.undo()
    history.type("class C(A)")
    #expect(history.redo() == nil)
    #expect(history.text == "class A(Exception)\nclass C(A)\n")
  }

  @Test("a failed line is discarded, and the next try has the same number")
  func wrongLine() {
    var history = UndoHistory()
    history.type("class A(Exception)")
    history.type("rais A")
    history.type("raise B")
    #expect(history.text == "class A(Exception)\n")
    #expect(!history.canRedo)
  }

  @Test("options of the command line cannot be undone")
  func opening() {
    var history = UndoHistory()
    history.begin(with: "use flask 0.12.2\n")
    history.type("raise KeyError")
    #expect(history.undo() != nil)
    #expect(history.undo() == nil)
    #expect(history.now.session.release.name == "0.12.2")
  }

  @Test("undo reverts an edit of the whole session in one step")
  func edit() {
    var history = UndoHistory(limit: 1)
    history.type("class A(Exception)")
    history.type("raise A")
    let before = State(history)
    history.edit("class B(KeyError)\n")
    history.type("raise B")
    history.type("raise B")
    let after = State(history)
    for _ in 0..<3 { _ = history.undo() }
    #expect(State(history) == before)
    for _ in 0..<3 { _ = history.redo() }
    #expect(State(history) == after)
  }
}

/// The answers of a session to all questions.
private struct State: Equatable {
  var text: String
  var broken: [BrokenLines]
  var answers: [Event.Kind]

  init(_ history: UndoHistory) {
    text = history.text
    broken = history.now.brokenLines
    var copy = history.now.session
    var questions = "why\nhandlers\nclasses\nblueprints\n"
    for name in ProgramRandom.names { questions += "why \(name)\nwhy \(name) in admin\n" }
    // Requests also show whether there was one before, and the contents of the cache.
    for name in ProgramRandom.names { questions += "raise \(name)\nraise \(name) in admin\n" }
    answers = copy.run(questions).map(\.kind)
  }
}

extension UndoHistory {
  var text: String { String(decoding: now.session.source.bytes, as: UTF8.self) }

  /// Types an entry, as at the prompt.
  mutating func type(_ entry: String) {
    var snapshot = now
    let text = Array((entry + "\n").utf8)
    let run = snapshot.run(text)
    _ = add(text, run, leadingTo: snapshot)
  }

  mutating func edit(_ text: String) {
    var snapshot = SessionSnapshot()
    snapshot.run(Array(text.utf8))
    add(Entry(text: Array(text.utf8), origin: .edited), leadingTo: snapshot)
  }
}

/// Random lines of a small app, some of them with errors. They are the same in every run.
struct ProgramRandom: RandomNumberGenerator {
  private var state: UInt64

  static let names = ["A", "B", "C", "D", "KeyError", "NotFound"]

  init(seed: UInt64) { state = seed &+ 1 }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) | (state << 31)
  }

  mutating func entry() -> String {
    let count = Int.random(in: 0..<8, using: &self) == 0 ? 3 : 1
    return (0..<count).map { _ in line() }.joined(separator: "\n")
  }

  private mutating func line() -> String {
    let name = pick(Self.names)
    switch Int.random(in: 0..<14, using: &self) {
    case 0, 1: return "class \(pick(["A", "B", "C", "D"]))(\(pick(Self.names + ["Exception"])))"
    case 2: return "class \(pick(["C", "D"]))(\(pick(["A", "B"])), \(pick(["A", "KeyError"])))"
    case 3, 4: return "handler \(pick(Self.names + ["Exception", "404"])) -> \"\(name)\", 500"
    case 5: return "handler \(name) in admin -> raise \(pick(Self.names))"
    case 6, 7: return "raise \(name)"
    case 8: return "raise \(name) in admin"
    case 9: return "use flask \(pick(["0.10", "0.12.2", "1.0", "2.2", "3.1"]))"
    case 10: return pick(["blueprint admin", "restart", "reset", "abort 404", "trace on", "trace off"])
    case 11: return "expect raise \(name) -> \"B\""
    case 12: return pick(["why", "classes", "mro \(name)", "# a comment", "test \"t\" { expect raise A -> 500 }"])
    default: return pick(["rise A", "class", "handler -> 3", "raise Nobody", "test \"x\" {"])
    }
  }

  private mutating func pick(_ words: [String]) -> String { words.randomElement(using: &self) ?? "" }
}
