import Diagnostics
import Interpreter
import Rendering
import Resolution
import SeededRandom
import Syntax
import Testing

@testable import Prompt

/// Checks the descriptors of statements against the parser and the session.
@Suite("Statement descriptors")
struct DescriptorTests {
  @Test("the example shows the statement and runs", arguments: StatementWord.allCases)
  func example(word: StatementWord) {
    let example = word.descriptor.example
    #expect(example.split(separator: "\n").contains { $0.split(separator: " ").first == word.rawValue[...] })
    var session = Session(name: "session")
    for event in session.run(example) {
      if case .diagnostic(let diagnostic) = event.kind {
        #expect(diagnostic.severity != .error, "\(diagnostic.message)")
      }
      if case .expectation(let expectation) = event.kind { #expect(expectation.passed) }
    }
  }

  @Test("the sample is a statement of this word", arguments: StatementWord.allCases)
  func sample(word: StatementWord) throws {
    let sample = word.descriptor.sample
    let line = sample.hasSuffix("{ ... }") ? sample.dropLast(5) + "expect raise E -> 500 }" : sample[...]
    let statements = ReadStatements(Array("\(line)\n".utf8), after: SourceText(name: "", bytes: []))
    #expect(statements.steps.map(\.parsed.statement?.kind.word) == [word])
    #expect(statements.steps.flatMap(\.parsed.diagnostics).isEmpty)
  }

  @Test("every form of the usage parses without a diagnostic", arguments: StatementWord.allCases)
  func usage(word: StatementWord) throws {
    var maker = LineMaker(random: SeededRandom(test: 16))
    for usage in word.descriptor.usage {
      for _ in 0..<100 {
        let line = maker.line(UsageForm(usage))
        let statements = ReadStatements(Array("\(line)\n".utf8), after: SourceText(name: "", bytes: []))
        #expect(statements.steps.map(\.parsed.statement?.kind.word) == [word], "\(line)")
        #expect(statements.steps.flatMap(\.parsed.diagnostics).isEmpty, "\(line)")
      }
    }
  }

  @Test("Tab offers each word of every form at its place", arguments: StatementWord.allCases)
  func completion(word: StatementWord) {
    let names: Set = ["admin", "admin.users", "shop", "x", "checkout", "v1.checkout"]
    var maker = LineMaker(random: SeededRandom(test: 16))
    for usage in word.descriptor.usage {
      for _ in 0..<TestRun.rounds(50, sample: 10) {
        let line = maker.line(UsageForm(usage)).prefix { $0 != "{" }
        let words = CompletionWords("\(line) ").words
        for (index, next) in words.enumerated().dropFirst() where next.first?.isLowercase == true {
          if names.contains(next) || Framework.named(next) != nil { continue }
          let slots = CompletionSlot.slots(after: Array(words[..<index]))
          #expect(slots.contains(.word(next)), "\(next) in `\(line)`")
        }
      }
    }
  }

  @Test("a statement changes state exactly if its category says so", arguments: StatementWord.allCases)
  func effect(word: StatementWord) throws {
    let maker = LineMaker(random: SeededRandom(test: 16))
    for usage in word.descriptor.usage {
      var maker = maker
      let line = maker.line(UsageForm(usage))
      let statements = ReadStatements(Array("\(line)\n".utf8), after: SourceText(name: "", bytes: []))
      let kind = try #require(statements.steps.first?.parsed.statement?.kind)
      let isQuestion = if case .question = kind { true } else { false }
      #expect(isQuestion == (word.descriptor.category == .question))
      switch word.descriptor.category {
      case .declaration, .request, .control: #expect(kind.changesState, "\(line)")
      case .question: #expect(!kind.changesState, "\(line)")
      // It depends on the claim.
      case .claim: break
      }
    }
  }

  @Test("every usage line of a command is a valid command", arguments: CommandWord.allCases)
  func commandUsage(word: CommandWord) {
    var maker = LineMaker(random: SeededRandom(test: 16))
    for _ in 0..<20 {
      let line = maker.line(UsageForm(word.usage))
      guard case .success = SessionCommand.read(line) else {
        Issue.record("`\(line)` is not a command")
        continue
      }
    }
  }
}

/// Fills in the placeholders of usage lines.
private struct LineMaker {
  var random: SeededRandom

  mutating func line(_ form: UsageForm) -> String { text(form).joined(separator: " ") }

  private mutating func text(_ form: UsageForm) -> [String] {
    switch form {
    case .word("{"): return ["{ expect raise KeyError -> 500 }"]
    case .word(let word): return [word]
    case .text: return [random.pick([#""text""#, "'it'"])]
    case .blank(let blank): return filling(blank)
    case .sequence(let items): return items.flatMap { text($0) }
    case .choice(let items): return text(random.pick(items))
    case .optional(let item): return random.chance(50) ? text(item) : []
    case .list(let item):
      var items = text(item)
      while random.chance(40) { items += [","] + text(item) }
      return items
    }
  }

  private mutating func filling(_ blank: String) -> [String] {
    switch blank {
    case "EXCEPTION", "CLASS", "BASE": return [random.pick(["KeyError", "E", "NotFound"])]
    case "CODE", "STATUS": return [random.pick(["200", "404", "500"])]
    case "BLUEPRINT", "PARENT": return [random.pick(["admin", "admin.users", #""""#])]
    case "ROUTE": return [random.pick(["checkout", "v1.checkout", #""""#])]
    case "NAME", "OTHER": return [random.pick(["shop", "x"])]
    case "FRAMEWORK": return [random.pick(Framework.all.map(\.word))]
    case "RELEASE": return [random.pick(Release.all.map(\.name))]
    case "OPTION": return [random.pick(Configuration.Option.allCases.map(\.rawValue))]
    case "REQUEST": return statement(random.pick(StatementCategory.request.words))
    case "DECLARATION": return statement(random.pick([.class, .handler]))
    case "ANSWER": return text(.answer)
    case "CONDITION": return text(.condition)
    case "LINE", "NUMBER": return ["2"]
    default: return ["raise"]
    }
  }

  private mutating func statement(_ word: StatementWord) -> [String] {
    text(UsageForm(random.pick(word.descriptor.usage)))
  }
}
