import SeededRandom
import Testing

@testable import Syntax

@Suite("Blocks that are read line by line")
struct UnfinishedBlockTests {
  /// Lines that open, continue and end blocks in every way that the parser knows, and similar lines.
  private static let lines = [
    "test \"a\" {", "test \"b\"", "{", "}", "  }", "} raise A", "  raise A", "raise A", "    raise A }", "raise A {",
    "  raise A { {", "{ {", "foo }", "  foo", "restart", "  restart {", "test \"c\" { raise A", "  test \"d\" {",
    "test {", "test \"e\" under x {", "test broken",
    "class A(B):", "class A(B): pass", "  class A(B):", "    class C(D):", "    pass", "  pass", "      pass", "\tpass",
    "    code = 404", "    def __init__(self):", "        return 3", "    x = [", "class A(", "  class A(", "  B,",
    "B,", "    B, C,", "  B", ")", "  )", "):", "class A:",
    "    \"\"\"doc", "    doc", "doc", "    \"\"\"", "\"\"\"", "    '''", "'''", "    \"\"\"whole\"\"\"",
    "  raise \"\"\"",
    "@app.errorhandler(E)", "@app.errorhandler(", "  @app.route(", "    \"x\",", "  methods=[", "])", "  ])",
    "def f(e):",
    "def f(", "  def g(e):", "async def h(e):", "    return \"x\", 500", "    if x:", "else:", "    else:", "if x:",
    "try:", "except E:", "app.register_error_handler(", "    E,", "x = {", "  'a': 1,", "import (",
    ">>> class A(B):", "... class A(B):", "...     pass", "...", "    ...", ">>> raise A", "0.12.2 [7]> class A(B):",
    "", " ", "    ", "# note", "  # note", "# \"\"\"", "    # it's }", "mro A # }", "handler E -> \"}\"",
    "handler E -> '{'", "expect refused class X(", "  expect refused class X(", "\"", "é", "a\r    b",
    "\u{FEFF}class A(B):", "\u{FEFF}",
    "# c\rtest \"z\" {",
  ]

  /// Compares the result with a parse of the whole text, after every line.
  private func compare(_ lines: [String], firstAtOnce: Int) {
    var whole = lines[..<firstAtOnce].joined(separator: "\n")
    var block = UnfinishedBlock(Array(whole.utf8))
    for line in lines[firstAtOnce...] {
      whole += "\n" + line
      let needsMore = block.feed(Array(line.utf8))
      let isBeginning = isIncomplete(Array((whole + "\n").utf8))
      #expect(needsMore == isBeginning, "\(whole.debugDescription)")
      if needsMore != isBeginning { return }
    }
  }

  @Test(
    "removed lines do not join the text before them with the text after them",
    arguments: [
      // The line with more indentation would become the body of the class, and not a statement of the test.
      ["test \"t\" {", "class A(B):", "raise A", "raise A", "   raise B", "test \"u\" {", "}"],
      // Without a statement in it, a test does not end where another test starts.
      ["test {", "test broken", "test {", "test {", "raise A", "foo }", "    "],
      ["test broken", "  rise A", "  rise B", "  rise C", "test \"u\" {", "}"],
      // The comment ends the brackets.
      ["def f(", "  raise \"\"\"", "    ...", "# note", "    def g(x):", "    ...", "    def h(x):", "])"],
      // So does the empty line.
      ["print(bar:", "", "    a", "    b", "    c", "    )", "    d"],
      // The end of the docstring turns everything before it into one string.
      ["class A(B):", "    \"\"\"doc", "    on", "    on", "    on", "    \"\"\"", "    pass", "raise A"],
      // So does the closing brace.
      ["test \"t\" {", "raise A {", "raise A", "raise A {", "raise A", "raise A", "}", "}", "}"],
    ])
  func leftOut(lines: [String]) {
    for count in 1...lines.count { compare(lines, firstAtOnce: count) }
  }

