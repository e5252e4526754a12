import Diagnostics
import SeededRandom
import Testing

@testable import Syntax

@Suite("Lines that diagnostics suggest")
struct SuggestedLineTests {
  /// What the user typed, and the line to write; nil if any guess would be wrong.
  @Test(
    "are what the user meant",
    arguments: [
      // Other signs instead of an arrow.
      ("expect raise E == \"x\", 402", "expect raise E -> \"x\", 402"),
      ("handler E := \"x\", 402", "handler E -> \"x\", 402"),
      ("handler E=>\"x\", 402", "handler E->\"x\", 402"),
      // Base classes as in other languages.
      ("class E1 extends Exception", "class E1(Exception)"),
      ("class E1 < KeyError, E code 404", "class E1(KeyError, E) code 404"),
      ("class E1 : Exception", "class E1(Exception)"),
      ("class E1 inherits from Exception", "class E1(Exception)"),
      ("class E1 Exception", "class E1(Exception)"),
      ("class card timeout", nil), ("class E1 is broken", nil),
      // A class that can be raised.
      ("class G", "class G(Exception)"),
      ("class G: pass", "class G(Exception)"),
      // Several words without quotes.
      ("test a card {\n}", "test \"a card\" {"),
      ("test card declined 2 under 1.0 {\n}", "test \"card declined 2\" under 1.0 {"),
      ("handler E -> card was declined, 402", "handler E -> \"card was declined\", 402"),
      // Strings instead of names, and names in quotes.
      ("raise \"x\"", nil), ("raise \"not found\"", nil), ("raise \"Timeout\"", "raise Timeout"),
      ("raise E in \"admin\"", "raise E in admin"),
      ("handler E -> \"sorry, 500", "handler E -> \"sorry\", 500"),
      ("handler E -> \"sorry", "handler E -> \"sorry\""), ("handler E -> \"sorry', 500", "handler E -> \"sorry\", 500"),
      ("handler E -> 'sorry\"", "handler E -> 'sorry'"),
      // A route in another place.
      ("raise E in shop at checkout", "raise E at checkout in shop"), ("handler E at r -> \"x\"", "handler E -> \"x\""),
      ("raise E in shop at checkout 5", nil),
      // Words of other languages.
      ("export EDITOR=nano", nil), ("why is this", nil), ("raise is", nil),
      ("class is(Exception)", "class is_(Exception)"),
      ("throw KeyError", "raise KeyError"), ("raise new KeyError", "raise KeyError"), ("throw new E()", "raise E()"),
      ("catch KeyError -> \"x\"", "handler KeyError -> \"x\""), ("flask 0.12.2", "use flask 0.12.2"),
      ("config TESTING = yes", "config TESTING on"), ("trace 0", "trace off"),
      // Two mistakes in one line.
      ("rase 404", "abort 404"), ("clas G", "class G(Exception)"), ("handlr E \"x\", 500", "handler E -> \"x\", 500"),
      // Several statements.
      ("raise E; raise KeyError; why", "raise E\nraise KeyError\nwhy"), ("raise E; what else", nil),
      ("raise E;", "raise E"), ("test \"a\" { raise E; }", "raise E"),
      // Python.
      ("users = Blueprint(\"users\", __name__)", "blueprint users"),
      ("app.config[\"TESTING\"] = True", "config TESTING on"),
      ("@app.errorhandler(404)\ndef f(e):\n  return \"x\", 404", "handler 404 -> \"x\", 404"),
      ("app.config[\"A B\"] = True", nil),
    ] as [(String, String?)])
  func meant(_ written: String, _ line: String?) {
    let reading = Reading(written)
    #expect(reading.finding?.suggestions.map { $0.text } == (line.map { [$0] } ?? []))
  }

  @Test("can be parsed in their position, for any mistake", .seeded, arguments: TestRun.seeds(20, sample: 2))
  func valid(_ seed: UInt64) {
    var mistakes = Mistakes(seed: seed)
    var count = 0
    for _ in 0..<1_000 {
      let text = mistakes.next()
      let reading = Reading(text)
      for diagnostic in reading.diagnostics {
        expectData(diagnostic, in: text)
        for suggestion in diagnostic.suggestions {
          count += 1
          expectReadable(suggestion, of: diagnostic, reading, in: text)
        }
      }
    }
    #expect(count > 60, "too few mistakes have a suggestion")
  }

  /// Checks that suggestions in words are also available as data.
  private func expectData(_ diagnostic: Diagnostic, in text: String) {
    guard let help = diagnostic.help else { return }
    let offers = ["write `", "did you mean", "declare it first"].contains { help.hasPrefix($0) }
    #expect(!offers || !diagnostic.suggestions.isEmpty, "«\(text)»: \(help)")
    if help.hasPrefix("write `"), let suggestion = diagnostic.suggestions.first {
      let lines = suggestion.text.split(separator: "\n").map { "`\($0)`" }.joined(separator: " and ")
      #expect(help.hasPrefix("write \(lines)"), "«\(text)»")
    }
  }

  private func expectReadable(_ suggestion: Suggestion, of diagnostic: Diagnostic, _ reading: Reading, in text: String)
  {
    let applied = String(decoding: suggestion.applied(to: Array(text.utf8)), as: UTF8.self)
    let after = Reading(isIncomplete(Array((applied + "\n\n").utf8)) ? applied + "\n}" : applied)
    // The other lines of a block may have their own mistakes, and other diagnostics may remain.
    let lines = suggestion.lines(in: reading.source)
    let others = reading.diagnostics.filter { $0 != diagnostic }.map { $0.message }
    let left = after.diagnostics.filter {
      $0.severity == .error && lines.contains(after.source.line(of: $0.primary.span.start))
        && !others.contains($0.message)
    }
    #expect(left.isEmpty, "«\(text)» became «\(applied)»: \(left.map { $0.message })")
  }
}
