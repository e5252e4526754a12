import Testing

@testable import PythonSyntax

@Suite("Python expressions") struct ExpressionTests {
  @Test(
    "operators bind as in Python",
    arguments: [
      ("a + b * c", "(+ a (* b c))"), ("(a + b) * c", "(* (+ a b) c)"), ("a - b - c", "(- (- a b) c)"),
      ("a ** b ** c", "(** a (** b c))"), ("-a ** -b", "(- (** a (- b)))"),
      ("a @ b // c % d / e", "(/ (% (// (@ a b) c) d) e)"),
      ("a | b ^ c & d << e >> f", "(| a (^ b (& c (>> (<< d e) f))))"), ("~a + +b", "(+ (~ a) (+ b))"),
      ("not a == b", "(not (compare a == b))"), ("a < b <= c != d", "(compare a < b <= c != d)"),
      ("a in b not in c is d is not e", "(compare a in b not-in c is d is-not e)"),
      ("a > b >= c", "(compare a > b >= c)"),
      ("a or b and not c or d", "(or a (and b (not c)) d)"), ("(a and b) and c", "(and (and a b) c)"),
      ("a if b else c if d else e", "(if b a (if d c e))"), ("await a ** b", "(** (await a) b)"),
      ("-1", "(- 1)"), ("not not a", "(not (not a))"), ("a < b < c or d", "(or (compare a < b < c) d)"),
    ])
  func operators(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  @Test(
    "calls, attributes and subscripts",
    arguments: [
      ("a.b(c)[d].e", "(. ([] (call (. a b) c) d) e)"), ("f()", "(call f)"),
      ("f(a, *b, c=d, **e)", "(call f a (* b) (= c d) (** e))"),
      ("f(a=b, *c)", "(call f (* c) (= a b))"), ("f(a for a in b)", "(call f (for a (in a b)))"),
      ("f(a := b)", "(call f (:= a b))"),
      ("f(a,)", "(call f a)"), ("f(print=1)", "(call f (= print 1))"), ("a[1:2]", "([] a (: 1 2 -))"),
      ("a[:]", "([] a (: - - -))"),
      ("a[::2]", "([] a (: - - 2))"), ("a[b:, c]", "([] a (tuple (: b - -) c))"), ("a[b,]", "([] a (tuple b))"),
      ("a[*b]", "([] a (tuple (* b)))"),
      ("a[b := 1]", "([] a (:= b 1))"), ("print(1)(2)", "(call (call print 1) 2)"), ("1 .real", "(. 1 real)"),
      ("1..real", "(. number real)"),
    ])
  func postfixes(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  @Test(
    "tuples, lists, sets and dictionaries",
    arguments: [
      ("()", "(tuple)"), ("(a)", "a"), ("(a,)", "(tuple a)"), ("a, b", "(tuple a b)"), ("a,", "(tuple a)"),
      ("*a, b", "(tuple (* a) b)"),
      ("(*a, b)", "(tuple (* a) b)"), ("[]", "(list)"), ("[a, *b,]", "(list a (* b))"), ("{a}", "(set a)"),
      ("{*a, b}", "(set (* a) b)"),
      ("{}", "(dict)"), ("{a: b, **c,}", "(dict (a b) (** c))"), ("{**a, b: c}", "(dict (** a) (b c))"),
      ("{(a := 1): 2}", "(dict ((:= a 1) 2))"),
      ("{a: lambda: b}", "(dict (a (lambda () b)))"), ("...", "..."), ("None, True, False", "(tuple None True False)"),
    ])
  func displays(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  @Test(
    "comprehensions",
    arguments: [
      ("[a for a in b]", "(list-for a (in a b))"), ("{a for a in b}", "(set-for a (in a b))"),
      ("(a for a in b)", "(for a (in a b))"),
      ("{a: b for a, b in c}", "(dict-for a b (in (tuple a b) c))"),
      ("[a for b in c if d if e for f in g]", "(list-for a (in b c d e) (in f g))"),
      ("[a async for a in b]", "(list-for a (in a b))"), ("[a for a, in b]", "(list-for a (in (tuple a) b))"),
      ("[a for a in b or c]", "(list-for a (in a (or b c)))"), ("[a := 1 for b in c]", "(list-for (:= a 1) (in b c))"),
      ("[a if b else c for d in e]", "(list-for (if b a c) (in d e))"),
    ])
  func comprehensions(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  @Test(
    "lambdas, yield and names for values",
    arguments: [
      ("lambda: a", "(lambda () a)"),
      ("lambda a, b=1, *c, d, e=2, **f: a", "(lambda (a (b 1) (* c) (only d) (only e 2) (** f)) a)"),
      ("lambda a, /, *, b: a", "(lambda (a (only b)) a)"), ("lambda e: ('x', 404)", "(lambda (e) (tuple \"x\" 404))"),
      ("(yield)", "(yield)"), ("yield a, *b", "(yield (tuple a (* b)))"), ("x = yield from a", "(= x (yield-from a))"),
      ("(a := b)", "(:= a b)"), ("print((a := 1), a)", "(call print (:= a 1) a)"),
    ])
  func others(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  @Test(
    "expressions with an error",
    arguments: [
      ("a +", "expected an expression, found the end of the line"),
      ("a b", "expected the end of the statement, found `b`"),
      ("a = = b", "expected an expression, found `=`; write `==` to compare"), ("(a", "`(` is never closed"),
      ("[a\n\nb = 1", "`[` is never closed"),
      ("(a]", "`]` does not match the opening bracket"), ("a)", "no bracket is open for `)`"),
      ("f(a=1, b)", "a positional argument cannot follow a keyword argument"),
      ("f(**a, b)", "a positional argument cannot follow `**`"), ("f(**a, *b)", "`*` cannot follow `**`"),
      ("f(a for a in b, c)", "a generator needs parentheses if there are other arguments"),
      ("f(c, a for a in b)", "a generator needs parentheses if there are other arguments"),
      ("f(a.b=1)", "expected `,` or `)`, found `=`; write `==` to compare"),
      ("(*a)", "`*` needs a comma in a tuple: `(*value,)`"),
      ("[*a for a in b]", "a comprehension cannot contain `*`"), ("{a: b, c}", "expected `:` after the key, found `}`"),
      ("{a, b: c}", "expected `,` or `}`, found `:`"), ("{**a for a in b}", "expected `,` or `}`, found `for`"),
      ("a if b", "expected `else` of the conditional expression, found the end of the line"),
      ("a.1", "expected the end of the statement, found `.1`"),
      ("a.", "expected the name of an attribute, found the end of the line"),
      ("lambda a b: c", "expected `:` after the parameters of the lambda, found `b`"),
      ("a[]", "expected an expression, found `]`"), ("not", "expected an expression, found the end of the line"),
      ("a not b", "expected the end of the statement, found `not`"),
      ("a == not b", "expected an expression, found `not`"),
      ("(a := )", "expected an expression, found `)`"), ("a := 1", "expected the end of the statement, found `:=`"),
      ("a $ b", "`$` cannot be in Python code"), ("f(“a”)", "`“` cannot be in Python code; use straight quotes"),
      ("a \\ b", "a backslash can only be the last character of a line"),
      ("await await a", "expected an expression, found `await`"),
    ])
  func errors(_ text: String, _ message: String) { #expect(problem(text) == message) }
}
