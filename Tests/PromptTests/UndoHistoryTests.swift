import Diagnostics
import Interpreter
import Resolution
import SeededRandom
import Testing

@testable import Prompt

@Suite("Undo and redo")
struct PromptTimelineTests {
  @Test(
    "undo of everything goes back through each earlier state, redo forward again",
    arguments: 0..<UInt64(TestRun.rounds(16, sample: 8)))
  func backAndForth(seed: UInt64) {
    var random = ProgramRandom(seed: seed)
    // So few moments are kept that most of them have to be made again.
    var timeline = UndoHistory(limit: 3)
    var states = [State(timeline)]
    for _ in 0..<25 {
      let before = timeline.entries.count
      timeline.type(random.entry())
      if timeline.entries.count == before { continue }
      // A question belongs to the state that it was asked in, and goes and comes with it.
      if timeline.entries.last?.changesState == true {
        states.append(State(timeline))
      } else {
        states[states.count - 1] = State(timeline)
      }
    }
    let end = states.count - 1
    for index in stride(from: end - 1, through: 0, by: -1) {
      #expect(timeline.undo() != nil)
      #expect(State(timeline) == states[index], "undone to \(index)")
    }
    #expect(timeline.undo() == nil)
    for index in 1..<max(states.count, 1) where end > 0 {
      #expect(timeline.redo() != nil)
      #expect(State(timeline) == states[index], "done again to \(index)")
    }
    #expect(timeline.redo() == nil)
  }

  @Test("questions are not counted")
  func questions() {
    var timeline = UndoHistory()
    for line in ["class E(Exception)", "raise E", "why", "handlers", "mro E"] { timeline.type(line) }
    let undone = timeline.undo()
    #expect(undone?.change.text == Array("raise E\n".utf8))
    #expect(undone?.questions.map(\.text) == ["why\n", "handlers\n", "mro E\n"].map { Array($0.utf8) })
    #expect(timeline.undo()?.change.text == Array("class E(Exception)\n".utf8))
    #expect(timeline.undo() == nil)
  }

  @Test("what is typed after an undo takes the place of what was undone")
  func branch() {
    var timeline = UndoHistory()
    timeline.type("class A(Exception)")
    timeline.type("class B(Exception)")
    _ = timeline.undo()
    timeline.type("class C(A)")
    #expect(timeline.redo() == nil)
    #expect(timeline.text == "class A(Exception)\nclass C(A)\n")
  }

  @Test("a line that was wrong leaves no trace, and keeps its number for the next try")
  func wrongLine() {
    var timeline = UndoHistory()
    timeline.type("class A(Exception)")
    timeline.type("rais A")
    timeline.type("raise B")
    #expect(timeline.text == "class A(Exception)\n")
    #expect(!timeline.canRedo)
  }

  @Test("what the command line asks for cannot be undone")
  func opening() {
    var timeline = UndoHistory()
    timeline.begin(with: "use flask 0.12.2\n")
    timeline.type("raise KeyError")
    #expect(timeline.undo() != nil)
    #expect(timeline.undo() == nil)
    #expect(timeline.now.session.release.name == "0.12.2")
  }

  @Test("an edit of the whole session is one step back")
  func edit() {
    var timeline = UndoHistory(limit: 1)
    timeline.type("class A(Exception)")
    timeline.type("raise A")
    let before = State(timeline)
    timeline.edit("class B(KeyError)\n")
    timeline.type("raise B")
    timeline.type("raise B")
    let after = State(timeline)
    for _ in 0..<3 { _ = timeline.undo() }
    #expect(State(timeline) == before)
    for _ in 0..<3 { _ = timeline.redo() }
    #expect(State(timeline) == after)
  }
}

/// All that can be asked of a session.
private struct State: Equatable {
  var text: String
  var broken: [BrokenLines]
  var answers: [Event.Kind]

  init(_ timeline: UndoHistory) {
    text = timeline.text
    broken = timeline.now.brokenLines
    var copy = timeline.now.session
    var questions = "why\nhandlers\nclasses\nblueprints\n"
    for name in ProgramRandom.names { questions += "why \(name)\nwhy \(name) in admin\n" }
    // Requests too: they show whether one was answered before, and what the cache holds.
    for name in ProgramRandom.names { questions += "raise \(name)\nraise \(name) in admin\n" }
    answers = copy.run(questions).map(\.kind)
  }
}

extension UndoHistory {
  var text: String { String(decoding: now.session.source.bytes, as: UTF8.self) }

  /// Types an entry, as at the prompt.
  mutating func type(_ entry: String) {
    var moment = now
    let text = Array((entry + "\n").utf8)
    let run = moment.run(text)
    _ = add(text, run, leadingTo: moment)
  }

  mutating func edit(_ text: String) {
    var moment = SessionSnapshot()
    moment.run(Array(text.utf8))
    add(Entry(text: Array(text.utf8), origin: .edited), leadingTo: moment)
  }
}

/// Random lines of a small app, some of them wrong: the same in every run.
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
