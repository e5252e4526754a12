import Diagnostics
import SeededRandom
import Testing

@testable import Syntax

@Suite("Any input")
struct RobustnessTests {
  /// Parses bytes to their end, and checks the rules for any text.
  private func read(_ bytes: [UInt8]) -> (statements: Int, diagnostics: Int) {
    var source = SourceText(name: "x", bytes: bytes)
    var parser = Parser(source)
    var counts = (statements: 0, diagnostics: 0)
    var steps = 0
    while let parsed = parser.next(in: &source) {
      steps += 1
      #expect(parsed.statement != nil || !parsed.diagnostics.isEmpty, "each step has a statement or a diagnostic")
      counts.diagnostics += parsed.diagnostics.count
      if let statement = parsed.statement {
        counts.statements += 1
        let wrong = statement.withItsBody.first { $0.line != source.line(of: $0.span.start) }
        #expect(wrong == nil)
      }
      for diagnostic in parsed.diagnostics {
        let span = diagnostic.primary.span
        #expect(span.start >= 0 && span.start <= span.end && Int(span.end) <= bytes.count)
        #expect(!diagnostic.message.isEmpty)
      }
      guard steps <= bytes.count + 1 else {
        Issue.record("the parser does not stop")
        break
      }
    }
    return counts
  }

  private func read(_ text: String) -> (statements: Int, diagnostics: Int) { read(Array(text.utf8)) }

  @Test("one very long line")
  func longLine() {
    #expect(read(String(repeating: "x", count: TestRun.rounds(10_000_000, sample: 500_000))).diagnostics == 1)
    #expect(read("raise " + String(repeating: "(", count: TestRun.rounds(1_000_000, sample: 100_000))).diagnostics == 1)
    #expect(
      read("handler E -> \"" + String(repeating: "\\n", count: TestRun.rounds(500_000, sample: 50_000)) + "\"")
        .statements == 1)
    #expect(
      read("class A(" + String(repeating: "B, ", count: TestRun.rounds(100_000, sample: 10_000)) + "C)").statements == 1
    )
    #expect(read("raise A" + String(repeating: " ", count: TestRun.rounds(1_000_000, sample: 100_000))).statements == 1)
  }

  @Test("100,000 braces, or in a sample 8,000, opened or closed, on one line or on many")
  func braces() {
    let many = TestRun.rounds(100_000, sample: 4_000)
    #expect(read(String(repeating: "{", count: many)).diagnostics >= 1)
    #expect(read(String(repeating: "{\n", count: many)).diagnostics >= 1)
    #expect(read(String(repeating: "}", count: many)).diagnostics >= 1)
    #expect(read(String(repeating: "}\n", count: many)).diagnostics == many)
    #expect(read(String(repeating: "test \"x\" {\n", count: many)).diagnostics >= 1)
    #expect(read(String(repeating: "test \"x\" { ", count: many)).diagnostics >= 1)
  }

  @Test("text that is opened and never closed", arguments: ["\"", "'", "\"\"\"", "'''", "“", "(", "[", "\\", "\"\\"])
  func unclosed(_ text: String) {
    #expect(read(text).diagnostics == 1)
    #expect(read("raise A\(text)").diagnostics >= 1)
    #expect(read("class A(B):\n    \(text)").diagnostics >= 1)
    #expect(read("class A\(text)").diagnostics == 1)
    #expect(read(String(repeating: text + "\n", count: 1000)).diagnostics >= 1)
  }

  @Test("bodies with more and more indentation")
  func deepBodies() {
    let deep = (0..<1000).map { String(repeating: " ", count: $0) + "class A\($0)(B):" }.joined(separator: "\n")
    #expect(read(deep).diagnostics >= 1)
    let python = (0..<1000).map { String(repeating: " ", count: $0) + "if x:" }.joined(separator: "\n")
    #expect(read(python + "\nraise A").statements == 1)
  }

  @Test(
    "the time to parse is linear in the length", .serialized, .sampled,
    arguments: TestRun.sample(
      [
        "raise A\n", "rise A\n", "raise A {\n", "}\n", "{\n", "test \"x\" {\n", "test \"x\" { raise A }\n",
        "class A(B):\n  pass\n",
        "class A(B\n", "\"\"\"\n", "x = [\n", "@app.errorhandler(E)\n", "if x:\n", "test x\n", "handler E -> “e”\n",
        "\n",
        "# x\n",
        "class A:\n", "raise A(\n", "test \"a\"\n  raise A\n",
      ], 2))
  func linear(_ line: String) {
    #expect(Growth.ofFourTimes { _ = read(String(repeating: line, count: $0 * 400)) } < 9)
  }

  @Test("any bytes", .seeded)
  func anyBytes() {
    var random = SeededRandom(test: 7)
    for _ in 0..<TestRun.rounds(2000, sample: 250) {
      let count = Int.random(in: 0...60, using: &random)
      _ = read((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
  }

  @Test("any sequence of tokens", .seeded)
  func anyTokens() {
    let pieces =
      statementWords
      + [
        "E", "404", "0.12.2", "\"x\"", "'", "\"", "->", "=>", "(", ")", "{", "}", "[", ",", ":", ";", "=", "-",
        "@app.errorhandler(",
        "in", "with memo", "flask", "under", "received", "page", "crash", "safe", "not", "pass", "code", "def f(e):",
        "return",
        "lambda e:", "\n", "\n    ", "\n\t", "\r", "\r\n", "#", "\"\"\"", "“", "”", ">>> ", "... ", "é", "e\u{301}",
        "\u{200B}", " ",
        "\\u{", "\u{FEFF}", "app.config[\"X\"]", "raise from", "…",
      ]
    var random = SeededRandom(test: 11)
    for _ in 0..<TestRun.rounds(5000, sample: 500) {
      let count = Int.random(in: 1...14, using: &random)
      let text = (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined(separator: " ")
      _ = read(text)
      _ = isIncomplete(Array(text.utf8))
    }
  }

  @Test("the bytes of a correct script, with one changed", .seeded)
  func mutations() {
    let script = Array(
      """
      class E1(Exception):
          code = 404
      handler E1 in admin -> "a\\u{e9}", 500
      test "t" under 0.12.2 { expect raise E1 -> "x" received E1 }
      @app.errorhandler(E)
      def f(e): return "x", 1
      """.utf8)
    var random = SeededRandom(test: 13)
    for place in script.indices {
      for _ in 0..<TestRun.rounds(4, sample: 1) {
        var mutated = script
        mutated[place] = UInt8.random(in: 0...255, using: &random)
        _ = read(mutated)
      }
      _ = read(Array(script[..<place]))
    }
  }

  @Test("a curly quote after bytes that are not UTF-8, which fuzzing found")
  func curlyQuoteAfterInvalidBytes() {
    let bytes = Array("handler E -> \"".utf8) + [UInt8](repeating: 0x9D, count: 20) + Array("“x".utf8)
    #expect(read(bytes).diagnostics == 1)
  }
}

extension Statement {
  fileprivate var withItsBody: [Statement] {
    if case .test(let block) = kind { [self] + block.body } else { [self] }
  }
}