  @Test("the result is the same as a parse of all lines", arguments: 0..<10)
  func sameAsWhole(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<TestRun.rounds(250, sample: 20) {
      // A few kinds of lines, each many times, so that loops repeat.
      let pool = (0..<Int.random(in: 1...6, using: &random)).compactMap { _ in
        Self.lines.randomElement(using: &random)
      }
      let first = Self.lines.randomElement(using: &random) ?? ""
      let count = Int.random(in: 1...24, using: &random)
      let lines =
        [first]
        + (0..<count).compactMap { _ in
          Int.random(in: 0..<8, using: &random) == 0
            ? Self.lines.randomElement(using: &random) : pool.randomElement(using: &random)
        }
      compare(lines, firstAtOnce: Int.random(in: 1...min(4, lines.count), using: &random))
    }
  }

  @Test(
    "the cost of a line does not depend on the number of lines before it",
    arguments: [
      ("class A(B):", ["    pass"]), ("class A(B):", ["    code = 404", "", "    # a note", "    \"a docstring\""]),
      ("class A(B):", ["    def f(self):", "        return 1", ""]),
      ("class A(B):\n    \"\"\"a docstring", ["    that goes on", "", "    and on"]),
      ("class A(B):", ["    \"\"\"several", "    lines\"\"\""]), ("class A(B):", ["    # a note"]),
      ("class A(B):", ["", "    "]),
      ("class A(", ["  B,"]), ("class A(", ["  B,", "  C, D,"]),
      ("test \"t\" {", ["  raise A"]),
      ("test \"t\" {", ["  class A(B):", "    pass", "", "  handler A -> \"}\", 500"]),
      ("test \"t\" {", ["  rise A", "  # a note"]), ("test \"t\" {", ["class A(B):", "raise A", "   raise B"]),
      ("test \"t\" {\n  raise A {", ["  raise A"]), ("test \"t\" {\n  test \"u\" {", ["    raise A", "    raise B"]),
      ("test t", ["  raise A", "  mro B"]),
      ("test \"t\" {\n  class A(B):", ["    pass"]), ("test \"t\" {\n  class A(", ["    B,"]),
      ("def f(e):", ["    x = 1"]), ("def f(e):", ["    if x:", "        return [", "        ]"]),
      ("if x:", ["    y = 1", "    z = 2", "else:"]), ("@app.route(", ["    \"a\","]),
      ("@app.errorhandler(E)", ["@app.errorhandler(E)"]), ("@app.route(", ["  1", ")", "@app.route("]),
      ("app.register_error_handler(", ["    E,"]), (">>> class A(B):", ["...     pass"]),
    ])
  func linear(first: String, body: [String]) {
    var block = UnfinishedBlock(Array(first.utf8))
    var bytes = first.utf8.count
    let count = TestRun.rounds(20_000, sample: 300)
    for index in 0..<count {
      let line = Array(body[index % body.count].utf8)
      bytes += line.count + 1
      _ = block.feed(line)
    }
    // Few bytes of the previous lines are read again. Reading all of them would be at least a thousand bytes per line.
    #expect(block.work < 40 * bytes, "\(block.work / count) bytes a line")
  }

  @Test("a paste that ends inside a block is read once, and then only the lines after it")
  func paste() {
    let body = (0..<TestRun.rounds(20_000, sample: 2_500)).map { "  handler E\($0) -> \"x\", 500" }.joined(
      separator: "\n")
    var block = UnfinishedBlock(Array(("test \"t\" {\n" + body).utf8))
    let work = block.work
    #expect(work < 4 * body.utf8.count)
    for _ in 0..<100 {
      let needsMore = block.feed(Array("  raise A".utf8))
      #expect(needsMore)
    }
    #expect(block.work - work < 100 * 400)
    let needsMore = block.feed(Array("}".utf8))
    #expect(!needsMore)
  }
}
