import Diagnostics
import Foundation
import SeededRandom
import Testing

@testable import PythonSyntax

@Suite("Any Python text") struct RobustnessTests {
  /// Parses bytes and checks the rules for any text. Returns the number of diagnostics.
  @discardableResult
  private func read(_ bytes: [UInt8]) -> Int {
    let program = PythonProgram(parsing: SourceText(name: "x", bytes: bytes))
    for span in program.statements.map(\.span) + program.diagnostics.map(\.primary.span) {
      #expect(span.start >= 0 && span.start <= span.end && Int(span.end) <= bytes.count)
    }
    let starts = program.statements.map(\.span.start)
    #expect(starts == starts.sorted())
    #expect(program.diagnostics.allSatisfy { !$0.message.isEmpty })
    return program.diagnostics.count
  }

  private func read(_ text: String) -> Int { read(Array(text.utf8)) }

  private static let manyTimes = TestRun.rounds(100_000, sample: 10_000)

  @Test(
    "many times the same text is one error at most in each statement", .serialized,
    arguments: [
      "(", "[", "{", "f(", "a[", "{0:", "not ", "-", "lambda: ", "lambda a=", "a if b else ", "a.b.", "a+", "a**",
      "await ",
      "f'{", "'", "\"\"\"", "\\", "a,", "*", "(yield ", "[a for a in ", "a = ", "a := ", "@", "``", "\u{0}", "é€", "..",
      "if a: ",
    ])
  func repeated(_ text: String) {
    #expect(read(String(repeating: text, count: Self.manyTimes)) <= 1)
  }

  @Test("blocks in blocks, 1,000 deep", arguments: ["if a:", "def f():", "class A:", "try:", "with a:", "match a:"])
  func deepBlocks(_ line: String) {
    #expect(read((0..<1000).map { String(repeating: " ", count: $0) + line + "\n" }.joined()) >= 1)
  }

  @Test(
    "the time to parse is linear in the length", .serialized, .sampled,
    arguments: TestRun.sample(
      [
        "a = 1\n", "a b\n", "f(a, *b, c=1)\n", "f(", "(a\n", "a]\n", "'a\n", "'''\n", "\"\"\"a\"\"\"\n", "f'{a}' ",
        "f'{a' ", "match a; ",
        "match a:\n  case b: c\n", "with (a): b\n", "with (a b): c\n", "a, ", "a.b", "a + ", "a and ", "a < ", "1, ",
        "€", "if a:\n b c\nelse: d\n",
        "if a\n b\nelse: d\n", "def f(a, b=1): pass\n", "# a\n", "\n", "\\\n", "if a:\n  b\n c\n", "print 'a', b\n",
        "print a; ", ">>> a\n", "global a, ",
        "f(*a, b, ", "[a for b in c] ", "{a: b, ", "x = (\n",
      ], 4))
  func linear(_ text: String) {
    let ratio = Growth.ofFourTimes { _ = read(String(repeating: text, count: $0 * 1000)) }
    #expect(ratio < 9)
  }

