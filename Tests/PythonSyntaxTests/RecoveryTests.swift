import Diagnostics
import Testing

@testable import PythonSyntax

@Suite("After an error in Python code") struct RecoveryTests {
  @Test(
    "the parser continues with the next statement",
    arguments: [
      ("a b\nc", "broken c\npython-syntax «b»"), ("a; b c; d\ne", "a broken e\npython-syntax «c»"),
      ("def f(a b):\n  a\n  b\nc", "broken c\npython-syntax «b»"),
      ("if a\n  b\nelif c:\n  d\nelse:\n  e\nf", "broken f\npython-syntax «»"),
      ("if a:\n  b c\nelse:\n  d", "(if (a broken) (else d))\npython-syntax «c»"),
      ("if a: b c\nelse: d", "(if (a broken) (else d))\npython-syntax «c»"),
      ("try:\n  a\nexcept A, e:\n  b\nelse:\n  c\nd", "broken d\npython-2-syntax «,»"),
      ("class A:\n  a b\n  def f(self): c\nd", "(class A () broken (def f (self) c)) d\npython-syntax «b»"),
      ("@a b\ndef f(): c\nd", "broken (def f () c) d\npython-syntax «b»"),
      ("def f():\na\nb", "broken a b\npython-indentation «a»"),
      ("def f():\n  def g():\n  a\nb", "(def f () broken a) b\npython-indentation «a»"),
      ("a\n    b\n    c\nd", "a broken d\npython-indentation «»"),
      ("if a:\n    b\n  c\n  d\ne", "(if (a b broken d)) e\npython-indentation «»"),
      ("if a:\n        b\n\tc\n\td\ne", "(if (a b broken d)) e\npython-indentation «»"),
    ])
  func next(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  @Test(
    "brackets and strings that are never closed end where a statement starts",
    arguments: [
      ("a = (1,\n\ndef f():\n  b\nc", "broken (def f () b) c\npython-syntax «(»"),
      ("a = f(1\nb = 2\nclass C: d", "broken (class C () d)\npython-syntax «(»"),
      ("a = f(1\nb = 2", "broken\npython-syntax «(»"), ("f('a,\n  b)\nc", "broken c\npython-syntax «'a,»"),
      ("f(a b,\n  [c],\n)\nd", "broken d\npython-syntax «b»"), ("f(a]\n  b\n)\nc", "broken c\npython-syntax «]»"),
      ("a\nb = '''c\nd", "a broken\npython-syntax «'''c»"),
      ("a = ']'\nf(]\nb", "(= a \"]\") broken b\npython-syntax «]»"),
      ("a = {\n  'b': 1\n  'c': 2\n}\nd", "broken d\npython-syntax «'c'»"),
    ])
  func openBrackets(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  @Test("a session of the prompt is one error, however long") func prompts() {
    #expect(
      read("a\n>>> b\n>>> for c in d:\n...     e f\n...\nTraceback (most recent call last):\n  \"x\n>>> g\n")
        == "a broken\npython-prompt «>>>»")
  }

  @Test("code that is nested too deeply is broken, and what follows is not")
  func deep() {
    let nested = String(repeating: "(", count: 100) + "a" + String(repeating: ")", count: 100)
    #expect(read("\(nested)\nb") == "broken b\npython-too-deep «(»")
    #expect(read("a\(String(repeating: ".b", count: 200))\nb") == "broken b\npython-too-deep «.»")
    let blocks = (0..<60).map { String(repeating: " ", count: $0) + "if a:\n" }.joined()
    let reading = Reading("\(blocks)\(String(repeating: " ", count: 60))b\nc")
    #expect(reading.program.diagnostics.map(\.kind.slug) == ["python-too-deep"])
    #expect(reading.program.statements.last?.printed == "c")
    #expect(reading.program.printed.contains("broken"))
  }

  @Test("every statement has its span") func spans() {
    let source = "@a\ndef f():\n  b = 1  # note\n  c d\n\ne; f()\n"
    let program = Reading(source).program
    #expect(
      program.statements.map { program.source.text($0.span) } == ["@a\ndef f():\n  b = 1  # note\n  c d", "e", "f()"])
    guard case .function(let function) = program.statements.first?.kind else {
      Issue.record("the first statement is not a function")
      return
    }
    #expect(program.source.text(function.nameSpan) == "f")
    #expect(function.body.map { program.source.text($0.span) } == ["b = 1", "c d"])
  }

  @Test(
    "every expression has its span, without parentheses",
    arguments: [
      ("(a) + (b.c)", ["(a) + (b.c)", "a", "b.c", "b"]), ("f(a, b=[c])", ["f(a, b=[c])", "f", "a", "[c]", "c"]),
      ("(a, b)", ["(a, b)", "a", "b"]),
      ("f(a for a in b)", ["f(a for a in b)", "f", "(a for a in b)", "a", "a", "b"]),
      ("f'x{ a.b }'", ["f'x{ a.b }'", "a.b", "a"]),
    ])
  func expressionSpans(_ text: String, _ expected: [String]) {
    let program = Reading(text).program
    guard case .expression(let expression) = program.statements.first?.kind else {
      Issue.record("there is no expression")
      return
    }
    #expect(expression.withItsParts.map { program.source.text($0.span) } == expected)
  }
}

extension PythonExpression {
  /// The expression and its parts, for the kinds in these tests.
  fileprivate var withItsParts: [PythonExpression] {
    let parts: [PythonExpression] =
      switch kind {
      case .binary(let left, _, let right): [left, right]
      case .attribute(let value, _): [value]
      case .call(let function, let arguments): [function] + arguments.map(\.value)
      case .tuple(let elements), .list(let elements): elements
      case .comprehension(let comprehension):
        [comprehension.element] + comprehension.clauses.flatMap { [$0.target, $0.iterable] + $0.conditions }
      case .formatted(let parts):
        parts.compactMap { if case .replacement(let value, _, _, _) = $0 { value } else { nil } }
      default: []
      }
    return [self] + parts.flatMap(\.withItsParts)
  }
}
