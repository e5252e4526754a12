import Diagnostics
import Testing

@testable import PythonSyntax

@Suite("Python statements") struct StatementTests {
  @Test(
    "without a block",
    arguments: [
      ("a = b = c", "(= a b c)"), ("a, *b = c", "(= (tuple a (* b)) c)"), ("[a, b] = c", "(= (list a b) c)"),
      ("a.b = c[d] = 1", "(= (. a b) ([] c d) 1)"),
      ("a = yield b", "(= a (yield b))"), ("a: int = 1", "(annotation a 1)"), ("a: int", "(annotation a)"),
      ("(a): b.c[d]", "(annotation a)"),
      ("a.b: int = 1, 2", "(annotation (. a b) (tuple 1 2))"), ("a += 1", "(+= a 1)"),
      ("a.b **= c, d", "(**= (. a b) (tuple c d))"), ("a //= yield", "(//= a (yield))"),
      ("a @= b", "(@= a b)"), ("return", "(return)"), ("return a, *b", "(return (tuple a (* b)))"),
      ("raise", "(raise)"), ("raise A", "(raise A)"),
      ("raise A() from b", "(raise (call A) b)"), ("assert a, 'b'", "(assert a \"b\")"),
      ("assert (a, b)", "(assert (tuple a b))"),
      ("pass; break; continue;", "pass break continue"), ("del a, b[c],", "(del a ([] b c))"),
      ("del (a, b)", "(del (tuple a b))"), ("global a, b", "(global a b)"), ("nonlocal a", "(nonlocal a)"),
      ("import a.b as c, d", "(import (as a.b c) d)"), ("from a.b import c as d, e", "(from a.b (as c d) e)"),
      ("from . import a", "(from . a)"),
      ("from ....a import (b,\n c,)", "(from ....a b c)"), ("from .. import *", "(from .. *)"),
      ("print('x')", "(call print \"x\")"), ("print", "print"), ("print >> a, b", "(tuple (>> print a) b)"),
      ("match = case = type = _ = 1", "(= match case type _ 1)"), ("match(a)", "(call match a)"),
      ("match[a]: int", "(annotation ([] match a))"), ("match * a", "(* match a)"), ("exec('x')", "(call exec \"x\")"),
    ])
  func simple(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  @Test(
    "with blocks",
    arguments: [
      ("if a: b", "(if (a b))"), ("if a:\n  b\nelif c: d\nelse:\n  e", "(if (a b) (c d) (else e))"),
      ("if a:\n  b\nelse:\n  if c: d", "(if (a b) (else (if (c d))))"),
      ("if (a := b): c; d", "(if ((:= a b) c d))"), ("while a:\n  b\nelse: c", "(while a (do b) (else c))"),
      ("for a, b in c, d: e", "(for (tuple a b) (tuple c d) (do e))"),
      ("for a in *b, c:\n  d\nelse:\n  e", "(for a (tuple (* b) c) (do d) (else e))"),
      ("for a[b] in c: d", "(for ([] a b) c (do d))"),
      ("async for a in b: c", "(for a b (do c))"),
      ("try: a\nexcept: b", "(try (do a) (except - - b))"), ("try: a\nfinally: b", "(try (do a) (finally b))"),
      (
        "try:\n  a\nexcept (B, C) as d:\n  e\nexcept F:\n  g\nelse:\n  h\nfinally:\n  i",
        "(try (do a) (except (tuple B C) d e) (except F - g) (else h) (finally i))"
      ),
      ("try: a\nexcept* B as c: d", "(try (do a) (except B c d))"),
      ("with a: b", "(with (a) (do b))"), ("with a as b, c as (d, e): f", "(with (a b) (c (tuple d e)) (do f))"),
      ("with (a as b, c,): d", "(with (a b) (c) (do d))"),
      ("with (a, b): c", "(with (a) (b) (do c))"), ("with (a, b) as c: d", "(with ((tuple a b) c) (do d))"),
      ("with (a): b", "(with (a) (do b))"), ("with (a)(b) as c: d", "(with ((call a b) c) (do d))"),
      ("with (yield): a", "(with ((yield)) (do a))"), ("with (a := b): c", "(with ((:= a b)) (do c))"),
      ("with (a if b else c) as d, e: f", "(with ((if b a c) d) (e) (do f))"), ("async with a: b", "(with (a) (do b))"),
      ("class A: pass", "(class A () pass)"),
      (
        "class A(B, metaclass=C, *D):\n  '''doc'''\n  code = 404",
        "(class A (B (* D) (= metaclass C)) \"doc\" (= code 404))"
      ), ("class A(): ...", "(class A () ...)"),
      ("def f(): pass", "(def f () pass)"),
      (
        "def f(a, b: int = 1, /, c=2, *d: e, f, g: h = 3, **i) -> j: pass",
        "(def f (a (b 1) (c 2) (* d) (only f) (only g 3) (** i)) pass)"
      ),
      ("def f(*, a, b=1,): pass", "(def f ((only a) (only b 1)) pass)"),
      ("def f(*args: *Ts): pass", "(def f ((* args)) pass)"),
      ("async def f(a):\n  await a", "(async-def f (a) (await a))"),
      ("@a.b('c')\n@d\ndef f(): pass", "(@(call (. a b) \"c\") @d def f () pass)"),
      ("@a\n\n# note\nclass B: pass", "(@a class B () pass)"), ("@a\nasync def f(): pass", "(@a async-def f () pass)"),
      (
        "match a:\n  case {'x': [b, *_], **r} if b > 1:\n    c\n  case _: d",
        "(match a (case (mapping (\"x\" (sequence b (* _))) ** r) (compare b > 1) c) (case _ d))"
      ),
      ("match a, *b:\n  case 1: c", "(match (tuple a (* b)) (case (value 1) c))"),
      ("match (a):\n  case b | c: d", "(match a (case ? d))"),
      ("match a:\n  case 1 | -2 | None as b: d", "(match a (case (as (| (value 1) (value (- 2)) (value None)) b) d))"),
      ("match a:\n  case b.c, (d), *e: f", "(match a (case (sequence (value (. b c)) d (* e)) f))"),
      ("match -a:\n  case A(b=1): c", "(match (- a) (case (class A (= b (value 1))) c))"),
      ("match a:\n  case a.B('x', _, c={}): d", "(match a (case (class (. a B) (value \"x\") _ (= c (mapping))) d))"),
    ])
  func compound(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  @Test(
    "with an error",
    arguments: [
      ("if a\n  b", "expected `:` after the condition, found the end of the line"),
      ("if a = b: c", "expected `:` after the condition, found `=`; write `==` to compare"),
      ("if a: if b: c", "expected an expression, found `if`"), ("else: a", "expected an expression, found `else`"),
      ("def f: pass", "expected `(` after the name of the function, found `:`"),
      ("def 1f(): pass", "`1f` is not a number"), ("def f(a, a b): pass", "expected `,` or `)`, found `b`"),
      ("def f(a=1, b): pass", "a parameter without a default value cannot follow one with a default value"),
      ("def f(*): pass", "a parameter must follow `*`"), ("def f(*, **a): pass", "a parameter must follow `*`"),
      ("def f(*a, *b): pass", "a function can have only one `*`"),
      ("def f(**a, b): pass", "no parameter can follow `**`"),
      ("def f(/, a): pass", "`/` must follow a positional parameter, and only once"),
      (
        "def f((a, b)): pass",
        "a parameter cannot be a tuple in Python 3; take one parameter and unpack it in the function"
      ),
      ("class A(B) pass", "expected `:` after the class, found `pass`"),
      ("try: a", "expected `except` or `finally` after the block of `try`, found the end of the block"),
      ("try: a\nexcept A: b\nexcept* B: c", "a `try` cannot have both `except` and `except*`"),
      ("1 = a", "cannot assign to a literal; write `==` to compare"),
      ("f() = a", "cannot assign to a call; write `==` to compare"),
      ("a, 1 = b", "cannot assign to a literal"), ("None = a", "cannot assign to `None`; write `==` to compare"),
      ("a + b += c", "this cannot be the target of `+=`"), ("(a, b) += c", "this cannot be the target of `+=`"),
      ("a, b: int", "expected the end of the statement, found `:`"), ("del f()", "cannot delete a call"),
      ("for f() in a: b", "cannot assign to a call"), ("for a b: c", "expected `in`, found `b`"),
      ("with a as 1: b", "cannot assign to a literal"),
      ("import a.", "expected the name of a module, found the end of the line"),
      ("from a import", "expected a name to import, found the end of the line"),
      ("from a import b,", "expected a name to import, found the end of the line"),
      ("import a as b.c", "expected the end of the statement, found `.`"),
      ("@a\nb = 1", "expected a function or class after the decorator, found `b`"),
      ("async a", "expected `def`, `for` or `with` after `async`, found `a`"),
      ("return = 1", "expected an expression, found `=`; write `==` to compare"),
      ("match a:\n  case b\n", "expected `:` after the pattern, found the end of the line"),
      ("match a:\n  case b: c\n  d", "expected `case`, found `d`"),
      ("def f():\na", "expected an indented block after the function"),
      ("if a:\n# note\nb", "expected an indented block after the condition"),
      ("a\n  b", "the line has more indentation than the line before it"),
      ("  a", "the line has more indentation than the line before it"),
      ("if a:\n    b\n  c", "no block has the indentation of this line"),
      ("if a:\n\tb\n        c", "tabs and spaces are mixed, so the indentation depends on the width of a tab"),
      (">>> a", "this is a session of the Python prompt, not a Python file; remove the prompts and the output"),
    ])
  func errors(_ text: String, _ message: String) { #expect(problem(text) == message) }

  @Test(
    "of Python 2 have the form of Python 3 as help",
    arguments: [
      ("print \"x\"", "print(\"x\")"), ("print a, b,", "print(a, b, end=\" \")"), ("print a; b", "print(a); b"),
      ("print 'a' % (\n  b)", "print('a' % (\n  b))"), ("exec \"x\"", "exec(\"x\")"),
      ("raise E, \"text\"", "raise E(\"text\")"), ("raise E, \"text\", tb", "raise E(\"text\").with_traceback(tb)"),
      ("try: a\nexcept E, e: b", "try: a\nexcept E as e: b"),
      ("try: a\nexcept (E, F), e: b", "try: a\nexcept (E, F) as e: b"),
      ("a <> b", "a != b"), ("a = 0777", "a = 0o777"), ("a = 10L", "a = 10"),
    ])
  func python2(_ text: String, _ expected: String) {
    #expect(Reading(text).program.diagnostics.map(\.kind.slug) == ["python-2-syntax"])
    #expect(corrected(text) == expected)
    #expect(Reading(expected).program.diagnostics.isEmpty)
  }

  @Test(
    "of Python 2 that have several forms in Python 3",
    arguments: ["try: a\nexcept A, B, C: b", "`a`", "ur'a'", "raise A, ", "lambda (a, b): a"])
  func otherPython2(_ text: String) {
    let diagnostics = Reading(text).program.diagnostics
    #expect(diagnostics.map(\.kind.slug) == ["python-2-syntax"])
    #expect(diagnostics.allSatisfy { $0.help != nil })
  }
}