  @Test("any bytes", .seeded) func anyBytes() {
    var random = SeededRandom(test: 21)
    for _ in 0..<TestRun.rounds(5000, sample: 500) {
      let count = Int.random(in: 0...80, using: &random)
      read((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
  }

  private static let pieces = [
    "a", "b.c", "1", "0x", "'x'", "f'{a!r:>{b}}'", "f\"{", "b'", "\"\"\"", "(", ")", "[", "]", "{", "}", ":", ",", ";",
    "=", "==", ":=", "->", "*", "**", "/",
    "+", "-", ".", "...", "@", "`", "<>", "\\", "#", "\n", "\n  ", "\n    ", "\n\t", "\r\n", "\u{0C}", "\u{FEFF}", "é",
    "€", "“",
    "if", "elif", "else", "for", "in", "not", "is", "while", "try", "except", "except*", "finally", "with", "as",
    "def f(", "class A", "lambda", "return", "raise", "yield", "from", "import",
    "await", "async", "match", "case", "pass", "del", "global", "print", "exec", "None", ">>> ",
  ]

  @Test("any sequence of tokens", .seeded) func anyTokens() {
    var random = SeededRandom(test: 22)
    for _ in 0..<TestRun.rounds(20_000, sample: 1_500) {
      let count = Int.random(in: 1...25, using: &random)
      _ = read((0..<count).map { _ in random.pick(Self.pieces) }.joined(separator: random.chance(70) ? " " : ""))
    }
  }

  private static let sample = """
    from flask import Flask, abort as stop
    app = Flask(__name__)

    class CardError(Exception):
        code = 402
        def __init__(self, text: str, *args, **kw) -> None:
            super().__init__(f"{text!r}: {args[0]:>5}", *args, **kw)

    @app.errorhandler(CardError)
    def card(e): return "card", getattr(e, "code", 500) if e else 500

    @app.route("/<name>", methods=["GET"])
    def view(name):
        try:
            raise {"a": CardError("x"), **more}[name]
        except (KeyError, ValueError) as e:
            stop(404)
        else: pass
        finally:
            with app.app_context() as c, (open(name)): print(c)

    """

  @Test("a program with one changed byte, or the start of it", .seeded) func changedBytes() {
    let bytes = Array(Self.sample.utf8)
    #expect(read(bytes) == 0)
    var random = SeededRandom(test: 23)
    for place in bytes.indices {
      var changed = bytes
      changed[place] =
        random.chance(50) ? UInt8.random(in: 0...255, using: &random) : random.pick(Array("()[]{}:,'\"\n \\.=".utf8))
      #expect(read(changed) <= 6)
      #expect(read(Array(bytes[..<place])) <= 2)
    }
  }

  @Test("a program without one of its lines, or with another order of two lines", .seeded) func changedLines() {
    let lines = Self.sample.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var random = SeededRandom(test: 24)
    for place in lines.indices {
      var changed = lines
      changed.remove(at: place)
      #expect(read(changed.joined(separator: "\n")) <= 3)
      changed = lines
      changed.swapAt(place, Int.random(in: 0..<lines.count, using: &random))
      #expect(read(changed.joined(separator: "\n")) <= 8)
    }
  }
}

@Suite("Deep Python trees") struct DeepTreeTests {
  /// Programs with the tallest trees that the parser allows.
  private static let texts: [String] = {
    let levels = PythonParser.mostLevels - 1
    let tall = PythonParser.tallestTree
    let blocks = { (line: String) in (0..<levels).map { String(repeating: " ", count: $0) + line + "\n" }.joined() }
    let indented = String(repeating: " ", count: levels)
    return [
      nested("(", ")", levels), nested("[", "]", levels), nested("{0: ", "}", levels), nested("f(", ")", levels),
      nested("f(a=", ")", levels), nested("f[", "]", levels), nested("f[:", "]", levels),
      nested("lambda a=", ": 1", levels),
      nested("[", " for a in b]", levels), nested("not ", "", levels - 1), nested("lambda: ", "", levels - 1),
      nested("a if b else ", "", levels - 1),
      "a" + String(repeating: ".b", count: tall), "a" + String(repeating: " + a", count: tall),
      "a" + String(repeating: "()", count: tall),
      "a" + String(repeating: "[0]", count: tall),
      blocks("if a:") + indented + "a" + String(repeating: ".b", count: tall - levels),
      blocks("def f():") + indented + "pass", blocks("class A:") + indented + "pass",
    ]
  }()

  private static func nested(_ opening: String, _ closing: String, _ count: Int) -> String {
    String(repeating: opening, count: count) + "a" + String(repeating: closing, count: count)
  }

  @Test(
    "fit into the 512 kB of stack of a thread: parsed, compared, hashed, printed and freed", arguments: texts.indices)
  func fitsIntoStackOfThread(_ index: Int) {
    let done = DispatchSemaphore(value: 0)
    let text = Self.texts[index]
    let thread = Thread {
      let program = Reading(text).program
      #expect(program.diagnostics.isEmpty)
      let copy = Reading(text).program
      #expect(program.statements == copy.statements)
      #expect(program.statements.hashValue == copy.statements.hashValue)
      #expect(!program.printed.isEmpty)
      done.signal()
    }
    thread.stackSize = 512 * 1024
    thread.start()
    done.wait()
  }

  @Test("one level more is too deep") func limits() {
    #expect(
      Reading(Self.nested("(", ")", PythonParser.mostLevels)).program.diagnostics.map(\.kind.slug) == [
        "python-too-deep"
      ])
    let tall = "a" + String(repeating: ".b", count: PythonParser.tallestTree + 1)
    #expect(Reading(tall).program.diagnostics.map(\.kind.slug) == ["python-too-deep"])
  }

  @Test("f-strings in f-strings end where Python ends them") func formatted() {
    #expect(Reading("f'''{f\"\"\"{f'{f\"{a}\"}'}\"\"\"}'''").program.diagnostics.isEmpty)
  }
}
